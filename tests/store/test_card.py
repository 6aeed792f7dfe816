"""Whatever the terminal, the line and the power do: nobody is charged twice, and no approval is lost."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos.devices.terminal_simulator import MEMORY, TOLD, TerminalSimulator
from pos.domain.card import Answer
from pos.domain.failures import Refused, Unavailable
from pos.domain.sale import Sale
from pos.domain.tender import Tender
from pos.services import card
from pos.services.backup import prove
from pos.services.basket import keep_draft, kept_basket, request_of, resume_basket, suspend_basket, void_basket
from pos.services.sale import complete_sale
from pos.services.shift import open_shift
from pos.services.till import Till, open_till
from tests.store.shop import Clock, a_basket, bought, new_id, rows

FLASK = 24_00
WORDS = ("", "decline", "silent", "lost_answer", "power_cut", "part", "unreachable")
STOPS = ("nowhere", "before sending", "while waiting", "after the answer")
SEEDS = 1_000 if os.environ.get("TANDEM_LONG") else 200


@pytest.fixture
def selling(shop: Till) -> Till:
    open_shift(shop, 0, "maya")
    return shop


def terminal_that(till: Till, word: str = "") -> TerminalSimulator:
    """The till's simulator, which takes no time, told what to do with the next payment."""
    if word:
        (till.home / TOLD).write_text(word, encoding="utf-8")
    return TerminalSimulator(till.home, approves_s=0, patience_s=0)


def charged(till: Till, *attempts: str) -> int:
    """What the terminal itself says was taken by these attempts, less what it gave back."""
    path = till.home / MEMORY
    if not path.exists():
        return 0
    memory: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    seen = [memory["attempts"][one] for one in attempts if one in memory["attempts"]]
    approved = [one for one in seen if one["outcome"] == "approved"]
    return sum(one["amount_minor"] * (-1 if one["takes_back"] else 1) for one in approved)


def attempts_of(till: Till, basket_id: str) -> list[str]:
    with till.store.read() as tx:
        return [
            attempt
            for (attempt,) in rows(tx, f"SELECT DISTINCT attempt FROM fact_card_attempt WHERE basket = '{basket_id}'")
        ]


def steps(till: Till, basket_id: str) -> list[tuple[str, str]]:
    with till.store.read() as tx:
        return list(rows(tx, f"SELECT what, state FROM fact_card_attempt WHERE basket = '{basket_id}' ORDER BY n"))


def sold(till: Till, basket: Any, *tenders: Tender) -> Sale:
    return complete_sale(till, basket, tenders, staff="maya", request=request_of(basket, tenders, "GBP"))


def test_an_approved_payment_pays_for_the_sale(selling: Till) -> None:
    basket = a_basket(selling, bought("FLASK"))

    paid = card.charge(selling, terminal_that(selling), basket.basket_id, FLASK, "maya")
    sale = sold(selling, basket, *card.card_tenders(selling, basket.basket_id))

    assert (paid.state, paid.amount_minor) == ("approved", FLASK)
    assert sale.tenders == (Tender("card", FLASK, "SIM-000001"),)
    assert steps(selling, basket.basket_id) == [("payment", "sent"), ("payment", "approved")]
    assert prove(selling).problems == ()


def test_a_declined_card_leaves_nothing_behind_but_its_steps(selling: Till) -> None:
    basket = a_basket(selling, bought("FLASK"))

    paid = card.charge(selling, terminal_that(selling, "decline"), basket.basket_id, FLASK, "maya")

    assert (paid.state, paid.reason) == ("declined", "declined_by_bank")
    assert card.card_tenders(selling, basket.basket_id) == ()
    assert card.open_attempts(selling) == ()


def test_while_a_payment_is_in_doubt_nothing_is_sold_and_nothing_is_sent_again(selling: Till) -> None:
    basket, terminal = a_basket(selling, bought("FLASK")), terminal_that(selling, "lost_answer")
    paid = card.charge(selling, terminal, basket.basket_id, FLASK, "maya")

    with pytest.raises(Refused, match="card_in_doubt"):
        sold(selling, basket, Tender("cash", FLASK))
    with pytest.raises(Refused, match="card_in_doubt"):
        card.charge(selling, terminal, basket.basket_id, FLASK, "maya")
    with pytest.raises(Refused, match="card_money_stands"):
        void_basket(selling, basket, "maya")

    assert paid.state == "unknown"
    assert charged(selling, paid.attempt_id) == FLASK


