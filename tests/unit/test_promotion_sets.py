"""Sets of units: for_qty, bundles and buy/get pick the units that the rules name, compared with trying all."""

from itertools import combinations
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pos.domain.basket import Basket
from pos.domain.pricing import price
from tests.make import a_basket, a_catalogue, a_context, a_line, a_product

SKUS = ("A", "B", "C")


def off(basket: Basket, *promotions: dict[str, Any]) -> list[int]:
    """What the promotions take off each line."""
    done = price(basket, a_catalogue(*promotions), a_context())
    return [line.list_minor - line.total_minor for line in done.lines]


def pieces(*priced: tuple[str, int], tags: tuple[str, ...] = ()) -> Basket:
    """A line of one piece for each SKU and price."""
    return a_basket(*(a_line(a_product(sku, minor, tags=tags)) for sku, minor in priced))


def test_two_for_thirty() -> None:
    socks = a_basket(a_line(a_product("SOCK-R"), 1), a_line(a_product("SOCK-G"), 1))

    taken = off(socks, {"give": {"price": "30.00", "for_qty": "2"}})

    assert taken == [3_00, 3_00]


def test_a_third_piece_is_not_part_of_two_for_thirty() -> None:
    basket = a_basket(a_line(a_product(price_minor=18_00), 3))

    taken = off(basket, {"give": {"price": "30.00", "for_qty": "2"}})

    assert taken == [6_00]


def test_a_set_that_would_cost_more_is_not_made() -> None:
    basket = pieces(("A", 20_00), ("B", 18_00), ("C", 10_00), ("D", 9_00))

    taken = off(basket, {"give": {"price": "30.00", "for_qty": "2"}})

    assert taken == [4_21, 3_79, 0, 0]


def test_the_saving_is_shared_by_what_remains() -> None:
    basket = pieces(("A", 10_00), ("B", 20_00))

    taken = off(basket, {"give": {"price": "27.00", "for_qty": "2"}})

    assert taken == [1_00, 2_00]


def test_per_sale_counts_sets() -> None:
    basket = a_basket(a_line(a_product(price_minor=18_00), 6))

    taken = off(basket, {"give": {"price": "30.00", "for_qty": "2"}, "limits": {"per_sale": 2}})

    assert taken == [12_00]


def test_a_bundle_needs_every_part() -> None:
    give = {"bundle": [{"items": {"skus": ["A"]}, "qty": "1"}, {"items": {"skus": ["B"]}, "qty": "2"}], "price": "5.00"}
    bundle = {"phase": "bundle", "give": give}

    lacking = off(a_basket(a_line(a_product("A", 4_00), 3), a_line(a_product("B", 2_00), 1)), bundle)
    complete = off(a_basket(a_line(a_product("A", 4_00), 3), a_line(a_product("B", 2_00), 4)), bundle)

    assert (lacking, complete) == ([0, 0], [3_00, 3_00])


def test_the_scope_of_a_bundle_narrows_its_parts() -> None:
    give = {"bundle": [{"items": {"skus": ["A", "B"]}, "qty": "1"}, {"items": {}, "qty": "1"}], "price": "1.00"}
    basket = pieces(("A", 3_00), ("B", 3_00), ("C", 9_00))

    taken = off(basket, {"phase": "bundle", "items": {"skus": ["A", "B"]}, "give": give})

    assert taken == [2_50, 2_50, 0]


def test_only_complete_sets_of_buy_and_get_count() -> None:
    basket = a_basket(a_line(a_product(price_minor=5_00), 5))

    taken = off(basket, {"give": {"buy": "2", "get": "1"}})

    assert taken == [5_00]


def test_the_dearest_may_be_the_reward() -> None:
    basket = pieces(("A", 5_00), ("B", 9_00))

    taken = off(basket, {"give": {"buy": "1", "get": "1", "percent": "50", "choose": "dearest"}})

    assert taken == [0, 4_50]


def test_rewards_of_another_scope_leave_enough_triggers() -> None:
    basket = pieces(("A", 1_00), ("A", 2_00), ("B", 3_00))
    give = {"buy": "2", "get": "1", "items": {"skus": ["A", "B"]}}

    taken = off(basket, {"items": {"skus": ["A"]}, "give": give})

    assert taken == [0, 0, 3_00]


def test_rewards_spare_the_triggers_that_the_sets_need() -> None:
    basket = pieces(("A", 1_00), ("A", 2_00), ("A", 3_00), ("B", 9_00))
    give = {"buy": "2", "get": "2", "items": {"skus": ["A", "B"]}}

    taken = off(basket, {"items": {"skus": ["A"]}, "give": give})

    assert taken == [1_00, 0, 0, 9_00]


