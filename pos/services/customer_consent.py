"""What a customer agreed to: read before anybody is contacted, changed with every answer, a refusal at once."""

import json
from collections.abc import Mapping

from pos.domain.customer import PURPOSES, Consent, Purpose
from pos.domain.customer_consent import TEXT_VERSION, consents_of
from pos.domain.failures import Refused
from pos.services.customer_known import require_customer
from pos.services.journal import write_down
from pos.services.staff import member
from pos.services.till import Till
from pos.store.customers import Customer
from pos.store.store import Tx


def change_consents(till: Till, customer_id: str, answers: Mapping[Purpose, bool], staff: str) -> tuple[Consent, ...]:
    """Write answers down, refusals and yes alike, and say how all of them stand now.

    Refused `unknown_customer`, `unknown_purpose`.
    """
    with till.store.write() as tx:
        member(tx, staff)
        customer = require_customer(tx, customer_id)
        if answers:
            write_consents(tx, till, customer_id, answers, staff, customer.rev)
        return consents_at(tx, customer)


def write_consents(
    tx: Tx, till: Till, customer_id: str, answers: Mapping[Purpose, bool], staff: str, rev: int = 0
) -> None:
    """One entry with these answers, given where the customer was known as of `rev`: a yes takes back no refusal that
    the hub had not told of here. Refused `unknown_purpose`."""
    for purpose in answers:
        if purpose not in PURPOSES:
            raise Refused("unknown_purpose", purpose=purpose)
    body = {"customer": customer_id, "consents": dict(answers), "text_version": TEXT_VERSION, "rev": rev}
    write_down(tx, till, "consent_changed", body, staff)


def consents_at(tx: Tx, customer: Customer) -> tuple[Consent, ...]:
    """How all answers of a customer stand."""
    told = {purpose: bool(given) for purpose, given in json.loads(customer.consents).items()}
    return consents_of(told, tx.consents.of_customer(customer.customer_id), customer.own_n)
