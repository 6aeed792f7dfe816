"""PINs: every wrong one counts, locks grow, and nothing but the till's own running time ends them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from pos.domain.failures import Refused
from pos.domain.staff import MANAGER, Staff, pepper_hash, pin_hash
from pos.services.staff import check_pin, count_down_locks, people, sign_in
from pos.services.till import Till
from tests.store.shop import STAFF, Clock, import_text, rows


def wrong(till: Till, times: int = 1) -> None:
    for _ in range(times):
        check_pin(till, "maya", "0000")


def test_the_right_pin_is_right_and_ends_the_count(shop: Till) -> None:
    wrong(shop, 4)

    answers = [check_pin(shop, "maya", "2580").outcome, check_pin(shop, "maya", "0000").tries_left]

    assert answers == ["right", 4]


def test_every_wrong_pin_is_counted_before_it_is_answered(shop: Till, opened: Callable[[Path], Till]) -> None:
    left = [check_pin(shop, "maya", "0000").tries_left for _ in range(3)]
    shop.close()

    again = check_pin(opened(shop.home), "maya", "0000")

    assert [*left, again.tries_left] == [4, 3, 2, 1]


def test_five_wrong_pins_lock_the_user_also_for_the_right_one_and_beyond_a_restart(
    shop: Till, opened: Callable[[Path], Till]
) -> None:
    wrong(shop, 5)
    shop.close()

    answer = check_pin(opened(shop.home), "maya", "2580")

    assert (answer.outcome, answer.seconds) == ("locked", 60)


@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(days=-400)])
def test_no_change_of_the_clock_ends_a_lock(
    shop: Till, clock: Clock, opened: Callable[[Path], Till], jump: timedelta
) -> None:
    wrong(shop, 5)
    shop.close()
    clock.moment += jump

    answer = check_pin(opened(shop.home), "maya", "2580")

    assert (answer.outcome, answer.seconds) == ("locked", 60)


def test_a_lock_is_counted_down_while_the_till_runs(shop: Till) -> None:
    wrong(shop, 5)

    count_down_locks(shop, 59)
    still = check_pin(shop, "maya", "2580")
    count_down_locks(shop, 60)

    assert (still.outcome, still.seconds) == ("locked", 1)
    assert check_pin(shop, "maya", "2580").outcome == "right"


def test_locks_grow(shop: Till) -> None:
    locks = []
    for _ in range(5):
        for _ in range(5):
            answer = check_pin(shop, "maya", "0000")
            count_down_locks(shop, 3600)
        locks.append(answer.seconds)

    assert locks == [60, 120, 240, 480, 900]


def test_one_person_s_lock_is_not_another_s(shop: Till) -> None:
    wrong(shop, 5)

    assert check_pin(shop, "daniel", "1470").outcome == "right"


def test_nobody_gets_more_tries_by_asking_at_once(shop: Till) -> None:
    with ThreadPoolExecutor(8) as guesses:
        answers = list(guesses.map(lambda n: check_pin(shop, "maya", f"{n:04d}").outcome, range(12)))

    assert answers.count("wrong") == 4
    with shop.store.read() as tx:
        assert tx.people.wrong_tries("maya") == (5, 60)


def test_an_unknown_user_has_no_pin(shop: Till) -> None:
    with pytest.raises(Refused, match="unknown_staff"):
        check_pin(shop, "ghost", "2580")


def test_an_import_replaces_a_pin(shop: Till, tmp_path: Path) -> None:
    import_text(shop, "staff", STAFF.replace("2580", "9753"), tmp_path)

    assert check_pin(shop, "maya", "2580").outcome == "wrong"
    assert check_pin(shop, "maya", "9753").outcome == "right"


def test_what_is_kept_of_a_pin_is_useless_without_the_pepper(shop: Till) -> None:
    with shop.store.read() as tx:
        salt, kept = tx.people.pin("maya")

    hashed = pin_hash("2580", salt)

    assert kept == pepper_hash(hashed, shop.secrets.pepper)
    assert kept not in (hashed, pepper_hash(hashed, bytes(32)))


def test_equal_pins_are_kept_unequal(shop: Till, tmp_path: Path) -> None:
    import_text(shop, "staff", STAFF.replace("1470", "2580"), tmp_path)

    with shop.store.read() as tx:
        assert tx.people.pin("maya")[1] != tx.people.pin("daniel")[1]


def test_whoever_signed_in_last_stands_first(shop: Till) -> None:
    sign_in(shop, "daniel")
    sign_in(shop, "maya")

    with shop.store.read() as tx:
        journalled = rows(tx, "SELECT staff FROM fact_audit WHERE kind = 'signed_in' ORDER BY n")
    assert [person.staff_id for person in people(shop)] == ["maya", "daniel", "sofia", "ines"]
    assert journalled == [("daniel",), ("maya",)]


def test_a_till_without_staff_has_its_built_in_user(till: Till) -> None:
    assert people(till) == (Staff("till", "Till", MANAGER, 0),)


def test_the_built_in_user_of_a_till_without_staff_needs_no_pin(till: Till) -> None:
    assert check_pin(till, "till", "").outcome == "right"
