"""Money goes back the way it came: the last tender first, over any number of steps; anything else needs a yes."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pos.devices.terminal_simulator import TerminalSimulator
from pos.domain.basket import Basket
from pos.domain.cash_rounding import round_cash
from pos.domain.failures import Refused
from pos.domain.sale import Sale
from pos.domain.tax.smallest_coin import COUNTRIES
from pos.domain.tender import Tender
from pos.services import card
from pos.services.basket import request_of
from pos.services.document import sell_document
from pos.services.return_ways import Way, refund_tenders
from pos.services.returns import (
    ReturnAsked,
    price_return,
    refund,
    return_basket,
    return_lines,
    rights_needed,
)
from pos.services.sale import complete_sale
from pos.services.shift import open_shift
from pos.services.till import Till
from tests.store.shop import a_basket, a_document, bought, give_back, new_id, paid, rows, sell
from tests.store.small_coins import coin_of, priced, till_of


def basket_of(till: Till, sale: Sale, *parts: tuple[int, int], approved_by: str = "") -> Basket:
    """So many pieces of these lines back, with a basket of its own."""
    asked = [ReturnAsked(sale.sale_id, line, "", pieces * 1000, "does not fit") for line, pieces in parts]
    lines = return_lines(till, [replace(one, approved_by=approved_by) for one in asked])
    return return_basket(till, new_id(), lines)


def take_back(till: Till, sale: Sale, *parts: tuple[int, int], way: Way = "original", staff: str = "sofia") -> Sale:
    basket = basket_of(till, sale, *parts)
    return refund(till, basket, refund_tenders(till, price_return(till, basket), way), staff)


def split_sale(till: Till, **more: str) -> Sale:
    """Three socks and a jacket at 237.00, paid 100.00 in cash first, then 100.00 by card, the rest by voucher."""
    tenders = [paid(100_00), paid(100_00, "card"), paid(37_00, "voucher")]
    return sell_document(till, a_document(bought("SOCK-R", "3"), bought("JACKET"), tenders=tenders, **more))


def paid_at_terminal(till: Till) -> tuple[Till, Sale]:
    """The till with its simulated terminal, and a flask that a card paid there."""
    with_terminal = replace(till, setup=replace(till.setup, terminal="simulator"))
    basket = a_basket(with_terminal, bought("FLASK"))
    quick = TerminalSimulator(with_terminal.home, approves_s=0, patience_s=0)
    card.charge(with_terminal, quick, basket.basket_id, 24_00, "maya")
    tenders = card.card_tenders(with_terminal, basket.basket_id)
    request = request_of(basket, tenders, "GBP")
    return with_terminal, complete_sale(with_terminal, basket, tenders, staff="maya", request=request)


def amounts(sale: Sale) -> list[tuple[str, int]]:
    return [(tender.type, tender.amount_minor) for tender in sale.tenders]


@pytest.fixture
def selling(shop: Till) -> Till:
    open_shift(shop, 500_00, "sofia")
    return shop


def test_the_tender_that_came_last_goes_back_first(selling: Till) -> None:
    sale = split_sale(selling)

    socks = take_back(selling, sale, (1, 3))
    jacket = take_back(selling, sale, (2, 1))

    assert amounts(socks) == [("voucher", -37_00), ("card", -11_00)]
    assert amounts(jacket) == [("card", -89_00), ("cash", -100_00)]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    country=st.sampled_from(("GB", *COUNTRIES)),
    prices=st.tuples(st.integers(1, 20_00), st.integers(1, 200_00)),
    by_card=st.integers(0, 180_00),
    by_voucher=st.integers(0, 50_00),
    order=st.permutations([(1, 1), (1, 2), (1, 1), (2, 1)]),
    customer=st.sampled_from(["", "C-1"]),
)
@example("CH", (3_34, 1), 0, 0, [(1, 1), (1, 2), (1, 1), (2, 1)], "")
@example("NL", (1, 1), 0, 0, [(1, 1), (1, 1), (1, 2), (2, 1)], "")
def test_taking_everything_back_in_any_steps_gives_back_exactly_what_was_paid(
    selling: Till,
    country: str,
    prices: tuple[int, int],
    by_card: int,
    by_voucher: int,
    order: list[tuple[int, int]],
    customer: str,
) -> None:
    till = till_of(selling, country)
    sock, jacket = (f"{minor / 100:.2f}" for minor in prices)
    lines = [priced("SOCK-R", "4", sock), priced("JACKET", "1", jacket)]
    whole = 4 * prices[0] + prices[1]
    card_part = min(by_card, whole)
    voucher_part = min(by_voucher, whole - card_part)
    rest = whole - card_part - voucher_part
    parts = [(card_part, "card"), (voucher_part, "voucher"), (round_cash(rest, coin_of(till)), "cash")]
    tenders = [paid(minor, kind) for minor, kind in parts if minor or (kind == "cash" and rest)]
    sale = sell_document(till, a_document(*lines, tenders=tenders, **({"customer": customer} if customer else {})))

    back = [take_back(till, sale, part) for part in order]

    given_back = [tender for one in back for tender in one.tenders]
    for kind in ("card", "voucher", "cash"):
        came = sum(tender.amount_minor for tender in sale.tenders if tender.type == kind)
        assert sum(tender.amount_minor for tender in given_back if tender.type == kind) == -came
    assert all(tender.amount_minor <= 0 for tender in given_back)
    assert all(tender.amount_minor % coin_of(till).step_minor == 0 for tender in given_back if tender.type == "cash")
    assert sum(one.rounding_minor for one in back) == -sale.rounding_minor
    assert sum(one.total_minor for one in back) == -sale.total_minor
    assert sum(tax.tax_minor for one in back for tax in one.taxes) == -sum(tax.tax_minor for tax in sale.taxes)
    assert sum(one.points_earned for one in back) == -sale.points_earned


def test_change_was_never_kept_and_does_not_go_back(selling: Till) -> None:
    sale = sell_document(selling, a_document(bought("FLASK"), tenders=[paid(50_00)]))

    assert amounts(take_back(selling, sale, (1, 1))) == [("cash", -24_00)]


def test_what_an_exchange_was_paid_with_is_what_the_first_sale_was_paid_with(selling: Till) -> None:
    sale = sell(selling, bought("JACKET"), by="card")
    back = {"return_of": {"receipt": sale.receipt, "line": 1}, "qty": "1", "reason": "size", "disposition": "restock"}
    exchange = sell(selling, back, bought("JACKET"))

    refunded = take_back(selling, exchange, (2, 1))

    assert amounts(refunded) == [("card", -189_00)]


def test_the_rest_of_a_refund_that_went_elsewhere_still_goes_the_old_way(selling: Till) -> None:
    sale = sell(selling, bought("SOCK-G", "1"), bought("FLASK"), by="card")
    take_back(selling, sale, (1, 1), way="cash")

    assert amounts(take_back(selling, sale, (2, 1))) == [("card", -24_00)]


def test_a_cashier_needs_a_manager_for_another_way(selling: Till) -> None:
    sale = sell(selling, bought("FLASK"), by="card")
    basket = basket_of(selling, sale, (1, 1))
    in_cash = (Tender("cash", -24_00),)

    needed = rights_needed(selling, price_return(selling, basket), in_cash, "maya")
    with pytest.raises(Refused, match="approval_needed") as alone:
        refund(selling, basket, in_cash, "maya")
    allowed = refund(selling, basket_of(selling, sale, (1, 1), approved_by="sofia"), in_cash, "maya")

    assert (needed, alone.value.facts["right"]) == (("refund_tender",), "refund_tender")
    assert amounts(allowed) == [("cash", -24_00)]


def test_a_document_is_held_to_the_same_rule(shop: Till) -> None:
    sale = sell(shop, bought("FLASK"), by="card", staff="maya")

    with pytest.raises(Refused, match="approval_needed"):
        give_back(shop, sale, staff="maya")

    assert amounts(give_back(shop, sale, by="card", staff="maya")) == [("card", -24_00)]


def test_a_net_amount_given_back_is_held_to_the_rule_too(shop: Till) -> None:
    sale = sell(shop, bought("JACKET"), by="card", staff="maya")
    back = {"return_of": {"receipt": sale.receipt, "line": 1}, "qty": "1", "reason": "size", "disposition": "restock"}

    with pytest.raises(Refused, match="approval_needed"):
        sell(shop, back, bought("FLASK"), staff="maya")

    assert amounts(sell(shop, back, bought("FLASK"), staff="maya", by="card")) == [("card", -165_00)]


def test_goods_without_receipt_go_back_by_any_tender(shop: Till) -> None:
    line = {"return": True, "code": "FLASK", "qty": "1", "reason": "gift", "disposition": "restock"}

    back = sell(shop, line | {"approved_by": "sofia"}, staff="maya", by="card")

    assert amounts(back) == [("card", -24_00)]


def test_whoever_may_do_everything_asks_nobody(selling: Till) -> None:
    sale = sell(selling, bought("FLASK"), by="card")

    assert amounts(take_back(selling, sale, (1, 1), way="cash", staff="sofia")) == [("cash", -24_00)]


def test_what_a_card_paid_at_the_terminal_goes_back_there_once(selling: Till) -> None:
    with_terminal, sale = paid_at_terminal(selling)
    basket = basket_of(with_terminal, sale, (1, 1))
    tenders = refund_tenders(with_terminal, price_return(with_terminal, basket))

    first = refund(with_terminal, basket, tenders, "maya")
    second = refund(with_terminal, basket, tenders, "maya")

    assert first == second
    assert tenders == (Tender("card", -24_00, "SIM-000001"),)
    assert [(one.type, one.amount_minor, one.reference) for one in first.tenders] == [("card", -24_00, "SIM-000002")]
    with selling.store.read() as tx:
        assert tx.cards.payment("SIM-000001") is None
        assert rows(tx, "SELECT what, state FROM fact_card_attempt WHERE what = 'reversal' ORDER BY n") == [
            ("reversal", "sent"),
            ("reversal", "approved"),
        ]


def test_no_card_is_given_money_for_goods_that_came_back_meanwhile(selling: Till) -> None:
    with_terminal, sale = paid_at_terminal(selling)
    late = basket_of(with_terminal, sale, (1, 1))
    tenders = refund_tenders(with_terminal, price_return(with_terminal, late))
    take_back(with_terminal, sale, (1, 1), way="cash")

    with pytest.raises(Refused, match="already_returned"):
        refund(with_terminal, late, tenders, "maya")

    with selling.store.read() as tx:
        assert rows(tx, "SELECT count(*) FROM fact_card_attempt WHERE what = 'reversal'") == [(0,)]


def test_a_refund_asked_for_twice_is_given_once(selling: Till) -> None:
    sale = sell(selling, bought("FLASK"))
    basket = basket_of(selling, sale, (1, 1))
    tenders = refund_tenders(selling, price_return(selling, basket))

    first, second = refund(selling, basket, tenders, "maya"), refund(selling, basket, tenders, "maya")

    with selling.store.read() as tx:
        assert rows(tx, "SELECT count(*) FROM fact_sale") == [(2,)]
    assert first == second
