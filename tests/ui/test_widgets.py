"""The parts that screens are made of: pressed, typed into, and named for those who cannot see them."""

import gc
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pos.domain.receipt_block import Pair, Text
from tests.ui import gallery
from ui.theme import Theme, ThemeHolder
from ui.widgets.action import ActionButton, RailButton
from ui.widgets.badges import Chip
from ui.widgets.buttons import DangerButton, FilledButton, FinalButton, OutlineButton, QuietButton, TonalButton
from ui.widgets.dialog import Dialog, Scrim
from ui.widgets.focus import FocusRing
from ui.widgets.keypad import BACK, CLEAR, Keypad, type_into
from ui.widgets.label import Rule
from ui.widgets.notices import Banner
from ui.widgets.paper import Paper
from ui.widgets.pin import PinField
from ui.widgets.primary import PrimaryButton
from ui.widgets.segmented import Segmented
from ui.widgets.shadow import margins
from ui.widgets.shortcut import bind
from ui.widgets.stepper import HOLD_MS, Stepper
from ui.widgets.toast import Toast

TARGET = 44
FOOT = 76
"""The row at the foot of a page with the button that goes on, and its margin."""


def held(make: Callable[[ThemeHolder], QWidget]) -> Callable[[ThemeHolder], QWidget]:
    """A page around one widget."""

    def build(holder: ThemeHolder) -> QWidget:
        page = QWidget()
        QVBoxLayout(page).addWidget(make(holder), 0, Qt.AlignmentFlag.AlignLeft)
        return page

    return build


@pytest.mark.parametrize(
    "make",
    [
        lambda holder: OutlineButton(holder, "Hold"),
        lambda holder: QuietButton(holder, "", "close"),
        lambda holder: FilledButton(holder, "Go"),
        lambda holder: TonalButton(holder, "Apply"),
        lambda holder: DangerButton(holder, "Remove"),
        lambda holder: FinalButton(holder, "Void sale"),
        lambda holder: PrimaryButton(holder, "Pay"),
        lambda holder: ActionButton(holder, "Hold", "hold", "F7"),
        lambda holder: RailButton(holder, "Sell", "nav.sell"),
    ],
)
def test_every_button_is_large_enough_for_a_finger(make: Callable[[ThemeHolder], QWidget]) -> None:
    page = gallery.show(held(make), size=(300, 200))

    button = page.layout().itemAt(0).widget()

    assert min(button.width(), button.height()) >= TARGET


def test_a_button_tells_its_label_and_its_key() -> None:
    page = gallery.show(held(lambda holder: PrimaryButton(holder, "Pay", "F12", "£243.29")))

    button = page.findChild(PrimaryButton)

    assert button.accessibleName() == "Pay £243.29, F12"


def test_a_disabled_button_says_why() -> None:
    button = gallery.show(lambda holder: PrimaryButton(holder, "Hand over"))

    button.set_reason("1 item left")

    assert not button.isEnabled()
    assert button.accessibleDescription() == "1 item left"
    assert button.toolTip() == "1 item left"


def test_enter_presses_the_focused_button_and_sliding_off_does_not() -> None:
    button, pressed = gallery.show(lambda holder: OutlineButton(holder, "Hold"), size=(120, 44)), []
    button.clicked.connect(lambda: pressed.append(1))

    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=QPoint(500, 500))

    assert pressed == [1]


def test_a_key_of_a_page_is_quiet_while_a_dialog_is_open() -> None:
    page = gallery.show(a_page_with_a_field)
    acted: list[int] = []
    bind(page.findChild(QWidget, "page"), "F12", lambda: acted.append(1))
    dialog = a_dialog(page)

    QTest.keyClick(page.findChild(QLineEdit), Qt.Key.Key_F12)
    dialog.open()
    QTest.keyClick(dialog.window(), Qt.Key.Key_F12)

    assert acted == [1]


class Window(QWidget):
    """Something to put dialogs over."""

    def __init__(self, holder: ThemeHolder) -> None:
        super().__init__()
        self.holder = holder
        page = QWidget(self)
        page.setObjectName("page")
        field = QLineEdit(page)
        QVBoxLayout(page).addWidget(field)
        QVBoxLayout(self).addWidget(page)
        self.ring = FocusRing(self, holder)
        field.setFocus()


def a_page_with_a_field(holder: ThemeHolder) -> Window:
    return Window(holder)


