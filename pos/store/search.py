"""Search as you type: candidates from FTS5, bounded and then ranked here.

`ORDER BY rank` on a common prefix costs up to a second on a million rows, so candidates come in the order of their
row numbers, at most 200 of them, the 20,000 best sellers from a small index of their own first.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any, Literal, TypeVar

from pos.domain.folding import fold, match_expressions, search_words
from pos.domain.product import Product
from pos.domain.sale import Sale
from pos.store.beginnings import numbers_of
from pos.store.customers import Customer, Customers
from pos.store.products import Products
from pos.store.sales import Sales

CANDIDATES = 200
BEST_SELLERS = 20_000
MERGE_PAGES = 32
INDEXES = ("find_product", "find_best", "find_customer", "find_sale")

Hit = TypeVar("Hit")


class Search:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def products(self, query: str, limit: int = 50) -> list[Product]:
        """Products that have every word of the query, the last one perhaps only begun: the exact code first, then whole
        words, then what sells."""
        products = Products(self._driver)
        numbers = self._numbers("find_best", query)
        if len(numbers) < limit:
            numbers = list(dict.fromkeys(numbers + self._numbers("find_product", query)))
        found = products.with_sales(numbers)
        exact = products.by_sku(query.strip()) or products.by_code(query.strip())
        ranked = _ranked(found, query, lambda product: f"{product.name} {product.options}")
        return _first(exact, ranked)[:limit]

    def customers(self, query: str, limit: int = 50) -> list[Customer]:
        customers = Customers(self._driver)
        numbers = self._numbers("find_customer", query)
        found = [(customer, 0) for customer in customers.by_numbers(numbers)]
        exact = customers.get(query.strip()) or customers.by_card(query.strip())
        return _first(exact, _ranked(found, query, lambda customer: customer.name, short_first=False))[:limit]

    def customer_by_contact(self, email: str, phone: str) -> Customer | None:
        """Who has one of these contacts already; both in their one form (contact.py), empty ones are nobody's."""
        for wanted in (email, phone):
            numbers = self._numbers("find_customer", wanted) if wanted else []
            for customer in Customers(self._driver).by_numbers(numbers):
                if wanted in (customer.email, customer.phone):
                    return customer
        return None

    def sales(self, query: str, limit: int = 50) -> list[Sale]:
        """Sales by receipt number (whole or its last digits), day, customer or SKU; the newest first."""
        sales = Sales(self._driver)
        exact = sales.by_receipt(query.strip())
        numbers = self._numbers("find_sale", query, "DESC")[:limit]
        found = [
            sale
            for number in numbers
            if (row := self._driver.execute("SELECT sale_id FROM fact_sale WHERE n = ?", (number,)).fetchone())
            and (sale := sales.get(row[0])) is not None
        ]
        return _first(exact, found)[:limit]

    def _numbers(self, index: str, query: str, order: Literal["ASC", "DESC"] = "ASC") -> list[int]:
        found = (numbers_of(self._driver, index, way, CANDIDATES, order) for way in match_expressions(query))
        return list(dict.fromkeys(chain.from_iterable(found)))[:CANDIDATES]


def configure(driver: Any) -> None:
    """No merging on the selling path: small steps happen after each batch and when the till is idle.

    Sixteen segments of a size make one of the next: with fewer, small changes would soon be merged with the large
    segment of a whole catalogue, whose shortest prefixes no small step can part.
    """
    for index in INDEXES:
        driver.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('automerge', 0)")
        driver.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('usermerge', 16)")
        driver.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('crisismerge', 64)")
        driver.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('secure-delete', 1)")


def merge_step(driver: Any, index: str, pages: int = MERGE_PAGES) -> bool:
    """One small step of tidying an index; whether there was anything to do (FTS5 then changes more than its own
    order). Negative `pages` make one segment of all of them, step by step: for when nobody sells."""
    before = driver.total_changes
    driver.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('merge', {pages})")
    return bool(driver.total_changes - before > 1)


def count_best_sellers(driver: Any) -> None:
    """Count anew what sells and re-make the small index over it; at shift close. What sold in some size counts for the
    size and for the product that has the sizes."""
    driver.execute("DELETE FROM local_best_seller")
    driver.execute(
        "INSERT INTO local_best_seller (number, sold, category) "
        "SELECT q.number, count(*), q.category FROM fact_sale_line l JOIN copy_product p ON p.sku = l.sku "
        "JOIN copy_product q ON q.sku IN (p.sku, p.variant_of) WHERE l.qty_milli > 0 GROUP BY q.number "
        f"ORDER BY count(*) DESC, q.number LIMIT {BEST_SELLERS}"
    )
    _index_best_sellers(driver)


def put_best_sellers(driver: Any, sold: Iterable[tuple[int, int]]) -> None:
    """Best sellers of a store whose sales are not here: row number, and how often it sold."""
    driver.executemany(
        "INSERT INTO local_best_seller (number, sold, category) SELECT number, ?2, category FROM copy_product "
        "WHERE number = ?1",
        sold,
    )
    _index_best_sellers(driver)


def _index_best_sellers(driver: Any) -> None:
    driver.execute("INSERT INTO find_best (find_best) VALUES ('delete-all')")
    driver.execute(
        "INSERT INTO find_best (rowid, words) SELECT p.number, p.words FROM local_best_seller b "
        "JOIN copy_product p ON p.number = b.number ORDER BY p.number"
    )


def _ranked(
    found: Sequence[tuple[Hit, int]], query: str, text_of: Callable[[Hit], str], short_first: bool = True
) -> list[Hit]:
    """Most whole words first, then a name that begins as asked, then what sells most, then the shorter name; people
    stand by the alphabet instead."""
    asked = set(search_words(query))
    start = fold(query).strip()

    def place(hit: tuple[Hit, int]) -> tuple[int, bool, int, int, str]:
        text = text_of(hit[0])
        folded = fold(text)
        whole = sum(word in asked for word in folded.split())
        return (-whole, not folded.startswith(start), -hit[1], len(text) if short_first else 0, text)

    return [hit for hit, _sold in sorted(found, key=place)]


def _first(exact: Hit | None, found: Sequence[Hit]) -> list[Hit]:
    return list(found) if exact is None else [exact, *(hit for hit in found if hit != exact)]
