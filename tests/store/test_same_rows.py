"""The rows that a sale is measured against are all the rows of the sale."""

from collections.abc import Iterator
from typing import Any

import pytest

from pos.domain.staff import BUILT_IN
from pos.domain.tender import CASH, Tender
from pos.services.sale import complete_sale
from pos.services.shift import open_shift
from pos.services.till import Till
from pos.store.engine import connected
from pos.store.same_rows import EqualFile, rows_of_sale
from tests.make import a_basket, a_line, a_product

BASKET = a_basket(a_line(a_product("SOCK-R")), a_line(a_product("FLASK", 24_00), qty=2))


@pytest.fixture
def equal(till: Till) -> Iterator[EqualFile]:
    open_shift(till, 0, BUILT_IN.staff_id)
    equal = EqualFile(till.store)
    yield equal
    equal.close()


def content(driver: Any) -> dict[str, list[Any]]:
    """Every row of every table."""
    names = [row[0] for row in driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    return {name: driver.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def test_written_alone_they_make_the_same_file(till: Till, equal: EqualFile) -> None:
    complete_sale(till, BASKET, (Tender(CASH, 66_00),), staff=BUILT_IN.staff_id, request="0" * 64)

    with till.store.read() as tx:
        equal.write(rows_of_sale(tx.driver, BASKET.basket_id))
        sold = content(tx.driver)

    with connected(till.store.path.with_name("equal.db"), till.secrets.database_key, till.secrets.salt) as driver:
        assert content(driver) == sold