def a_dialog(window: Window) -> Dialog:
    dialog = Dialog(window, window.holder, "Line discount", "discount", "Close")
    dialog.content.addWidget(QLineEdit())
    dialog.add_button(OutlineButton(window.holder, "Cancel"))
    dialog.add_button(FilledButton(window.holder, "Apply 20 %"), default=True)
    return dialog


def test_tab_stays_inside_a_dialog() -> None:
    window = gallery.show(a_page_with_a_field)
    dialog = a_dialog(window)
    dialog.open()
    gallery.settle()

    visited = []
    for _ in range(6):
        visited.append(window.focusWidget())
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)

    assert all(dialog.isAncestorOf(widget) for widget in visited)
    assert len(set(visited)) == 4
    assert isinstance(visited[0], QLineEdit)


def test_the_head_of_a_dialog_is_as_high_as_the_design_has_it() -> None:
    window = gallery.show(a_page_with_a_field)
    dialog = a_dialog(window)

    dialog.open()
    gallery.settle()

    rule = min(dialog.findChildren(Rule), key=lambda one: one.y())
    assert rule.y() == 1 + 69


def test_esc_closes_a_dialog_and_gives_the_focus_back() -> None:
    window = gallery.show(a_page_with_a_field)
    field = window.findChild(QLineEdit)
    dialog = a_dialog(window)
    dialog.open()

    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    gallery.settle()

    assert not dialog.isVisible()
    assert window.focusWidget() is field


@pytest.mark.parametrize("key", [Qt.Key.Key_Up, Qt.Key.Key_Tab])
def test_a_key_that_reaches_a_dialog_after_it_was_closed_does_nothing(key: Qt.Key) -> None:
    window = gallery.show(a_page_with_a_field)
    dialog = a_dialog(window)
    dialog.open()
    dialog.close()

    QTest.keyClick(dialog.close_button, key)  # a fault in here would end the program, not only the test

    assert not dialog.isVisible()
    assert not dialog.close_button.hasFocus()


def test_enter_in_a_field_of_a_dialog_presses_the_button_that_says_what_it_does() -> None:
    window = gallery.show(a_page_with_a_field)
    dialog, pressed = a_dialog(window), []
    dialog.findChild(FilledButton).clicked.connect(lambda: pressed.append(1))
    dialog.open()

    QTest.keyClick(dialog.findChild(QLineEdit), Qt.Key.Key_Return)

    assert pressed == [1]


def test_the_focus_ring_lies_around_the_focused_control_and_hides_for_the_pointer() -> None:
    window = gallery.show(a_page_with_a_field)
    field = window.findChild(QLineEdit)
    field.clearFocus()
    field.setFocus(Qt.FocusReason.TabFocusReason)
    gallery.settle()

    around = QRect(field.mapTo(window, QPoint(0, 0)), field.size())
    shown = window.ring.isVisible() and window.ring.geometry().contains(around)
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    after_press = window.ring.isVisible()
    QTest.keyClick(field, Qt.Key.Key_A)

    assert (shown, after_press, window.ring.isVisible()) == (True, False, True)


def test_the_keypad_types_into_whatever_field_listens() -> None:
    pad, field = (
        gallery.show(lambda holder: Keypad(holder, "phone", {CLEAR: "Clear", BACK: "Delete digit"})),
        QLineEdit(),
    )
    pad.pressed.connect(lambda sign: type_into(field, sign))

    for sign in ("1", "2", "3", BACK):
        QTest.mouseClick(pad.keys[sign], Qt.MouseButton.LeftButton)
    typed = field.text()
    QTest.mouseClick(pad.keys[CLEAR], Qt.MouseButton.LeftButton)

    assert (typed, field.text()) == ("12", "")
    assert pad.keys[BACK].accessibleName() == "Delete digit"


def test_a_calculator_keypad_has_seven_at_the_top() -> None:
    phone = gallery.show(lambda holder: Keypad(holder, "phone", {}))
    calculator = gallery.show(lambda holder: Keypad(holder, "calculator", {}))

    assert phone.keys["1"].y() < phone.keys["7"].y()
    assert calculator.keys["7"].y() < calculator.keys["1"].y()
    assert "00" in calculator.keys