def test_a_basket_is_put_aside_with_its_payment_and_ends_well_later(selling: Till) -> None:
    basket, terminal = a_basket(selling, bought("FLASK")), terminal_that(selling, "lost_answer")
    paid = card.charge(selling, terminal, basket.basket_id, FLASK, "maya")
    suspend_basket(selling, basket, "maya")
    next_one = a_basket(selling, bought("SOCK-R"))
    sold(selling, next_one, Tender("cash", 18_00))

    resumed = resume_basket(selling, basket.basket_id, "maya")
    found = card.keep_asked(selling, paid.attempt_id, card.ask(terminal, paid.attempt_id), "maya")
    sale = sold(selling, resumed, *card.card_tenders(selling, basket.basket_id))

    assert found.state == "approved"
    assert sale.tenders == (Tender("card", FLASK, found.reference),)


def test_after_a_restart_the_terminal_is_asked_and_the_approval_is_there(shop_home: Path, clock: Clock) -> None:
    till = open_till(shop_home, now=clock)
    open_shift(till, 0, "maya")
    basket = a_basket(till, bought("FLASK"))
    keep_draft(till, basket, "maya")
    attempt = card.begin_payment(till, basket.basket_id, FLASK, "maya")
    card.talk(terminal_that(till), attempt)
    till.close()

    again = open_till(shop_home, now=clock)
    resolved = card.resolve(again, terminal_that(again), "till")
    kept = kept_basket(again)
    assert kept is not None
    sale = sold(again, kept, *card.card_tenders(again, basket.basket_id))
    again.close()

    assert [one.state for one in resolved] == ["approved"]
    assert sale.tenders[0].amount_minor == FLASK


def test_an_answer_that_comes_twice_or_late_counts_once(selling: Till) -> None:
    basket_id = new_id()
    attempt = card.begin_payment(selling, basket_id, FLASK, "maya")
    answer = card.talk(terminal_that(selling), attempt)
    card.keep_heard(selling, attempt.attempt_id, answer, "maya")

    again = card.keep_heard(selling, attempt.attempt_id, answer, "maya")
    late = card.keep_asked(selling, attempt.attempt_id, Answer("declined"), "maya")

    assert (again.state, late.state) == ("approved", "approved")
    assert steps(selling, basket_id) == [("payment", "sent"), ("payment", "approved")]


def test_an_approval_of_more_than_was_asked_is_left_to_a_person(selling: Till) -> None:
    attempt = card.begin_payment(selling, new_id(), FLASK, "maya")

    odd = card.keep_heard(selling, attempt.attempt_id, Answer("approved", FLASK + 1, "X-1"), "maya")

    assert (odd.state, odd.reason) == ("unknown", "other_amount")


def test_a_part_that_is_approved_is_a_tender_of_its_own(selling: Till) -> None:
    basket = a_basket(selling, bought("FLASK"))
    card.charge(selling, terminal_that(selling, "part"), basket.basket_id, FLASK, "maya")

    taken = card.card_tenders(selling, basket.basket_id)
    sale = sold(selling, basket, *taken, Tender("cash", 1))

    assert [tender.amount_minor for tender in taken] == [FLASK - 1]
    assert sale.total_minor == FLASK


def test_only_somebody_who_may_says_what_a_silent_terminal_shows(selling: Till) -> None:
    basket_id = new_id()
    paid = card.charge(selling, terminal_that(selling, "silent"), basket_id, FLASK, "maya")

    with pytest.raises(Refused, match="approval_needed"):
        card.decide(selling, paid.attempt_id, "approved", "maya")
    decided = card.decide(selling, paid.attempt_id, "approved", "maya", approved_by="sofia")

    assert (decided.state, decided.decided_by) == ("approved", "sofia")
    assert [tender.amount_minor for tender in card.card_tenders(selling, basket_id)] == [FLASK]


def test_an_approved_payment_is_removed_only_by_giving_it_back(selling: Till) -> None:
    basket, terminal = a_basket(selling, bought("FLASK")), terminal_that(selling)
    paid = card.charge(selling, terminal, basket.basket_id, FLASK, "maya")
    with pytest.raises(Refused, match="card_payment_missing"):
        sold(selling, basket, Tender("cash", FLASK))

    back = card.begin_reversal(selling, basket.basket_id, paid.reference, FLASK, "maya")
    card.keep_heard(selling, back.attempt_id, card.talk(terminal, back), "maya")
    sale = sold(selling, basket, Tender("cash", FLASK))

    assert charged(selling, paid.attempt_id, back.attempt_id) == 0
    assert sale.tenders == (Tender("cash", FLASK),)


def test_a_return_gives_the_money_back_once_and_never_more_than_was_paid(selling: Till) -> None:
    terminal, basket_id = terminal_that(selling), new_id()
    paid = card.charge(selling, terminal, new_id(), FLASK, "maya")

    first = card.refund(selling, terminal, basket_id, paid.reference, 20_00, "maya")
    again = card.refund(selling, terminal, basket_id, paid.reference, 20_00, "maya")
    with pytest.raises(Refused, match="unknown_card_payment"):
        card.refund(selling, terminal, new_id(), paid.reference, 4_01, "maya")

    assert first == again == Tender("card", -20_00, first.reference)
    assert card.card_tenders(selling, basket_id) == (first,)


