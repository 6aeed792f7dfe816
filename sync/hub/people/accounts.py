"""What entries and channels make of a customer: pure rules on plain values (PROTOCOL.md, "Conflicts, by entity").

Fields that two sides change at once merge; of one field the later arrival stands. Of two answers about one purpose the
later arrival stands too, but a yes takes a refusal back only where whoever asked could know of it. No clock decides.
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
LATEST_REV = 2**53 - 1
LONGEST = {"name": 200, "email": 254, "phone": 40, "card": 200, "birthday": 10, "language": 20}


def standing(before: Answer | None, told: Answer, seen: int) -> Answer:
    """Which of two answers stands. `seen` is the rev of the customer that was known where the later one was given.

    What came with a file, without a time, stands only where nothing else does.
    """
    if before is None:
        return told
    if not told.at:
        return before if before.at or told.given else told
    takes_back = told.given and not before.given
    return before if takes_back and not _knows(told, before, seen) else told


def _knows(told: Answer, before: Answer, seen: int) -> bool:
    """Whether it was given after the other one at the same till, or where the hub had told of the other one."""
    return seen > before.after or bool(told.journal and told.journal == before.journal)


def answers_of(account: Account, customer: Customer | None) -> dict[str, Answer]:
    """Every answer that is known; of those that came with a file nobody knows when they were given."""
    told = {} if customer is None else {purpose: Answer(given) for purpose, given in customer.consents.items()}
    return {**told, **account.answers}


def answer(
    account: Account, customer: Customer | None, consents: Mapping[str, bool], like: Answer, seen: int = LATEST_REV
) -> None:
    """Count answers in; `like` is one of them but for what was said. Without `seen` they were given knowing all."""
    known = answers_of(account, customer)
    for purpose in PURPOSES:
        if purpose in consents:
            told = replace(like, given=consents[purpose])
            known[purpose] = standing(known.get(purpose), told, seen)
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
