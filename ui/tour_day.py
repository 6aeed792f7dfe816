"""The working day of the tour, step by step: what a cashier does, and what must be seen each time."""

import csv
from pathlib import Path

from PySide6.QtCore import Qt

from pos.domain.cash import denominations
from pos.domain.receipt_rows import text_rows
from pos.domain.sale import Sale
from pos.services import printing
from pos.services.backup import prove
from pos.services.demo import FOLDER
from pos.services.shift import report
from ui import tour_link
from ui.sell.discount_dialog import DiscountDialog
from ui.tour import Failed, Tour
from ui.widgets.dialog import Dialog

KEY = Qt.Key
CUSTOMER = "amelia okafor"
SIZES = "HAR-3L"
JACKET, SOCK, FLASK, BALM, MAP = "HAR-3L-SLT-M", "MER-SOCK-RST-M", "FLK-750", "BALM-200", "MAP-NGM"
UNKNOWN = "5012349999995"
PICKUPS = {
    "light": ("N-88232", "HAR-3L-PLM-S", "FLK-500", "FLK-500"),
    "dark": ("N-88234", "MER-SOCK-PIN-M", "MER-SOCK-PIN-M", "FEL-BEA-PIN"),
}
"""Which order is collected in which theme, and its goods: both days are of one till."""
SHORT_MINOR = 150
"""The drawer is counted this much short, so that the difference is seen."""


def day(tour: Tour) -> None:
    """From the first sign-in to the Z report; every sale, receipt and figure is looked at."""
    sign_in(tour)
    open_shift(tour)
    ring_up(tour)
    pay_split(tour)
    pay_cash(tour)
    hold_and_recall(tour)
    if tour.world is not None:
        link_day(tour)
    close_shift(tour)
    check_books(tour)


def sign_in(tour: Tour) -> None:
    app = tour.app
    tour.see("everybody who works here stands on the sign-in page", lambda: app.shell.page == "sign-in")
    tour.picture("a1-sign-in")
    tour.keys("0", "0", "0", "0")
    tour.see("a wrong PIN is told", lambda: not app.sign_in_screen.panel.problem.isHidden())
    tour.picture("a2-sign-in-wrong-pin")
    tour.keys(*pin_of("maya"))
    tour.see("Maya is signed in", lambda: app.session.signed_in and app.session.staff_id == "maya")


def open_shift(tour: Tour) -> None:
    app = tour.app
    tour.see("the float is to be counted", lambda: app.shell.page == "shift")
    count(tour, 150_00)
    tour.picture("j1-shift-open-float")
    tour.settle()
    tour.keys(KEY.Key_F12)
    tour.see("the shift is open and the till is ready to sell", lambda: app.shell.page == "sell")
    tour.picture("p1-sell-empty")
    tour.keys(KEY.Key_F1)
    tour.see("the keys are listed", lambda: bool(_dialogs(tour)))
    tour.picture("p4-key-list")
    tour.keys(KEY.Key_Escape)
    tour.see("and put away", lambda: not _dialogs(tour))


def ring_up(tour: Tour) -> None:
    """The jacket, a pair of socks on promotion, a customer, an unknown code, a size, a discount, an undo."""
    sell = tour.app.selling.sell
    for sku in (JACKET, SOCK, SOCK, FLASK):
        tour.scan(barcode_of(sku))
    tour.see("two packs of socks cost what the promotion says", lambda: _said(tour, "2 for £30"))
    tour.keys(KEY.Key_F2, *CUSTOMER)
    tour.see("the customer is found", lambda: tour.app.selling.sell_screen.hits.isVisible())
    tour.picture("b5-sell-search")
    tour.keys(KEY.Key_Return)
    tour.see("the customer is on the basket", lambda: sell.basket.customer_id == "C-1001")
    tour.see("a member's price is given", lambda: _said(tour, "Member"))
    for sku in (BALM, MAP):
        tour.scan(barcode_of(sku))
    tour.scan(UNKNOWN)
    tour.see("an unknown code is told and nothing is added", lambda: tour.app.selling.sell_screen.banner.isVisible())
    tour.picture("p5-unknown-barcode")
    tour.scan(SIZES)
    tour.see("goods that come in sizes ask which", lambda: bool(_dialogs(tour)))
    tour.picture("p6-variant-picker")
    tour.keys(KEY.Key_Escape, KEY.Key_Delete)
    tour.see("a line is removed", lambda: len(sell.basket.lines) == 4)
    tour.keys_held(KEY.Key_Z)
    tour.see("and brought back by Ctrl Z", lambda: len(sell.basket.lines) == 5)
    give_discount(tour)
    tour.keys(KEY.Key_Up, KEY.Key_Up)
    tour.scan(barcode_of(MAP))
    tour.keys("-")
    tour.keys(KEY.Key_Up, KEY.Key_Up, KEY.Key_Up)
    tour.see("six pieces are in the basket", lambda: sell.pieces == 6)
    tour.picture("b1-sell")


