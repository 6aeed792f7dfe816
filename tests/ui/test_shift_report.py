"""X and Z reports on the screen: figures in words, the slip, earlier shifts, printing and export."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from pos.services.printing import PRINTER_FOLDER
from tests.ui import gallery
from tests.ui.positions import RAIL, differences
from tests.ui.real_app import an_app, sign_in
from tests.ui.shift_desk import Desk, ShiftStage, a_stage
from ui.shift.calls import CloseOrder
from ui.shift.chart import Card
from ui.shift.operations import ShiftDesk
from ui.shift.words import ShiftWords
from ui.widgets.tab_walk import stops


def closed_stage() -> ShiftStage:
    stage = a_stage(Desk(is_open=True))
    stage.close_to_difference(reason=0)
    stage.screen_.primary.emit()
    gallery.settle()
    return stage


def test_a_closed_shift_says_who_closed_it_and_what_goes_to_the_safe() -> None:
    stage = closed_stage()

    said = stage.screen_.report.foot.banner.accessibleName()

    assert said == "Shift closed at 18:14 by Maya Kowalczyk. £1,468.20 goes to the safe."
    assert stage.top.subtitle.text() == "Z report"
    assert stage.screen_.report.foot.sign_out.isVisible()


def test_the_figures_are_held_against_something() -> None:
    stage = closed_stage()

    told = [card.accessibleName() for card in stage.screen_.report.cards]

    assert told == [
        "Net sales, with tax: £6,090.75. +8\xa0% on last Saturday",
        "Baskets: 126. average £51.45",
        "Pieces a basket: 2.6. 2.4 last Saturday",
        "With a member: 71\xa0%. 89 of 126",
    ]


def test_the_slip_says_what_the_printer_would() -> None:
    stage = closed_stage()

    told = stage.screen_.report.paper.slip.accessibleName()

    assert told.splitlines()[0] == "Z REPORT No. 000318"
    assert "Net, VAT included: 6,090.75" in told


def test_hours_without_a_sale_have_a_bar_of_nothing() -> None:
    stage = closed_stage()

    told = stage.screen_.report.chart.accessibleName()

    assert told.startswith("Baskets by hour. 8: 2, 9: 5, 10: 9")
    assert told.endswith("17: 17")


def test_a_shift_without_a_sale_says_so_in_the_place_of_bars() -> None:
    stage = a_stage(Desk(is_open=True))

    stage.screen_.report.chart.show_bars((), "Baskets by hour", "no basket yet")

    assert stage.screen_.report.chart.accessibleName() == "Baskets by hour. no basket yet"


def test_beside_closing_the_shift_printing_its_x_is_an_ordinary_button() -> None:
    stage = a_stage(Desk(is_open=True))
    beside_closing = stage.screen_.report.print_again.is_primary

    stage = closed_stage()

    assert not beside_closing
    assert stage.screen_.report.print_again.is_primary


def test_an_open_shift_shows_its_x_and_can_be_closed_from_there() -> None:
    stage = a_stage(Desk(is_open=True))
    banner = stage.screen_.report.foot.banner.accessibleName()

    QTest.keyClick(stage.focusWidget(), Qt.Key.Key_F12)
    gallery.settle()

    assert banner == "This shift is open since 08:56. Cash is counted when it closes."
    assert stage.screen_.count.isVisible()
    assert stage.top.subtitle.text() == "Close"


def test_without_an_open_shift_there_is_no_x() -> None:
    stage = closed_stage()

    segments = stage.screen_.report.segments.segments

    assert [name for name, segment in segments.items() if segment.isEnabled()] == ["z", "earlier"]


def test_an_earlier_shift_is_chosen_from_the_list() -> None:
    stage = closed_stage()
    QTest.mouseClick(stage.screen_.report.segments.segments["earlier"], Qt.MouseButton.LeftButton)
    gallery.settle()
    shown = stage.screen_.report.list.model().rowCount()

    QTest.keyClick(stage.screen_.report.list, Qt.Key.Key_Down)
    QTest.keyClick(stage.screen_.report.list, Qt.Key.Key_Return)

    assert shown == 2
    assert stage.desk.done[-1] == "report z s-1"
    assert stage.screen_.report.foot.banner.accessibleName() == "Shift of 08:56, closed at 18:10."
    assert not stage.screen_.report.foot.sign_out.isVisible()


def test_a_till_that_closed_nothing_yet_says_so_in_the_list() -> None:
    stage = closed_stage()

    stage.screen_.show_earlier(())
    stage.screen_.report.list.activated.emit(stage.screen_.report.list.currentIndex())

    index = stage.screen_.report.list.model().index(0, 0)
    assert index.data() == "No shift of this till was closed before."


def test_f6_prints_the_report_again_and_export_says_where_it_is() -> None:
    stage = closed_stage()

    QTest.keyClick(stage.focusWidget(), Qt.Key.Key_F6)
    printed = stage.toast.accessibleName()
    stage.screen_.report.export.click()

    assert stage.desk.done[-2:] == ["print", "export"]
    assert printed == "Report sent to the printer"
    assert stage.toast.accessibleName() == "Report written to reports/x.csv"


def test_signing_out_is_one_press_away() -> None:
    stage = closed_stage()

    stage.screen_.report.foot.sign_out.click()

    assert stage.desk.done[-1] == "sign out"


@pytest.mark.parametrize("size", [(1024, 720), (1366, 768), (1920, 1080)])
def test_no_figure_is_cut_at_any_size(size: tuple[int, int]) -> None:
    stage = a_stage(Desk(is_open=True), size=size)

    cut = [card.accessibleName() for card in stage.screen_.report.cards if not fits(card)]

    assert cut == []


def fits(card: Card) -> bool:
    return card.value_width() <= card.width()


def test_a_z_that_did_not_come_out_is_told_and_the_shift_is_closed() -> None:
    stage = a_stage(Desk(is_open=True, unprinted="The printer is off line."))
    stage.close_to_difference(reason=0)

    stage.screen_.primary.emit()

    assert not stage.desk.is_open
    assert stage.screen_.report.foot.banner.accessibleName() == (
        "Shift closed at 18:14 by Maya Kowalczyk. "
        "£1,468.20 goes to the safe. The Z did not come out. The printer is off line."
    )


def test_closing_prints_the_z_once_and_marks_no_copy() -> None:
    with an_app() as app:
        sign_in(app)
        printed = app.till.home / PRINTER_FOLDER
        before = set(printed.glob("*.bin"))
        desk = ShiftDesk(app.session, ShiftWords())

        facts = desk.close_shift(CloseOrder({150_00: 1}, 0))

        assert facts.unprinted == ""
        assert len(set(printed.glob("*.bin")) - before) == 1
        (paper,) = set(printed.glob("*.bin")) - before
        assert b"COPY" not in paper.read_bytes()


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


def test_the_paper_that_keys_scroll_is_called_as_the_slip_is() -> None:
    stage = a_stage(Desk(is_open=True))

    papers = [one for one in stops(stage.screen_) if isinstance(one, QScrollArea)]

    assert [paper.accessibleName() for paper in papers] == ["X REPORT"]
