"""What this till knows of stock: the sum of its movements, from the cache beside them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from pos.store.prepared import Prepared
from pos.store.tables import StockRow

FLOOR = "floor"
_ON_HAND = Prepared(
    select(StockRow.qty_milli).where(StockRow.sku == bindparam("sku"), StockRow.location == bindparam("location"))
)


class Stock:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def on_hand_milli(self, sku: str, location: str = FLOOR) -> int | None:
        """Pieces here in thousandths; None when nobody ever counted or moved this SKU."""
        row = _ON_HAND.run(self._driver, sku=sku, location=location).fetchone()
        return None if row is None else int(row[0])

    def on_hand_of(self, skus: Sequence[str]) -> dict[str, int]:
        """The same for several SKUs; those never counted are left out."""
        return {sku: held for sku in skus if (held := self.on_hand_milli(sku)) is not None}

    def all(self) -> list[tuple[str, str, int]]:
        """SKU, location and quantity of everything that was ever counted or moved."""
        rows = self._driver.execute("SELECT sku, location, qty_milli FROM local_stock ORDER BY sku, location")
        return [(row[0], row[1], row[2]) for row in rows.fetchall()]
