"""The return page in the window: built when it is first opened, and the way from it to the basket and to Complete."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos.domain.basket import Line
from pos.domain.sale import Sale
from ui.jobs import Jobs
from ui.selling import Selling
from ui.session import Session
from ui.shell.shell import Shell
from ui.text import CommonWords

if TYPE_CHECKING:
    from ui.returns.page import ReturnPage

PAGE = "returns"


class Returning:
    """Owns the page. `shown` and the scans come from the window; `open` brings a receipt from anywhere."""

    def __init__(self, session: Session, shell: Shell, jobs: Jobs, common: CommonWords, selling: Selling) -> None:
        self._session, self._shell, self._jobs, self._common = session, shell, jobs, common
        self._selling = selling
        self._page: ReturnPage | None = None
        self._room = QWidget()
        QVBoxLayout(self._room).setContentsMargins(0, 0, 0, 0)
        shell.add_page(PAGE, self._room)

    @property
    def page(self) -> "ReturnPage":
        if self._page is None:
            self._page = self._made()
            layout = self._room.layout()
            assert layout is not None
            layout.addWidget(self._page.screen)
            self._page.screen.show()  # at once, as the focus goes there
            self._room.setFocusProxy(self._page.screen)
        return self._page

    def load(self) -> None:
        """Make the page ahead of its first opening, so that the window does not stand still then."""
        self._page = self.page

    def shown(self) -> None:
        """The page is in front."""
        self.page.presenter.start()
        self.page.screen.focus_work()

    def put_away(self) -> None:
        """The till is locked: whoever comes next begins anew."""
        if self._page is not None:
            self._page.presenter.put_away()

    def open(self, receipt: str) -> None:
        """A receipt or an online order by its code: its lines are shown to be ticked. Without one the page alone."""
        self._show()
        if receipt:
            self.page.presenter.finding.receipt_scanned(receipt)

    @property
    def asks_serial(self) -> bool:
        """Whether a scan is the number of a piece that comes back."""
        return self._page is not None and self._page.screen.serial.is_open

    def serial_scanned(self, serial: str) -> None:
        self.page.presenter.ticking.serial_given(serial)

    def item_scanned(self, code: str) -> None:
        self.page.presenter.scanned(code)

    def _show(self) -> None:
        if self._shell.page != PAGE:
            self._shell.show_page(PAGE)

    def _made(self) -> "ReturnPage":
        selling = self._selling
        return _loaded()(
            self._session,
            self._shell,
            self._jobs,
            self._common,
            sound=selling.sounds.play,
            held=lambda: selling.sell.basket.lines,
            completed=self._completed,
            exchange=self._exchange,
            card=selling.pay_desk.card_calls(),
            ask_yes=selling.ask_yes,
            put_aside=selling.put_aside,
        )

    def _completed(self, sale: Sale) -> None:
        """The refund is stored: its receipt and money, over whatever basket is being rung up."""
        self._selling.refunded(sale)
        self._shell.show_page("sell")

    def _exchange(self, lines: tuple[Line, ...], customer_id: str) -> None:
        self._shell.show_page("sell")
        self._selling.take_back(lines, customer_id)


def _loaded() -> "type[ReturnPage]":
    """The page and all that it is made of, imported when it is first asked for."""
    from ui.returns.page import ReturnPage

    return ReturnPage
