"""What promotions take off, in which order, how far, and why not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pos.domain.basket import Basket, ManualDiscount
from pos.domain.catalogue import Context, Shopper
from pos.domain.priced import NotApplied, PricedBasket, Warned
from pos.domain.pricing import price
from tests.make import AT, a_basket, a_catalogue, a_context, a_line, a_product

TENTH = {"give": {"percent": "10"}}
AMELIA = Shopper("C-1001", groups=("trade",), tier="Gold", segments=("lapsed",))


def priced(basket: Basket, *promotions: dict[str, Any], context: Context | None = None) -> PricedBasket:
    return price(basket, a_catalogue(*promotions), context or a_context())


def off(basket: Basket, *promotions: dict[str, Any]) -> list[int]:
    return [line.list_minor - line.total_minor for line in priced(basket, *promotions).lines]


def reasons(done: PricedBasket) -> dict[str, str]:
    return {missed.by: missed.why for missed in done.not_applied}


def test_a_percentage_is_rounded_once_for_the_whole_line() -> None:
    basket = a_basket(a_line(a_product(price_minor=6_30), 3))

    assert off(basket, {"give": {"percent": "15"}}) == [2_84]


def test_an_order_percentage_is_rounded_once_over_all_lines() -> None:
    basket = a_basket(*(a_line(a_product(sku, 5)) for sku in "ABC"))

    assert off(basket, TENTH | {"phase": "order"}) == [1, 1, 0]


def test_an_amount_each_never_takes_more_than_the_price() -> None:
    basket = a_basket(a_line(a_product("A", 3_00), 2), a_line(a_product("B", 9_00), 2))

    assert off(basket, {"give": {"amount": "5.00", "spread": "each"}}) == [6_00, 10_00]


def test_an_amount_each_counts_once_on_a_weighed_line() -> None:
    basket = a_basket(a_line(a_product("CHEESE", 20_00, kind="weighed"), qty_milli=1250))

    assert off(basket, {"give": {"amount": "5.00", "spread": "each"}}) == [5_00]


def test_a_unit_price_of_weighed_goods_is_per_kilogram() -> None:
    basket = a_basket(a_line(a_product("CHEESE", 20_00, kind="weighed"), qty_milli=1250))

    assert off(basket, {"give": {"unit_price": "15.90"}}) == [25_00 - 19_88]


def test_a_unit_price_never_raises() -> None:
    basket = a_basket(a_line(a_product("A", 12_00), 2), a_line(a_product("B", 8_00)))

    assert off(basket, {"give": {"unit_price": "9.90"}}) == [4_20, 0]


@pytest.mark.parametrize(("minor", "taken"), [(99_99, 0), (100_00, 5_00), (200_00, 20_00)])
def test_the_highest_step_reached_counts(minor: int, taken: int) -> None:
    steps = {"steps": [{"min_subtotal": "200", "percent": "10"}, {"min_subtotal": "100", "percent": "5"}]}

    assert off(a_basket(a_line(a_product(price_minor=minor))), {"give": steps, "phase": "order"}) == [taken]


def test_a_label_whose_weight_nobody_knows_has_no_price_per_kilogram() -> None:
    label = a_line(a_product("CHEESE", 19_99, kind="weighed"), unit_price_minor=30_00, source="embedded")

    assert off(a_basket(label), {"give": {"unit_price": "15.90"}}) == [0]
    assert off(a_basket(label), TENTH) == [3_00]


def test_units_that_a_price_does_not_lower_stay_open_to_others() -> None:
    basket = a_basket(a_line(a_product("A", 12_00)), a_line(a_product("B", 8_00)))
    only = {"combine": "exclusive", "priority": 5, "give": {"unit_price": "9.90"}}

    assert off(basket, only, TENTH) == [2_10, 80]


def test_points_are_not_multiplied_where_an_exclusive_promotion_closed_all_units() -> None:
    basket = a_basket(a_line(a_product("A", 10_00)), a_line(a_product("B", 10_00)))
    only_a = {"items": {"skus": ["A"]}, "combine": "exclusive", "priority": 5, "give": {"percent": "20"}}

    done = priced(basket, only_a, {"give": {"points_times": "2"}})

    assert [line.points_times for line in done.lines] == ["1", "2"]


def test_points_are_multiplied_on_the_lines_in_scope() -> None:
    basket = a_basket(a_line(a_product("A")), a_line(a_product("B")))
    twice = {"give": {"points_times": "2"}, "items": {"skus": ["B"]}}

    done = priced(basket, twice, {"give": {"points_times": "1.5"}})

    assert [line.points_times for line in done.lines] == ["1.5", "3.0"]
    assert done.discounts_minor == 0


def test_higher_priority_goes_first_then_the_lower_id() -> None:
    basket = a_basket(a_line(a_product(price_minor=100_00)))
    across = {"give": {"amount": "50.00", "spread": "across"}}

    late = off(basket, TENTH, across | {"priority": -1})
    early = off(basket, TENTH, across | {"priority": 1})
    by_id = off(basket, TENTH | {"id": "B"}, across | {"id": "A"})

    assert (late, early, by_id) == ([60_00], [55_00], [55_00])


@pytest.mark.parametrize(
    ("scope", "taken"),
    [
        ({"skus": ["COAT"]}, [1_00, 0]),
        ({"categories": ["Hats"]}, [0, 1_00]),
        ({"brands": ["North"]}, [1_00, 1_00]),
        ({"categories": ["Hats"], "brands": ["North"]}, [0, 1_00]),
        ({"categories": ["Hats"], "brands": ["South"]}, [0, 0]),
        ({"tags": ["warm", "new"]}, [1_00, 1_00]),
        ({"except_skus": ["COAT"]}, [0, 1_00]),
        ({"skus": [], "tags": []}, [1_00, 1_00]),
    ],
)
def test_a_scope_matches_all_its_keys_by_any_of_their_values(scope: dict[str, Any], taken: list[int]) -> None:
    coat = a_product("COAT-M", 10_00, variant_of="COAT", category="Coats", brand="North", tags=("warm",))
    hat = a_product("HAT", 10_00, category="Hats", brand="North", tags=("new", "wool"))

    assert off(a_basket(a_line(coat), a_line(hat)), TENTH | {"items": scope}) == taken


def test_overridden_prices_and_gift_cards_are_in_no_scope() -> None:
    display_piece = a_line(a_product("TENT"), unit_price_minor=9_00, source="override")
    gift_card = a_line(a_product("CARD", kind="gift_card"), unit_price_minor=20_00, source="open")
    repair = a_line(a_product("REPAIR", kind="open_price"), unit_price_minor=30_00, source="open")

    assert off(a_basket(display_piece, gift_card, repair), TENTH) == [0, 0, 3_00]


def test_an_exclusive_promotion_closes_the_units_it_used_to_lower_ones() -> None:
    basket = a_basket(a_line(a_product("A", 10_00)), a_line(a_product("B", 10_00)))
    only_a = {"items": {"skus": ["A"]}, "combine": "exclusive", "priority": 5, "give": {"percent": "20"}}

    done = priced(basket, only_a, TENTH | {"priority": 5}, TENTH | {"priority": 4, "phase": "bundle"})

    assert [line.total_minor for line in done.lines] == [7_20, 8_10]


def test_an_exclusive_promotion_that_saved_nothing_closes_nothing() -> None:
    basket = a_basket(a_line(a_product(price_minor=10_00)))

    assert off(basket, {"combine": "exclusive", "priority": 5, "give": {"unit_price": "11.00"}}, TENTH) == [1_00]


def test_an_exclusive_order_promotion_is_the_last_of_its_phase() -> None:
    basket = a_basket(a_line(a_product(price_minor=10_00)), discount=ManualDiscount(amount_minor=1_00))
    first = TENTH | {"phase": "order", "combine": "exclusive", "priority": 1}

    done = priced(basket, TENTH, first, TENTH | {"phase": "order", "priority": 1})

    assert done.total_minor == 7_10
    assert reasons(done) == {"P-3": "beaten"}


def test_the_best_of_a_group_stands_where_its_first_member_would() -> None:
    basket = a_basket(a_line(a_product(price_minor=10_00)))
    group = {"combine": "best_of:SALE"}
    small, large = group | TENTH | {"priority": 9}, group | {"give": {"amount": "4.00", "spread": "each"}}

    done = priced(basket, small, large, {"priority": 5, "give": {"percent": "50"}})

    assert [(x.by, x.amount_minor) for x in done.lines[0].discounts] == [("P-2", 4_00), ("P-3", 3_00)]
    assert reasons(done) == {"P-1": "beaten"}


def test_only_members_whose_conditions_hold_count_for_the_best() -> None:
    group = {"combine": "best_of:SALE"}
    lapsed = group | {"give": {"percent": "90"}, "when": {"tiers": ["Platinum"]}}

    assert off(a_basket(), lapsed, group | TENTH) == [1_80]


def test_members_that_save_the_same_give_way_to_the_lower_id() -> None:
    group = {"combine": "best_of:SALE"} | TENTH

    done = priced(a_basket(), group | {"id": "B", "priority": 2}, group | {"id": "A", "priority": 1})

    assert [given.by for given in done.lines[0].discounts] == ["A"]


def test_max_discount_is_shared_like_the_uncapped_discounts() -> None:
    basket = a_basket(a_line(a_product("A", 10_00)), a_line(a_product("B", 30_00)))
    capped = {"give": {"percent": "50"}, "limits": {"max_discount": "8.00"}}

    assert off(basket, capped) == [2_00, 6_00]


def test_max_units_lets_the_dearest_units_of_a_line_take_part() -> None:
    basket = a_basket(a_line(a_product(price_minor=10_00), 3))
    one_free = {"priority": 2, "give": {"amount": "9.00", "spread": "each"}, "limits": {"max_units": 1}}

    assert off(basket, one_free, {"give": {"percent": "50"}, "limits": {"max_units": 2}}) == [19_00]


def test_the_dearest_units_are_those_that_are_dearest_by_then() -> None:
    basket = a_basket(a_line(a_product(price_minor=10_00), 3))
    little = {"priority": 3, "give": {"amount": "1.00", "spread": "each"}, "limits": {"max_units": 1}}
    half = {"priority": 2, "give": {"percent": "50"}, "limits": {"max_units": 2}}

    assert off(basket, little, half, {"give": {"percent": "100"}, "limits": {"max_units": 1}}) == [20_00]


@pytest.mark.parametrize(
    ("limits", "used", "of_customer", "why"),
    [
        ({"total": 3}, 2, 0, None),
        ({"total": 3}, 3, 0, "used_up"),
        ({"per_customer": 1}, 9, 0, None),
        ({"per_customer": 1}, 0, 1, "used_up"),
    ],
)
def test_a_promotion_is_used_up(limits: dict[str, int], used: int, of_customer: int, why: str | None) -> None:
    context = a_context(used={"P-1": used}, shopper=replace(AMELIA, used={"P-1": of_customer}))

    done = priced(a_basket(), TENTH | {"limits": limits}, context=context)

    assert reasons(done).get("P-1") == why


def test_a_limit_per_customer_needs_a_customer() -> None:
    done = priced(a_basket(), TENTH | {"limits": {"per_customer": 1}})

    assert reasons(done) == {"P-1": "customer"}


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ({"tiers": ["Gold"], "groups": ["trade"], "segments": ["lapsed"], "customers": ["C-1001"]}, None),
        ({"tiers": ["Platinum"]}, "tier"),
        ({"groups": ["staff"]}, "group"),
        ({"segments": ["new"]}, "segment"),
        ({"customers": ["C-1002"]}, "customer"),
        ({"channels": ["store"], "stores": ["1"]}, None),
        ({"channels": ["online"]}, "channel"),
        ({"stores": ["2"]}, "store"),
        ({"from": "2026-11-21T14:32", "until": "2026-11-21T14:33"}, None),
        ({"from": "2026-11-21T14:33"}, "not_yet"),
        ({"until": "2026-11-21T14:32"}, "expired"),
        ({"until": "2026-11-21"}, "expired"),
        ({"until": "2026-11-21T15:32:00+01:00"}, "expired"),
        ({"weekdays": [6]}, None),
        ({"weekdays": [1, 2, 3, 4, 5, 7]}, "not_today"),
        ({"hours": ["09:00-10:00", "14:00-14:33"]}, None),
        ({"hours": ["09:00-14:32"]}, "not_at_this_hour"),
        ({"min_qty": "2"}, None),
        ({"min_qty": "3"}, "min_qty"),
    ],
)
def test_every_condition_says_why_not(when: dict[str, Any], why: str | None) -> None:
    done = priced(a_basket(a_line(qty=2)), TENTH | {"when": when}, context=a_context(shopper=AMELIA))

    assert reasons(done).get("P-1") == why
    assert done.discounts_minor == (0 if why else 3_60)


def test_hours_and_dates_are_those_of_the_store() -> None:
    summer = datetime(2026, 7, 1, 16, 30, tzinfo=UTC).astimezone(AT.tzinfo)
    evening = TENTH | {"when": {"hours": ["17:00-19:00"], "from": "2026-07-01T17:30"}}

    done = priced(a_basket(), evening, context=a_context(at=summer))
    before = priced(a_basket(), evening, context=a_context(at=summer - timedelta(seconds=1)))

    assert (done.discounts_minor, reasons(before)) == (1_80, {"P-1": "not_yet"})


def test_what_a_minimum_lacks_is_said() -> None:
    done = priced(a_basket(), TENTH | {"when": {"min_subtotal": "22.10"}})

    assert done.not_applied == (NotApplied("P-1", "min_subtotal", 4_10),)


@pytest.mark.parametrize(("pieces", "missing"), [(1, 3), (3, 1)])
def test_how_many_pieces_a_minimum_lacks_is_said(pieces: int, missing: int) -> None:
    weighed = a_line(a_product("CHEESE", 20_00, kind="weighed"), qty_milli=2500)  # one unit
    scope = {"items": {"skus": ["FLASK", "CHEESE"]}}
    flasks = a_line(a_product("FLASK"), pieces - 1) if pieces > 1 else a_line(a_product("OTHER"), 5)

    done = priced(a_basket(flasks, weighed), TENTH | scope | {"when": {"min_qty": "4"}})

    assert done.not_applied == (NotApplied("P-1", "min_qty", missing_units=missing),)


def test_a_minimum_looks_at_the_lines_as_the_phase_begins() -> None:
    basket = a_basket(a_line(a_product(price_minor=100_00), discount=ManualDiscount(percent="1")))
    least = {"when": {"min_subtotal": "90.00"}}

    item = priced(basket, TENTH | {"priority": 2}, TENTH | least)
    order = priced(basket, TENTH, TENTH | least | {"phase": "order"})

    assert item.discounts_minor == 10_00 + 9_00 + 81
    assert order.not_applied == (NotApplied("P-2", "min_subtotal", 90),)


def test_free_units_do_not_count_for_a_minimum_quantity() -> None:
    basket = a_basket(a_line(qty=4))
    free = {"give": {"buy": "1", "get": "1"}}

    done = priced(basket, free, TENTH | {"phase": "order", "when": {"min_qty": "3"}})

    assert reasons(done) == {"P-2": "min_qty"}


def test_a_set_that_is_not_complete_says_so() -> None:
    done = priced(a_basket(), {"give": {"price": "30.00", "for_qty": "2"}})

    assert reasons(done) == {"P-1": "incomplete"}


BUNDLE = {"give": {"price": "30.00", "for_qty": "2"}}
TWO_FOR_ONE = {"give": {"buy": "1", "get": "1"}}
FIRST = {"combine": "exclusive", "priority": 9, "items": {"skus": ["A"]}}


@pytest.mark.parametrize(
    ("pieces", "higher", "lower", "why"),
    [
        (1, FIRST | TENTH, BUNDLE, "beaten"),  # the other piece of the set is closed
        (1, FIRST | TENTH, BUNDLE | {"phase": "bundle"}, "beaten"),
        (1, FIRST | TENTH, TWO_FOR_ONE, "beaten"),
        (2, {"priority": 9, "items": {"skus": ["A"]}} | TWO_FOR_ONE, {"give": {"buy": "2", "get": "1"}}, "beaten"),
        (
            2,
            {"priority": 9, "items": {"skus": ["A"]}} | TWO_FOR_ONE,
            {"give": {"price": "9.00", "for_qty": "3"}},
            "beaten",
        ),
        (1, FIRST | TENTH, {"give": {"price": "30.00", "for_qty": "3"}}, "incomplete"),  # with or without the other
        (1, FIRST | TENTH, {"give": {"buy": "2", "get": "1"}}, "incomplete"),
        (1, TENTH | {"priority": 9}, {"give": {"price": "40.00", "for_qty": "2"}}, "no_saving"),  # a set, and cheaper
        (1, {"priority": 9, "give": {"unit_price": "15.00"}}, BUNDLE, "no_saving"),
    ],
)
def test_a_set_says_whether_another_offer_took_it_or_it_was_never_there(
    pieces: int, higher: dict[str, Any], lower: dict[str, Any], why: str
) -> None:
    basket = a_basket(a_line(a_product("A"), pieces), a_line(a_product("B")))

    done = priced(basket, higher, lower)

    assert reasons(done) == {"P-2": why}
    assert {x.by for line in done.lines for x in line.discounts} == {"P-1"}


def test_a_coupon_unlocks_its_promotion_in_any_case_of_letters() -> None:
    spring = TENTH | {"when": {"coupon": "SPRING10"}}

    locked = priced(a_basket(), spring)
    unlocked = priced(a_basket(coupons=("spring10", "SPRING10")), spring)

    assert (locked.discounts_minor, locked.not_applied) == (0, ())
    assert (unlocked.discounts_minor, unlocked.warnings) == (1_80, ())


def test_a_coupon_that_does_not_hold_says_why() -> None:
    expired = TENTH | {"when": {"coupon": "OLD", "until": "2026-01-01"}, "items": {"skus": ["ELSEWHERE"]}}

    done = priced(a_basket(coupons=("OLD",)), expired)

    assert reasons(done) == {"P-1": "expired"}


def test_an_unknown_coupon_is_a_warning_and_the_rest_is_priced() -> None:
    done = priced(a_basket(coupons=("NO", "NOPE")), TENTH)

    assert done.total_minor == 16_20
    assert done.warnings == (Warned("unknown_coupon"),)
    assert reasons(done) == {"NO": "unknown_coupon", "NOPE": "unknown_coupon"}


def test_a_promotion_that_is_not_automatic_waits_to_be_chosen() -> None:
    staff = TENTH | {"auto": False}

    waiting = priced(a_basket(), staff)
    chosen = priced(a_basket(promotions=("P-1", "P-9")), staff)

    assert (waiting.discounts_minor, waiting.not_applied) == (0, ())
    assert (chosen.discounts_minor, chosen.warnings) == (1_80, (Warned("unknown_promotion"),))


def test_choosing_a_promotion_does_not_replace_its_coupon() -> None:
    done = priced(a_basket(promotions=("P-1",)), TENTH | {"when": {"coupon": "SPRING10"}})

    assert (done.discounts_minor, reasons(done)) == (0, {"P-1": "coupon"})


def test_what_was_asked_for_and_concerns_no_line_says_so() -> None:
    done = priced(a_basket(promotions=("P-1",)), TENTH | {"auto": False, "items": {"skus": ["ELSEWHERE"]}})

    assert reasons(done) == {"P-1": "nothing_in_scope"}
