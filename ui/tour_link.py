"""The part of the tour's day that has a hub in it: the link is cut and comes back, a pickup is handed over by its QR, a
forged one is refused, and the day compares equal on both sides."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from pos.services import link
from pos.services.pickup_queue import hand_overs
from ui.demo_world import World
from ui.tour import Failed, Tour

KEY = Qt.Key


def hand_over(tour: Tour, number: str, codes: Sequence[str]) -> None:
    """The customer's phone is scanned, then each thing by its barcode, and the goods are given."""
    app, world = tour.app, _world(tour)
    order_id = int(number.partition("-")[2])
    app.shell.toast.hide()
    tour.see("orders of the web shop wait", lambda: bool(world.sheet.tokens[number]))
    forged = _forged(world.sheet.tokens[number])
    tour.scan(forged)
    screen = app.pickups.page.screen_
    tour.see("a forged code is refused", lambda: app.shell.page == "pickups" and screen.refused.isVisible())
    tour.picture("f5-pickup-forged")
    tour.keys(KEY.Key_Escape)
    tour.scan(world.sheet.tokens[number])
    tour.see("the right one shows its order", lambda: screen.serving.isVisible())
    tour.picture("f1-pickup-verify")
    for code in codes:
        tour.scan(code)
    tour.settle()
    tour.keys(KEY.Key_F12)
    tour.see("the goods are handed over once", lambda: len(hand_overs(app.till, order_id)) == 1)
    tour.picture("f6-pickup-handed-over")


def cut_and_sell(tour: Tour) -> None:
    """The hub is gone: the pill says so, selling goes on, and the record waits."""
    app, world = tour.app, _world(tour)
    tour.see("everything is sent", lambda: not app.line.view.waiting)
    world.hub.stop(at_once=True)
    tour.see("the line is down", lambda: app.line.is_offline)
    tour.see("the strip says so once", lambda: app.shell.strip.isVisible() and "Offline" in app.shell.strip.title)
    tour.picture("m1-offline-sell")
    app.shell.strip.action.click()
    tour.see("what is limited drops down", lambda: app.line.limits.isVisible())
    tour.picture("m2-offline-limits")
    tour.keys(KEY.Key_Escape)


def wait_offline(tour: Tour) -> None:
    """After the sale."""
    app = tour.app
    tour.see("the strip went with the sale", lambda: not app.shell.strip.isVisible())
    tour.see("the pill counts what waits", lambda: "waiting" in app.line.pill.words)
    tour.picture("m4-offline-complete")
    app.shell.top.sync.click()
    tour.see("the pill opens the sync centre", lambda: app.shell.page == "sync")
    rows = app.sync_screen.outbox.list.rows
    tour.see("the sale stands in the outbox", lambda: any("Sale" in row.spoken for row in rows.rows))
    tour.picture("i1-sync-outbox")


def link_back(tour: Tour) -> None:
    """The hub is there again; the outbox is empty soon after F5."""
    app, world = tour.app, _world(tour)
    world.hub.start()
    if not world.wait():
        raise Failed("the hub answers again")
    tour.keys(KEY.Key_F5)
    tour.see("what waited is sent", lambda: not app.line.view.waiting, times=2)
    tour.see("the till is online again", lambda: not app.line.is_offline, times=4)
    tour.picture("i1-sync-drained")


def compare(tour: Tour) -> None:
    """Both sides' figures of today are equal, row by row."""
    app = tour.app
    day = app.till.business_day(app.till.now())
    app.open_page("sync")
    app.sync_screen.tabs.segments["reconcile"].click()
    tour.keys(KEY.Key_F5)
    tour.see("the day was compared", lambda: _is_whole(tour, day), times=2)
    tour.see("both sides hold the same", lambda: all(proof.equal for proof in link.proofs(app.till, day)))
    rows = app.sync_screen.day.list.rows
    tour.see("every row says equal", lambda: bool(rows.rows) and all("Equal" in row.spoken for row in rows.rows))
    tour.picture("i3-sync-reconciliation")
    app.sync_screen.tabs.segments["log"].click()
    tour.see(
        "the log tells of the outage",
        lambda: any("Offline" in row.spoken for row in app.sync_screen.log.list.rows.rows),
    )
    tour.picture("i4-sync-log")
    app.sync_screen.tabs.segments["outbox"].click()


def _is_whole(tour: Tour, day: str) -> bool:
    """Whether the comparison counts in the newest record."""
    with tour.app.till.store.read() as tx:
        place = tx.journal.place()
    found = link.proofs(tour.app.till, day)
    return place is not None and any(proof.body["till"]["last"] == place.seq for proof in found)


def _forged(token: str) -> str:
    """The same with another digit in the middle, as somebody would who has seen one."""
    at = len(token) // 2
    return token[:at] + str((int(token[at]) + 1) % 10) + token[at + 1 :]


def _world(tour: Tour) -> World:
    assert tour.world is not None
    return tour.world
