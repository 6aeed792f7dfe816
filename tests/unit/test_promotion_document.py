"""The promotions file: every form is read, and what is not understood is refused with the field."""

from datetime import datetime
from typing import Any

import pytest

from pos.domain.failures import Refused
from pos.domain.money import ONE_PERCENT, WHOLE
from pos.domain.pricing.document import TAX_EXEMPT
from pos.domain.pricing.manual import BASKET, MANUAL
from pos.domain.promotion import (
    Amount,
    Bundle,
    BuyGet,
    Component,
    Give,
    Limits,
    Percent,
    PointsTimes,
    Promotion,
    Scope,
    Steps,
    UnitPrice,
    When,
    new_promotions_of,
    promotion_of,
    promotions_of,
)

SOCKS: dict[str, Any] = {
    "id": "P-SOCKS",
    "name": "2 for 30",
    "phase": "item",
    "priority": 100,
    "combine": "stack",
    "when": {
        "coupon": None,
        "tiers": [],
        "groups": [],
        "segments": [],
        "customers": [],
        "channels": ["store", "online"],
        "stores": [],
        "from": "2026-11-01T00:00",
        "until": "2026-12-01T00:00",
        "weekdays": [],
        "hours": [],
        "min_subtotal": None,
        "min_qty": None,
    },
    "items": {"skus": ["SOCK-R", "SOCK-G"], "categories": [], "brands": [], "tags": [], "except_skus": []},
    "give": {"price": "30.00", "for_qty": "2"},
    "auto": True,
    "limits": {"max_discount": None, "max_units": None, "per_sale": None, "per_customer": None, "total": None},
}


def test_a_whole_promotion_is_read() -> None:
    assert promotion_of(SOCKS, "GBP") == Promotion(
        promotion_id="P-SOCKS",
        name="2 for 30",
        phase="item",
        give=Bundle((Component(Scope(), 2),), 30_00),
        scope=Scope(skus=frozenset({"SOCK-R", "SOCK-G"})),
        when=When(
            channels=frozenset({"store", "online"}),
            since=datetime(2026, 11, 1),  # noqa: DTZ001 - without a zone it is the store's
            until=datetime(2026, 12, 1),  # noqa: DTZ001
        ),
        priority=100,
    )


def test_conditions_and_limits_are_read() -> None:
    when = {"coupon": "SPRING", "weekdays": [6, 7], "hours": ["17:00-24:00"], "min_subtotal": "15.00", "min_qty": "2"}
    limits = {"max_discount": "5.00", "max_units": "2", "per_sale": 1, "per_customer": 2, "total": "100"}

    read = promotion_of(SOCKS | {"when": when, "limits": limits, "combine": "best_of:SALE", "auto": False}, "GBP")

    assert read.when == When(
        coupon="SPRING", weekdays=frozenset({6, 7}), hours=((1020, 1440),), min_subtotal_minor=15_00, min_units=2
    )
    assert read.limits == Limits(5_00, 2, 1, 2, 100)
    assert (read.best_of, read.exclusive, read.auto) == ("SALE", False, False)


