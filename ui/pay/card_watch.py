"""Card payments that no page waits for any more: what became of them is said over any page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from pos.devices.terminal import Terminal
from pos.domain.card import Attempt
from pos.domain.failures import Refused, Unavailable
from pos.domain.tender import Tender
from pos.services import card
from ui.run_job import RunJob
from ui.session import Session
from ui.shell.shell import Shell
from ui.text import sentence, spoken


@dataclass(frozen=True, slots=True)
class CardWatchWords:
    title: str = "The till stopped during a card payment."
    charged: str = "{amount} was approved: it is kept with its basket."
    not_charged: str = "{amount} was not charged."
    charge_unknown: str = "{amount}: nobody knows yet. Open its basket on Pay."
    back: str = "{amount} went back to the card: recall the return and finish it."
    not_back: str = "{amount} did not go back to the card."
    back_unknown: str = "{amount} back: nobody knows yet. Recall the return, then Pay."
    late: str = "Card {amount} was charged after all."
    late_kept: str = "It was put down as declined. It pays for its basket now: open it on Pay."
    late_sold: str = "It was put down as declined, and the basket is sold."
    late_back: str = "Card {amount} went back after all."
    late_back_words: str = "It was put down as declined. Look at how that return was paid."
    give_back: str = "Give it back"
    given_back: str = "Card {amount} given back"


class CardWatch:
    """`settled` gets the id of a basket whose payment has an end now. The window's own jobs for the terminal do the
    asking, one after the other with its payments."""

    def __init__(
        self,
        session: Session,
        shell: Shell,
        terminal: Terminal | None,
        run_terminal: RunJob,
        settled: Callable[[str], None],
        words: CardWatchWords | None = None,
    ) -> None:
        self._session, self._shell, self._terminal = session, shell, terminal
        self._run_terminal, self._settled, self._words = run_terminal, settled, words or spoken(CardWatchWords)
        self._title = ""
        self._paid_twice: Attempt | None = None
        shell.strip.acted.connect(self._acted)
        shell.strip.closed.connect(self._closed)

    def start(self) -> None:
        """What was in flight when the till went off is asked about; what is begun from now on is left alone."""
        till, staff_id = self._session.till, self._session.staff_id
        in_flight = card.open_attempts(till)
        if in_flight:
            work = partial(card.resolve, till, self._terminal, staff_id, in_flight)
            self._run_terminal(work, self._resolved, self._tell)
        self.look_again()

    def look_again(self) -> None:
        """The terminal answers: what somebody had put down as declined meanwhile is asked about."""
        if self._terminal is not None:
            work = partial(card.check_decisions, self._session.till, self._terminal, self._session.staff_id)
            self._run_terminal(work, self._found_late, self._tell)

    def _resolved(self, found: Sequence[Attempt]) -> None:
        if found:
            self._say(self._words.title, " ".join(self._story(one) for one in found))
        for one in found:
            self._settled(one.basket_id)

    def _story(self, attempt: Attempt) -> str:
        words = self._words
        if attempt.what == "payment":
            told = (words.charged, words.not_charged, words.charge_unknown)
        else:
            told = (words.back, words.not_back, words.back_unknown)
        pattern = told[2 if attempt.in_doubt else 0 if attempt.state == "approved" else 1]
        return pattern.format(amount=self._amount(attempt))

    def _found_late(self, found: Sequence[Attempt]) -> None:
        words = self._words
        for one in found:
            amount = self._amount(one)
            if one.what == "reversal":
                self._say(words.late_back.format(amount=amount), words.late_back_words)
            elif card.is_sold(self._session.till, one):
                self._paid_twice = one
                self._say(words.late.format(amount=amount), words.late_sold, words.give_back)
            else:
                self._say(words.late.format(amount=amount), words.late_kept)
            self._settled(one.basket_id)

    def _acted(self) -> None:
        """Give back what was paid twice: pressed again it is the same money, and goes back once."""
        if (paid := self._paid_twice) is not None and self._is_ours() and self._terminal is not None:
            self._shell.strip.action.setEnabled(False)
            work = partial(
                card.refund,
                self._session.till,
                self._terminal,
                paid.basket_id,
                paid.reference or paid.attempt_id,
                paid.amount_minor,
                self._session.staff_id,
            )
            self._run_terminal(work, self._given_back, self._not_given_back)

    def _given_back(self, tender: Tender) -> None:
        self._paid_twice = None
        self._shell.strip.action.setEnabled(True)
        self._closed()
        amount = self._session.money(-tender.amount_minor)
        self._shell.toast.say(self._words.given_back.format(amount=amount), "undo", None)

    def _not_given_back(self, failure: Refused | Unavailable) -> None:
        self._shell.strip.action.setEnabled(True)
        self._say(self._title, sentence(failure), self._words.give_back)

    def _tell(self, failure: Refused | Unavailable) -> None:
        self._say(self._words.title, sentence(failure))

    def _say(self, title: str, words: str, action: str = "") -> None:
        self._title = title
        self._shell.show_strip(title, words, action)

    def _closed(self) -> None:
        if self._is_ours():
            self._shell.strip.hide()

    def _is_ours(self) -> bool:
        """Others have a strip too."""
        return bool(self._title) and self._shell.strip.title == self._title

    def _amount(self, attempt: Attempt) -> str:
        return self._session.money(attempt.amount_minor)
