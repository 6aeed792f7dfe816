"""The Pay screen as it is looked at, pressed and typed on."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.ui import gallery
from tests.ui.pay_page import Desk, PayPage, a_pay_page
from tests.ui.positions import differences
from ui.theme import Mode, ThemeHolder
from ui.widgets.dialog import Dialog

KEYS = {sign: f"key-{sign}" for sign in ("7", "8", "9", "4", "5", "6", "1", "2", "3", "00", "0", ".")}
PLACES = KEYS | {
    "Split equallyF6": "split",
    "CardChip, contactless, phone · Terminal 2 read": "primary",
    "Gift cardScan the cardF3": "tender-gift_card",
    "Points2,480 = £24.80F4": "tender-points",
    "Store credit£12.50F5": "tender-store_credit",
    "Print quote": "quote",
    "Hold": "pay-hold",
    "£": "amount",
    "Take cashEnter": "take-cash",
}


def shown(mode: Mode = "light", size: tuple[int, int] = (1366, 768), desk: Desk | None = None) -> PayPage:
    pages: list[PayPage] = []

    def build(holder: ThemeHolder) -> QWidget:
        pages.append(a_pay_page(holder, desk))
        return pages[0].window

    gallery.show(build, mode, size)
    return pages[0]


def test_every_control_stands_where_the_design_puts_it() -> None:
    page = shown()

    names = PLACES | {"£243.29exactF7": "note-0", "£245F8": "note-1", "£250F9": "note-2", "£260F10": "note-3"}

    assert differences(page.window, "c1-pay", names) == []


def test_taken_parts_push_the_rest_down_as_the_design_does() -> None:
    page = shown(desk=Desk(missing={}))
    page.value.card_scanned("TG00G40R40M30E209B")
    page.presenter.taking.cash(50_00)
    gallery.settle()

    names = PLACES | {"£143.29exactF7": "note-0", "£145F8": "note-1", "£150F9": "note-2", "£160F10": "note-3"}

    assert differences(page.window, "c2-pay-split", names) == []
    undo = [row.undo for row in page.screen.taken.rows]
    places = [button.mapTo(page.window, button.rect().topLeft()).toTuple() for button in undo]
    assert all(abs(x - 917) <= 8 and abs(y - wanted) <= 8 for (x, y), wanted in zip(places, (193, 261), strict=True))


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", [(1024, 720), (1366, 768), (1920, 1080)])
def test_nothing_is_cut_at_any_size(mode: Mode, size: tuple[int, int], tmp_path: Path) -> None:
    page = shown(mode, size)
    for _ in range(4):
        page.presenter.taking.cash(10_00)
    page.presenter.taking.cash_typed("no amount")

    gallery.save(page.window, tmp_path / "pay.png")

    assert page.window.size().toTuple() == size
    visible = [w for w in page.screen.findChildren(QAbstractButton) if w.isVisible() and w.isEnabled()]
    assert [w.text() for w in visible if w.height() < 44 or w.width() < 44] == []
    assert [w for w in visible if not w.accessibleName()] == []
    primary, banner = page.screen.primary.geometry(), page.screen.banner.geometry()
    assert not primary.intersects(banner)
    assert not primary.intersects(page.screen.taken.geometry())


def test_a_typed_amount_and_enter_is_cash() -> None:
    page = shown()

    QTest.keyClicks(page.screen.amount.field, "100.50")
    QTest.keyClick(page.screen.amount.field, Qt.Key.Key_Return)

    assert page.screen.due.amount.text() == "£142.79"
    assert page.screen.amount.field.text() == ""
    assert page.screen.amount.field.hasFocus()


def test_the_keypad_types_into_the_field() -> None:
    page = shown()

    for sign in ("2", "00"):
        QTest.mouseClick(page.screen.amount.keypad.keys[sign], Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.screen.amount.backspace, Qt.MouseButton.LeftButton)
    typed = page.screen.amount.field.text()
    QTest.mouseClick(page.screen.amount.take, Qt.MouseButton.LeftButton)

    assert typed == "20"
    assert page.screen.due.amount.text() == "£223.29"


def test_letters_are_no_part_of_an_amount() -> None:
    page = shown()

    QTest.keyClicks(page.screen.amount.field, "1a2b-")

    assert page.screen.amount.field.text() == "12"


@pytest.mark.parametrize(
    ("key", "change_minor"), [(Qt.Key.Key_F7, 0), (Qt.Key.Key_F8, 1_71), (Qt.Key.Key_F9, 6_71), (Qt.Key.Key_F10, 16_71)]
)
def test_the_keys_of_the_notes_take_them(key: Qt.Key, change_minor: int) -> None:
    page = shown()

    QTest.keyClick(page.screen.amount.field, key)

    assert [settled.change_minor for _, settled in page.desk.booked] == [change_minor]


def test_the_card_key_pays_what_is_left_once() -> None:
    page = shown(desk=Desk(slow=True))

    QTest.keyClick(page.screen.amount.field, Qt.Key.Key_F12)
    QTest.keyClick(page.screen.amount.field, Qt.Key.Key_F12)
    locked = page.screen.primary.isEnabled(), page.screen.cash.notes[0].isEnabled(), page.screen.amount.take.isEnabled()
    for finish in page.desk.waiting:
        finish()

    assert locked == (False, False, False)
    assert len(page.desk.booked) == 1
    assert len(page.sales) == 1


def test_escape_clears_what_is_typed_first_and_then_goes_back() -> None:
    page = shown()
    QTest.keyClicks(page.screen.amount.field, "5")

    QTest.keyClick(page.screen.amount.field, Qt.Key.Key_Escape)
    typed, stayed = page.screen.amount.field.text(), page.went_back == []
    QTest.keyClick(page.screen.amount.field, Qt.Key.Key_Escape)

    assert (typed, stayed) == ("", True)
    assert page.went_back == [""]


def test_a_means_that_cannot_be_used_is_disabled_with_its_reason() -> None:
    page = shown()

    tile = page.screen.tiles["points"]
    QTest.keyClick(page.screen.amount.field, Qt.Key.Key_F4)

    assert not tile.isEnabled()
    assert tile.accessibleDescription() == "No programme at this till"
    assert page.presenter.taken == ()


def test_splitting_puts_one_share_after_the_other_into_the_field() -> None:
    page = shown()
    QTest.keyClick(page.screen.amount.field, Qt.Key.Key_F6)
    dialog = next(widget for widget in page.window.findChildren(Dialog) if widget.isVisible())

    dialog.findChild(QAbstractButton, "choice-2").click()
    gallery.settle()
    first = page.screen.amount.field.text()
    QTest.keyClick(page.screen.amount.field, Qt.Key.Key_Return)

    assert first == "121.65"
    assert page.screen.amount.field.text() == "121.64"


def test_undo_beside_a_tender_takes_it_back_and_its_toast_brings_it_again() -> None:
    page = shown()
    page.presenter.taking.cash(50_00)
    QTest.mouseClick(page.screen.taken.rows[0].undo, Qt.MouseButton.LeftButton)
    undone = page.screen.due.amount.text()

    QTest.keyClick(page.screen.amount.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert undone == "£243.29"
    assert page.screen.due.amount.text() == "£193.29"
