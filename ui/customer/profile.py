"""One customer's page: opened once with a line in the journal, read again without one when something changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from pos.domain.customer import Customer360, Event, Goods, Viewed
from pos.domain.failures import Refused, Unavailable
from ui.customer.desk import Desk
from ui.customer.profile_views import Sale, head_view, profile_view
from ui.customer.timeline_views import event_row, timeline_view
from ui.customer.view import CHANNELS, GoneView, ProfileView, Tab, TimelineRow


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the timeline, in rows; `last` is where the next one goes on."""

    rows: tuple[TimelineRow, ...]
    last: Event | None
    older: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """All that the page shows, made in the job that read it."""

    known: Customer360
    view: ProfileView
    page: Page


class ProfileDesk:
    """Shows a customer; what comes back from jobs for somebody else, or another part of the timeline, is too late."""

    def __init__(self, desk: Desk) -> None:
        self._screen, self._teller, self._run_job, self._calls = desk.screen, desk.teller, desk.run_job, desk.calls
        self._shown: Opened | None = None
        self._tab: Tab = "all"
        self._is_open = False
        self._asked = 0
        self._reading = self._again = False

    @property
    def known(self) -> Customer360 | None:
        return self._shown.known if self._shown is not None else None

    @property
    def is_open(self) -> bool:
        """Whether a page is shown or on its way, also that of somebody who is gone."""
        return self._is_open

    @property
    def customer_id(self) -> str:
        """Whose page is shown, empty for nobody's."""
        return self._shown.known.profile.customer_id if self._shown is not None else ""

    def open(self, customer_id: str, reason: Viewed) -> None:
        """Read a customer and write down that it was read."""
        self._shown, self._tab, self._is_open = None, "all", True
        self._asked += 1
        self._screen.show_opening()
        read = partial(self._read, partial(self._calls.open, customer_id, reason), self._calls.sale())
        self._run_job(read, partial(self._opened, self._asked), partial(self._gone, self._asked))

    def refresh(self) -> None:
        """Something was written: the same page anew, with as much of its timeline as is looked at."""
        if self._shown is None:
            return
        if self._reading:
            self._again = True
            return
        self._reading = True
        read = partial(
            self._read, partial(self._calls.look, self.customer_id), self._calls.sale(), len(self._shown.page.rows)
        )
        self._run_job(read, partial(self._refreshed, self._asked), self._not_refreshed)

    def forget(self) -> None:
        """Nobody's page is shown any more, and no answer that is under way will show one."""
        self._shown, self._is_open = None, False
        self._asked += 1

    def show_sale(self) -> None:
        """The basket changed: the button that begins or goes on with the sale says so."""
        if (shown := self._shown) is not None:
            view = replace(shown.view, head=head_view(self._teller, shown.known, self._calls.sale()))
            self._show(replace(shown, view=view), with_timeline=False)

    def tab_chosen(self, tab: Tab) -> None:
        """Another part of the timeline; what stands in the other column of a wider window is no part of it."""
        self._tab = tab
        if tab in CHANNELS:
            self._asked += 1
            self._load(None, (), self._asked)
        else:
            self._show_timeline()

    def older(self) -> None:
        shown = self._shown
        if shown is not None and shown.page.older:
            self._load(shown.page.last, shown.page.rows, self._asked)

    def _load(self, after: Event | None, before: tuple[TimelineRow, ...], asked: int) -> None:
        if self._shown is None:
            return
        read = partial(self._page, self.customer_id, self._tab, after, before)
        self._run_job(read, partial(self._paged, asked), self._screen.tell_failure)

    def _read(self, look: Callable[[], Customer360], sale: Sale, least: int = 0) -> Opened:
        """Runs as a job. At least so many events, where there are."""
        known = look()
        asked = [one.sku for one in _goods(known)]
        sold = self._calls.sold(asked)
        page = self._page(known.profile.customer_id, self._tab, None, ())
        while page.older and len(page.rows) < least:
            page = self._page(known.profile.customer_id, self._tab, page.last, page.rows)
        return Opened(known, profile_view(self._teller, known, sale, sold.__contains__), page)

    def _page(self, customer_id: str, tab: Tab, after: Event | None, before: tuple[TimelineRow, ...]) -> Page:
        """Runs as a job."""
        channel = next((one for one in CHANNELS if one == tab), CHANNELS[0])
        events, older = self._calls.events(customer_id, channel, after)
        rows = tuple(event_row(self._teller, event) for event in events)
        return Page((*before, *rows), events[-1] if events else after, older)

    def _opened(self, asked: int, opened: Opened) -> None:
        if asked == self._asked:
            self._show(opened)

    def _refreshed(self, asked: int, opened: Opened) -> None:
        self._reading = False
        if asked == self._asked and self._shown is not None:
            if opened.page.older and len(opened.page.rows) < len(self._shown.page.rows):
                self._again = True  # older events were fetched meanwhile: who reads them does not lose them
            else:
                self._show(opened)
        if self._again:
            self._again = False
            self.refresh()

    def _not_refreshed(self, failure: Refused | Unavailable) -> None:
        """A busy file is read again with the next change; a customer that is gone is gone."""
        self._reading = self._again = False
        if isinstance(failure, Refused):
            self._gone(self._asked, failure)

    def _gone(self, asked: int, failure: Refused | Unavailable) -> None:
        if asked != self._asked:
            return
        self._shown = None
        words = self._teller.words
        self._screen.show_gone(GoneView(words.gone, words.gone_words))
        if isinstance(failure, Unavailable):
            self._screen.tell_failure(failure)

    def _paged(self, asked: int, page: Page) -> None:
        if asked == self._asked and self._shown is not None:
            self._shown = replace(self._shown, page=page)
            self._show_timeline()

    def _show(self, opened: Opened, with_timeline: bool = True) -> None:
        self._shown = opened
        self._screen.show_profile(opened.view)
        if with_timeline:
            self._show_timeline()

    def _show_timeline(self) -> None:
        if (shown := self._shown) is not None:
            page, as_of = shown.page, shown.known.as_of
            self._screen.show_timeline(timeline_view(self._teller, self._tab, page.rows, as_of, page.older))


def _goods(known: Customer360) -> Sequence[Goods]:
    """Everything that the right column may bring into a sale."""
    events = [event for event in (known.basket, known.wishlist) if event is not None]
    return [*(one for event in events for one in event.goods), *(one for one, _reason in known.suggestions)]
