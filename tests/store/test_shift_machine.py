"""Whatever a day brings, in any order and with crashes between, the drawer is expected to hold the sum of its parts."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from pos.domain.basket import Basket
from pos.domain.sale import Sale
from pos.services.backup import make_anew, prove
from pos.services.basket import (
    keep_draft,
    kept_basket,
    request_of,
    resume_basket,
    suspend_basket,
    suspended_baskets,
    void_basket,
)
from pos.services.sale import complete_sale
from pos.services.shift import close_shift, move_cash, open_shift, report
from pos.services.till import open_till
from tests.make import cash
from tests.store.shop import Clock, a_basket, bought, facts, give_back, sell

AMOUNTS = st.integers(1, 200_00)
GOODS = st.sampled_from([("JACKET", 189_00), ("FLASK", 24_00), ("SOCK-R", 18_00)])


class Day(RuleBasedStateMachine):
    """A till, and beside it what is known of its drawer."""

    def __init__(self, template: Path) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.home = Path(shutil.copytree(template, self.folder / "till"))
        self.clock = Clock()
        self.till = open_till(self.home, now=self.clock)
        self.is_open = False
        self.drawer = self.float_minor = self.moved = 0
        self.sold = self.refunded = 0
        self.sales: list[Sale] = []
        self.current: Basket | None = None
        self.aside: dict[str, Basket] = {}

    def teardown(self) -> None:
        self.till.close()
        shutil.rmtree(self.folder)

    @precondition(lambda self: not self.is_open)
    @rule(float_minor=st.integers(0, 300_00))
    def opens(self, float_minor: int) -> None:
        open_shift(self.till, float_minor, "maya")
        self.is_open = True
        self.drawer = self.float_minor = float_minor
        self.moved = self.sold = self.refunded = 0

    @precondition(lambda self: self.is_open)
    @rule(goods=GOODS, by=st.sampled_from(["cash", "card"]))
    def sells(self, goods: tuple[str, int], by: str) -> None:
        sku, price = goods
        self.sales.append(sell(self.till, bought(sku), by=by))
        self.sold += price
        self.drawer += price if by == "cash" else 0

    @precondition(lambda self: self.is_open and self.sales)
    @rule(data=st.data(), by=st.sampled_from(["cash", "card"]))
    def refunds(self, data: st.DataObject, by: str) -> None:
        sale = self.sales.pop(data.draw(st.integers(0, len(self.sales) - 1)))
        give_back(self.till, sale, by=by)
        self.refunded -= sale.total_minor
        self.drawer -= sale.total_minor if by == "cash" else 0

    @precondition(lambda self: self.is_open)
    @rule(amount=AMOUNTS, kind=st.sampled_from(["paid_in", "paid_out", "dropped"]))
    def moves_cash(self, amount: int, kind: str) -> None:
        if kind != "paid_in" and amount > self.drawer:
            return
        move_cash(self.till, kind, amount, "why", "sofia")
        signed = amount if kind == "paid_in" else -amount
        self.drawer += signed
        self.moved += signed

    @precondition(lambda self: self.current is None)
    @rule(goods=GOODS)
    def rings_up(self, goods: tuple[str, int]) -> None:
        self.current = a_basket(self.till, bought(goods[0]))
        keep_draft(self.till, self.current, "maya")

    @precondition(lambda self: self.current is not None and self.is_open)
    @rule(over=st.integers(0, 50_00))
    def pays(self, over: int) -> None:
        assert self.current is not None
        price = sum(line.product.price_minor for line in self.current.lines)
        tenders = (cash(price + over),)
        request = request_of(self.current, tenders, "GBP")
        done = complete_sale(self.till, self.current, tenders, staff="maya", request=request)
        assert done.change_minor == over
        self.sales.append(done)
        self.sold += price
        self.drawer += price
        self.current = None

    @precondition(lambda self: self.current is not None)
    @rule()
    def puts_aside(self) -> None:
        assert self.current is not None
        suspend_basket(self.till, self.current, "maya")
        self.aside[self.current.basket_id] = self.current
        self.current = None

    @precondition(lambda self: self.current is None and self.aside)
    @rule()
    def takes_up(self) -> None:
        basket_id = next(iter(self.aside))
        self.current = resume_basket(self.till, basket_id, "maya")
        assert self.current == self.aside.pop(basket_id)

    @precondition(lambda self: self.current is not None)
    @rule()
    def voids(self) -> None:
        assert self.current is not None
        void_basket(self.till, self.current, "maya")
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

    @precondition(lambda self: self.is_open)
    @rule(difference=st.sampled_from([0, 0, 3, -4_00, 80_00]))
    def closes(self, difference: int) -> None:
        counted = max(0, self.drawer + difference)
        closed = close_shift(self.till, counted, "sofia", reason="counted twice")
        assert closed.expected_minor == self.drawer
        assert closed.figures.cash_difference_minor == counted - self.drawer
        assert closed.figures.unbroken
        self.is_open = False

    @invariant()
    def the_drawer_holds_the_sum_of_its_parts(self) -> None:
        if not self.is_open:
            return
        shown = report(self.till)
        in_cash = sum(tender.amount_minor for tender in shown.tenders if tender.type == "cash")
        assert shown.cash_expected_minor == self.drawer == self.float_minor + in_cash + self.moved
        assert shown.paid_in_minor - shown.paid_out_minor - shown.dropped_minor == self.moved
        assert (shown.sales_minor, shown.returns_minor) == (self.sold, self.refunded)
        assert shown.tendered_minor == shown.net_minor == self.sold + self.refunded

    @invariant()
    def every_basket_is_where_it_was_left(self) -> None:
        assert kept_basket(self.till) == self.current
        assert {held.basket.basket_id: held.basket for held in suspended_baskets(self.till)} == self.aside

    @precondition(lambda self: not self.is_open)
    @invariant()
    def the_file_is_proved_between_shifts(self) -> None:
        assert prove(self.till).problems == ()


def test_a_day_in_any_order_adds_up(shop_template: Path) -> None:
    class Today(Day):
        def __init__(self) -> None:
            super().__init__(shop_template)

    run_state_machine_as_test(Today, settings=settings(max_examples=20, stateful_step_count=40, deadline=None))
