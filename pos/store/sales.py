"""Sales: looked up, numbered, and what of them was already returned."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select, text

from pos.domain.sale import Sale, sale_of
from pos.store.other_sales import OtherSales
from pos.store.prepared import Prepared
from pos.store.tables import JournalRow, SaleLineRow, SaleRow, SettingRow

_COLUMNS = (JournalRow.body, JournalRow.at, JournalRow.business_date, JournalRow.shift, JournalRow.staff)
_BY_ID = Prepared(
    select(*_COLUMNS, JournalRow.seq, JournalRow.h)
    .join(SaleRow, SaleRow.n == JournalRow.n)
    .where(SaleRow.sale_id == bindparam("sale_id"))
)
_BY_RECEIPT = Prepared(select(SaleRow.sale_id).where(SaleRow.receipt == bindparam("receipt")))
_NEWEST = Prepared(select(SaleRow.sale_id).order_by(SaleRow.n.desc()).limit(bindparam("limit")))
_RETURNED = Prepared(
    select(SaleLineRow.qty_milli).where(
        SaleLineRow.return_sale == bindparam("sale_id"), SaleLineRow.return_line == bindparam("line")
    )
)
_OF_SERIAL = Prepared(
    select(SaleLineRow.qty_milli).where(
        SaleLineRow.serial == bindparam("serial"),
        text("serial <> ''"),  # in words, else its index is not used
        SaleLineRow.sku == bindparam("sku"),
    )
)
_OF_CUSTOMER = Prepared(
    select(SaleRow.sale_id)
    .where(SaleRow.customer == bindparam("customer"), SaleRow.customer != "")
    .order_by(SaleRow.n.desc())
    .limit(bindparam("limit"))
)
_KIN = """
WITH RECURSIVE kin (sale_id) AS (
    SELECT value FROM json_each(?)
    UNION SELECT l.return_sale FROM kin JOIN fact_sale s ON s.sale_id = kin.sale_id
        JOIN fact_sale_line l ON l.n = s.n WHERE l.return_sale <> ''
    UNION SELECT s.sale_id FROM kin JOIN fact_sale_line l ON l.return_sale = kin.sale_id JOIN fact_sale s ON s.n = l.n
)
SELECT sale_id FROM kin
"""
_SETTING = Prepared(select(SettingRow.value).where(SettingRow.name == bindparam("name")))
SERIES = "receipt_series"
LAST_NUMBER = "receipt_last"


class Sales:
    """`elsewhere` are sales of other tills that this one was told of: they can come back here as its own can."""

    def __init__(self, driver: Any) -> None:
        self._driver = driver
        self._taken = ""
        self.elsewhere = OtherSales(driver)

    def get(self, sale_id: str) -> Sale | None:
        """A sale of this till, or one of another that it was told of."""
        row = _BY_ID.run(self._driver, sale_id=sale_id).fetchone()
        if row is None:
            return self.elsewhere.get(sale_id)
        body, at, business_date, shift, staff, seq, h = row
        head = {"at": at, "business_date": business_date, "shift": shift, "staff": staff}
        return sale_of(json.loads(body), head, seq, h.hex())

    def by_receipt(self, receipt: str) -> Sale | None:
        found = _BY_RECEIPT.run(self._driver, receipt=receipt).fetchone()
        return None if found is None else self.get(found[0])

    def newest(self, limit: int = 1) -> list[Sale]:
        """The newest sales, newest first."""
        found = _NEWEST.run(self._driver, limit=limit).fetchall()
        return [sale for (sale_id,) in found if (sale := self.get(sale_id)) is not None]

    def of_customer(self, customer_id: str, limit: int = 20) -> list[Sale]:
        """What a customer bought here, newest first."""
        found = _OF_CUSTOMER.run(self._driver, customer=customer_id, limit=limit).fetchall()
        return [sale for (sale_id,) in found if (sale := self.get(sale_id)) is not None]

    def kin(self, sale_ids: Iterable[str]) -> list[Sale]:
        """These sales and all that returns and exchanges join to them, at any remove and at any till as far as is
        known here, oldest first."""
        known: set[str] = set()
        found = set(sale_ids)
        while known != found:
            known = found
            own = self._driver.execute(_KIN, (json.dumps(sorted(known)),)).fetchall()
            found = self.elsewhere.joined(known | {sale_id for (sale_id,) in own})
        sales = [sale for sale_id in sorted(found) if (sale := self.get(sale_id)) is not None]
        return sorted(sales, key=lambda sale: (sale.at, sale.seq))

    def returned_milli(self, sale_id: str, line: int) -> int:
        """How much of a sold line came back, here and as far as is known at other tills, as a positive quantity."""
        here = -sum(int(row[0]) for row in _RETURNED.run(self._driver, sale_id=sale_id, line=line).fetchall())
        return here + self.elsewhere.returned_milli(sale_id, line)

    def is_out(self, sku: str, serial: str) -> bool:
        """Whether the piece with this serial number was sold here and did not come back here."""
        return sum(int(row[0]) for row in _OF_SERIAL.run(self._driver, sku=sku, serial=serial).fetchall()) > 0

    def last_receipt(self) -> str:
        """The number that was taken last in the series, empty before the first."""
        if self._taken:
            return self._taken
        last = int(_SETTING.run(self._driver, name=LAST_NUMBER).fetchone()[0])
        return f"{_SETTING.run(self._driver, name=SERIES).fetchone()[0]}-{last:06d}" if last else ""

    def next_receipt(self) -> str:
        """The number that the next sale takes: `N-2-004118`, gap-free in its series."""
        series = _SETTING.run(self._driver, name=SERIES).fetchone()[0]
        last = int(_SETTING.run(self._driver, name=LAST_NUMBER).fetchone()[0])
        return f"{series}-{last + 1:06d}"

    def take_receipt(self) -> str:
        """Take the next number, in the sale's own transaction: a sale that is not written uses none."""
        receipt = self.next_receipt()
        self._driver.execute(
            "UPDATE local_setting SET value = ? WHERE name = ?", (str(int(receipt.rpartition("-")[2])), LAST_NUMBER)
        )
        self._taken = receipt
        return receipt