def test_a_stepper_counts_up_and_down_but_not_below_nothing() -> None:
    stepper, told = a_stepper(value=1)

    for _ in range(2):
        QTest.mouseClick(stepper.fewer, Qt.MouseButton.LeftButton)
    QTest.mouseClick(stepper.more, Qt.MouseButton.LeftButton)
    QTest.keyClick(stepper.field, Qt.Key.Key_Up)

    assert told == [0, 1, 2]


def a_stepper(value: int = 0) -> tuple[Stepper, list[int]]:
    stepper = gallery.show(lambda holder: Stepper(holder, "£5", ("One less", "One more"), value=value))
    told: list[int] = []
    stepper.changed.connect(told.append)
    return stepper, told


def test_a_held_button_repeats(qtbot: QtBot) -> None:
    stepper, told = a_stepper()

    QTest.mousePress(stepper.more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(told) >= 3, timeout=10 * HOLD_MS)
    QTest.mouseRelease(stepper.more, Qt.MouseButton.LeftButton)

    assert told[:3] == [1, 2, 3]


def test_an_emptied_stepper_counts_nothing_and_takes_what_is_typed_next() -> None:
    stepper, told = a_stepper(value=6)
    stepper.field.setFocus()
    gallery.settle()

    QTest.keyClick(stepper.field, Qt.Key.Key_Backspace)
    QTest.keyClicks(stepper.field, "47")

    assert told == [0, 4, 47]
    assert stepper.field.text() == "47"


def test_letters_are_no_numbers() -> None:
    stepper, told = a_stepper(value=6)

    QTest.keyClicks(stepper.field, "a-1.5x")

    assert "a" not in stepper.field.text()
    assert all(pieces >= 0 for pieces in told)


def test_a_pin_is_given_once_with_its_last_digit_and_never_shown() -> None:
    pin, given = gallery.show(lambda holder: PinField(holder, "PIN of Maya")), []
    pin.entered.connect(given.append)

    QTest.keyClicks(pin, "13579")

    assert given == ["1357"]
    assert "1" not in pin.accessibleName() + pin.accessibleDescription().replace("4 / 4", "")


def test_a_closed_pin_field_takes_no_digits() -> None:
    pin, given = gallery.show(lambda holder: PinField(holder, "PIN")), []
    pin.entered.connect(given.append)
    pin.set_closed(True)

    QTest.keyClicks(pin, "1357")

    assert (given, pin.count) == ([], 0)


def test_arrows_choose_the_next_segment_and_skip_one_that_cannot_be() -> None:
    choice = gallery.show(lambda holder: Segmented(holder, (("x", "X"), ("z", "Z"), ("earlier", "Earlier"))))
    chosen: list[str] = []
    choice.chosen.connect(chosen.append)
    choice.segments["z"].setEnabled(False)
    choice.segments["x"].setFocus()

    QTest.keyClick(choice.segments["x"], Qt.Key.Key_Right)

    assert chosen == ["earlier"]


def test_a_banner_is_as_high_as_its_words_need() -> None:
    banner = gallery.show(lambda holder: Banner(holder, "info"), size=(900, 60))
    banner.say("Short", "One line.", "info", "info")
    low = banner.height()

    banner.say("Long", "Many words that do not fit into one line. " * 6, "info", "info")

    assert banner.height() >= low + 21


def two_pages(holder: ThemeHolder) -> QStackedWidget:
    pages = QStackedWidget()
    for _ in range(2):
        pages.addWidget(QWidget())
    return pages


def test_a_toast_stays_in_front_when_the_page_changes_and_covers_nothing_at_its_foot() -> None:
    pages = gallery.show(two_pages)
    toast = Toast(pages, ThemeHolder(Theme("light")), "Undo")
    toast.say("Merino Hike Sock removed")

    pages.setCurrentIndex(1)

    assert pages.children()[-1] is toast
    assert toast.isVisible()
    assert toast.geometry().bottom() - margins(2) < pages.height() - FOOT


def test_a_toast_undoes_once() -> None:
    area = gallery.show(two_pages)
    toast, undone = Toast(area, ThemeHolder(Theme("light")), "Undo"), []
    toast.say("Merino Hike Sock removed", "delete", lambda: undone.append(1))

    first, second = toast.undo(), toast.undo()

    assert (first, second, undone) == (True, False, [1])
    assert not toast.isVisible()


