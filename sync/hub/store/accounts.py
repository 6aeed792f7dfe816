"""How customers came to be what is published of them, and the entries about them that wait for something."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, delete, select, tuple_

from pos.domain.journal import Entry
from sync.hub.store.rows import ONCE, add_rows, among, put_rows
from sync.hub.store.tables import customer_account, customer_wait, entry, person_key

MOST_WAITING = 1_000
"""Entries of these customers that are looked at again at once, the oldest first; the next occasion brings the rest."""
_REPLACING = "ON CONFLICT (customer_id) DO UPDATE SET body = excluded.body"


class Answer(msgspec.Struct, frozen=True):
    """What a customer said about one purpose. `at` is when that arrived, empty where it came with a file; `journal` is
    that of the till where it was said; `after` is the rev that the customer had before it: whoever knows a later one
    knows of it."""

    given: bool
    at: str = ""
    journal: str = ""
    after: int = 0


class Account(msgspec.Struct):
    """`field_at`: when what stands in a field arrived here. `reached`: up to which seq of each journal entries about
    this customer have come, those that wait among them."""

    answers: dict[str, Answer] = {}
    field_at: dict[str, str] = {}
    reached: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry that waits, as it came."""

    entry: Entry
    store_no: int
    received_at: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Which entry waits for whom: a customer, and the person whose key opens it (empty where nothing is sealed)."""

    journal_id: bytes
    seq: int
    customer_id: str
    person: str


def hold(connection: Connection, customer_ids: Collection[str]) -> dict[str, Account]:
    """The accounts of these customers, new ones where there were none. Nobody else changes them until the commit; they
    are locked in one order, so that no two wait for each other."""
    ids = sorted(customer_ids)
    add_rows(connection, customer_account, [(customer_id, "{}") for customer_id in ids], ONCE)
    asked = select(customer_account.c.customer_id, customer_account.c.body)
    asked = asked.where(among(connection, customer_account.c.customer_id, ids))
    rows = connection.execute(asked.order_by(customer_account.c.customer_id).with_for_update())
    return {row.customer_id: msgspec.json.decode(row.body, type=Account) for row in rows}


def keep(connection: Connection, accounts: Mapping[str, Account]) -> None:
    """Accounts that are held, as they are now."""
    rows = [(customer_id, msgspec.json.encode(account).decode()) for customer_id, account in sorted(accounts.items())]
    put_rows(connection, customer_account, rows, _REPLACING)


def waiting_for(connection: Connection, persons: Collection[str]) -> set[str]:
    """The customers with entries that wait for a key of one of these persons."""
    asked = select(customer_wait.c.customer_id).where(among(connection, customer_wait.c.person, persons))
    return set(connection.scalars(asked)) if persons else set()


def with_keys(connection: Connection, after: str, limit: int) -> list[str]:
    """The customers behind this id with entries that wait for a person of whom there is a key, in their order."""
    asked = (
        select(customer_wait.c.customer_id)
        .join(person_key, person_key.c.person == customer_wait.c.person)
        .where(customer_wait.c.customer_id > after)
        .distinct()
        .order_by(customer_wait.c.customer_id)
        .limit(limit)
    )
    return list(connection.scalars(asked))


def waiting_of(connection: Connection, customer_ids: Collection[str]) -> list[Waiting]:
    """The entries of these customers that wait, in the order in which they came."""
    head = [entry.c[name] for name in Entry.__dataclass_fields__]
    asked = (
        select(*head, entry.c.store_no, entry.c.received_at)
        .join(customer_wait, (customer_wait.c.journal_id == entry.c.journal_id) & (customer_wait.c.seq == entry.c.seq))
        .where(among(connection, customer_wait.c.customer_id, customer_ids))
        .order_by(entry.c.received_at, entry.c.journal_id, entry.c.seq)
        .limit(MOST_WAITING)
    )
    return [Waiting(Entry(*row[:-2]), row[-2], row[-1]) for row in connection.execute(asked)]


def keep_waiting(connection: Connection, waits: Iterable[Wait]) -> None:
    rows = sorted((one.journal_id, one.seq, one.customer_id, one.person) for one in waits)
    add_rows(connection, customer_wait, rows, ONCE)


def end_waiting(connection: Connection, places: Sequence[tuple[bytes, int]]) -> None:
    if places:
        here = tuple_(customer_wait.c.journal_id, customer_wait.c.seq).in_(places)
        connection.execute(delete(customer_wait).where(here))
