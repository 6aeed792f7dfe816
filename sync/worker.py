"""The synchroniser at work: a thread for each loop, woken by what is new in the till's file.

Pushing, pulling, claims, comparing and keeping go their own ways, so a long poll never holds up a sale and a backlog
never holds up a price. What they do is decided elsewhere; here they only run, rest and stop.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from pos.domain.failures import Refused, Unavailable
from pos.store.change import ChangeCounter
from sync import claimer, puller, pusher, reconciling
from sync.keeper import Keeper, WrittenAt
from sync.protocol import Link
from sync.pull import ORDERS, OTHERS, Feeding
from sync.releases import Releases
from sync.site import Site
from sync.wire import Scope

WATCH_S = 0.02
"""So often the file is looked at: a new entry is on its way within 50 ms."""
STOP_S = 1.5
"""How long the loops have to end; what the hub is still asked then is given up."""
LOCAL_REST_S = 1.0

Turn = Callable[[float], float]
"""Does what is due at this second, and says until when it may rest."""


class Loop:
    """One thread: it takes turns until it is stopped, and rests in between unless it is woken."""

    def __init__(
        self, name: str, turn: Turn, mono: Callable[[], float], failed: Callable[[BaseException], None]
    ) -> None:
        self._turn, self._mono, self._failed = turn, mono, failed
        self._news = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        self._news.set()

    def stop(self) -> None:
        self._stopped.set()
        self._news.set()

    def join(self, limit_s: float) -> None:
        self._thread.join(limit_s)

    def _run(self) -> None:
        try:
            while not self._stopped.is_set():
                self._news.clear()
                until = self._rested()
                if not self._stopped.is_set():
                    self._news.wait(max(0.0, until - self._mono()))
        except BaseException as failure:
            self._failed(failure)

    def _rested(self) -> float:
        """A till that is busy or full for a moment is tried again; nothing is lost by it."""
        try:
            return self._turn(self._mono())
        except Unavailable:
            return self._mono() + LOCAL_REST_S


@dataclass(frozen=True, slots=True)
class News:
    """What the loops wait for: new entries, claims, a wish."""

    newest: int
    claims: int
    wish: tuple[bool, int, int]


class Worker:
    """All loops of one till. `run` returns when it is stopped, or raises what one of them could not go on after."""

    def __init__(self, site: Site, keeper: Keeper, written: WrittenAt) -> None:
        self._site, self._keeper, self._written = site, keeper, written
        self._stopping = threading.Event()
        self._failure: BaseException | None = None
        self._push = self._loop("push", _pushing(site))
        self._claims = self._loop("claims", _claiming(site))
        self._compare = self._loop("reconcile", _comparing(site))
        self._feeds = [self._loop(scopes[0], _pulling(site, scopes)) for scopes in (ORDERS, OTHERS)]
        self._keep = self._loop("keep", keeper.turn)
        site.status.reached = self._wake_all

    @property
    def _loops(self) -> list[Loop]:
        return [self._push, self._claims, self._compare, *self._feeds, self._keep]

    def stop(self) -> None:
        """Ask `run` to return; may be called from a signal or another thread."""
        self._stopping.set()

    def run(self) -> None:
        for loop in self._loops:
            loop.start()
        changes = ChangeCounter(self._site.till.store)
        try:
            self._watch(changes)
        finally:
            changes.close()
            self._end()
        if self._failure is not None:
            raise self._failure

    def _watch(self, changes: ChangeCounter) -> None:
        """Wake the loops that have something to do; the synchroniser's own writes wake nobody."""
        seen, news = 0, self._news()
        while not self._stopping.wait(WATCH_S):
            number = changes.number()
            if number == seen:
                continue
            seen, self._written.last = number, self._site.mono()
            before, news = news, self._news()
            self._wake(before, news)

    def _wake(self, before: News, news: News) -> None:
        if news.newest != before.newest:
            self._push.wake()
        if news.claims:  # also as many as before: the one of then may be answered, and this one be new
            self._claims.wake()
        if news.wish != before.wish:
            self._wake_all()

    def _wake_all(self) -> None:
        for loop in self._loops:
            loop.wake()

    def _news(self) -> News:
        try:
            with self._site.till.store.read() as tx:
                wish = tx.link.wish()
                newest, _shift = tx.outbox.newest()
                return News(newest, len(tx.claims.asked()), (wish.paused, wish.now, wish.reconcile))
        except Unavailable:
            return News(-1, -1, (False, 0, 0))

    def _end(self) -> None:
        loops = self._loops
        for loop in loops:
            loop.stop()
        until = self._site.mono() + STOP_S
        for loop in loops:
            loop.join(max(0.0, until - self._site.mono()))

    def _loop(self, name: str, turn: Turn) -> Loop:
        return Loop(name, turn, self._site.mono, self._broke)

    def _broke(self, failure: BaseException) -> None:
        """One loop cannot go on: the program ends, and whoever watches it starts it anew."""
        code = failure.code if isinstance(failure, Refused) else type(failure).__name__
        self._site.log("loop_broke", code=code)
        self._failure = self._failure or failure
        self._stopping.set()


def _pushing(site: Site) -> Turn:
    link = Link()

    def turn(now: float) -> float:
        nonlocal link
        link = pusher.turn(site, link, now)
        return link.rest_until

    return turn


def _claiming(site: Site) -> Turn:
    releases = Releases()

    def turn(now: float) -> float:
        rest_until = claimer.turn(site, now)
        releases.turn(site, now)
        return rest_until

    return turn


def _comparing(site: Site) -> Turn:
    link = Link()

    def turn(now: float) -> float:
        nonlocal link
        link = reconciling.turn(site, link, now)
        return link.rest_until

    return turn


def _pulling(site: Site, scopes: tuple[Scope, ...]) -> Turn:
    feeding = Feeding(scopes)

    def turn(now: float) -> float:
        nonlocal feeding
        feeding = puller.turn(site, feeding, now)
        return feeding.link.rest_until

    return turn
