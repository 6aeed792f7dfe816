"""Closing a shift: the difference with its reason, what stays in the drawer, and a third count."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos.domain.failures import Refused, Unavailable
from pos.domain.sentences import SENTENCES
from pos.domain.shift import ShiftFigures
from tests.ui import gallery
from tests.ui.positions import RAIL, differences
from tests.ui.shift_desk import FLOAT, Desk, a_stage, key, words_of
from ui.shift.calls import total_minor
from ui.theme import Mode


def test_the_difference_stands_where_the_design_has_it() -> None:
    stage = a_stage(Desk(is_open=True))
    stage.close_to_difference(reason=0)
    gallery.settle()

    assert differences(stage, "j3-shift-close-difference", {**RAIL, "Close shift, print ZF12": "close-and-print"}) == []


class MovedDesk(Desk):
    """Cash came in and went out beside the sales, too."""

    def figures(self, counted_minor: int | None = None) -> ShiftFigures:
        return replace(super().figures(counted_minor), paid_in_minor=120_00, paid_out_minor=35_00)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("refusal", [SENTENCES["disk_full"], SENTENCES["unseen_limit"]])
def test_a_refusal_leaves_room_for_what_was_expected_and_counted(mode: Mode, refusal: str) -> None:
    stage = a_stage(MovedDesk(is_open=True, expected_minor=1652_70), mode=mode)
    stage.close_to_difference(reason=0)
    stage.screen_.counted.emit(5000, 7)
    stage.screen_.primary.emit()
    panel = stage.screen_.difference

    stage.screen_.refuse(refusal)
    gallery.settle()
    parts = [item.widget() for n in range(panel.body.count()) if (item := panel.body.itemAt(n)) is not None]
    boxes = [part.geometry() for part in (*parts, panel.primary) if part is not None and part.isVisible()]
    cut = panel.figures.list.verticalScrollBar().maximum()
    totals = panel.figures.totals
    stage.screen_.reason_chosen.emit(1)
    gallery.settle()

    assert panel.recount.isVisible() and not panel.refusal.isVisible()
    assert len(boxes) == 8
    assert all(above.bottom() < below.top() for above, below in pairwise(boxes))
    assert totals.accessibleName() == "Expected £1,652.70; Counted £1,668.20"
    assert totals.visibleRegion().boundingRect() == totals.rect()
    assert cut > panel.figures.list.verticalScrollBar().maximum()


def test_a_difference_needs_a_reason_before_the_shift_closes() -> None:
    stage = a_stage(Desk(is_open=True))
    stage.close_to_difference()
    panel = stage.screen_.difference
    reason = panel.primary.toolTip()

    stage.screen_.primary.emit()
    unclosed = list(stage.desk.orders)
    stage.screen_.reason_chosen.emit(0)
    key(stage, Qt.Key.Key_F12)

    assert panel.banner.accessibleName() == "£1.50 short Within the store limit of £5.00"
    assert (reason, unclosed) == ("Choose a reason", [])
    order = stage.desk.orders[0]
    assert (total_minor(order.counts), order.left_minor, order.reason) == (1618_20, 150_00, "Wrong change given")
    assert order.approved_by == ""


def test_what_stays_in_the_drawer_decides_what_goes_to_the_safe() -> None:
    stage = a_stage(Desk(is_open=True))
    stage.close_to_difference(reason=0)
    left = stage.screen_.difference.left
    planned = (left.text(), left.accessibleDescription())

    left.setText("")
    QTest.keyClicks(left, "200")
    stage.screen_.primary.emit()

    assert planned == ("150.00", "to safe £1,468.20")
    assert stage.desk.orders[0].left_minor == 200_00


@pytest.mark.parametrize(("touched", "left"), [("more", "155.00"), ("less", "145.00")])
def test_what_stays_in_the_drawer_is_changed_by_a_note_at_a_touch(touched: str, left: str) -> None:
    stage = a_stage(Desk(is_open=True, expected_minor=1618_20))
    stage.close_to_difference()

    QTest.mouseClick(getattr(stage.screen_.difference, touched), Qt.MouseButton.LeftButton)
    shown = stage.screen_.difference.left.text()
    stage.screen_.primary.emit()

    assert shown == left
    assert stage.desk.orders[0].left_minor == int(left.replace(".", ""))


@pytest.mark.parametrize(("way", "least"), [(1, 1618_20), (-1, 0)])
def test_no_touch_leaves_more_than_was_counted_or_less_than_nothing(way: int, least: int) -> None:
    stage = a_stage(Desk(is_open=True, expected_minor=1618_20))
    stage.close_to_difference()

    for _ in range(400):
        stage.screen_.left_stepped.emit(way)
    stage.screen_.primary.emit()

    assert stage.desk.orders[0].left_minor == least


@pytest.mark.parametrize(
    ("typed", "said"), [("2000", "more than was counted"), ("1x", "not an amount"), ("", "not an amount")]
)
def test_an_impossible_amount_to_leave_is_told_and_closes_nothing(typed: str, said: str) -> None:
    stage = a_stage(Desk(is_open=True))
    stage.close_to_difference(reason=0)

    stage.screen_.left_typed.emit(typed)
    stage.screen_.primary.emit()

    assert stage.screen_.difference.left.accessibleDescription() == said
    assert stage.desk.orders == []


def test_no_difference_asks_for_no_reason() -> None:
    stage = a_stage(Desk(is_open=True, expected_minor=1618_20))
    stage.close_to_difference()
    gallery.settle()

    offered = stage.screen_.difference.reason.isVisible()
    stage.screen_.primary.emit()

    assert not offered
    assert stage.desk.orders[0].reason == ""


def test_changing_a_number_hides_the_difference_again_and_counts_as_the_second_count() -> None:
    stage = a_stage(Desk(is_open=True))
    stage.close_to_difference(reason=0)

    stage.screen_.counted.emit(10, 18)
    gallery.settle()
    hidden = "1,619.70" not in words_of(stage)
    second = stage.screen_.start.banner.accessibleName()
    stage.screen_.counted.emit(10, 32)
    stage.screen_.primary.emit()

    assert hidden
    assert second.endswith("This is the second count. After it a manager is asked.")
    assert stage.screen_.difference.banner.accessibleName().startswith("No difference")


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (Refused("shift_open"), "A shift is open already. Close it first."),
        (Unavailable("busy"), "This is not possible now, and nothing was changed. Try again or ask a manager."),
    ],
)
def test_a_failure_is_told_in_place_and_the_count_is_kept(failure: Any, said: str) -> None:
    stage = a_stage(Desk(failure=failure))
    stage.count(FLOAT)

    stage.screen_.primary.emit()
    told = stage.screen_.start.refusal.accessibleName()
    stage.desk.failure = None
    stage.screen_.primary.emit()

    assert told == said
    assert stage.desk.opened_with == [150_00]
