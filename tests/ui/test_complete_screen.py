"""The screen after a sale as it is looked at, pressed and scanned."""

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from pos.domain.code128 import code128_modules
from pos.domain.failures import Unavailable
from pos.domain.receipt_block import Barcode, Text
from tests.ui import gallery
from tests.ui.complete_page import CompletePage, Printer, a_complete_page
from tests.ui.positions import differences
from ui.complete.paper import ReceiptPaper
from ui.theme import Mode, ThemeHolder

CODE = "TRN-2-004117-K7Q2M9"


def shown(mode: Mode = "light", size: tuple[int, int] = (1366, 768), printer: Printer | None = None) -> CompletePage:
    pages: list[CompletePage] = []

    def build(holder: ThemeHolder) -> QWidget:
        pages.append(a_complete_page(holder, printer))
        return pages[0].window

    gallery.show(build, mode, size)
    return pages[0]


def test_every_control_stands_where_the_design_puts_it() -> None:
    page = shown()

    names = {
        "E-mailamelia.o•••@mail.exampleF5": "receipt-email",
        "Print80 mm printerF6": "receipt-print",
        "Show QROn the customer screenF7": "receipt-qr",
        "Gift receiptNo pricesF8": "receipt-gift",
        "Refund this sale": "refund",
        "New saleEnteror just scan": "new-sale",
    }

    assert differences(page.window, "d1-complete-cash", names) == []


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", [(1024, 720), (1366, 768), (1920, 1080)])
def test_nothing_is_cut_at_any_size(mode: Mode, size: tuple[int, int], tmp_path: Path) -> None:
    page = shown(mode, size, Printer(failing=Unavailable("printer_gone")))
    page.presenter.chosen("print")

    gallery.save(page.window, tmp_path / "complete.png")

    assert page.window.size().toTuple() == size
    buttons = [w for w in page.screen.findChildren(QAbstractButton) if w.isVisible()]
    assert [w.text() for w in buttons if w.height() < 44 or w.width() < 44 or not w.accessibleName()] == []
    assert page.screen.banner.isVisible()
    assert page.screen.new_sale.geometry().bottom() <= page.screen.height()


def test_enter_begins_the_next_sale() -> None:
    page = shown()

    QTest.keyClick(page.screen.new_sale, Qt.Key.Key_Return)

    assert page.left == [""]


def test_enter_on_another_button_presses_that_one() -> None:
    page = shown()
    page.screen.choices["print"].setFocus()

    QTest.keyClick(page.screen.choices["print"], Qt.Key.Key_Return)

    assert page.printer.printed == ["receipt"]
    assert page.left == []


def test_the_keys_of_the_receipt_print_it() -> None:
    page = shown()

    for key in (Qt.Key.Key_F5, Qt.Key.Key_F6, Qt.Key.Key_F8):
        QTest.keyClick(page.screen.new_sale, key)

    assert page.printer.printed == ["receipt", "gift"]
    assert page.printer.asked == []


def test_the_change_is_read_out_and_the_receipt_too() -> None:
    page = shown()

    assert page.screen.change.accessibleName() == "Give change £6.71"
    assert "TOTAL £243.29" in page.screen.paper.accessibleDescription()
    assert [chip.accessibleName() for chip in page.screen.coin_chips][:2] == ["1 × £5", "1 × £1"]


def test_a_printer_that_is_gone_is_told_beside_the_sale() -> None:
    page = shown(printer=Printer(failing=Unavailable("printer_gone")))

    page.screen.choices["print"].click()

    assert page.screen.banner.isVisible()
    assert page.screen.banner.accessibleName().startswith("Sentence for printer_gone.")
    assert page.screen.choices["print"].isEnabled()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_bars_on_the_screen_are_code_128_in_whole_pixels(mode: Mode) -> None:
    papers: list[ReceiptPaper] = []

    def build(holder: ThemeHolder) -> QWidget:
        papers.append(ReceiptPaper())
        papers[0].show_blocks((Barcode(CODE, CODE),), "Receipt")
        return papers[0]

    paper = gallery.show(build, mode, (292, 200))

    assert runs(paper.grab().toImage()) == list(code128_modules(CODE))


def runs(image: QImage) -> list[int]:
    """Widths of the bars and gaps in the row of pixels through the bars."""
    rows = range(image.height())
    dark = [[image.pixelColor(x, y).lightness() < 128 for x in range(image.width())] for y in rows]
    row = max(dark, key=sum)
    edges = [x for x in range(1, len(row)) if row[x] != row[x - 1]]
    return [right - left for left, right in pairwise(edges)]


def test_a_short_receipt_after_a_long_one_is_seen_without_scrolling() -> None:
    area, paper = QScrollArea(), ReceiptPaper()
    area.setWidgetResizable(True)
    area.setWidget(paper)
    area.resize(360, 400)
    area.show()
    paper.show_blocks(tuple(Text(f"line {n}") for n in range(60)), "long")
    gallery.settle()
    long = paper.height()

    area.hide()
    paper.show_blocks((Text("one line"),), "short")
    area.show()
    gallery.settle()

    assert long > area.viewport().height()
    assert paper.height() == area.viewport().height()
