"""Goods that need more than a code in the window: open prices, weights, serial numbers, an age, who advised."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from pos.domain.basket import AgeCheck, Line
from tests.ui import gallery
from tests.ui.northgate import Northgate
from tests.ui.sell_page import SellPage, a_sell_page
from ui.sell.goods_dialogs import AgeDialog, PriceDialog, SerialDialog, WeightDialog
from ui.sell.models import VIEW
from ui.theme import Mode
from ui.widgets.dialog import Dialog


def shown(mode: Mode = "light", size: tuple[int, int] = (1366, 768)) -> SellPage:
    pages: list[SellPage] = []

    def build(holder: Any) -> QWidget:
        pages.append(a_sell_page(holder, Northgate()))
        return pages[0].window

    gallery.show(build, mode, size)
    return pages[0]


def dialog(page: SellPage) -> Dialog:
    found = [widget for widget in page.window.findChildren(Dialog) if widget.isVisible()]
    assert len(found) == 1
    return found[0]


def no_dialog(page: SellPage) -> bool:
    return not any(widget.isVisible() for widget in page.window.findChildren(Dialog))


def type_in(page: SellPage, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Type into what has the focus, and end with Enter."""
    focus = page.window.focusWidget()
    QTest.keyClicks(focus, text)
    QTest.keyClick(focus, key)
    gallery.settle()


def enter(page: SellPage, code: str) -> None:
    page.screen.field.setFocus()
    type_in(page, code)


