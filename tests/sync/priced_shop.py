"""A real till and a real hub of one shop, without a line between: the hub's files reach the till by the feed, and what
the till sells is sent when a test says so."""

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from pos.domain.document import read_basket
from pos.domain.journal import FIRST_PREVIOUS, Entry, make_entry, place_of
from pos.domain.money import format_minor
from pos.domain.sale import Sale
from pos.services.document import price_document, sell_document
from pos.services.till import Till
from pos.services.value import Waiting
from sync.hub.calls.access import TillAccess
from sync.hub.hub import Hub
from sync.hub.imports.file import import_file
from sync.hub.journal.ingest import Ingested, ingest
from sync.hub.store.tills import add_till
from sync.wire_entry import wire_entry
from tests.store.joined import a_person, brought
from tests.sync.hub_shop import a_store
from tests.sync.test_feeds import fetch_page

STORE = 7
AT = "2026-11-20T09:00:00.000Z"
_ids = count(1)
OFFLINE = Waiting(lambda: float(next(_ids)), lambda _s: None)
"""Nobody answers, and nobody sleeps."""


TAXES = {
    "prices_include_tax": True,
    "categories": {
        "standard": [{"name": "VAT 20 %", "percent": "20"}],
        "food": [{"name": "VAT 5 %", "percent": "5"}, {"name": "Deposit", "amount": "0.08", "included": False}],
    },
}
PRODUCTS = """\
sku,name,price,tax,kind,category,brand,tags,variant_of
JACKET,Harrier Jacket,189.00,standard,,Jackets,North,winter,
SOCK-R,Socks red,18.00,standard,,Socks,North,winter|wool,SOCK
SOCK-G,Socks green,18.05,standard,,Socks,South,wool,SOCK
APPLE,Apples,3.99,food,weighed,Food,,,
FLASK,Flask,24.00,standard,,Flasks,South,,
HEM,Hemming,9.00,standard,service,Service,,,
ODD,Whatever it costs,0.00,standard,open_price,Odd,,,
"""
PRICES = """\
sku,list,price,from,until,min_qty,group,store,channel
FLASK,DOZEN,21.50,,,3,,,
FLASK,TRADE,19.99,,,,trade,,
JACKET,WEB,99.00,,,,,,online
JACKET,SALE,150.00,2020-01-01,2021-01-01,,,,
"""
PROMOTIONS = [
    {
        "id": "P-SOCKS",
        "name": "2 for 30",
        "phase": "item",
        "items": {"skus": ["SOCK"]},
        "give": {"price": "30.00", "for_qty": "2"},
    },
    {
        "id": "P-GOLD",
        "name": "Gold 7 %",
        "phase": "item",
        "priority": 2,
        "items": {"brands": ["North"]},
        "when": {"tiers": ["Gold"]},
        "give": {"percent": "7"},
    },
    {
        "id": "P-WINTER",
        "name": "Winter",
        "phase": "order",
        "when": {"coupon": "WINTER10"},
        "give": {"percent": "10"},
    },
    {"id": "P-STAFF", "name": "Staff", "phase": "order", "auto": False, "give": {"percent": "12.5"}},
    {
        "id": "P-ONCE",
        "name": "First of all",
        "phase": "item",
        "items": {"skus": ["HEM"]},
        "limits": {"total": 1},
        "give": {"percent": "50"},
    },
    {
        "id": "P-EACH",
        "name": "Once each",
        "phase": "item",
        "items": {"skus": ["FLASK"]},
        "limits": {"per_customer": 1},
        "give": {"amount": "1.01", "spread": "across"},
    },
    {"id": "P-BIG", "name": "Over 300", "phase": "order", "when": {"min_subtotal": "300"}, "give": {"percent": "3"}},
    {"id": "P-MINE", "name": "Yours", "phase": "order", "when": {"coupon": "p-mine"}, "give": {"percent": "5"}},
]
CUSTOMERS = "id,name,tier,group\nC-1,Amelia Okafor,Gold,\nC-2,Tom Ley,,trade\nC-3,Zoe Kay,Gold,trade\n"


