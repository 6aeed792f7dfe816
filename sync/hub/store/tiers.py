"""What customers spent, and the tier that each has with the day on which it is looked at again."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, Select, func, select, update

from sync.hub.store.rows import ONCE, add_rows, among
from sync.hub.store.tables import sale, sale_line
from sync.hub.store.value_tables import tier_held, value_move

_OF_CARDS = ("LOAD", "ADJUST")


def hold_tiers(connection: Connection, customers: Collection[str]) -> dict[str, tuple[str, str]]:
    """The tier and the review day of each as they were kept last, empty at first. Nobody else changes them until the
    commit; they are locked in one order."""
    ids = sorted(customers)
    add_rows(connection, tier_held, [(customer, "", "") for customer in ids], ONCE)
    asked = select(tier_held).where(among(connection, tier_held.c.customer, ids))
    rows = connection.execute(asked.order_by(tier_held.c.customer).with_for_update())
    return {row.customer: (row.tier, row.review) for row in rows}


def keep_tier(connection: Connection, customer: str, tier: str, review: date | None) -> None:
    """Of a customer who is held."""
    day = review.isoformat() if review else ""
    connection.execute(update(tier_held).where(tier_held.c.customer == customer).values(tier=tier, review=day))


def reviewed_by(connection: Connection, today: date, most: int) -> list[str]:
    """Customers whose day of review has come; those that somebody holds are left out."""
    asked = select(tier_held.c.customer).where(tier_held.c.review != "", tier_held.c.review <= today.isoformat())
    return list(connection.scalars(asked.order_by(tier_held.c.customer).limit(most).with_for_update(skip_locked=True)))


def forget_reviews(connection: Connection, customers: Collection[str], today: date) -> None:
    """Of those whose day has come and who have no new one: nobody knows them any more."""
    here = among(connection, tier_held.c.customer, customers) & (tier_held.c.review <= today.isoformat())
    connection.execute(update(tier_held).where(here).values(review=""))


def spent(connection: Connection, customers: Collection[str], currency: str, first: date, last: date) -> dict[str, int]:
    """What each paid for goods in these days, both counted, less what came back of them, whoever brought it; gift cards
    are no goods."""
    found = dict.fromkeys(customers, 0)
    for asked in (_goods(), _came_back(), _cards()):
        here = asked.where(
            among(connection, sale.c.customer, sorted(customers)),
            sale.c.currency == currency,
            sale.c.business_date >= first.isoformat(),
            sale.c.business_date <= last.isoformat(),
        )
        for customer, amount in connection.execute(here.group_by(sale.c.customer)):
            found[customer] += int(amount)
    return found


def _goods() -> Select[str, int]:
    return (
        select(sale.c.customer, func.sum(sale_line.c.total_minor))
        .join(sale_line, (sale_line.c.journal_id == sale.c.journal_id) & (sale_line.c.seq == sale.c.seq))
        .where(sale_line.c.return_sale == "")
    )


def _came_back() -> Select[str, int]:
    return select(sale.c.customer, func.sum(sale_line.c.total_minor)).join(
        sale_line, sale_line.c.return_sale == sale.c.sale_id
    )


def _cards() -> Select[str, int]:
    return (
        select(sale.c.customer, -func.sum(value_move.c.amount_minor))
        .join(value_move, (value_move.c.journal_id == sale.c.journal_id) & (value_move.c.seq == sale.c.seq))
        .where(value_move.c.kind.in_(_OF_CARDS))
    )
