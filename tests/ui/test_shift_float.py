"""Opening a shift: the float that is counted, or taken as it was left."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.positions import RAIL, differences
from tests.ui.shift_desk import FLOAT, Desk, a_stage, key, run_out


def test_counting_the_float_stands_where_the_design_has_it() -> None:
    stage = a_stage()

    names = {
        **RAIL,
        "Synced 08:55": "sync-pill",
        "Open drawerF9": "open-drawer",
        "Count by machine": "count-by-machine",
    }
    assert differences(stage, "j1-shift-open-float", {**names, "Open shiftF12£150.00": "primary"}) == []


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


def test_somebody_who_went_on_to_the_reports_before_is_not_called_back_to_the_float() -> None:
    stage = a_stage(Desk())
    stage.desk.at_once = False
    stage.screen_.drawer_asked.emit()
    stage.presenter.start()

    stage.screen_.open_reports()
    run_out(stage)

    assert stage.screen_.days.isVisible()
