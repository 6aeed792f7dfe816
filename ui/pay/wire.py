"""Joins the Pay screen with its presenter."""

from ui.pay.presenter import PayPresenter
from ui.pay.screen import PayScreen


def wire(screen: PayScreen, presenter: PayPresenter) -> None:
    """Connect once; whoever calls keeps both alive."""
    screen.primary_pressed.connect(presenter.primary)
    screen.cash_typed.connect(presenter.cash_typed)
    screen.noted.connect(presenter.cash)
    screen.other_pressed.connect(presenter.other)
    screen.undone.connect(presenter.undo)
    screen.split_asked.connect(presenter.split_asked)
    screen.split_chosen.connect(presenter.split_chosen)
    screen.held.connect(presenter.hold)
    screen.quoted.connect(presenter.quote)
    screen.left.connect(presenter.back)
    if (card := presenter.card) is not None:
        panel = screen.terminal
        panel.cancelled.connect(card.cancel)
        panel.asked.connect(card.ask)
        panel.shows_approved.connect(lambda: card.decide("approved"))
        panel.shows_declined.connect(lambda: card.decide("declined"))
        panel.held.connect(presenter.hold_in_doubt)
