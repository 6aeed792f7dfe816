"""Cash in and out of the drawer beside sales: a kind, a reason, an amount, and a booking that stays."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from pos.domain.failures import Refused, Unavailable
from pos.domain.staff import Right
from ui.money_text import money_text, typed_minor
from ui.run_job import RunJob
from ui.shift.cash_view import CashCalls, CashDisplay, CashKind, CashOrder, CashView, Moved, MovedRow
from ui.shift.cash_words import CashWords
from ui.shift.view import BannerView, PrimaryView
from ui.text import sentence

Result = TypeVar("Result")
RIGHTS: dict[CashKind, Right] = {"paid_out": "pay_out", "no_sale": "open_drawer"}


class CashPresenter:
    """One booking at a time; what is pressed while it runs is not taken, so pressing twice books once."""

    def __init__(
        self,
        screen: CashDisplay,
        words: CashWords,
        run_job: RunJob,
        calls: CashCalls,
        money: tuple[str, str],
    ) -> None:
        """`money` is the currency and the locale."""
        self._screen, self._words = screen, words
        self._run_job, self._calls, self._money = run_job, calls, money
        self._kind: CashKind = "paid_in"
        self._reason, self._details, self._amount = "", "", ""
        self._said: BannerView | None = None
        self._busy = False

    def start(self, kind: CashKind = "paid_in") -> None:
        """The page comes to the front, empty."""
        self._kind = kind
        self._begin_anew(None)
        self._screen.open_cash()
        self._load()

    def kind_chosen(self, kind: CashKind) -> None:
        """Also while a job runs: what is being booked is settled, and the next is of the kind that is shown."""
        self._kind, self._reason, self._said = kind, "", None
        self._show()

    def reason_chosen(self, at: int) -> None:
        self._reason, self._said = self._reasons()[at], None
        self._show()

    def details_typed(self, text: str) -> None:
        self._details = " ".join(text.split())
        self._typed(text)

    def amount_typed(self, text: str) -> None:
        self._amount = text
        self._typed(text)

    def _typed(self, text: str) -> None:
        """The next booking begins: what became of the last one has been read."""
        self._said = None if text else self._said
        self._show()

    def primary(self) -> None:
        """Book it; somebody who may not do so alone asks for a yes first."""
        if self._busy or self._missing():
            return
        order = CashOrder(self._kind, self._minor or 0, self._told_reason())
        right = RIGHTS.get(order.kind)
        if right is not None and not self._calls.may(right):
            words = self._words
            pattern = words.approval_drawer if order.kind == "no_sale" else words.approval
            subject = pattern.format(
                kind=words.kinds[order.kind], amount=self._shown(order.amount_minor), reason=order.reason
            )
            self._calls.ask_yes(right, subject, partial(self._book, order))
        else:
            self._book(order)

    def print_asked(self, n: int) -> None:
        told = BannerView("success", "print", self._words.slip_printed)
        self._job(partial(self._calls.print_copy, n), lambda _: self._say(told))

    def _book(self, order: CashOrder, approved_by: str = "") -> None:
        whole = CashOrder(order.kind, order.amount_minor, order.reason, approved_by)
        if order.kind == "no_sale":
            self._job(partial(self._calls.open_drawer, whole), self._opened)
        else:
            self._job(partial(self._calls.book, whole), partial(self._booked, whole))

    def _opened(self, why: str) -> None:
        self._begin_anew(self._told(self._words.drawer_opened, why))

    def _booked(self, order: CashOrder, why: str) -> None:
        words = self._words
        booked = words.booked.format(kind=words.kinds[order.kind], amount=self._shown(order.amount_minor))
        self._begin_anew(self._told(booked, words.no_slip.format(why=why) if why else ""))
        self._load()

    def _told(self, done: str, trouble: str) -> BannerView:
        """What was done, beside the form and not over it, where the next one is filled in."""
        return BannerView("warning" if trouble else "success", "warn" if trouble else "ok", done, trouble)

    def _say(self, said: BannerView) -> None:
        self._said = said
        self._show()

    def _begin_anew(self, said: BannerView | None) -> None:
        self._reason, self._details, self._amount = "", "", ""
        self._screen.clear()
        self._said = said
        self._show()

    def _load(self) -> None:
        self._job(self._calls.moved, self._show_moved)

    def _show_moved(self, moved: tuple[Moved, ...]) -> None:
        rows = tuple(
            MovedRow(
                one.n,
                self._words.kinds[one.kind],
                self._shown(one.amount_minor),
                " · ".join(part for part in (one.at, one.by, one.reason) if part),
            )
            for one in moved
        )
        self._screen.show_moved(rows, self._words.nothing_moved)

    @property
    def _minor(self) -> int | None:
        return typed_minor(self._amount, self._money[0]) if self._amount else None

    def _reasons(self) -> tuple[str, ...]:
        return (*self._words.reasons[self._kind], self._words.other)

    def _told_reason(self) -> str:
        """The reason as it is kept: one from the list with what was added to it."""
        if self._reason == self._words.other:
            return self._details
        return f"{self._reason}: {self._details}" if self._details else self._reason

    def _missing(self) -> str:
        """What is still to be said before this can be booked, in words; empty when nothing is."""
        words = self._words
        if not self._reason:
            return words.choose_reason
        if not self._told_reason():
            return words.details_needed
        if self._kind == "no_sale":
            return ""
        if not self._amount or self._minor == 0:
            return words.amount_needed
        return words.bad_amount if self._minor is None else ""

    def _show(self) -> None:
        words, kind = self._words, self._kind
        takes_amount = kind != "no_sale"
        if takes_amount:
            title, more = words.for_good, words.for_good_more.format(correction=words.correction)
        else:
            title, more = words.written_down, words.written_down_more
        amount = self._shown(self._minor) if takes_amount and self._minor else ""
        self._screen.show_cash(
            CashView(
                kind=kind,
                what=words.what[kind],
                reasons=self._reasons(),
                reason=self._reason,
                amount=self._amount,
                takes_amount=takes_amount,
                banner=self._said or BannerView("info", "info", title, more),
                primary=PrimaryView(words.actions[kind], amount, self._missing()),
            )
        )

    def _shown(self, minor: int) -> str:
        return money_text(minor, *self._money)

    def _job(self, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        if self._busy:
            return
        self._busy = True
        self._screen.show_busy(True)
        self._run_job(work, partial(self._done, done), self._failed)

    def _done(self, done: Callable[[Result], None], result: Result) -> None:
        self._busy = False
        self._screen.show_busy(False)
        done(result)

    def _failed(self, failure: Refused | Unavailable) -> None:
        self._busy = False
        self._screen.show_busy(False)
        self._screen.refuse(sentence(failure))
