"""What a feed's thing must be to come into the till, and how it gets there: one `Kind` for each entity.

Whatever needs no transaction (checks, folded words, hashes) is done by `ready`, so that `put` holds the file briefly.
"""

from base64 import urlsafe_b64decode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import Any

import msgspec

from pos.domain.failures import Refused
from pos.domain.link import Peer
from pos.domain.validity import moment
from pos.services.till import Till
from pos.store.store import Tx
from sync.entities import Thing
from sync.texts import texts_of

_MOMENTS = frozenset(
    "since until at as_of placed_at promised_at hold_until ready_at ended_at overruled_at decided_at".split()
)


@dataclass(frozen=True, slots=True)
class Ready:
    """One change, checked. `row` is what its `put` writes, None where the thing was deleted."""

    entity: str
    thing_id: str
    rev: int
    row: Any


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the till, its hub, and the number of the pickup keys that it trusts now."""

    till: Till
    peer: Peer | None
    keys_number: int


@dataclass(frozen=True, slots=True)
class Kind:
    """`ready` turns a body and its rev into a row, Refused for what breaks a limit. `put` writes rows that are newer
    than those here."""

    id_of: Callable[[Any], str]
    ready: Callable[[Reader, Any, int], Any]
    put: Callable[[Tx, Sequence[Any]], None]


def decoded(text: str, size: int = 0) -> bytes:
    """Bytes from base64url; Refused `bad_base64` for anything else, or another number of bytes than `size`."""
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raise Refused("bad_base64") from None
    if size and len(data) != size:
        raise Refused("bad_base64")
    return data


def is_file_name(image: str) -> bool:
    """Whether this names a file in the till's own folder of pictures, or none: nothing leads elsewhere on its disk."""
    return image != ".." and PureWindowsPath(image).name == image  # which knows both kinds of slashes, and drives


def plain(body: Thing) -> dict[str, Any]:
    """A body as its document, what is empty left out."""
    told: dict[str, Any] = msgspec.to_builtins(body)
    return told


def require_moments(body: Thing) -> None:
    """Refused `bad_time` for a moment that is none: found out here, not when somebody wants to sell."""
    for name, text in texts_of(msgspec.to_builtins(body)):
        if name in _MOMENTS and text:
            moment(text)
