"""What Pay shows of gift cards, points and store credit before anything is taken: what there is, or why nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from pos.domain.stored_value import ValueType
from pos.domain.tender import Tender
from pos.services.till import Till
from pos.services.value_facts import ValueFacts, value_facts
from tests.store.shop import a_basket, bought, import_text
from tests.store.value_hub import PROGRAMME, link, told

AT = "2026-11-21T14:00:00.000Z"


@pytest.fixture
def shop(shop: Till, tmp_path: Path) -> Till:
    """The small shop with points and offline rules, of a hub that told of Amelia."""
    import_text(shop, "programme", json.dumps(PROGRAMME), tmp_path)
    link(shop)
    told(shop, "C-1", points=2480, credit=12_50)
    return shop


def facts(
    till: Till, kind: ValueType, *taken: Tender, customer: str = "C-1", holder: bool = True, offline: bool = False
) -> ValueFacts:
    basket = a_basket(till, bought("JACKET"), customer=customer)
    return value_facts(till, kind, basket, taken, is_holder=holder, is_offline=offline)


def test_what_a_customer_has_is_shown_less_what_is_taken_already(shop: Till) -> None:
    taken = Tender("points", 5_00, points=500), Tender("store_credit", 2_50, "credit:C-1")

    assert facts(shop, "points") == ValueFacts(2480, 24_80)
    assert facts(shop, "points", *taken) == ValueFacts(1980, 19_80)
    assert facts(shop, "store_credit", *taken) == ValueFacts(10_00, 10_00)
    assert facts(shop, "gift_card") == ValueFacts()


def test_without_the_hub_it_is_what_may_be_taken_and_since_when_it_is_known(shop: Till) -> None:
    assert facts(shop, "points", offline=True) == ValueFacts(2480, 12_40, AT)
    assert facts(shop, "store_credit", offline=True) == ValueFacts(12_50, 6_25, AT)


@pytest.mark.parametrize(
    ("kind", "more", "why"),
    [
        ("points", {"customer": ""}, "customer"),
        ("store_credit", {"customer": "C-2"}, "nothing"),
        ("points", {"customer": "C-2"}, "nothing"),
        ("points", {"holder": False, "offline": True}, "proof"),
    ],
)
def test_where_nothing_can_be_taken_it_says_why(shop: Till, kind: ValueType, more: dict[str, Any], why: str) -> None:
    assert facts(shop, kind, **more).why_not == why


def test_without_a_policy_gift_cards_wait_for_the_hub(shop: Till) -> None:
    with shop.store.write() as tx:
        tx.settings.put_rule("programme", '{"points_per": "1.00", "value": "0.01"}')

    kinds: tuple[ValueType, ...] = ("gift_card", "points", "store_credit")
    assert [facts(shop, kind, offline=True).why_not for kind in kinds] == ["hub"] * 3


def test_fewer_points_than_the_least_are_nothing(shop: Till) -> None:
    told(shop, "C-1", points=199)

    assert facts(shop, "points") == ValueFacts(199, 1_99, why_not="nothing")


def test_a_till_without_a_hub_says_that_it_needs_one(shop: Till) -> None:
    with shop.store.write() as tx:
        tx.driver.execute("DELETE FROM local_link")

    assert facts(shop, "gift_card").why_not == "no_hub"
