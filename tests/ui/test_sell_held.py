"""Held sales of other tills of the store in the list of held sales."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pos.domain.basket import Basket
from tests.ui import gallery
from tests.ui.northgate import Northgate
from tests.ui.sell_page import SellPage, a_sell_page
from ui.sell.held_dialog import HeldDialog
from ui.theme import Mode

OWN, OTHER = "id-own", "id-other"


def shown(mode: Mode = "light", size: tuple[int, int] = (1366, 768), *, offline: bool = False) -> SellPage:
    """A sale held here and one that was held at till 1."""
    pages: list[SellPage] = []

    def build(holder: Any) -> QWidget:
        till = Northgate(offline=offline, elsewhere={OTHER})
        till.suspend(Basket(OWN).add(till.find_code("MAP")), "")
        till.suspend(Basket(OTHER).add(till.find_code("TENT")), "Amelia Okafor")
        pages.append(a_sell_page(holder, till))
        return pages[0].window

    gallery.show(build, mode, size)
    pages[0].presenter.holding.recall()
    gallery.settle()
    return pages[0]


def held(page: SellPage) -> HeldDialog:
    dialog = page.screen.dialogs.open_dialog
    assert isinstance(dialog, HeldDialog)
    return dialog


def test_what_another_till_held_says_so_and_is_taken_up_by_keys() -> None:
    page = shown()
    said = held(page).rows[OTHER].accessibleName()

    QTest.keyClick(page.window.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(page.window.focusWidget(), Qt.Key.Key_Return)
    gallery.settle()

    assert said.startswith("Amelia Okafor, Till 1 · 14:20 · Maya K.")
    assert [line.product.sku for line in page.presenter.basket.lines] == ["TENT"]


def test_only_a_sale_that_was_held_here_is_discarded_here() -> None:
    page = shown()

    QTest.keyClick(page.window.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(page.window.focusWidget(), Qt.Key.Key_Delete)

    assert set(held(page).bins) == {OWN} and page.till.voided == []


def test_offline_only_its_own_sales_are_taken_up_and_why_is_said() -> None:
    page = shown(offline=True)
    row = held(page).rows[OTHER]

    QTest.keyClick(page.window.focusWidget(), Qt.Key.Key_Down)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)

    assert not row.isEnabled() and row.toolTip() == "Held at till 1. Offline it goes on there only."
    assert page.window.focusWidget() is held(page).rows[OWN]
    assert page.presenter.basket.lines == ()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_rows_with_and_without_a_bin_are_equally_wide(mode: Mode) -> None:
    page = shown(mode, (1024, 720))

    assert len({row.width() for row in held(page).rows.values()}) == 1
