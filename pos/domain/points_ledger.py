"""A customer's points: lots that were earned, what was taken from them, and what is left (SEMANTICS.md, "Loyalty").

Movements are only ever added; everything else is counted from all of them, in their order, whenever it is asked. So it
does not matter in which order a hub came to know of them. Moments are texts as the journal writes them.
"""

from bisect import insort
from calendar import monthrange
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, get_args

from pos.domain.journal import moment_of, stamp

Kind = Literal[
    "EARN", "EARN_REVERSAL", "REDEEM", "REDEEM_REVERSAL", "EXPIRE", "ADJUST", "MERGE_IN", "MERGE_OUT", "FORGIVE"
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
_NEVER = "~"
"""Behind every moment."""


@dataclass(frozen=True, slots=True)
class Move:
    """One movement; `points` as the balance sees them, below 0 where they go away.

    `of` are the sales that a return takes back, with the points of each. Points that come expire at `expires_at`
    (empty: never) and can be spent from `active_at` on.
    """

    kind: Kind
    points: int
    at: str
    sale: str = ""
    of: tuple[tuple[str, int], ...] = ()
    expires_at: str = ""
    active_at: str = ""


@dataclass(frozen=True, slots=True)
class LotLeft:
    """What is left of points that came at one moment."""

    points: int
    at: str
    expires_at: str
    sale: str = ""
    active_at: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """The points of one customer at one moment: `balance` is what the lots hold, or below 0 what is owed.

    `pending` of it cannot be spent yet. `expired` is what all lots lost by the passing of time: what no EXPIRE says yet
    is to be written down.
    """

    balance: int
    pending: int
    expired: int
    lots: tuple[LotLeft, ...]


def count_points(moves: Iterable[Move], now: str) -> Counted:
    """The state after all movements, which stand in the order in which they happened; EXPIRE among them says only what
    this finds out by itself."""
    ledger = _Ledger()
    for move in moves:
        if move.kind != "EXPIRE":
            ledger.expire(move.at)
            ledger.apply(move)
    ledger.expire(now)
    return ledger.counted(now)


def months_after(at: str, months: int) -> str:
    """The moment so many months later, at the last day of a month that is too short."""
    moment = moment_of(at)
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return stamp(moment.replace(year=year, month=month + 1, day=min(moment.day, last)))


def days_after(at: str, days: int) -> str:
    return stamp(moment_of(at) + timedelta(days=days))


def next_expiries(lots: Sequence[LotLeft], most: int) -> list[tuple[str, int]]:
    """When the next points expire, and how many of them, earliest first."""
    sums: dict[str, int] = {}
    for lot in lots:
        if lot.expires_at:
            sums[lot.expires_at] = sums.get(lot.expires_at, 0) + lot.points
    return sorted(sums.items())[:most]


@dataclass(slots=True, eq=False)
class _Lot:
    """`key` orders lots as they are taken: the earliest expiry first, then the oldest."""

    key: tuple[str, str, int]
    sale: str
    active_at: str
    left: int = 0
    expired: int = 0

    def __lt__(self, other: "_Lot") -> bool:
        return self.key < other.key


@dataclass(slots=True, eq=False)
class _Taker:
    """Points that went away: from which lots, in order; `owed` were in none."""

    parts: list[tuple[_Lot, int]] = field(default_factory=list)
    owed: int = 0


class _Ledger:
    """Either lots hold points, or some are owed: what comes pays what is owed first."""

    def __init__(self) -> None:
        self._lots: list[_Lot] = []
        self._open: list[_Lot] = []
        self._owing: deque[_Taker] = deque()
        self._redeemed: dict[str, list[_Taker]] = {}

    def apply(self, move: Move) -> None:
        match move.kind:
            case "EARN_REVERSAL" if move.points < 0:
                self._take(_Taker(), self._take_from_sales(-move.points, move.of))
            case "REDEEM_REVERSAL" if move.points > 0:
                self._come(move, self._give_back(move.points, [sale for sale, _points in move.of]))
            case "REDEEM" if move.points < 0:
                taker = _Taker()
                self._redeemed.setdefault(move.sale, []).append(taker)
                self._take(taker, -move.points)
            case _ if move.points < 0:
                self._take(_Taker(), -move.points)
            case _:
                self._come(move, move.points)

    def expire(self, at: str) -> None:
        while self._open and self._open[0].key[0] <= at:
            lot = self._open.pop(0)
            lot.expired, lot.left = lot.expired + lot.left, 0

    def counted(self, now: str) -> Counted:
        held = sum(lot.left for lot in self._open)
        lots = tuple(
            LotLeft(lot.left, lot.key[1], "" if lot.key[0] == _NEVER else lot.key[0], lot.sale, lot.active_at)
            for lot in self._open
        )
        return Counted(
            balance=held - sum(taker.owed for taker in self._owing),
            pending=sum(lot.left for lot in self._open if lot.active_at > now),
            expired=sum(lot.expired for lot in self._lots),
            lots=lots,
        )

    def _come(self, move: Move, points: int) -> None:
        if points:
            lot = _Lot((move.expires_at or _NEVER, move.at, len(self._lots)), move.sale, move.active_at)
            self._lots.append(lot)
            self._fill(lot, points)

    def _fill(self, lot: _Lot, points: int) -> None:
        """Points come into a lot, or back into it; what is owed takes them first, the oldest first."""
        while points and self._owing:
            taker = self._owing[0]
            paid = min(points, taker.owed)
            taker.parts.append((lot, paid))
            taker.owed, points = taker.owed - paid, points - paid
            if not taker.owed:
                self._owing.popleft()
        if points:
            if not lot.left:
                insort(self._open, lot)
            lot.left += points

    def _take(self, taker: _Taker, points: int) -> None:
        while points and self._open:
            lot = self._open[0]
            taken = min(points, lot.left)
            taker.parts.append((lot, taken))
            lot.left, points = lot.left - taken, points - taken
            if not lot.left:
                self._open.pop(0)
        if points:
            taker.owed = points
            self._owing.append(taker)

    def _take_from_sales(self, points: int, sales: Sequence[tuple[str, int]]) -> int:
        """Take what these sales earned from where it lies, and what has expired of it there; what must still be taken
        elsewhere, since it was spent."""
        for sale, share in sales:
            share = min(share, points)
            for lot in [lot for lot in self._lots if sale and lot.sale == sale]:
                left, expired = min(share, lot.left), 0
                if left and left == lot.left:
                    self._open.remove(lot)
                lot.left -= left
                expired = min(share - left, lot.expired)
                lot.expired -= expired
                share, points = share - left - expired, points - left - expired
        return points

    def _give_back(self, points: int, sales: Sequence[str]) -> int:
        """Undo what these sales took, the last first, with the expiry that it had; what they never took is left."""
        for taker in [taker for sale in sales for taker in self._redeemed.get(sale, ())]:
            forgiven = min(points, taker.owed)
            if forgiven:
                taker.owed, points = taker.owed - forgiven, points - forgiven
                if not taker.owed:
                    self._owing.remove(taker)
            while points and taker.parts:
                lot, taken = taker.parts.pop()
                back = min(points, taken)
                if back < taken:
                    taker.parts.append((lot, taken - back))
                points -= back
                self._fill(lot, back)
        return points
