"""Goods that need more than a code in the whole window: scanned, sold, printed prices, and pieces that come back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos.domain.barcode_gtin import check_digit
from pos.domain.sale import Sale
from pos.services.imports import import_file
from tests.ui.real_app import an_app, dialogs, press, settle, sign_in
from tests.ui.return_desk import open_sale, sell
from ui.app import App
from ui.keys import GUARD_MS
from ui.sell.goods_dialogs import AgeDialog, SerialDialog, WeightDialog

GOODS = (
    "sku,name,price,tax,kind,serial,min_age,barcodes\n"
    "GPS,Trail GPS,199.00,standard,,required,,4006381333931\n"
    "WINE,Picnic Wine,12.00,standard,,,18,\n"
    "CHEESE,Cheese board,1.00,standard,each,,,5012345678900\n"
    "12345,Ham,20.00,standard,weighed,,,\n"
)


def stock(app: App, folder: Path) -> None:
    path = folder / "goods.csv"
    path.write_text(GOODS)
    assert not import_file(app.till, "products", path, staff="till").problems


def scan(app: App, code: str) -> None:
    app.scan_desk.scanned(code)
    settle(app)


def newest(app: App) -> Sale:
    with app.till.store.read() as tx:
        return tx.sales.newest()[0]


def lines(app: App) -> list[tuple[str, int, int]]:
    priced = app.selling.sell.priced
    return [(one.line.product.sku, one.line.qty_milli, one.total_minor) for one in priced.lines]


def test_a_piece_is_scanned_and_then_its_number(tmp_path: Path) -> None:
    with an_app() as app:
        stock(app, tmp_path)
        sign_in(app)

        scan(app, "4006381333931")
        scan(app, "01040063813339312117\x1d")
        settle(app)

        assert [line.serial for line in app.selling.sell.basket.lines] == ["17"]
        assert dialogs(app) == []


def test_a_printed_price_or_weight_is_charged_exactly_and_nothing_is_asked(tmp_path: Path) -> None:
    with an_app() as app:
        stock(app, tmp_path)
        sign_in(app)

        scan(app, "]C101050123456789003922799")
        scan(app, f"281234500345{check_digit('281234500345')}")

        assert dialogs(app) == []
        assert lines(app) == [("CHEESE", 1000, 7_99), ("12345", 345, 6_90)]


def test_goods_by_weight_that_are_touched_ask_for_it(tmp_path: Path) -> None:
    with an_app() as app:
        stock(app, tmp_path)
        sign_in(app)

        scan(app, "12345")
        (asked,) = dialogs(app)
        assert isinstance(asked, WeightDialog)
        asked.gross.setText("0.345")
        QTest.mouseClick(asked.take, Qt.MouseButton.LeftButton)
        settle(app)

        assert lines(app) == [("12345", 345, 6_90)]


def test_whoever_looked_at_the_buyer_stands_in_the_journal(tmp_path: Path) -> None:
    with an_app() as app:
        stock(app, tmp_path)
        sign_in(app)
        scan(app, "WINE")
        (asked,) = dialogs(app)
        assert isinstance(asked, AgeDialog)

        QTest.keyClick(asked.yes, Qt.Key.Key_Return)
        settle(app)
        press(app, Qt.Key.Key_F12)

        check = app.selling.sell.basket.age_check
        assert app.selling.step == "pay" and check is not None
        assert (check.min_age, check.by) == (18, app.session.staff_id)


def test_a_buyer_who_was_too_young_is_written_down_without_a_birthday(tmp_path: Path) -> None:
    with an_app() as app:
        stock(app, tmp_path)
        sign_in(app)
        scan(app, "WINE")
        (asked,) = dialogs(app)
        assert isinstance(asked, AgeDialog)

        asked.refused.emit()
        settle(app)

        with app.till.store.read() as tx:
            entries = [entry for _n, entry in tx.journal.read() if entry.kind == "age_refused"]
        assert [entry.content["reason"] for entry in entries] == ["18"]
        assert entries[0].staff == app.session.staff_id and app.selling.sell.basket.lines == ()


@pytest.mark.parametrize("ticked", ["scan", "box"])
def test_only_the_piece_that_was_sold_comes_back(tmp_path: Path, ticked: str) -> None:
    with an_app() as app:
        stock(app, tmp_path)
        sign_in(app)
        screen = open_sale(app, sell(app, {"code": "GPS", "serial": "G-17"}, by="cash"))

        if ticked == "scan":
            scan(app, "4006381333931")
        else:
            screen.lines.rows["line-1"].box.click()
            settle(app)
        (asked,) = dialogs(app)
        assert isinstance(asked, SerialDialog)
        scan(app, "G-18")
        refused = asked.problem.text()
        scan(app, "G-17")
        screen.reason_chosen.emit("line-1", 0)
        settle(app)
        QTest.qWait(GUARD_MS)
        press(app, Qt.Key.Key_F12)

        assert refused.startswith("Another piece was sold")
        assert [(line.qty_milli, line.serial) for line in newest(app).lines] == [(-1000, "G-17")]
