"""Joins the shift screens with their presenters."""

from ui.shift.cash_presenter import CashPresenter
from ui.shift.day_presenter import DayPresenter
from ui.shift.presenter import ShiftPresenter
from ui.shift.screen import ShiftScreen


def wire(screen: ShiftScreen, presenter: ShiftPresenter) -> None:
    """Connect once; whoever calls keeps both alive."""
    screen.counted.connect(presenter.counted)
    screen.primary.connect(presenter.primary)
    screen.as_left_asked.connect(presenter.as_left_asked)
    screen.went_back.connect(presenter.went_back)
    screen.drawer_asked.connect(presenter.drawer_asked)
    screen.reason_chosen.connect(presenter.reason_chosen)
    screen.left_typed.connect(presenter.left_typed)
    screen.left_stepped.connect(presenter.left_stepped)
    screen.recount_asked.connect(presenter.recount_asked)
    screen.approval_entered.connect(presenter.approval_entered)
    screen.segment_chosen.connect(presenter.segment_chosen)
    screen.earlier_chosen.connect(presenter.earlier_chosen)
    screen.export_asked.connect(presenter.export_asked)
    screen.print_asked.connect(presenter.print_asked)
    screen.close_asked.connect(presenter.close_asked)
    screen.sign_out_asked.connect(presenter.sign_out_asked)
    screen.page_left.connect(presenter.page_left)
    screen.held_kept.connect(presenter.held_kept)
    screen.held_struck.connect(presenter.held_struck)


def wire_cash(screen: ShiftScreen, presenter: CashPresenter) -> None:
    screen.cash_asked.connect(lambda: presenter.start())
    screen.cash.form.kind_chosen.connect(presenter.kind_chosen)
    screen.cash.form.reason_chosen.connect(presenter.reason_chosen)
    screen.cash.form.details_typed.connect(presenter.details_typed)
    screen.cash.form.amount_typed.connect(presenter.amount_typed)
    screen.cash.form.entered.connect(screen.cash.side.primary.click)
    screen.cash.primary.connect(presenter.primary)
    screen.cash.print_asked.connect(presenter.print_asked)


def wire_days(screen: ShiftScreen, presenter: DayPresenter) -> None:
    screen.days_asked.connect(presenter.asked)
    screen.days.which_chosen.connect(presenter.which_chosen)
    screen.days.period_chosen.connect(presenter.period_chosen)
    screen.days.export_asked.connect(presenter.export_asked)
