"""A shift is opened, its cash moved, and closed by a blind count, whatever happens."""

from datetime import timedelta

import pytest

from pos.domain.failures import Refused
from pos.services.report import figures_document, x_figures
from pos.services.shift import close_shift, counted_cash, move_cash, open_shift, report, sales_by_hour
from pos.services.till import Till
from tests.store.shop import Clock, bought, give_back, kinds, rows, sell


def test_what_must_be_in_the_drawer_is_float_sales_and_what_was_moved(shop: Till) -> None:
    open_shift(shop, 150_00, "maya")
    sale = sell(shop, bought("JACKET"))
    sell(shop, bought("FLASK"), by="card")
    give_back(shop, sale)
    move_cash(shop, "paid_in", 20_00, "coins from the bank", "maya")
    move_cash(shop, "paid_out", 8_40, "stamps", "sofia")
    move_cash(shop, "dropped", 100_00, "safe", "maya")

    closed = close_shift(shop, 61_60, "maya")

    assert (closed.expected_minor, closed.figures.cash_difference_minor) == (61_60, 0)


def test_a_second_shift_is_not_opened_beside_the_first(shop: Till) -> None:
    open_shift(shop, 0, "maya")

    with pytest.raises(Refused, match="shift_open"):
        open_shift(shop, 0, "daniel")


@pytest.mark.parametrize("kind", ["paid_out", "dropped"])
def test_no_more_leaves_the_drawer_than_is_in_it(shop: Till, kind: str) -> None:
    open_shift(shop, 50_00, "sofia")

    with pytest.raises(Refused, match="not_enough_cash"):
        move_cash(shop, kind, 50_01, "why not", "sofia")

    move_cash(shop, kind, 50_00, "why not", "sofia")
    assert report(shop).cash_expected_minor == 0


@pytest.mark.parametrize("reason", ["", "  "])
def test_cash_moves_with_a_reason_only(shop: Till, reason: str) -> None:
    open_shift(shop, 50_00, "sofia")

    with pytest.raises(Refused, match="reason_needed"):
        move_cash(shop, "paid_in", 1_00, reason, "sofia")


def test_a_cashier_pays_out_only_with_the_word_of_somebody_who_may(shop: Till) -> None:
    open_shift(shop, 50_00, "maya")

    for approved_by, code in (("", "approval_needed"), ("maya", "own_approval"), ("ines", "approval_not_allowed")):
        with pytest.raises(Refused, match=code):
            move_cash(shop, "paid_out", 5_00, "stamps", "maya", approved_by=approved_by)
    entry = move_cash(shop, "paid_out", 5_00, "stamps", "maya", approved_by="sofia")

    assert entry.content == {"amount_minor": 5_00, "reason": "stamps", "approved_by": "sofia"}


@pytest.mark.parametrize(
    ("counted", "reason", "approved_by", "code"),
    [
        (99_99, "", "", "reason_needed"),
        (94_99, "lost", "", "approval_needed"),
        (94_99, "lost", "maya", "own_approval"),
        (94_99, "lost", "ines", "approval_not_allowed"),
        (105_01, "found", "", "approval_needed"),
    ],
)
def test_a_difference_needs_a_reason_and_above_the_limit_somebody_who_may_approve_it(
    shop: Till, counted: int, reason: str, approved_by: str, code: str
) -> None:
    open_shift(shop, 100_00, "maya")

    with pytest.raises(Refused, match=code):
        close_shift(shop, counted, "maya", reason=reason, approved_by=approved_by)

    assert "shift_closed" not in kinds(shop)
    assert close_shift(shop, 100_00, "maya").figures.cash_difference_minor == 0


@pytest.mark.parametrize(("staff", "approved_by"), [("maya", "sofia"), ("sofia", ""), ("till", "")])
def test_closing_is_possible_whatever_was_counted(shop: Till, staff: str, approved_by: str) -> None:
    open_shift(shop, 100_00, "maya")

    closed = close_shift(shop, 0, staff, reason="stolen", approved_by=approved_by)

    with shop.store.read() as tx:
        kept = rows(tx, "SELECT expected_minor, counted_minor, reason, approved_by FROM fact_shift_close")
    assert closed.figures.cash_difference_minor == -100_00
    assert kept == [(100_00, 0, "stolen", approved_by)]


def test_an_approval_that_nobody_needed_is_not_kept(shop: Till) -> None:
    open_shift(shop, 100_00, "maya")

    close_shift(shop, 99_00, "maya", reason="lost", approved_by="sofia")

    with shop.store.read() as tx:
        assert rows(tx, "SELECT approved_by FROM fact_shift_close") == [("",)]


@pytest.mark.parametrize("counted", [100_00, 99_00, 0])
def test_a_close_names_nobody_who_does_not_work_here(shop: Till, counted: int) -> None:
    open_shift(shop, 100_00, "maya")

    with pytest.raises(Refused, match="unknown_staff"):
        close_shift(shop, counted, "maya", reason="lost", approved_by="ghost")

    assert "shift_closed" not in kinds(shop)


def test_no_more_stays_in_the_drawer_than_was_counted(shop: Till) -> None:
    open_shift(shop, 100_00, "maya")

    with pytest.raises(Refused, match="left_more_than_counted"):
        close_shift(shop, 100_00, "maya", left_minor=100_01)


def test_the_count_is_blind(shop: Till) -> None:
    open_shift(shop, 100_00, "maya")
    sell(shop, bought("JACKET"))

    shown = figures_document(x_figures(shop))

    assert "cash" not in shown
    assert "expected" not in repr(shown)
    assert counted_cash(shop, 289_00).cash_difference_minor == 0


