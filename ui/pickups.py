"""The pickup page in the window: built when it is first opened, and counted on the rail from the start."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos.services import pickup_queue
from ui.jobs import Jobs
from ui.session import Session
from ui.shell.rail import PageView
from ui.shell.shell import Shell
from ui.text import CommonWords

PAGE = "pickups"


class PickupPage(QWidget):
    """The screen and what stands behind it; nothing of it is loaded before somebody needs it."""

    def __init__(
        self,
        session: Session,
        shell: Shell,
        jobs: Jobs,
        common: CommonWords,
        sound: Callable[[str], None],
        sell: Callable[[Sequence[str]], None],
    ) -> None:
        super().__init__()
        from ui.pickup.desk import Desk
        from ui.pickup.operations import PickupOperations
        from ui.pickup.presenter import PickupPresenter
        from ui.pickup.screen import PickupScreen
        from ui.pickup.wire import wire
        from ui.pickup.words import PickupWords

        words = PickupWords()
        self.screen_ = PickupScreen(shell.holder, words, common)
        operations = PickupOperations(session, words)
        calls = operations.calls(sound=sound, sell=sell)
        self.desk = Desk(self.screen_, operations.teller(), common, jobs, calls)
        self.presenter = PickupPresenter(self.desk)
        wire(self.screen_, self.desk, self.presenter)
        self.screen_.told.connect(lambda words: shell.toast.say(words, "info", None))


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
        self._session, self._shell = session, shell
        self._make = partial(PickupPage, session, shell, jobs, common, sound, sell)
        self._page: PickupPage | None = None
        self._room = QWidget()
        QVBoxLayout(self._room).setContentsMargins(0, 0, 0, 0)
        shell.add_page(PAGE, self._room)
        shell.undo_asked.connect(self._undo)

    @property
    def page(self) -> PickupPage:
        if self._page is None:
            self._page = self._make()
            layout = self._room.layout()
            assert layout is not None
            layout.addWidget(self._page.screen_)
            self._room.setFocusProxy(self._page.screen_)
        return self._page

    def start(self) -> None:
        self._count()

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

    def _show(self) -> None:
        if self._shell.page != PAGE:
            self._shell.show_page(PAGE)

    def _undo(self) -> None:
        if self._page is not None and self._shell.page == PAGE:
            self._page.presenter.undo_asked()

    def _count(self) -> None:
        """What is ready for customers stands on the rail."""
        ready = pickup_queue.counts(self._session.till).ready
        self._shell.rail.show_page(PageView(PAGE, badge=str(ready) if ready else ""))
