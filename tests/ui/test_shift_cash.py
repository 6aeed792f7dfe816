"""Cash in and out of the drawer on the screen: a reason, an amount, a booking that stays, and a slip."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pos.domain.failures import Refused
from pos.domain.staff import Right
from tests.ui import gallery
from tests.ui.shift_desk import Desk, ShiftStage, a_stage
from ui.shift.cash_presenter import CashPresenter
from ui.shift.cash_view import CashCalls, CashOrder, Moved
from ui.shift.wire import wire_cash

KEY = Qt.Key


@dataclass
class Drawer:
    """A drawer that books what it is told; `rights` are those of whoever is at the till."""

    rights: set[Right] = field(default_factory=lambda: {"open_drawer"})
    no_slip: str = ""
    refuses: str = ""
    orders: list[CashOrder] = field(default_factory=list)
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    copies: list[int] = field(default_factory=list)

    def moved(self) -> tuple[Moved, ...]:
        rows = [
            Moved(n, order.kind, "14:32", "Maya K.", order.amount_minor, order.reason)
            for n, order in enumerate(self.orders, 1)
            if order.kind != "no_sale"
        ]
        return tuple(reversed(rows))

    def book(self, order: CashOrder) -> str:
        if self.refuses:
            raise Refused(self.refuses)
        self.orders.append(order)
        return self.no_slip

    def calls(self) -> CashCalls:
        return CashCalls(
            moved=self.moved,
            book=self.book,
            open_drawer=self.book,
            print_copy=self.copies.append,
            may=self.rights.__contains__,
            ask_yes=lambda *asked: self.asked.append(asked),
        )


def a_page(drawer: Drawer) -> ShiftStage:
    """The page for cash in and out, opened from the X report with its key."""
    stage = a_stage(Desk(is_open=True))

    def run_job(work: Any, done: Any, failed: Any) -> None:
        try:
            result = work()
        except Refused as refused:
            failed(refused)
        else:
            done(result)

    presenter = CashPresenter(stage.screen_, stage.screen_.cash_words, run_job, drawer.calls(), ("GBP", "en_GB"))
    wire_cash(stage.screen_, presenter)
    stage.cash = presenter  # type: ignore[attr-defined]  # somebody has to own it
    QTest.keyClick(stage.focusWidget(), KEY.Key_F8)
    gallery.settle()
    return stage


def type_keys(stage: ShiftStage, *keys: Any) -> None:
    """Keys into whatever has the focus."""
    for key in keys:
        focus = QApplication.focusWidget() or stage
        QTest.keyClicks(focus, key) if isinstance(key, str) else QTest.keyClick(focus, key)
        gallery.settle()


def test_cash_is_paid_in_by_keys_alone() -> None:
    drawer = Drawer()
    stage = a_page(drawer)

    type_keys(stage, KEY.Key_Down, KEY.Key_Tab, "coins", KEY.Key_Tab, "20.50", KEY.Key_F12)

    assert drawer.orders == [CashOrder("paid_in", 20_50, "Change from the bank: coins")]
    assert stage.screen_.cash.form.banner.accessibleName() == "Paid in £20.50 is booked"
    assert stage.screen_.cash.form.amount.text() == ""
    assert stage.screen_.cash.moved.rows.rows[0].spoken == (
        "Paid in £20.50, 14:32 · Maya K. · Change from the bank: coins"
    )


def fill(stage: ShiftStage, kind: str, reason: int, amount: str = "", details: str = "") -> None:
    """What fingers do."""
    form = stage.screen_.cash.form
    QTest.mouseClick(form.kinds.segments[kind], Qt.MouseButton.LeftButton)
    form.reason_chosen.emit(reason)
    form.details.setText(details)
    form.details.textEdited.emit(details)
    for sign in amount:
        QTest.mouseClick(form.keypad.keys[sign], Qt.MouseButton.LeftButton)
    gallery.settle()


def test_a_kind_chosen_while_the_last_booking_is_listed_is_the_kind_of_the_next() -> None:
    drawer = Drawer(rights={"open_drawer", "pay_out"})
    screen, later = a_page(drawer).screen_, []
    presenter = CashPresenter(
        screen,
        screen.cash_words,
        lambda work, done, _failed: later.append((work, done)),
        drawer.calls(),
        ("GBP", "en_GB"),
    )
    presenter.start()

    presenter.kind_chosen("paid_out")
    work, done = later.pop()
    done(work())
    presenter.reason_chosen(0)
    presenter.amount_typed("5")
    presenter.primary()
    later.pop()[0]()

    assert [(order.kind, order.amount_minor) for order in drawer.orders] == [("paid_out", 5_00)]
    assert screen.cash.form.kinds.segments["paid_out"].isChecked()


def test_by_touch_alone_money_goes_to_the_safe_and_pressing_twice_books_once() -> None:
    drawer = Drawer()
    stage = a_page(drawer)
    fill(stage, "dropped", 0, "500")

    for _ in range(2):
        QTest.mouseClick(stage.screen_.cash.side.primary, Qt.MouseButton.LeftButton)

    assert drawer.orders == [CashOrder("dropped", 500_00, "Too much in the drawer")]


@pytest.mark.parametrize(
    ("reason", "amount", "details", "why_not"),
    [
        (0, "", "", "Enter an amount"),
        (0, "0", "", "Enter an amount"),
        (4, "5", "", "Say what it is"),
        (4, "5", "  ", "Say what it is"),
    ],
)
def test_what_is_missing_stands_on_the_button(reason: int, amount: str, details: str, why_not: str) -> None:
    drawer = Drawer()
    stage = a_page(drawer)

    fill(stage, "paid_in", reason, amount, details)
    type_keys(stage, KEY.Key_F12)

    assert stage.screen_.cash.side.primary.toolTip() == why_not
    assert drawer.orders == []


def test_another_reason_is_what_was_typed() -> None:
    drawer = Drawer()
    stage = a_page(drawer)
    fill(stage, "paid_in", 4, "5", " found  under the mat ")

    type_keys(stage, KEY.Key_F12)

    assert drawer.orders[0].reason == "found under the mat"


def test_paying_out_asks_for_the_yes_of_somebody_who_may() -> None:
    drawer = Drawer()
    stage = a_page(drawer)
    fill(stage, "paid_out", 1, "8.40")

    type_keys(stage, KEY.Key_F12)
    ((right, subject, go_on),) = drawer.asked
    before = list(drawer.orders)
    go_on("sofia")

    assert (right, subject, before) == ("pay_out", "Paid out £8.40: Cleaning", [])
    assert drawer.orders == [CashOrder("paid_out", 8_40, "Cleaning", "sofia")]


def test_who_may_pay_out_is_not_asked_for_a_yes() -> None:
    drawer = Drawer(rights={"pay_out"})
    stage = a_page(drawer)
    fill(stage, "paid_out", 1, "8.40")

    type_keys(stage, KEY.Key_F12)

    assert (drawer.asked, len(drawer.orders)) == ([], 1)


def test_the_drawer_opens_without_a_sale_only_with_a_reason() -> None:
    drawer = Drawer()
    stage = a_page(drawer)
    QTest.mouseClick(stage.screen_.cash.form.kinds.segments["no_sale"], Qt.MouseButton.LeftButton)
    type_keys(stage, KEY.Key_F12)
    before = list(drawer.orders)

    fill(stage, "no_sale", 1)
    type_keys(stage, KEY.Key_F12)

    assert before == []
    assert drawer.orders == [CashOrder("no_sale", 0, "Look for a note or coin")]
    assert not stage.screen_.cash.form.amount.isVisible()


def test_a_slip_that_does_not_come_out_is_told_and_the_booking_stays() -> None:
    drawer = Drawer(no_slip="The printer is off line.")
    stage = a_page(drawer)
    fill(stage, "paid_in", 0, "5")

    type_keys(stage, KEY.Key_F12)

    said = stage.screen_.cash.form.banner.accessibleName()
    assert said == "Paid in £5.00 is booked The slip did not come out. The printer is off line."
    assert len(drawer.orders) == 1


def test_a_refusal_is_told_in_place_and_keeps_what_was_typed() -> None:
    drawer = Drawer(refuses="not_enough_cash")
    stage = a_page(drawer)
    fill(stage, "dropped", 0, "900")

    type_keys(stage, KEY.Key_F12)

    assert stage.screen_.cash.side.refusal.isVisible()
    assert stage.screen_.cash.form.amount.text() == "900"


def test_the_page_says_that_nothing_is_taken_back_and_how_to_put_it_right() -> None:
    stage = a_page(Drawer())

    said = stage.screen_.cash.form.banner.accessibleName()

    assert said == (
        "A booking cannot be taken back If one is wrong, book the opposite with the reason “Correction of a booking”."
    )


def test_the_slip_of_the_chosen_movement_is_printed_again() -> None:
    drawer = Drawer()
    stage = a_page(drawer)
    for amount in ("5", "7"):
        fill(stage, "paid_in", 0, amount)
        type_keys(stage, KEY.Key_F12)

    type_keys(stage, KEY.Key_F6)
    stage.screen_.cash.moved.choose("1")
    type_keys(stage, KEY.Key_F6)

    assert drawer.copies == [2, 1]


def test_escape_clears_the_amount_then_goes_back_to_the_report() -> None:
    stage = a_page(Drawer())
    stage.screen_.cash.form.amount.setFocus()
    type_keys(stage, "5", KEY.Key_Escape)
    cleared = (stage.screen_.cash.isVisible(), stage.screen_.cash.form.amount.text())

    type_keys(stage, KEY.Key_Escape)

    assert cleared == (True, "")
    assert stage.screen_.report.isVisible()
    assert stage.top.subtitle.text() == "X report"


def test_a_report_that_is_read_late_leaves_cash_in_and_out_in_front() -> None:
    stage = a_page(Drawer())
    desk, screen = stage.desk, stage.screen_
    type_keys(stage, KEY.Key_Escape)
    desk.at_once = False
    stage.presenter.start()
    type_keys(stage, KEY.Key_F8)

    desk.waiting.pop()()
    in_front, subtitle = screen.cash.isVisible(), stage.top.subtitle.text()
    screen.page_left.emit()
    desk.waiting.pop()()

    assert (in_front, subtitle) == (True, screen.cash_words.subtitle)
    assert screen.report.isVisible()
