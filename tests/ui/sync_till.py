"""The demo store's window as it is when its till has joined a hub, with the synchroniser's rows written by hand."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from pos.domain.journal import stamp
from pos.domain.link import LineState, Peer
from tests.store.shop import bought, sell
from tests.ui import real_app
from ui.app import App

PEER = Peer("http://127.0.0.1:9", "hub", "e", "00" * 32, "till")
NOTHING: Mapping[str, str] = {}
FIGURES: dict[str, Any] = {
    "journal_id": "ab",
    "n": 103,
    "first": 1,
    "last": 103,
    "head": "h",
    "sales": 84,
    "gross": 4310_90,
    "refunds": 5,
    "refunds_gross": -274_20,
    "tax": {},
    "tenders": {"card": [58, 3102_45], "cash": [27, 814_25], "gift_card": [3, 120_00]},
    "stock_moves": 148,
    "stock_qty": -100_000,
    "points": 3871,
    "handed_over": 11,
    "stored_value": 120_00,
}


class Runs:
    """In place of the synchroniser: another one that runs, or does not."""

    def __init__(self, app: App, runs: bool = True) -> None:
        app.line._synchroniser.stop()
        self._app, self.is_running = app, runs
        app.line._synchroniser = self  # type: ignore[assignment]

    def start(self) -> None:
        """It runs already."""

    def stop(self) -> None:
        """It is not ours."""


def join(app: App, line: str = "online", code: str = "", sending: int = 0) -> None:
    """The till has a hub; everything so far was sent."""
    Runs(app)
    now = app.till.now()
    with app.till.store.write() as tx:
        tx.link.keep_peer(PEER)
        at = stamp(now - timedelta(minutes=20))
        tx.link.keep_line(
            LineState(line, at, code, was_offline_s=840, talked_at=stamp(now), received_at=stamp(now), sending=sending)  # type: ignore[arg-type]
        )
    ack(app)


def ack(app: App) -> None:
    with app.till.store.write() as tx:
        place = tx.journal.place()
        assert place is not None
        tx.driver.execute(
            "INSERT OR REPLACE INTO local_sent VALUES (?, ?, ?, 0)",
            (place.journal_id, place.seq, stamp(app.till.now())),
        )
    look(app)


def look(app: App) -> None:
    app.watch.look()
    real_app.settle(app)


def sell_one(app: App) -> None:
    """A flask for cash, as a sale that has just been completed on Pay."""
    sell(app.till, bought("FLK-750"), staff="maya")
    app.selling.sold()
    look(app)


def disagree(
    app: App,
    exception_id: str = "x1",
    kind: str = "returned_twice",
    here: Mapping[str, str] = NOTHING,
    there: Mapping[str, str] = NOTHING,
) -> None:
    """Of one goods returned twice, or of what else these two say."""
    at = stamp(app.till.now())
    here = here or {"at": at, "staff": "maya", "till": "2", "receipt": "N-2-000214"}
    there = there or {"at": at, "staff": "", "till": "1", "receipt": "H-1-000044"}
    body = json.dumps({"ref": "N-87455", "here": here, "there": there})
    with app.till.store.write() as tx:
        tx.driver.execute("INSERT INTO copy_exception VALUES (?, ?, 'open', ?, ?, 1)", (exception_id, kind, at, body))
    look(app)


def compare(app: App, **hub: Any) -> None:
    """Today was compared; `hub` is what the hub has otherwise."""
    day = app.till.business_day(app.till.now())
    till = FIGURES | {"business_date": day}
    with app.till.store.write() as tx:
        place = tx.journal.place()
        assert place is not None
        body = json.dumps({"till": till, "hub": till | hub})
        values = (place.journal_id, day, stamp(app.till.now()), int(not hub), body)
        tx.driver.execute("INSERT OR REPLACE INTO local_proof VALUES (?, ?, ?, ?, ?)", values)
    look(app)
