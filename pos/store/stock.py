"""What this till knows of stock: what the hub told last with this till's own movements since, or the sum of its own."""

from collections.abc import Sequence
from typing import Any

from pos.store.balances import Balances

FLOOR = "floor"


class Stock:
    def __init__(self, driver: Any) -> None:
        self._driver = driver
        self._balances = Balances(driver)

    def on_hand_milli(self, sku: str, location: str = FLOOR) -> int | None:
        """Pieces here in thousandths; None when nobody ever counted or moved this SKU."""
        held = self._balances.stock(sku, location)
        return None if held is None else held.amount

    def on_hand_of(self, skus: Sequence[str]) -> dict[str, int]:
        """The same for several SKUs; those never counted are left out."""
        return {sku: held for sku in skus if (held := self.on_hand_milli(sku)) is not None}

    def all(self) -> list[tuple[str, str, int]]:
        """SKU, location and quantity of everything that this till ever counted or moved."""
        rows = self._driver.execute("SELECT sku, location, qty_milli FROM local_stock ORDER BY sku, location")
        return [(row[0], row[1], row[2]) for row in rows.fetchall()]
