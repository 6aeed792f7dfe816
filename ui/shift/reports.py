"""X and Z reports on the screen: of the open shift, of the one closed last, or of an earlier one."""

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

from ui.money_text import MINUS
from ui.shift.calls import ReportFacts, ShiftCalls, ShiftState
from ui.shift.count_views import Teller
from ui.shift.view import BannerView, Bar, CardView, ReportView, Segment, ShiftDisplay

Job = Callable[[Callable[[], Any], Callable[[Any], None]], None]
NBSP = "\N{NO-BREAK SPACE}"


class Reports:
    """Keeps the report that is shown, so that it can be printed again and exported."""

    def __init__(self, screen: ShiftDisplay, teller: Teller, calls: ShiftCalls, job: Job) -> None:
        self._screen, self._teller, self._calls, self._job = screen, teller, calls, job
        self._facts: ReportFacts | None = None

    def show(self, segment: Segment, state: ShiftState) -> None:
        """Fetch what the segment shows: the X of the open shift, the last Z, or the list of earlier ones."""
        if segment == "earlier":
            self._job(self._calls.earlier, self._screen.show_earlier)
        else:
            self._fetch(segment, segment, "", state)

    def show_earlier(self, shift_id: str, state: ShiftState) -> None:
        self._fetch("earlier", "z", shift_id, state)

    def show_closed(self, facts: ReportFacts, state: ShiftState) -> None:
        """The Z of the shift that was closed just now."""
        self._facts = facts
        self._screen.show_report(self._view(facts, "z", state, fresh=True))

    def export(self) -> None:
        if (facts := self._facts) is not None:
            told = self._teller.words.written
            self._job(partial(self._calls.export, facts), lambda place: self._screen.tell(told.format(place=place)))

    def print(self) -> None:
        if (facts := self._facts) is not None:
            told = self._teller.words.printed
            self._job(partial(self._calls.print_report, facts), lambda _: self._screen.tell(told))

    def _fetch(self, segment: Segment, kind: Literal["x", "z"], shift_id: str, state: ShiftState) -> None:
        def show(facts: ReportFacts) -> None:
            self._facts = facts
            words = self._teller.words
            self._screen.show_title(words.subtitle_z if facts.closed else words.subtitle_x)
            self._screen.show_report(self._view(facts, segment, state, fresh=False))

        self._job(partial(self._calls.report, kind, shift_id), show)

    def _view(self, facts: ReportFacts, segment: Segment, state: ShiftState, *, fresh: bool) -> ReportView:
        words = self._teller.words
        able: tuple[Segment, ...] = (
            *(("x",) if state.is_open else ()),
            *(("z", "earlier") if state.has_closed else ()),
        )
        return ReportView(
            segment=segment,
            able=able,
            cards=self._cards(facts),
            bars=_bars(facts),
            paper=facts.paper,
            banner=self._banner(facts, fresh=fresh),
            print_label=words.print_again if facts.closed else words.print_x,
            action="sign_out" if fresh else "" if facts.closed else "close",
        )

    def _banner(self, facts: ReportFacts, *, fresh: bool) -> BannerView:
        words = self._teller.words
        if facts.of_day:
            return BannerView("warning", "clock", words.of_before.format(day=facts.of_day), words.of_before_more)
        if not facts.closed:
            return BannerView("info", "info", words.still_open.format(time=facts.opened), words.still_open_more)
        if not fresh:
            return BannerView("info", "info", words.looking_back.format(time=facts.opened, closed=facts.closed))
        safe = facts.to_safe_minor
        amount = self._teller.money(safe, facts.figures.currency) if safe is not None else ""
        title = words.closed_by.format(time=facts.closed, name=facts.closed_by)
        more = [words.goes_to_safe.format(amount=amount)] if amount else []
        if facts.unprinted:
            more.append(words.not_on_paper.format(why=facts.unprinted))
            return BannerView("warning", "printer", title, " ".join(more))
        return BannerView("success", "ok", title, " ".join(more))

    def _cards(self, facts: ReportFacts) -> tuple[CardView, ...]:
        words, figures = self._teller.words, facts.figures
        sales, money = figures.sales_count, partial(self._teller.money, currency=figures.currency)
        none = words.no_baskets
        average = words.average.format(amount=money(_half_up(figures.sales_minor, sales))) if sales else none
        member = words.of_all.format(part=facts.member_sales, all=sales) if sales else none
        return (
            CardView(words.net_sales, money(figures.gross_minor), self._compared(facts)),
            CardView(words.baskets, str(sales), average),
            CardView(
                words.pieces, _tenths(facts.pieces_milli, 1000 * sales), self._pieces_before(facts) if sales else none
            ),
            CardView(
                words.with_member, f"{_half_up(100 * facts.member_sales, sales)}{NBSP}%" if sales else "–", member
            ),
        )

    def _compared(self, facts: ReportFacts) -> str:
        """`+8 % on last Saturday`; empty without a shift to compare with."""
        before = facts.before.gross_minor if facts.before else 0
        if before <= 0:
            return ""
        change = facts.figures.gross_minor - before
        sign = MINUS if change < 0 else "+"
        percent = f"{sign}{_half_up(100 * abs(change), before)}{NBSP}%"
        return self._teller.words.change_on.format(percent=percent, day=facts.before_day)

    def _pieces_before(self, facts: ReportFacts) -> str:
        """`2.4 last Saturday`; empty without a shift to compare with."""
        before = facts.before
        if before is None or not before.sales:
            return ""
        pieces = _tenths(before.pieces_milli, 1000 * before.sales)
        return self._teller.words.pieces_on.format(pieces=pieces, day=facts.before_day)


def _bars(facts: ReportFacts) -> tuple[Bar, ...]:
    """One bar for each hour from the first sale to the last, also where nothing was sold."""
    if not facts.by_hour:
        return ()
    hours = range(min(facts.by_hour), max(facts.by_hour) + 1)
    return tuple(Bar(str(hour), facts.by_hour.get(hour, 0)) for hour in hours)


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def _tenths(numerator: int, denominator: int) -> str:
    """A quotient with one decimal, `2.6`; a dash for nothing at all."""
    if not denominator:
        return "–"
    tenths = _half_up(10 * numerator, denominator)
    return f"{tenths // 10}.{tenths % 10}"
