"""Joins the pickup screen with its presenter."""

from ui.pickup.desk import Desk
from ui.pickup.presenter import PickupPresenter
from ui.pickup.screen import PickupScreen


def wire(screen: PickupScreen, desk: Desk, presenter: PickupPresenter) -> None:
    """Connect once; whoever calls keeps all of them alive."""
    pages, serving = screen.pages, presenter.serving
    screen.filtered.connect(presenter.queue.filtered)
    screen.opened.connect(presenter.opened)
    screen.list_print_asked.connect(presenter.list_print_asked)
    screen.typed.connect(presenter.typed)
    screen.went_back.connect(presenter.went_back)
    pages.primary.connect(presenter.primary)
    pages.part_asked.connect(presenter.part_asked)
    pages.ticked.connect(presenter.ticked)
    pages.stepped.connect(presenter.stepped)
    pages.item_chosen.connect(presenter.item_chosen)
    pages.item_acted.connect(presenter.item_acted)
    screen.quantity_asked.connect(presenter.quantity_asked)
    pages.missing_asked.connect(serving.missing)
    pages.refuse_asked.connect(serving.refuse)
    pages.checked.connect(serving.check)
    pages.someone_asked.connect(serving.someone)
    pages.manager_asked.connect(serving.manager)
    pages.way_chosen.connect(presenter.way_chosen)
    pages.slip_asked.connect(presenter.slip_asked)
    pages.undo_asked.connect(presenter.undo_asked)
    pages.next_asked.connect(presenter.next_asked)
    pages.bay_chosen.connect(presenter.picking.choose_bay)
    pages.bays_asked.connect(presenter.picking.ask_bay)
    screen.second.connect(presenter.second)
    screen.dialogs.chosen.connect(desk.chosen)
    screen.dialogs.quantity_given.connect(presenter.quantity_given)
    screen.dialogs.name_given.connect(serving.name_given)
    screen.approval.entered.connect(desk.approvals.entered)
