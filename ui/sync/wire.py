"""Joins the sync centre with its presenter."""

from ui.sync.presenter import SyncPresenter
from ui.sync.screen import SyncScreen


def wire(screen: SyncScreen, presenter: SyncPresenter) -> None:
    """Connect once; whoever calls keeps both alive."""
    screen.tab_chosen.connect(presenter.tab_chosen)
    screen.sync_asked.connect(presenter.sync_now)
    screen.pause_asked.connect(presenter.pause_toggled)
    screen.issue_chosen.connect(presenter.issue_chosen)
    screen.decided.connect(presenter.decided)
    screen.day_chosen.connect(presenter.day_chosen)
    screen.print_asked.connect(presenter.print_asked)
    screen.export_asked.connect(presenter.export_asked)
    screen.open_asked.connect(presenter.open_asked)
