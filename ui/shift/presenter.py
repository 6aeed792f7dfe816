"""Opening and closing a shift: the float counted in, the drawer counted blind, the difference, the Z report."""

from functools import partial

from pos.domain.shift import ShiftFigures
from ui.approvals import Approvals
from ui.money_text import typed_minor
from ui.run_job import RunJob
from ui.shift.calls import CloseOrder, ReportFacts, ShiftCalls, ShiftState, total_minor
from ui.shift.count_views import Teller
from ui.shift.one_job import OneJob
from ui.shift.reports import Reports
from ui.shift.view import Segment, ShiftDisplay
from ui.text import CommonWords

SECOND_COUNTS = 1
"""How often the drawer may be counted again before somebody else has to allow it."""


class ShiftPresenter:
    """The steps are: opening; or report, blind count, difference, report. Pressing twice closes once (one_job.py)."""

    def __init__(
        self, screen: ShiftDisplay, teller: Teller, common: CommonWords, run_job: RunJob, calls: ShiftCalls
    ) -> None:
        self._screen, self._teller, self._common = screen, teller, common
        self._calls, self._jobs = calls, OneJob(screen, run_job, self._look)
        self._reports = Reports(screen, teller, calls, self._jobs.run)
        self._approvals = Approvals(screen, common, calls, self._jobs.run)
        self._state: ShiftState = calls.state()
        self._counts: dict[int, int] = {}
        self._figures: ShiftFigures | None = None
        self._second_counts = SECOND_COUNTS
        self._reason, self._left = "", ""

    def start(self) -> None:
        """Show what fits: counting the float, or how the open shift goes. A count under way is kept."""
        self._screen.come_back()
        self._look()

    def _look(self) -> None:
        """How things stand now."""
        if self._jobs.busy:
            self._jobs.look_later()
            return
        if self._counts:
            return
        self._state = self._calls.state()
        if self._state.is_open:
            self._screen.show_title(self._teller.words.subtitle_x)
            self._reports.show("x", self._state)
        else:
            self._screen.show_title(self._teller.words.subtitle_open)
            self._show_counting()

    def page_left(self) -> None:
        """Back from another page of the shift: to the count under way, or to how things stand now."""
        if self._counts and not self._state.is_open:
            self._screen.come_back()
            self._screen.show_title(self._teller.words.subtitle_open)
            self._show_counting()
        else:
            self.start()

    def counted(self, denomination_minor: int, pieces: int) -> None:
        """A number was changed; after the difference was shown that is a second count, and it hides again."""
        if self._jobs.busy or self._locked():
            self._show_count()  # the number typed meanwhile goes back to what counts
            return
        self._counts[denomination_minor] = pieces
        if self._figures is not None:
            self._figures = None
            self._second_counts -= 1
        self._show_counting()

    def primary(self) -> None:
        """The primary action of the step that is shown."""
        if self._jobs.busy:
            self._jobs.wait(self.primary)
            return
        if not self._state.is_open:
            self._open(total_minor(self._counts))
        elif self._figures is None:
            self._jobs.run(partial(self._calls.count, dict(self._counts)), self._compared, decides=True)
        else:
            self._close()

    def as_left_asked(self) -> None:
        """The float that was left is taken as it is said to be, without counting it."""
        planned = self._state.planned_minor
        if not self._jobs.busy and not self._state.is_open and planned is not None and not total_minor(self._counts):
            self._open(planned)

    def _open(self, float_minor: int) -> None:
        self._jobs.run(partial(self._calls.open_shift, float_minor), lambda _: self._opened(), decides=True)

    def close_asked(self) -> None:
        """From the X report to the blind count; what is held is asked about first."""
        if self._jobs.busy:
            self._jobs.wait(self.close_asked)
        elif self._state.is_open:
            self._state = self._calls.state()
            if self._state.held:
                self._screen.ask_held(self._state.held)
            else:
                self._begin_count()

    def held_kept(self) -> None:
        """Whoever opens the next shift takes over what is held."""
        self._screen.tell(self._teller.words.held_kept)
        self._begin_count()

    def held_struck(self) -> None:
        self._jobs.run(self._calls.strike_held, self._struck, decides=True)

    def _struck(self, count: int) -> None:
        self._screen.tell(self._teller.words.held_struck.format(count=count))
        self._state = self._calls.state()
        self._begin_count()

    def _begin_count(self) -> None:
        self._counts = dict.fromkeys(self._state.denominations, 0)
        self._figures, self._second_counts, self._reason = None, SECOND_COUNTS, ""
        self._screen.show_title(self._teller.words.subtitle_close)
        self._show_counting()

    def went_back(self) -> None:
        """Esc: from counting to the X report. The numbers are gone, the count did not happen."""
        if (
            self._state.is_open
            and not self._jobs.busy
            and self._second_counts == SECOND_COUNTS
            and self._figures is None
        ):
            self._counts = {}
            self.start()

    def reason_chosen(self, at: int) -> None:
        self._reason = self._teller.words.reasons[at]
        self._show_difference()

    def left_typed(self, text: str) -> None:
        self._left = text
        self._show_difference()

    def left_stepped(self, way: int) -> None:
        """A note more (1) or less (-1) stays in the drawer; never less than nothing or more than was counted."""
        assert self._figures is not None
        self._left = self._teller.left_stepped(self._state, self._left, way, self._figures.cash_counted_minor or 0)
        self._show_difference()

    def recount_asked(self) -> None:
        """A third count: somebody who may has to allow it."""
        if self._calls.may_differ():
            self._recount_allowed()
        else:
            self._approvals.ask(self._teller.words.approval_recount, self._recount_allowed)

    def drawer_asked(self) -> None:
        words = self._teller.words.drawer_opened
        self._jobs.run(self._calls.open_drawer, lambda _: self._screen.tell(words))

    def approval_entered(self, staff_id: str, pin: str) -> None:
        self._approvals.entered(staff_id, pin)

    def segment_chosen(self, segment: Segment) -> None:
        self._reports.show(segment, self._state)

    def earlier_chosen(self, shift_id: str) -> None:
        self._reports.show_earlier(shift_id, self._state)

    def export_asked(self) -> None:
        if self._jobs.busy:
            self._jobs.wait(self.export_asked)
        else:
            self._reports.export()

    def print_asked(self) -> None:
        if self._jobs.busy:
            self._jobs.wait(self.print_asked)
        else:
            self._reports.print()

    def sign_out_asked(self) -> None:
        self._calls.sign_out()

    def _opened(self) -> None:
        self._counts = {}
        self._state = self._calls.state()
        self._calls.opened()
        self.start()

    def _compared(self, figures: ShiftFigures) -> None:
        self._figures = figures
        counted = figures.cash_counted_minor
        assert counted is not None
        self._left = self._teller.left_in_drawer(self._state, counted)
        self._show_count()
        self._show_difference()

    def _close(self, approved_by: str = "") -> None:
        figures, left = self._figures, typed_minor(self._left, self._state.currency)
        assert figures is not None
        off, counted = figures.cash_difference_minor, figures.cash_counted_minor
        assert off is not None and counted is not None
        if left is None or left > counted or (off and not self._reason):
            return
        if abs(off) > self._state.limit_minor and not approved_by and not self._calls.may_differ():
            money = partial(self._teller.money, currency=self._state.currency)
            asked = self._teller.words.approval_difference
            subject = asked.format(amount=money(abs(off)), limit=money(self._state.limit_minor))
            self._approvals.ask(subject, self._close)
            return
        order = CloseOrder(dict(self._counts), left, self._reason if off else "", approved_by)
        self._jobs.run(partial(self._calls.close_shift, order), self._closed, decides=True)

    def _closed(self, facts: ReportFacts) -> None:
        self._counts, self._figures = {}, None
        self._state = self._calls.state()
        self._screen.show_title(self._teller.words.subtitle_z)
        self._reports.show_closed(facts, self._state)

    def _recount_allowed(self, _approver: str = "") -> None:
        self._second_counts = 1
        self._show_count()
        self._show_difference()

    def _locked(self) -> bool:
        return self._figures is not None and self._second_counts == 0

    def _show_count(self) -> None:
        blind = self._state.is_open and self._figures is None
        self._screen.show_count(self._teller.count(self._state, self._counts, blind=blind, locked=self._locked()))

    def _show_counting(self) -> None:
        self._show_count()
        if self._state.is_open:
            second = self._second_counts < SECOND_COUNTS
            self._screen.show_start(self._teller.blind(self._state, self._counts, second=second))
        else:
            self._screen.show_start(self._teller.opening(self._state, self._counts))

    def _show_difference(self) -> None:
        if self._figures is not None:
            left_minor = typed_minor(self._left, self._state.currency)
            self._screen.show_difference(
                self._teller.difference(
                    self._state,
                    self._figures,
                    self._reason,
                    self._left,
                    left_minor,
                    locked=self._locked(),
                    alone=self._calls.may_differ(),
                )
            )
