"""The Sell screen as it is looked at, pressed and typed on."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from pos.domain.basket import Basket
from tests.ui import gallery
from tests.ui.northgate import JACKET, Northgate, pounds
from tests.ui.positions import RAIL, differences
from tests.ui.sell_page import SellPage, a_sell_page, ring_up_amelia
from ui.sell.item_dialog import ItemDialog
from ui.sell.models import VIEW
from ui.sell.shop import Variant
from ui.sell.variant_dialog import VariantDialog
from ui.sell.variants import variants_view
from ui.sell.view import HitView
from ui.sell.words import SellWords
from ui.text import CommonWords
from ui.theme import Mode
from ui.widgets.dialog import Dialog

LEFT_SIDE = {
    "Favourites": "category-c0",
    "Jackets": "category-c1",
    "Footwear": "category-c2",
    "Base layers": "category-c3",
    "Packs": "category-c4",
    "Camp": "category-c5",
    "F7Hold": "action-hold",
    "2F8Recall": "action-recall",
    "F6Basket discount": "action-discount",
    "Ctrl RAdd return": "action-return",
    "Ctrl NNote": "action-note",
    "F9Drawer": "action-drawer",
    "More": "action-more",
}


def shown(mode: Mode = "light", size: tuple[int, int] = (1366, 768), *, amelia: bool = True, held: int = 2) -> SellPage:
    """The screen of the mock-ups: two sales held, Amelia's basket rung up."""
    pages: list[SellPage] = []

    def build(holder: Any) -> QWidget:
        till = Northgate()
        for _ in range(held):
            till.suspend(Basket(till.new_id()).add(till.find_code("MAP")), "")
        pages.append(a_sell_page(holder, till))
        return pages[0].window

    gallery.show(build, mode, size)
    if amelia:
        ring_up_amelia(pages[0])
    pages[0].screen.tiles.wait_for_pictures()
    gallery.settle()
    return pages[0]


