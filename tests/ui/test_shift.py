"""Opening and closing a shift on the screen: counting, the difference, approval, and what the keys do."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from pos.domain.failures import Refused, Unavailable
from pos.domain.sentences import SENTENCES
from pos.domain.shift import ShiftFigures
from tests.ui import gallery
from tests.ui.positions import RAIL, differences
from tests.ui.shift_desk import DRAWER, FLOAT, POUNDS, Desk, ShiftStage, a_stage
from ui.shift.calls import total_minor
from ui.theme import Mode
from ui.widgets.approval import ApprovalDialog
from ui.widgets.tab_walk import stops


def key(stage: ShiftStage, wanted: Qt.Key) -> None:
    QTest.keyClick(stage.focusWidget() or stage.screen_, wanted)


def counted(pieces: tuple[int, ...]) -> dict[int, int]:
    return {minor: number for minor, number in zip(POUNDS, pieces, strict=True) if number}


def test_counting_the_float_stands_where_the_design_has_it() -> None:
    stage = a_stage()

    names = {
        **RAIL,
        "Synced 08:55": "sync-pill",
        "Open drawerF9": "open-drawer",
        "Count by machine": "count-by-machine",
    }
    assert differences(stage, "j1-shift-open-float", {**names, "Open shiftF12£150.00": "primary"}) == []


def test_the_blind_count_stands_where_the_design_has_it() -> None:
    stage = a_stage(Desk(is_open=True))
    stage.screen_.close_asked.emit()
    stage.count(DRAWER)
    gallery.settle()

    names = {**RAIL, "Open drawerF9": "open-drawer", "ConfirmF12£1,618.20": "primary"}
    assert differences(stage, "j2-shift-close-blind", names) == []


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


def test_the_z_report_stands_where_the_design_has_it() -> None:
    stage = a_stage(Desk(is_open=True))
    stage.close_to_difference(reason=0)
    stage.screen_.primary.emit()
    gallery.settle()

    names = {
        **RAIL,
        "X, so far": "segment-x",
        "Z, closed": "segment-z",
        "Earlier": "segment-earlier",
        "Export": "export",
        "Print againF6": "print-again",
        "Sign outCtrl L": "sign-out",
    }
    assert differences(stage, "j4-shift-z-report", names) == []


def test_a_counted_float_opens_the_shift() -> None:
    stage = a_stage()
    stage.count(FLOAT)
    before = (stage.screen_.count.total.text(), stage.screen_.start.banner.accessibleName())

    key(stage, Qt.Key.Key_F12)

    assert before == ("£150.00", "Matches the planned float £150.00 left by Daniel P. on Friday")
    assert stage.desk.opened_with == [150_00]
    assert stage.desk.done[:1] == ["opened"]


def test_the_float_is_taken_as_it_was_left_with_one_press() -> None:
    stage = a_stage()

    QTest.mouseClick(stage.screen_.start.as_left, Qt.MouseButton.LeftButton)

    assert stage.screen_.start.as_left.text() == "Open with £150.00 as left"
    assert stage.desk.opened_with == [150_00]


def test_once_somebody_counts_the_float_is_what_was_counted() -> None:
    stage = a_stage()

    stage.screen_.counted.emit(2000, 1)

    assert not stage.screen_.start.as_left.isVisible()


def test_the_first_float_of_a_till_is_counted() -> None:
    stage = a_stage(Desk(planned_minor=None))

    assert not stage.screen_.start.as_left.isVisible()


def test_a_float_that_is_not_as_planned_is_said_and_opens_all_the_same() -> None:
    stage = a_stage()
    stage.count((*FLOAT[:-1], 0))

    said = stage.screen_.start.banner.accessibleName()
    stage.screen_.primary.emit()

    assert said.startswith("£0.10 less than the planned float")
    assert stage.desk.is_open


def test_enter_goes_to_the_next_line_and_typing_replaces_the_number() -> None:
    stage = a_stage()

    for pieces in ("2", "14"):
        QTest.keyClicks(stage.focusWidget(), pieces)
        key(stage, Qt.Key.Key_Return)
        gallery.settle()

    assert stage.focusWidget().objectName() == "count-1000"
    assert stage.screen_.count.total.text() == "£380.00"


@pytest.mark.parametrize("is_open", [False, True])
def test_enter_goes_from_the_last_line_to_the_primary_action_and_not_to_the_drawer(is_open: bool) -> None:
    stage = a_stage(Desk(is_open=is_open))
    stage.screen_.close_asked.emit()

    for _line in POUNDS:
        key(stage, Qt.Key.Key_Return)
        gallery.settle()

    assert stage.focusWidget() is stage.screen_.start.primary
    assert "drawer" not in stage.desk.done


def test_tab_goes_through_a_count_as_it_is_read_and_comes_to_the_primary_action_last() -> None:
    opening, closing = a_stage(), a_stage(Desk(is_open=True))
    closing.close_to_difference(reason=0)

    before_opening = [one.objectName() for one in stops(opening.screen_)]
    before_closing = [one.objectName() for one in stops(closing.screen_)]

    lines = [f"count-{minor}" for minor in POUNDS]
    assert before_opening == ["open-drawer", *lines, "as-left", "reports-before", "primary"]
    assert before_closing == [
        "open-drawer",
        *lines,
        "reason",
        "left-less",
        "left-in-drawer",
        "left-more",
        "close-and-print",
    ]


def test_the_paper_that_keys_scroll_is_called_as_the_slip_is() -> None:
    stage = a_stage(Desk(is_open=True))

    papers = [one for one in stops(stage.screen_) if isinstance(one, QScrollArea)]

    assert [paper.accessibleName() for paper in papers] == ["X REPORT"]


def test_f9_opens_the_drawer() -> None:
    stage = a_stage()

    key(stage, Qt.Key.Key_F9)

    assert stage.desk.done == ["drawer"]
    assert stage.toast.accessibleName() == "Drawer opened"


def test_counting_by_machine_is_off_and_says_why() -> None:
    stage = a_stage()

    machine = stage.screen_.count.machine

    assert (machine.isEnabled(), machine.toolTip()) == (False, "No coin counter is connected to this till")


def test_the_expected_amount_is_hidden_until_the_count_is_confirmed() -> None:
    stage = a_stage(Desk(is_open=True))
    stage.screen_.close_asked.emit()
    stage.count(DRAWER)

    shown = words_of(stage)

    assert "£1,618.20" in shown
    assert "1,619.70" not in shown


def words_of(stage: ShiftStage) -> str:
    """Everything that labels and names of visible widgets say."""
    labels = [label.text() for label in stage.findChildren(QLabel) if label.isVisible()]
    return "\n".join(labels + [part.accessibleName() for part in stage.findChildren(QWidget) if part.isVisible()])


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


def test_a_third_count_needs_somebody_who_may_allow_it() -> None:
    stage = a_stage(Desk(is_open=True))
    stage.close_to_difference(reason=0)
    stage.screen_.counted.emit(10, 18)
    stage.screen_.primary.emit()
    stage.screen_.counted.emit(10, 19)
    refused = stage.screen_.difference.banner.accessibleName()

    stage.screen_.difference.recount.click()
    QTest.keyClicks(dialog_of(stage).pin, "2468")
    gallery.settle()
    stage.screen_.counted.emit(10, 32)
    stage.screen_.primary.emit()

    assert refused.startswith("£1.40 short")
    assert stage.screen_.difference.banner.accessibleName().startswith("No difference")


def dialog_of(stage: ShiftStage) -> ApprovalDialog:
    dialog = stage.screen_.approval.dialog
    assert dialog is not None
    return dialog


def test_a_difference_above_the_limit_closes_with_a_manager_s_pin() -> None:
    stage = a_stage(Desk(is_open=True, expected_minor=1650_00))
    stage.close_to_difference(reason=1)
    stage.screen_.primary.emit()
    unclosed = list(stage.desk.orders)

    QTest.keyClicks(dialog_of(stage).pin, "1111")
    wrong = dialog_of(stage).banner.accessibleName()
    QTest.keyClicks(dialog_of(stage).pin, "2468")
    gallery.settle()

    assert unclosed == []
    assert wrong.startswith("That PIN is not right.")
    assert stage.desk.orders[0].approved_by == "jo"
    assert stage.screen_.approval.dialog is None


def test_who_may_close_with_a_difference_closes_without_anybody_else() -> None:
    """A shop with one manager: there is nobody else to ask."""
    stage = a_stage(Desk(is_open=True, expected_minor=1650_00, may_differ=True, approvers=()))
    stage.close_to_difference(reason=1)
    told = stage.screen_.difference.banner.accessibleName()

    stage.screen_.primary.emit()

    assert told.endswith("you may close with it")
    assert [order.approved_by for order in stage.desk.orders] == [""]
    assert stage.screen_.approval.dialog is None


def test_who_may_close_with_a_difference_counts_a_third_time_without_anybody_else() -> None:
    stage = a_stage(Desk(is_open=True, may_differ=True, approvers=()))
    stage.close_to_difference(reason=0)
    stage.screen_.counted.emit(10, 18)
    stage.screen_.primary.emit()
    stage.screen_.counted.emit(10, 19)
    short = stage.screen_.difference.banner.accessibleName()

    stage.screen_.difference.recount.click()
    stage.screen_.counted.emit(10, 32)
    stage.screen_.primary.emit()

    assert short.startswith("£1.40 short")
    assert stage.screen_.approval.dialog is None
    assert stage.screen_.difference.banner.accessibleName().startswith("No difference")


def test_closing_the_approval_leaves_everything_as_it_was() -> None:
    stage = a_stage(Desk(is_open=True, expected_minor=1650_00))
    stage.close_to_difference(reason=1)
    stage.screen_.primary.emit()

    key(stage, Qt.Key.Key_Escape)
    gallery.settle()

    assert stage.desk.orders == []
    assert stage.screen_.approval.dialog is None
    assert stage.screen_.difference.isVisible()


def test_with_nobody_who_may_approve_the_screen_says_so() -> None:
    stage = a_stage(Desk(is_open=True, expected_minor=1650_00, approvers=()))
    stage.close_to_difference(reason=1)

    stage.screen_.primary.emit()

    assert stage.screen_.difference.refusal.accessibleName() == "Nobody at this till may approve that."


def test_pressing_twice_closes_once() -> None:
    stage = a_stage(Desk(is_open=True))
    stage.close_to_difference(reason=0)
    stage.desk.at_once = False

    for _ in range(2):
        stage.screen_.primary.emit()
    for end in list(stage.desk.waiting):
        end()

    assert len(stage.desk.orders) == 1


def run_out(stage: ShiftStage) -> None:
    """Let all jobs end, those too that begin meanwhile."""
    while stage.desk.waiting:
        stage.desk.waiting.pop(0)()


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


def test_somebody_who_went_on_to_the_reports_before_is_not_called_back_to_the_float() -> None:
    stage = a_stage(Desk())
    stage.desk.at_once = False
    stage.screen_.drawer_asked.emit()
    stage.presenter.start()

    stage.screen_.open_reports()
    run_out(stage)

    assert stage.screen_.days.isVisible()


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


def test_esc_leaves_the_blind_count_for_the_report() -> None:
    stage = a_stage(Desk(is_open=True))
    stage.screen_.close_asked.emit()
    gallery.settle()

    key(stage, Qt.Key.Key_Escape)
    gallery.settle()

    assert stage.screen_.report.isVisible()
    assert stage.top.subtitle.text() == "X report"


def test_a_count_survives_a_look_at_another_page() -> None:
    stage = a_stage(Desk(is_open=True))
    stage.screen_.close_asked.emit()
    stage.count(DRAWER)

    stage.presenter.start()

    assert stage.screen_.count.total.text() == "£1,618.20"


def test_a_currency_with_other_coins_shows_them_all() -> None:
    euros = (50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)
    stage = a_stage(Desk(currency="EUR", denominations=euros), size=(1024, 720))

    lines = [*stage.screen_.count.large.lines, *stage.screen_.count.small.lines]

    assert tuple(line.row.denomination_minor for line in lines) == euros
    assert all(line.height() >= line.stepper.height() for line in lines)
    assert all(stage.rect().contains(line.mapTo(stage, line.rect().bottomRight())) for line in lines)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", [(1024, 720), (1366, 768), (1920, 1080)])
def test_every_button_is_inside_the_window_and_large_enough(size: tuple[int, int], mode: Any) -> None:
    stage = a_stage(Desk(is_open=True), size=size, mode=mode)
    stage.close_to_difference()
    gallery.settle()
    panel = stage.screen_.difference

    wrong = [
        part.objectName()
        for part in (panel.primary, panel.reason, panel.left, stage.screen_.count.drawer, stage.screen_.count.machine)
        if part.height() < 44 or not stage.rect().contains(part.mapTo(stage, part.rect().bottomRight()))
    ]

    assert wrong == []
