"""A card at the terminal, seen from Pay: what is sent, shown, locked, asked and decided."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pos.domain import card
from pos.domain.card import Answer, Attempt
from pos.domain.failures import Unavailable
from pos.domain.tender import Tender
from pos.services.card import Heard
from tests.ui import gallery
from tests.ui.northgate import job
from tests.ui.pay_page import Desk, PayPage, a_pay_page
from tests.ui.positions import differences
from ui.pay.card_calls import CardCalls
from ui.pay.shop import PayShop
from ui.theme import Mode, ThemeHolder

SILENT = Unavailable("terminal_silent")
TOTAL = 243_29


@dataclass
class Counter(Desk):
    """A till with a terminal in memory: `hears` are its answers in order, and it waits until `answer` is called."""

    hears: list[Heard] = field(default_factory=list)
    attempts: dict[str, Attempt] = field(default_factory=dict)
    sent: list[int] = field(default_factory=list)
    talking: list[Callable[[], None]] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    wallets: list[str] = field(default_factory=list)
    may: bool = True

    def shop(self) -> PayShop:
        return replace(super().shop(), card=self.calls())

    def calls(self) -> CardCalls:
        return CardCalls(
            name="Terminal 2",
            has_terminal=True,
            to_give_back=lambda _priced, _taken: (),
            begin=lambda basket_id, minor: self._begin(
                Attempt(f"A{len(self.attempts)}", basket_id, "payment", minor, "GBP", "t")
            ),
            begin_reversal=lambda basket_id, reference, minor: self._begin(
                Attempt(f"A{len(self.attempts)}", basket_id, "reversal", minor, "GBP", "t", reference=reference)
            ),
            talk=self._talk,
            keep_heard=self._keep,
            ask=lambda _attempt_id: self.hears.pop(0),
            keep_asked=self._keep,
            decide=lambda attempt_id, outcome, by: self._put(
                card.decided(self.attempts[attempt_id], outcome, by or "maya")
            ),
            cancel=self.cancelled.append,
            standing=self._standing,
            open=lambda basket_id: next((one for one in self.attempts.values() if one.in_doubt), None),
            may_decide=lambda: self.may,
            run_terminal=lambda work, done, failed: self.talking.append(partial(job, work, done, failed)),
            time=lambda at: at,
            is_wallet=lambda code: len(code) == 18,
        )

    def answer(self, heard: Heard) -> None:
        """The terminal says this to what was asked of it last."""
        self.hears.append(heard)
        self.talking.pop(0)()

    def _begin(self, attempt: Attempt) -> Attempt:
        return self._put(card.sent(attempt, "14:33:02"))

    def _talk(self, attempt: Attempt, wallet_code: str) -> Heard:
        self.sent.append(attempt.amount_minor)
        self.wallets.append(wallet_code)
        return self.hears.pop(0)

    def _keep(self, attempt_id: str, heard: Heard) -> Attempt:
        attempt = self.attempts[attempt_id]
        return self._put(card.unanswered(attempt) if isinstance(heard, Unavailable) else card.answered(attempt, heard))

    def _put(self, attempt: Attempt) -> Attempt:
        self.attempts[attempt.attempt_id] = attempt
        return attempt

    def _standing(self, _basket_id: str) -> tuple[Tender, ...]:
        done = [one for one in self.attempts.values() if one.state == "approved"]
        back = {one.reference for one in done if one.what == "reversal"}
        return tuple(
            Tender("card", one.amount_minor, one.reference)
            for one in done
            if one.what == "payment" and one.reference not in back
        )


def approved(minor: int, reference: str = "R1") -> Answer:
    return Answer("approved", minor, reference)


def shown(desk: Counter, mode: Mode = "light") -> PayPage:
    pages: list[PayPage] = []

    def build(holder: ThemeHolder) -> QWidget:
        pages.append(a_pay_page(holder, desk))
        return pages[0].window

    gallery.show(build, mode)
    return pages[0]


def press(page: PayPage, key: Qt.Key) -> None:
    window = page.window.windowHandle()
    assert window is not None
    QTest.keyClick(window, key)
    gallery.settle()


def test_one_key_is_a_whole_card_sale() -> None:
    page = shown(desk := Counter())

    press(page, Qt.Key.Key_F12)
    desk.answer(approved(TOTAL))

    assert [settled.tenders for _, settled in desk.booked] == [(Tender("card", TOTAL, "R1"),)]
    assert len(page.sales) == 1


def test_a_second_press_sends_nothing_and_pays_nothing() -> None:
    page = shown(desk := Counter())

    for key in (Qt.Key.Key_F12, Qt.Key.Key_F12, Qt.Key.Key_F7, Qt.Key.Key_F8):
        press(page, key)
    desk.answer(approved(100_00))
    press(page, Qt.Key.Key_F12)  # right after the panel is gone

    assert desk.sent == [TOTAL]
    assert len(desk.attempts) == 1
    assert desk.booked == []


def test_waiting_stands_where_the_design_puts_it() -> None:
    page = shown(Counter())

    press(page, Qt.Key.Key_F12)

    names = {"CardIn progress on Terminal 2F12£243.29": "primary", "Cancel on terminalEsc": "cancel-terminal"}
    assert differences(page.window, "c3-pay-terminal-waiting", names) == []
    assert page.screen.terminal.cancel.hasFocus()


def test_no_answer_stands_where_the_design_puts_it() -> None:
    page = shown(desk := Counter())
    press(page, Qt.Key.Key_F12)

    desk.answer(SILENT)
    gallery.settle()

    names = {
        "Ask the terminal againEnter": "terminal-ask",
        "Terminal shows APPROVED": "terminal-approved",
        "Terminal shows DECLINED": "terminal-declined",
        "Hold basket with this payment": "terminal-hold",
    }
    assert differences(page.window, "c4-pay-terminal-no-answer", names) == []
    assert page.screen.terminal.ask.hasFocus()


def test_escape_ends_it_at_the_terminal_once_and_its_answer_counts() -> None:
    page = shown(desk := Counter())
    press(page, Qt.Key.Key_F12)

    press(page, Qt.Key.Key_Escape)
    press(page, Qt.Key.Key_Escape)
    desk.answer(Answer("cancelled"))

    assert desk.cancelled == ["A0"]
    assert page.presenter.taken == () and page.went_back == []
    assert page.screen.terminal.isHidden() and page.screen.amount.field.hasFocus()


def test_a_declined_card_leaves_every_other_way_open() -> None:
    page = shown(desk := Counter())
    press(page, Qt.Key.Key_F12)

    desk.answer(Answer("declined"))
    page.desk.now_ms += 1_000
    page.presenter.taking.cash(250_00)

    assert len(page.sales) == 1


def test_in_doubt_nothing_is_taken_until_the_terminal_is_asked() -> None:
    page = shown(desk := Counter())
    press(page, Qt.Key.Key_F12)
    desk.answer(SILENT)
    page.desk.now_ms += 1_000

    page.presenter.taking.cash(250_00)
    page.presenter.taking.primary("")
    nothing = page.presenter.taken == () and desk.booked == []
    press(page, Qt.Key.Key_Return)
    desk.answer(approved(TOTAL))

    assert nothing
    assert desk.sent == [TOTAL]
    assert len(page.sales) == 1


def test_somebody_says_what_the_terminal_shows() -> None:
    page = shown(desk := Counter())
    press(page, Qt.Key.Key_F12)
    desk.answer(SILENT)

    page.screen.terminal.declined.click()

    assert [one.state for one in desk.attempts.values()] == ["declined"]
    assert page.screen.terminal.isHidden()


def test_the_basket_is_put_aside_with_its_payment() -> None:
    page = shown(desk := Counter())
    press(page, Qt.Key.Key_F12)
    desk.answer(SILENT)

    page.screen.terminal.hold.click()

    assert desk.asked == ["hold"]
    assert desk.booked == []


def test_undoing_a_card_gives_it_back_at_the_terminal() -> None:
    page = shown(desk := Counter())
    page.presenter.taking.primary("50")
    desk.answer(approved(50_00))

    page.screen.taken.rows[0].undo.click()
    still_there = len(page.presenter.taken)
    desk.answer(approved(50_00, "R1"))

    assert still_there == 1
    assert page.presenter.taken == ()
    assert page.screen.due.amount.text() == "£243.29"


def test_a_phones_payment_code_pays_through_the_terminal_like_a_card() -> None:
    page = shown(desk := Counter())

    page.presenter.scanned("134567890123456789")
    assert page.presenter.card is not None
    view = page.presenter.card.view()
    desk.answer(approved(TOTAL))

    assert view is not None and (view.title, view.step) == ("Waiting for the wallet", "Payment code sent")
    assert desk.wallets == ["134567890123456789"]
    assert [settled.tenders for _, settled in desk.booked] == [(Tender("card", TOTAL, "R1"),)]


def test_a_wallets_payment_without_an_answer_is_in_doubt_and_its_code_is_sent_once() -> None:
    page = shown(desk := Counter())
    page.presenter.scanned("134567890123456789")

    desk.answer(SILENT)
    locked, took = page.screen.terminal.doubt.isVisible(), page.presenter.taken
    page.presenter.scanned("134567890123456789")

    assert (locked, took, desk.wallets) == (True, (), ["134567890123456789"])


def test_a_card_after_a_wallet_is_asked_for_without_its_code() -> None:
    page = shown(desk := Counter())
    page.presenter.scanned("134567890123456789")
    desk.answer(Answer("declined", reason="declined_by_bank"))

    page.desk.now_ms += 1_000
    press(page, Qt.Key.Key_F12)
    desk.answer(approved(TOTAL))

    assert desk.wallets == ["134567890123456789", ""]
    assert len(page.sales) == 1