def touch(page: SellPage, name: str) -> None:
    button = dialog(page).findChild(QAbstractButton, name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    gallery.settle()


def lines(page: SellPage) -> tuple[Line, ...]:
    return page.presenter.basket.lines


def chips(page: SellPage) -> list[str]:
    model = page.screen.basket.lines.rows
    return [str(model.data(model.index(row), Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]


def test_an_open_price_is_typed_and_shown_as_such() -> None:
    page = shown()

    enter(page, "REPAIR")
    type_in(page, "12.50")

    assert [(line.unit_price_minor, line.source) for line in lines(page)] == [(12_50, "open")]
    assert chips(page) == ["1 Repair, £12.50, Open price"]


def test_an_open_price_is_typed_by_touch_alone() -> None:
    page = shown()

    page.screen.touched.emit("REPAIR")
    for key in ("7", "0"):
        touch(page, f"key-{key}")
    touch(page, "take-price")

    assert lines(page)[0].unit_price_minor == 70_00


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Type an amount, like 12.50."),
        ("-5", "Type an amount, like 12.50."),
        ("nan", "Type an amount, like 12.50."),
        ("100000.01", "Type at most £100,000.00. Dearer goods need a price of their own."),
        ("4006381", "Type at most £100,000.00. Dearer goods need a price of their own."),
    ],
)
def test_a_price_that_cannot_be_meant_is_refused_at_the_field(text: str, told: str) -> None:
    page = shown()
    enter(page, "REPAIR")

    type_in(page, text)

    asked = dialog(page)
    assert isinstance(asked, PriceDialog) and asked.problem.text() == told
    assert lines(page) == ()


def test_nothing_is_free_without_a_reason() -> None:
    page = shown()
    enter(page, "REPAIR")

    type_in(page, "0")
    asked = dialog(page)
    assert isinstance(asked, PriceDialog) and asked.reason.isVisible()
    QTest.keyClick(asked.reason, Qt.Key.Key_Down)
    QTest.keyClick(asked.reason, Qt.Key.Key_Return)
    gallery.settle()

    assert [(line.unit_price_minor, line.reason) for line in lines(page)] == [(0, "Gift")]
    assert chips(page) == ["1 Repair, £0.00, Free: gift"]


def test_goods_by_weight_ask_for_it_and_take_the_tare_off() -> None:
    page = shown()
    enter(page, "OATS")
    asked = dialog(page)
    assert isinstance(asked, WeightDialog)

    QTest.keyClicks(asked.gross, "0.512")
    asked.tare.setFocus()
    QTest.keyClicks(asked.tare, "0,012")
    said = asked.net.text()
    QTest.keyClick(asked.tare, Qt.Key.Key_Return)
    gallery.settle()

    assert said == "Net 0.5 kg · £4.20 per kg"
    assert [(line.qty_milli, line.tare_milli) for line in lines(page)] == [(500, 12)]


def test_the_keypad_types_a_tare_where_the_tare_was_touched() -> None:
    page = shown()
    enter(page, "OATS")
    asked = dialog(page)
    assert isinstance(asked, WeightDialog)

    touch(page, "key-2")
    asked.tare.setFocus()
    touch(page, "key-1")
    touch(page, "take-weight")

    assert [(line.qty_milli, line.tare_milli) for line in lines(page)] == [(1000, 1000)]


@pytest.mark.parametrize(
    ("gross", "tare"), [("", ""), ("0", ""), ("-1", ""), ("0.1", "0.1"), ("1.2345", ""), ("x", "")]
)
def test_what_is_no_weight_is_refused_at_the_field(gross: str, tare: str) -> None:
    page = shown()
    enter(page, "OATS")
    asked = dialog(page)
    assert isinstance(asked, WeightDialog)

    QTest.keyClicks(asked.tare, tare)
    QTest.keyClicks(asked.gross, gross)
    QTest.keyClick(asked.gross, Qt.Key.Key_Return)

    assert asked.problem.text() == "Type a weight in kg, like 0.345." and lines(page) == ()


def test_a_piece_with_a_number_asks_for_it_and_stays_one_piece() -> None:
    page = shown()

    enter(page, "GPS")
    type_in(page, "  G-17 ")
    page.screen.field.setFocus()
    QTest.keyClick(page.screen.field, Qt.Key.Key_Plus)

    assert [(line.serial, line.qty_milli) for line in lines(page)] == [("G-17", 1000)]


def test_a_number_is_scanned_into_its_dialog_and_stands_once_in_the_basket() -> None:
    page = shown()
    enter(page, "GPS")
    page.presenter.adding.asking.scanned("(21)G-17")
    enter(page, "GPS")

    page.presenter.adding.asking.scanned("(21)G-17")

    asked = dialog(page)
    assert isinstance(asked, SerialDialog) and "in the basket already" in asked.problem.text()
    assert [line.serial for line in lines(page)] == ["G-17"]


def test_a_piece_that_was_sold_before_is_added_and_said() -> None:
    page = shown()
    page.till.out.add("G-17")

    enter(page, "GPS")
    type_in(page, "G-17")

    assert len(lines(page)) == 1 and not page.screen.banner.isHidden()


def test_what_is_in_a_bundle_stands_on_its_line() -> None:
    page = shown()

    enter(page, "HAMPER")

    model = page.screen.basket.lines.rows
    assert model.data(model.index(0), VIEW).detail == "2 × Enamel Mug, 2 × Enamel Plate"


def test_an_age_is_asked_once_and_kept_with_who_looked() -> None:
    page = shown()
    enter(page, "WINE")
    asked = dialog(page)
    assert isinstance(asked, AgeDialog)

    QTest.keyClick(asked.yes, Qt.Key.Key_Return)
    gallery.settle()
    enter(page, "WINE")

    assert no_dialog(page)
    assert page.presenter.basket.age_check == AgeCheck(18, "maya")
    assert [line.qty_milli for line in lines(page)] == [2000]


def test_whoever_is_too_young_buys_the_rest() -> None:
    page = shown()
    enter(page, "FLASK")
    enter(page, "WINE")

    touch(page, "age-no")

    assert [line.product.sku for line in lines(page)] == ["FLASK"]
    assert page.till.refused == [(page.presenter.basket.basket_id, 18)]
    assert page.presenter.basket.age_check is None


def test_what_was_not_answered_is_asked_before_the_payment() -> None:
    page = shown()
    enter(page, "WINE")
    QTest.keyClick(dialog(page), Qt.Key.Key_Escape)
    gallery.settle()

    page.presenter.pay()
    assert page.paid == []
    touch(page, "age-yes")

    assert len(page.paid) == 1 and page.paid[0].basket.age_check == AgeCheck(18, "maya")


def test_who_advised_on_a_line_and_on_the_sale_is_chosen_by_keys() -> None:
    page = shown()
    enter(page, "FLASK")
    enter(page, "SOCK")

    QTest.keyClick(page.screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    gallery.settle()
    touch(page, "choice-tom")
    page.screen.acted.emit("salesperson")
    gallery.settle()
    touch(page, "choice-ines")

    assert [line.salesperson for line in lines(page)] == ["", "tom"]
    assert page.presenter.basket.salesperson == "ines"
    assert chips(page) == [
        "1 Stainless Flask 750\N{NO-BREAK SPACE}ml, £24.00, Ines D.",
        "1 Merino Hike Sock, 2-pack, £18.00, Tom R.",
    ]


@pytest.mark.parametrize("code", ["REPAIR", "OATS", "GPS", "WINE"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_question_fits_the_smallest_window(mode: Mode, code: str) -> None:
    page = shown(mode, (1024, 720))
    enter(page, code)
    asked = dialog(page)

    small = [w for w in asked.findChildren(QAbstractButton) if w.isVisible() and (w.width() < 44 or w.height() < 44)]
    fields = [w for w in asked.findChildren(QLineEdit) if w.isVisible()]

    assert small == []
    assert all(field.height() >= 48 and field.accessibleName() for field in fields)
    assert asked.rect().contains(asked.findChildren(QAbstractButton)[-1].geometry())
