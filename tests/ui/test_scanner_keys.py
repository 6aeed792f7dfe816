"""The time between keys alone: what is a scan, what is typing, and what came with a scan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.barcode import MAX_BYTES
from ui.key_run import GAPS_MS, SILENCE_MS, KeyRun


def a_run(text: str, gap_ms: int = 5, run: KeyRun | None = None, start_ms: int = 0) -> KeyRun:
    run = run or KeyRun()
    for n, char in enumerate(text):
        run.press(char, start_ms + n * gap_ms)
    return run


@pytest.mark.parametrize(("text", "is_long"), [("123", False), ("1234", True), ("4006381333931", True)])
def test_four_characters_without_a_pause_may_be_a_scan(text: str, is_long: bool) -> None:
    assert a_run(text).is_long == is_long


@pytest.mark.parametrize(("after_ms", "continues"), [(-1, False), (0, True), (35, True), (36, False), (99, False)])
def test_a_key_belongs_to_a_run_for_35_ms(after_ms: int, continues: bool) -> None:
    run = KeyRun()

    run.press("1", 500)

    assert run.continues(500 + after_ms) == continues


@pytest.mark.parametrize("gap_ms", [GAPS_MS[0], GAPS_MS[-1]])
def test_the_gap_is_a_setting(gap_ms: int) -> None:
    run = KeyRun(gap_ms)

    run.press("1", 0)

    assert run.continues(gap_ms)
    assert not run.continues(gap_ms + 1)


@pytest.mark.parametrize(
    ("text", "quiet_ms", "outcome"),
    [("1234", SILENCE_MS, "scan"), ("1234", SILENCE_MS - 1, "typed"), ("123", 10 * SILENCE_MS, "typed")],
)
def test_silence_ends_a_scan_without_enter(text: str, quiet_ms: int, outcome: str) -> None:
    assert a_run(text).outcome(quiet_ms) == outcome


def test_a_prefix_allows_a_slower_scanner_and_is_no_part_of_the_code() -> None:
    run = a_run("~~1234", gap_ms=90, run=KeyRun(prefix="~~"))

    assert run.continues(5 * 90 + SILENCE_MS)
    assert run.patience_ms == SILENCE_MS
    assert run.code == "1234"


def test_other_typing_is_not_slowed_by_a_prefix() -> None:
    run = a_run("12", run=KeyRun(prefix="~"))

    assert run.patience_ms == 35
    assert not run.continues(5 + 36)


def test_what_comes_right_behind_a_scan_is_noise_and_no_typing() -> None:
    run = a_run("1234")
    run.close(scan_ended_ms=20)

    follows = run.continues(30)
    run.press("\n", 30)

    assert follows
    assert run.outcome(SILENCE_MS) == "noise"


def test_keys_that_write_nothing_make_no_scan() -> None:
    run = a_run("123")

    run.press("\r", 20, writes=False)

    assert not run.is_long
    assert run.code == "123\r"


def test_a_second_scan_right_behind_the_first_is_a_scan() -> None:
    run = a_run("1234")
    run.close(scan_ended_ms=20)

    a_run("5678", run=run, start_ms=25)

    assert (run.is_long, run.code) == (True, "5678")


def test_a_pause_behind_a_scan_makes_the_next_key_typing_again() -> None:
    run = a_run("1234")
    run.close(scan_ended_ms=20)

    continues = run.continues(20 + 36)
    run.press("1", 20 + 36)

    assert not continues
    assert run.outcome(35) == "typed"


def test_an_endless_stream_is_cut_just_past_the_longest_code() -> None:
    run = a_run("x" * 3 * MAX_BYTES)

    assert len(run.code) == MAX_BYTES + 1
    assert run.outcome(0) == "scan"


@given(st.lists(st.tuples(st.text(max_size=3), st.integers(-50, 200)), max_size=40))
def test_any_keys_at_any_time_end_in_one_of_three_ways(keys: list[tuple[str, int]]) -> None:
    run, now_ms = KeyRun(), 1_000
    for text, step_ms in keys:
        now_ms += step_ms
        if run.is_open and not run.continues(now_ms):
            assert run.outcome(run.quiet_ms(now_ms)) in {"scan", "typed", "noise"}
            run.close()
        run.press(text, now_ms)

    assert run.is_open == bool(keys)
