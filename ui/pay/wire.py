"""Joins the Pay screen with its presenter."""

from ui.pay.presenter import PayPresenter
from ui.pay.screen import PayScreen


def wire(screen: PayScreen, presenter: PayPresenter) -> None:
    """Connect once; whoever calls keeps both alive."""
    taking = presenter.taking
    screen.primary_pressed.connect(taking.primary)
    screen.cash_typed.connect(taking.cash_typed)
    screen.noted.connect(taking.cash)
    screen.other_pressed.connect(taking.other)
    screen.undone.connect(taking.undo)
    screen.split_asked.connect(presenter.split_asked)
    screen.dialogs.split_chosen.connect(presenter.split_chosen)
    screen.more_pressed.connect(taking.more)
    screen.held.connect(presenter.hold)
    screen.quoted.connect(presenter.quote)
    screen.left.connect(presenter.back)
    if (value := presenter.value) is not None:
        dialogs = screen.dialogs
        dialogs.card_given.connect(value.card_given)
        dialogs.points_typed.connect(value.points_typed)
        dialogs.points_given.connect(value.points_given)
        dialogs.voucher_given.connect(value.voucher_given)
        dialogs.means_chosen.connect(value.means_chosen)
    if (card := presenter.card) is not None:
        panel = screen.terminal
        panel.cancelled.connect(card.cancel)
        panel.asked.connect(card.ask)
        panel.shows_approved.connect(lambda: card.decide("approved"))
        panel.shows_declined.connect(lambda: card.decide("declined"))
        panel.held.connect(presenter.hold_in_doubt)
