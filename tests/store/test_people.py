"""Badges and PINs of the people: made, changed, ended, each with who did it in the journal."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pos.domain.failures import Refused
from pos.domain.link import Peer
from pos.domain.receipt_block import Barcode, Qr
from pos.domain.receipt_rows import text_rows
from pos.services.badge import badge_paper, make_badge
from pos.services.people import change_pin, reset_pin, unlock_user
from pos.services.staff import badge_holder, check_pin, give_approval, sign_in
from pos.services.till import Till
from tests.store.shop import import_text, rows

BADGE_ALONE = {
    "roles": [
        {"name": "manager", "title": "Boss", "rights": ["manage_people", "unlock_user", "discount"],
         "discount_percent": "50", "badge_alone": True},
        {"name": "associate", "title": "Associate", "rights": ["sell"]},
        {"name": "cashier", "title": "Cashier", "rights": ["sell"], "badge_alone": True},
    ]
}  # fmt: skip


def newest(till: Till) -> tuple[str, str, dict[str, Any]]:
    """Kind, person and body of the last entry."""
    with till.store.read() as tx:
        entry = [entry for _n, entry in tx.journal.read()][-1]
    return entry.kind, entry.staff, json.loads(entry.body)


def locked(till: Till, staff_id: str) -> None:
    for _ in range(5):
        check_pin(till, staff_id, "0000")


def test_a_badge_says_whose_it_is_until_a_new_one_is_made(shop: Till) -> None:
    lost = make_badge(shop, "maya", "sofia")
    found = badge_holder(shop, lost).staff_id

    badge = make_badge(shop, "maya", "sofia")

    assert (found, badge_holder(shop, badge).staff_id) == ("maya", "maya")
    with pytest.raises(Refused, match="unknown_badge"):
        badge_holder(shop, lost)
    assert newest(shop) == ("badge_made", "sofia", {"subject": "maya"})


def test_a_badge_is_made_by_whoever_looks_after_the_people_or_with_the_word_of_one(shop: Till) -> None:
    with pytest.raises(Refused, match="approval_needed"):
        make_badge(shop, "maya", "ines")
    make_badge(shop, "maya", "ines", approved_by="sofia")

    assert newest(shop) == ("badge_made", "ines", {"subject": "maya", "approved_by": "sofia"})


def test_the_code_of_a_badge_stands_in_no_row_and_no_entry(shop: Till) -> None:
    badge = make_badge(shop, "maya", "sofia")

    with shop.store.read() as tx:
        bodies = b"".join(bytes(entry.body) for _n, entry in tx.journal.read())
        staff = repr(rows(tx, "SELECT * FROM copy_staff"))
    assert badge.encode() not in bodies
    assert badge not in staff


def test_a_badge_on_paper_has_both_codes_and_shows_no_letters_of_it(shop: Till) -> None:
    badge = make_badge(shop, "maya", "sofia")

    blocks = badge_paper(shop, "maya", badge)

    assert Barcode(badge, "Maya K.") in blocks and Qr(badge) in blocks
    written = [row for row in text_rows(blocks) if not row.strip().startswith("[")]
    assert "Maya Kowalczyk" in " ".join(written)
    assert not any(badge in row for row in written)


def test_a_badge_is_as_good_as_a_pin_only_where_the_role_says_so(shop: Till, tmp_path: Path) -> None:
    badge = make_badge(shop, "maya", "sofia")
    before = check_pin(shop, "maya", badge).outcome

    import_text(shop, "roles", json.dumps(BADGE_ALONE), tmp_path)

    assert (before, check_pin(shop, "maya", badge).outcome) == ("wrong", "right")
    assert check_pin(shop, "daniel", badge).outcome == "wrong"
    assert check_pin(shop, "maya", "0000").tries_left == 4  # no badge was counted as a try


def test_a_badge_lets_no_locked_user_in(shop: Till, tmp_path: Path) -> None:
    import_text(shop, "roles", json.dumps(BADGE_ALONE), tmp_path)
    badge = make_badge(shop, "maya", "sofia")
    locked(shop, "maya")

    answer = check_pin(shop, "maya", badge)

    assert (answer.outcome, answer.seconds) == ("locked", 60)


def test_an_approval_by_badge_names_both_and_nobody_approves_himself_with_one(shop: Till, tmp_path: Path) -> None:
    import_text(shop, "roles", json.dumps(BADGE_ALONE), tmp_path)
    badge = make_badge(shop, "sofia", "sofia")

    answer = give_approval(shop, "discount", "maya", "sofia", badge, "b-1")

    assert answer.outcome == "right"
    said = {"right": "discount", "subject": "b-1", "approved_by": "sofia", "reason": "badge"}
    assert newest(shop) == ("approval_given", "maya", said)
    with pytest.raises(Refused, match="own_approval"):
        give_approval(shop, "discount", "sofia", "sofia", badge, "b-1")


def test_who_signed_in_by_badge_is_told_from_who_typed_a_pin(shop: Till) -> None:
    sign_in(shop, "maya", by_badge=True)

    assert newest(shop) == ("signed_in", "maya", {"reason": "badge"})


def test_people_change_their_own_pin_with_the_one_they_have(shop: Till) -> None:
    wrong = change_pin(shop, "maya", "0000", "9753").outcome
    right = change_pin(shop, "maya", "2580", "975311").outcome

    assert (wrong, right) == ("wrong", "right")
    assert newest(shop) == ("pin_changed", "maya", {"subject": "maya"})
    assert check_pin(shop, "maya", "975311").outcome == "right"


@pytest.mark.parametrize(("pin", "code"), [("123", "bad_pin"), ("12345678 9", "bad_pin"), ("2580", "same_pin")])
def test_a_new_pin_has_four_to_eight_digits_and_is_another(shop: Till, pin: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        change_pin(shop, "maya", "2580", pin)

    assert check_pin(shop, "maya", "2580").outcome == "right"


def test_a_manager_gives_a_new_pin_to_whoever_forgot_it_and_lets_him_in(shop: Till) -> None:
    locked(shop, "maya")

    with pytest.raises(Refused, match="approval_needed"):
        reset_pin(shop, "maya", "9753", "daniel")
    reset_pin(shop, "maya", "9753", "sofia")

    assert newest(shop) == ("pin_changed", "sofia", {"subject": "maya"})
    assert check_pin(shop, "maya", "9753").outcome == "right"


def test_a_locked_user_is_let_in_by_somebody_else_who_may(shop: Till) -> None:
    locked(shop, "sofia")

    with pytest.raises(Refused, match="own_approval"):
        unlock_user(shop, "sofia", "sofia")
    with pytest.raises(Refused, match="approval_needed"):
        unlock_user(shop, "sofia", "maya")
    unlock_user(shop, "sofia", "till")

    assert check_pin(shop, "sofia", "8642").outcome == "right"


def test_a_till_that_has_joined_a_hub_leaves_its_people_to_the_hub(shop: Till) -> None:
    with shop.store.write() as tx:
        tx.link.keep_peer(Peer("https://hub.example", "hub", "e", "00" * 32, "till"))
    doings: list[Callable[[], object]] = [
        lambda: make_badge(shop, "maya", "sofia"),
        lambda: change_pin(shop, "maya", "2580", "9753"),
        lambda: reset_pin(shop, "maya", "9753", "sofia"),
    ]

    for do in doings:
        with pytest.raises(Refused, match="hub_owns_people"):
            do()
    locked(shop, "maya")
    unlock_user(shop, "maya", "sofia")

    assert check_pin(shop, "maya", "2580").outcome == "right"
