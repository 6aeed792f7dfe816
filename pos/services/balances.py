"""Stock and points with where the figure comes from and how old it is: last known at the hub, and this till since."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pos.services.till import Till
from pos.store.balances import Balance
from pos.store.stock import FLOOR
from pos.store.store import Tx


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount (thousandths of a piece, or points) as it is known here.

    `as_of` and `age_s` say how old the hub's part is; a figure that this till alone counted (`own`) has no age.
    """

    amount: int
    source: Literal["hub", "own"]
    as_of: str = ""
    age_s: int = 0


def stock_here(tx: Tx, till: Till, sku: str, location: str = FLOOR) -> Figure | None:
    """Pieces of a SKU at this store; None when nobody ever counted or moved it."""
    return _figure(till, tx.balances.stock(sku, location))


def points_of(tx: Tx, till: Till, customer_id: str) -> Figure | None:
    """A customer's points; None for somebody who never had any."""
    return _figure(till, tx.balances.points(customer_id))


def _figure(till: Till, balance: Balance | None) -> Figure | None:
    if balance is None:
        return None
    age_s = 0
    if balance.as_of:
        age = till.now() - datetime.fromisoformat(balance.as_of)
        age_s = max(0, int(age.total_seconds()))  # a clock that stands before the hub's makes nothing new
    return Figure(balance.amount, balance.source, balance.as_of, age_s)
