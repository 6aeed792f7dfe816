"""The pickup page in the window: loaded once somebody is there, built when it is first opened, and counted on the rail
from the start."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos.services import pickup_queue
from ui.jobs import Jobs
from ui.session import Session
from ui.shell.rail import PageView
from ui.shell.shell import Shell
from ui.text import CommonWords

if TYPE_CHECKING:
    from ui.pickup.page import PickupPage

PAGE = "pickups"


class Pickups:
    """Owns the page. `shown`, `changed` and the scans come from the window."""

    def __init__(
        self,
        session: Session,
        shell: Shell,
        jobs: Jobs,
        common: CommonWords,
        sound: Callable[[str], None],
        sell: Callable[[Sequence[str]], None],
    ) -> None:
        self._session, self._shell, self._jobs = session, shell, jobs
        self._make: Callable[[], PickupPage] = lambda: _loaded()(session, shell, jobs, common, sound, sell)
        self._page: PickupPage | None = None
        self._counting = self._again = False
        self._room = QWidget()
        QVBoxLayout(self._room).setContentsMargins(0, 0, 0, 0)
        shell.add_page(PAGE, self._room)
        shell.undo_asked.connect(self._undo)

    @property
    def page(self) -> "PickupPage":
        if self._page is None:
            self._page = self._make()
            layout = self._room.layout()
            assert layout is not None
            layout.addWidget(self._page.screen_)
            self._room.setFocusProxy(self._page.screen_)
        return self._page

    def start(self) -> None:
        self._count()

    def load(self) -> None:
        """Make the page ahead of its first opening, so that the window does not stand still then."""
        self._page = self.page

    def shown(self) -> None:
        """The page is in front."""
        self.page.presenter.start()

    def put_away(self) -> None:
        """The till is locked: whoever comes next begins anew, without what was ticked and approved before."""
        if self._page is not None:
            self._page.presenter.went_back()

    def changed(self) -> None:
        """Something was written into the till's file."""
        self._count()
        if self._page is not None and self._shell.page == PAGE:
            self._page.presenter.changed()

    def token_scanned(self, digits: str) -> None:
        self._show()
        self.page.presenter.token_scanned(digits)

    def bag_scanned(self, code: str) -> None:
        self._show()
        self.page.presenter.bag_scanned(code)

    def item_scanned(self, code: str) -> None:
        self.page.presenter.item_scanned(code)

    def open(self, order_id: int) -> None:
        """An order that was found elsewhere."""
        self._show()
        self.page.presenter.opened(order_id)

    def _show(self) -> None:
        if self._shell.page != PAGE:
            self._shell.show_page(PAGE)

    def _undo(self) -> None:
        if self._page is not None and self._shell.page == PAGE:
            self._page.presenter.undo_asked()

    def _count(self) -> None:
        """What is ready for customers stands on the rail; counted as a job, once more for what changed meanwhile."""
        if self._counting:
            self._again = True
            return
        self._counting = True
        till = self._session.till
        self._jobs(lambda: pickup_queue.counts(till).ready, self._counted, self._not_counted)

    def _counted(self, ready: int) -> None:
        self._counting = False
        self._shell.rail.show_page(PageView(PAGE, badge=str(ready) if ready else ""))
        if self._again:
            self._again = False
            self._count()

    def _not_counted(self, _failure: object) -> None:
        """A busy file is looked at again with the next change."""
        self._counting = self._again = False


def _loaded() -> "type[PickupPage]":
    """The page and all that it is made of, imported when it is first asked for."""
    from ui.pickup.page import PickupPage

    return PickupPage
