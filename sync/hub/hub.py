"""A hub: its database, who it is, and its only sources of time, identity and chance."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.hub.feeds.bell import Bell
from sync.hub.metrics import Metrics
from sync.hub.store.engine import Connection, Engine
from sync.hub.store.past import KeptRules
from sync.hub.tills.tries import Tries


@dataclass(frozen=True)
class Hub:
    """`seed` (32 bytes) is the hub's Ed25519 key, which signs key lists; `secret` (32 bytes) makes bearers and cursors.

    `epoch` changes whenever the hub was put back from a backup. `bell` rings when something was published.
    """

    engine: Engine
    hub_id: str
    epoch: str
    seed: bytes = field(repr=False)
    secret: bytes = field(repr=False)
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    chance: Callable[[int], bytes]
    bell: Bell
    pins: tuple[str, ...] = ()
    metrics: Metrics = field(default_factory=Metrics)
    tries: Tries = field(default_factory=Tries)
    rules: KeptRules = field(default_factory=KeptRules)

    @property
    def signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @contextmanager
    def read(self, *, still: bool = False) -> Iterator[Connection]:
        """A transaction that only reads; `still`: all that it reads is of one moment."""
        with self.engine.connect() as connection:
            if still and connection.dialect.name == "postgresql":  # in SQLite it always is
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction, whole or not at all; whoever waits for a feed is woken after it."""
        with self.engine.connect() as connection:
            connection.execution_options(writes=True)
            with connection.begin():
                yield connection
        self.bell.ring()
