"""The pickup page in the real window, over a real till: where things stand, what scans and keys do."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui import pickup_desk as shop
from tests.ui.pickup_desk import AMELIA, IDRIS, TOMASZ, Days, a_code, keep_orders, keep_queue, waiting
from tests.ui.positions import RAIL, differences
from tests.ui.real_app import an_app, dialogs, press, settle, sign_in
from ui.app import App
from ui.pickup.screen import PickupScreen
from ui.tour_store import pin_of
from ui.widgets.approval import ApprovalDialog
from ui.widgets.settling import SETTLE_MS

BAR_CODE, BAG = "5012345300887", f"TP{AMELIA}-1"
FRAME = {name: widget for name, widget in RAIL.items() if not name.startswith(("Pickups", "MK"))}
QUEUE = {
    "All 13": "segment-all",
    "To pick 4": "segment-to_pick",
    "Ready 7": "segment-ready",
    "Overdue 2": "segment-overdue",
    "Print pick list": "print-pick-list",
}


@pytest.fixture
def app() -> Iterator[App]:
    with an_app() as running:
        keep_queue(running.till)
        sign_in(running)
        yield running


def page(app: App) -> PickupScreen:
    return app.pickups.page.screen_


def scan(app: App, *codes: str) -> None:
    for code in codes:
        app.scan_desk.scanned(code)
        settle(app)


def rest(app: App) -> None:
    """Long enough that a key is meant for the page it is pressed on."""
    QTest.qWait(SETTLE_MS + 20)


def choose(app: App, name: str) -> None:
    """Press a row of the question that is asked."""
    choice = page(app).dialogs.choice
    assert choice is not None
    choice.rows[name].click()
    settle(app)


def all_of_amelias(app: App) -> None:
    scan(app, a_code(app.till), shop.TEE_CODE, shop.SOCK_CODE, BAR_CODE)


def collect(app: App) -> None:
    all_of_amelias(app)
    scan(app, BAG)
    rest(app)
    press(app, Qt.Key.Key_F12)


def state_of(app: App, order: int) -> str:
    found = app.pickups.page.desk.calls.order(order)
    assert found is not None
    return found.state


def test_handing_over_stands_where_the_design_has_it(app: App) -> None:
    scan(app, a_code(app.till), shop.TEE_CODE, shop.SOCK_CODE)
    press(app, Qt.Key.Key_F2)
    page(app).pages.checked.emit("id")
    settle(app)

    names = {
        "Scan an item to tick it offF2": "pickup-field",
        "Item missing": "item-missing",
        "Customer refuses item": "item-refused",
        "Name on photo ID matches": "check-id",
        "Age 18+ (not needed here)": "check-age",
        "Someone else collects": "someone-else",
        "Back to queueEsc": "back-to-queue",
        "Hand over 2 of 3": "hand-over-part",
        "Hand overF121 item left": "hand-over",
    }
    assert differences(app.shell, "f1-pickup-verify", FRAME | QUEUE | names) == []


def test_handing_over_stands_where_the_design_has_it_in_a_wide_window() -> None:
    with an_app(size=(1536, 864)) as app:
        keep_queue(app.till)
        sign_in(app)
        scan(app, a_code(app.till), shop.TEE_CODE, shop.SOCK_CODE)

        names = {
            "Scan an item to tick it offF2": "pickup-field",
            "Customer refuses item": "item-refused",
            "Name on photo ID matches": "check-id",
            "Someone else collects": "someone-else",
            "Hand over 2 of 3": "hand-over-part",
            "Hand overF121 item left": "hand-over",
        }
        assert differences(app.shell, "f9-pickup-verify-1920", QUEUE | names) == []


def test_a_code_that_is_not_ours_stands_where_the_design_has_it(app: App) -> None:
    scan(app, a_code(app.till, signer=Ed25519PrivateKey.from_private_bytes(bytes(32))))

    names = {
        "Scan the customer\N{RIGHT SINGLE QUOTATION MARK}s QR code, or type the order": "pickup-field",
        "Scan againEnter": "way-again",
        "Find order": "way-find",
    }
    assert differences(app.shell, "f5-pickup-forged", FRAME | QUEUE | names) == []


def test_what_was_handed_over_stands_where_the_design_has_it(app: App) -> None:
    collect(app)

    names = {
        "Print slipF6": "print-slip",
        "Undo, 52 s leftCtrl Z": "undo-hand-over",
        "Next customerEnter": "next-customer",
    }
    assert differences(app.shell, "f6-pickup-handed-over", FRAME | names) == []


def test_picking_stands_where_the_design_has_it(app: App) -> None:
    app.open_page("pickups")
    page(app).opened.emit(IDRIS)
    settle(app)
    place = page(app).pages.picking.list.button_of(3)
    assert isinstance(place, QRectF)

    names = {
        "Scan each item as you take itF2": "pickup-field",
        "A2": "bay-A2",
        "Ready, print labelF122 left": "ready",
    }
    assert differences(app.shell, "f8-pickup-picking", FRAME | QUEUE | names) == []
    assert abs(place.width() - 105) <= 8 and place.height() == 44


@pytest.mark.parametrize("where", ["sell", "shift", "sync", "pickups"])
def test_a_customers_code_brings_the_verdict_from_any_page(app: App, where: str) -> None:
    app.open_page(where)

    scan(app, a_code(app.till))

    assert app.shell.page == "pickups"
    assert page(app).pages.serving.banner.title.text() == "Code is genuine: order N-88231"
    assert page(app).pages.serving.isVisible()
    assert page(app).field.hasFocus()


def test_it_is_handed_over_once_all_is_ticked_and_the_bag_was_scanned(app: App) -> None:
    scan(app, a_code(app.till), shop.TEE_CODE, shop.SOCK_CODE)
    before = page(app).pages.serving.primary.toolTip()

    scan(app, BAR_CODE, BAG)
    rest(app)
    press(app, Qt.Key.Key_F12)

    assert before == "1 item left"
    assert page(app).pages.handed.banner.title.text() == "Handed over to Amelia Okafor"
    assert page(app).pages.handed.banner.corner_words.text() == "Waiting to tell the web shop"
    assert state_of(app, AMELIA) == "collected"


def test_without_hub_and_bag_label_a_manager_is_asked_in_place(app: App) -> None:
    all_of_amelias(app)
    rest(app)
    press(app, Qt.Key.Key_F12)
    told = page(app).pages.serving.refusal.text()

    press(app, Qt.Key.Key_F12)
    asked = dialogs(app)
    page(app).approval.entered.emit("james", pin_of("james"))
    settle(app)
    settle(app)

    assert "label" in told
    assert [type(one) for one in asked] == [ApprovalDialog]
    assert state_of(app, AMELIA) == "collected"


def test_part_of_an_order_is_handed_over_and_the_rest_waits(app: App) -> None:
    scan(app, a_code(app.till), shop.TEE_CODE, BAG)
    page(app).pages.serving.partial.click()
    settle(app)

    assert page(app).pages.handed.isVisible()
    assert state_of(app, AMELIA) == "partly_collected"


def test_a_hand_over_is_taken_back_within_a_minute(app: App) -> None:
    collect(app)

    page(app).pages.handed.undo.click()
    settle(app)

    assert state_of(app, AMELIA) == "ready"
    assert page(app).pages.serving.isVisible()


def test_a_code_that_was_used_names_who_when_and_where(app: App) -> None:
    collect(app)

    scan(app, a_code(app.till))

    assert page(app).pages.refused.banner.title.text() == "This order was handed over before"
    assert "Till 2 · Maya K." in page(app).pages.refused.banner.words.text()


@pytest.mark.parametrize(
    ("changed", "title"),
    [
        ({"store": 2}, "This order waits at Harbour Street"),
        ({"kid": 9}, "This code cannot be checked here"),
        ({"gen": 1}, "A newer code was sent for this order"),
        ({"order": IDRIS}, "This order is not ready yet"),
    ],
)
def test_a_code_that_gives_nothing_says_why(app: App, changed: dict[str, Any], title: str) -> None:
    scan(app, a_code(app.till, **changed))

    assert page(app).pages.refused.isVisible()
    assert page(app).pages.refused.banner.title.text() == title
    assert page(app).pages.refused.buttons


def test_an_item_is_ticked_by_a_touch_on_how_many_there_are(app: App) -> None:
    scan(app, a_code(app.till))
    items = page(app).pages.serving.list
    row = items.visualRect(items.rows.index(0))

    QTest.mouseClick(items.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    settle(app)
    marked = page(app).pages.serving.scanned.text()
    QTest.mouseClick(items.viewport(), Qt.MouseButton.LeftButton, pos=row.topRight() + QPoint(-40, 30))
    settle(app)

    assert (marked, page(app).pages.serving.scanned.text()) == ("0 of 3 scanned", "1 of 3 scanned")


def test_where_a_code_is_too_late_the_next_one_is_a_key_away(app: App) -> None:
    yesterday = int((app.till.now() - timedelta(days=1)).timestamp())

    scan(app, a_code(app.till, 90001, exp=yesterday))

    refused = page(app).pages.refused
    assert list(refused.buttons) == ["again"]
    tops = [row.y() for row in refused._rows if row.parent() is refused.ways]
    assert max(tops) - min(tops) < 120  # together at the top, beside a panel that is higher


def test_a_code_that_is_not_genuine_names_nobody(app: App) -> None:
    scan(app, a_code(app.till, signer=Ed25519PrivateKey.from_private_bytes(bytes(32))))

    refused = page(app).pages.refused
    told = " ".join((refused.banner.accessibleName(), refused.brief.text(), refused.facts.accessibleName()))
    assert "Amelia" not in told


def test_an_order_that_is_not_here_is_handed_over_by_its_items_and_a_manager(app: App) -> None:
    scan(app, a_code(app.till, 90001, {"FLK-750": 1, shop.SOCK: 1}))
    before = page(app).pages.serving.primary.toolTip()
    scan(app, "5012345601182", shop.SOCK_CODE, "TP90001-1")
    rest(app)

    press(app, Qt.Key.Key_F12)
    page(app).approval.entered.emit("james", pin_of("james"))
    settle(app)
    settle(app)

    assert before == "Scan every item"
    assert page(app).pages.handed.banner.words.text().startswith("Order N-90001 · 2 of 2 items")


def test_an_order_is_found_by_its_number_and_asks_for_a_proof(app: App) -> None:
    app.open_page("pickups")
    page(app).field.setText("n-88240")
    press(app, Qt.Key.Key_Return)
    scan(app, "5012345601182")

    assert page(app).pages.serving.banner.title.text() == "Order N-88240 is ready"
    assert page(app).pages.serving.primary.toolTip() == "Ask for code or ID"


def test_the_short_code_is_a_proof_too(app: App) -> None:
    app.open_page("pickups")
    page(app).opened.emit(TOMASZ)
    page(app).field.setText(shop.CODE)
    press(app, Qt.Key.Key_Return)

    assert page(app).pages.serving.banner.title.text() == "Short code is right: order N-88240"


def test_the_arrows_and_enter_open_an_order_and_esc_goes_back(app: App) -> None:
    app.open_page("pickups")
    settle(app)
    press(app, Qt.Key.Key_Down)
    press(app, Qt.Key.Key_Return)
    opened = page(app).pages.serving.isVisible() or page(app).pages.picking.isVisible()

    press(app, Qt.Key.Key_Escape)

    assert opened
    assert page(app).pages.idle.isVisible()
    assert QApplication.focusWidget() is page(app).field


def test_picked_items_go_into_a_bay_and_the_order_is_ready(app: App) -> None:
    app.open_page("pickups")
    page(app).opened.emit(IDRIS)
    scan(app, "5012345601175", "5012345601199", "5012345300870")
    press(app, Qt.Key.Key_F4)
    page(app).dialogs.quantity_given.emit("2")
    settle(app)
    rest(app)

    press(app, Qt.Key.Key_F12)
    settle(app)

    assert state_of(app, IDRIS) == "ready"
    assert page(app).pages.idle.isVisible()


def test_what_is_not_found_is_short_with_a_reason(app: App) -> None:
    app.open_page("pickups")
    page(app).opened.emit(IDRIS)
    page(app).pages.item_acted.emit(2)
    choose(app, "not_found")

    order = app.pickups.page.desk.calls.order(IDRIS)
    assert order is not None
    assert order.lines[1].short_milli == 2000


def test_what_the_customer_refuses_stays_here(app: App) -> None:
    scan(app, a_code(app.till), shop.TEE_CODE, shop.SOCK_CODE, BAG)
    page(app).pages.item_chosen.emit(3)
    page(app).pages.refuse_asked.emit()
    choose(app, "fit")
    rest(app)

    press(app, Qt.Key.Key_F12)

    order = app.pickups.page.desk.calls.order(AMELIA)
    assert order is not None
    assert order.lines[2].refused == frozenset({1})
    assert order.state == "collected"


def test_an_id_that_the_order_asks_for_is_looked_at_first(app: App) -> None:
    keep_orders(app.till, waiting(app.till, AMELIA, "Amelia Okafor", 112_50, "A3", 2, lines=shop.AMELIAS, flags=1))
    all_of_amelias(app)
    before = page(app).pages.serving.primary.toolTip()

    page(app).pages.serving.collector.checks["id"].click()
    settle(app)

    assert before == "Look at the ID"
    assert page(app).pages.serving.primary.isEnabled()


def test_the_rail_counts_what_is_ready(app: App) -> None:
    app.watch.look()
    settle(app)

    assert app.shell.rail.buttons["pickups"].accessibleDescription() == "3"


def test_an_empty_queue_says_whether_it_was_ever_asked_for() -> None:
    with an_app() as app:
        sign_in(app)
        app.open_page("pickups")
        settle(app)

        assert "has not heard" in page(app).queue.empty.text()


def test_nothing_of_the_page_is_built_before_it_is_needed(app: App) -> None:
    assert app.pickups._page is None


def test_items_scanned_faster_than_they_are_written_down_all_count(app: App) -> None:
    app.open_page("pickups")
    page(app).opened.emit(IDRIS)
    settle(app)

    for code in ("5012345601175", "5012345601199", "5012345300870"):
        app.scan_desk.scanned(code)
    for _turn in range(3):
        settle(app)

    order = app.pickups.page.desk.calls.order(IDRIS)
    assert order is not None
    assert [line.picked_milli for line in order.lines] == [1000, 0, 1000, 1000]


def test_the_keys_of_a_finished_hand_over_print_undo_and_go_on(app: App) -> None:
    collect(app)
    rest(app)
    press(app, Qt.Key.Key_F6)
    printed = list((app.till.home / "printer").iterdir())

    press(app, Qt.Key.Key_Return)

    assert printed
    assert page(app).pages.idle.isVisible()


def test_ctrl_z_takes_the_hand_over_back(app: App) -> None:
    collect(app)
    window = app.shell.windowHandle()
    assert window is not None

    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(app)

    assert state_of(app, AMELIA) == "ready"


def test_a_locked_till_forgets_what_was_ticked(app: App) -> None:
    scan(app, a_code(app.till), shop.TEE_CODE)

    app.lock()

    assert app.pickups.page.presenter.serving.serving is None


def test_an_order_that_lies_in_its_bay_is_not_to_be_picked_again(app: App) -> None:
    staged = waiting(app.till, AMELIA, "Amelia Okafor", 112_50, "A3", 2, state="staged", ready_at="")
    keep_orders(app.till, staged | {"promised_at": Days(app.till.now()).at(hours=2)})

    app.open_page("pickups")
    settle(app)

    rows = page(app).queue.list.rows
    row = rows.at(rows.row_of(AMELIA))
    assert row is not None
    assert (row.chip.text, row.note) == ("In its bay", "not announced yet")


def test_the_row_that_arrows_chose_stays_when_the_queue_is_read_anew(app: App) -> None:
    app.open_page("pickups")
    settle(app)
    scan(app, a_code(app.till))
    queue = page(app).queue.list
    queue.setFocus()
    for _ in range(queue.rows.rowCount()):
        queue.step(-1)
    at_hand = queue.rows.row_of(AMELIA)

    app.pickups.changed()
    settle(app)

    assert at_hand > 0
    assert queue.currentIndex().row() == 0


def test_an_order_that_is_scanned_is_marked_wherever_the_arrows_were(app: App) -> None:
    app.open_page("pickups")
    settle(app)
    queue = page(app).queue.list
    queue.setFocus()
    queue.step(1)

    scan(app, a_code(app.till))

    assert queue.currentIndex().row() == queue.rows.row_of(AMELIA)