def give_discount(tour: Tour) -> None:
    """Twenty percent on the dented tin: more than a cashier may give, so a manager comes by."""
    dialogs = tour.app.selling.sell_screen.dialogs
    tour.keys(KEY.Key_Up, KEY.Key_F5)
    dialog = dialogs.open_dialog
    if not isinstance(dialog, DiscountDialog):
        raise Failed("a discount is asked for")
    tour.keys("2", "0")
    tour.see("the price after it is shown before it is given", lambda: dialog.apply.isEnabled())
    tour.picture("p2-line-discount")
    tour.keys(KEY.Key_Return)
    tour.see("a manager is asked", lambda: dialogs.approval is not None)
    tour.picture("p3-manager-approval")
    tour.keys(*pin_of("james"))
    tour.see("the discount stands on the line", lambda: not _dialogs(tour) and _said(tour, "Damaged"))


def pay_split(tour: Tour) -> None:
    """Fifty in cash, the rest by card; then the receipt on paper."""
    app = tour.app
    tour.keys(KEY.Key_F12)
    tour.see("what is to be paid stands there", lambda: app.selling.step == "pay")
    tour.picture("c1-pay")
    tour.settle()
    tour.keys("5", "0", KEY.Key_Return)
    tour.see("a part is taken in cash", lambda: len(app.selling.pay.taken) == 1)
    tour.picture("c2-pay-split")
    tour.keys(KEY.Key_F12)
    tour.see("the sale is complete", lambda: app.selling.step == "complete")
    tour.picture("d2-complete-split")
    tour.keys(KEY.Key_F6)
    tour.see("its receipt is printed", lambda: not printing.waiting_jobs(app.till) and bool(_papers(tour)))
    keep_receipt(tour, "receipt-split")


def pay_cash(tour: Tour) -> None:
    """The next scan starts the next sale; a note is handed over and change given."""
    app = tour.app
    tour.scan(barcode_of(FLASK))
    tour.see("the next scan starts the next sale", lambda: len(app.selling.sell.basket.lines) == 1)
    tour.keys(KEY.Key_F12)
    tour.settle()
    tour.keys("5", "0", KEY.Key_Return)
    tour.see("change is to be given", lambda: app.selling.step == "complete")
    tour.see("the change is right", lambda: newest(tour).change_minor == 50_00 - newest(tour).total_minor)
    tour.picture("d1-complete-cash")
    keep_receipt(tour, "receipt-cash")
    tour.keys(KEY.Key_Return)
    tour.see("a new sale begins", lambda: app.selling.step == "sell")


def hold_and_recall(tour: Tour) -> None:
    sell = tour.app.selling.sell
    tour.scan(barcode_of(BALM))
    tour.keys(KEY.Key_F7)
    tour.see("the basket is held", lambda: not sell.basket.lines and len(tour.app.selling.shop.suspended()) == 1)
    tour.keys(KEY.Key_F8)
    tour.picture("recall")
    tour.keys(KEY.Key_Return)
    tour.see("and recalled", lambda: len(sell.basket.lines) == 1)
    tour.keys(KEY.Key_Delete)


