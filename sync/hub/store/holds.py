"""What baskets have put aside: money and points to pay with, and goods that are coming back."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, delete, func, select

from sync.hub.store.rows import among, put_rows
from sync.hub.store.value_tables import hold

Kind = Literal["value", "refund", "coupon"]
_REPLACING = (
    "ON CONFLICT (kind, sale, ref) DO UPDATE SET amount = excluded.amount, currency = excluded.currency, "
    '"by" = excluded."by", store_no = excluded.store_no, at = excluded.at, until = excluded.until'
)


@dataclass(frozen=True, slots=True)
class Hold:
    """`amount` in minor units, points or thousandths of what `ref` names; `by` is a till, or a channel."""

    kind: Kind
    sale: str
    ref: str
    amount: int
    currency: str
    by: str
    store_no: int
    at: str
    until: str


def held_by_others(
    connection: Connection, kind: Kind, refs: Collection[str], sale: str, now: str, currency: str = ""
) -> dict[str, int]:
    """What other baskets than this one hold of these refs."""
    asked = (
        select(hold.c.ref, func.sum(hold.c.amount))
        .where(hold.c.kind == kind, among(connection, hold.c.ref, refs), hold.c.sale != sale, hold.c.until > now)
        .where(hold.c.currency == currency)
        .group_by(hold.c.ref)
    )
    found = dict.fromkeys(refs, 0)
    return found | {ref: int(amount) for ref, amount in connection.execute(asked)}


def holders(connection: Connection, kind: Kind, refs: Collection[str], sale: str, now: str) -> list[Hold]:
    """The other baskets that hold something of these refs."""
    asked = select(hold).where(hold.c.kind == kind, among(connection, hold.c.ref, refs), hold.c.until > now)
    return [Hold(*row) for row in connection.execute(asked.where(hold.c.sale != sale).order_by(hold.c.ref, hold.c.at))]


def keep_holds(connection: Connection, holds: Iterable[Hold]) -> None:
    """In the place of what the same basket held of the same."""
    rows = sorted((x.kind, x.sale, x.ref, x.amount, x.currency, x.by, x.store_no, x.at, x.until) for x in holds)
    put_rows(connection, hold, rows, _REPLACING)


def release(connection: Connection, kind: Kind, sale: str, refs: Collection[str]) -> None:
    connection.execute(
        delete(hold).where(hold.c.kind == kind, hold.c.sale == sale, among(connection, hold.c.ref, refs))
    )


def end_holds(connection: Connection, sales: Collection[str]) -> None:
    """These baskets have become sales."""
    if sales:
        connection.execute(delete(hold).where(among(connection, hold.c.sale, sorted(sales))))


def forget_holds(connection: Connection, now: str) -> None:
    connection.execute(delete(hold).where(hold.c.until <= now))
