"""Points that are spent at a stand-alone till: its own journal is the truth about them."""

import json
from pathlib import Path
from typing import Any

import pytest

from pos.domain.failures import Refused
from pos.domain.sale import Sale
from pos.domain.stored_value import ValueType
from pos.domain.tender import Tender
from pos.services.backup import make_anew, prove
from pos.services.balances import points_of
from pos.services.document import sell_document
from pos.services.loyalty import points_shown
from pos.services.return_ways import refund_tenders
from pos.services.sale import price_basket
from pos.services.till import Till
from pos.services.value import take
from pos.services.value_facts import ValueFacts, value_facts
from tests.store.shop import a_basket, a_document, bought, facts, import_text, paid, returned, rows, sell

PROGRAMME = {"points_per": "1.00", "value": "0.01", "redeem_step": 100, "redeem_min": 200}
SPENDER, NOBODY = "C-1", "C-2"


@pytest.fixture
def shop(shop: Till, tmp_path: Path) -> Till:
    """The small shop with a programme, in which Amelia earned 1,134 points."""
    import_text(shop, "programme", json.dumps(PROGRAMME), tmp_path)
    sell(shop, bought("JACKET", "6"), customer=SPENDER)
    return shop


def spend(till: Till, *points: int, customer: str = SPENDER, goods: str = "FLASK") -> Sale:
    """Goods paid with points, and the rest in cash."""
    total = {"FLASK": 24_00, "HEM": 9_00}[goods]
    rest = total - sum(points)
    tenders = [*({"type": "points", "points": n} for n in points), *([paid(rest)] if rest > 0 else [])]
    return sell_document(till, a_document(bought(goods), tenders=tenders, customer=customer))


def balance(till: Till, customer: str = SPENDER) -> int:
    with till.store.read() as tx:
        figure = points_of(tx, till, customer)
    return 0 if figure is None else figure.amount


def refusal(till: Till, *points: int, **more: Any) -> Refused:
    before = balance(till)
    with pytest.raises(Refused) as refused:
        spend(till, *points, **more)
    assert balance(till) == before
    return refused.value


def test_a_stand_alone_till_takes_points_that_its_customer_has(shop: Till) -> None:
    sale = spend(shop, 500)

    told_after = points_shown(shop, sale)
    assert [(t.type, t.amount_minor, t.points, t.mode) for t in sale.tenders] == [
        ("points", 5_00, 500, None),
        ("cash", 19_00, 0, None),
    ]
    assert told_after is not None
    assert (told_after.earned, told_after.redeemed, told_after.balance) == (19, 500, 1134 - 500 + 19)


def test_never_more_is_taken_than_there_is_and_two_tenders_count_together(shop: Till) -> None:
    spend(shop, 300)

    one, two = refusal(shop, 1200), refusal(shop, 500, 500)

    assert (one.code, one.facts["left"]) == ("points_not_enough", 855)
    assert (two.code, two.facts["left"]) == ("points_not_enough", 855)
    assert spend(shop, 500, 300).points_redeemed == 800


def test_who_owes_points_spends_none(shop: Till) -> None:
    sale = sell(shop, bought("FLASK", "20"), customer=NOBODY)
    spend(shop, 400, customer=NOBODY)
    sell_document(shop, a_document(returned(sale.receipt, qty="20"), tenders=[paid(-480_00)], customer=NOBODY))

    assert balance(shop, NOBODY) < 0
    assert refusal(shop, 200, customer=NOBODY).facts == {"left": 0}


@pytest.mark.parametrize(
    ("points", "more", "code"),
    [
        (200, {"customer": ""}, "customer_needed"),
        (250, {}, "points_steps"),
        (100, {}, "points_steps"),
        (200, {"customer": NOBODY}, "points_not_enough"),
        (1000, {"goods": "HEM"}, "over_paid"),
    ],
)
def test_the_rules_of_the_programme_hold(shop: Till, points: int, more: dict[str, Any], code: str) -> None:
    assert refusal(shop, points, **more).code == code


def test_returned_goods_give_their_points_back(shop: Till) -> None:
    sale = spend(shop, 500)
    basket = a_basket(shop, returned(sale.receipt), customer=SPENDER)
    with shop.store.read() as tx:
        ways = refund_tenders(shop, price_basket(tx, shop, basket, shop.now()))
    back = [{"type": "points", "points": -500}, paid(-19_00)]

    refund = sell_document(shop, a_document(returned(sale.receipt), tenders=back, customer=SPENDER))

    assert {(t.type, t.amount_minor, t.points) for t in ways} == {("points", -5_00, -500), ("cash", -19_00, 0)}
    assert (refund.points_earned, refund.points_redeemed) == (-19, -500)
    assert balance(shop) == 1134


def test_what_was_spent_is_in_the_rows_that_the_journal_makes_anew(shop: Till) -> None:
    spend(shop, 500)
    before = facts(shop)

    make_anew(shop)

    assert facts(shop) == before
    assert prove(shop).problems == ()
    with shop.store.read() as tx:
        assert rows(tx, "SELECT ref, kind, amount_minor FROM fact_value") == [(f"points:{SPENDER}", "redeem", -5_00)]


def test_pay_offers_what_the_customer_has_with_nobody_to_ask(shop: Till) -> None:
    basket, taken = a_basket(shop, bought("FLASK"), customer=SPENDER), Tender("points", 5_00, points=500)

    def shown(kind: ValueType = "points", customer: str = SPENDER, *beside: Tender) -> ValueFacts:
        basket = a_basket(shop, bought("FLASK"), customer=customer)
        return value_facts(shop, kind, basket, beside, is_holder=False, is_offline=True)

    assert (shown(), shown("points", SPENDER, taken)) == (ValueFacts(1134, 11_34), ValueFacts(634, 6_34))
    assert [shown(customer=who).why_not for who in ("", NOBODY)] == ["customer", "nothing"]
    assert (shown("gift_card").why_not, shown("store_credit").why_not) == ("no_hub", "no_hub")
    assert take(shop, basket, Tender("points", 0, points=600), (taken,)).told.left == 34
    with pytest.raises(Refused, match="points_not_enough"):
        take(shop, basket, Tender("points", 0, points=700), (taken,))
