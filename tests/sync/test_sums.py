"""The figures of a sale add up, or a person looks at them; the sale is taken either way."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain.basket import Basket
from pos.domain.catalogue import Catalogue
from pos.domain.pricing import price
from pos.domain.sale import sale_body
from pos.domain.tax.rules import CashRounding
from pos.domain.tender import Tender, settle
from sync.hub.hub import Hub
from sync.hub.journal.bodies import Sale, read_body
from sync.hub.sales.sums import odd_sums
from tests.make import a_context
from tests.sync.hub_journal import Pen, a_return, a_sale_body, enrol, send, statuses
from tests.sync.hub_value import exceptions_of
from tests.unit.test_pricing_properties import as_sold, baskets, catalogues, given_back

Change = Callable[[dict[str, Any]], None]


def read(body: dict[str, Any]) -> Sale:
    told = read_body("sale_completed", 1, json.dumps(body).encode())
    assert isinstance(told, Sale)
    return told


def odd(body: dict[str, Any]) -> list[str]:
    return [name for name, _told, _reckoned in odd_sums(read(body))]


@given(baskets(), catalogues(), st.integers(0, 20_00))
@settings(deadline=None, max_examples=300)
def test_whatever_a_till_sells_adds_up(basket: Basket, catalogue: Catalogue, over_minor: int) -> None:
    priced = price(basket, catalogue, a_context())
    rounding = CashRounding(5, "up")
    due = priced.total_minor + 5 - priced.total_minor % 5
    cash = [Tender("cash", due + over_minor)] if priced.total_minor else []
    settled = settle(priced.total_minor, cash, rounding)

    body = sale_body(priced, settled, "N-1-000001", "r", None)

    assert odd(body) == []


@given(baskets(), catalogues(), st.integers(1, 3))
@settings(deadline=None, max_examples=300)
def test_whatever_comes_back_in_parts_adds_up(basket: Basket, catalogue: Catalogue, pieces: int) -> None:
    sold = price(basket, catalogue, a_context())
    parts = [
        given_back(as_sold(line, n), line.line, min(pieces * 1000, line.line.qty_milli))
        for n, line in enumerate(sold.lines, 1)
        if line.line.product.kind != "weighed"
    ]
    priced = price(replace(basket, lines=tuple(parts), discount=None), catalogue, a_context())

    cash = [Tender("cash", priced.total_minor)] if priced.total_minor else []
    body = sale_body(priced, settle(priced.total_minor, cash, CashRounding(1, "up")), "N-1-000002", "r", None)

    assert odd(body) == []


def changed(figure: str, by: int = 1) -> Change:
    def change(body: dict[str, Any]) -> None:
        body[figure] += by

    return change


def of_line(figure: str) -> Change:
    def change(body: dict[str, Any]) -> None:
        body["lines"][1][figure] += 1

    return change


def of_tax(figure: str) -> Change:
    def change(body: dict[str, Any]) -> None:
        body["tax"][0][figure] -= 1

    return change


def without_taxes(body: dict[str, Any]) -> None:
    body["tax"] = []


def another_tax(body: dict[str, Any]) -> None:
    body["tax"].append({"name": "Levy", "rate": "1", "net_minor": 0, "tax_minor": 7})


def paid_less(body: dict[str, Any]) -> None:
    body["tenders"][0]["amount_minor"] -= 1


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (changed("total_minor"), ["total", "paid"]),
        (changed("discounts_minor"), ["discounts"]),
        (changed("change_minor"), ["paid"]),
        (changed("rounding_minor"), ["paid"]),
        (paid_less, ["paid"]),
        (of_tax("tax_minor"), ["tax VAT 20"]),
        (of_tax("net_minor"), ["net VAT 20"]),
        (without_taxes, ["tax VAT 20", "net VAT 20"]),
        (another_tax, ["tax Levy 1"]),
        (of_line("list_minor"), ["line 2"]),
        (of_line("total_minor"), ["line 2", "line 2 without tax"]),
        (of_line("gross_minor"), ["total", "line 2 with tax"]),
        (of_line("net_minor"), ["net VAT 20", "line 2 with tax", "line 2 without tax"]),
    ],
)
def test_one_figure_that_is_wrong_is_named(change: Change, names: list[str]) -> None:
    body = a_sale_body("1", ("CAP", 1), ("SOCK-R", 2))
    before = odd(body)

    change(body)

    assert (before, odd(body)) == ([], names)


def test_what_a_sale_does_not_say_is_not_compared() -> None:
    body = a_sale_body("1", ("CAP", 1))
    del body["discounts_minor"], body["lines"][0]["list_minor"], body["lines"][0]["tax"]

    assert odd(body) == []


@pytest.fixture(params=["hub", "pg_hub"])
def any_hub(request: pytest.FixtureRequest) -> Hub:
    made: Hub = request.getfixturevalue(request.param)
    return made


def test_a_sale_that_does_not_add_up_is_taken_and_a_person_sees_both_figures(any_hub: Hub) -> None:
    pen = Pen()
    enrol(any_hub, pen)
    good = pen.sell(("CAP", 2))
    bad = pen.sell(("CAP", 1), total_minor=1250, tenders=[{"type": "cash", "amount_minor": 1250}])
    a_return(pen, good.content["sale_id"], 1, "CAP")

    taken = send(any_hub, pen)
    again = send(any_hub, pen)

    assert statuses(taken) == ["accepted"] * 4 and again.exceptions == []
    [told] = exceptions_of(any_hub)
    assert (told["kind"], told["ref"]) == ("sums_differ", bad.entry_id)
    assert (told["here"]["total"], told["there"]["total"]) == ("12.50 GBP", "10.00 GBP")
    assert (told["here"]["till"], told["here"]["receipt"]) == ("1", bad.content["receipt"])