@dataclass
class PricedShop:
    """`sent` is how many of the till's entries the hub has."""

    hub: Hub
    till: Till
    folder: Path
    sent: int = 0

    def __post_init__(self) -> None:
        a_store(self.hub, STORE, "H", name="Harbour Street")
        with self.hub.write() as connection:
            add_till(connection, self.access, bytes(32))
        brought(self.till, "policy", a_person("maya", 1, "manager"))

    @property
    def access(self) -> TillAccess:
        return TillAccess("till-2", STORE, 2, "active", AT, self.till.secrets.public_key)

    def publish(self, **files: str) -> None:
        """Import these files, by their kinds, into the hub."""
        for kind, text in files.items():
            path = self.folder / f"{kind}-{next(_ids)}"
            path.write_text(text, encoding="utf-8")
            done = import_file(self.hub, kind, path)
            assert not done.problems, done

    def pull(self) -> None:
        """The till hears of all that is new."""
        for scope in ("catalogue", "customers"):
            while not fetch_page(self.hub, self.till, scope, scope, 500):  # type: ignore[arg-type]
                pass

    def sell(self, *lines: Mapping[str, Any], **more: Any) -> Sale:
        """Sell these lines at the till, paid, or paid out, in cash; Refused as there."""
        given = {"id": f"0190c8f2-0000-7000-8000-{next(_ids):012d}", "staff": "maya", "lines": list(lines)} | more
        currency = self.till.setup.currency
        asked = read_basket(deepcopy(given), currency, needs_tenders=False)
        total = price_document(self.till, asked, OFFLINE).total_minor
        tenders = [{"type": "cash", "amount": format_minor(total, currency)}] if total else []
        return sell_document(
            self.till, read_basket(given | {"tenders": tenders}, currency, needs_tenders=True), OFFLINE
        )

    def push(self) -> Ingested:
        """The hub takes what is new of the till's journal."""
        items = [item for _entry, item in self._items()[self.sent :]]
        taken = ingest(self.hub, self.access, items)
        assert {result.status for result in taken.results} <= {"accepted"}
        self.sent += len(items)
        return taken

    def push_again(self) -> Ingested:
        """The hub is sent what it has."""
        return ingest(self.hub, self.access, [item for _entry, item in self._items()[: self.sent]])

    def push_forged(self, change: Any) -> Ingested:
        """The hub is sent what is new, the body of its last entry changed and signed by the till as if it were true."""
        before, last = self.entries[-2:]
        body = json.loads(last.body)
        change(body)
        forged = make_entry(
            place_of(before),
            self.till.secrets.signer,
            entry_id=last.entry_id,
            kind=last.kind,
            at=last.at,
            business_date=last.business_date,
            shift=last.shift,
            staff=last.staff,
            body=body,
        )
        item = msgspec.json.encode(wire_entry(forged, before.h))
        return ingest(self.hub, self.access, [item for _entry, item in self._items()[self.sent : -1]] + [item])

    @property
    def entries(self) -> list[Entry]:
        """The till's whole journal."""
        return [entry for entry, _item in self._items()]

    def body_of(self, sale: Sale) -> dict[str, Any]:
        return next(
            json.loads(entry.body)
            for entry in self.entries
            if entry.kind == "sale_completed" and sale.sale_id in entry.body.decode()
        )

    def _items(self) -> list[tuple[Entry, bytes]]:
        with self.till.store.read() as tx:
            entries = [entry for _n, entry in tx.journal.read()]
        prev, items = FIRST_PREVIOUS, []
        for entry in entries:
            items.append((entry, msgspec.json.encode(wire_entry(entry, prev))))
            prev = entry.h
        return items


def stocked(shop: PricedShop) -> PricedShop:
    """The shop with all of the above, of which its till has heard."""
    shop.publish(
        taxes=json.dumps(TAXES),
        products=PRODUCTS,
        prices=PRICES,
        promotions=json.dumps(PROMOTIONS),
        customers=CUSTOMERS,
    )
    shop.pull()
    return shop


def line(code: str, qty: str = "1", **more: Any) -> dict[str, Any]:
    return {"code": code, "qty": qty} | more
