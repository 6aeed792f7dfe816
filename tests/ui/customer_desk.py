"""Amelia in a real till: what the feed would have brought of her, and a promise that somebody made her."""

import json
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt

from pos.domain.journal import stamp
from pos.services import customer_note
from pos.services.till import Till
from tests.ui import real_app
from ui.app import App
from ui.customer.screen import CustomerScreen

AMELIA, CARD = "C-1001", "TL7710010005"
BASKET = (("FLK-750", "Stainless Flask 750 ml", 24_00), ("MAP-NGM", "Trail Map 1:25 000, Northgate Moors", 9_99))


def keep_history(till: Till, messages: int = 40) -> None:
    """A basket that was left open online, an order, a wish, and more than a page of messages."""
    at = till.now()
    told: list[dict[str, Any]] = [
        _told("basket:web", "basket", stamp(at - timedelta(hours=1)), lines=_lines(), amount_minor=33_99),
        _told("wishlist:web", "wishlist", stamp(at - timedelta(days=4)), lines=_lines()[:1], amount_minor=24_00),
        _told("order:1", "order", stamp(at - timedelta(days=6)), ref="N-88231", state="paid", lines=_lines()),
    ]
    told += [
        _told(f"message:{n}", "message", stamp(at - timedelta(days=10 + n)), words=f"Letter {n}")
        for n in range(messages)
    ]
    with till.store.write() as tx:
        tx.activities.put([(x["activity_id"], AMELIA, x["kind"], x["at"], json.dumps(x), 1) for x in told])
    customer_note.add_task(till, AMELIA, "Boot UK 6.5 wide is in", (at + timedelta(days=3)).date().isoformat(), "maya")


def _told(activity_id: str, kind: str, at: str, **changed: Any) -> dict[str, Any]:
    always = {"activity_id": activity_id, "customer_id": AMELIA, "kind": kind, "channel": "web", "at": at}
    return always | {"currency": "GBP", "lines": []} | changed


def _lines() -> list[dict[str, Any]]:
    return [{"sku": sku, "name": name, "qty_milli": 1000, "amount_minor": price} for sku, name, price in BASKET]


def screen(app: App) -> CustomerScreen:
    return app.customers.page.screen_


def search(app: App, text: str) -> None:
    """On the page of the rail, as typed."""
    app.open_page("customers")
    real_app.settle(app)
    screen(app).search.field.setText(text)
    screen(app).search.field.textEdited.emit(text)
    real_app.settle(app)


def show(app: App) -> None:
    """Amelia's page, found by her name."""
    keep_history(app.till)
    search(app, "amelia okafor")
    real_app.press(app, Qt.Key.Key_Return)
    real_app.settle(app)
