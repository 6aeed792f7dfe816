"""The keys of persons in the tills' journals."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from sync.hub.store.rows import among
from sync.hub.store.streams import upsert_into
from sync.hub.store.tables import person_key

Held = tuple[str, bytes]
"""A person, and a key under which words of that person are sealed."""


def add_keys(connection: Connection, keys: Sequence[Held], store_no: int) -> list[Held]:
    """Keep keys of persons in this store's journals; those that were not here before. Locked in one order."""
    rows = [{"person": person, "key": key, "store_no": store_no} for person, key in sorted(set(keys))]
    if not rows:
        return []
    new = upsert_into(connection, person_key).on_conflict_do_nothing()
    told = new.values(rows).returning(person_key.c.person, person_key.c.key)
    return [(row.person, bytes(row.key)) for row in connection.execute(told)]


def known_at(connection: Connection, persons: Collection[str], store_no: int) -> set[str]:
    """Those of these persons of whom a key was brought by this store's tills."""
    asked = select(person_key.c.person).where(
        among(connection, person_key.c.person, persons), person_key.c.store_no == store_no
    )
    return set(connection.scalars(asked))


def keys_of(connection: Connection, persons: Collection[str]) -> dict[str, list[bytes]]:
    """Every key of each of these persons, in one order."""
    asked = select(person_key.c.person, person_key.c.key).where(among(connection, person_key.c.person, persons))
    found: dict[str, list[bytes]] = {}
    for row in connection.execute(asked.order_by(person_key.c.person, person_key.c.key)) if persons else ():
        found.setdefault(row.person, []).append(bytes(row.key))
    return found
