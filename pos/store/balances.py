"""Stock and points as last told by the hub, with what this till did since: never counted twice, never left out.

The hub says of each figure up to which entry of each journal it counts in what happened. Whoever writes the figure
turns that into `own_n`, the row number of the last entry of this till among them; rows behind it are added here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

HUB_STOCK = (
    "SELECT h.qty_milli + (SELECT coalesce(sum(m.qty_milli), 0) FROM fact_movement m WHERE m.sku = h.sku "
    "AND m.location = h.location AND m.n > h.own_n), h.as_of FROM copy_stock h WHERE h.sku = ? AND h.location = ?"
)
_OWN_STOCK = "SELECT qty_milli FROM local_stock WHERE sku = ? AND location = ?"
_UP_TO = "AND p.n <= coalesce((SELECT n FROM fact_sale WHERE sale_id = ?2), p.n)"
_HUB_POINTS = (
    "SELECT h.balance + (SELECT coalesce(sum(p.points), 0) FROM fact_points p WHERE p.customer = h.customer "
    f"AND p.n > h.own_n {_UP_TO}), h.as_of FROM copy_points h WHERE h.customer = ?1"
)
_OWN_POINTS = f"SELECT sum(p.points) FROM fact_points p WHERE p.customer = ?1 {_UP_TO}"


@dataclass(frozen=True, slots=True)
class Balance:
    """A figure as far as it is known here. `source` is `hub` with the time that it is from, or `own`: this till's
    entries alone, `as_of` empty."""

    amount: int
    source: Literal["hub", "own"]
    as_of: str = ""


class Balances:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def stock(self, sku: str, location: str) -> Balance | None:
        """Thousandths of a piece; None when neither the hub nor this till ever counted or moved this SKU there."""
        return self._told(HUB_STOCK, _OWN_STOCK, sku, location)

    def points(self, customer_id: str, sale_id: str = "") -> Balance | None:
        """Points; None for somebody who never had any. With a sale, as they were after it as far as this till can tell:
        without what it wrote since."""
        return self._told(_HUB_POINTS, _OWN_POINTS, customer_id, sale_id)

    def own_points(self, customer_id: str, sale_id: str = "") -> int | None:
        """The sum of this till's own entries, as `points`; None where there are none."""
        row = self._driver.execute(_OWN_POINTS, (customer_id, sale_id)).fetchone()
        return None if row[0] is None else int(row[0])

    def own_n(self, includes: Mapping[str, int]) -> int:
        """The row number of the last entry of this till that a figure counts in; `includes` is seq by journal."""
        last = 0
        for journal_id, seq in includes.items():
            row = self._driver.execute(
                "SELECT n FROM journal WHERE journal_id = ? AND seq <= ? ORDER BY seq DESC LIMIT 1",
                (bytes.fromhex(journal_id), seq),
            ).fetchone()
            last = last if row is None else max(last, row[0])
        return last

    def put_stock(self, rows: Sequence[tuple[str, str, int, str, int, int]]) -> None:
        """SKU, location, thousandths, as_of, own_n and rev of each."""
        self._driver.executemany(
            "INSERT OR REPLACE INTO copy_stock (sku, location, qty_milli, as_of, own_n, rev) VALUES (?, ?, ?, ?, ?, ?)",
            rows,
        )

    def put_points(self, rows: Sequence[tuple[str, int, str, int, int, int, str]]) -> None:
        """Customer id, balance, as_of, own_n, rev, pending and what goes next of each."""
        self._driver.executemany(
            "INSERT OR REPLACE INTO copy_points (customer, balance, as_of, own_n, rev, pending, expires) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )

    def _told(self, by_hub: str, by_us: str, *key: str) -> Balance | None:
        row = self._driver.execute(by_hub, key).fetchone()
        if row is not None:
            return Balance(row[0], "hub", row[1])
        row = self._driver.execute(by_us, key).fetchone()
        return None if row is None or row[0] is None else Balance(row[0], "own")
