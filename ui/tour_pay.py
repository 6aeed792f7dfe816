"""Paying: cash and card shared, cash with change, the card terminal as it should be and as it sometimes is."""

from PySide6.QtCore import Qt

from pos.devices.terminal_simulator import TOLD, TerminalSimulator
from pos.services import printing
from pos.services.balances import stock_here
from ui.tour import Tour
from ui.tour_sell import touch_tile
from ui.tour_store import BALM, FLASK, JACKET, MAP, barcode_of, card_of, keep_receipt, newest, papers

KEY = Qt.Key
SILENCE_S = 1.0
"""How long the till waits for a terminal that says nothing; a real one is given longer."""
PRIYA = "C-1003"
GIFT_CARD = "TGNRTHGATE26044471"
"""One of those that the demo begins with; resources/demo/README.md."""


def pay_split(tour: Tour) -> str:
    """Fifty in cash, the rest by card; then the receipt on paper. What its barcode says."""
    app = tour.app
    before = _on_shelf(tour, JACKET)
    to_pay(tour)
    tour.picture("c1-pay")
    tour.wide_picture("c6-pay-1920")
    tour.settle()
    tour.keys("5", "0", KEY.Key_Return)
    tour.see("a part is taken in cash", lambda: len(app.selling.pay.taken) == 1)
    tour.picture("c2-pay-split")
    tour.settle()
    tour.keys(KEY.Key_F12)
    completed(tour, "the terminal approves and the sale is complete")
    tour.check("cash and card came together", [t.type for t in newest(app.till).tenders] == ["cash", "card"])
    tour.check("a jacket less is on the shelf", _on_shelf(tour, JACKET) == before - 1000)
    tour.picture("d2-complete-split")
    printed = len(papers(app.till))
    tour.keys(KEY.Key_F6)
    tour.see("its receipt is printed", lambda: not printing.waiting_jobs(app.till) and len(papers(app.till)) > printed)
    return keep_receipt(tour, "receipt-split")


def pay_cash(tour: Tour) -> str:
    """The next scan starts the next sale; a note is handed over and change given. What the receipt's barcode says."""
    app = tour.app
    tour.scan(barcode_of(FLASK))
    tour.see("the next scan starts the next sale", lambda: len(app.selling.sell.basket.lines) == 1)
    to_pay(tour)
    tour.settle()
    tour.keys("5", "0", KEY.Key_Return)
    completed(tour, "change is to be given")
    tour.check("the change is right", newest(app.till).change_minor == 50_00 - newest(app.till).total_minor)
    tour.picture("d1-complete-cash")
    code = keep_receipt(tour, "receipt-cash")
    tour.keys(KEY.Key_Return)
    tour.see("a new sale begins", lambda: app.selling.step == "sell")
    return code


def pay_by_card(tour: Tour) -> None:
    """A touch on a tile, the member's card by the scanner, F12 and F12: the terminal does the rest."""
    app = tour.app
    touch_tile(tour, FLASK)
    tour.see("a touched tile is in the basket", lambda: [_sku(tour, 0)] == [FLASK])
    tour.scan(card_of(PRIYA))
    tour.see("the loyalty card brings its customer", lambda: app.selling.sell.basket.customer_id == PRIYA)
    to_pay(tour)
    tour.settle()
    tour.keys(KEY.Key_F12)
    completed(tour, "the card is approved and the sale complete")
    tour.check("the card paid all", [t.type for t in newest(app.till).tenders] == ["card"])
    tour.check("the terminal's number is kept", newest(app.till).tenders[0].reference)
    tour.picture("d3-complete-card")
    keep_receipt(tour, "receipt-card")


