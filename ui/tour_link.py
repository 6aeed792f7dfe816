"""The part of the tour's day in which the link is cut: the till sells, takes back and gets to know people without its
hub; the link comes back, and the day compares equal on both sides."""

from PySide6.QtCore import Qt

from pos.services import link
from pos.services.customer import customer_360
from ui.demo_world import World
from ui.tour import Failed, Tour
from ui.tour_pay import completed, to_pay
from ui.tour_store import FLASK, barcode_of, keep_receipt

KEY = Qt.Key


def cut(tour: Tour) -> None:
    """The hub is gone: the pill says so once, and what is limited can be read."""
    app, world = tour.app, _world(tour)
    tour.see("everything is sent", lambda: not app.line.view.waiting)
    world.hub.stop(at_once=True)
    tour.see("the line is down", lambda: app.line.is_offline)
    tour.see("the strip says so once", lambda: app.shell.strip.isVisible() and "Offline" in app.shell.strip.title)
    tour.picture("m1-offline-sell")
    tour.touch(app.shell.strip.action)
    tour.see("what is limited drops down", app.line.limits.isVisible)
    tour.picture("m2-offline-limits")
    tour.keys(KEY.Key_Escape)
    tour.see("and goes", lambda: not app.line.limits.isVisible())


def sell_offline(tour: Tour) -> None:
    """A sale as any other; its record waits."""
    app = tour.app
    tour.scan(barcode_of(FLASK))
    tour.see("a scan adds to the basket offline too", lambda: len(app.selling.sell.basket.lines) == 1)
    to_pay(tour)
    tour.picture("m3-offline-pay")
    tour.settle()
    tour.keys("5", "0", KEY.Key_Return)
    completed(tour, "the sale is complete without a link")
    tour.see("the strip went with the sale", lambda: not app.shell.strip.isVisible())
    tour.see("the pill counts what waits", lambda: "waiting" in app.line.pill.words)
    tour.picture("m4-offline-complete")
    keep_receipt(tour, "receipt-offline")
    tour.keys(KEY.Key_Return)
    tour.see("the next customer, please", lambda: app.selling.step == "sell")


def look_at_outbox(tour: Tour) -> None:
    app = tour.app
    app.shell.toast.hide()
    tour.touch(app.shell.top.sync)
    tour.see("the pill opens the sync centre", lambda: app.shell.page == "sync")
    rows = app.sync_screen.outbox.list.rows
    tour.see("the sale stands in the outbox", lambda: any("Sale" in row.spoken for row in rows.rows))
    tour.see(
        "the pill counts what stands there",
        lambda: app.line.view.waiting == sum("Waiting" in row.spoken for row in rows.rows),
    )
    tour.picture("i1-sync-outbox")


def link_back(tour: Tour, newcomer: str) -> None:
    """The hub is there again; the outbox is empty soon after F5, and the hub knows the new customer."""
    app, world = tour.app, _world(tour)
    tour.check("the newcomer is known here alone", customer_360(app.till, newcomer).profile.provisional)
    world.hub.start()
    if not world.wait():
        raise Failed("the hub answers again")
    tour.keys(KEY.Key_F5)
    tour.see("what waited is sent", lambda: not app.line.view.waiting, times=2)
    tour.see("the till is online again", lambda: not app.line.is_offline, times=2)
    rows = app.sync_screen.outbox.list.rows
    tour.see("nothing waits in the list any more", lambda: not any("Waiting" in row.spoken for row in rows.rows))
    tour.picture("i5-sync-drained")
    tour.see("the hub knows her too", lambda: not customer_360(app.till, newcomer).profile.provisional, times=2)


def compare(tour: Tour) -> None:
    """Both sides' figures of today are equal, row by row."""
    app, tabs = tour.app, tour.app.sync_screen.tabs
    day = app.till.business_day(app.till.now())
    tour.open_page("sync")
    tour.touch(tabs.segments["look"])
    tour.see("nothing needs a look", app.sync_screen.look.empty.isVisible)
    tour.picture("i2-sync-needs-a-look")
    tour.touch(tabs.segments["reconcile"])
    tour.keys(KEY.Key_F5)
    tour.see("the day was compared", lambda: _compared_to(tour, day), times=2)
    last = str(_compared_to(tour, day))
    tour.see("up to the newest record", lambda: app.sync_screen.day.subtitle.text().endswith(last))
    tour.see("both sides hold the same", lambda: all(proof.equal for proof in link.proofs(app.till, day)))
    rows = app.sync_screen.day.list.rows
    tour.see("every row says equal", lambda: bool(rows.rows) and all("Equal" in row.spoken for row in rows.rows))
    tour.picture("i3-sync-reconciliation")
    tour.touch(tabs.segments["log"])
    log = app.sync_screen.log.list.rows
    tour.see("the log tells of the outage", lambda: any("Offline" in row.spoken for row in log.rows))
    tour.picture("i4-sync-log")
    tour.touch(tabs.segments["outbox"])


def forged(token: str) -> str:
    """The same with another digit in the middle, as somebody would who has seen one."""
    at = len(token) // 2
    return token[:at] + str((int(token[at]) + 1) % 10) + token[at + 1 :]


def _compared_to(tour: Tour, day: str) -> int:
    """The number of the newest record, once the comparison counts it in; 0 while it does not."""
    with tour.app.till.store.read() as tx:
        place = tx.journal.place()
    assert place is not None
    found = link.proofs(tour.app.till, day)
    return place.seq if any(proof.body["till"]["last"] == place.seq for proof in found) else 0


def _world(tour: Tour) -> World:
    assert tour.world is not None
    return tour.world