@pytest.mark.parametrize(
    ("give", "phase", "read"),
    [
        ({"percent": "12.5"}, "item", Percent(125 * ONE_PERCENT // 10)),
        ({"amount": "5.00", "spread": "each"}, "item", Amount(5_00, each=True)),
        ({"amount": "5.00", "spread": "across"}, "item", Amount(5_00, each=False)),
        ({"unit_price": "9.90"}, "item", UnitPrice(9_90)),
        ({"buy": "2", "get": "1"}, "item", BuyGet(2, 1, WHOLE)),
        (
            {"buy": "1", "get": "1", "percent": "50", "choose": "dearest", "items": {"brands": ["North"]}},
            "item",
            BuyGet(1, 1, 50 * ONE_PERCENT, dearest=True, rewards=Scope(brands=frozenset({"North"}))),
        ),
        (
            {"bundle": [{"items": {"tags": ["mug"]}, "qty": "2"}], "price": "9.00"},
            "bundle",
            Bundle((Component(Scope(tags=frozenset({"mug"})), 2),), 9_00),
        ),
        (
            {"steps": [{"min_subtotal": "100", "percent": "5"}, {"min_subtotal": "1500", "percent": "10"}]},
            "order",
            Steps(((1500_00, 10 * ONE_PERCENT), (100_00, 5 * ONE_PERCENT))),
        ),
        ({"points_times": "1.5"}, "item", PointsTimes("1.5")),
    ],
)
def test_every_form_is_read_and_has_its_usual_phase(give: dict[str, Any], phase: str, read: Give) -> None:
    promotion = promotion_of({"id": "P", "name": "P", "give": give}, "GBP")

    assert (promotion.give, promotion.phase) == (read, phase)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"id": ""}, "id"),
        ({"name": None}, "name"),
        ({"colour": "red"}, "colour"),
        ({"phase": "late"}, "phase"),
        ({"phase": "bundle", "give": {"steps": [{"min_subtotal": "1", "percent": "5"}]}}, "phase"),
        ({"phase": "item", "give": {"bundle": [{"qty": "1"}], "price": "1"}}, "phase"),
        ({"priority": "high"}, "priority"),
        ({"priority": 1.5}, "priority"),
        ({"combine": "best_of:"}, "combine"),
        ({"combine": "maybe"}, "combine"),
        ({"auto": 1}, "auto"),
        ({"items": {"skus": "SOCK"}}, "items.skus"),
        ({"items": {"skus": [""]}}, "items.skus"),
        ({"items": {"colours": []}}, "items.colours"),
        ({"when": {"tier": []}}, "when.tier"),
        ({"when": {"from": "tomorrow"}}, "when.from"),
        ({"when": {"from": "2026-12-01", "until": "2026-12-01"}}, "when.until"),
        ({"when": {"weekdays": [0]}}, "when.weekdays"),
        ({"when": {"weekdays": [True]}}, "when.weekdays"),
        ({"when": {"hours": ["22:00-02:00"]}}, "when.hours"),
        ({"when": {"hours": ["9-17"]}}, "when.hours"),
        ({"when": {"min_subtotal": "-1"}}, "when.min_subtotal"),
        ({"when": {"min_subtotal": 10}}, "when.min_subtotal"),
        ({"when": {"min_qty": "1.5"}}, "when.min_qty"),
        ({"limits": {"max_discount": "0"}}, "limits.max_discount"),
        ({"limits": {"max_units": 0}}, "limits.max_units"),
        ({"limits": {"per_day": 1}}, "limits.per_day"),
        ({"give": {"points_times": "2"}, "limits": {"max_units": 1}}, "limits"),
        ({"give": {"percent": "100.5"}}, "give.percent"),
        ({"give": {"percent": "0"}}, "give.percent"),
        ({"give": {"percent": "-5"}}, "give.percent"),
        ({"give": {"percent": 10}}, "give.percent"),
        ({"give": {"percent": "10", "amount": "1.00"}}, "give.percent"),
        ({"give": {"amount": "5.00"}}, "give.spread"),
        ({"give": {"amount": "5.00", "spread": "around"}}, "give.spread"),
        ({"give": {"amount": "0.00", "spread": "each"}}, "give.amount"),
        ({"give": {"unit_price": "-1"}}, "give.unit_price"),
        ({"give": {"unit_price": "9.999"}}, "give.unit_price"),
        ({"give": {"price": "30.00", "for_qty": "2.5"}}, "give.for_qty"),
        ({"give": {"buy": "0", "get": "1"}}, "give.buy"),
        ({"give": {"buy": "1"}}, "give.get"),
        ({"give": {"buy": "1", "get": "1", "choose": "oldest"}}, "give.choose"),
        ({"phase": "bundle", "give": {"bundle": [], "price": "1"}}, "give.bundle"),
        ({"phase": "bundle", "give": {"bundle": [{"qty": "1"}] * 7, "price": "1"}}, "give.bundle"),
        ({"phase": "bundle", "give": {"bundle": [{"items": {}}], "price": "1"}}, "give.bundle.0.qty"),
        ({"phase": "order", "give": {"steps": []}}, "give.steps"),
        ({"phase": "order", "give": {"steps": [{"min_subtotal": "1", "percent": "5"}] * 2}}, "give.steps"),
        ({"give": {"points_times": "0"}}, "give.points_times"),
        ({"give": {"points_times": "2000"}}, "give.points_times"),
    ],
)
def test_a_promotion_that_is_not_understood_is_refused(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as no:
        promotion_of(SOCKS | changed, "GBP")

    assert (no.value.code, no.value.facts["field"]) == ("bad_promotion", field)


@pytest.mark.parametrize("give", [{}, {"free_shipping": True}, {"price": "30.00"}, []])
def test_a_form_that_does_not_exist_is_refused(give: object) -> None:
    with pytest.raises(Refused) as no:
        promotion_of(SOCKS | {"give": give}, "GBP")

    assert (no.value.code, no.value.facts["promotion"]) == ("unsupported_promotion", "P-SOCKS")


def test_something_that_is_no_object_is_refused() -> None:
    with pytest.raises(Refused, match="bad_promotion"):
        promotion_of(["P-SOCKS"], "GBP")  # type: ignore[arg-type]


def test_an_id_stands_once_in_a_file() -> None:
    with pytest.raises(Refused, match="promotion_twice"):
        promotions_of([SOCKS, SOCKS], "GBP")


def test_a_group_keeps_to_one_phase() -> None:
    best = SOCKS | {"combine": "best_of:SALE"}

    with pytest.raises(Refused, match="bad_promotion") as refused:
        promotions_of([best, best | {"id": "P-2", "phase": "order"}], "GBP")

    assert refused.value.facts["why"] == "group_in_two_phases"


@pytest.mark.parametrize("reserved", [MANUAL, BASKET, TAX_EXEMPT])
def test_no_new_promotion_is_called_as_a_discount_that_none_gives(reserved: str) -> None:
    file = [SOCKS, SOCKS | {"id": reserved}]

    with pytest.raises(Refused, match="bad_promotion") as refused:
        new_promotions_of(file, "GBP")

    assert (refused.value.facts["promotion"], refused.value.facts["why"]) == (reserved, "reserved_promotion_id")
    assert [one.promotion_id for one in new_promotions_of([SOCKS, SOCKS | {"id": "Manual"}], "GBP")][1] == "Manual"
    assert len(promotions_of(file, "GBP")) == 2  # what is here already goes on to be priced
