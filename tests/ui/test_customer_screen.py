"""The customer screens with made-up customers: where things stand, what the keys do, what is said when."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from tests.ui import gallery
from tests.ui.customer_page import AMELIA, EVENTS, OKAFOR, CustomersPage, Notebook, a_customer_page
from tests.ui.positions import RAIL, TOLERANCE, _design, differences
from ui.theme import ThemeHolder

FRAME = {name: widget for name, widget in RAIL.items() if not name.startswith(("Pickups", "MK"))}
PROFILE = FRAME | {
    "Name, phone or cardF2": "customer-find-again",
    "NoteCtrl N": "customer-note",
    "TaskCtrl T": "customer-task",
    "Start saleF3": "customer-sale",
    "All": "segment-all",
    "Store": "segment-store",
    "Online": "segment-online",
    "Older": "customer-older",
}


def a_page(till: Notebook | None = None, size: tuple[int, int] = (1366, 768)) -> CustomersPage:
    made: list[CustomersPage] = []

    def build(holder: ThemeHolder) -> Any:
        made.append(a_customer_page(holder, till))
        return made[0].window

    gallery.show(build, size=size)
    return made[0]


def opened(till: Notebook | None = None, size: tuple[int, int] = (1366, 768)) -> CustomersPage:
    page = a_page(till, size)
    page.presenter.open("okafor", "search")
    gallery.settle()
    return page


def press(page: CustomersPage, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    window = page.window.windowHandle()
    assert window is not None
    QTest.keyClick(window, key, held)
    gallery.settle()


def off(page: CustomersPage, view: Any, number: int, wanted: dict[str, Any]) -> dict[str, int]:
    """How far a row of a list is from its place."""
    rect: QRect = view.visualRect(view.rows.index(number))
    corner = view.viewport().mapTo(page.window, rect.topLeft())
    real = {"x": corner.x(), "y": corner.y(), "w": rect.width(), "h": rect.height()}
    return {side: real[side] - wanted[side] for side in real if abs(real[side] - wanted[side]) > TOLERANCE}


def test_the_customer_page_stands_as_designed() -> None:
    page = opened()

    assert differences(page.window, "e1-customer-360", PROFILE) == []


def test_the_customer_page_of_a_larger_screen_stands_as_designed() -> None:
    page = opened(size=(1536, 864))

    assert differences(page.window, "e2-customer-360-1920", PROFILE) == []


def test_the_events_stand_as_designed() -> None:
    page = opened()
    rows = [control for control in _design()["e1-customer-360"]["controls"] if control["kind"] == "row"]

    assert len(rows) == len(EVENTS)
    assert [off(page, page.screen.profile.timeline.list, n, row) for n, row in enumerate(rows)] == [{}] * len(rows)


def test_the_search_stands_as_designed() -> None:
    page = a_page()

    page.presenter.start("choose", "amel")
    gallery.settle()

    controls = _design()["p7-customer-search"]["controls"]
    rows = [control for control in controls if control["kind"] == "row"]
    shown = page.screen.search.list
    assert differences(page.window, "p7-customer-search", {"amel4 found in 9 ms on this tillF2": "customer-find"}) == []
    assert [off(page, shown, n, row) for n, row in enumerate(rows)] == [{}] * 5
    for n, name in enumerate(("ChooseEnter", "Choose")):
        wanted = next(control for control in controls if control["name"] == name)
        row = shown.rows.at(n)
        assert row is not None
        button = shown.delegate.button(shown.visualRect(shown.rows.index(n)), row, n == 0)
        corner = shown.viewport().mapTo(page.window, QPoint(round(button.x()), round(button.y())))
        assert abs(corner.x() - wanted["x"]) <= TOLERANCE
        assert abs(corner.y() - wanted["y"]) <= TOLERANCE
        assert abs(button.width() - wanted["w"]) <= TOLERANCE


@pytest.mark.parametrize(("width", "left", "goods"), [(1366, 270, 372), (1536, 300, 460), (1920, 300, 460)], ids=str)
def test_columns_are_as_wide_as_the_window_allows(width: int, left: int, goods: int) -> None:
    profile = opened(size=(width, 864)).screen.profile

    assert {panel.width() for panel in (profile.sizes, profile.preferences, profile.consent)} == {left}
    assert {panel.width() for panel in profile.goods.panels.values()} == {goods}


def test_a_scroll_bar_stands_beside_the_cards_and_takes_nothing_from_them() -> None:
    profile = opened(size=(1366, 720)).screen.profile
    assert profile.goods.verticalScrollBar().isVisible()

    cards = profile.goods.panels["basket"]

    assert cards.width() == 372
    assert cards.mapTo(profile, QPoint(cards.width(), 0)).x() == profile.width() - 12


def test_in_a_narrow_window_the_right_column_is_a_tab() -> None:
    page = opened(size=(1024, 720))
    timeline = page.screen.profile.timeline
    before = page.screen.profile.goods.isVisible()

    timeline.segments.segments["goods"].click()
    gallery.settle()

    assert not before
    assert page.screen.profile.goods.isVisible()
    assert timeline.isAncestorOf(page.screen.profile.goods)


def test_a_window_made_wider_has_its_column_back() -> None:
    page = opened(size=(1024, 720))
    page.screen.profile.timeline.segments.segments["goods"].click()

    page.window.resize(1366, 768)
    gallery.settle()

    timeline = page.screen.profile.timeline
    assert page.screen.profile.goods.isVisible()
    assert timeline.list.isVisible()
    assert timeline.segments.segments["all"].isChecked()


def test_the_keys_do_what_the_buttons_say() -> None:
    page = opened()

    press(page, Qt.Key.Key_F3)
    press(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    note = page.screen.dialogs.open
    press(page, Qt.Key.Key_Escape)
    press(page, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    task = page.screen.dialogs.open
    press(page, Qt.Key.Key_Escape)

    assert page.till.served == ["okafor"]
    assert [type(one).__name__ for one in (note, task)] == ["NoteDialog", "TaskDialog"]
    assert page.screen.dialogs.open is None
    assert page.screen.profile.head.sale.hasFocus()


def test_a_customer_is_found_and_chosen_without_a_pointer() -> None:
    page = a_page()

    QTest.keyClicks(page.screen.search.field, "amel")
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Return)

    assert page.till.opened == [("ott", "search")]
    assert page.screen.profile.head.sale.hasFocus()


def test_enter_waits_for_the_answer_about_what_was_typed() -> None:
    till = Notebook()
    page = a_page(till)
    till.late = []

    QTest.keyClicks(page.screen.search.field, "oke")
    press(page, Qt.Key.Key_Return)
    before = list(till.opened)
    while till.late:
        till.late.pop(0)()

    assert before == []
    assert till.opened == [("amelinck", "search")]


def test_ins_asks_for_a_new_customer_and_enter_adds_it() -> None:
    page = a_page()
    QTest.keyClicks(page.screen.search.field, "zoe")

    press(page, Qt.Key.Key_Insert)
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "z@mail.example")
    press(page, Qt.Key.Key_Return)

    assert [entry[0] for entry in page.till.written] == ["create"]
    assert page.till.written[0][1].email == "z@mail.example"


def test_tab_follows_the_reading_order() -> None:
    page = opened()
    order = []

    for _ in range(10):
        press(page, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        order.append(focused.objectName() or focused.accessibleName())

    assert order == [
        "Done: Boot UK 6.5 wide is in",
        "customer-consent",
        "segment-all",
        "customer-timeline",
        "customer-older",
        "customer-bring-basket",
        "Add Ridgeline Mid Boot to the sale",
        "Add Larch 2-Person Tent to the sale",
        "Add Windproof Fleece Glove, M to the sale",
        "Add Merino 160 Long Sleeve to the sale",
    ]


def test_a_letter_on_the_page_begins_a_search() -> None:
    page = opened()
    asked: list[str] = []
    page.screen.find_asked.connect(asked.append)

    press(page, Qt.Key.Key_X)

    assert asked == ["x"]


def test_a_contact_without_consent_is_not_copied_and_says_why_also_to_keys() -> None:
    page = opened()
    head, told = page.screen.profile.head, list[str]()
    page.screen.told.connect(lambda words, _undo: told.append(words))

    head.contacts["email"].click()
    head.contacts["phone"].setFocus()
    QTest.keyClick(head.contacts["phone"], Qt.Key.Key_Return)

    assert QGuiApplication.clipboard().text() == OKAFOR.email
    assert told[-1] == "Not copied: no calls or SMS"
    assert head.contacts["phone"].hasFocus()
    assert head.contacts["phone"].accessibleDescription() == "no calls or SMS"


def test_goods_that_are_not_sold_here_cannot_be_brought_in() -> None:
    page = opened()
    boot, lamp = page.screen.profile.goods.panels["basket"].lines

    boot.add.click()
    lamp.add.click()

    assert page.till.brought == ["BOOT-RUST"]
    assert lamp.add.accessibleDescription() == "not sold here"


def test_a_task_is_ticked_off_with_a_way_back() -> None:
    page = opened()

    page.screen.profile.tasks.checks[0].click()

    said, undo = page.told[-1]
    assert said == "Task done"
    assert undo is not None
    assert page.till.written == [("finish", "task-1")]


def test_nothing_moves_for_a_page_that_comes_at_once_and_blocks_stand_for_one_that_does_not() -> None:
    till = Notebook()
    page = a_page(till)
    till.late = []

    page.presenter.open("okafor", "search")
    gallery.settle()
    at_once = page.screen.search.isVisible()
    QTest.qWait(350)
    later = page.screen.opening.isVisible(), page.screen.opening.words.isVisible()
    till.late.pop(0)()
    gallery.settle()

    assert at_once
    assert later == (True, False)
    assert page.screen.profile.isVisible()


def test_an_empty_history_says_so() -> None:
    page = opened(Notebook(known=replace(AMELIA, basket=None, wishlist=None, sizes=(), notes=(), tasks=()), events=()))
    timeline = page.screen.profile.timeline

    assert timeline.empty.isVisible()
    assert not timeline.older.isVisible()
    assert not page.screen.profile.tasks.isVisible()


@pytest.mark.parametrize("name", ["Wilhelmina Konstantinopoulou-Featherstonehaugh of Northgate", "欧阳娜娜", "أمير"])
@pytest.mark.parametrize("size", [(1024, 720), (1366, 768)], ids=str)
def test_a_long_name_leaves_the_buttons_where_they_are(name: str, size: tuple[int, int]) -> None:
    page = opened(Notebook(known=replace(AMELIA, profile=replace(OKAFOR, name=name))), size)
    head = page.screen.profile.head

    right = head.sale.mapTo(page.window, QPoint(head.sale.width(), 0)).x()

    assert page.window.width() == size[0]
    assert right <= size[0] - 24
    assert head.name.accessibleName() == name


def test_the_form_takes_the_card_and_says_what_is_wrong_at_the_field() -> None:
    page = a_page()
    page.presenter.add_asked()

    page.screen.fill_card("TC10142")
    page.screen.show_problem("email", "That is no address.")

    form: Any = page.screen.dialogs.open
    assert form.fields["card"].text() == "TC10142"
    assert form.problems["email"].isVisible()
    assert form.fields["email"].hasFocus()


def test_consent_dialog_gives_only_the_answers_that_changed() -> None:
    page = opened()
    page.presenter.consent_asked()
    form: Any = page.screen.dialogs.open

    form.answers["sms"].segments["yes"].click()
    save = page.window.findChild(QAbstractButton, "customer-save")
    assert save is not None
    save.click()

    assert page.till.written == [("answer", "okafor", {"sms": True})]
