"""Goods that come back: by the receipt that was printed in the morning, for money and for other goods, and goods of an
online order."""

from PySide6.QtCore import Qt

from pos.domain.codes import check_receipt_code
from pos.domain.sale import Sale
from pos.services.pickup_queue import find_order
from ui.returns.line_row import LineRow
from ui.tour import Tour
from ui.tour_pay import completed, to_pay
from ui.tour_store import BALM, MAP, barcode_of, keep_receipt, newest

KEY = Qt.Key


def refund(tour: Tour, code: str, sku: str) -> None:
    """The receipt is scanned at the basket, what comes back by its barcode, and the money is given back."""
    app = tour.app
    sold = _sold(tour, code)
    tour.open_page("sell")
    open_receipt(tour, code)
    tick(tour, sku)
    button = app.returning.page.screen.refund.primary
    tour.see("it can be refunded", button.isEnabled)
    tour.picture("g1-return-store")
    tour.settle()
    tour.keys(KEY.Key_F12)
    completed(tour, "the refund is booked")
    sale = newest(app.till)
    paid = next(line.total_minor for line in sold.lines if line.sku == sku)
    tour.check("what was paid for it is given back", sale.total_minor == -paid)
    tour.check("it says which sale", all(line.returns and line.returns.sale_id == sold.sale_id for line in sale.lines))
    tour.picture("d4-complete-refund")
    keep_receipt(tour, "receipt-refund")
    tour.keys(KEY.Key_Return)
    tour.see("the next customer, please", lambda: app.selling.step == "sell")


def exchange(tour: Tour, code: str) -> None:
    """The map of the morning against a tin of balm: what it costs more is paid."""
    app = tour.app
    tour.open_page("returns")
    screen = app.returning.page.screen
    tour.see("a receipt is asked for", screen.finding.isVisible)
    tour.picture("g3-return-find")
    tour.scan(code)
    tour.see("its lines are shown", lambda: bool(screen.lines.rows) and screen.lines.isVisible())
    tick(tour, MAP)
    tour.see("it can be exchanged", screen.lines.exchange.isEnabled)
    tour.touch(screen.lines.exchange)
    tour.see("it lies in the basket", lambda: app.shell.page == "sell" and len(app.selling.sell.basket.lines) == 1)
    tour.scan(barcode_of(BALM))
    tour.see("with what is taken for it", lambda: len(app.selling.sell.basket.lines) == 2)
    tour.picture("g4-exchange")
    to_pay(tour)
    tour.settle()
    tour.keys(KEY.Key_F7)
    completed(tour, "the difference is settled in cash")
    tour.check("one receipt for both", {line.qty_milli for line in newest(app.till).lines} == {-1000, 1000})
    keep_receipt(tour, "receipt-exchange")
    tour.keys(KEY.Key_Return)
    tour.see("the next customer, please", lambda: app.selling.step == "sell")


def take_order_back(tour: Tour, number: str, sku: str) -> None:
    """An online order that was fetched before: the code on the customer's phone finds it, and the web shop is asked to
    give the money of what comes back."""
    app = tour.app
    assert tour.world is not None
    order = find_order(app.till, number)
    tour.open_page("returns")
    screen = app.returning.page.screen
    tour.scan(tour.world.sheet.tokens[number])
    tour.see("the order is shown as any receipt", lambda: bool(screen.lines.rows) and screen.lines.isVisible())
    tick(tour, sku)
    tour.see("the web shop can be asked for its money", screen.refund.primary.isEnabled)
    tour.picture("g2-return-online")
    tour.settle()
    tour.keys(KEY.Key_F12)
    tour.see("it came back, and nothing is promised", lambda: number in screen.banner.accessibleName())
    tour.see("once", lambda: len(_came_back(tour, order.order_id)) == 1)
    tour.settle()
    tour.picture("g5-return-online-asked")
    tour.keys(KEY.Key_Escape)


def open_receipt(tour: Tour, code: str) -> None:
    """Scanned at the basket, it is asked whether to print it again or to take goods back."""
    app = tour.app
    tour.scan(code)
    strip, screen = app.shell.strip, app.returning.page.screen
    tour.see("the receipt is known", strip.other_action.isVisible)
    tour.touch(strip.other_action)
    tour.see("its lines are shown", lambda: app.shell.page == "returns" and bool(screen.lines.rows))


def tick(tour: Tour, sku: str) -> None:
    """Scan what comes back, and say why."""
    screen = tour.app.returning.page.screen
    tour.scan(barcode_of(sku))
    tour.see("the scan ticks its line", lambda: _ticked(tour))
    (row,) = _ticked(tour)
    assert row.reason is not None
    row.reason.setFocus(Qt.FocusReason.TabFocusReason)
    tour.keys(KEY.Key_Down)
    tour.see("a reason is chosen", lambda: row.reason is not None and row.reason.index() == 0)
    tour.see("and where it goes", screen.refund.isVisible)


def _ticked(tour: Tour) -> list[LineRow]:
    return [row for row in tour.app.returning.page.screen.lines.rows.values() if row.box.isChecked()]


def _came_back(tour: Tour, order_id: int) -> set[tuple[int, int]]:
    with tour.app.till.store.read() as tx:
        return tx.pickups.returned_units(order_id)


def _sold(tour: Tour, code: str) -> Sale:
    till = tour.app.till
    with till.store.read() as tx:
        sale = tx.sales.by_receipt(check_receipt_code(code, till.secrets.store_key))
    assert sale is not None
    return sale