def link_day(tour: Tour) -> None:
    """What needs a hub: a pickup, an outage with a sale in it, and the comparison of both sides."""
    app = tour.app
    number, *skus = PICKUPS[tour.mode]
    tour_link.hand_over(tour, number, [barcode_of(sku) for sku in skus])
    app.shell.rail.buttons["sell"].click()
    tour_link.cut_and_sell(tour)
    tour.scan(barcode_of(FLASK))
    tour.see("a scan adds to the basket offline too", lambda: len(app.selling.sell.basket.lines) == 1)
    tour.keys(KEY.Key_F12)
    tour.settle()
    tour.keys("5", "0", KEY.Key_Return)
    tour.see("the sale is complete without a link", lambda: app.selling.step == "complete")
    tour_link.wait_offline(tour)
    tour_link.link_back(tour)
    tour_link.compare(tour)


def close_shift(tour: Tour) -> None:
    app, screen = tour.app, tour.app.shift_screen
    app.shell.toast.hide()
    app.shell.rail.buttons["shift"].click()
    tour.see("the shift so far is shown", lambda: app.shell.page == "shift" and screen.report.isVisible())
    tour.picture("j5-shift-x-report")
    tour.settle()
    tour.keys(KEY.Key_F12)
    tour.see("the drawer is counted blind", lambda: screen.count.isVisible())
    expected = report(app.till).cash_expected_minor
    count(tour, expected - SHORT_MINOR)
    tour.picture("j2-shift-close-blind")
    tour.settle()
    tour.keys(KEY.Key_F12)
    tour.see("the difference is shown", lambda: screen.difference.isVisible())
    tour.app.shift.reason_chosen(0)
    tour.picture("j3-shift-close-difference")
    tour.settle()
    tour.keys(KEY.Key_F12)
    tour.see("the shift is closed", lambda: screen.report.isVisible())
    tour.picture("j4-shift-z-report")
    closed = report(app.till)
    if closed.cash_counted_minor != expected - SHORT_MINOR or not closed.unbroken:
        raise Failed("the Z report says what was counted")


def check_books(tour: Tour) -> None:
    findings = prove(tour.app.till)
    if findings.problems:
        raise Failed(f"the journal proves every table: {findings.problems[0].where}")
    tour.see("the journal proves every table", lambda: True)


def count(tour: Tour, minor: int) -> None:
    """Type how many there are of each note and coin, largest first, Enter after each."""
    for kind in denominations(tour.app.till.setup.currency):
        pieces, minor = divmod(minor, kind.minor)
        tour.keys(*str(pieces), KEY.Key_Return)


def keep_receipt(tour: Tour, name: str) -> None:
    """The receipt of the newest sale as text, PDF, and as sent to the printer."""
    from pos.devices.escpos_receipt import escpos_document
    from pos.devices.receipt_image import receipt_pdf

    blocks = printing.receipt(tour.app.till, newest(tour))
    path = tour.target / name
    path.with_suffix(".txt").write_text("\n".join(text_rows(blocks)) + "\n", encoding="utf-8")
    path.with_suffix(".pdf").write_bytes(receipt_pdf(blocks))
    path.with_suffix(".bin").write_bytes(escpos_document(blocks))


def barcode_of(sku: str) -> str:
    return _column("products.csv", "sku", sku, "barcodes").partition("|")[0]


def pin_of(staff_id: str) -> str:
    return _column("staff.csv", "id", staff_id, "pin")


def newest(tour: Tour) -> Sale:
    """The sale that was completed last."""
    with tour.app.till.store.read() as tx:
        return tx.sales.newest()[0]


def _said(tour: Tour, words: str) -> bool:
    """Whether a discount of this name stands on a line of the basket."""
    return any(words in given.name for line in tour.app.selling.sell.priced.lines for given in line.discounts)


def _dialogs(tour: Tour) -> list[Dialog]:
    return [one for one in tour.app.shell.findChildren(Dialog) if one.isVisible()]


def _papers(tour: Tour) -> list[Path]:
    return sorted((tour.app.till.home / printing.PRINTER_FOLDER).glob("*.bin"))


def _column(file: str, key: str, value: str, wanted: str) -> str:
    with (FOLDER / file).open(encoding="utf-8", newline="") as source:
        return next(row[wanted] for row in csv.DictReader(source) if row[key] == value)
