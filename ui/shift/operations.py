"""What the shift screens ask, answered by the services."""

import csv
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from pos.domain.cash import denominations
from pos.domain.failures import Refused, Unavailable
from pos.domain.money import parse_minor
from pos.domain.receipt_rows import text_rows
from pos.domain.shift import ShiftFigures
from pos.domain.staff import Right, may
from pos.services import printing, shift, staff
from pos.services.basket import Suspended, discard_suspended, suspended_baskets
from pos.services.report import figures_document, figures_rows
from pos.services.sale import price_basket
from pos.services.shift_week import week_before
from pos.store.shift_sums import shift_sums
from pos.store.shifts import OpenShift
from pos.store.store import Tx
from ui.dates import weekday, weekday_and_day, whole_day
from ui.session import Session
from ui.shift.calls import CloseOrder, ReportFacts, ShiftCalls, ShiftState, total_minor
from ui.shift.view import CheckView, EarlierRow, HeldRow
from ui.shift.words import ShiftWords
from ui.signin.view import PinAnswer
from ui.text import sentence
from ui.widgets.approval_view import Approver

EXPORTS = "exports"
EARLIER = 60
"""Closed shifts offered to look back at."""
RIGHT: Right = "close_shift_with_difference"


@dataclass(frozen=True)
class ShiftDesk:
    """The till behind the shift screens."""

    session: Session
    words: ShiftWords

    def calls(
        self, *, drawer: Callable[[], object], opened: Callable[[], None], sign_out: Callable[[], None]
    ) -> ShiftCalls:
        """`drawer` kicks it open, `opened` and `sign_out` are what the window does next."""
        return ShiftCalls(
            state=self.state,
            open_shift=self.open_shift,
            count=lambda counts: shift.counted_cash(self.session.till, total_minor(counts)),
            close_shift=self.close_shift,
            report=self.report,
            earlier=self.earlier,
            strike_held=self.strike_held,
            export=self.export,
            print_report=self.print_report,
            open_drawer=drawer,
            may_differ=lambda: may(self.session.staff, RIGHT),
            approvers=self.approvers,
            approve=self.approve,
            sign_out=sign_out,
            opened=opened,
        )

    def state(self) -> ShiftState:
        session, till = self.session, self.session.till
        with till.store.read() as tx:
            opened, closed = tx.shifts.open(), tx.shifts.last_closed()
            left_by = tx.people.get(closed.staff) if closed else None
            detail = self._detail(tx, opened)
        planned = parse_minor(till.setup.planned_float, till.setup.currency)
        planned_words = self.words.planned
        if closed and opened is None:
            name = left_by.short_name if left_by else closed.staff
            planned = closed.left_minor
            planned_words = self.words.left_by.format(name=name, day=session.day_near(closed.at))
        return ShiftState(
            is_open=opened is not None,
            has_closed=closed is not None,
            currency=till.setup.currency,
            denominations=tuple(one.minor for one in denominations(till.setup.currency)),
            person=session.staff.name,
            detail=detail,
            limit_minor=shift.difference_limit_minor(till),
            planned_minor=planned if closed or planned else None,
            planned_words=planned_words,
            held=self._held() if opened else (),
            checks=self._checks(opened is not None),
        )

    def open_shift(self, float_minor: int) -> OpenShift:
        return shift.open_shift(self.session.till, float_minor, self.session.staff_id)

    def close_shift(self, order: CloseOrder) -> ReportFacts:
        """Close and print the Z. A printer that fails is told of; the shift is closed either way."""
        closed = shift.close_shift(
            self.session.till,
            total_minor(order.counts),
            self.session.staff_id,
            left_minor=order.left_minor,
            reason=order.reason,
            approved_by=order.approved_by,
        )
        return replace(self._facts(closed.figures), unprinted=self._printed(closed.figures))

    def _printed(self, figures: ShiftFigures) -> str:
        """Why the report did not come out; empty when it did, and where no printer was ever set up."""
        till = self.session.till
        printer = printing.printer_of(till)
        if printer is None:
            return ""
        try:
            printing.print_report(till, printer, figures)
        except Unavailable as failure:
            return sentence(failure)
        return ""

    def report(self, kind: Literal["x", "z"], shift_id: str) -> ReportFacts:
        if kind == "z" and not shift_id:
            with self.session.till.store.read() as tx:
                closed = tx.shifts.last_closed()
            shift_id = closed.shift if closed else ""
        return self._facts(shift.report(self.session.till, shift_id))

    def earlier(self) -> tuple[EarlierRow, ...]:
        words, day, time = self.words, self.session.day, self.session.time
        with self.session.till.store.read() as tx:
            closed = tx.shifts.closed_before(EARLIER)
        return tuple(
            EarlierRow(one.shift, words.z_of.format(number=f"{one.number:06d}", day=day(one.at), time=time(one.at)))
            for one in closed
        )

    def export(self, facts: ReportFacts) -> str:
        """Write figures as JSON and CSV, as the commands do, and the slip as text into the till's folder; where they
        are. The cash of an open shift is left out, because the count is blind."""
        folder = self.session.till.home / EXPORTS
        folder.mkdir(exist_ok=True)
        figures = facts.figures
        name = f"z-{figures.number:06d}" if figures.number else f"x-{self.session.local(figures.opened_at):%Y%m%d-%H%M}"
        document = {"report": "z" if figures.closed_at else "x", **figures_document(figures)}
        (folder / f"{name}.json").write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
        (folder / f"{name}.txt").write_text("\n".join(text_rows(facts.paper)) + "\n", encoding="utf-8")
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(("name", "value"))
            writer.writerows(figures_rows(figures))
        return str(folder / name)

    def strike_held(self) -> int:
        """Strike what is held; a basket that a card has paid for stays, as nothing may be taken from it here."""
        struck = 0
        for held in suspended_baskets(self.session.till):
            with suppress(Refused):
                discard_suspended(self.session.till, held.basket.basket_id, self.session.staff_id)
                struck += 1
        return struck

    def _held(self) -> tuple[HeldRow, ...]:
        return tuple(self._held_row(held) for held in suspended_baskets(self.session.till))

    def _held_row(self, held: Suspended) -> HeldRow:
        """What it comes to is left out where its prices are gone since."""
        session, words, amount = self.session, self.words, ""
        with session.till.store.read() as tx:
            person = tx.people.get(held.staff)
            with suppress(Refused):
                amount = session.money(price_basket(tx, session.till, held.basket, session.till.now()).total_minor)
        name = person.short_name if person else held.staff
        by = words.held_by.format(name=name, day=session.day_near(held.at), time=session.time(held.at))
        goods = ", ".join(line.product.name for line in held.basket.lines)
        return HeldRow(held.label or goods, by, amount)

    def print_report(self, facts: ReportFacts) -> None:
        till = self.session.till
        printing.print_report(till, printing.printer_of(till), facts.figures, copy=1 if facts.closed else 0)

    def approvers(self) -> tuple[Approver, ...]:
        return approvers(self.session, RIGHT)

    def approve(self, staff_id: str, pin: str) -> PinAnswer:
        return staff.give_approval(self.session.till, RIGHT, self.session.staff_id, staff_id, pin, "cash difference")

    def _detail(self, tx: Tx, opened: OpenShift | None) -> str:
        till, words = self.session.till, self.words
        if opened is None:
            now = till.now()
            day = whole_day(self.session.local(now))
            return words.before_opening.format(till=till.setup.till, day=day, time=self.session.time(now))
        sums = shift_sums(tx.driver, opened.shift)
        sales = words.one_sale if sums.sales_count == 1 else words.sales.format(count=sums.sales_count)
        returns = words.one_return if sums.returns_count == 1 else words.returns.format(count=sums.returns_count)
        return words.so_far.format(till=till.setup.till, sales=sales, returns=returns)

    def _checks(self, closing: bool) -> tuple[CheckView, ...]:
        """What is looked at before a shift begins or ends; none of it stops anybody."""
        till, words = self.session.till, self.words
        waiting = len(printing.waiting_jobs(till))
        told = _counted(waiting, words.no_paper_waits, words.one_paper_waits, words.paper_waits)
        paper = CheckView(told, not waiting)
        if closing:
            held = len(suspended_baskets(till))
            return CheckView(_counted(held, words.no_held, words.one_held, words.held), not held), paper
        there = till.setup.printer not in ("", "none")
        printer = CheckView(words.printer_there if there else words.no_printer, there)
        with till.store.read() as tx:
            taxes = tx.prices.rules().has_taxes
        return printer, paper, CheckView(words.taxes_there if taxes else words.no_taxes, taxes)

    def _facts(self, figures: ShiftFigures) -> ReportFacts:
        session, till = self.session, self.session.till
        with till.store.read() as tx:
            closed = tx.shifts.closed(figures.shift_id)
            person = tx.people.get(closed.staff) if closed else None
            pieces, members = tx.shifts.pieces(figures.shift_id)
        before = week_before(till, figures.shift_id) if closed else None
        return ReportFacts(
            figures=figures,
            paper=printing.shift_report(till, figures),
            by_hour=shift.sales_by_hour(till, figures.shift_id),
            opened=session.time(figures.opened_at),
            closed=session.time(figures.closed_at) if figures.closed_at else "",
            closed_by=(person.name if person else closed.staff) if closed else "",
            pieces_milli=pieces,
            member_sales=members,
            before=before,
            before_day=self._week_before(before.business_date) if before else "",
            to_safe_minor=closed.counted_minor - closed.left_minor if closed else None,
            of_day="" if closed else self.other_day(),
        )

    def _week_before(self, day: date) -> str:
        """`last Saturday` at the end of the day itself; of a shift that is looked back at, the date."""
        today = date.fromisoformat(self.session.till.business_day(self.session.till.now()))
        if (today - day).days == 7:
            return self.words.last_weekday.format(day=weekday(day))
        return weekday_and_day(day)

    def other_day(self) -> str:
        """The day of the open shift where that is not today, in words; empty for today's, and without a shift."""
        till = self.session.till
        with till.store.read() as tx:
            opened = tx.shifts.open()
        if opened is None or opened.business_date == till.business_day(till.now()):
            return ""
        return weekday_and_day(date.fromisoformat(opened.business_date))


def _counted(count: int, none: str, one: str, many: str) -> str:
    return none if count == 0 else one if count == 1 else many.format(count=count)


def approvers(session: Session, right: Right) -> tuple[Approver, ...]:
    """Everybody else who holds a right, managers first."""
    with session.till.store.read() as tx:
        everybody = sorted(tx.people.all(), key=lambda person: not person.role.manages_people)
    return tuple(
        Approver(person.staff_id, person.name, person.pin_length)
        for person in everybody
        if person.staff_id != session.staff_id and may(person, right)
    )
