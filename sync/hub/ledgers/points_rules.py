"""What the shop's programme says of points that come: when they can be spent, and until when."""

from dataclasses import dataclass

from pos.domain.points_ledger import days_after, months_after
from sync.hub.imports.rules import PROGRAMME, rule_of
from sync.hub.journal.projection import PointsRow
from sync.hub.store.engine import Connection

_COMES = ("EARN", "REDEEM_REVERSAL", "ADJUST", "FORGIVE")


@dataclass(frozen=True, slots=True)
class PointsRules:
    """Points expire so many months after they came (None: never), and what was earned waits so many days."""

    expire_months: int | None = None
    pending_days: int = 0


def points_rules(connection: Connection) -> PointsRules:
    """As the programme has it now; what came before keeps what was told of it then."""
    document = rule_of(connection, PROGRAMME) or {}
    return PointsRules(document.get("expire_months"), document.get("pending_days", 0))


def dated(row: PointsRow, rules: PointsRules, now: str) -> PointsRow:
    """The row with its times: nothing that a wrong clock told happened after it came here."""
    at = min(row.at, now)
    comes = row.points > 0 and row.kind in _COMES and not row.expires_at
    return row._replace(
        at=at,
        expires_at=months_after(at, rules.expire_months) if comes and rules.expire_months else row.expires_at,
        active_at=days_after(at, rules.pending_days) if row.kind == "EARN" and rules.pending_days else "",
    )
