"""What is pressed while something else is still done: each thing happens once, in its order."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from pos.domain.failures import Refused
from pos.domain.sentences import SENTENCES
from pos.domain.shift import ShiftFigures
from tests.ui.shift_desk import DRAWER, Desk, ShiftStage, a_stage, key, run_out


def test_pressing_twice_closes_once() -> None:
    stage = a_stage(Desk(is_open=True))
    stage.close_to_difference(reason=0)
    stage.desk.at_once = False

    for _ in range(2):
        stage.screen_.primary.emit()
    for end in list(stage.desk.waiting):
        end()

    assert len(stage.desk.orders) == 1


def test_closing_that_is_asked_for_while_a_report_is_read_comes_after_it() -> None:
    stage = a_stage(Desk(is_open=True))
    stage.desk.at_once = False
    stage.screen_.print_asked.emit()

    key(stage, Qt.Key.Key_F12)
    before = stage.screen_.count.isVisible()
    run_out(stage)

    assert not before
    assert stage.screen_.count.isVisible()


class SellingDesk(Desk):
    """More is sold while something else is done."""

    sold_meanwhile = 0

    def figures(self, counted_minor: int | None = None) -> ShiftFigures:
        figures = super().figures(counted_minor)
        return replace(figures, sales_count=figures.sales_count + self.sold_meanwhile)


def baskets(stage: ShiftStage) -> str:
    """How many the report on the page says that there were."""
    return stage.screen_.report.cards[1].accessibleName().partition(".")[0]


@pytest.mark.parametrize("failure", [None, Refused("disk_full")])
def test_a_page_that_is_opened_while_a_report_is_printed_shows_what_was_sold_meanwhile(failure: Refused | None) -> None:
    desk = SellingDesk(is_open=True)
    stage = a_stage(desk)
    desk.at_once = False
    stage.screen_.print_asked.emit()
    desk.sold_meanwhile = 7

    stage.presenter.start()
    stage.desk.failure = failure
    stage.desk.waiting.pop(0)()
    stage.desk.failure = None
    run_out(stage)

    assert baskets(stage) == "Baskets: 133"
    told = stage.screen_.report.foot.banner.accessibleName()
    assert (told == SENTENCES["disk_full"]) == (failure is not None)


def test_a_count_that_began_behind_a_printed_report_is_kept() -> None:
    stage = a_stage(Desk(is_open=True))
    stage.desk.at_once = False
    stage.screen_.print_asked.emit()
    stage.screen_.close_asked.emit()

    stage.presenter.start()
    run_out(stage)

    assert stage.screen_.count.isVisible()


def test_confirming_while_the_drawer_opens_comes_after_it() -> None:
    stage = a_stage(Desk(is_open=True))
    stage.screen_.close_asked.emit()
    stage.count(DRAWER)
    stage.desk.at_once = False
    stage.screen_.drawer_asked.emit()

    stage.screen_.primary.emit()
    run_out(stage)

    assert stage.screen_.difference.isVisible()


def test_confirming_twice_does_not_close_behind_the_difference() -> None:
    stage = a_stage(Desk(is_open=True, expected_minor=1618_20))
    stage.screen_.close_asked.emit()
    stage.count(DRAWER)
    stage.desk.at_once = False

    for _ in range(2):
        stage.screen_.primary.emit()
    run_out(stage)

    assert stage.screen_.difference.isVisible()
    assert stage.desk.orders == []


def test_a_second_press_right_after_a_new_step_is_not_taken() -> None:
    stage = a_stage(Desk(is_open=True, expected_minor=1618_20), settle_ms=60_000)
    stage.screen_.close_asked.emit()
    stage.count(DRAWER)
    stage.screen_.primary.emit()

    key(stage, Qt.Key.Key_F12)

    assert stage.desk.orders == []
