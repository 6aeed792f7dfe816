"""Cash in and out of the drawer beside sales, with a manager's yes, and reports over days."""

from functools import partial

from PySide6.QtCore import Qt

from pos.services.shift import report
from ui.tour import Tour
from ui.tour_store import pin_of
from ui.widgets.approval import ApprovalDialog

KEY = Qt.Key
CHANGE_MINOR, TO_SAFE_MINOR, OUT_MINOR = 20_00, 50_00, 8_40


def move_cash(tour: Tour) -> None:
    """Coins from the bank by keys, notes to the safe by touch, and stamps with the yes of somebody who may."""
    app, page = tour.app, tour.app.shift_screen.cash
    before = report(app.till).cash_expected_minor
    tour.open_page("shift")
    tour.see("how the shift stands is shown", app.shift_screen.report.isVisible)
    tour.settle()
    tour.keys(KEY.Key_F8)
    tour.see("cash goes in and out here", page.isVisible)
    tour.keys(KEY.Key_Down, KEY.Key_Tab, KEY.Key_Tab, *"20.00")
    tour.see("the amount stands on the button", lambda: page.side.primary.amount)
    tour.settle()
    tour.keys(KEY.Key_F12)
    tour.see("what was paid in is booked", lambda: page.moved.rows.rowCount() == 1)
    tour.touch(page.form.kinds.segments["dropped"])
    app.shifting.cash.reason_chosen(0)
    for sign in ("5", "0"):
        tour.touch(page.form.keypad.keys[sign])
    tour.picture("j6-shift-cash-to-safe")
    tour.touch(page.side.primary)
    tour.see("the notes for the safe are booked", lambda: page.moved.rows.rowCount() == 2)
    tour.touch(page.form.kinds.segments["paid_out"])
    app.shifting.cash.reason_chosen(0)
    page.form.amount.setFocus()
    tour.keys(*"8.40", KEY.Key_F12)
    _say_yes(tour, "a cashier needs a yes to pay out")
    tour.see("what was paid out is booked", lambda: page.moved.rows.rowCount() == 3)
    tour.picture("j7-shift-cash-moved")
    after = report(app.till).cash_expected_minor
    tour.check("the drawer holds what was booked", after == before + CHANGE_MINOR - TO_SAFE_MINOR - OUT_MINOR)
    tour.keys(KEY.Key_Escape)
    tour.see("and the shift is shown again", app.shift_screen.report.isVisible)


def look_at_reports(tour: Tour) -> None:
    """For somebody who may not see them alone: a manager says yes, then sales by category and loss are looked at."""
    app, page = tour.app, tour.app.shift_screen.days
    tour.settle()
    tour.keys(KEY.Key_F7)
    _say_yes(tour, "reports are for those who may see them")
    tour.see("sales by day are shown", lambda: page.isVisible() and page.figures.figures.rowCount())
    for which, picture in (("category", "j8-report-by-category"), ("loss", "j9-report-loss")):
        app.shifting.days.which_chosen(which)  # type: ignore[arg-type]  # one of the names in the list
        title = app.shift_screen.day_words.reports[which]
        tour.see(f"{title} is shown", partial(_has_title, tour, title))
        tour.picture(picture)
    tour.touch(page.export)
    tour.see("the report lies in files", lambda: any((app.till.home / "exports").glob("loss_*.csv")))
    tour.keys(KEY.Key_Escape)
    tour.see("and the shift is back", app.shift_screen.report.isVisible)


def _has_title(tour: Tour, title: str) -> bool:
    return tour.app.shift_screen.days.title == title


def _say_yes(tour: Tour, what: str) -> None:
    """The manager who is offered first enters a PIN in place."""
    tour.see_dialog(what, ApprovalDialog)
    tour.keys(*pin_of("james"))
    tour.see("it is allowed", lambda: not tour.dialogs())
