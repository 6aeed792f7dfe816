"""Joins the Sell screen with its presenters: every signal goes to the one who thinks about it."""

from collections.abc import Callable
from functools import partial

from ui.sell.discount import DiscountDesk
from ui.sell.presenter import SellPresenter
from ui.sell.screen import SellScreen
from ui.sell.sell_dialogs import SellDialogs


def wire(screen: SellScreen, presenter: SellPresenter, desk: DiscountDesk) -> None:
    """Connect once; whoever calls keeps all three alive."""
    dialogs = screen.dialogs
    screen.searched.connect(presenter.searched)
    screen.code_entered.connect(presenter.scanned)
    screen.touched.connect(presenter.scanned)
    screen.picked.connect(presenter.picked)
    screen.item_asked.connect(presenter.adding.item_asked)
    screen.category_chosen.connect(presenter.category_chosen)
    screen.line_chosen.connect(presenter.line_chosen)
    screen.line_acted.connect(_Lines(presenter, desk))
    screen.acted.connect(_Actions(screen, presenter, desk))
    screen.paid.connect(presenter.pay)
    screen.basket.promotions.acted.connect(presenter.promotions.acted)
    dialogs.quantity_given.connect(partial(_close_if, presenter.lines.quantity_given, dialogs))
    dialogs.note_given.connect(partial(_close_if, presenter.lines.note_given, dialogs))
    asking = presenter.adding.asking
    dialogs.price_given.connect(asking.price_given)
    dialogs.weight_typed.connect(asking.weight_typed)
    dialogs.weight_given.connect(asking.weight_given)
    dialogs.serial_given.connect(asking.serial_given)
    dialogs.age_confirmed.connect(presenter.age.confirmed)
    dialogs.age_refused.connect(presenter.age.refused)
    dialogs.advisor_chosen.connect(presenter.advisors.chosen)
    dialogs.variant_marked.connect(presenter.adding.variant_marked)
    dialogs.variant_chosen.connect(presenter.adding.scanned)
    dialogs.item_added.connect(presenter.scanned)
    dialogs.recalled.connect(presenter.holding.recalled)
    dialogs.discarded.connect(presenter.holding.discarded)
    dialogs.swapped.connect(presenter.holding.swapped)
    dialogs.discount_wished.connect(desk.wished)
    dialogs.discount_applied.connect(desk.applied)
    dialogs.discount_removed.connect(desk.removed)
    dialogs.approval_entered.connect(desk.pin_given)
    dialogs.approval_closed.connect(desk.cancelled)


def _close_if(taken: Callable[[str], bool], dialogs: SellDialogs, text: str) -> None:
    """A dialog stays open until what was typed in it is good."""
    if taken(text):
        dialogs.close()


class _Lines:
    """Buttons and keys of lines by their names; without an id the selected line is meant."""

    def __init__(self, presenter: SellPresenter, desk: DiscountDesk) -> None:
        self._presenter = presenter
        self._does: dict[str, Callable[[str], object]] = {
            "quantity": presenter.lines.quantity_asked,
            "less": lambda line_id: presenter.lines.stepped(-1),
            "more": lambda line_id: presenter.lines.stepped(1),
            "up": lambda line_id: presenter.moved(-1),
            "down": lambda line_id: presenter.moved(1),
            "remove": presenter.lines.removed,
            "discount": lambda line_id: self._on_line(desk.open, line_id),
            "note": lambda line_id: self._on_line(presenter.lines.note_asked, line_id),
            "salesperson": lambda line_id: self._on_line(presenter.advisors.ask, line_id),
        }

    def __call__(self, name: str, line_id: str) -> None:
        self._does[name](line_id)

    def _on_line(self, act: Callable[[str], None], line_id: str) -> None:
        selected = self._presenter.selected
        if line_id or selected is not None:
            act(line_id or (selected.line_id if selected else ""))


class _Actions:
    """Actions of the bar, of the customer row and of banners by their names."""

    def __init__(self, screen: SellScreen, presenter: SellPresenter, desk: DiscountDesk) -> None:
        lines = _Lines(presenter, desk)
        self._presenter = presenter
        self._does: dict[str, Callable[[], object]] = {
            "hold": presenter.hold,
            "recall": presenter.holding.recall,
            "open_item": presenter.adding.open_item,
            "discount": desk.open,
            "note": presenter.lines.note_asked,
            "void": presenter.void,
            "more": lambda: screen.dialogs.choose_action(presenter.selected is not None, screen.bar.without_room),
            "quantity": lambda: lines("quantity", ""),
            "line_discount": lambda: lines("discount", ""),
            "line_salesperson": lambda: lines("salesperson", ""),
            "salesperson": presenter.advisors.ask,
            "customer_removed": presenter.customer_removed,
        }

    def __call__(self, name: str) -> None:
        does = self._does.get(name)
        if does is not None:
            does()
        else:
            self._presenter.act(name)