def test_a_dialog_grows_with_what_comes_to_stand_in_it() -> None:
    window = gallery.show(a_page_with_a_field)
    dialog = a_dialog(window)
    dialog.open()
    gallery.settle()
    before = dialog.height()

    for _ in range(5):
        dialog.content.addWidget(FilledButton(window.holder, "One more"))
    gallery.settle()

    assert dialog.height() > before
    assert dialog.size() == dialog.minimumSizeHint().expandedTo(dialog.size())
    window.close()


def test_a_dialog_that_is_gone_can_be_put_away_again() -> None:
    page = gallery.show(lambda holder: QWidget())
    dialog = Dialog(page, ThemeHolder(Theme("light")), "Which size?", "info", "Close")
    dialog.open()
    dialog.dismiss()
    gallery.settle()

    dialog.dismiss()

    assert page.findChildren(Scrim) == []
    page.close()


@pytest.mark.parametrize("typed", ["0,8", "-3", "1.5", "2e3"])
def test_a_stepper_takes_digits_and_nothing_else(typed: str) -> None:
    page = gallery.show(lambda holder: Stepper(holder, "Pieces", ("One less", "One more"), value=1))

    page.field.setFocus()
    page.field.selectAll()
    QTest.keyClicks(page.field, typed)

    assert page.value() == int("".join(char for char in typed if char in "0123456789") or "0")
    page.close()


def test_an_arrow_keeps_the_focus_on_the_segments_though_what_is_chosen_wants_it() -> None:
    def build(holder: ThemeHolder) -> QWidget:
        page, column = QWidget(), QVBoxLayout()
        page.setLayout(column)
        column.addWidget(Segmented(holder, (("x", "X"), ("z", "Z"), ("earlier", "Earlier"))))
        column.addWidget(QLineEdit())
        return page

    page = gallery.show(build)
    choice, field = page.findChild(Segmented), page.findChild(QLineEdit)
    choice.chosen.connect(lambda name: field.setFocus())
    choice.segments["x"].setFocus()

    QTest.keyClick(choice.segments["x"], Qt.Key.Key_Left)

    assert choice.segments["earlier"].hasFocus()


def test_a_slip_that_grew_while_its_page_was_hidden_keeps_its_foot_below_its_rows() -> None:
    def build(holder: ThemeHolder) -> QStackedWidget:
        pages = QStackedWidget()
        pages.addWidget(Paper(holder))
        pages.addWidget(QWidget())
        return pages

    pages = gallery.show(build, size=(380, 400))
    paper = pages.widget(0)
    assert isinstance(paper, Paper)
    pages.setCurrentIndex(1)

    paper.slip.show_blocks([*(Pair(f"Row {n}", "1.00") for n in range(40)), Text("unbroken")])
    pages.setCurrentIndex(0)
    gallery.settle()

    assert paper.slip.height() >= paper.slip.sizeHint().height() > 400
    pages.close()


def test_the_rows_of_a_long_slip_move_together_before_it_is_scrolled() -> None:
    paper = gallery.show(Paper, size=(380, 2 * 17 + 30 + 21 * 22))
    seen = paper.slip.parentWidget().height()

    paper.slip.show_blocks([Pair(f"Row {n}", "1.00") for n in range(22)])
    gallery.settle()

    assert paper.slip.height() == seen
    paper.close()


def test_a_slip_that_became_short_again_fits_its_plate() -> None:
    paper = gallery.show(Paper, size=(380, 400))
    paper.slip.show_blocks([Pair(f"Row {n}", "1.00") for n in range(40)])
    gallery.settle()

    paper.slip.show_blocks([Pair("Row", "1.00")])
    gallery.settle()

    assert paper.slip.height() < 400
    paper.close()


def test_widgets_that_came_and_went_leave_nothing_behind() -> None:
    """A sale makes rows, chips and buttons anew: what one of them leaves with the theme is there until the evening."""
    holder, count = ThemeHolder(Theme("light")), 300

    def come_and_go(times: int) -> None:
        for _ in range(times):
            for one in (
                OutlineButton(holder, "Hold"),
                Chip(holder, "2 for 30"),
                Stepper(holder, "Pieces", ("Less", "More"), value=1),
            ):
                one.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()

    come_and_go(count)
    before = sys.getallocatedblocks()
    come_and_go(count)

    assert sys.getallocatedblocks() - before < 3 * count  # one connection to a method of Qt in each of them would do
