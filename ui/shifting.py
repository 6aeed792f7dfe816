"""The shift page with everything behind it: opening and closing, cash in and out, reports over days."""

from collections.abc import Callable
from functools import partial

from pos.domain.receipt_words import ReceiptWords
from ui.jobs import Jobs
from ui.selling import Selling
from ui.session import Session
from ui.shell.shell import Shell
from ui.shift.cash_desk import CashDesk
from ui.shift.cash_presenter import CashPresenter
from ui.shift.count_views import Teller
from ui.shift.day_desk import DayReportDesk
from ui.shift.day_presenter import DayPresenter
from ui.shift.day_teller import DayTeller
from ui.shift.operations import ShiftDesk
from ui.shift.presenter import ShiftPresenter
from ui.shift.screen import ShiftScreen
from ui.shift.wire import wire, wire_cash, wire_days
from ui.shift.words import ShiftWords
from ui.text import CommonWords, spoken


class Shifting:
    """Owns the screen and its three presenters."""

    def __init__(
        self,
        session: Session,
        shell: Shell,
        jobs: Jobs,
        common: CommonWords,
        selling: Selling,
        *,
        opened: Callable[[], None],
        sign_out: Callable[[], None],
    ) -> None:
        """`opened` and `sign_out` are what the window does next."""
        self._session, self._shell, self._jobs = session, shell, jobs
        self._ask_yes = partial(selling.yes.ask, about="shift")
        self.words = spoken(ShiftWords)
        self.screen = ShiftScreen(shell.holder, self.words, common, sign=session.sign)
        self._desk = ShiftDesk(session, self.words)
        calls = self._desk.calls(drawer=selling.kick_drawer, opened=opened, sign_out=sign_out)
        teller = Teller(self.words, session.till.setup.locale)
        self.presenter = ShiftPresenter(self.screen, teller, common, jobs, calls)
        wire(self.screen, self.presenter)
        self._build_cash(selling)
        self._build_days()
        self.screen.told.connect(lambda words: shell.toast.say(words, "info", None))
        shell.add_page("shift", self.screen)

    def tell_of_day(self) -> None:
        """Say once that the open shift is of another day; nothing waits for it."""
        if day := self._desk.other_day():
            self._shell.show_strip(self.words.of_before.format(day=day), self.words.of_before_more)

    def _build_cash(self, selling: Selling) -> None:
        setup = self._session.till.setup
        calls = CashDesk(self._session, selling.kick, self._ask_yes).calls()
        money = (setup.currency, setup.locale)
        self.cash = CashPresenter(self.screen, self.screen.cash_words, self._jobs, calls, money)
        wire_cash(self.screen, self.cash)

    def _build_days(self) -> None:
        setup, tenders = self._session.till.setup, dict(ReceiptWords().tenders)
        teller = DayTeller(self.screen.day_words, tenders, setup.currency, setup.locale, self._session.time)
        calls = DayReportDesk(self._session, self._ask_yes).calls()
        self.days = DayPresenter(self.screen, teller, self._jobs, calls)
        wire_days(self.screen, self.days)