def test_a_unit_takes_part_in_one_buy_get_promotion_only() -> None:
    basket = a_basket(a_line(a_product(price_minor=6_00), 3))
    half = {"give": {"buy": "1", "get": "1", "percent": "50"}}

    taken = off(basket, half | {"priority": 2}, half | {"priority": 1})

    assert taken == [3_00]


def test_max_units_counts_triggers_too() -> None:
    basket = a_basket(a_line(a_product(price_minor=6_00), 9))

    taken = off(basket, {"give": {"buy": "2", "get": "1"}, "limits": {"max_units": "6"}})

    assert taken == [12_00]


def test_a_weighed_line_is_one_unit_of_a_set() -> None:
    cheese = a_product("CHEESE", 20_00, kind="weighed")
    basket = a_basket(a_line(cheese, qty_milli=1500), a_line(cheese, qty_milli=250))

    taken = off(basket, {"give": {"price": "30.00", "for_qty": "2"}})

    assert taken == [4_29, 71]


def test_a_million_pieces_are_priced_like_a_few() -> None:
    basket = a_basket(a_line(a_product(price_minor=3), 999_999))

    taken = off(basket, {"give": {"buy": "2", "get": "1"}}, {"priority": -1, "give": {"price": "0.05", "for_qty": "2"}})

    assert taken == [333_333 * 3 + 333_333]


small = st.lists(st.tuples(st.sampled_from(SKUS), st.integers(1, 12)), min_size=1, max_size=7)
some_skus = st.lists(st.sampled_from(SKUS), min_size=1, unique=True)


@given(small, st.integers(1, 3), st.integers(0, 20))
@settings(deadline=None)
def test_for_qty_saves_as_much_as_any_choice_of_sets(units: list[tuple[str, int]], qty: int, minor: int) -> None:
    taken = off(pieces(*units), {"give": {"price": f"0.{minor:02d}", "for_qty": str(qty)}})

    prices = [price for _, price in units]
    sets = range(len(units) // qty + 1)
    tried = [sum(chosen) - count * minor for count in sets for chosen in combinations(prices, count * qty)]
    assert sum(taken) == max(0, *tried)


@given(small, st.lists(st.tuples(some_skus, st.integers(1, 2)), min_size=1, max_size=3), st.integers(0, 30))
@settings(deadline=None)
def test_a_bundle_saves_as_much_as_any_choice_of_units(
    units: list[tuple[str, int]], parts: list[tuple[list[str], int]], minor: int
) -> None:
    give = [{"items": {"skus": skus}, "qty": str(qty)} for skus, qty in parts]

    taken = off(pieces(*units), {"phase": "bundle", "give": {"bundle": give, "price": f"0.{minor:02d}"}})

    sets = range(1, len(units) // sum(qty for _, qty in parts) + 1)
    slots = {count: [skus for skus, qty in parts for _ in range(qty * count)] for count in sets}
    tried = [worth - count * minor for count in sets for worth in _fillings(units, slots[count])]
    assert sum(taken) == max(0, *tried, 0)


@given(small, some_skus, some_skus, st.integers(1, 3), st.integers(1, 2))
@settings(deadline=None)
def test_rewards_are_the_cheapest_of_the_most_sets(
    units: list[tuple[str, int]], buy_skus: list[str], get_skus: list[str], buy: int, get: int
) -> None:
    give = {"buy": str(buy), "get": str(get), "items": {"skus": get_skus}}
    triggers = {n for n, (sku, _) in enumerate(units) if sku in buy_skus}
    rewards = [n for n, (sku, _) in enumerate(units) if sku in get_skus]
    assume(triggers and rewards)

    taken = off(pieces(*units), {"items": {"skus": buy_skus}, "give": give})

    for sets in range(len(units), 0, -1):
        chosen = [x for x in combinations(rewards, sets * get) if len(triggers - set(x)) >= sets * buy]
        if chosen:
            assert sum(taken) == min(sum(units[n][1] for n in x) for x in chosen)
            return
    assert sum(taken) == 0


def _fillings(units: list[tuple[str, int]], slots: list[list[str]]) -> list[int]:
    """What the units are worth, for every way of filling all slots with separate units."""
    if not slots:
        return [0]
    return [
        minor + rest
        for n, (sku, minor) in enumerate(units)
        if sku in slots[0]
        for rest in _fillings(units[:n] + units[n + 1 :], slots[1:])
    ]
