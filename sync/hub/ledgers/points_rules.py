"""What the shop's programme says of points that come: when they can be spent, and until when."""

from pos.domain.points_moves import PointsRules
from sync.hub.imports.rules import PROGRAMME, rule_of
from sync.hub.journal.projection import PointsRow
from sync.hub.store.engine import Connection


def points_rules(connection: Connection) -> PointsRules:
    """As the programme has it now; what came before keeps what was told of it then."""
    document = rule_of(connection, PROGRAMME) or {}
    return PointsRules(document.get("expire_months"), document.get("pending_days", 0))


def dated(row: PointsRow, rules: PointsRules, now: str) -> PointsRow:
    """The row with its times: nothing that a wrong clock told happened after it came here."""
    at = min(row.at, now)
    return row._replace(
        at=at,
        expires_at=row.expires_at or rules.expires_at(row.kind, row.points, at),
        active_at=rules.active_at(row.kind, at),
    )
