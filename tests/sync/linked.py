"""A till that has a hub, for tests of the synchroniser's loops: a clock that a test moves, and entries to be sent."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from pos.domain.journal import Entry, stamp
from pos.domain.link import Peer
from pos.domain.sealed import seal
from pos.services.till import Till, open_till
from pos.services.uptime import Uptime
from pos.store.pace import Pace
from pos.store.store import Store, Tx
from sync.logs import Log
from sync.protocol import Link
from sync.pusher import turn
from sync.site import Site
from sync.status import Status
from tests.sync.flaky_api import HUB_ID, FlakyApi

START = datetime(2026, 11, 21, 14, 32, tzinfo=UTC)
DAY = "2026-11-21"


class Crash(BaseException):
    """The program ends here; BaseException, so that nobody carries on."""


@dataclass
class FakeTime:
    """Seconds that only go forward, and the wall clock beside them."""

    seconds: float = 1000.0

    def mono(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        self.seconds += 0.001
        return START + timedelta(seconds=self.seconds - 1000)


class BrittleStore(Store):
    """Dies in some of its writing transactions, in the middle or right after the commit."""

    chance = random.Random(0)
    trouble = 0.0

    @contextmanager
    def write(self, durable: bool = True) -> Iterator[Tx]:
        fate = self.chance.random() / self.trouble if self.trouble else 1.0
        with super().write(durable) as tx:
            yield tx
            if fate < 0.5:
                raise Crash
        if fate < 1.0:
            raise Crash


@dataclass
class Linked:
    """A till, the line that it has, and the time."""

    site: Site
    api: FlakyApi
    time: FakeTime

    @property
    def till(self) -> Till:
        return self.site.till

    def opened(self, count: int, kind: str = "drawer_opened", start: int = 0, **body: Any) -> list[Entry]:
        """So many entries, each in a transaction of its own."""
        return [self._one(kind, {"subject": f"{start + n}", **body}) for n in range(count)]

    def noted(self, person: str, words: str) -> Entry:
        """An entry with words of a person whose key was made here."""
        key = bytes([len(person)]) * 32
        with self.till.store.write() as tx:
            tx.journal.keep_key(person, key)
        sealed = seal({"note": words}, person, key, bytes(12))
        return self._one("basket_voided", {"subject": "x", "sealed": sealed})

    def push(self, turns: int, every_s: float = 400.0, link: Link | None = None) -> Link:
        """Let the pushing loop run, with so much time between its turns. After long rests it says hello first, so
        each time it has two."""
        link = link or Link()
        for _ in range(turns):
            for rest_s in (0.01, every_s):
                link = turn(self.site, link, self.time.mono())
                self.time.seconds += rest_s
        return link

    @property
    def here(self) -> list[tuple[str, int, str]]:
        """Journal, seq and hash of every entry of this till, in order."""
        from sync.base64url import base64_of

        with self.till.store.read() as tx:
            found = [(x.journal_id.hex(), x.seq, base64_of(x.h)) for _n, x in tx.journal.read()]
        return sorted(found)

    def read(self, ask: Callable[[Tx], Any]) -> Any:
        with self.till.store.read() as tx:
            return ask(tx)

    def _one(self, kind: str, body: dict[str, Any]) -> Entry:
        with self.till.store.write() as tx:
            return tx.journal.append(
                kind, body, entry_id=self.till.new_id(), at=stamp(self.till.now()), business_date=DAY
            )


def linked(home: Path, seed: int = 0, trouble: float = 0.0, brittle: float = 0.0) -> Linked:
    """The till of this home joined to a hub of its own; nothing of it waits on a disk."""
    time, chance = FakeTime(), random.Random(seed)
    till = open_till(home, now=time.now, synchronous="OFF", new_id=lambda: _uuid(chance))
    store = BrittleStore(home, till.secrets, till.setup.currency, "OFF")
    till.store.close()
    store.chance = random.Random(seed)
    till = Till(home, till.setup, till.secrets, store, time.now, till.new_id, chance.randbytes)
    api = FlakyApi(seed, Ed25519PublicKey.from_public_bytes(till.secrets.public_key), trouble)
    with store.write() as tx:
        tx.link.keep_peer(Peer("https://hub.example", HUB_ID, "epoch-1", "00" * 32, "till-1"))
    status = Status(till, time.mono, lambda: Uptime("boot-1", time.mono()), 1)
    pace = Pace(store, clock=time.mono, sleep=lambda _s: None)
    site = Site(till, api, status, Log(till.now, None, quiet=True), time.mono, chance.random, "0.1.0", pace)
    store.trouble = brittle
    return Linked(site, api, time)


def _uuid(chance: random.Random) -> str:
    return str(UUID(int=chance.getrandbits(122) & ~(0xF << 76) | (7 << 76)))
