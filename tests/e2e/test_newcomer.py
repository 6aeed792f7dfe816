"""Somebody who has never seen the demo: from the window that opens to the first sale with a promotion and a receipt.

Three ways: by touch alone, by keys alone, and by touch with the hub stopped from inside the window. All that the
newcomer knows stands on the screen.
"""

import re
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from pos.domain.sale import Sale
from pos.services import printing
from tests.e2e.window import Person, a_demo
from ui.app import App
from ui.demo_world import make_world
from ui.sell.variant_dialog import VariantDialog
from ui.shell.demo_dialog import DemoDialog
from ui.widgets.dialog import Dialog

KEY = Qt.Key
PATIENCE_S, MOST_TOUCHES, MOST_KEYS = 60, 25, 35
SOCKS = "MER-SOCK"


class Fingers(QObject):
    """Counts what reaches the window: presses of the mouse and of keys, and text fields that took the focus by them."""

    def __init__(self) -> None:
        super().__init__()
        self.touches, self.keys = 0, 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if isinstance(watched, QWidget):
            return False  # each is counted once, at the window that it comes through
        self.touches += event.type() is QEvent.Type.MouseButtonPress
        self.keys += event.type() is QEvent.Type.KeyPress
        return False


class Newcomer(Person):
    """A person who looks for words on the screen and presses what bears them."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.fingers, self.began, self.pressed = Fingers(), monotonic(), 0
        app.qt.installEventFilter(self.fingers)

    def close(self) -> None:
        self.app.qt.removeEventFilter(self.fingers)
        super().close()

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.pressed += len(keys)
        super().press(*keys, held=held)

    def write(self, text: str) -> None:
        self.pressed += len(text)
        self.type(text)

    def touch(self, widget: QWidget) -> None:
        """A finger in the middle of it, through the window that it stands in."""
        assert widget.isVisible() and widget.isEnabled(), widget
        self.touch_at(widget, widget.rect().center())

    def touch_at(self, widget: QWidget, where: object) -> None:
        window = self.app.shell.windowHandle()
        assert window is not None
        spot = widget.mapTo(self.app.shell, where)  # type: ignore[call-overload]
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=spot)

    def named(self, name: str) -> QWidget:
        found = [one for one in self.app.shell.findChildren(QWidget, name) if one.isVisible()]
        assert found, f"nothing called {name} can be seen"
        return found[0]

    def dialog(self, kind: type[Dialog]) -> Dialog:
        def shown() -> list[Dialog]:
            return [one for one in self.app.shell.findChildren(kind) if one.isVisible()]

        self.see(kind.__name__, shown)
        return shown()[0]

    def no_dialog(self) -> None:
        self.see("the dialog is gone", lambda: not [d for d in self.app.shell.findChildren(Dialog) if d.isVisible()])

    def read_pin(self) -> str:
        """The PIN as the screen shows it."""
        shown = re.search(r"\d{4,}", self.app.sign_in_screen.panel.prompt.text())
        assert shown is not None
        return shown[0]

    def touch_tile(self, sku: str) -> None:
        tiles = self.app.selling.sell_screen.tiles
        row = [tile.sku for tile in self.app.selling.shop.tiles("")].index(sku)
        rect = tiles.visualRect(tiles.rows.index(row))
        assert tiles.viewport().rect().contains(rect), f"{sku} cannot be seen without scrolling"
        self.touch_at(tiles.viewport(), rect.center())

    def sold(self) -> Sale:
        with self.app.till.store.read() as tx:
            return tx.sales.newest()[0]

    def receipts(self) -> list[Path]:
        return sorted((self.app.till.home / printing.PRINTER_FOLDER).glob("*.bin"))


@pytest.fixture(scope="module")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("demo")
    assert make_world(folder)
    return folder


@pytest.fixture
def newcomer(made_demo: Path, tmp_path: Path) -> Iterator[Newcomer]:
    with a_demo(Path(shutil.copytree(made_demo, tmp_path / "demo")), Newcomer) as person:
        yield person


def sign_in_by_touch(one: Newcomer) -> None:
    app = one.app
    one.see("the sign-in page is shown", lambda: app.shell.page == "sign-in")
    one.touch(app.sign_in_screen.people.tiles[0])
    for digit in one.read_pin():
        one.touch(app.sign_in_screen.panel.keypad.keys[digit])
    one.see("the float is asked for", lambda: app.shell.page == "shift")
    one.touch(one.named("as-left"))
    one.see("the till is ready to sell", lambda: app.shell.page == "sell")


def sell_socks_by_touch(one: Newcomer) -> None:
    """Two packs for the price of the promotion, paid in cash to the penny, and the receipt on paper."""
    selling = one.app.selling
    for pieces in (1, 2):
        one.touch_tile(SOCKS)
        one.dialog(VariantDialog)
        one.touch(one.named("add-variant"))
        one.see("they are in the basket", partial(has_pieces, one.app, pieces))
    one.touch(selling.sell_screen.basket.pay)
    one.see("what is to be paid is shown", lambda: selling.step == "pay")
    one.rest()
    one.touch(selling.pay_screen.cash.notes[0])
    one.see("the sale is complete", lambda: selling.step == "complete")
    one.touch(one.named("receipt-print"))
    one.see("the receipt is printed", one.receipts)


def has_pieces(app: App, pieces: int) -> bool:
    return app.selling.sell.pieces == pieces


def expect_two_for_thirty(sale: Sale) -> None:
    assert sale.total_minor == 30_00
    assert [given.name for line in sale.lines for given in line.discounts] == ["2 for £30"]
    assert [line.qty_milli for line in sale.lines] == [2000]


def test_the_first_sale_is_made_by_touch_alone(newcomer: Newcomer) -> None:
    sign_in_by_touch(newcomer)
    sell_socks_by_touch(newcomer)

    took_s = monotonic() - newcomer.began
    expect_two_for_thirty(newcomer.sold())
    assert newcomer.fingers.keys == 0
    assert newcomer.fingers.touches <= MOST_TOUCHES
    assert took_s < PATIENCE_S


def test_the_first_sale_is_made_with_keys_alone(newcomer: Newcomer) -> None:
    app, selling = newcomer.app, newcomer.app.selling

    newcomer.write(newcomer.read_pin())
    newcomer.see("the float is asked for", lambda: app.shell.page == "shift")
    newcomer.rest()
    newcomer.press(KEY.Key_F10)
    newcomer.see("the till is ready to sell", lambda: app.shell.page == "sell")
    for pieces in (1, 2):
        newcomer.write("hike sock")
        newcomer.see("socks are found", selling.sell_screen.hits.isVisible)
        newcomer.press(KEY.Key_Return)
        newcomer.dialog(VariantDialog)
        newcomer.press(KEY.Key_Return)
        newcomer.see("they are in the basket", partial(has_pieces, app, pieces))
    newcomer.press(KEY.Key_F12)
    newcomer.see("what is to be paid is shown", lambda: selling.step == "pay")
    newcomer.rest()
    newcomer.press(KEY.Key_F7)
    newcomer.see("the sale is complete", lambda: selling.step == "complete")
    newcomer.press(KEY.Key_F6)
    newcomer.see("the receipt is printed", newcomer.receipts)

    took_s = monotonic() - newcomer.began
    expect_two_for_thirty(newcomer.sold())
    assert newcomer.fingers.touches == 0
    assert newcomer.pressed <= MOST_KEYS
    assert took_s < PATIENCE_S


def test_the_first_sale_is_made_by_touch_with_the_hub_stopped(newcomer: Newcomer) -> None:
    desk, line = newcomer.app.demo, newcomer.app.line
    newcomer.touch(newcomer.named("demo-chip"))
    dialog = newcomer.dialog(DemoDialog)
    newcomer.touch(newcomer.named("switch-hub"))
    newcomer.touch(dialog.close_button)
    newcomer.no_dialog()
    sign_in_by_touch(newcomer)
    sell_socks_by_touch(newcomer)

    took_s = monotonic() - newcomer.began
    expect_two_for_thirty(newcomer.sold())
    assert desk.hub is not None and not desk.hub.is_running
    assert line.view.waiting > 0
    assert newcomer.fingers.keys == 0
    assert newcomer.fingers.touches <= MOST_TOUCHES
    assert took_s < PATIENCE_S


def test_nothing_on_the_way_of_a_touch_needs_a_field(newcomer: Newcomer) -> None:
    """A field may have the focus; nobody has to type into it."""
    sign_in_by_touch(newcomer)
    sell_socks_by_touch(newcomer)

    typed = [one.text() for one in newcomer.app.shell.findChildren(QLineEdit) if one.isModified()]

    assert typed == []


def test_a_second_pay_key_in_the_same_breath_takes_no_money(newcomer: Newcomer) -> None:
    app, selling = newcomer.app, newcomer.app.selling
    sign_in_by_touch(newcomer)
    newcomer.scan("5012345601144")
    newcomer.see("it is in the basket", lambda: selling.sell.pieces == 1)

    newcomer.press(KEY.Key_F12, KEY.Key_F12)
    QApplication.processEvents()
    step, taken = selling.step, selling.pay.taken
    newcomer.rest()
    newcomer.press(KEY.Key_F12)
    newcomer.see("the card is taken", lambda: selling.step == "complete")

    assert (step, taken) == ("pay", ())
    assert [tender.type for tender in newcomer.sold().tenders] == ["card"]
    assert app.session.signed_in


def test_a_wiped_demo_closes_its_window_and_leaves_nothing_to_find(newcomer: Newcomer) -> None:
    app = newcomer.app
    newcomer.touch(newcomer.named("demo-chip"))
    newcomer.dialog(DemoDialog)
    newcomer.touch(newcomer.named("wipe-demo"))
    newcomer.see("it is asked once more", lambda: newcomer.named("wipe-now").isVisible())
    still_open = app.shell.isVisible()
    newcomer.touch(newcomer.named("wipe-now"))

    newcomer.see("the window is closed", lambda: not app.shell.isVisible())

    assert still_open
    assert app.demo.wiped
