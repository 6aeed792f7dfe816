"""Joins the return screen with its presenter."""

from ui.returns.presenter import ReturnPresenter
from ui.returns.screen import ReturnScreen


def wire(screen: ReturnScreen, presenter: ReturnPresenter) -> None:
    """Connect once; whoever calls keeps both alive."""
    screen.searched.connect(presenter.searched)
    screen.entered.connect(presenter.entered)
    screen.opened.connect(presenter.opened)
    screen.other_asked.connect(presenter.other_asked)
    screen.without_asked.connect(presenter.without_asked)
    screen.went_back.connect(presenter.went_back)
    screen.ticked.connect(presenter.ticked)
    screen.serial_given.connect(presenter.serial_given)
    screen.counted.connect(presenter.counted)
    screen.reason_chosen.connect(presenter.reason_chosen)
    screen.place_chosen.connect(presenter.place_chosen)
    screen.more_asked.connect(presenter.more_asked)
    screen.way_chosen.connect(presenter.way_chosen)
    screen.refunded.connect(presenter.refund_pressed)
    screen.exchanged.connect(presenter.exchange_pressed)
    screen.approval_entered.connect(presenter.approvals.entered)
    if (back := presenter.card_back) is not None:
        panel = screen.terminal
        panel.asked.connect(back.card.ask)
        panel.shows_approved.connect(lambda: back.card.decide("approved"))
        panel.shows_declined.connect(lambda: back.card.decide("declined"))
        panel.held.connect(presenter.hold_in_doubt)