def line_texts(page: SellPage) -> list[str]:
    model = page.screen.basket.lines.rows
    return [model.data(model.index(row), Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


def dialog(page: SellPage) -> Dialog:
    found = [widget for widget in page.window.findChildren(Dialog) if widget.isVisible()]
    assert len(found) == 1
    return found[0]


def test_every_control_stands_where_the_design_puts_it() -> None:
    page = shown()

    names = RAIL | LEFT_SIDE | {"Scan or search products, customers, ordersMa": "find", "PayF12£243.29": "pay"}

    assert differences(page.window, "b1-sell", names) == []


def test_an_empty_basket_stands_where_the_design_puts_it() -> None:
    page = shown(amelia=False)

    names = LEFT_SIDE | {
        "Scan or search products, customers, ordersF2": "find",
        "CustomerF3": "customer",
        "Recall a saleF8": "empty-recall",
        "Start a returnCtrl R": "empty-return",
        "PayF12£0.00": "pay",
    }

    assert differences(page.window, "p1-sell-empty", names) == []


def test_tiles_and_lines_stand_where_the_design_puts_them() -> None:
    page = shown()
    tiles, lines = page.screen.tiles, page.screen.basket.lines

    cells = [tiles.visualRect(tiles.rows.index(row)).adjusted(5, 5, -5, -5) for row in range(12)]
    at = [tiles.viewport().mapTo(page.window, cell.topLeft()) for cell in cells]
    rows = [lines.visualRect(lines.rows.index(row)) for row in range(5)]
    tops = [lines.viewport().mapTo(page.window, row.topLeft()) for row in rows]

    assert all(abs(point.x() - x) <= 8 for point, x in zip(at, (96, 287, 478, 669) * 3, strict=True))
    assert all(abs(point.y() - y) <= 8 for point, y in zip(at, (192,) * 4 + (358,) * 4 + (524,) * 4, strict=True))
    assert {(abs(cell.width() - 181) <= 8, abs(cell.height() - 156) <= 8) for cell in cells} == {(True, True)}
    assert [point.y() for point in tops] == [137, 204, 323, 387, 454]
    assert [row.height() for row in rows] == [67, 119, 64, 67, 64]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    ("size", "columns", "rows"),
    [((1024, 720), 3, 3), ((1366, 768), 4, 3), ((1536, 864), 5, 3), ((1920, 1080), 6, 4)],
)
def test_the_grid_has_the_columns_and_rows_of_its_window_and_nothing_is_cut(
    mode: Mode, size: tuple[int, int], columns: int, rows: int, tmp_path: Path
) -> None:
    page = shown(mode, size)
    tiles = page.screen.tiles
    assert tiles.height() // tiles.gridSize().height() == rows

    tops = [tiles.visualRect(tiles.rows.index(row)).y() for row in range(columns + 1)]
    visible = [w for w in page.screen.findChildren(QAbstractButton) if w.isVisible()]
    gallery.save(page.window, tmp_path / "sell.png")

    assert len(set(tops[:columns])) == 1
    assert tops[columns] > tops[0]
    assert page.window.size().toTuple() == size
    assert [w.objectName() for w in visible if w.height() < 44 or w.width() < 44] == []
    assert [w.text() for w in visible if w.accessibleName() == ""] == []
    panel = page.screen.basket.geometry()
    assert panel.right() <= page.screen.width()


def test_codes_typed_and_entered_are_sold() -> None:
    page = shown(amelia=False)
    page.screen.field.setFocus()

    QTest.keyClicks(page.screen.field, "FLASK")
    QTest.keyClick(page.screen.field, Qt.Key.Key_Return)

    assert line_texts(page) == ["1 Stainless Flask 750\N{NO-BREAK SPACE}ml, £24.00"]
    assert page.screen.field.text() == ""


def test_a_search_that_found_much_ends_where_the_page_ends() -> None:
    page = shown(amelia=False)

    QTest.keyClicks(page.screen.field, "e")
    page.screen.show_hits(tuple(HitView(f"Sock {n}", "product", str(n)) for n in range(60)))

    assert page.screen.hits.geometry().bottom() == page.screen.bar.geometry().bottom()


def test_search_drops_down_and_enter_takes_the_first_hit() -> None:
    page = shown(amelia=False)

    QTest.keyClicks(page.screen.field, "merino")
    down = page.screen.hits.isVisible()
    first = page.screen.hits.list.currentIndex().data(VIEW).text
    QTest.keyClick(page.screen.field, Qt.Key.Key_Return)

    assert down
    assert first == "Merino Hike Sock, 2-pack"
    assert not page.screen.hits.isVisible()
    assert line_texts(page) == ["1 Merino Hike Sock, 2-pack, £18.00"]


def test_arrows_step_through_the_hits_and_escape_leaves_the_search() -> None:
    page = shown(amelia=False)
    QTest.keyClicks(page.screen.field, "m")

    QTest.keyClick(page.screen.field, Qt.Key.Key_Down)
    second = page.screen.hits.list.currentIndex().data(VIEW).text
    QTest.keyClick(page.screen.field, Qt.Key.Key_Escape)

    assert second == "Merino Hike Sock, 2-pack"
    assert not page.screen.hits.isVisible()
    assert page.screen.field.text() == ""


def test_keys_in_the_empty_find_field_act_on_the_selected_line() -> None:
    page = shown()
    field = page.screen.field

    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Plus)
    QTest.keyClick(field, Qt.Key.Key_Plus)
    QTest.keyClick(field, Qt.Key.Key_Minus)
    texts = line_texts(page)
    QTest.keyClick(field, Qt.Key.Key_Delete)

    assert texts[2].startswith("2 Stainless Flask")
    assert len(line_texts(page)) == 4
    assert field.text() == ""


def test_the_same_keys_edit_what_is_typed() -> None:
    page = shown()
    QTest.keyClicks(page.screen.field, "ab-+")

    QTest.keyClick(page.screen.field, Qt.Key.Key_Home)
    QTest.keyClick(page.screen.field, Qt.Key.Key_Delete)

    assert page.screen.field.text() == "b-+"
    assert len(line_texts(page)) == 5


def test_a_removed_line_comes_back_with_the_key_of_undo() -> None:
    page = shown()
    QTest.keyClick(page.screen.field, Qt.Key.Key_Delete)
    left = len(line_texts(page))

    QTest.keyClick(page.screen.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert left == 4
    assert len(line_texts(page)) == 5


@pytest.mark.parametrize(("name", "quantity"), [("more", "3"), ("less", "1")])
def test_painted_buttons_of_the_selected_line_are_pressed(name: str, quantity: str) -> None:
    page = shown()
    lines = page.screen.basket.lines
    line_id = page.presenter.basket.lines[1].line_id
    box = lines.parts(line_id)[name]
    assert isinstance(box, QRectF)

    QTest.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())

    assert line_texts(page)[1].startswith(quantity)


