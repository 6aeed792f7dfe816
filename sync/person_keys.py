"""The keys under which persons' words are sealed in entries: they go to the hub ahead of the entries that need them."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pos.store.outbox import Unsent
from sync import wire
from sync.base64url import base64_of
from sync.site import Site

MOST_KEYS = 1000
MOST_REMEMBERED = 20_000


def send_keys(site: Site, unsent: Sequence[Unsent]) -> None:
    """The keys that these entries need go ahead of them, each once a run; sending one twice counts once."""
    wanted = sorted({person for item in unsent for person in persons_in(item.entry.body)} - site.keys_sent)
    if not wanted:
        return
    with site.till.store.read() as tx:
        found = tx.outbox.keys_of(wanted)
    for start in range(0, len(found), MOST_KEYS):
        some = found[start : start + MOST_KEYS]
        site.api.keys([wire.PersonKey(person=person, key=base64_of(key)) for person, key in some])
    if len(site.keys_sent) > MOST_REMEMBERED:
        site.keys_sent.clear()
    site.keys_sent.update(wanted)


def persons_in(body: bytes) -> set[str]:
    """Whose words are sealed in this body."""
    if b'"sealed"' not in body:
        return set()
    try:
        return set(_persons(json.loads(body)))
    except ValueError:
        return set()


def _persons(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        sealed = value.get("sealed")
        if isinstance(sealed, dict) and isinstance(sealed.get("person"), str):
            yield sealed["person"]
        for inner in value.values():
            yield from _persons(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _persons(inner)
