"""Words of people on their way into the journal: under the key of that person, which is made where there is none."""

from collections.abc import Mapping

from pos.domain.sealed import KEY_BYTES, NONCE_BYTES, seal
from pos.services.till import Till
from pos.store.store import Tx


def seal_texts(tx: Tx, till: Till, texts: Mapping[str, str], customer_id: str) -> dict[str, str] | None:
    """The `sealed` field of a body, None without any words; somebody who is no customer gets a person id of his own."""
    if not texts:
        return None
    person = customer_id or till.new_id()
    key = tx.journal.key_of(person)
    if key is None:
        key = till.chance(KEY_BYTES)
        tx.journal.keep_key(person, key)
    return seal(texts, person, key, till.chance(NONCE_BYTES))
