"""Joins the shift screens with their presenter."""

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
    screen.recount_asked.connect(presenter.recount_asked)
    screen.approval_entered.connect(presenter.approval_entered)
    screen.segment_chosen.connect(presenter.segment_chosen)
    screen.earlier_chosen.connect(presenter.earlier_chosen)
    screen.export_asked.connect(presenter.export_asked)
    screen.print_asked.connect(presenter.print_asked)
    screen.close_asked.connect(presenter.close_asked)
    screen.sign_out_asked.connect(presenter.sign_out_asked)
