"""A difference above the limit, or a third count: somebody who may allows it in place."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui import gallery
from tests.ui.shift_desk import Desk, ShiftStage, a_stage, key
from ui.widgets.approval import ApprovalDialog


def dialog_of(stage: ShiftStage) -> ApprovalDialog:
    dialog = stage.screen_.approval.dialog
    assert dialog is not None
    return dialog


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
