"""Whoever moves cash gets a slip of it, and who opens the drawer says why."""

import pytest

from pos.devices.simulated_printer import SimulatedPrinter
from pos.domain.failures import Refused, Unavailable
from pos.domain.receipt_rows import text_rows
from pos.services.cash_slip import cash_slip, print_cash_copy, print_cash_slip
from pos.services.shift import move_cash, open_drawer, open_shift, report
from pos.services.till import Till
from tests.store.shop import kinds


def test_the_slip_says_what_moved_why_and_who_allowed_it(shop: Till) -> None:
    open_shift(shop, 50_00, "maya")
    entry = move_cash(shop, "paid_out", 8_40, "stamps", "maya", approved_by="sofia")

    rows = [row.strip() for row in text_rows(cash_slip(shop, entry))]

    assert rows[0] == "PAID OUT"
    assert next(row for row in rows if row.startswith("Amount")).endswith("£8.40")
    assert {"Reason: stamps", "By Maya Kowalczyk", "Approved by Sofia Lind"} <= set(rows)


@pytest.mark.parametrize(("kind", "title"), [("paid_in", "PAID IN"), ("dropped", "TO THE SAFE")])
def test_each_way_of_moving_cash_has_its_own_title_and_a_copy_says_so(shop: Till, kind: str, title: str) -> None:
    open_shift(shop, 50_00, "maya")
    entry = move_cash(shop, kind, 5_00, "coins", "maya")

    rows = [row.strip() for row in text_rows(cash_slip(shop, entry, copy=True))]

    assert rows[:2] == [title, "COPY"]


def test_cash_has_moved_also_when_the_slip_does_not_come_out(shop: Till) -> None:
    open_shift(shop, 50_00, "maya")
    entry = move_cash(shop, "dropped", 5_00, "safe", "maya")

    with pytest.raises(Unavailable, match="no_printer"):
        print_cash_slip(shop, None, entry)

    assert report(shop).dropped_minor == 5_00
    with shop.store.read() as tx:
        (moved,) = tx.shifts.cash_moved(report(shop).shift_id)
    assert (moved.staff, moved.amount_minor, moved.reason) == ("maya", -5_00, "safe")
    print_cash_copy(shop, SimulatedPrinter(), moved.n)


def test_the_drawer_opens_with_a_reason_only(shop: Till) -> None:
    with pytest.raises(Refused, match="reason_needed"):
        open_drawer(shop, " ", "maya")

    assert "drawer_opened" not in kinds(shop)
