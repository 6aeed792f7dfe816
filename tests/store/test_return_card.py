"""Card money of returns: checked before it moves, moved once, and never lost sight of."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pos.devices.terminal_simulator import TerminalSimulator
from pos.domain.basket import Basket
from pos.domain.card import Attempt
from pos.domain.failures import Refused
from pos.domain.sale import Sale
from pos.domain.tender import Tender
from pos.services import card, return_card
from pos.services.basket import request_of, suspended_baskets
from pos.services.return_ways import refund_tenders
from pos.services.returns import (
    ReturnAsked,
    price_return,
    refund,
    require_refundable,
    return_basket,
    return_lines,
)
from pos.services.sale import complete_sale
from pos.services.shift import open_shift
from pos.services.till import Till
from tests.store.shop import a_basket, bought, give_back, new_id, sell
from tests.store.test_card import charged, steps, terminal_that

FLASK = 24_00


@pytest.fixture
def selling(shop: Till) -> Till:
    open_shift(shop, 0, "maya")
    return replace(shop, setup=replace(shop.setup, terminal="simulator"))


def paid_sale(till: Till) -> Sale:
    """A flask that a card paid at the terminal."""
    basket = a_basket(till, bought("FLASK"))
    card.charge(till, terminal_that(till), basket.basket_id, FLASK, "maya")
    tenders = card.card_tenders(till, basket.basket_id)
    return complete_sale(till, basket, tenders, staff="maya", request=request_of(basket, tenders, "GBP"))


def back(till: Till, sale: Sale) -> Basket:
    lines = return_lines(till, [ReturnAsked(sale.sale_id, 1, "", 1000, "does not fit")])
    return return_basket(till, new_id(), lines)


def reverse(till: Till, terminal: TerminalSimulator, basket: Basket) -> Attempt:
    """The first step of giving it back at the terminal, as the window does it."""
    (todo,) = return_card.card_back(till, price_return(till, basket))
    attempt = card.begin_reversal(till, basket.basket_id, todo.reference, -todo.amount_minor, "maya")
    return card.keep_heard(till, attempt.attempt_id, card.talk(terminal, attempt), "maya")


def test_a_payment_that_was_never_sent_is_dropped_and_taken_anew(selling: Till) -> None:
    basket_id = new_id()
    with selling.store.write() as tx:  # the till stops here, between CREATED and SENT
        tx.cards.keep(Attempt("A-1", basket_id, "payment", FLASK, "GBP", "simulator"))

    found = card.resolve(selling, terminal_that(selling), "maya")
    paid = card.charge(selling, terminal_that(selling), basket_id, FLASK, "maya")

    assert found == ()
    assert charged(selling, "A-1", paid.attempt_id) == FLASK
    assert steps(selling, basket_id) == [("payment", "sent"), ("payment", "approved")]


def test_without_a_terminal_what_is_in_doubt_stays_so_until_somebody_decides(selling: Till) -> None:
    paid = card.charge(selling, terminal_that(selling, "silent"), new_id(), FLASK, "maya")

    (left,) = card.resolve(selling, None, "maya")
    decided = card.decide(selling, paid.attempt_id, "declined", "maya", approved_by="sofia")

    assert (left.in_doubt, decided.state) == (True, "declined")


def test_money_in_doubt_is_not_given_back_for_another_return(selling: Till) -> None:
    sale = paid_sale(selling)
    doubted = reverse(selling, terminal_that(selling, "lost_answer"), back(selling, sale))

    with pytest.raises(Refused, match="card_in_doubt"):
        reverse(selling, terminal_that(selling), back(selling, sale))

    assert doubted.in_doubt
    assert charged(selling, doubted.attempt_id) == -FLASK


def test_what_the_terminal_gave_back_is_what_the_refund_is_written_with(selling: Till) -> None:
    basket = back(selling, paid_sale(selling))
    planned = refund_tenders(selling, price_return(selling, basket))
    done = reverse(selling, terminal_that(selling), basket)
    without = replace(selling, setup=replace(selling.setup, terminal="none"))

    sale = refund(without, basket, planned, "maya")

    assert sale.tenders == (Tender("card", -FLASK, done.reference),)
    assert return_card.card_back(selling, price_return(selling, basket)) == ()


def test_nothing_is_sent_for_a_refund_that_would_be_refused(selling: Till) -> None:
    sale = paid_sale(selling)
    first, second = back(selling, sale), back(selling, sale)
    tenders = refund_tenders(selling, price_return(selling, second))
    reverse(selling, terminal_that(selling), first)
    refund(selling, first, refund_tenders(selling, price_return(selling, first)), "maya")

    with pytest.raises(Refused, match="already_returned"):
        require_refundable(selling, second, tenders, "maya")


def test_a_return_waits_only_while_money_of_it_moved(selling: Till) -> None:
    sale = paid_sale(selling)
    first, second = back(selling, sale), back(selling, sale)
    return_card.put_aside(selling, first, "maya", "Return")
    return_card.put_aside(selling, second, "maya", "Return")
    reverse(selling, terminal_that(selling, "lost_answer"), first)

    waits = [return_card.forget(selling, one.basket_id) for one in (first, second)]

    assert waits == [True, False]
    assert [one.basket.basket_id for one in suspended_baskets(selling)] == [first.basket_id]
    assert return_card.lines_with_card_money(selling) == first.lines


def test_a_late_approval_counts_and_what_the_terminal_declined_too_is_asked_once(selling: Till) -> None:
    charged_after_all, basket_id = new_id(), new_id()
    for basket, word in ((charged_after_all, "lost_answer"), (basket_id, "silent")):
        paid = card.charge(selling, terminal_that(selling, word), basket, FLASK, "maya")
        card.decide(selling, paid.attempt_id, "declined", "maya", approved_by="sofia")

    late = card.check_decisions(selling, terminal_that(selling), "maya")
    again = card.check_decisions(selling, terminal_that(selling), "maya")

    assert [(one.basket_id, one.state, one.reason) for one in late] == [(charged_after_all, "approved", "late")]
    assert again == ()
    assert [one.amount_minor for one in card.card_tenders(selling, charged_after_all)] == [FLASK]
    assert card.card_tenders(selling, basket_id) == ()


def test_a_document_of_goods_that_come_late_is_booked_as_it_was_decided(selling: Till) -> None:
    shop = replace(selling, setup=replace(selling.setup, return_policy="Returns within 30 days"))
    sale = sell(shop, bought("FLASK"), staff="maya")
    later = replace(shop, now=lambda: shop.now() + timedelta(days=31))

    with pytest.raises(Refused, match="approval_needed"):
        refund(later, back(later, sale), (Tender("cash", -FLASK),), "maya")
    booked = give_back(later, sale, staff="maya")

    assert booked.total_minor == -FLASK
