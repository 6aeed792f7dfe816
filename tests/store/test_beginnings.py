"""A half typed word finds what begins so, be it few words or very many."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlcipher3

from pos.domain.folding import match_expressions
from pos.store.beginnings import FEW_PLACES, numbers_of

ROWS = {n: f"c{n} 0300{n:04d} {n % 10:04d} mail {('example', 'examples', 'exact')[n % 3]}" for n in range(1, 1_001)}
"""More rows than any beginning may have before it counts as common."""


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    driver = sqlcipher3.connect(":memory:", isolation_level=None)
    driver.execute("CREATE VIRTUAL TABLE find_customer USING fts5(words, prefix='1 2 3')")
    driver.executemany("INSERT INTO find_customer (rowid, words) VALUES (?, ?)", list(ROWS.items()))
    yield driver
    driver.close()


def matching(query: str) -> list[int]:
    """What a look at every row finds."""
    *whole, half = query.split()
    rows = ((n, words.split()) for n, words in ROWS.items())
    return [n for n, words in rows if all(w in words for w in whole) and any(w.startswith(half) for w in words)]


@pytest.mark.parametrize(
    "query", ["c77", "c777", "03000777", "0001", "mail c12", "c7 mail exam", "c7 exac", "mail exam", "mail 0300"]
)
@pytest.mark.parametrize("order", ["ASC", "DESC"])
def test_every_match_is_found_in_its_order(driver: Any, query: str, order: Any) -> None:
    (expression,) = match_expressions(query)

    found = numbers_of(driver, "find_customer", expression, 2_000, order)

    assert found == sorted(matching(query), reverse=order == "DESC")


@pytest.mark.parametrize("query", ["0300", "03000", "exam", "exampl", "mail"])
def test_of_very_many_as_many_are_found_as_asked_for(driver: Any, query: str) -> None:
    (expression,) = match_expressions(query)

    found = numbers_of(driver, "find_customer", expression, 200)

    assert len(matching(query)) > FEW_PLACES
    assert len(set(found)) == len(found) == 200
    assert set(found) <= set(matching(query))


@pytest.mark.parametrize("query", ["examplesx", "c1 zzzz", "03001"])
def test_what_no_word_begins_with_is_not_found(driver: Any, query: str) -> None:
    (expression,) = match_expressions(query)

    assert numbers_of(driver, "find_customer", expression, 200) == matching(query)
