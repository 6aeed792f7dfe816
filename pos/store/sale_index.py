"""What a sale can be found by: its receipt number and the last digits of it, its day, its customer, its SKUs and the
serial numbers of its pieces."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from pos.domain.folding import fold
from pos.store.prepared import Prepared
from pos.store.tables import CustomerRow

_CUSTOMER_WORDS = Prepared(select(CustomerRow.words).where(CustomerRow.customer_id == bindparam("customer_id")))
GIFT = "gift_card"
"""What stands as the serial number of a gift card is its account: nobody looks for that."""
MOST_SKUS = 50
"""A sale of a whole shelf is found by its first SKUs; the index stays small."""


def index_sale(driver: Any, n: int, business_date: str, body: Mapping[str, Any]) -> None:
    """Make a sale findable; part of the sale's own transaction. `n` is the row number of its entry."""
    receipt: str = body["receipt"]
    words = [receipt, receipt.rpartition("-")[2].lstrip("0"), business_date]
    words += dict.fromkeys(line["sku"] for line in body["lines"][:MOST_SKUS])
    words += [line["serial"] for line in body["lines"][:MOST_SKUS] if "serial" in line and line.get("kind") != GIFT]
    if customer := body.get("customer"):
        known = _CUSTOMER_WORDS.run(driver, customer_id=customer).fetchone()
        words += [customer, known[0] if known else ""]
    driver.execute("INSERT INTO find_sale (rowid, words) VALUES (?, ?)", (n, fold(" ".join(words))))
