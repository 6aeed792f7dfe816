"""Whether a customer may be contacted, from answers given in any order; SEMANTICS.md, "Customers and clienteling"."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from pos.domain.customer import PURPOSES, Consent, Customer360, Purpose

TEXT_VERSION = "2026-11"
"""The text that customers are asked with at this till; an answer is to these words and no others."""


class Answered(Protocol):
    """One answer; `n` is the row number of its entry."""

    @property
    def purpose(self) -> str: ...
    @property
    def given(self) -> bool: ...
    @property
    def at(self) -> str: ...
    @property
    def n(self) -> int: ...


def consents_of(copied: Mapping[str, bool], own: Iterable[Answered], own_n: int) -> tuple[Consent, ...]:
    """The newest answer about each purpose.

    `copied` is what the hub told and counts in this till's answers up to entry `own_n`: a later one given here is
    newer. Own answers are in the order of their entries, whatever the clock said.
    """
    answers = list(own)
    return tuple(_consent(purpose, copied.get(purpose), answers, own_n) for purpose in PURPOSES)


def may_contact(customer: Customer360, purpose: Purpose) -> bool:
    """Whether this customer agreed to be reached this way; never asked is no."""
    return any(consent.purpose == purpose and consent.given is True for consent in customer.consents)


def allows_profiling(consents: Iterable[Consent]) -> bool:
    """Whether nobody objected to suggestions: they never leave the till, so here only a refusal counts."""
    return not any(consent.purpose == "profiling" and consent.given is False for consent in consents)


def _consent(purpose: Purpose, copied: bool | None, own: Iterable[Answered], own_n: int) -> Consent:
    answers = [answer for answer in own if answer.purpose == purpose]
    newest = max(answers, key=lambda answer: answer.n, default=None)
    if newest is not None and newest.n > own_n:
        return Consent(purpose, newest.given, newest.at)
    if newest is not None and newest.given == copied:
        return Consent(purpose, copied, newest.at)
    return Consent(purpose, copied)
