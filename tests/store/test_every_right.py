"""Every right there is: whoever lacks it is refused with a sentence, and goes on with the word of somebody who has it.

The walks are by right, so that a right nobody has walked yet fails here.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from pos.devices.terminal_simulator import TOLD, TerminalSimulator
from pos.domain.failures import Refused
from pos.domain.sentences import SENTENCES, sentence
from pos.domain.staff import RIGHTS_TO_MANAGE, Right
from pos.services import card
from pos.services.badge import make_badge
from pos.services.basket import discard_suspended, suspend_basket, void_basket
from pos.services.people import unlock_user
from pos.services.pickup_hand_over import HandOver, hand_over
from pos.services.return_ways import refund_tenders
from pos.services.returns import ReturnAsked, price_return, refund, return_basket, return_lines
from pos.services.shift import close_shift, move_cash, open_drawer, open_shift
from pos.services.staff import check_approval, check_pin, give_approval
from pos.services.till import Till
from tests.store.pickups import ORDER, a_token, an_order, keep_orders
from tests.store.shop import Clock, a_basket, bought, import_text, new_id, sell
from tests.store.test_rights import NO_RECEIPT

Walk = Callable[[Till, str], object]
"""Does what needs the right, as Maya and approved by somebody of this id (empty: by nobody)."""


def selling(till: Till, by: str) -> object:
    return sell(till, bought("FLASK", approved_by=by) if by else bought("FLASK"), staff="maya")


def line(till: Till, by: str, **more: Any) -> object:
    told: dict[str, Any] = {"reason": "display piece", **more} | ({"approved_by": by} if by else {})
    return sell(till, bought("FLASK", **told), staff="maya")


def without_receipt(till: Till, by: str) -> object:
    return sell(till, NO_RECEIPT | ({"approved_by": by} if by else {}), staff="maya")


def bring_back(till: Till, by: str, paid_by: str, way: str, days: int) -> object:
    """Goods bought and paid so, brought back after so many days, the money given back this way."""
    strict = replace(till, setup=replace(till.setup, return_policy="Returns within 30 days with this receipt"))
    sale = sell(strict, bought("FLASK"), by=paid_by, staff="sofia")
    assert isinstance(till.now, Clock)
    till.now.moment += timedelta(days=days)
    asked = ReturnAsked(sale.sale_id, 1, "", 1000, "does not fit", approved_by=by)
    basket = return_basket(strict, new_id(), return_lines(strict, [asked]))
    tenders = refund_tenders(strict, price_return(strict, basket), way)  # type: ignore[arg-type]
    return refund(strict, basket, tenders, "maya")


def voiding(till: Till, by: str) -> None:
    void_basket(till, a_basket(till, bought("FLASK")), "maya", approved_by=by)


def discarding(till: Till, by: str) -> object:
    basket = a_basket(till, bought("FLASK"))
    suspend_basket(till, basket, "maya")
    return discard_suspended(till, basket.basket_id, "maya", approved_by=by)


def closing(till: Till, by: str) -> object:
    with till.store.read() as tx:
        is_open = tx.shifts.open() is not None
    if not is_open:
        open_shift(till, 100_00, "maya")
    return close_shift(till, 0, "maya", reason="stolen", approved_by=by)


def paying_out(till: Till, by: str) -> object:
    with till.store.read() as tx:
        is_open = tx.shifts.open() is not None
    if not is_open:
        open_shift(till, 100_00, "maya")
    return move_cash(till, "paid_out", 5_00, "stamps", "maya", approved_by=by)


def deciding(till: Till, by: str) -> object:
    (till.home / TOLD).write_text("silent", encoding="utf-8")
    basket_id = new_id()
    paid = card.charge(till, TerminalSimulator(till.home, approves_s=0, patience_s=0), basket_id, 24_00, "maya")
    return card.decide(till, paid.attempt_id, "approved", "maya", approved_by=by)


def unlocking(till: Till, by: str) -> None:
    for _ in range(5):
        check_pin(till, "daniel", "0000")
    unlock_user(till, "daniel", "maya", by)


def reporting(till: Till, by: str) -> None:
    """The window asks like this before it shows figures; nothing is written by looking."""
    with till.store.read() as tx:
        check_approval(tx, "maya", "see_reports", by)


def handing_over(till: Till, by: str, **told: object) -> object:
    keep_orders(till, an_order())
    request = {"units": {1: 2, 2: 1}, "token": a_token(), "bag_scanned": True, "approved_by": by, **told}
    return hand_over(till, HandOver(ORDER, **request), "maya")  # type: ignore[arg-type]


WALKS: dict[str, tuple[Walk, ...]] = {
    "sell": (selling,),
    "discount": (lambda till, by: line(till, by, discount={"percent": "1"}),),
    "override_price": (lambda till, by: line(till, by, unit_price="1.00"),),
    "return_without_receipt": (without_receipt,),
    "return_late": (lambda till, by: bring_back(till, by, "cash", "original", 31),),
    "refund_tender": (lambda till, by: bring_back(till, by, "card", "cash", 0),),
    "open_drawer": (lambda till, by: open_drawer(till, "change", "maya", approved_by=by),),
    "void_basket": (voiding, discarding),
    "close_shift_with_difference": (closing,),
    "pay_out": (paying_out,),
    "unlock_user": (unlocking,),
    "see_reports": (reporting,),
    "hand_over": (handing_over,),
    "hand_over_without_proof": (lambda till, by: handing_over(till, by, token="", proof="manager"),),
    "override_pickup": (lambda till, by: handing_over(till, by, bag_scanned=False),),
    "decide_card_payment": (deciding,),
    "manage_people": (lambda till, by: make_badge(till, "daniel", "maya", by),),
}
EVERY = [(right, walk) for right, walks in WALKS.items() for walk in walks]
OWN_WORDS = {"override_pickup": "bag_needed"}
"""What is wrong is said there instead of who is asked."""


def all_but(till: Till, right: str, folder: Path) -> None:
    """Maya and Daniel may do everything but this, Ines nothing. Sofia may do this, sell, and what a manager has to."""
    rights = [one for one in get_args(Right) if one != right]
    rights_of_sofia = sorted({right, "sell", *RIGHTS_TO_MANAGE})
    roles = [
        {"name": "manager", "title": "Boss", "rights": rights_of_sofia, "discount_percent": "100"},
        {"name": "associate", "title": "New here", "rights": []},
        {"name": "cashier", "title": "Cashier", "rights": rights, "discount_percent": "100"},
    ]
    import_text(till, "roles", json.dumps({"roles": roles}), folder)


def test_every_right_is_walked() -> None:
    assert set(WALKS) == set(get_args(Right))


@pytest.mark.parametrize(("right", "walk"), EVERY)
def test_whoever_lacks_a_right_is_refused_with_a_sentence(shop: Till, tmp_path: Path, right: str, walk: Walk) -> None:
    all_but(shop, right, tmp_path)

    with pytest.raises(Refused) as refused:
        walk(shop, "")

    assert refused.value.code == OWN_WORDS.get(right, "approval_needed")
    assert refused.value.facts["right"] == right
    assert refused.value.code in SENTENCES and "…" not in sentence(refused.value)


@pytest.mark.parametrize(("right", "walk"), EVERY)
def test_with_the_word_of_somebody_who_has_the_right_it_goes_on(
    shop: Till, tmp_path: Path, right: str, walk: Walk
) -> None:
    all_but(shop, right, tmp_path)

    for nobody, code in (("maya", "own_approval"), ("ines", "approval_not_allowed")):
        with pytest.raises(Refused) as refused:
            walk(shop, nobody)
        assert refused.value.code == code

    walk(shop, "sofia")  # not refused


@pytest.mark.parametrize("right", get_args(Right))
def test_a_yes_in_place_is_given_by_pin_and_names_both(shop: Till, tmp_path: Path, right: Right) -> None:
    all_but(shop, right, tmp_path)

    wrong = give_approval(shop, right, "maya", "sofia", "0000", "b-1").outcome
    right_pin = give_approval(shop, right, "maya", "sofia", "8642", "b-1").outcome

    assert (wrong, right_pin) == ("wrong", "right")
    with shop.store.read() as tx:
        newest = [entry for _n, entry in tx.journal.read()][-1]
    said = {"right": right, "subject": "b-1", "approved_by": "sofia"}
    assert (newest.kind, newest.staff, newest.content) == ("approval_given", "maya", said)
