"""The composition root: builds every screen with what it asks of the till, and owns all of it.

Qt holds connected methods only weakly, so whatever listens is an attribute of the one `App`.
"""

import sys
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from pos.domain.failures import Refused, Unavailable
from pos.domain.staff import BUILT_IN, Staff
from pos.services import staff as people
from pos.services.basket import kept_basket
from pos.services.till import Till
from pos.store.print_jobs import PrintJob
from ui.ahead import Ahead
from ui.complete.words import CompleteWords
from ui.customers import Customers
from ui.demo_desk import DemoDesk
from ui.idle import IdleLock
from ui.jobs import Jobs
from ui.keys import KeyWords
from ui.lettering import Lettering, keep_rises, rises_here
from ui.line_desk import LineDesk
from ui.pay.words import PayWords
from ui.pickups import Pickups
from ui.programs import Synchroniser
from ui.returning import Returning
from ui.returns.words import ReturnWords
from ui.rubbish import Rubbish
from ui.scan_desk import ScanDesk
from ui.scanner import ScanRouter
from ui.selling import Selling
from ui.session import Session
from ui.shell.key_groups import KeySheet, keys_everywhere, keys_of
from ui.shell.key_list import key_list
from ui.shell.rail import PAGES
from ui.shell.shell import Shell
from ui.shell.words import ScanWords, ShellWords
from ui.shift.words import ShiftWords
from ui.shifting import Shifting
from ui.signing import Rung, Signing
from ui.sync.operations import SyncDesk
from ui.sync.presenter import SyncPresenter
from ui.sync.screen import SyncScreen
from ui.sync.wire import wire as wire_sync
from ui.sync.words import SyncWords
from ui.text import CommonWords, sentence, spoken
from ui.theme import Theme, ThemeHolder, apply
from ui.upkeep import Upkeep
from ui.watch import StoreWatch

SWITCH_S = 0.0005
"""Qt asks Python many times for one key, and each time waits so long for a job that computes; Python's own 5 ms would
add up to a window that stands still."""


