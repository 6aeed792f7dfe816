"""The ends of the day: signing in, the float, the blind count, the Z report, and whether the books are right."""

from PySide6.QtCore import Qt

from pos.domain.cash import denominations
from pos.services.backup import prove
from pos.services.shift import report
from ui.shell.demo_dialog import DemoDialog
from ui.tour import Tour
from ui.tour_store import pin_of

KEY = Qt.Key
FLOAT_MINOR = 150_00
SHORT_MINOR = 150
"""The drawer is counted this much short, so that the difference is seen."""


def sign_in(tour: Tour) -> None:
    app = tour.app
    tour.see("everybody who works here stands on the sign-in page", lambda: app.shell.page == "sign-in")
    tour.picture("a1-sign-in")
    tour.keys("0", "0", "0", "0")
    tour.see("a wrong PIN is told", lambda: not app.sign_in_screen.panel.problem.isHidden())
    tour.picture("a2-sign-in-wrong-pin")
    tour.keys(*pin_of("maya"))
    tour.see("Maya is signed in", lambda: app.session.signed_in and app.session.staff_id == "maya")


def open_shift(tour: Tour) -> None:
    app = tour.app
    tour.see("the float is to be counted", lambda: app.shell.page == "shift")
    count(tour, FLOAT_MINOR)
    tour.picture("j1-shift-open-float")
    tour.settle()
    tour.keys(KEY.Key_F12)
    tour.see("the shift is open and the till is ready to sell", lambda: app.shell.page == "sell")
    tour.check("the float is what was counted", report(app.till).float_minor == FLOAT_MINOR)
    tour.picture("p1-sell-empty")
    tour.keys(KEY.Key_F1)
    tour.see("the keys are listed", lambda: bool(tour.dialogs()))
    tour.picture("p4-key-list")
    tour.keys(KEY.Key_Escape)
    tour.see("and put away", lambda: not tour.dialogs())
    tour.touch(app.shell.top.demo)
    tour.see_dialog("the chip tells what a demo is", DemoDialog)
    tour.picture("r1-demo")
    tour.keys(KEY.Key_Escape)
    tour.see("and that is put away", lambda: not tour.dialogs())


def close_shift(tour: Tour) -> None:
    app, screen = tour.app, tour.app.shift_screen
    tour.open_page("shift")
    tour.see("the shift so far is shown", lambda: screen.report.isVisible() and not _is_busy(tour))
    tour.picture("j5-shift-x-report")
    tour.settle()
    tour.touch(screen.report.foot.close_shift)
    tour.see("the drawer is counted blind", screen.count.isVisible)
    expected = report(app.till).cash_expected_minor
    count(tour, expected - SHORT_MINOR)
    tour.picture("j2-shift-close-blind")
    tour.settle()
    tour.keys(KEY.Key_F12)
    tour.see("the difference is shown", screen.difference.isVisible)
    app.shift.reason_chosen(0)
    tour.picture("j3-shift-close-difference")
    tour.settle()
    tour.keys(KEY.Key_F12)
    tour.see("the shift is closed", screen.report.isVisible)
    tour.picture("j4-shift-z-report")
    closed = report(app.till)
    tour.check("the Z report says what was counted", closed.cash_counted_minor == expected - SHORT_MINOR)
    tour.check("no number is missing in it", closed.unbroken)


def _is_busy(tour: Tour) -> bool:
    """Whether the report is still being made: the page may show the one of before, and takes no key meanwhile."""
    return tour.app.shift_screen.report.cursor().shape() is Qt.CursorShape.WaitCursor


def check_books(tour: Tour) -> None:
    findings = prove(tour.app.till)
    where = f": {findings.problems[0].where}" if findings.problems else ""
    tour.check(f"the journal proves every table{where}", not findings.problems)


def count(tour: Tour, minor: int) -> None:
    """Type how many there are of each note and coin, largest first, Enter after each."""
    for kind in denominations(tour.app.till.setup.currency):
        pieces, minor = divmod(minor, kind.minor)
        tour.keys(*str(pieces), KEY.Key_Return)
