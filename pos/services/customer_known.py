"""Who a customer is: found by id, told as a profile; the key under which words about him are sealed."""

from collections.abc import Mapping
from hashlib import sha256

from pos.domain.customer import Profile
from pos.domain.failures import Refused
from pos.domain.sealed import KEY_BYTES, NONCE_BYTES, seal
from pos.services.till import Till
from pos.store.customers import Customer
from pos.store.store import Tx

LONGEST_PERSON = 64
"""Characters of a person's id as tills and hub exchange it; the id of a customer who was imported may be longer."""


def require_customer(tx: Tx, customer_id: str) -> Customer:
    """The customer of this id; Refused `unknown_customer`."""
    found = tx.customers.get(customer_id)
    if found is None:
        raise Refused("unknown_customer", customer=customer_id)
    return found


def profile_of(tx: Tx, customer: Customer) -> Profile:
    """The same in the domain's words; without a hub nobody is provisional, as there is nowhere else to be known."""
    return Profile(
        customer_id=customer.customer_id,
        name=customer.name,
        email=customer.email,
        phone=customer.phone,
        card=customer.card,
        tier=customer.tier,
        group=customer.group,
        birthday=customer.birthday,
        language=customer.language,
        note=customer.note,
        provisional=customer.rev == 0 and tx.link.peer() is not None,
    )


def sealed_for(tx: Tx, till: Till, customer_id: str, texts: Mapping[str, str]) -> dict[str, str]:
    """Words about a customer for an entry, under the key that this till has of him, or makes with his first words.

    Tills that cannot see each other may each make one: the hub keeps them all.
    """
    person = person_of(customer_id)
    key = tx.journal.key_of(person)
    if key is None:
        key = till.chance(KEY_BYTES)
        tx.journal.keep_key(person, key)
    return seal(texts, person, key, till.chance(NONCE_BYTES))


def person_of(customer_id: str) -> str:
    """The id of the person that a customer is: his own, or made from one that is too long for the protocol."""
    return customer_id if len(customer_id) <= LONGEST_PERSON else sha256(customer_id.encode()).hexdigest()
