"""The return page in the whole window: where things stand, what keys do, and what happens to the money."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pos.domain.codes import receipt_code
from pos.domain.sale import Sale
from tests.ui.positions import RAIL, differences
from tests.ui.real_app import an_app, dialogs, press, settle, sign_in
from tests.ui.return_desk import FLASK, SOCK, TEE, mock_up, open_sale, sell, tick
from ui.app import App
from ui.keys import GUARD_MS
from ui.tour_store import pin_of
from ui.widgets.approval import ApprovalDialog

HELD_MS = 120
"""A key may begin a scan: so long it is held back until it is surely none."""
G1 = {
    **{name: widget for name, widget in RAIL.items() if name not in ("Pickups7",)},
    "Other receiptF2": "other-receipt",
    "No receipt": "no-receipt",
    "Too small": "reason-line-1",
    "Back to shelf": "place-line-1",
    "Faulty seam": "reason-line-2",
    "Return to supplier": "place-line-2",
    "Exchange insteadCtrl E": "exchange",
    "Card •• 7730Same card, as it was paid": "way-original",
    "RefundF12£83.20": "refund-money",
}


def newest(app: App) -> Sale:
    with app.till.store.read() as tx:
        return tx.sales.newest()[0]


def wait_for_guard(app: App) -> None:
    """Keys that move money rest for a moment after a page was shown."""
    QTest.qWait(GUARD_MS)
    settle(app)


def refund(app: App) -> None:
    wait_for_guard(app)
    press(app, Qt.Key.Key_F12)


def test_the_page_stands_where_the_design_puts_it() -> None:
    with an_app() as app:
        sign_in(app)
        mock_up(app)

        assert differences(app.shell, "g1-return-store", G1) == []


def test_scanned_goods_tick_their_line_and_the_money_goes_back_to_the_card() -> None:
    with an_app() as app:
        sign_in(app)
        sale = sell(app)
        open_sale(app, sale)

        screen = tick(app, TEE, FLASK, FLASK)
        before = screen.refund.primary.amount
        refund(app)

        back = newest(app)
        assert [(line.returns.line, line.qty_milli, line.reason) for line in back.lines if line.returns] == [
            (1, -1000, "Too small"),
            (3, -2000, "Too small"),
        ]
        assert [(tender.type, tender.amount_minor) for tender in back.tenders] == [("card", back.total_minor)]
        assert before == app.session.money(-back.total_minor)
        assert (app.shell.page, app.selling.step) == ("sell", "complete")


def test_more_is_never_ticked_than_is_left() -> None:
    with an_app() as app:
        sign_in(app)
        sale = sell(app)
        open_sale(app, sale)
        tick(app, FLASK)
        refund(app)

        screen = open_sale(app, sale)
        tick(app, FLASK, FLASK, FLASK, FLASK)

        assert screen.lines.rows["line-3"].stepper.value() == 2


def test_a_receipt_of_which_all_came_back_says_so_and_nothing_can_be_ticked() -> None:
    with an_app() as app:
        sign_in(app)
        sale = sell(app, {"code": FLASK})
        open_sale(app, sale)
        tick(app, FLASK)
        refund(app)

        screen = open_sale(app, sale)

        assert "came back already" in screen.banner.accessibleName()
        assert not screen.lines.rows["line-1"].box.isEnabled()
        assert not screen.refund.primary.isEnabled()


@pytest.mark.parametrize("way", ["key", "strip"])
def test_a_return_begins_on_sell_too(way: str) -> None:
    with an_app() as app:
        sign_in(app)
        sale = sell(app)

        if way == "key":
            QTest.keyClick(app.shell.windowHandle(), Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        else:
            app.scan_desk.scanned(receipt_code(sale.receipt, app.till.secrets.store_key))
            app.shell.strip.other_action.click()
        settle(app)

        assert app.shell.page == "returns"
        assert bool(app.returning.page.screen.lines.rows) == (way == "strip")


def test_a_receipt_scanned_on_another_page_opens_its_sale() -> None:
    with an_app() as app:
        sign_in(app)
        sale = sell(app)
        app.open_page("shift")

        app.scan_desk.scanned(receipt_code(sale.receipt, app.till.secrets.store_key))
        settle(app)

        assert app.shell.page == "returns"
        assert app.returning.page.screen.head.title.text().endswith(sale.receipt.partition("-")[2])


def test_typed_digits_find_the_sale() -> None:
    with an_app() as app:
        sign_in(app)
        sale = sell(app)
        app.open_page("returns")
        field = app.returning.page.screen.head.field

        for digit in sale.receipt[-6:]:  # as slowly as a person types
            QTest.keyClick(field, digit)
            QTest.qWait(HELD_MS)
        settle(app)
        found = [button.view.receipt for button in app.returning.page.screen.finding.found]
        QTest.keyClick(field, Qt.Key.Key_Return)
        QTest.qWait(HELD_MS)
        settle(app)

        assert found == [sale.receipt]
        assert list(app.returning.page.screen.lines.rows) == ["line-1", "line-2", "line-3"]


def test_a_number_of_another_till_says_what_to_do() -> None:
    with an_app() as app:
        sign_in(app)
        app.open_page("returns")
        screen = app.returning.page.screen

        screen.entered.emit("N-7-000012")

        assert "another till" in screen.banner.accessibleName()
        assert "without receipt" in screen.banner.accessibleName()


def test_what_is_faulty_is_not_offered_back_to_the_shelf() -> None:
    with an_app() as app:
        sign_in(app)
        open_sale(app, sell(app))

        screen = tick(app, TEE, reason=6)

        place = screen.lines.rows["line-1"].place
        assert place is not None
        assert [place.itemText(n) for n in range(place.count())] == ["Damaged goods", "Return to supplier"]


def test_another_way_asks_a_manager_and_stands_in_the_journal() -> None:
    with an_app() as app:
        sign_in(app)
        open_sale(app, sell(app))
        screen = tick(app, SOCK)
        screen.way_chosen.emit("cash")

        refund(app)
        asked = dialogs(app)[-1]
        assert isinstance(asked, ApprovalDialog)
        manager = asked._view.approvers[0].staff_id
        asked.entered.emit(manager, pin_of(manager))
        settle(app)

        back = newest(app)
        assert [tender.type for tender in back.tenders] == ["cash"]
        assert back.lines[0].approved_by == manager
        with app.till.store.read() as tx:
            given = tx.driver.execute("SELECT subject FROM fact_audit WHERE kind = 'approval_given'").fetchall()
        assert [row[0].split()[0] for row in given] == ["refund_tender"]


def test_goods_without_receipt_need_a_reason_and_a_manager() -> None:
    with an_app() as app:
        sign_in(app)
        app.open_page("returns")
        app.returning.page.screen.without_asked.emit()
        app.scan_desk.scanned(FLASK)
        settle(app)
        before = app.returning.page.screen.refund.primary.toolTip()

        tick(app)
        refund(app)

        assert before == "Choose a reason for each"
        assert isinstance(dialogs(app)[-1], ApprovalDialog)


def test_an_exchange_puts_what_comes_back_into_the_basket_and_pays_the_rest_out() -> None:
    with an_app() as app:
        sign_in(app)
        sale = sell(app)
        open_sale(app, sale)
        tick(app, TEE)
        wait_for_guard(app)

        QTest.keyClick(app.shell.windowHandle(), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        settle(app)
        app.scan_desk.scanned(FLASK)
        settle(app)
        total = app.selling.sell.priced.total_minor
        app.selling.sell.pay()
        QTest.qWait(GUARD_MS)
        app.selling.pay.taking.primary("")
        settle(app)

        exchange = newest(app)
        assert total < 0
        assert [(tender.type, tender.amount_minor) for tender in exchange.tenders] == [("card", total)]
        assert [line.returns is not None for line in exchange.lines] == [True, False]
        assert app.selling.step == "complete"


def test_an_exchange_paid_out_another_way_asks_a_manager_on_pay() -> None:
    with an_app() as app:
        sign_in(app)
        open_sale(app, sell(app))
        tick(app, TEE)
        wait_for_guard(app)
        app.returning.page.screen.exchanged.emit()
        settle(app)
        app.selling.sell.pay()
        QTest.qWait(GUARD_MS)

        app.selling.pay.taking.cash(app.selling.sell.priced.total_minor)
        settle(app)
        asked = dialogs(app)[-1]
        assert isinstance(asked, ApprovalDialog)
        manager = asked._view.approvers[0].staff_id
        asked.entered.emit(manager, pin_of(manager))
        settle(app)

        assert [tender.type for tender in newest(app).tenders] == ["cash"]
        assert newest(app).lines[0].approved_by == manager


def test_what_comes_back_keeps_its_quantity_in_the_basket() -> None:
    with an_app() as app:
        sign_in(app)
        open_sale(app, sell(app))
        tick(app, FLASK)
        wait_for_guard(app)
        app.returning.page.screen.exchanged.emit()
        settle(app)

        app.selling.sell.lines.stepped(1)

        assert [line.qty_milli for line in app.selling.sell.basket.lines] == [1000]


def test_a_refund_leaves_the_basket_that_is_being_rung_up_alone() -> None:
    with an_app() as app:
        sign_in(app)
        sale = sell(app)
        app.scan_desk.scanned(SOCK)
        settle(app)
        open_sale(app, sale)
        tick(app, TEE)
        refund(app)

        app.selling.complete.next_sale()
        settle(app)

        assert [line.product.sku for line in app.selling.sell.basket.lines] == [SOCK]


def test_refund_pressed_twice_pays_out_once() -> None:
    with an_app() as app:
        sign_in(app)
        open_sale(app, sell(app))
        tick(app, TEE)
        wait_for_guard(app)
        screen = app.returning.page.screen

        screen.refunded.emit()
        screen.refunded.emit()
        settle(app)

        with app.till.store.read() as tx:
            refunds = [sale for sale in tx.sales.newest(5) if sale.total_minor < 0]
        assert len(refunds) == 1


def test_the_keyboard_alone_takes_a_line_back() -> None:
    with an_app() as app:
        sign_in(app)
        screen = open_sale(app, sell(app))
        row = screen.lines.rows["line-1"]

        focused = QApplication.focusWidget()
        for key in (Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Down):
            press(app, key)
            QTest.qWait(HELD_MS)
            settle(app)
        ready = screen.refund.primary.isEnabled()
        refund(app)

        assert focused is row.box
        assert ready
        assert newest(app).lines[0].reason == "Too small"


def test_nothing_of_a_return_that_was_left_is_there_when_the_next_receipt_opens() -> None:
    with an_app() as app:
        sign_in(app)
        screen = mock_up(app)
        ticked = [row for row in screen.lines.rows.values() if row.box.isChecked()]

        press(app, Qt.Key.Key_Escape)

        assert len(ticked) == 2
        assert screen.finding.isVisible()
        assert screen.lines.rows == {}


def test_locking_the_till_puts_the_return_away() -> None:
    with an_app() as app:
        sign_in(app)
        mock_up(app)

        app.lock()

        assert app.returning.page.screen.lines.rows == {}
        assert app.returning.page.screen.refund.isHidden()


@pytest.mark.parametrize(
    ("key", "held"),
    [(Qt.Key.Key_F12, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)],
    ids=["refund", "exchange"],
)
def test_a_key_that_is_pressed_without_a_reason_says_so_and_goes_to_the_first_that_is_missing(
    key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    with an_app() as app:
        sign_in(app)
        screen = open_sale(app, sell(app))
        app.scan_desk.scanned(FLASK)
        settle(app)
        wait_for_guard(app)

        QTest.keyClick(app.shell.windowHandle(), key, held)
        settle(app)

        flask = next(row for row in screen.lines.rows.values() if "Flask" in row.box.accessibleName())
        assert screen.banner.isVisible()
        assert "Choose a reason for each" in screen.banner.accessibleName()
        assert flask.reason is not None
        assert flask.reason.hasFocus()


def test_a_key_that_is_pressed_with_nothing_ticked_goes_to_the_first_line() -> None:
    with an_app() as app:
        sign_in(app)
        screen = open_sale(app, sell(app))
        screen.lines.without.setFocus()
        wait_for_guard(app)

        press(app, Qt.Key.Key_F12)

        assert "Tick what comes back" in screen.banner.accessibleName()
        assert screen.lines.first().hasFocus()


def test_the_field_to_find_a_receipt_is_as_wide_as_what_stands_under_it() -> None:
    with an_app() as app:
        sign_in(app)
        app.open_page("returns")
        settle(app)
        screen = app.returning.page.screen

        field, under = (one.mapTo(screen, QPoint()).x() for one in (screen.head.field, screen.finding))

        assert field == under
        assert screen.head.field.width() == screen.finding.width()