def test_a_shift_keeps_its_business_date_beyond_midnight(shop: Till, clock: Clock) -> None:
    open_shift(shop, 0, "maya")
    clock.moment += timedelta(hours=11)

    late = sell(shop, bought("FLASK"), staff="maya")
    move_cash(shop, "dropped", 1_00, "safe", "maya")
    closed = close_shift(shop, 23_00, "maya")

    with shop.store.read() as tx:
        days = rows(tx, "SELECT DISTINCT business_date FROM journal WHERE shift = ?", closed.figures.shift_id)
    assert late.at.startswith("2026-11-22")
    assert days == [("2026-11-21",)]


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-03-28T23:59:59+00:00", "2026-03-28"),
        ("2026-03-29T00:30:00+00:00", "2026-03-29"),  # the clocks go forward at 01:00
        ("2026-03-29T22:59:59+00:00", "2026-03-29"),
        ("2026-03-29T23:00:00+00:00", "2026-03-30"),  # midnight of a day of 23 hours
        ("2026-10-24T23:00:00+00:00", "2026-10-25"),
        ("2026-10-25T23:59:59+00:00", "2026-10-25"),  # a day of 25 hours
        ("2026-10-26T00:00:00+00:00", "2026-10-26"),
    ],
)
def test_the_business_date_is_the_day_of_the_store_when_the_clocks_change(shop: Till, at: str, day: str) -> None:
    assert sell(shop, bought("FLASK"), at=at).business_date == day


def test_the_shift_that_a_sale_opened_is_closed_by_the_next_day_s_sale(shop: Till) -> None:
    first = sell(shop, bought("JACKET"), at="2026-11-21T12:00:00+00:00")
    same_day = sell(shop, bought("FLASK"), at="2026-11-21T23:59:00+00:00")
    next_day = sell(shop, bought("FLASK"), at="2026-11-22T00:00:00+00:00")

    with shop.store.read() as tx:
        closed = rows(tx, "SELECT shift, number, expected_minor, counted_minor, left_minor FROM fact_shift_close")
    assert first.shift == same_day.shift != next_day.shift
    assert closed == [(first.shift, 1, 213_00, 213_00, 0)]
    assert next_day.business_date == "2026-11-22"


def test_a_shift_that_somebody_opened_is_closed_by_nobody_else(shop: Till) -> None:
    open_shift(shop, 10_00, "maya")

    sale = sell(shop, bought("JACKET"), at="2026-11-25T12:00:00+00:00")

    assert sale.business_date == "2026-11-21"
    assert "shift_closed" not in kinds(shop)


def test_a_z_report_says_that_its_entries_are_unbroken_only_while_they_are(shop: Till) -> None:
    open_shift(shop, 0, "maya")
    sell(shop, bought("JACKET"))
    sell(shop, bought("FLASK"))
    shift = close_shift(shop, 213_00, "maya").figures.shift_id
    before = report(shop, shift)

    with shop.store.write() as tx:
        tx.driver.execute("PRAGMA defer_foreign_keys = ON")
        tx.driver.execute("UPDATE journal SET body = replace(body, '24', '25') WHERE kind = 'sale_completed'")
    changed = report(shop, shift)

    assert (before.unbroken, changed.unbroken) == (True, False)
    assert before.last_seq - before.first_seq == 3


def test_a_z_report_says_when_an_entry_of_its_shift_is_missing(shop: Till) -> None:
    open_shift(shop, 0, "maya")
    move_cash(shop, "paid_in", 1_00, "coins", "maya")
    shift = close_shift(shop, 1_00, "maya").figures.shift_id

    with shop.store.write() as tx:
        tx.driver.execute("DELETE FROM fact_cash_movement")
        tx.driver.execute("DELETE FROM journal WHERE kind = 'cash_paid_in'")

    assert not report(shop, shift).unbroken


def test_z_reports_are_numbered_without_a_gap(shop: Till) -> None:
    numbers = []
    for _ in range(3):
        open_shift(shop, 0, "maya")
        numbers.append(close_shift(shop, 0, "maya").figures.number)

    assert numbers == [1, 2, 3]


def test_a_z_report_keeps_its_grand_total_however_much_is_sold_later(shop: Till) -> None:
    open_shift(shop, 0, "maya")
    sell(shop, bought("JACKET"))
    closed = close_shift(shop, 189_00, "maya")
    open_shift(shop, 0, "maya")
    sell(shop, bought("FLASK"))

    again, running = report(shop, closed.figures.shift_id), report(shop)

    assert again == closed.figures and again.grand_total_minor == 189_00
    assert running.grand_total_minor == 213_00


def test_the_sales_of_all_hours_are_the_sales_of_the_shift(shop: Till) -> None:
    """What is only brought back is no basket of any hour."""
    open_shift(shop, 0, "maya")
    sale = sell(shop, bought("JACKET"))
    sell(shop, bought("FLASK"))
    give_back(shop, sale)

    shown = report(shop)

    assert sum(sales_by_hour(shop, shown.shift_id).values()) == shown.sales_count == 2


def test_cash_that_came_in_and_cash_that_went_out_are_told_apart(shop: Till) -> None:
    open_shift(shop, 0, "maya")
    sale = sell(shop, bought("JACKET"))
    sell(shop, bought("FLASK"))
    sell(shop, bought("FLASK"), by="card")
    give_back(shop, sale)

    shown = report(shop)

    assert (shown.cash_sales_count, shown.cash_sales_minor) == (2, 213_00)
    assert (shown.cash_refunds_count, shown.cash_refunds_minor) == (1, -189_00)