class App:
    """One till and its window."""

    def __init__(self, qt: QApplication, till: Till, demo: DemoDesk | None = None) -> None:
        """`demo` is what can be done with a demo; one that was opened like any till can be looked at only."""
        sys.setswitchinterval(SWITCH_S)
        self.qt, self.till, self.demo = qt, till, demo or DemoDesk()
        self.session = Session(till)
        self.jobs = Jobs()
        self.holder = ThemeHolder(Theme("light"))
        apply(qt, self.holder.theme)
        self.words, self.common = spoken(ShellWords), spoken(CommonWords)
        self.shell = Shell(self.holder, self.words, self.common, lambda: self.session.time(till.now()))
        self.shell.setWindowTitle(f"{till.setup.name} · Tandem")
        self._titles: dict[str, tuple[str, str]] = {}
        self.watch, self.synchroniser = StoreWatch(till), Synchroniser(till.home)
        self.line = LineDesk(self.session, self.shell, self.watch, self.synchroniser)
        self._place()
        self.lettering = Lettering(self.shell, self.holder, rises_here(till), partial(keep_rises, till))
        self._build_sign_in()
        self.selling = Selling(self.shell, self.session, self.jobs, self.words, self.common)
        self._build_shift()
        self._build_sync()
        sell, sound = self._sell_again, self.selling.sounds.play
        self.pickups = Pickups(self.session, self.shell, self.jobs, self.common, sound, sell)
        self.titled("pickups", self.words.pickups, "")
        self.returning = Returning(self.session, self.shell, self.jobs, self.common, self.selling)
        self.selling.is_offline = lambda: self.line.is_offline
        self.selling.returns, self.selling.orders = self.returning.open, self.pickups.open
        self.titled("returns", spoken(ReturnWords).title, "")
        self.customers = Customers(self.session, self.shell, self.jobs, self.common, self.selling, self.titled)
        self.selling.customers = self.customers.for_sale
        rung = self.selling.sell
        self.signing.rung = Rung(lambda: rung.basket, lambda: rung.priced.total_minor, rung.hold)
        self.router = ScanRouter()
        badge = self.signing.badge_scanned
        pages = (self.pickups, self.returning, self.customers)
        self.scan_desk = ScanDesk(self.session, self.shell, self.selling, *pages, self.jobs, badge, spoken(ScanWords))
        self.upkeep, self.rubbish = Upkeep(till, self.jobs), Rubbish()
        loads = {"ui.customer": self.customers.load, "ui.pickup": self.pickups.load, "ui.returns": self.returning.load}
        self.ahead = Ahead(loads | {"ui.letters": self.lettering.load}, self.router.is_hearing)
        self.idle = IdleLock(till.setup.lock_after_s, self._may_not_lock)
        self._connect()

    def start(self, doubted: tuple[PrintJob, ...] = ()) -> None:
        """Show the first page. A till without staff is run by its owner and says so; what was found wrong at start is
        said once, and so are receipts that were on their way to paper when the till stopped (`doubted`)."""
        self.router.start(self.qt)
        self.selling.start(kept_basket(self.till))
        self.upkeep.start()
        self.rubbish.start()
        self.idle.start(self.shell)
        self.line.start()
        self.pickups.start()
        if people.people(self.till) == (BUILT_IN,):
            self._enter(BUILT_IN)
            self.shell.show_strip(self.words.no_staff, self.words.no_staff_words)
        else:
            self.lock()
        if self.till.noticed:
            self.shell.show_strip(self.words.put_back, self.till.noticed[0].where)
        elif doubted:
            self.scan_desk.doubt(doubted[-1])

    def lock(self) -> None:
        """Sign out; the basket stays as it is."""
        self.session.signed_in = False
        self.selling.sell.put_away()
        self.pickups.put_away()
        self.returning.put_away()
        self.customers.put_away()
        self.signing.start()

    def _may_not_lock(self) -> bool:
        """Nobody is at the till, its owner has no PIN to come back with, or a card is in the terminal."""
        card = self.selling.pay.card
        return not self.session.signed_in or self.session.staff == BUILT_IN or (card is not None and card.busy)

    def open_page(self, name: str) -> None:
        """Show a page of the rail under its own title."""
        self.shell.show_page(name)

    def close(self) -> None:
        """Let what was asked for be done, then let go of the till."""
        self.router.stop(self.qt)
        self.upkeep.stop()
        self.ahead.stop()
        self.idle.stop()
        self.line.stop()
        self.selling.close()
        self.jobs.close()
        self.rubbish.stop()
        self.till.close()

    def tell(self, failure: Refused | Unavailable) -> None:
        self.shell.toast.say(sentence(failure), "info", None)

    def titled(self, page: str, title: str, subtitle: str) -> None:
        """Keep what a page calls itself; it stands above it while the page is shown."""
        self._titles[page] = (title, subtitle)
        if self.shell.page == page:
            self.shell.top.show_title(title, subtitle)

    def _place(self) -> None:
        setup = self.till.setup
        self.shell.top.show_place(self.words.place.format(store=setup.name, till=setup.till), demo=setup.demo)

    def _build_sign_in(self) -> None:
        self.signing = Signing(
            self.session,
            self.shell,
            self.jobs,
            self.common,
            self.line,
            self.demo,
            entered=self._enter,
            lock=self.lock,
        )
        self.sign_in_screen, self.sign_in = self.signing.screen, self.signing.presenter
        self.sign_in_screen.foot.theme_asked.connect(self._change_theme)
        self.sign_in_screen.foot.help_asked.connect(self._show_keys)
        for chip in (self.sign_in_screen.head.demo_pressed, self.shell.demo_asked):
            chip.connect(lambda: self.demo.show(self.shell, self.common))

    def _build_shift(self) -> None:
        self.shifting = Shifting(
            self.session,
            self.shell,
            self.jobs,
            self.common,
            self.selling,
            opened=lambda: self.open_page("sell"),
            sign_out=self.lock,
        )
        self.shift_screen, self.shift = self.shifting.screen, self.shifting.presenter
        self.shift_screen.titled.connect(lambda title, subtitle: self.titled("shift", title, subtitle))

    def _build_sync(self) -> None:
        words, line = spoken(SyncWords), self.line
        self.sync_screen = SyncScreen(self.holder, words)
        desk = SyncDesk(self.session, words, line=lambda: line.view, is_running=lambda: line.is_running)
        self.sync = SyncPresenter(self.sync_screen, words, self.jobs, desk.calls())
        wire_sync(self.sync_screen, self.sync)
        self.sync_screen.titled.connect(lambda title, subtitle: self.titled("sync", title, subtitle))
        self.sync_screen.told.connect(lambda words: self.shell.toast.say(words, "info", None))
        self.shell.add_page("sync", self.sync_screen)
        self.selling.sold = line.sold
        line.changed.connect(self.sync.changed)

    def _connect(self) -> None:
        self.shell.page_shown.connect(self._page_shown)
        self.shell.lock_asked.connect(self.lock)
        self.idle.expired.connect(self.lock)
        self.idle.warned.connect(lambda left: self.shell.toast.say(self.words.locks_soon.format(seconds=left), "lock"))
        self.shell.help_asked.connect(self._show_keys)
        self.shell.sync_asked.connect(lambda: self.open_page("sync"))
        self.router.scanned.connect(self.scan_desk.scanned)
        self.router.scanned.connect(lambda _code: self.idle.stir())
        self.router.scanned.connect(self.lettering.lower)
        self.watch.changed.connect(self.selling.look_for_held)
        self.watch.changed.connect(self.pickups.changed)
        self.watch.changed.connect(self.customers.changed)
        self._minute = QTimer(self.shell)
        self._minute.timeout.connect(self._show_day)
        self._minute.start(1_000)
        self._show_day()

    def _show_day(self) -> None:
        now = self.till.now()
        self.sign_in_screen.head.show_time(self.session.time(now), self.session.day(now))

    def _enter(self, person: Staff) -> None:
        """Where the work begins: at the float, or at the basket."""
        self.session.staff, self.session.signed_in = person, True
        self.shell.top.show_person(person.name, person.short_name)
        self.ahead.start()
        with self.till.store.read() as tx:
            is_open = tx.shifts.open() is not None
        self.open_page("sell" if is_open else "shift")
        self.shifting.tell_of_day()

    def _page_shown(self, name: str) -> None:
        if name == "shift":
            self.shift.start()
        if name == "sell":
            self.selling.shown()
        if name == "pickups":
            self.pickups.shown()
        if name == "returns":
            self.returning.shown()
        if name == "customers":
            self.customers.shown()
        else:
            self.customers.left()
        if name == "sync":
            self.sync.start()
        else:
            self.sync.left()
        if name in self._titles:
            self.shell.top.show_title(*self._titles[name])

    def _sell_again(self, skus: Sequence[str]) -> None:
        """Goods of an order that is over go into the basket like any others."""
        self.open_page("sell")
        for sku in skus:
            self.selling.scanned(sku)

    def _change_theme(self) -> None:
        self.holder.use(Theme("dark" if self.holder.theme.mode == "light" else "light"))

    def _show_keys(self) -> None:
        """The sheet with the keys of the page at hand lies in front; on both, what answers everywhere stands first."""
        words = self.words
        names, everywhere = spoken(KeyWords), keys_everywhere(words)
        selling = (
            keys_of("sell", words.sell, words, names),
            keys_of("pay", spoken(PayWords).title, words, names),
            keys_of("complete", spoken(CompleteWords).title, words, names),
        )
        elsewhere = (
            keys_of("customer", words.customers, words, names),
            keys_of("pickups", words.pickups, words, names),
            keys_of("returns", words.returns, words, names),
            keys_of("shift", spoken(ShiftWords).title, words, names),
            keys_of("sync", spoken(SyncWords).title, words, names),
        )
        sheets = (
            KeySheet(words.keys_selling, (everywhere, *selling)),
            KeySheet(words.keys_elsewhere, (everywhere, *elsewhere)),
        )
        at = int(self.shell.page in PAGES[1:])
        key_list(self.shell, self.holder, words, self.common, sheets, self.selling.sounds, self.lettering, at)
