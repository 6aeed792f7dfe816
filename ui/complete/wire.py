"""Joins the screen after a sale with its presenter."""

from ui.complete.presenter import CompletePresenter
from ui.complete.screen import CompleteScreen


def wire(screen: CompleteScreen, presenter: CompletePresenter) -> None:
    """Connect once; whoever calls keeps both alive."""
    screen.chosen.connect(presenter.chosen)
    screen.next_sale.connect(presenter.next_sale)
