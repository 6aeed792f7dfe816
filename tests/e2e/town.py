"""A town for tests: a hub, its stores, tills and web shop, all of them real programs on loopback."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from time import monotonic
from typing import IO, Any
from urllib.request import Request, urlopen

from sqlalchemy import text

from pos.domain.link import LineState
from pos.services.link import press_sync_now
from pos.services.pickup_queue import queue
from pos.services.till import open_till
from sync.hub.calls.channels import add_channel
from sync.hub.hub import Hub
from sync.hub.identity import open_hub
from sync.hub.imports.file import import_file
from sync.hub.store.engine import open_database
from sync.hub.tills.enrolment import make_code
from sync.hub.tills.stores import NewStore, add_store

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
LOOK_EVERY_S = 0.02
START_LIMIT_S = 60


def eventually(true: Callable[[], object], within_s: float, what: str) -> float:
    """Look until it is true; the seconds that it took. Fails with `what` when it does not come true in time."""
    began = monotonic()
    pause = Event()
    while not true():
        assert monotonic() - began < within_s, f"not within {within_s} s: {what}"
        pause.wait(LOOK_EVERY_S)
    return monotonic() - began


def run(module: str, home: Path, *arguments: object, stdin: str = "", code: int = 0) -> dict[str, Any]:
    """A program of Tandem with --json; its document. It must end with `code`."""
    done = ran(module, home, *arguments, stdin=stdin)
    assert done.returncode == code, (module, arguments, done.stdout[-2000:], done.stderr[-2000:])
    document: dict[str, Any] = json.loads(done.stdout) if done.stdout.strip() else {}
    return document


def ran(module: str, home: Path, *arguments: object, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    """The same, with all that it said and however it ended."""
    return subprocess.run(
        [sys.executable, "-m", module, "--home", str(home), "--json", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=ENVIRONMENT | _TRUSTED,
        timeout=600,
    )


_TRUSTED: dict[str, str] = {}


@contextmanager
def trusting(authority: Path) -> Iterator[None]:
    """Every program that starts meanwhile trusts the certificates of this authority."""
    _TRUSTED["SSL_CERT_FILE"] = str(authority)
    try:
        yield
    finally:
        _TRUSTED.clear()


@dataclass
class Program:
    """A program that runs until it is stopped or killed; what it says goes to `log`."""

    arguments: Sequence[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.arguments],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=ROOT,
                env=ENVIRONMENT | _TRUSTED,
            )

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            if self.runs:
                self.process.send_signal(how)
            self.process.wait(30)
            self.process = None


@dataclass
class TownTill:
    """One till: its home, its synchroniser, and a `sell` program that takes baskets."""

    home: Path
    sync: Program
    seller: subprocess.Popen[str] | None = None
    store_no: int = 1

    def sell(self, *baskets: str) -> list[dict[str, Any]]:
        """Complete these baskets, one after the other; the result of each."""
        if self.seller is None:
            with self.home.with_suffix(".sell.log").open("ab") as log:
                self.seller = subprocess.Popen(
                    [sys.executable, "-m", "pos.cli", "--home", str(self.home), "sell"],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT, env=ENVIRONMENT,
                )  # fmt: skip
        told = []
        for line in baskets:
            _into(self.seller.stdin).write(line + "\n")
            _into(self.seller.stdin).flush()
            told.append(json.loads(_into(self.seller.stdout).readline()))
        return told

    def kill_seller(self) -> None:
        """Its `sell` dies as by a power cut; the next sale begins a new one."""
        if self.seller is not None:
            self.seller.kill()
            self.seller.communicate()
            self.seller = None

    def journal(self) -> list[tuple[str, int, str]]:
        """Journal, seq and hash of every entry."""
        till = open_till(self.home)
        try:
            with till.store.read() as tx:
                return [(e.journal_id.hex(), e.seq, e.h.hex()) for _n, e in tx.journal.read()]
        finally:
            till.close()

    def sync_now(self) -> None:
        """What the button of the sync centre does."""
        till = open_till(self.home)
        try:
            press_sync_now(till)
        finally:
            till.close()

    def line(self) -> LineState:
        """How its synchroniser says that the line is."""
        till = open_till(self.home)
        try:
            with till.store.read() as tx:
                return tx.link.line() or LineState("starting", "")
        finally:
            till.close()

    def acked(self) -> int:
        """How many entries it takes for acknowledged."""
        till = open_till(self.home)
        try:
            with till.store.read() as tx:
                return int(tx.driver.execute("SELECT coalesce(sum(acked), 0) FROM local_sent").fetchone()[0])
        finally:
            till.close()

    def queue(self) -> set[str]:
        """The numbers of the orders that the desk sees."""
        till = open_till(self.home)
        try:
            return {order.number for order in queue(till)}
        finally:
            till.close()

    def close(self) -> None:
        if self.seller is not None:
            _into(self.seller.stdin).close()
            self.seller.wait(30)
            _into(self.seller.stdout).close()
            self.seller = None
        self.sync.stop()


@dataclass
class Town:
    """`url` is where the hub answers; a killed hub comes back at the same place. `tls` are the files of its certificate
    and key; a hub without them answers in the clear."""

    folder: Path
    database: str = ""
    port: int = 0
    tls: tuple[Path, Path] | None = None
    hubs: list[Program] = field(default_factory=list)
    tills: list[TownTill] = field(default_factory=list)
    key: str = ""

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}" if self.tls else f"http://127.0.0.1:{self.port}"

    @property
    def hub_home(self) -> Path:
        return self.folder / "hub"

    def hub_command(self, *arguments: object, code: int = 0) -> dict[str, Any]:
        more = ("--database", self.database) if self.database else ()
        return run("sync.hub", self.hub_home, *arguments, *more, code=code)

    def start_hub(self, port: int = 0) -> Program:
        """One more hub process; it answers when this returns."""
        port = port or self.port or free_port()
        self.port = self.port or port
        more = ["--database", self.database] if self.database else []
        if self.tls:
            more += ["--tls-cert", str(self.tls[0]), "--tls-key", str(self.tls[1])]
        told = ("-m", "sync.hub", "--home", str(self.hub_home), "serve", "--port", str(port), *more)
        hub = Program(told, self.folder / "hub.log")
        hub.start()
        self.hubs.append(hub)
        there = is_open if self.tls else answers
        eventually(lambda: there(port) or not hub.runs, START_LIMIT_S, "the hub answers")
        assert hub.runs, hub.log.read_text()[-2000:]
        return hub

    def enrol(self, number: int, store_no: int = 1, url: str = "") -> TownTill:
        """A new till that has joined, read everything and not yet sold; its synchroniser does not run."""
        till = self.till_at(number, store_no)
        with self.opened() as hub:
            code = make_code(hub, store_no, number).code
        run("pos.cli", till.home, "enrol", "--hub", url or self.url, "--code", code)
        return till

    def till_at(self, number: int, store_no: int = 1) -> TownTill:
        """A place for a till; it has not joined yet."""
        home = self.folder / f"till-{store_no}-{number}"
        sync = Program(("-m", "sync", "--home", str(home), "run"), self.folder / f"sync-{store_no}-{number}.log")
        till = TownTill(home, sync, store_no=store_no)
        self.tills.append(till)
        return till

    @contextmanager
    def opened(self) -> Iterator[Hub]:
        """The hub's database in this process, as the commands of the hub open it."""
        hub = open_hub(self.database or "sqlite:///hub.db", self.hub_home)
        try:
            yield hub
        finally:
            hub.engine.dispose()

    def set_up(self, **files: Path) -> None:
        """Two stores, what they sell, and the key of the web shop."""
        with self.opened() as hub:
            for name, letter in (("Northgate", "N"), ("Harbour Street", "H")):
                add_store(hub, NewStore(name, "GBP", "GB", code=letter))
            for kind, file in files.items():
                assert import_file(hub, kind, file).kept
            self.key, _ = add_channel(hub, "web", ("orders", "prices", "stock", "customers"))

    def ask(self, method: str, path: str, body: object = None, key: str = "", url: str = "") -> dict[str, Any]:
        """What the hub answers the web shop."""
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        data = None if body is None else json.dumps(body).encode()
        with urlopen(Request((url or self.url) + path, data, headers, method=method), timeout=30) as answer:
            told: dict[str, Any] = json.load(answer)
            return told

    def place_order(self, ref: str, *lines: tuple[str, str], store: int = 1, url: str = "") -> dict[str, Any]:
        """A web order; the document that the web shop gets, with the token for the customer."""
        told = [{"sku": sku, "qty": qty} for sku, qty in lines]
        customer = {"name": "Amelia Okafor", "email": "amelia@shop.example"}
        return self.ask(
            "POST", "/v1/orders", {"ref": ref, "store": store, "lines": told, "customer": customer}, ref, url
        )

    def held(self, statement: str, **values: object) -> list[tuple[Any, ...]]:
        """What stands in the hub's database."""
        engine = open_database(self.database or "sqlite:///hub.db", self.hub_home)
        try:
            with engine.connect() as connection:
                return [tuple(row) for row in connection.execute(text(statement), values)]
        finally:
            engine.dispose()

    def entries(self) -> list[tuple[str, int, str]]:
        """Journal, seq and hash of every entry at the hub."""
        rows = self.held("SELECT journal_id, seq, h FROM entry ORDER BY journal_id, seq")
        return [(bytes(row[0]).hex(), row[1], bytes(row[2]).hex()) for row in rows]

    def count(self) -> int:
        """How many entries the hub holds."""
        return int(self.held("SELECT count(*) FROM entry")[0][0])

    def has_all(self, *tills: TownTill) -> bool:
        """Whether the hub holds every entry of these tills, and each once."""
        there = self.entries()
        mine = [entry for till in tills or self.tills for entry in till.journal()]
        return sorted(there) == sorted(mine)

    def close(self) -> None:
        for till in self.tills:
            till.close()
        for hub in self.hubs:
            hub.kill()


@contextmanager
def a_town(
    folder: Path,
    products: Path,
    taxes: Path,
    staff: Path,
    database: str = "",
    tls: tuple[Path, Path] | None = None,
) -> Iterator[Town]:
    """A hub with two stores and these goods that answers; everything is stopped at the end."""
    town = Town(folder, database, tls=tls)
    try:
        town.set_up(taxes=taxes, products=products, staff=staff)
        town.start_hub()
        yield town
    finally:
        town.close()


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1) as told:
            return bool(told.status == 200)
    except OSError:
        return False


def is_open(port: int) -> bool:
    """Whether anybody takes lines there."""
    with socket.socket() as line:
        line.settimeout(1)
        return line.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _into(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