def pay_with_value(tour: Tour) -> None:
    """A gift card for a part, some points, and store credit for the rest: each asked for at the hub before it is
    taken."""
    pay, screen = tour.app.selling.pay, tour.app.selling.pay_screen
    tour.scan(barcode_of(FLASK))
    tour.scan(card_of(PRIYA))
    tour.see("a member buys a flask", lambda: tour.app.selling.sell.basket.customer_id == PRIYA)
    to_pay(tour)
    tour.settle()
    tour.keys("1", "5", KEY.Key_F3)
    tour.see("the gift card is asked for", lambda: screen.dialogs.asks_card)
    tour.scan(GIFT_CARD)
    tour.see("it pays the typed part", lambda: [t.amount_minor for t in pay.taken] == [15_00])
    tour.settle()
    tour.keys(KEY.Key_F4)
    tour.see("so many points may be taken", lambda: screen.dialogs.open_dialog)
    tour.picture("c8-pay-points")
    tour.keys("5", "0", "0", KEY.Key_Return)
    tour.see("points pay a part", lambda: [t.points for t in pay.taken] == [0, 500])
    tour.settle()
    tour.picture("c9-pay-with-value")
    tour.keys(KEY.Key_F5)
    completed(tour, "store credit pays the rest")
    sale = newest(tour.app.till)
    tour.check(
        "no cash and no card were needed", [t.type for t in sale.tenders] == ["gift_card", "points", "store_credit"]
    )
    tour.check("all of it was asked for at the hub", not any(t.mode for t in sale.tenders))
    tour.check("the receipt says what is left on the card", sale.tenders[0].left_minor is not None)
    keep_receipt(tour, "receipt-value")


def trouble_with_the_card(tour: Tour) -> None:
    """A customer without a card in reach, a bank that says no, and an answer that is lost on its way."""
    screen = tour.app.selling.pay_screen
    for sku in (BALM, MAP):
        tour.scan(barcode_of(sku))
    tour.see("the next sale has two lines", lambda: len(tour.app.selling.sell.basket.lines) == 2)
    to_pay(tour)
    _ask_card(tour, "wait")
    tour.see("the terminal waits for the card", screen.terminal.waiting.isVisible)
    tour.picture("c3-pay-terminal-waiting")
    tour.settle()
    tour.keys(KEY.Key_Escape)
    tour.see("and is told to stop", lambda: not screen.terminal.isVisible() and screen.banner.isVisible())
    _ask_card(tour, "decline")
    tour.see("the bank says no", lambda: not screen.terminal.isVisible() and screen.banner.isVisible())
    tour.picture("c7-pay-declined")
    _ask_card(tour, "lost_answer")
    tour.see("no answer is told as that", screen.terminal.doubt.isVisible)
    tour.picture("c4-pay-terminal-no-answer")
    sales = newest(tour.app.till).sale_id
    tour.settle()
    tour.touch(screen.terminal.ask)
    completed(tour, "asked again, it says that it was paid")
    sale = newest(tour.app.till)
    tour.check("it was paid once", sale.sale_id != sales and len(sale.tenders) == 1)
    keep_receipt(tour, "receipt-asked-again")
    tour.touch(tour.app.selling.complete_screen.new_sale)
    tour.see("the next customer, please", lambda: tour.app.selling.step == "sell")


def to_pay(tour: Tour) -> None:
    tour.keys(KEY.Key_F12)
    tour.see("what is to be paid stands there", lambda: tour.app.selling.step == "pay")


def completed(tour: Tour, what: str) -> None:
    tour.see(what, lambda: tour.app.selling.step == "complete")
    tour.see("its receipt is shown", tour.app.selling.complete_screen.isVisible)


def _ask_card(tour: Tour, answer: str) -> None:
    """Card for all that is due, at a terminal that will answer so."""
    terminal = tour.app.selling.terminal
    if isinstance(terminal, TerminalSimulator):
        terminal.patience_s = SILENCE_S if answer == "lost_answer" else terminal.patience_s
    (tour.app.till.home / TOLD).write_text(answer, encoding="utf-8")
    tour.settle()
    tour.keys(KEY.Key_F12)
    tour.see("the terminal has it", lambda: not (tour.app.till.home / TOLD).exists())


def _sku(tour: Tour, place: int) -> str:
    lines = tour.app.selling.sell.basket.lines
    return lines[place].product.sku if place < len(lines) else ""


def _on_shelf(tour: Tour, sku: str) -> int:
    """Thousandths of a piece."""
    with tour.app.till.store.read() as tx:
        found = stock_here(tx, tour.app.till, sku)
    return found.amount if found else 0
