"""What entries and channels make of a customer: pure rules on plain values (PROTOCOL.md, "Conflicts, by entity").

Fields that two sides change at once merge; of one field the later arrival stands. Of two answers about one purpose the
newer stands, and where both are equally old the refusal: so a yes never takes back a refusal that was given after it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from msgspec.structs import replace

from pos.domain.contact import email_of, phone_of
from pos.domain.customer import PURPOSES
from pos.domain.failures import Refused
from pos.domain.free_text import require_free_text
from sync.entities import Customer
from sync.hub.store.accounts import Account, Answer

FIELDS = ("name", "email", "phone", "card", "birthday", "language")
"""The fields that a till may change."""
LONGEST = {"name": 200, "email": 254, "phone": 40, "card": 200, "birthday": 10, "language": 20}


def newer(before: Answer | None, told: Answer) -> Answer:
    """Which of two answers stands."""
    return told if before is None else max(before, told, key=lambda answer: (answer.at, not answer.given))


def answers_of(account: Account, customer: Customer | None) -> dict[str, Answer]:
    """Every answer that is known; of those that came with a file nobody knows when they were given."""
    told = {} if customer is None else {purpose: Answer(given) for purpose, given in customer.consents.items()}
    return {**told, **account.answers}


def answer(account: Account, customer: Customer | None, consents: Mapping[str, bool], at: str) -> None:
    """Count answers in that were given at this moment."""
    known = answers_of(account, customer)
    for purpose in PURPOSES:
        if purpose in consents:
            known[purpose] = newer(known.get(purpose), Answer(consents[purpose], at))
    account.answers = known


def fill(account: Account, customer: Customer, fields: Mapping[str, str], arrived: str) -> Customer:
    """The customer with these fields, as far as nothing that arrived later stands in them. A name is never taken
    away."""
    late = {name for name in fields if account.field_at.get(name, "") > arrived}
    given = {name: text for name, text in fields.items() if name not in late and (text or name != "name")}
    account.field_at.update(dict.fromkeys(given, arrived))
    changes: dict[str, Any] = given
    return replace(customer, **changes)


def readable(fields: Mapping[str, str], country: str) -> dict[str, str]:
    """Those of these texts that may be kept, in the form in which they are; `country` is where a phone number without
    one is at home."""
    found = {}
    for name in FIELDS:
        if name in fields:
            try:
                found[name] = _readable(name, fields[name], country)
            except (Refused, ValueError):
                continue
    return found


def _readable(name: str, text: str, country: str) -> str:
    """Refused, or ValueError, for what must not be kept in this field."""
    require_free_text(name, text, LONGEST[name])
    if not text:
        return text
    match name:
        case "email":
            return email_of(text)
        case "phone":
            return phone_of(text, country)
        case "birthday":
            return date.fromisoformat(text).isoformat()
    return text


def shown(account: Account, customer: Customer, held_back: Mapping[str, int]) -> Customer:
    """The customer as tills are told of him. `held_back` is the first seq of each journal that still waits: it and what
    follows is not counted in yet."""
    consents = {purpose: told.given for purpose, told in sorted(answers_of(account, customer).items())}
    includes = dict(customer.includes)
    for journal, reached in account.reached.items():
        counted = min(reached, held_back.get(journal, reached + 1) - 1)
        if counted > includes.get(journal, 0):
            includes[journal] = counted
    return replace(customer, consents=consents, includes=includes)


def decoded(document: bytes | None) -> Customer | None:
    """A customer from the document that was published."""
    return None if document is None else msgspec.json.decode(document, type=Customer)
