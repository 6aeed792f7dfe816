"""Stock and points with where the figure comes from and how old it is: last known at the hub, and this till since."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from pos.domain.journal import stamp
from pos.domain.product import Product
from pos.domain.quantity import ONE
from pos.domain.sale import Sale
from pos.services.points_alone import points_alone
from pos.services.till import Till
from pos.store.balances import Balance
from pos.store.stock import FLOOR
from pos.store.store import Tx

AGING_AFTER_S, OLD_AFTER_S = 4 * 3600, 24 * 3600
"""A figure older than this is shown with its time, and later only as the last that is known (SEMANTICS.md)."""

Freshness = Literal["fresh", "aging", "old"]


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount (thousandths of a piece, or points) as it is known here.

    `as_of` and `age_s` say how old the hub's part is: it holds until the hub was last heard, not only until it last
    changed. A figure that this till alone counted (`own`) has no age.
    """

    amount: int
    source: Literal["hub", "own"]
    as_of: str = ""
    age_s: int = 0

    @property
    def freshness(self) -> Freshness:
        if self.age_s < AGING_AFTER_S:
            return "fresh"
        return "aging" if self.age_s < OLD_AFTER_S else "old"


def stock_here(tx: Tx, till: Till, sku: str, location: str = FLOOR) -> Figure | None:
    """Pieces of a SKU at this store; None when nobody ever counted or moved it."""
    return _figure(tx, till, tx.balances.stock(sku, location), "stock")


def goods_here(tx: Tx, till: Till, product: Product) -> Figure | None:
    """Pieces of a product at this store; of a bundle as many as its components are enough for, as old as the oldest
    count of them. None where one of them was never counted."""
    if not product.components:
        return stock_here(tx, till, product.sku)
    found = [(stock_here(tx, till, part.sku), part.qty_milli) for part in product.components]
    counts = [(count, milli) for count, milli in found if count is not None]
    if len(counts) < len(found):
        return None
    oldest = max((count for count, _milli in counts), key=lambda count: count.age_s)
    return replace(oldest, amount=min(count.amount // milli for count, milli in counts) * ONE)


def points_of(tx: Tx, till: Till, customer_id: str, sale: Sale | None = None) -> Figure | None:
    """A customer's points, with a sale those after it; None for somebody who never had any."""
    told = tx.balances.points(customer_id, sale.sale_id if sale else "")
    if told is not None and told.source == "own":
        alone = points_alone(tx, customer_id, sale.at if sale else stamp(till.now()), sale)
        told = replace(told, amount=alone.balance if alone else 0)
    return _figure(tx, till, told, "customers")


def _figure(tx: Tx, till: Till, balance: Balance | None, scope: str) -> Figure | None:
    if balance is None:
        return None
    if not balance.as_of:
        return Figure(balance.amount, balance.source)
    as_of = _held_until(tx, balance.as_of, scope)
    return Figure(balance.amount, balance.source, as_of, _age_s(till, as_of))


def age_s(tx: Tx, till: Till, as_of: str, scope: str) -> int:
    """How many seconds old a figure of the hub's is: it holds until the hub was last heard of this scope."""
    return _age_s(till, _held_until(tx, as_of, scope))


def _held_until(tx: Tx, as_of: str, scope: str) -> str:
    place = tx.feeds.get(scope)
    return max(as_of, place.at) if place.state == "current" else as_of


def _age_s(till: Till, as_of: str) -> int:
    """A clock that stands before the hub's makes nothing new."""
    return max(0, int((till.now() - datetime.fromisoformat(as_of)).total_seconds()))
