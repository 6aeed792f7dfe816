"""Putting the synchroniser together for one home: lock, till, hub, loops; and taking it apart again."""

import os
import random
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from pos.domain.failures import Refused
from pos.services.till import SYNC_LOCK, Till, lock_home, open_till
from pos.services.uptime import running_s, uptime
from pos.store.engine import SYNC_CACHE_KIB
from pos.store.pace import Pace
from pos.store.secrets import recovery_public
from sync import puller, pusher, reconciling
from sync.api import Api
from sync.blackbox import BlackBox
from sync.keeper import Keeper, WrittenAt
from sync.logs import Log
from sync.protocol import Link
from sync.pull import BARRED, ORDERS, OTHERS, Feeding
from sync.site import Site
from sync.status import Status
from sync.worker import Worker

ONCE_LIMIT_S = 600.0
"""`once` gives up after so long; what is sent by then is sent."""


def app_version() -> str:
    """The version of this program."""
    return version("tandem-pos")


@contextmanager
def at_home(home: Path, quiet: bool = False) -> Iterator[Site]:
    """The till of this home with the line to its hub, held against a second synchroniser.

    Refused `not_enrolled` for a stand-alone till, `till_in_use` when one runs already, `till_read_only`.
    """
    if not home.is_dir():
        raise Refused("no_till", home=str(home))
    locks = lock_home(home, SYNC_LOCK)
    try:
        till = open_till(home, cache_kib=SYNC_CACHE_KIB, locked=(SYNC_LOCK,))
        try:
            with _site(till, quiet) as site:
                yield site
        finally:
            till.close()
    finally:
        for lock in locks:
            lock.release()


@contextmanager
def _site(till: Till, quiet: bool) -> Iterator[Site]:
    with till.store.read() as tx:
        peer = tx.link.peer()
    if peer is None:
        raise Refused("not_enrolled")
    if reason := till.store.safe_mode:
        raise Refused("till_read_only", reason=reason)
    log = Log(till.now, till.home, quiet)
    api = Api(
        peer.url, hub_id=peer.hub_id, till_id=peer.till_id, signer=till.secrets.signer, pins=peer.pins, clock=running_s
    )
    try:
        status = Status(till, running_s, uptime, os.getpid())
        yield Site(till, api, status, log, running_s, random.random, app_version(), Pace(till.store))
    finally:
        api.close()
        log.close()


def run(home: Path) -> None:
    """Synchronise until SIGTERM or SIGINT."""
    with at_home(home) as site, _keeping(site) as (keeper, written):
        worker = Worker(site, keeper, written)
        with _signals(worker.stop):
            site.log("started", app=site.app)
            site.status.save()
            worker.run()
            site.log("stopped")


@contextmanager
def _keeping(site: Site) -> Iterator[tuple[Keeper, WrittenAt]]:
    written = WrittenAt(site.mono())
    keeper = Keeper(site, BlackBox(site.till.home, recovery_public(site.till.home)), written)
    try:
        yield keeper, written
    finally:
        keeper.close()


@contextmanager
def _signals(stop: Callable[[], None]) -> Iterator[None]:
    """Stop at SIGTERM and SIGINT; only a main thread may be told of them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, lambda *_: stop()) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@dataclass(frozen=True, slots=True)
class Once:
    """What one round came to: entries sent and left, and the code of what stopped it, empty when nothing did."""

    sent: int
    left: int
    code: str
    facts: tuple[tuple[str, str], ...] = ()


def once(home: Path) -> Once:
    """Send everything, read everything, and stop at the first failure."""
    with at_home(home, quiet=True) as site, _keeping(site):
        before = _waiting(site)
        link = _sent_all(site)
        feeding = _read_all(site) if not link.code else None
        stopped = link if link.code or feeding is None else feeding.link
        site.status.save()
        barred = f"till_{site.status.till_state}" if site.status.till_state in BARRED else ""
        return Once(before - _waiting(site), _waiting(site), stopped.code or barred, stopped.facts)


def _sent_all(site: Site) -> Link:
    link, until = Link(), site.mono() + ONCE_LIMIT_S
    while True:
        now = site.mono()
        link = pusher.turn(site, link, now)
        if link.code or link.rest_until > now or now > until:
            return link


def _read_all(site: Site) -> Feeding:
    """Every scope until it is up to date; the orders too are only asked, not waited for."""
    feeding, until = Feeding((*OTHERS, *ORDERS)), site.mono() + ONCE_LIMIT_S
    while True:
        now = site.mono()
        feeding = puller.turn(site, feeding, now)
        if feeding.link.code or feeding.link.rest_until > now or now > until:
            return feeding


def _waiting(site: Site) -> int:
    with site.till.store.read() as tx:
        peer = tx.link.peer()
        return tx.outbox.waiting(peer.outbox_from)[0] if peer else 0


def reconcile(home: Path) -> reconciling.Report:
    """Send what waits, then compare with the hub; Unavailable or Refused says why it could not be done."""
    with at_home(home, quiet=True) as site:
        _sent_all(site)
        return reconciling.reconcile(site)