def test_sliding_off_a_painted_button_does_nothing() -> None:
    page = shown()
    lines = page.screen.basket.lines
    box = lines.parts(page.presenter.basket.lines[1].line_id)["remove"]
    assert isinstance(box, QRectF)

    QTest.mousePress(lines.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    QTest.mouseRelease(lines.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 20))

    assert len(line_texts(page)) == 5


def test_removing_the_last_line_by_touch_chooses_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    page = shown()
    lines = page.screen.basket.lines
    last = page.presenter.basket.lines[-1].line_id
    page.presenter.line_chosen(last)
    box = lines.parts(last)["remove"]
    assert isinstance(box, QRectF)

    QTest.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())

    assert last not in [line.line_id for line in page.presenter.basket.lines]
    assert capsys.readouterr().err == ""


def test_touching_a_tile_sells_one_and_leaves_the_focus_in_the_find_field() -> None:
    page = shown(amelia=False)
    tiles = page.screen.tiles

    QTest.mouseClick(tiles.viewport(), Qt.MouseButton.LeftButton, pos=tiles.visualRect(tiles.rows.index(6)).center())

    assert line_texts(page) == ["1 Larch 2-Person Tent, £265.00"]
    assert page.screen.field.hasFocus()


def test_touching_an_action_leaves_the_focus_in_the_find_field() -> None:
    page = shown()

    QTest.mouseClick(page.screen.bar.buttons["hold"], Qt.MouseButton.LeftButton)
    gallery.settle()

    assert line_texts(page) == []
    assert page.screen.field.hasFocus()


def test_an_action_that_is_off_tells_a_screen_reader_why() -> None:
    page = shown(amelia=False)

    hold = page.screen.bar.buttons["hold"]

    assert not hold.isEnabled()
    assert hold.accessibleDescription() == hold.toolTip() != ""


def test_an_unknown_code_shows_its_banner_in_place_of_the_categories() -> None:
    page = shown()

    page.presenter.scanned("5012349999995")
    gallery.settle()
    banner = page.screen.banner
    words, chip = banner.accessibleName(), page.screen.field.chip
    covered = page.screen.categories.isVisible()
    page.presenter.scanned("MAP")

    assert words.startswith("5012349999995 is not in the catalogue")
    assert chip is not None
    assert chip.text == "Not found"
    assert not covered
    assert not banner.isVisible()
    assert page.screen.categories.isVisible()


def test_the_quantity_is_typed_on_the_keypad() -> None:
    page = shown()
    QTest.keyClick(page.screen.field, Qt.Key.Key_F4)

    QTest.keyClicks(dialog(page).findChild(QWidget, "quantity"), "4")
    QTest.keyClick(dialog(page), Qt.Key.Key_Return)
    gallery.settle()

    assert line_texts(page)[1].startswith("4 Merino")
    assert page.screen.field.hasFocus()


def test_a_discount_is_given_with_keys_alone() -> None:
    page = shown()
    QTest.keyClick(page.screen.field, Qt.Key.Key_Down)
    QTest.keyClick(page.screen.field, Qt.Key.Key_F5)
    gallery.settle()
    other = dialog(page).other  # type: ignore[attr-defined]
    other.setFocus()

    QTest.keyClicks(other, "15")
    QTest.keyClick(other, Qt.Key.Key_Return)
    gallery.settle()

    assert "£20.40" in line_texts(page)[2]


def test_a_manager_approves_in_place() -> None:
    page = shown()
    page.screen.line_acted.emit("discount", "")
    gallery.settle()
    page.desk.applied("percent", "35", "Staff")
    approval = page.screen.dialogs.approval.dialog
    assert approval is not None

    QTest.keyClicks(approval.pin, "0000")
    problem = approval.banner.accessibleName()
    QTest.keyClicks(approval.pin, "2468")
    gallery.settle()

    assert problem.startswith("That PIN is not right.")
    discount = page.presenter.basket.lines[1].discount
    assert discount is not None
    assert (discount.percent, discount.approved_by) == ("35", "ines")


