"""Value that stands in a ledger at the hub: gift cards, store credit, debts on account and points, by their names.

An account's ref is its name everywhere: in the journal, on the wire, in the feed. That of a gift card is made of a hash
of its code, so that nobody who reads a ref can spend the card; people see its last four symbols.
"""

from hashlib import sha256
from typing import Literal

from pos.domain.codes import check_gift_card_code
from pos.domain.failures import Refused

ValueType = Literal["gift_card", "store_credit", "account", "points"]
"""Types of tenders that an account at the hub stands behind."""

_PREFIXES: dict[ValueType, str] = {
    "gift_card": "gift",
    "store_credit": "credit",
    "account": "account",
    "points": "points",
}
_TYPES: dict[str, ValueType] = {prefix: kind for kind, prefix in _PREFIXES.items()}
_DOMAIN = b"tandem-gift-card/1\0"
_HASH_SYMBOLS, _LAST = 32, 4


def gift_ref(code: str) -> str:
    """The ref of the gift card with this code; Refused `not_a_gift_card` for one that is mistyped.

    75 random bits stand behind a code, so its hash needs no salt and no stretching to keep it.
    """
    digest = sha256(_DOMAIN + check_gift_card_code(code).encode("ascii")).hexdigest()
    return f"gift:{digest[:_HASH_SYMBOLS]}"


def gift_reference(code: str) -> str:
    """The card as a tender and a sold line keep it: its ref and its last four symbols; Refused `not_a_gift_card`."""
    return f"{gift_ref(code)}#{check_gift_card_code(code)[-_LAST:]}"


def ref_of_reference(reference: str) -> str:
    """The account of a tender's `reference` or a line's `serial`, without the last four."""
    return reference.partition("#")[0]


def last_four(reference: str) -> str:
    """What people see of a gift card; empty where the reference names none."""
    ref, _, last = reference.partition("#")
    return last if kind_of_ref(ref) == "gift_card" else ""


def customer_ref(kind: ValueType, customer_id: str) -> str:
    """A customer's store credit, debt or points; Refused `customer_needed` without one."""
    assert kind != "gift_card"
    if not customer_id:
        raise Refused("customer_needed", type=kind)
    return f"{_PREFIXES[kind]}:{customer_id}"


def refs_of(kind: ValueType) -> tuple[str, str]:
    """The least text that may be a ref of this kind, and the least that sorts behind all of them."""
    return f"{_PREFIXES[kind]}:", f"{_PREFIXES[kind]};"


def kind_of_ref(ref: str) -> ValueType | None:
    """What a ref is an account of; None for no ref."""
    prefix, colon, name = ref.partition(":")
    return _TYPES.get(prefix) if colon and name else None


def customer_of_ref(ref: str) -> str:
    """The customer whose account this is; empty for a gift card, which belongs to whoever holds it."""
    return "" if kind_of_ref(ref) in (None, "gift_card") else ref.partition(":")[2]
