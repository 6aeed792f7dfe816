"""Whatever a day brings, in any order and with crashes between, the drawer is expected to hold the sum of its parts."""

import json
import os
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from pos.domain.basket import Basket
from pos.domain.sale import Sale
from pos.services.backup import make_anew, prove
from pos.services.basket import (
    discard_suspended,
    keep_draft,
    kept_basket,
    request_of,
    resume_basket,
    suspend_basket,
    suspended_baskets,
    void_basket,
)
from pos.services.document import price_document, sell_document
from pos.services.report import day_report
from pos.services.sale import complete_sale
from pos.services.shift import close_shift, move_cash, open_drawer, open_shift, report
from pos.services.tenders import due_in_cash
from pos.services.till import open_till
from tests.make import card, cash
from tests.store.shop import (
    TAXES,
    Clock,
    a_basket,
    a_document,
    bought,
    facts,
    import_text,
    kinds,
    paid,
    returned,
)

LONG = os.environ.get("TANDEM_LONG") == "1"
EXAMPLES, STEPS = (50, 200) if LONG else (20, 40)
"""10,000 operations in all where time does not matter."""

ODD = (
    "sku,name,price,tax,category\nCLIP,Clip,0.99,standard,Odd\nTAPE,Tape,3.02,standard,Odd\nTOKEN,Token,7.53,zero,Odd\n"
)
PRICES = {"CLIP": 99, "TAPE": 3_02, "TOKEN": 7_53, "JACKET": 189_00, "FLASK": 24_00}
STEP = 5
AMOUNTS = st.integers(1, 200_00)
GOODS = st.sampled_from(sorted(PRICES))
PEOPLE = st.sampled_from(["maya", "daniel", "ines", "sofia"])


