"""A count in words: the rows of notes and coins, and what stands beside them before and after it is confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass

from pos.domain.shift import ShiftFigures
from ui.money_text import amount_text, denomination_text, money_text, typed_minor
from ui.shift.calls import Counts, ShiftState, total_minor
from ui.shift.view import BannerView, CountRow, CountView, DifferenceView, FigureRow, PrimaryView, StartView
from ui.shift.words import ShiftWords


@dataclass(frozen=True, slots=True)
class Teller:
    """Puts counts into the words of one language and the money of one till."""

    words: ShiftWords
    locale: str

    def money(self, minor: int, currency: str) -> str:
        return money_text(minor, currency, self.locale)

    def count(self, state: ShiftState, counts: Counts, *, blind: bool, locked: bool) -> CountView:
        """The rows, the larger half on the left; `blind` while the expected amount is still hidden."""
        words, half = self.words, -(-len(state.denominations) // 2)
        rows = tuple(self._row(minor, counts.get(minor, 0), state.currency) for minor in state.denominations)
        return CountView(
            heading=words.count_drawer if state.is_open else words.count_float,
            note=words.blind_note if blind else "",
            large_title=words.large_of.get(state.currency, words.large),
            large=rows[:half],
            small=rows[half:],
            total=self.money(total_minor(counts), state.currency),
            locked=locked,
        )

    def _row(self, minor: int, pieces: int, currency: str) -> CountRow:
        label = denomination_text(minor, currency, self.locale)
        name = self.words.pieces_of.format(denomination=label)
        return CountRow(minor, label, name, pieces, self.money(minor * pieces, currency))

    def opening(self, state: ShiftState, counts: Counts) -> StartView:
        words, total = self.words, self.money(total_minor(counts), state.currency)
        return StartView(
            heading=words.open_heading,
            person=state.person,
            detail=state.detail,
            banner=self._planned(state, total_minor(counts)),
            checks_title=words.before_open,
            checks=state.checks,
            primary=PrimaryView(words.open_shift, total),
            as_left=self._as_left(state, counts),
            days=words.days,
        )

    def _as_left(self, state: ShiftState, counts: Counts) -> str:
        """Until somebody counts, the float may be taken as it was left."""
        if state.planned_minor is None or total_minor(counts):
            return ""
        return self.words.as_left.format(amount=self.money(state.planned_minor, state.currency))

    def _planned(self, state: ShiftState, counted: int) -> BannerView:
        words = self.words
        if state.planned_minor is None:
            return BannerView("info", "info", words.nothing_planned, words.nothing_planned_more)
        more = f"{self.money(state.planned_minor, state.currency)} {state.planned_words}".strip()
        off = counted - state.planned_minor
        if off == 0:
            return BannerView("success", "ok", words.matches, more)
        pattern = words.more_than_planned if off > 0 else words.less_than_planned
        return BannerView("warning", "variance", pattern.format(amount=self.money(abs(off), state.currency)), more)

    def blind(self, state: ShiftState, counts: Counts, *, second: bool) -> StartView:
        words = self.words
        return StartView(
            heading=words.blind_heading,
            person=state.person,
            detail=state.detail,
            banner=BannerView("info", "eye", words.hidden, words.hidden_again if second else words.hidden_more),
            checks_title=words.before_close,
            checks=state.checks,
            primary=PrimaryView(words.confirm, self.money(total_minor(counts), state.currency)),
        )

    def difference(
        self,
        state: ShiftState,
        figures: ShiftFigures,
        reason: str,
        left: str,
        left_minor: int | None,
        *,
        locked: bool,
        alone: bool,
    ) -> DifferenceView:
        """`left` is what stands in the field, `left_minor` what it means; None when it means no amount. `alone` is
        whether who closes needs nobody's yes to a difference above the limit."""
        words, currency = self.words, state.currency
        off, counted = figures.cash_difference_minor, figures.cash_counted_minor
        assert off is not None and counted is not None
        wrong = words.bad_amount if left_minor is None else words.too_much if left_minor > counted else ""
        to_safe = words.to_safe.format(amount=self.money(counted - (left_minor or 0), currency))
        needed = words.choose_reason if off and not reason else wrong
        return DifferenceView(
            heading=words.cash_heading,
            figures=self._figures(figures),
            banner=self._verdict(off, state, alone),
            reasons=words.reasons if off else (),
            reason=reason if off else "",
            left=left,
            to_safe=wrong or to_safe,
            left_wrong=bool(wrong),
            less=words.leave_less.format(amount=self.money(step_minor(state.denominations), currency)),
            more=words.leave_more.format(amount=self.money(step_minor(state.denominations), currency)),
            recount=words.count_again if locked else "",
            primary=PrimaryView(words.close_shift, reason=needed),
        )

    def _figures(self, figures: ShiftFigures) -> tuple[FigureRow, ...]:
        words, currency = self.words, figures.currency
        counted = figures.cash_counted_minor
        assert counted is not None
        sales, refunds = figures.cash_sales_count, figures.cash_refunds_count
        rows = (
            (words.opening_float, figures.float_minor, True),
            (words.cash_sales.format(count=sales), figures.cash_sales_minor, True),
            (words.cash_refunds.format(count=refunds), figures.cash_refunds_minor, bool(refunds)),
            (words.paid_in, figures.paid_in_minor, True),
            (words.paid_out, -figures.paid_out_minor, bool(figures.paid_out_minor)),
            (words.dropped, -figures.dropped_minor, bool(figures.dropped_minor)),
        )
        shown = tuple(FigureRow(label, self.money(minor, currency)) for label, minor, shows in rows if shows)
        return (
            *shown,
            FigureRow(words.expected, self.money(figures.cash_expected_minor, currency), strong=True),
            FigureRow(words.counted, self.money(counted, currency), strong=True),
        )

    def _verdict(self, off: int, state: ShiftState, alone: bool) -> BannerView:
        words = self.words
        if off == 0:
            return BannerView("success", "ok", words.even, words.even_more)
        limit = self.money(state.limit_minor, state.currency)
        title = (words.short if off < 0 else words.over).format(amount=self.money(abs(off), state.currency))
        if abs(off) > state.limit_minor:
            more = words.above_limit_alone if alone else words.above_limit
            return BannerView("danger", "variance", title, more.format(limit=limit))
        return BannerView("warning", "variance", title, words.within_limit.format(limit=limit))

    def left_stepped(self, state: ShiftState, left: str, way: int, counted_minor: int) -> str:
        """The amount after one step; what cannot be read counts as what was counted."""
        before = typed_minor(left, state.currency)
        after = (counted_minor if before is None else before) + way * step_minor(state.denominations)
        return amount_text(min(max(after, 0), counted_minor), state.currency, self.locale)

    def left_in_drawer(self, state: ShiftState, counted_minor: int) -> str:
        """What the field proposes: the planned float again, as far as it was counted."""
        return amount_text(min(state.planned_minor or 0, counted_minor), state.currency, self.locale)


def step_minor(denominations: Sequence[int]) -> int:
    """What one touch changes the float by, in minor units: the smallest piece of at least a tenth of the largest note,
    as 5 pounds where that is 50, or 1,000 yen where it is 10,000."""
    most = max(denominations)
    return min(piece for piece in denominations if piece * 10 >= most)
