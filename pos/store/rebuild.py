"""Making the tables anew from the journal, and search anew from the tables."""

from typing import Any

from pos.domain.sale import sale_of
from pos.store.customers import Customers
from pos.store.entries import Entries, show
from pos.store.sales import LAST_NUMBER, SERIES
from pos.store.search import count_best_sellers
from pos.store.settings import Settings
from pos.store.tables import FACTS


def rebuild(driver: Any) -> int:
    """Every `fact_` row, the stock cache and all search indexes, in the open transaction; how many entries said so.

    What must not be lost comes from the journal and the persons' keys alone.
    """
    for table in FACTS:
        driver.execute(f"DELETE FROM {table.name}")
    driver.execute("DELETE FROM local_stock")
    driver.execute("DELETE FROM find_sale")
    entries = Entries(driver, None)
    count, last = 0, {}
    for n, entry in entries.read():
        body = entry.content
        show(driver, n, entry, body)
        if entry.kind == "sale_completed":
            series, _, number = sale_of(body, entry.head, entry.seq, "").receipt.rpartition("-")
            last[series] = number
        count += 1
    settings = Settings(driver)
    settings.put(LAST_NUMBER, str(int(last.get(settings.get(SERIES), "0"))))
    Customers(driver).follow_facts()
    for index in ("find_product", "find_customer"):
        driver.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    count_best_sellers(driver)
    return count
