"""A channel's write happens once, however often it is sent: the channel gives it a key of its own."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from pos.domain.failures import Refused
from pos.domain.journal import stamp
from sync.hub.store import idempotency
from sync.hub.store.engine import Connection

HEADER = "idempotency-key"
KEPT_DAYS = 30
_KEY = re.compile(r"[\x21-\x7e]{1,128}")
_DONE = 200


@dataclass(frozen=True, slots=True)
class Write:
    """What a channel asks for, under which key."""

    channel: str
    key: str
    request_hash: bytes


def write_of(channel: str, key: str, path: str, asked: object) -> Write:
    """A write by what it says and where; Refused `idempotency_key_needed`."""
    if not _KEY.fullmatch(key):
        raise Refused("idempotency_key_needed")
    told = path.encode() + b"\0" + msgspec.json.encode(asked)
    return Write(channel, key, hashlib.sha256(told).digest())


def once(connection: Connection, write: Write, now: datetime, work: Callable[[], str]) -> tuple[str, bool]:
    """The id of what came of a write, and whether that was now. Refused `idempotency_reused` for another write.

    A write that is refused leaves its key free.
    """
    done = idempotency.begin(connection, write.channel, write.key, write.request_hash, stamp(now))
    if done is not None:
        if done.request_hash != write.request_hash:
            raise Refused("idempotency_reused")
        return done.answer, False
    answer = work()
    idempotency.finish(connection, write.channel, write.key, _DONE, answer)
    return answer, True
