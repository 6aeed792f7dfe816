"""A limited promotion at a till that has joined a hub: it gives what it was lent and no more, line or no line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from pos.domain.document import read_basket
from pos.services.document import sell_document
from pos.services.till import Till
from tests.store.joined import a_person, a_product, a_rule, brought, join

HALF = {"id": "P-HALF", "name": "Half", "phase": "item", "give": {"percent": "50"}, "limits": {"total": 10}}


@pytest.fixture
def till(tmp_path: Path, open_home: Callable[[Path], Till]) -> Till:
    """A till whose hub knows of ten pieces for half the price in all."""
    home = tmp_path / "till"
    join(home)
    till = open_home(home)
    brought(till, "policy", a_person("maya", 1, "manager"))
    brought(till, "catalogue", a_product("SOCK", 2), a_rule("promotion:P-HALF", 3, HALF))
    return till


def paid(till: Till, number: int) -> int:
    document: dict[str, Any] = {"id": str(UUID(int=number)), "lines": [{"code": "SOCK"}], "staff": "maya"}
    document["tenders"] = [{"type": "cash", "amount": "10.00"}]
    return sell_document(till, read_basket(document, "GBP", needs_tenders=True)).total_minor


def test_a_till_gives_as_often_as_it_was_lent(till: Till) -> None:
    brought(till, "catalogue", a_rule("leases", 4, {"P-HALF": {"till-2": 2, "till-1": 8}}))
    alone = [paid(till, number) for number in (1, 2, 3)]

    brought(till, "catalogue", a_rule("leases", 5, {"P-HALF": {"till-2": 3, "till-1": 7}}))
    more = [paid(till, number) for number in (4, 5)]

    assert (alone, more) == ([5_00, 5_00, 10_00], [5_00, 10_00])


def test_a_till_that_was_lent_nothing_gives_nothing(till: Till) -> None:
    brought(till, "catalogue", a_rule("leases", 4, {"P-HALF": {"till-1": 10}}))

    assert paid(till, 1) == 10_00


def test_with_a_hub_that_lends_nothing_the_till_counts_by_itself(till: Till) -> None:
    assert [paid(till, number) for number in range(1, 12)] == [5_00] * 10 + [10_00]
