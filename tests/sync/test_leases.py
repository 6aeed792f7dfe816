"""Uses of limited promotions, lent to tills: together they never give more, however long they are alone."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.failures import Refused
from pos.domain.promotion import promotions_of
from pos.domain.promotion_lease import read_leases, uses_left_to_others
from sync.feed_catalogue import check_rule, knows_rule
from sync.hub.hub import Hub
from sync.hub.imports.file import import_file
from sync.hub.imports.rules import rule_of
from sync.hub.sales.leases import LEASES, lend, lent_now
from tests.sync.hub_journal import Pen, a_sale_body, enrol, send

TILLS = ("A", "B", "C", "D")


@given(
    st.integers(1, 60), st.integers(1, 4), st.lists(st.tuples(st.sampled_from(TILLS), st.integers(0, 9)), max_size=40)
)
def test_tills_never_give_more_than_the_limit(limit: int, count: int, steps: list[tuple[str, int]]) -> None:
    active, used = TILLS[:count], dict.fromkeys(TILLS, 0)
    lent: dict[str, int] = {}
    for till, wanted in steps:
        told = {one: uses for one, uses in used.items() if uses}
        lent = lent_now(limit, lent, told, active)
        used[till] += min(wanted, lent.get(till, 0) - used[till])  # what a till gives without asking anybody

    assert sum(lent.values()) <= limit
    assert sum(used.values()) <= limit
    assert all(used[till] <= lent.get(till, 0) for till in TILLS)


def test_a_busy_till_gets_all_that_is_left() -> None:
    lent: dict[str, int] = {}
    for given_away in range(10):
        lent = lent_now(8, lent, {"A": min(given_away, lent.get("A", 0))}, ["A"])

    assert lent == {"A": 8}


def test_what_a_revoked_till_did_not_use_is_lent_to_others() -> None:
    lent = lent_now(8, {"A": 6, "B": 2}, {"A": 1, "B": 2}, ["B"], revoked=["A"])

    assert lent == {"A": 1, "B": 4}


def test_what_a_till_keeps_while_it_may_come_back() -> None:
    assert lent_now(8, {"A": 6, "B": 2}, {"A": 1, "B": 2}, ["B"]) == {"A": 6, "B": 2}


RULES = [
    {"id": "P-10", "name": "First ten", "phase": "item", "give": {"percent": "50"}, "limits": {"total": 10}},
    {"id": "P-ALL", "name": "All", "phase": "item", "give": {"percent": "5"}},
]


@pytest.mark.parametrize(
    ("used", "lent", "counted"),
    [
        ({}, {"till-1": 3}, {"P-10": 7}),
        ({"P-10": 2}, {"till-1": 3}, {"P-10": 9}),
        ({"P-10": 3}, {"till-1": 3}, {"P-10": 10}),
        ({}, {"till-2": 9}, {"P-10": 10}),
        ({}, {"till-1": 99}, {"P-10": 0}),
    ],
)
def test_a_till_gives_what_it_was_lent_and_no_more(
    used: dict[str, int], lent: dict[str, int], counted: dict[str, int]
) -> None:
    found = uses_left_to_others(promotions_of(RULES, "GBP"), used, {"P-10": lent}, "till-1")

    assert found == counted


def test_the_hub_lends_and_lends_again(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "promotions").write_text(json.dumps(RULES))
    import_file(hub, "promotions", tmp_path / "promotions")
    one, other = Pen(1), Pen(2)
    enrol(hub, one, other)
    first = lend(hub), leases(hub)
    again = lend(hub)
    body = a_sale_body("1", ("SOCK-R", 1))
    body["lines"][0]["discounts"] = [{"by": "P-10", "name": "First ten", "amount_minor": 500}]
    one.write("sale_completed", body)
    send(hub, one)

    lend(hub)

    assert first == (True, {"P-10": {"till-1-1": 1, "till-1-2": 1}})
    assert again is False
    assert leases(hub) == {"P-10": {"till-1-1": 2, "till-1-2": 1}}


def test_a_hub_without_limited_promotions_lends_nothing(hub: Hub) -> None:
    assert lend(hub) is False
    with hub.read() as connection:
        assert rule_of(connection, LEASES) is None


def leases(hub: Hub) -> Any:
    with hub.read() as connection:
        return rule_of(connection, LEASES)


def test_the_feed_takes_leases_and_sets_aside_what_is_none() -> None:
    check_rule("leases", {"P-10": {"till-1": 3}}, "GBP")

    assert knows_rule("leases")
    wrongs: tuple[object, ...] = ({"P-10": 3}, {"P-10": {"till-1": -1}}, {"P-10": {"till-1": "3"}}, [])
    for wrong in wrongs:
        with pytest.raises(Refused, match="bad_field"):
            read_leases(wrong)
