"""The line in the window: pill, strip, badge and the sheet of what is limited, kept true while the window is open."""

from PySide6.QtCore import QObject, QTimer, Signal

from pos.domain.failures import Unavailable
from pos.services.link import LineView, line_view
from ui.line import LineWords, StripKeeper, StripView, is_offline, pill_view, strip_view
from ui.programs import Synchroniser
from ui.session import Session
from ui.shell.limits import Limits, limits_view
from ui.shell.rail import PageView
from ui.shell.shell import Shell
from ui.shell.top_bar import SyncView
from ui.text import spoken
from ui.watch import StoreWatch

EVERY_MS = 1_000
"""Ages and spans grow without anything being written."""


class LineDesk(QObject):
    """`changed` says that the till's file was written, or that a synchroniser came or went: pages read anew."""

    changed = Signal()
    pill_changed = Signal()

    def __init__(self, session: Session, shell: Shell, watch: StoreWatch, synchroniser: Synchroniser) -> None:
        super().__init__()
        self._session, self._shell = session, shell
        self._watch, self._synchroniser = watch, synchroniser
        self._words, self._keeper = spoken(LineWords), StripKeeper()
        self._shown: StripView | None = None
        self.view = LineView()
        self.pill = SyncView(self._words.stand_alone, "db")
        self.limits = Limits(shell.stack, shell.holder)
        watch.changed.connect(self._read)
        synchroniser.changed.connect(self._read)
        shell.strip.acted.connect(self._acted)
        shell.strip.closed.connect(self._closed)
        shell.page_shown.connect(self._page_shown)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._show)

    @property
    def is_running(self) -> bool:
        return self._synchroniser.is_running

    @property
    def is_offline(self) -> bool:
        """Whether what needs the hub cannot be done now; a till of its own is never offline."""
        return is_offline(self.view, self.is_running)

    def start(self) -> None:
        self._watch.start()
        self._read()
        self._timer.start(EVERY_MS)

    def stop(self) -> None:
        """End the synchroniser that was started here, and look no more."""
        self._timer.stop()
        self._watch.stop()
        self._synchroniser.stop()

    def sold(self) -> None:
        """The strip goes by itself after the next sale; the pill stays."""
        self._put_away()

    def _read(self) -> None:
        try:
            self.view = line_view(self._session.till)
        except Unavailable:
            return  # a busy file is looked at again with the next change; what is wrong with it a sale says itself
        if self.view.peer is not None:
            self._synchroniser.start()  # joined while the window is open: from now on records are sent
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        session, now = self._session, self._session.till.now()
        pill = pill_view(self.view, is_running=self.is_running, now=now, time=session.time, words=self._words)
        if pill != self.pill:
            self.pill = pill
            self._shell.top.show_sync(pill)
            self.pill_changed.emit()
        badge = str(self.view.needs_look) if self.view.needs_look else ""
        self._shell.rail.show_page(PageView("sync", badge))
        self._show_strip()

    def _show_strip(self) -> None:
        session = self._session
        wanted = strip_view(self.view, is_running=self.is_running, time=session.time, words=self._words)
        manager = session.signed_in and session.staff.role.manages_people
        if not self._keeper.wanted(wanted, is_manager=manager, now=session.till.now()):
            self._hide_strip()
        elif wanted is not None and session.signed_in and wanted != self._shown:
            self._shown = wanted
            self._shell.show_strip(wanted.title, wanted.words, self._words.limited)

    def _is_ours(self) -> bool:
        """Whether the strip that is shown is about the line; others have it too."""
        return self._shown is not None and self._shell.strip.title == self._shown.title

    def _hide_strip(self) -> None:
        if self._is_ours():
            self._shell.strip.hide()
        self._shown = None
        self.limits.hide()

    def _acted(self) -> None:
        if self._is_ours():
            as_of = self.view.line.received_at if self.view.line is not None else ""
            self.limits.toggle(limits_view(self._session.time(as_of) if as_of else "", *self._caps()))

    def _caps(self) -> tuple[str, str]:
        """The most of points and of a gift card that is taken without the hub."""
        with self._session.till.store.read() as tx:
            programme = tx.prices.rules().programme
        policy = programme.offline if programme else None
        cards = programme.gift_card_offline if programme else None
        money = self._session.money
        return money(policy.per_sale_minor) if policy else "", money(cards.per_card_minor) if cards else ""

    def _closed(self) -> None:
        if self._is_ours():
            self._put_away()

    def _put_away(self) -> None:
        if self._is_ours():
            self._keeper.closed(self._session.till.now())
            self._hide_strip()

    def _page_shown(self, _name: str) -> None:
        self.limits.hide()
