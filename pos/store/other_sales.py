"""Sales of other tills that were asked for here, and what of any sale came back at another till."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pos.domain.sale import Sale, sale_of

KEPT = 2000
"""So many sales of other tills are kept; the oldest make room, and are asked for again."""
_COLUMNS = "o.sale_id, o.at, o.business_date, o.staff, o.body"
_RETURNED = "SELECT coalesce(sum(qty_milli), 0) FROM local_other_return WHERE return_sale = ? AND return_line = ?"
_JOINED = (
    "SELECT o.sale_id, r.return_sale FROM local_other_return r JOIN local_other_sale o ON o.n = r.n "
    "WHERE o.sale_id IN (SELECT value FROM json_each(?1)) OR r.return_sale IN (SELECT value FROM json_each(?1))"
)


@dataclass(frozen=True, slots=True)
class OtherSale:
    """A sale as the hub tells of it; `body` is the journal's of the till that made it."""

    sale_id: str
    receipt: str
    store: str
    at: str
    business_date: str
    staff: str
    body: str


class OtherSales:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def put(self, sales: Iterable[OtherSale]) -> None:
        """Keep these but for this till's own; one that is here already is as it was, as no sale ever changes."""
        for sale in sales:
            n = self._driver.execute(
                "INSERT INTO local_other_sale (sale_id, receipt, store, at, business_date, staff, body) "
                "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE NOT EXISTS (SELECT 1 FROM fact_sale WHERE sale_id = ?1) "
                "ON CONFLICT (sale_id) DO NOTHING RETURNING n",
                (sale.sale_id, sale.receipt, sale.store, sale.at, sale.business_date, sale.staff, sale.body),
            ).fetchone()
            if n is not None:
                self._put_returns(n[0], json.loads(sale.body)["lines"])
        self._make_room()

    def get(self, sale_id: str) -> Sale | None:
        row = self._driver.execute(
            f"SELECT {_COLUMNS} FROM local_other_sale o WHERE sale_id = ?", (sale_id,)
        ).fetchone()
        return None if row is None else _sale(row)

    def by_receipt(self, receipt: str) -> Sale | None:
        row = self._driver.execute(
            f"SELECT {_COLUMNS} FROM local_other_sale o WHERE receipt = ? ORDER BY at DESC LIMIT 1", (receipt,)
        ).fetchone()
        return None if row is None else _sale(row)

    def store_of(self, sale_id: str) -> str:
        """The name of the store that sold it, empty for a sale of this till."""
        row = self._driver.execute("SELECT store FROM local_other_sale WHERE sale_id = ?", (sale_id,)).fetchone()
        return "" if row is None else str(row[0])

    def returned_milli(self, sale_id: str, line: int) -> int:
        """How much of a sold line came back at other tills as far as is known here, as a positive quantity."""
        return -int(self._driver.execute(_RETURNED, (sale_id, line)).fetchone()[0])

    def joined(self, sale_ids: set[str]) -> set[str]:
        """The sales that returns at other tills join to these, these among them."""
        found = self._driver.execute(_JOINED, (json.dumps(sorted(sale_ids)),)).fetchall()
        return sale_ids | {sale_id for row in found for sale_id in row}

    def _put_returns(self, n: int, lines: Iterable[dict[str, Any]]) -> None:
        rows = [
            (n, line["line"], told["sale_id"], told["line"], line["qty_milli"])
            for line in lines
            if (told := line.get("return_of")) and told.get("sale_id")
        ]
        self._driver.executemany("INSERT INTO local_other_return VALUES (?, ?, ?, ?, ?)", rows)

    def _make_room(self) -> None:
        """Sales of which this till gave something back stay: a rebuilt sum needs them."""
        old = (
            "SELECT n FROM local_other_sale o WHERE n <= (SELECT max(n) FROM local_other_sale) - ? "
            "AND NOT EXISTS (SELECT 1 FROM fact_sale_line l WHERE l.return_sale = o.sale_id)"
        )
        self._driver.execute(f"DELETE FROM local_other_return WHERE n IN ({old})", (KEPT,))
        self._driver.execute(f"DELETE FROM local_other_sale WHERE n IN ({old})", (KEPT,))


def _sale(row: tuple[Any, ...]) -> Sale:
    _sale_id, at, business_date, staff, body = row
    return sale_of(json.loads(body), {"at": at, "business_date": business_date, "staff": staff}, 0, "")
