"""Who works at a till, what a role may do, and how a PIN is checked and locked; SEMANTICS.md, "People"."""

import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, get_args

from pos.domain.failures import Refused
from pos.domain.stretched import stretched

Right = Literal[
    "sell",
    "discount",
    "override_price",
    "return_without_receipt",
    "return_late",
    "refund_tender",
    "open_drawer",
    "void_basket",
    "close_shift_with_difference",
    "pay_out",
    "unlock_user",
    "see_reports",
    "hand_over",
    "hand_over_without_proof",
    "override_pickup",
    "decide_card_payment",
    "manage_people",
]


@dataclass(frozen=True, slots=True)
class Role:
    """What the people in it may do alone. `title` is what screens call it, `discount_percent` the largest manual
    discount without approval, in percent of the line or basket. With `badge_alone` a badge needs no PIN."""

    name: str
    title: str
    rights: frozenset[Right] = frozenset()
    discount_percent: int = 0
    badge_alone: bool = False

    @property
    def manages_people(self) -> bool:
        """Whether somebody in it keeps the others able to work: badges, PINs, locked users."""
        return self.rights >= RIGHTS_TO_MANAGE


RIGHTS_TO_MANAGE: frozenset[Right] = frozenset({"manage_people", "unlock_user"})
_CASHIER: frozenset[Right] = frozenset({"sell", "discount", "open_drawer", "void_basket", "hand_over"})
CASHIER = Role("cashier", "Cashier", _CASHIER, 10)
ASSOCIATE = Role("associate", "Associate", _CASHIER | {"override_price"}, 20)
MANAGER = Role("manager", "Store manager", frozenset(get_args(Right)), 100)
DEFAULT_ROLES = {role.name: role for role in (CASHIER, ASSOCIATE, MANAGER)}
"""The roles of a shop that has no document of its own (roles.py)."""

TRIES = 5
"""Wrong PINs before a user is locked at this till."""
FIRST_LOCK_S = 60
LONGEST_LOCK_S = 15 * 60

# The PIN hash of the hub and of every till (SEMANTICS.md, "People").
ARGON2_MEMORY_KIB = 19 * 1024
ARGON2_TIME = 2
SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Staff:
    """One person at the till. `till` is the built-in user of a stand-alone till without staff."""

    staff_id: str
    name: str
    role: Role
    pin_length: int = 4

    @property
    def short_name(self) -> str:
        """`Maya K.`, as the top bar and the receipt show it."""
        first, *rest = self.name.split()
        return f"{first} {rest[-1][0]}." if rest else first

    @property
    def initials(self) -> str:
        parts = self.name.split()
        return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


BUILT_IN = Staff("till", "Till", MANAGER, 0)
"""May do everything: who runs a stand-alone till without staff is its owner."""


def may(staff: Staff, right: Right) -> bool:
    return right in staff.role.rights


def may_discount(staff: Staff, percent_of_whole: int) -> bool:
    """Whether this person gives a discount of so many whole percent without approval."""
    return may(staff, "discount") and percent_of_whole <= staff.role.discount_percent


def approve(asking: Staff, approving: Staff, right: Right) -> None:
    """Refused unless the approving person holds the right and is somebody else."""
    if asking.staff_id == approving.staff_id:
        raise Refused("own_approval")
    if not may(approving, right):
        raise Refused("approval_not_allowed", staff=approving.staff_id, right=right)


def pin_hash(pin: str, salt: bytes) -> bytes:
    """Argon2id of a PIN: what the hub keeps and sends."""
    return stretched(pin, salt, ARGON2_TIME, ARGON2_MEMORY_KIB)


def pepper_hash(hashed: bytes, pepper: bytes) -> bytes:
    """What this till keeps of a PIN hash: useless without the pepper, which is not in the database."""
    return hmac.digest(pepper, hashed, sha256)


def kept_pin(pin: str, salt: bytes, pepper: bytes) -> bytes:
    """What a till keeps of a PIN beside its salt; as slow as `pin_hash`."""
    return pepper_hash(pin_hash(pin, salt), pepper)


def lock_seconds(wrong_tries: int) -> int:
    """How long a user stays locked after so many wrong PINs in a row: nothing, a minute, then doubling."""
    if wrong_tries < TRIES:
        return 0
    return int(min(LONGEST_LOCK_S, FIRST_LOCK_S * 2 ** (wrong_tries // TRIES - 1)))
