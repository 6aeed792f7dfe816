"""What tills write about customers, for tests of the hub: sealed words, keys, and what is published of it all."""

from typing import Any

import msgspec
from sqlalchemy import select

from pos.domain.journal import Entry
from pos.domain.sealed import seal
from sync.entities import Activity, Customer
from sync.hub.hub import Hub
from sync.hub.people.persons import keep_person_keys
from sync.hub.store import tables
from sync.hub.store.things import document_of, revs
from tests.sync.hub_journal import Pen

ANA = "0190c8f2-1111-7000-8000-000000000001"


def key_of(person: str, number: int = 1) -> bytes:
    """The key that a till made for this person."""
    return person.encode().ljust(31, b".")[:31] + bytes([number])


def sealed(texts: dict[str, str], person: str = ANA, number: int = 1) -> dict[str, str]:
    """Words under that key."""
    return seal(texts, person, key_of(person, number), bytes(12))


def bring_key(hub: Hub, person: str = ANA, number: int = 1, store_no: int = 1) -> int:
    """A till of this store sends the key; how many were new."""
    with hub.write() as connection:
        return keep_person_keys(hub, connection, [(person, key_of(person, number))], store_no)


def create(pen: Pen, customer: str = ANA, number: int = 1, **texts: str) -> Entry:
    card = texts.pop("card", "")
    told = {"name": "Ana Lind", "email": "ana@example.org", **texts}
    body: dict[str, Any] = {"customer": customer, "sealed": sealed(told, customer, number)}
    return pen.write("customer_created", body | ({"card": card} if card else {}))


def change(pen: Pen, customer: str = ANA, number: int = 1, **texts: str) -> Entry:
    body = {"customer": customer, "fields": sorted(texts), "sealed": sealed(texts, customer, number)}
    return pen.write("customer_changed", body)


def consent(pen: Pen, at: str, customer: str = ANA, rev: int = 0, **given: bool) -> Entry:
    """Answers that were given where the customer was known as of `rev`."""
    body = {"customer": customer, "consents": given, "text_version": "2026-1", "rev": rev}
    return pen.write("consent_changed", body, at=at)


def rev_of(hub: Hub, customer: str = ANA) -> int:
    """How new the customer is whom tills are told of."""
    with hub.read() as connection:
        return revs(connection, "customers", "customer", [customer])[customer]


def note(pen: Pen, words: str, customer: str = ANA, due: str = "") -> Entry:
    """A note, or with a day a task."""
    body = {"customer": customer, "sealed": sealed({"words": words}, customer)}
    return pen.write("task_set", body | {"due": due}) if due else pen.write("customer_noted", body)


def customer_at(hub: Hub, customer: str = ANA) -> Customer | None:
    """The customer as tills are told of him."""
    with hub.read() as connection:
        told = document_of(connection, "customers", "customer", customer)
    return None if told is None else msgspec.json.decode(told, type=Customer)


def activities_at(hub: Hub, customer: str = ANA) -> list[Activity]:
    """All that tills are told of this customer's history, by id."""
    asked = select(tables.thing.c.body).where(tables.thing.c.entity == "activity", tables.thing.c.op == "put")
    with hub.read() as connection:
        found = [msgspec.json.decode(bytes(body), type=Activity) for body in connection.scalars(asked)]
    return sorted((one for one in found if one.customer_id == customer), key=lambda one: one.activity_id)


def published_count(hub: Hub) -> int:
    """How often something was published on the stream of customers."""
    asked = select(tables.stream.c.n).where(tables.stream.c.stream == "customers")
    with hub.read() as connection:
        return connection.scalar(asked) or 0


def waiting_count(hub: Hub) -> int:
    with hub.read() as connection:
        return len(connection.execute(select(tables.customer_wait)).all())
