"""Joins the pickup screen with its presenter."""

from ui.pickup.desk import Desk
from ui.pickup.presenter import PickupPresenter
from ui.pickup.screen import PickupScreen


def wire(screen: PickupScreen, desk: Desk, presenter: PickupPresenter) -> None:
    """Connect once; whoever calls keeps all of them alive."""
    serving = presenter.serving
    screen.filtered.connect(presenter.queue.filtered)
    screen.opened.connect(presenter.opened)
    screen.list_print_asked.connect(presenter.list_print_asked)
    screen.typed.connect(presenter.typed)
    screen.went_back.connect(presenter.went_back)
    screen.primary.connect(presenter.primary)
    screen.part_asked.connect(presenter.part_asked)
    screen.ticked.connect(presenter.ticked)
    screen.stepped.connect(presenter.stepped)
    screen.item_chosen.connect(presenter.item_chosen)
    screen.item_acted.connect(presenter.item_acted)
    screen.quantity_asked.connect(presenter.quantity_asked)
    screen.missing_asked.connect(serving.missing)
    screen.refuse_asked.connect(serving.refuse)
    screen.checked.connect(serving.check)
    screen.someone_asked.connect(serving.someone)
    screen.manager_asked.connect(serving.manager)
    screen.way_chosen.connect(presenter.way_chosen)
    screen.slip_asked.connect(presenter.slip_asked)
    screen.undo_asked.connect(presenter.undo_asked)
    screen.next_asked.connect(presenter.next_asked)
    screen.bay_chosen.connect(presenter.picking.choose_bay)
    screen.bays_asked.connect(presenter.picking.ask_bay)
    screen.second.connect(presenter.second)
    screen.dialogs.chosen.connect(desk.chosen)
    screen.dialogs.quantity_given.connect(presenter.quantity_given)
    screen.dialogs.name_given.connect(serving.name_given)
    screen.dialogs.approval_entered.connect(desk.approvals.entered)
