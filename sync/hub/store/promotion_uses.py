"""How many sales each promotion took part in, as far as tills told."""

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from sync.hub.store.rows import among
from sync.hub.store.tables import journal, promotion_use


def uses(connection: Connection, promotions: Collection[str], customer: str = "") -> dict[str, int]:
    """The sales of everybody, or of one customer, by promotion; those without any are not there."""
    if not promotions:
        return {}
    asked = select(promotion_use.c.promotion, func.count()).where(
        among(connection, promotion_use.c.promotion, sorted(promotions))
    )
    if customer:
        asked = asked.where(promotion_use.c.customer == customer)
    rows = connection.execute(asked.group_by(promotion_use.c.promotion))
    return {row[0]: row[1] for row in rows}


def uses_by_till(connection: Connection, promotion: str) -> dict[str, int]:
    """The sales of each till, by its id, whatever journals it wrote."""
    asked = (
        select(journal.c.till_id, func.count())
        .join(promotion_use, promotion_use.c.journal_id == journal.c.journal_id)
        .where(promotion_use.c.promotion == promotion)
        .group_by(journal.c.till_id)
    )
    return {row[0]: row[1] for row in connection.execute(asked)}
