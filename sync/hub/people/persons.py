"""Keys of persons as tills bring them: kept, told to the tills of the store, and what they open is read."""

from collections.abc import Sequence

from sync.base64url import base64_of
from sync.entities import PersonsKey, stream_of
from sync.hub.hub import Hub
from sync.hub.people import customer_effects
from sync.hub.store import persons
from sync.hub.store.engine import Connection
from sync.hub.store.persons import Held
from sync.hub.store.streams import Published, publish


def keep_person_keys(hub: Hub, connection: Connection, keys: Sequence[Held], store_no: int) -> int:
    """Keep keys that a till of this store brings; how many were new. Last in a transaction: it publishes.

    The tills of a store hear of one key for each person, the first: what stands in their journals is sealed with it.
    Another till that was offline may have made one too, which opens its own entries for the hub.
    """
    known = persons.known_at(connection, sorted({person for person, _key in keys}), store_no)
    new = persons.add_keys(connection, keys, store_no)
    told = [_published(person, key) for person, key in new if person not in known]
    customers = customer_effects.of_keys(connection, {person for person, _key in new})
    publish(connection, {stream_of("orders", store_no): told, "customers": customers}, hub.chance(16))
    return len(new)


def _published(person: str, key: bytes) -> Published:
    return Published.of("person_key", person, PersonsKey(person=person, key=base64_of(key)))