def test_a_return_whose_reversal_nobody_answered_is_not_paid_back_twice(selling: Till) -> None:
    terminal, basket_id = terminal_that(selling), new_id()
    paid = card.charge(selling, terminal, new_id(), FLASK, "maya")

    with pytest.raises(Unavailable, match="terminal_silent"):
        card.refund(selling, terminal_that(selling, "lost_answer"), basket_id, paid.reference, FLASK, "maya")
    with pytest.raises(Refused, match="card_in_doubt"):
        card.refund(selling, terminal, basket_id, paid.reference, FLASK, "maya")
    (attempt,) = card.open_attempts(selling, basket_id)
    found = card.keep_asked(selling, attempt.attempt_id, card.ask(terminal, attempt.attempt_id), "maya")

    assert card.refund(selling, terminal, basket_id, paid.reference, FLASK, "maya").reference == found.reference
    assert charged(selling, paid.attempt_id, attempt.attempt_id) == 0


@pytest.fixture(scope="module")
def open_all_day(shop_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Till]:
    """One till for many baskets: each step is a transaction of its own, so whoever stops here stops as a crash does."""
    home = Path(shutil.copytree(shop_template, tmp_path_factory.mktemp("day") / "till"))
    till = open_till(home, now=Clock(), synchronous="NORMAL")
    open_shift(till, 0, "maya")
    yield till
    till.close()


class Counter:
    """A cashier at one basket, who goes on whatever happens, and a till that may stop anywhere."""

    def __init__(self, till: Till) -> None:
        self.till, self.basket = till, a_basket(till, bought("FLASK"))
        self.basket_id = self.basket.basket_id

    @property
    def left(self) -> int:
        return FLASK - sum(tender.amount_minor for tender in card.card_tenders(self.till, self.basket_id))

    def attempt(self, word: str, stop: str, part: int, give_back: bool) -> None:
        """One payment or reversal, as far as it comes."""
        standing = card.card_tenders(self.till, self.basket_id)
        in_doubt = bool(card.open_attempts(self.till, self.basket_id))
        try:
            if give_back and standing:
                paid = standing[0]
                begun = card.begin_reversal(self.till, self.basket_id, paid.reference, paid.amount_minor, "maya")
            elif self.left:
                begun = card.begin_payment(self.till, self.basket_id, min(part, self.left), "maya")
            else:
                return
        except Refused:
            if not in_doubt:
                raise
            return
        assert not in_doubt
        if stop == "before sending":
            return
        heard = card.talk(terminal_that(self.till, word), begun)
        (self.till.home / TOLD).unlink(missing_ok=True)
        if stop == "while waiting":
            return
        card.keep_heard(self.till, begun.attempt_id, heard, "maya")
        if stop == "after the answer":
            card.keep_heard(self.till, begun.attempt_id, heard, "maya")

    def ask(self) -> None:
        card.resolve(self.till, terminal_that(self.till), "maya")

    def look(self) -> None:
        """What holds at every moment."""
        open_ones = card.open_attempts(self.till, self.basket_id)
        assert len(open_ones) <= 1
        if open_ones:
            with pytest.raises(Refused, match="card_in_doubt"):
                sold(self.till, self.basket, Tender("cash", FLASK))
            return
        believed = sum(tender.amount_minor for tender in card.card_tenders(self.till, self.basket_id))
        assert believed == charged(self.till, *attempts_of(self.till, self.basket_id)) <= FLASK


ATTEMPT = st.tuples(st.sampled_from(WORDS), st.sampled_from(STOPS), st.sampled_from((FLASK, 10_00)), st.booleans())


@settings(max_examples=SEEDS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(happens=st.lists(st.one_of(ATTEMPT, st.just("ask")), min_size=1, max_size=6))
def test_never_charged_twice_and_never_an_approval_lost(
    open_all_day: Till, happens: list[tuple[str, str, int, bool] | str]
) -> None:
    counter = Counter(open_all_day)

    for one in happens:
        if isinstance(one, str):
            counter.ask()
        else:
            counter.attempt(*one)
        counter.look()
    counter.ask()
    counter.ask()  # a terminal that was dark answers the second time
    taken = card.card_tenders(open_all_day, counter.basket_id)
    left = (Tender("cash", counter.left),) if counter.left else ()
    sale = sold(open_all_day, counter.basket, *taken, *left)

    counter.look()
    assert sum(tender.amount_minor for tender in sale.tenders) == FLASK
    assert [tender for tender in sale.tenders if tender.type == "card"] == list(taken)