def test_a_disabled_action_does_nothing_by_its_key_either() -> None:
    page = shown(amelia=False, held=0)

    QTest.keyClick(page.screen.field, Qt.Key.Key_F8)
    QTest.keyClick(page.screen.field, Qt.Key.Key_F7)

    assert not page.screen.bar.buttons["recall"].isEnabled()
    assert page.screen.bar.buttons["recall"].toolTip() == "No sale is held."
    assert page.window.findChildren(Dialog) == []


def test_held_sales_are_brought_back_from_the_list() -> None:
    page = shown(amelia=False)
    QTest.keyClick(page.screen.field, Qt.Key.Key_F8)

    QTest.keyClick(dialog(page).focusWidget() or dialog(page), Qt.Key.Key_Return)
    gallery.settle()

    assert len(line_texts(page)) == 1
    assert len(page.till.held) == 1


def test_categories_without_room_are_behind_more() -> None:
    page = shown(size=(1024, 720), amelia=False)
    page.screen.categories.more.click()

    dialog(page).findChild(QWidget, "choice-c7").click()  # type: ignore[union-attr]
    gallery.settle()

    assert page.screen.categories.buttons["c7"].isChecked()
    assert page.screen.categories.buttons["c7"].isVisible()
    assert page.screen.tiles.rows.rowCount() == 3


def test_typing_with_no_field_focused_begins_a_search() -> None:
    page = shown(amelia=False)
    page.screen.bar.buttons["hold"].setFocus()
    page.screen.tiles.setFocus()

    QTest.keyClicks(page.screen, "tent")

    assert page.screen.field.text().endswith("t")
    assert page.screen.field.hasFocus()


def test_paying_hands_on_the_priced_basket() -> None:
    page = shown()

    QTest.keyClick(page.screen.field, Qt.Key.Key_F12)

    assert [priced.total_minor for priced in page.paid] == [243_29]


