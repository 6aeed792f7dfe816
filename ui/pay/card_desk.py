"""One payment at the card terminal as the Pay screen sees it: sent, waited for, asked about, decided. No Qt here."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from pos.domain.card import Attempt
from pos.domain.failures import Refused, Unavailable
from pos.domain.staff import Right
from pos.services.card import Heard
from ui.pay.card_calls import CardCalls
from ui.pay.view import TerminalView
from ui.pay.words import PayWords
from ui.run_job import RunJob

Phase = Literal["idle", "sending", "waiting", "asking", "doubt", "deciding"]
Failed = Callable[[Refused | Unavailable], None]


class CardDesk:
    """`changed` is called whenever the view is another one; `ended` gets what is over, `failed` what went wrong.
    `ask_yes` asks somebody who holds a right, and goes on with the id."""

    def __init__(
        self,
        calls: CardCalls,
        run_job: RunJob,
        words: PayWords,
        money: Callable[[int], str],
        changed: Callable[[], None],
        ended: Callable[[Attempt], None],
        failed: Failed,
        ask_yes: Callable[[Right, Callable[[str], None]], None],
    ) -> None:
        self._calls, self._run_job, self._words, self._money = calls, run_job, words, money
        self._changed, self._ended, self._failed = changed, ended, failed
        self._ask_yes = ask_yes
        self.attempt: Attempt | None = None
        self.phase: Phase = "idle"
        self._cancelled = False
        self._wallet_code, self._by_wallet = "", False

    @property
    def busy(self) -> bool:
        """A payment is under way or in doubt: nothing else is taken."""
        return self.phase != "idle"

    def load(self, basket_id: str) -> None:
        """What is in doubt for the basket that is shown now."""
        self.attempt = self._calls.open(basket_id)
        self.phase = "doubt" if self.attempt else "idle"

    def leave(self) -> None:
        """What is in doubt stays with its basket; another one is dealt with here now."""
        assert self.phase in ("idle", "doubt")
        self.attempt = None
        self._to("idle")

    def pay(self, basket_id: str, amount_minor: int, wallet_code: str = "") -> None:
        """From whatever card is presented, or from the wallet whose code was scanned."""
        self._wallet_code = wallet_code
        self._begin(partial(self._calls.begin, basket_id, amount_minor))

    def reverse(self, basket_id: str, reference: str, amount_minor: int) -> None:
        self._wallet_code = ""
        self._begin(partial(self._calls.begin_reversal, basket_id, reference, amount_minor))

    def cancel(self) -> None:
        """Ask the terminal to stop; what it then says is the answer."""
        if self.phase == "waiting" and self.attempt is not None and not self._cancelled:
            self._cancelled = True
            self._run_job(partial(self._calls.cancel, self.attempt.attempt_id), lambda _: None, lambda _failure: None)
            self._changed()

    def ask(self) -> None:
        if self._calls.has_terminal and self.phase == "doubt" and self.attempt is not None:
            self._to("asking")
            self._calls.run_terminal(partial(self._calls.ask, self.attempt.attempt_id), self._asked, self._stay)

    def decide(self, outcome: Literal["approved", "declined"]) -> None:
        """Somebody who may says what the terminal shows."""
        if self.phase != "doubt" or self.attempt is None:
            return
        if self._calls.may_decide():
            self._decide(outcome, "")
        else:
            self._ask_yes("decide_card_payment", partial(self._decide, outcome))

    def view(self) -> TerminalView | None:
        attempt, words = self.attempt, self._words
        if attempt is None:
            return None
        gives_back = attempt.what == "reversal"
        sent = self._calls.time(attempt.sent_at)
        doubt = words.doubt_back if gives_back else words.doubt_words
        presents = words.waiting_wallet if self._by_wallet else words.waiting_card
        waiting = words.cancelling if self._cancelled else words.giving_back if gives_back else presents
        return TerminalView(
            attempt_id=attempt.attempt_id,
            name=self._calls.name,
            amount=self._money(attempt.amount_minor),
            in_doubt=self.phase != "waiting",
            sent=sent,
            title=waiting,
            words=words.giving_back_words if gives_back else self._waiting_words(),
            step=words.step_back if gives_back else words.step_wallet if self._by_wallet else words.step_present,
            doubt=doubt.format(time=sent),
            asking=self.phase in ("asking", "deciding"),
            why_not_ask="" if self._calls.has_terminal else words.no_terminal,
            can_cancel=self.phase == "waiting" and not self._cancelled and not gives_back,
        )

    def _waiting_words(self) -> str:
        return self._words.wallet_words if self._by_wallet else self._words.waiting_words

    def _begin(self, call: Callable[[], Attempt]) -> None:
        if not self.busy:
            self._cancelled = False
            self._to("sending")
            self._run_job(call, self._begun, self._not_begun)

    def _begun(self, attempt: Attempt) -> None:
        self.attempt = attempt
        self._to("waiting")
        wallet_code, self._wallet_code = self._wallet_code, ""
        self._by_wallet = bool(wallet_code)
        self._calls.run_terminal(partial(self._calls.talk, attempt, wallet_code), self._heard, self._stay)
        self._changed()

    def _not_begun(self, failure: Refused | Unavailable) -> None:
        self._to("idle")
        self._failed(failure)

    def _heard(self, heard: Heard) -> None:
        assert self.attempt is not None
        self._run_job(partial(self._calls.keep_heard, self.attempt.attempt_id, heard), self._kept, self._stay)

    def _asked(self, heard: Heard) -> None:
        assert self.attempt is not None
        self._run_job(partial(self._calls.keep_asked, self.attempt.attempt_id, heard), self._kept, self._stay)

    def _decide(self, outcome: Literal["approved", "declined"], approved_by: str) -> None:
        if self.attempt is not None and self.phase == "doubt":
            self._to("deciding")
            call = partial(self._calls.decide, self.attempt.attempt_id, outcome, approved_by)
            self._run_job(call, self._kept, self._stay)

    def _kept(self, attempt: Attempt) -> None:
        if attempt.is_over:
            self.attempt = None
            self._to("idle")
            self._ended(attempt)
        else:
            self.attempt = attempt
            self._to("doubt")

    def _stay(self, failure: Refused | Unavailable) -> None:
        """What could not be written down is in doubt, and is asked about."""
        self._to("doubt")
        self._failed(failure)

    def _to(self, phase: Phase) -> None:
        self.phase = phase
        self._changed()
