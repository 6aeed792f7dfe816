"""Who may do what, and how wrong PINs lock."""

import pytest

from pos.domain.failures import Refused
from pos.domain.staff import CASHIER, MANAGER, Staff, approve, lock_seconds, may, may_discount, pepper_hash, pin_hash

MAYA = Staff("maya", "Maya Kowalczyk", CASHIER)
JAMES = Staff("james", "James Obi", MANAGER)


def test_a_cashier_sells_but_does_not_override_prices() -> None:
    assert may(MAYA, "sell")
    assert not may(MAYA, "override_price")


def test_a_discount_above_the_limit_of_the_role_needs_somebody_else() -> None:
    assert may_discount(MAYA, 10)
    assert not may_discount(MAYA, 11)
    assert may_discount(JAMES, 100)


def test_nobody_approves_what_he_asks_for_himself() -> None:
    with pytest.raises(Refused, match="own_approval"):
        approve(JAMES, JAMES, "override_price")


def test_an_approval_needs_the_right_itself() -> None:
    with pytest.raises(Refused, match="approval_not_allowed"):
        approve(JAMES, MAYA, "override_price")


def test_locks_begin_at_the_fifth_wrong_try_and_grow_up_to_a_limit() -> None:
    assert [lock_seconds(tries) for tries in (0, 4, 5, 9, 10, 15, 50)] == [0, 0, 60, 60, 120, 240, 900]


def test_the_same_pin_checks_only_with_the_same_salt_and_pepper() -> None:
    hashed = pin_hash("1234", bytes(16))

    assert pin_hash("1234", bytes(16)) == hashed
    assert pin_hash("1234", b"x" * 16) != hashed
    assert pepper_hash(hashed, bytes(32)) != pepper_hash(hashed, b"x" * 32)


def test_names_are_shortened_as_screens_show_them() -> None:
    assert MAYA.short_name == "Maya K."
    assert MAYA.initials == "MK"
    assert Staff("cher", "Cher", CASHIER).initials == "C"
