"""Asking for consent: the questions are read to the customer, and only what was answered is kept."""

from collections.abc import Callable, Mapping
from functools import partial

from pos.domain.customer import PURPOSES, Consent, Profile, Purpose
from ui.customer.desk import Desk
from ui.customer.dialog_views import QuestionRow, QuestionsView


class ConsentDesk:
    """`changed` is called when answers were kept."""

    def __init__(self, desk: Desk, changed: Callable[[], None]) -> None:
        self._desk, self._changed = desk, changed
        self._customer_id = ""

    def ask(self, profile: Profile, consents: tuple[Consent, ...] = ()) -> None:
        words, before = self._desk.words, {one.purpose: one.given for one in consents}
        texts: dict[Purpose, tuple[str, str]] = {
            "email": (words.yes_email, words.ask_email_words),
            "sms": (words.yes_sms, words.ask_sms_words),
            "phone": (words.yes_phone, words.ask_phone_words),
            "profiling": (words.yes_profiling, words.ask_profiling_words),
        }
        rows = tuple(QuestionRow(purpose, *texts[purpose], before.get(purpose)) for purpose in PURPOSES)
        self._customer_id = profile.customer_id
        self._desk.screen.ask_consents(QuestionsView(words.consent_title.format(name=profile.name), rows))

    def given(self, answers: Mapping[Purpose, bool]) -> None:
        """Only what was answered anew; a question that was left open stays so."""
        if answers:
            self._desk.job(partial(self._desk.calls.answer, self._customer_id, answers), self._kept)
        else:
            self._desk.screen.end_dialog()

    def _kept(self, _answers: object) -> None:
        self._desk.screen.end_dialog()
        self._desk.screen.tell(self._desk.words.consents_kept)
        self._changed()
