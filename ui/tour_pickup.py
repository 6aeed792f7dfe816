"""Pickups in the tour: the queue, packing, codes that are no good and why, and an order that is handed over once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from pos.services.pickup_queue import find_order, hand_overs
from ui.tour import Tour
from ui.tour_store import barcode_of

KEY = Qt.Key
ELSEWHERE, COLLECTED, EXPIRED = "H-88248", "N-88227", "N-88225"
"""Orders of the demo that wait in another store, that were fetched before, and that were not fetched in time."""
TO_PACK = {"light": ("N-88238", "DRI-CAP"), "dark": ("N-88241", "MER-160L-M")}
"""An order that nobody finished packing, and something of it."""


def pack(tour: Tour) -> None:
    """The queue, and the first thing of an order that is to be packed; the rest of it waits."""
    app = tour.app
    tour.open_page("pickups")
    queue, pages = app.pickups.page.screen_.queue.list, app.pickups.page.screen_.pages
    tour.see("the queue stands there", lambda: queue.rows.rowCount() > 0 and pages.idle.isVisible())
    tour.picture("f0-pickup-queue")
    number, sku = TO_PACK[tour.mode]
    tour.touch_row(queue, queue.rows.row_of(int(number.partition("-")[2])))
    tour.see("an order can be packed", pages.picking.isVisible)
    tour.scan(barcode_of(sku))
    tour.see("the scan ticks what was picked", lambda: _is_picked(tour, number, sku))
    tour.picture("f8-pickup-picking")
    tour.keys(KEY.Key_Escape)
    tour.see("back at the queue", pages.idle.isVisible)


def refuse(tour: Tour, forged: str) -> None:
    """What is refused, and why it says so."""
    tokens = tour.world.sheet.tokens if tour.world else {}
    pages = tour.app.pickups.page.screen_.pages
    codes = {
        "f5-pickup-forged": forged,
        "f2-pickup-wrong-store": tokens[ELSEWHERE],
        "f3-pickup-already-collected": tokens[COLLECTED],
        "f4-pickup-expired": tokens[EXPIRED],
    }
    titles: set[str] = set()
    for name, code in codes.items():
        tour.scan(code)
        tour.see(f"{name[3:]} is refused", lambda: tour.app.shell.page == "pickups" and pages.refused.isVisible())
        tour.see("with a verdict of its own", lambda: _verdict(tour) not in titles)
        titles.add(_verdict(tour))
        tour.picture(name)
        tour.keys(KEY.Key_Escape)
        tour.see("the next one, please", pages.idle.isVisible)


def hand_over(tour: Tour, number: str, codes: Sequence[str]) -> None:
    """The customer's phone is scanned, then each thing by its barcode, and the goods are given."""
    app, pages = tour.app, tour.app.pickups.page.screen_.pages
    assert tour.world is not None
    order_id = int(number.partition("-")[2])
    tour.scan(tour.world.sheet.tokens[number])
    tour.see("the right code shows its order", pages.serving.isVisible)
    tour.picture("f1-pickup-verify")
    tour.wide_picture("f9-pickup-verify-1920")
    for code in codes:
        tour.scan(code)
    tour.settle()
    tour.keys(KEY.Key_F12)
    tour.see("the goods are handed over once", lambda: len(hand_overs(app.till, order_id)) == 1)
    tour.see("and it says so", pages.handed.isVisible)
    tour.picture("f6-pickup-handed-over")
    tour.scan(tour.world.sheet.tokens[number])
    tour.see("a second time it is refused", pages.refused.isVisible)
    tour.check("and nothing was given", len(hand_overs(app.till, order_id)) == 1)
    tour.keys(KEY.Key_Escape)


def _is_picked(tour: Tour, number: str, sku: str) -> bool:
    order = find_order(tour.app.till, number)
    return any(line.sku == sku and line.picked_milli > 0 for line in order.lines)


def _verdict(tour: Tour) -> str:
    return tour.app.pickups.page.screen_.pages.refused.banner.title.text()
