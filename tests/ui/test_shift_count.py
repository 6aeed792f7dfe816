"""Counting the drawer: blind, line by line with keys, and kept whatever comes between."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui import gallery
from tests.ui.positions import RAIL, differences
from tests.ui.shift_desk import DRAWER, POUNDS, Desk, a_stage, key, words_of
from ui.widgets.tab_walk import stops


def test_the_blind_count_stands_where_the_design_has_it() -> None:
    stage = a_stage(Desk(is_open=True))
    stage.screen_.close_asked.emit()
    stage.count(DRAWER)
    gallery.settle()

    names = {**RAIL, "Open drawerF9": "open-drawer", "ConfirmF12£1,618.20": "primary"}
    assert differences(stage, "j2-shift-close-blind", names) == []


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
