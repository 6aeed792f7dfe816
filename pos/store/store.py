"""The till's store: one transaction per operation, for reading or for writing.

A write is one BEGIN IMMEDIATE; what it appended to the journal is told to the witness after the commit and before
anybody is told that it happened.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import sqlcipher3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from filelock import FileLock, Timeout
from sqlalchemy.exc import DBAPIError

from pos.domain.failures import Refused
from pos.store.activities import Activities
from pos.store.balances import Balances
from pos.store.cards import Cards
from pos.store.claims import Claims
from pos.store.consents import Consents
from pos.store.copies import Copies
from pos.store.customer_notes import CustomerNotes
from pos.store.customers import Customers
from pos.store.drafts import Drafts
from pos.store.engine import (
    CACHE_KIB,
    Durability,
    begin_write,
    checkpoint,
    connect,
    connected,
    empty_log,
    open_engine,
    unavailable,
)
from pos.store.entries import Entries
from pos.store.exceptions import Exceptions
from pos.store.feeds import Feeds
from pos.store.goes_with import GoesWith
from pos.store.held_baskets import HeldBaskets
from pos.store.link import Link
from pos.store.orders import Orders
from pos.store.outbox import Outbox
from pos.store.people import People
from pos.store.pickups import Pickups
from pos.store.prices import Prices, Rules
from pos.store.print_jobs import PrintJobs
from pos.store.products import Products
from pos.store.proofs import Proofs
from pos.store.sales import Sales
from pos.store.search import Search, merge_step
from pos.store.secrets import Secrets
from pos.store.settings import Settings
from pos.store.shifts import Shifts
from pos.store.stock import Stock
from pos.store.stores import Stores
from pos.store.sync_centre import SyncCentre
from pos.store.sync_log import SyncLog
from pos.store.timelines import Timelines
from pos.store.values import Values
from pos.store.witness import Seen, Witness

DATABASE = "till.db"
WITNESS = "witness"
BALLAST = "ballast"
"""A file that only keeps space, given up when the disk is full."""
SAFE_MODE = "read-only"
"""A file of this name in the home says why nothing is written any more."""


class Tx:
    """The nouns of the till inside one transaction."""

    def __init__(self, driver: Any, currency: str, kept: list[Rules], signer: Ed25519PrivateKey | None) -> None:
        self.driver = driver
        self._currency = currency
        self._kept = kept
        self.journal = Entries(driver, signer)
        self.sales = Sales(driver)
        self.settings = Settings(driver)
        self.shifts = Shifts(driver)
        self.products = Products(driver)
        self.prices = Prices(driver, currency, kept)

    @cached_property
    def activities(self) -> Activities:
        return Activities(self.driver)

    @cached_property
    def claims(self) -> Claims:
        return Claims(self.driver)

    @cached_property
    def balances(self) -> Balances:
        return Balances(self.driver)

    @cached_property
    def consents(self) -> Consents:
        return Consents(self.driver)

    @cached_property
    def cards(self) -> Cards:
        return Cards(self.driver)

    @cached_property
    def held(self) -> HeldBaskets:
        return HeldBaskets(self.driver)

    @cached_property
    def copies(self) -> Copies:
        return Copies(self.driver)

    @cached_property
    def customers(self) -> Customers:
        return Customers(self.driver)

    @cached_property
    def customer_notes(self) -> CustomerNotes:
        return CustomerNotes(self.driver)

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self.driver)

    @cached_property
    def exceptions(self) -> Exceptions:
        return Exceptions(self.driver)

    @cached_property
    def feeds(self) -> Feeds:
        return Feeds(self.driver)

    @cached_property
    def goes_with(self) -> GoesWith:
        return GoesWith(self.driver)

    @cached_property
    def link(self) -> Link:
        return Link(self.driver)

    @cached_property
    def orders(self) -> Orders:
        return Orders(self.driver)

    @cached_property
    def people(self) -> People:
        return People(self.driver)

    @cached_property
    def pickups(self) -> Pickups:
        return Pickups(self.driver)

    @cached_property
    def print_jobs(self) -> PrintJobs:
        return PrintJobs(self.driver)

    @cached_property
    def search(self) -> Search:
        return Search(self.driver)

    @cached_property
    def stock(self) -> Stock:
        return Stock(self.driver)

    @cached_property
    def stores(self) -> Stores:
        return Stores(self.driver)

    @cached_property
    def sync_centre(self) -> SyncCentre:
        return SyncCentre(self.driver)

    @cached_property
    def sync_log(self) -> SyncLog:
        return SyncLog(self.driver)

    @cached_property
    def timelines(self) -> Timelines:
        return Timelines(self.driver)

    @cached_property
    def values(self) -> Values:
        return Values(self.driver)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self.driver)

    @cached_property
    def proofs(self) -> Proofs:
        return Proofs(self.driver)


@contextmanager
def first_write(path: Path, secrets: Secrets, currency: str) -> Iterator[Tx]:
    """One transaction in a file that does not bear its name yet; afterwards everything stands in that file alone."""
    with connected(path, secrets.database_key, secrets.salt) as driver:
        begin_write(driver)
        yield Tx(driver, currency, [], secrets.signer)
        driver.execute("COMMIT")
        empty_log(driver)


class Store:
    """One till's database and witness. `close` it, so that the witness is flushed and the log is moved."""

    def __init__(
        self,
        home: Path,
        secrets: Secrets,
        currency: str,
        synchronous: Durability = "FULL",
        cache_kib: int = CACHE_KIB,
    ) -> None:
        self.home = home
        self.secrets = secrets
        self.currency = currency
        self.path = home / DATABASE
        self.witness = Witness(home / WITNESS)
        self._synchronous = synchronous
        self._manner = synchronous, cache_kib
        self._engine = open_engine(self.path, secrets.database_key, secrets.salt, *self._manner)
        self._signer = secrets.signer
        self._rules: list[Rules] = []
        self._in_doubt = False

    @property
    def safe_mode(self) -> str:
        """Why the till is read-only, empty when it is not. The file counts even where its words did not get onto a
        full disk."""
        try:
            return (self.home / SAFE_MODE).read_text(errors="replace").strip() or "damage was found"
        except FileNotFoundError:
            return ""
        except OSError:
            return "damage was found"

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """A consistent view; nothing can be written in it."""
        with self._told(), self._engine.connect() as connection, connection.begin():
            yield Tx(connection.connection.driver_connection, self.currency, self._rules, None)

    @contextmanager
    def write(self, durable: bool = True) -> Iterator[Tx]:
        """One transaction, whole or not at all; Refused `till_read_only` after damage was found.

        Without `durable` a power cut may take it back: never for an entry, only for copies that come again.
        """
        if reason := self.safe_mode:
            raise Refused("till_read_only", reason=reason)
        self.end_doubt()
        with self._told():
            with self._engine.connect() as connection:
                connection.execution_options(writes=True)
                driver = connection.connection.driver_connection
                with _lasting(driver, self._synchronous if durable else "NORMAL"), connection.begin():
                    tx = Tx(driver, self.currency, self._rules, self._signer)
                    yield tx
                    entry = tx.journal.appended
                    assert durable or not entry
                    receipt = tx.sales.last_receipt() if entry else ""
            if entry:
                self.witness.saw(Seen(entry.journal_id, entry.seq, entry.h, receipt))

    @contextmanager
    def driver(self) -> Iterator[Any]:
        """A new connection outside any transaction, for checks and upkeep.

        It must be new: FTS5 keeps what it knows of an index for each connection, and the integrity check of SQLite then
        compares what it knew with what another connection has written since.
        """
        with self._told():
            driver = connect(self.path, self.secrets.database_key, self.secrets.salt, *self._manner)
            try:
                yield driver
            finally:
                driver.close()

    def upkeep(self, merge: bool = True) -> None:
        """Tidy search and move the log into the file, unless another program holds the right to."""
        try:
            with FileLock(self.home / "checkpoint.lock", timeout=0):
                if merge and not self.safe_mode:
                    with self.write() as tx:
                        merge_step(tx.driver, "find_sale")
                with self._told(), self._engine.connect() as connection:  # its cache is wanted again
                    checkpoint(connection.connection.driver_connection)
        except Timeout:
            return

    def close(self) -> None:
        self.witness.flush()
        self._engine.dispose()

    def end_doubt(self) -> None:
        """After a failure of the disk, write everything anew before anybody builds on what is read.

        What an fsync failed to write is still read from the system's cache but never written by the next fsync, so a
        sale that stands in the log, or one behind it, would be gone after a power cut.
        """
        if self._in_doubt:
            with self.driver() as driver:
                empty_log(driver)
            self._in_doubt = False

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say what the driver says in words that the till knows; a broken connection is not used again."""
        try:
            yield
        except DBAPIError as failure:
            if not isinstance(failure.orig, sqlcipher3.Error):
                raise
            self._engine.dispose()
            raise self._note(failure.orig) from failure
        except sqlcipher3.IntegrityError:
            raise
        except sqlcipher3.DatabaseError as failure:
            self._engine.dispose()
            raise self._note(failure) from failure

    def _note(self, failure: sqlcipher3.Error) -> Exception:
        told = unavailable(failure)
        self._in_doubt = self._in_doubt or told.code != "till_busy"
        if told.code == "disk_full":
            (self.home / BALLAST).unlink(missing_ok=True)  # the next try has room, so the day can be finished
        if told.code == "file_damaged":
            self.enter_safe_mode("a page of the database file does not match its check")
        return told

    def enter_safe_mode(self, reason: str) -> None:
        """From now on nothing is written here; `restore` ends it."""
        make_read_only(self.home, reason)


@contextmanager
def _lasting(driver: Any, wanted: Durability) -> Iterator[None]:
    """Write as safely as wanted, and afterwards as the connection did before: FULL also syncs what NORMAL left."""
    if wanted != "NORMAL":
        yield
        return
    before = driver.execute("PRAGMA synchronous").fetchone()[0]
    driver.execute("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA synchronous={before}")


def make_read_only(home: Path, reason: str) -> None:
    """No program writes the file of this home any more; where even this cannot be noted, the damage itself stops it."""
    try:
        (home / SAFE_MODE).write_text(reason + "\n")
    except OSError:
        return
