"""A demo without a hub has days behind it all the same, and is wiped without a trace of anything but itself."""

from pathlib import Path

import pytest

from pos.domain.failures import Refused
from pos.services.backup import prove
from pos.services.demo import FOLDER, HUB, SHEET, TILL, make_lived_in_demo, wipe_demo
from pos.services.demo_past import past_of
from pos.services.shift import report
from pos.services.till import WINDOW_LOCK, lock_home, open_till


def test_the_last_days_are_sales_in_closed_shifts_and_the_shelf_is_as_counted(tmp_path: Path) -> None:
    make_lived_in_demo(tmp_path / TILL)

    till = open_till(tmp_path / TILL)
    try:
        with till.store.read() as tx:
            next_receipt, shift = tx.sales.next_receipt(), tx.shifts.open()
            on_hand = tx.stock.on_hand_milli("HAR-3L-SLT-M")
        figures, problems = report(till), prove(till).problems
    finally:
        till.close()
    assert next_receipt == f"N-2-{len(past_of(FOLDER)) + 1:06d}"
    assert shift is None
    assert figures.sales_count > 1
    assert figures.unbroken
    assert figures.cash_counted_minor == figures.cash_expected_minor
    assert on_hand == 2_000
    assert not problems


def test_wiping_leaves_what_somebody_else_put_there(tmp_path: Path) -> None:
    make_lived_in_demo(tmp_path / TILL)
    (tmp_path / HUB).mkdir()
    (tmp_path / SHEET).touch()
    (tmp_path / "holiday.jpg").touch()

    wipe_demo(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]


def test_a_demo_that_is_open_is_not_wiped(tmp_path: Path) -> None:
    make_lived_in_demo(tmp_path / TILL)
    locks = lock_home(tmp_path / TILL, WINDOW_LOCK)

    with pytest.raises(Refused, match="till_in_use"):
        wipe_demo(tmp_path)

    for lock in locks:
        lock.release()
    assert (tmp_path / TILL).is_dir()


def test_a_folder_without_a_demo_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").touch()

    with pytest.raises(Refused, match="no_till"):
        wipe_demo(tmp_path)

    assert (tmp_path / "letter.txt").exists()
