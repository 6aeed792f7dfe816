"""How what is written down of points becomes movements of their ledger: the same at a till as at a hub."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pos.domain.points_ledger import Kind, Move, days_after, months_after

REVERSALS: tuple[Kind, ...] = ("EARN_REVERSAL", "REDEEM_REVERSAL")
_COMES: tuple[Kind, ...] = ("EARN", "REDEEM_REVERSAL", "ADJUST", "FORGIVE")


@dataclass(frozen=True, slots=True)
class PointsRules:
    """Points expire so many months after they came (None: never), and what was earned waits so many days."""

    expire_months: int | None = None
    pending_days: int = 0

    def expires_at(self, kind: str, points: int, at: str) -> str:
        """When points of this movement expire, empty for never."""
        comes = points > 0 and kind in _COMES
        return months_after(at, self.expire_months) if comes and self.expire_months else ""

    def active_at(self, kind: str, at: str) -> str:
        """From when on points of this movement can be spent, empty for at once."""
        return days_after(at, self.pending_days) if kind == "EARN" and self.pending_days else ""


def moves_of_sale(earned: int, redeemed: int, line_points: Iterable[int]) -> tuple[tuple[Kind, int], ...]:
    """What the sold lines earned, what comes back takes back, and what was paid, or given back, in points; each may
    be 0. `earned` and `redeemed` are the sale's own, `line_points` also of goods that others had bought."""
    sold = sum(max(0, points) for points in line_points)
    came = sold if sold >= earned else max(0, earned)
    return (
        ("EARN", came),
        ("EARN_REVERSAL", earned - came),
        ("REDEEM", -max(0, redeemed)),
        ("REDEEM_REVERSAL", max(0, -redeemed)),
    )


def adjusting_kind(reason: str) -> Kind:
    """Points taken from who bought what somebody else brings back, or points by hand."""
    return "EARN_REVERSAL" if reason == "return" else "ADJUST"


def taken_back(
    kind: str, points: int, sale: str, returned: Sequence[tuple[str, int]], *, by_hub: bool = False
) -> tuple[tuple[str, int], ...]:
    """The sales that a movement takes back, with the points of each; `returned` are those whose goods its sale takes
    back. `by_hub`: no till wrote the movement."""
    of = tuple(returned) if kind in REVERSALS else ()
    if kind == "REDEEM_REVERSAL" and sale and not of:
        return ((sale, 0),)  # a channel gives back what its order spent under the order's own name
    if kind == "EARN_REVERSAL" and by_hub and not of:
        return ((sale, -points),)  # and the hub takes back what an order earned
    return of


def a_move(
    kind: Kind, points: int, at: str, sale: str, returned: Sequence[tuple[str, int]], rules: PointsRules
) -> Move:
    """The movement that a till wrote down at this time, under the rules of its programme."""
    of = taken_back(kind, points, sale, returned)
    return Move(kind, points, at, sale, of, rules.expires_at(kind, points, at), rules.active_at(kind, at))
