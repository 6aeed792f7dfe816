"""Customers for tests: what the hub's feed would have brought of them, and what happened to them here."""

import json
from datetime import datetime, timedelta
from typing import Any

from pos.domain.customer import Event, NewCustomer
from pos.domain.journal import stamp
from pos.services.customer import timeline
from pos.services.till import Till
from tests.store.shop import SATURDAY, rows

AMELIA, LUKASZ = "C-1", "C-2"


def somebody(**changed: Any) -> NewCustomer:
    """A new customer with a name and both contacts."""
    return NewCustomer(**{"name": "Jo Castellan", "email": "jo@mail.example", "phone": "07700 900333"} | changed)


def an_activity(number: int, kind: str = "message", customer: str = AMELIA, **changed: Any) -> dict[str, Any]:
    """The feed document of something a customer did online, an hour earlier for every number."""
    at: datetime = SATURDAY - timedelta(hours=number)
    told = {
        "activity_id": f"{kind}:{number}",
        "customer_id": customer,
        "kind": kind,
        "channel": "web",
        "at": stamp(at),
        "lines": [],
    }
    return told | changed


def tell(till: Till, *activities: dict[str, Any]) -> None:
    """What the feed brought."""
    with till.store.write() as tx:
        tx.activities.put(
            [(x["activity_id"], x["customer_id"], x["kind"], x["at"], json.dumps(x), 1) for x in activities]
        )


def line(sku: str, pieces: int = 1, **changed: Any) -> dict[str, Any]:
    return {"sku": sku, "name": sku.capitalize(), "qty_milli": pieces * 1000} | changed


def whole_timeline(till: Till, customer: str, limit: int, channel: Any = "all") -> list[Event]:
    """Page after page until there is no more."""
    events: list[Event] = []
    while page := timeline(till, customer, channel, events[-1].mark if events else "", limit):
        assert len(page) <= limit
        events += page
    return events


def copied(till: Till, customer: str, **columns: Any) -> None:
    """What the hub told of this customer since, by column."""
    with till.store.write() as tx:
        names = 'customer_id, name, email, phone, card, tier, "group", birthday, language, consents, note, words, rev'
        (row,) = rows(tx, f"SELECT {names} FROM copy_customer WHERE customer_id = ?", customer)
        told = dict(zip(names.replace('"', "").split(", "), row, strict=True))
        tx.customers.upsert([told | {"rev": told["rev"] + 1} | columns])