def in_coins(minor: int) -> int:
    """To the nearest five pence, half away from zero: what is paid where no smaller coin is in use."""
    rounded = (abs(minor) + STEP // 2) // STEP * STEP
    return rounded if minor >= 0 else -rounded


@dataclass
class Tally:
    """What happened in a shift, counted by hand."""

    float_minor: int = 0
    cash: int = 0
    card: int = 0
    moved: Counter[str] = field(default_factory=Counter)
    sold: int = 0
    returned: int = 0
    sales: int = 0
    returns: int = 0
    openings: int = 0
    voids: int = 0
    voided: int = 0
    by_person: Counter[str] = field(default_factory=Counter)

    @property
    def drawer(self) -> int:
        return self.float_minor + self.cash + self.moved["paid_in"] - self.moved["paid_out"] - self.moved["dropped"]


class Day(RuleBasedStateMachine):
    """A till, and beside it what is known of its drawer."""

    def __init__(self, template: Path) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.home = Path(shutil.copytree(template, self.folder / "till"))
        self.clock = Clock()
        self.till = open_till(self.home, now=self.clock)
        self.tally: Tally | None = None
        self.before: list[tuple[str, Tally]] = []
        self.sales: list[tuple[Sale, int]] = []
        self.current: Basket | None = None
        self.aside: dict[str, Basket] = {}
        self.struck = self.put_back = 0

    def teardown(self) -> None:
        self.till.close()
        shutil.rmtree(self.folder)

    @property
    def open_tally(self) -> Tally:
        assert self.tally is not None
        return self.tally

    @precondition(lambda self: self.tally is None)
    @rule(float_minor=st.integers(0, 300_00), person=PEOPLE)
    def opens(self, float_minor: int, person: str) -> None:
        open_shift(self.till, float_minor, person)
        self.tally = Tally(float_minor)

    @precondition(lambda self: self.tally is not None)
    @rule(sku=GOODS, person=PEOPLE, how=st.sampled_from(["cash", "card", "split"]), over=st.integers(0, 60_00))
    def sells(self, sku: str, person: str, how: str, over: int) -> None:
        price, tally = PRICES[sku], self.open_tally
        by_card = {"cash": 0, "card": price, "split": price // 3}[how]
        in_cash = in_coins(price - by_card)
        tenders = [paid(by_card, "card")] * bool(by_card) + [paid(in_cash + over)] * (how != "card")
        sale = sell_document(self.till, a_document(bought(sku), tenders=tenders, staff=person))
        assert sale.change_minor == (over if how != "card" else 0)
        self._sold(sale, price, person)
        tally.card += by_card
        tally.cash += in_cash if how != "card" else 0

    @precondition(lambda self: self.tally is not None and self.sales)
    @rule(data=st.data(), by=st.sampled_from(["cash", "card"]))
    def refunds(self, data: st.DataObject, by: str) -> None:
        sale, price = self.sales.pop(data.draw(st.integers(0, len(self.sales) - 1)))
        back = -in_coins(price) if by == "cash" else -price
        sell_document(self.till, a_document(returned(sale.receipt), tenders=[paid(back, by)], staff="sofia"))
        tally = self.open_tally
        tally.returned -= price
        tally.returns += 1
        if by == "cash":
            tally.cash += back
        else:
            tally.card += back

    @precondition(lambda self: self.tally is not None and self.sales)
    @rule(data=st.data(), sku=GOODS, by=st.sampled_from(["cash", "card"]))
    def exchanges(self, data: st.DataObject, sku: str, by: str) -> None:
        sale, back = self.sales.pop(data.draw(st.integers(0, len(self.sales) - 1)))
        lines, price, tally = (returned(sale.receipt), bought(sku)), PRICES[sku], self.open_tally
        due = price - back
        if by == "cash":
            due = due_in_cash(self.till, price_document(self.till, a_document(*lines)))
        tenders = [paid(due, by)] if due else []
        done = sell_document(self.till, a_document(*lines, tenders=tenders, staff="sofia"))
        self._sold(done, price, "sofia", comes_back=False)
        tally.returned -= back
        tally.returns += 1
        tally.cash += due if by == "cash" else 0
        tally.card += due if by == "card" else 0

    @precondition(lambda self: self.tally is not None)
    @rule(amount=AMOUNTS, kind=st.sampled_from(["paid_in", "paid_out", "dropped"]), person=PEOPLE)
    def moves_cash(self, amount: int, kind: str, person: str) -> None:
        if kind != "paid_in" and amount > self.open_tally.drawer:
            return
        move_cash(self.till, kind, amount, "why", person, approved_by="" if person == "sofia" else "sofia")
        self.open_tally.moved[kind] += amount

    @precondition(lambda self: self.tally is not None)
    @rule(person=PEOPLE)
    def opens_the_drawer(self, person: str) -> None:
        open_drawer(self.till, "change a note", person)
        self.open_tally.openings += 1

    @precondition(lambda self: self.current is None)
    @rule(skus=st.lists(GOODS, min_size=1, max_size=3, unique=True))
    def rings_up(self, skus: list[str]) -> None:
        self.current = a_basket(self.till, *(bought(sku) for sku in skus))
        keep_draft(self.till, self.current, "maya")

    @precondition(lambda self: self.current is not None and len(self.current.lines) > 1)
    @rule(person=PEOPLE, is_undone=st.booleans())
    def strikes_a_line(self, person: str, is_undone: bool) -> None:
        assert self.current is not None
        before = self.current
        self.current = before.void_line(before.lines[0].line_id)
        keep_draft(self.till, self.current, person)
        self.struck += 1
        if is_undone:
            self.current = before
            keep_draft(self.till, before, person)
            self.put_back += 1

    @precondition(lambda self: self.current is not None and self.tally is not None)
    @rule(over=st.integers(0, 50_00), part=st.integers(0, 3), person=PEOPLE)
    def pays(self, over: int, part: int, person: str) -> None:
        assert self.current is not None
        price = self._price(self.current)
        by_card = price * part // 4
        tenders = (*([card(by_card)] if by_card else []), cash(in_coins(price - by_card) + over))
        request = request_of(self.current, tenders, "GBP")
        for _press in range(2):
            done = complete_sale(self.till, self.current, tenders, staff=person, request=request)
        assert done.change_minor == over
        self._sold(done, price, person, comes_back=len(self.current.lines) == 1)
        self.open_tally.card += by_card
        self.open_tally.cash += in_coins(price - by_card)
        self.current = None

    @precondition(lambda self: self.current is not None)
    @rule()
    def puts_aside(self) -> None:
        assert self.current is not None
        suspend_basket(self.till, self.current, "maya")
        self.aside[self.current.basket_id] = self.current
        self.current = None

    @precondition(lambda self: self.current is None and self.aside)
    @rule(person=PEOPLE)
    def takes_up(self, person: str) -> None:
        basket_id = next(iter(self.aside))
        self.current = resume_basket(self.till, basket_id, person)
        assert self.current == self.aside.pop(basket_id)

    @precondition(lambda self: self.aside)
    @rule(person=PEOPLE)
    def strikes_what_is_held(self, person: str) -> None:
        basket_id, basket = next(iter(self.aside.items()))
        discard_suspended(self.till, basket_id, person)
        del self.aside[basket_id]
        self._voided(basket)

    @precondition(lambda self: self.current is not None)
    @rule(person=PEOPLE)
    def voids(self, person: str) -> None:
        assert self.current is not None
        void_basket(self.till, self.current, person)
        self._voided(self.current)
        self.current = None

    @rule()
    def crashes(self) -> None:
        """The program is gone without a word and another is started on its files."""
        image = self.folder / "image"
        shutil.copytree(self.home, image)
        self.till.close()
        shutil.rmtree(self.home)
        image.rename(self.home)
        self.till = open_till(self.home, now=self.clock)
        assert self.till.noticed == ()

    @rule()
    def is_made_anew(self) -> None:
        before = facts(self.till)
        make_anew(self.till)
        assert facts(self.till) == before

    @precondition(lambda self: self.tally is not None)
    @rule(difference=st.sampled_from([0, 0, 3, -4_00, 80_00]), person=PEOPLE, left=st.integers(0, 4))
    def closes(self, difference: int, person: str, left: int) -> None:
        """Closing is always possible, whoever does it, whatever was counted and whatever is still held."""
        tally = self.open_tally
        counted = max(0, tally.drawer + difference)
        closed = close_shift(
            self.till,
            counted,
            person,
            left_minor=counted * left // 4,
            reason="counted twice",
            approved_by="" if person == "sofia" else "sofia",
        )
        assert closed.expected_minor == tally.drawer
        assert closed.figures.cash_difference_minor == counted - tally.drawer
        assert closed.figures.unbroken
        self.before.append((closed.figures.shift_id, tally))
        self.tally = None

    @invariant()
    def the_drawer_holds_the_sum_of_its_parts(self) -> None:
        if self.tally is not None:
            self._check(report(self.till).shift_id, self.tally)

    @precondition(lambda self: self.tally is None)
    @invariant()
    def closed_shifts_stay_as_they_were_and_the_file_is_proved(self) -> None:
        for shift_id, tally in self.before[-2:]:
            self._check(shift_id, tally)
        assert prove(self.till).problems == ()

    @precondition(lambda self: self.tally is None)
    @invariant()
    def each_sale_is_of_the_person_who_made_it(self) -> None:
        told = {row[0]: row[2] for row in day_report(self.till, "sales", by="staff").rows if row[2]}
        assert told == dict(sum((tally.by_person for _shift, tally in self.before), Counter[str]()))

    @invariant()
    def every_basket_is_where_it_was_left(self) -> None:
        assert kept_basket(self.till) == self.current
        assert {held.basket.basket_id: held.basket for held in suspended_baskets(self.till)} == self.aside

    @invariant()
    def every_struck_line_is_in_the_journal(self) -> None:
        told = Counter(kinds(self.till))
        assert (told["line_voided"], told["line_restored"]) == (self.struck, self.put_back)

    def _check(self, shift_id: str, tally: Tally) -> None:
        shown = report(self.till, shift_id)
        tenders = {tender.type: tender.amount_minor for tender in shown.tenders}
        assert shown.cash_expected_minor == tally.drawer
        assert shown.cash_sales_minor + shown.cash_refunds_minor == tally.cash
        assert (tenders.get("cash", 0), tenders.get("card", 0)) == (tally.cash, tally.card)
        assert tally.sold + tally.returned + shown.rounding_minor == tally.cash + tally.card
        assert (shown.paid_in_minor, shown.paid_out_minor, shown.dropped_minor) == (
            tally.moved["paid_in"],
            tally.moved["paid_out"],
            tally.moved["dropped"],
        )
        assert (shown.sales_count, shown.sales_minor) == (tally.sales, tally.sold)
        assert (shown.returns_count, shown.returns_minor) == (tally.returns, tally.returned)
        assert (shown.drawer_openings, shown.voids_count, shown.voids_minor) == (
            tally.openings,
            tally.voids,
            tally.voided,
        )

    def _price(self, basket: Basket) -> int:
        return sum(PRICES[line.product.sku] for line in basket.lines)

    def _sold(self, sale: Sale, price: int, person: str, *, comes_back: bool = True) -> None:
        """Only a sale of one line `comes_back` later, so that its price is that of the line."""
        if comes_back:
            self.sales.append((sale, price))
        tally = self.open_tally
        tally.sold += price
        tally.sales += 1
        tally.by_person[person] += 1

    def _voided(self, basket: Basket) -> None:
        if self.tally is not None:
            self.tally.voids += 1
            self.tally.voided += self._price(basket)


@pytest.fixture
def odd_template(shop_template: Path, tmp_path: Path) -> Path:
    """The shop with prices that end oddly, in a country that has no coin below five."""
    home = Path(shutil.copytree(shop_template, tmp_path / "odd"))
    till = open_till(home, now=Clock())
    import_text(till, "products", ODD, tmp_path)
    import_text(till, "taxes", json.dumps(TAXES | {"cash_rounding": {"step": "0.05", "ties": "up"}}), tmp_path)
    till.close()
    return home


def test_a_day_in_any_order_adds_up(odd_template: Path) -> None:
    class Today(Day):
        def __init__(self) -> None:
            super().__init__(odd_template)

    run_state_machine_as_test(Today, settings=settings(max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None))
