"""Who a customer is: found by id, told as a profile; the key under which words about him are sealed."""

from collections.abc import Mapping

from pos.domain.customer import Profile
from pos.domain.failures import Refused
from pos.domain.sealed import KEY_BYTES, NONCE_BYTES, seal
from pos.services.till import Till
from pos.store.customers import Customer
from pos.store.store import Tx


def require_customer(tx: Tx, customer_id: str) -> Customer:
    """The customer of this id; Refused `unknown_customer`."""
    found = tx.customers.get(customer_id)
    if found is None:
        raise Refused("unknown_customer", customer=customer_id)
    return found


def profile_of(customer: Customer) -> Profile:
    """The same in the domain's words; an import or a hub makes him more than provisional."""
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
        provisional=customer.rev == 0,
    )


def sealed_for(tx: Tx, till: Till, customer_id: str, texts: Mapping[str, str]) -> dict[str, str]:
    """Words about a customer for an entry, under his own key where this till has it.

    For somebody who was created elsewhere it makes a key of these words' own: with one more key of the same person
    from each store the hub, which keeps the first, could not read what the others wrote.
    """
    person, key = customer_id, tx.journal.key_of(customer_id)
    if key is None:
        person, key = till.new_id(), till.chance(KEY_BYTES)
        tx.journal.keep_key(person, key)
    return seal(texts, person, key, till.chance(NONCE_BYTES))
