"""Joins the return screen with its presenter."""

from ui.returns.presenter import ReturnPresenter
from ui.returns.screen import ReturnScreen


def wire(screen: ReturnScreen, presenter: ReturnPresenter) -> None:
    """Connect once; whoever calls keeps both alive."""
    finding, ticking, giving = presenter.finding, presenter.ticking, presenter.giving
    screen.searched.connect(finding.searched)
    screen.entered.connect(finding.entered)
    screen.opened.connect(finding.opened)
    screen.other_asked.connect(finding.other_asked)
    screen.without_asked.connect(finding.without_asked)
    screen.went_back.connect(presenter.went_back)
    screen.ticked.connect(ticking.ticked)
    screen.serial.given.connect(ticking.serial_given)
    screen.counted.connect(ticking.counted)
    screen.reason_chosen.connect(ticking.reason_chosen)
    screen.place_chosen.connect(ticking.place_chosen)
    screen.more_asked.connect(ticking.more_asked)
    screen.way_chosen.connect(ticking.way_chosen)
    screen.refunded.connect(presenter.refund_pressed)
    screen.exchanged.connect(presenter.exchange_pressed)
    screen.approval.entered.connect(giving.asking.approvals.entered)
    if (back := giving.card_back) is not None:
        panel = screen.terminal
        panel.asked.connect(back.card.ask)
        panel.shows_approved.connect(lambda: back.card.decide("approved"))
        panel.shows_declined.connect(lambda: back.card.decide("declined"))
        panel.held.connect(giving.hold_in_doubt)