def test_pictures_are_painted_on_their_plates() -> None:
    page = shown(amelia=False)
    tiles = page.screen.tiles
    gallery.settle()

    plate = tiles.visualRect(tiles.rows.index(0)).adjusted(6, 6, -6, -90)
    image = tiles.viewport().grab(plate).toImage()
    colours = {QColor(image.pixel(x, image.height() // 2)).name() for x in range(image.width())}

    assert len(colours) > 2


def test_a_size_is_picked_with_one_key() -> None:
    page = shown(amelia=False)
    page.presenter.scanned("TEE")
    gallery.settle()
    focused = dialog(page).focusWidget()
    assert focused is not None

    QTest.keyClick(focused, Qt.Key.Key_Return)
    gallery.settle()

    assert line_texts(page) == ["1 Merino 160 Tee, £48.00"]
    assert page.presenter.basket.lines[0].product.options == "Sky · M"


def test_an_open_price_is_typed_in_its_dialog() -> None:
    page = shown(amelia=False)
    page.presenter.scanned("REPAIR")
    gallery.settle()
    field = dialog(page).findChild(QWidget, "open-price")

    QTest.keyClicks(field, "12.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    gallery.settle()

    assert line_texts(page) == ["1 Repair, £12.50, Open price"]


def test_a_narrow_window_moves_actions_behind_more_and_cuts_no_word() -> None:
    page = shown(size=(1024, 720))
    bar = page.screen.bar
    wide = [button for button in bar.buttons.values() if button.isVisible()]

    page.screen.acted.emit("more")
    gallery.settle()
    dialog(page).findChild(QAbstractButton, "choice-drawer").click()

    assert [b.text() for b in wide] == ["Hold", "Recall", "Basket discount", "Note", "More"]
    assert all(b.width() >= b.fontMetrics().horizontalAdvance(b.text()) for b in wide)
    assert page.till.done == [("drawer", "")]


def test_a_scan_and_the_new_total_are_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown(amelia=False)
    told: list[str] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: told.append(event.message()))

    page.presenter.scanned("TENT")

    assert told == ["Total £265.00", "Larch 2-Person Tent added"]


SIZES, COLOURS = ("XS", "S", "M", "L", "XL"), ("Slate", "Plum", "Pine")
MOCKED = ((1, 0, 6, 4, 2), (2, 3, 3, 0, 1), (0, 1, 4, 5, 3))
"""The jackets of the mock-up, colour by colour."""


def jackets() -> tuple[Variant, ...]:
    return tuple(
        Variant(
            f"{colour}-{size}",
            "Harrier 3L Waterproof Jacket",
            f"{colour} · {size}",
            189_00,
            count * 1000,
            picture=JACKET.image,
        )
        for colour, counts in zip(COLOURS, MOCKED, strict=True)
        for size, count in zip(SIZES, counts, strict=True)
    )


def picker(usual: str = "M") -> tuple[SellPage, VariantDialog]:
    page = shown()
    view = variants_view(jackets(), SellWords(), pounds, usual=usual, wearer="Amelia")
    dialog = VariantDialog(page.window, page.window.holder, SellWords(), CommonWords(), view)
    dialog.ask()
    gallery.settle()
    return page, dialog


def test_the_matrix_of_sizes_stands_where_the_design_puts_it() -> None:
    page, _dialog = picker()
    names = {
        "XS1 here": "variant-Slate-XS",
        "M6 here": "variant-Slate-M",
        "XL2 here": "variant-Slate-XL",
        "XS2 here": "variant-Plum-XS",
        "XL1 here": "variant-Plum-XL",
    }

    assert differences(page.window, "p6-variant-picker", names) == []


def test_arrows_walk_over_the_matrix_and_enter_adds_what_is_marked() -> None:
    _page, dialog = picker()
    taken: list[tuple[str, int]] = []
    dialog.chosen.connect(lambda sku, pieces: taken.append((sku, pieces)))
    first = dialog.matrix.marked

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Plus):
        QTest.keyClick(dialog.focusWidget() or dialog, key)
    QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)

    assert first == "Slate-M"
    assert taken == [("Plum-XL", 2)]


def test_a_size_is_marked_by_touch_and_added_by_the_button() -> None:
    _page, dialog = picker()
    taken: list[tuple[str, int]] = []
    dialog.chosen.connect(lambda sku, pieces: taken.append((sku, pieces)))

    QTest.mouseClick(dialog.matrix.buttons["Pine-L"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog.pieces.more, Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog.add, Qt.MouseButton.LeftButton)

    assert taken == [("Pine-L", 2)]


@pytest.mark.parametrize("how", ["long", "other button", "keys"])
def test_the_sheet_of_a_product_opens_from_its_tile_and_adds_nothing(how: str) -> None:
    page = shown(amelia=False)
    tiles = page.screen.tiles
    middle = tiles.visualRect(tiles.rows.index(2)).center()

    if how == "long":
        QTest.mousePress(tiles.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        tiles._long.timeout.emit()
        tiles._long.stop()
        QTest.mouseRelease(tiles.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    elif how == "keys":
        tiles.setCurrentIndex(tiles.rows.index(2))
        QTest.keyClick(tiles, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    else:
        QTest.mouseClick(tiles.viewport(), Qt.MouseButton.RightButton, pos=middle)
    gallery.settle()

    sheet = dialog(page)
    assert isinstance(sheet, ItemDialog)
    assert sheet.accessibleName() == "Merino Hike Sock, 2-pack · Rust · UK 6–8"
    assert line_texts(page) == []
    QTest.keyClick(sheet.add, Qt.Key.Key_Return)
    assert line_texts(page) == ["1 Merino Hike Sock, 2-pack, £18.00"]


def test_a_held_sale_is_discarded_with_del_and_comes_back_with_undo() -> None:
    page = shown(amelia=False, held=2)
    QTest.keyClick(page.screen.field, Qt.Key.Key_F8)
    QTest.keyClick(dialog(page).focusWidget() or dialog(page), Qt.Key.Key_Delete)
    left = len(page.till.held)

    page.window.toast.undo()

    assert (left, len(page.till.held)) == (1, 2)


def test_ctrl_z_undoes_what_no_toast_tells() -> None:
    page = shown(amelia=False)
    page.window.undo_asked.connect(page.presenter.undo)
    page.presenter.scanned("SOCK")
    QTest.keyClick(page.screen.field, "+")
    before = line_texts(page)

    QTest.keyClick(page.screen.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert before == ["2 Merino Hike Sock, 2-pack, £30.00, 2 for £30"]
    assert line_texts(page) == ["1 Merino Hike Sock, 2-pack, £18.00"]


def test_an_unknown_code_stands_where_the_design_puts_it() -> None:
    page = shown()
    page.presenter.scanned("5012349999995")
    gallery.settle()

    names = {"Find": "banner-find", "Open item": "banner-open_item"}

    assert differences(page.window, "p5-unknown-barcode", names) == []
