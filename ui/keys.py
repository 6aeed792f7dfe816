"""Every action that has a key, in one table: buttons, shortcuts and the list behind F1 take it from here.

Tab, Shift+Tab, the arrows inside lists and Enter for a default button are Qt's own and stand in no row. No row is a
bare letter or digit: those begin a search, or an amount on Pay, and a code that is scanned is full of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

GUARD_MS = 400
"""After a page change a key that moves money waits this long, so that a double press does not answer the next page."""

_SHOWN = {"Return": "Enter", "-": "−"}

Screen = Literal[
    "sell", "pay", "complete", "customer", "pickups", "returns", "stock", "shift", "review", "sync", "settings"
]
SCREENS: tuple[Screen, ...] = get_args(Screen)


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does. `key` is written as QKeySequence reads it; `where` names the screens, none means all."""

    name: str
    text: str
    key: str
    where: tuple[Screen, ...] = ()
    moves_money: bool = False

    @property
    def hint(self) -> str:
        return hint_text(self.key)


@dataclass(frozen=True, slots=True)
class KeyWords:
    """What the actions are called in one language, by their names; English stands in the table."""

    actions: Mapping[str, str] = field(default_factory=lambda: {one.name: one.text for one in ACTIONS})

    def text(self, action: Action) -> str:
        return self.actions.get(action.name, action.text)


class MoneyGuard:
    """Lets a key that moves money through once: not while it repeats, not right after the page has changed."""

    def __init__(self, clock_ms: Callable[[], int]) -> None:
        self._clock_ms = clock_ms
        self._changed_ms: int | None = None

    def page_changed(self) -> None:
        self._changed_ms = self._clock_ms()

    def allows(self, action: Action, is_auto_repeat: bool = False) -> bool:
        """Whether to carry out an action whose key was pressed now."""
        if not action.moves_money:
            return True
        just_changed = self._changed_ms is not None and self._clock_ms() - self._changed_ms < GUARD_MS
        return not is_auto_repeat and not just_changed


def actions_for(screen: Screen) -> tuple[Action, ...]:
    """The actions that answer on a screen, its own first, in the order the list of keys shows them."""
    own = tuple(action for action in ACTIONS if screen in action.where)
    return own + tuple(action for action in ACTIONS if not action.where)


def action(screen: Screen, name: str) -> Action:
    """The action of this name on a screen."""
    found = [candidate for candidate in actions_for(screen) if candidate.name == name]
    assert len(found) == 1, (screen, name)
    return found[0]


def hint_text(key: str) -> str:
    """A key as hints show it: `Ctrl R`, `F12`, `Enter`; the last + of a key may be the plus sign itself."""
    held, _, pressed = key[:-1].rpartition("+")
    pressed += key[-1]
    return " ".join([*held.split("+"), _SHOWN.get(pressed, pressed)]).lstrip()


_PAGES = "Sell Customers Pickups Returns Stock Shift Sync Settings".split()

ACTIONS: tuple[Action, ...] = (
    Action("keys", "This list", "F1"),
    Action("find", "Find or scan field", "F2"),
    *(Action(f"page_{page.lower()}", page, f"Alt+{n}") for n, page in enumerate(_PAGES, start=1)),
    Action("lock", "Lock", "Ctrl+L"),
    Action("undo", "Undo the last step", "Ctrl+Z"),
    Action("back", "Back, close, cancel", "Esc"),
    Action("full_screen", "Full screen", "F11"),
    Action("customer", "Customer", "F3", ("sell",)),
    Action("quantity", "Quantity", "F4", ("sell", "pickups", "stock")),
    Action("line_discount", "Line discount", "F5", ("sell",)),
    Action("discount", "Basket discount", "F6", ("sell",)),
    Action("hold", "Hold", "F7", ("sell",)),
    Action("recall", "Recall", "F8", ("sell",)),
    Action("drawer", "Open drawer", "F9", ("sell", "shift")),
    Action("return", "Add return", "Ctrl+R", ("sell",)),
    Action("note", "Note", "Ctrl+N", ("sell", "customer")),
    Action("salesperson", "Line salesperson", "Ctrl+S", ("sell",)),
    Action("remove", "Remove line", "Del", ("sell",)),
    Action("item", "Product sheet", "Alt+Return", ("sell",)),
    Action("more", "One more", "+", ("sell",)),
    Action("fewer", "One less", "-", ("sell",)),
    Action("pay", "Pay", "F12", ("sell",)),
    Action("card", "Card for what is left", "F12", ("pay",), moves_money=True),
    Action("gift_card", "Gift card", "F3", ("pay",), moves_money=True),
    Action("points", "Points", "F4", ("pay",), moves_money=True),
    Action("store_credit", "Store credit", "F5", ("pay",), moves_money=True),
    Action("voucher", "Voucher", "Ctrl+V", ("pay",), moves_money=True),
    Action("account", "On account", "Ctrl+A", ("pay",), moves_money=True),
    Action("split", "Split equally", "F6", ("pay",)),
    Action("cash_exact", "Cash, exact", "F7", ("pay",), moves_money=True),
    Action("note_1", "First suggested note", "F8", ("pay",), moves_money=True),
    Action("note_2", "Second suggested note", "F9", ("pay",), moves_money=True),
    Action("note_3", "Third suggested note", "F10", ("pay",), moves_money=True),
    Action("cash", "Typed cash", "Return", ("pay",), moves_money=True),
    Action("new_sale", "New sale", "Return", ("complete",)),
    Action("email", "E-mail the receipt", "F5", ("complete",)),
    Action("print", "Print", "F6", ("complete", "pickups", "stock", "shift")),
    Action("receipt_code", "Receipt as a QR code", "F7", ("complete",)),
    Action("gift_receipt", "Gift receipt", "F8", ("complete",)),
    Action("sale", "Start a sale", "F3", ("customer",)),
    Action("add", "New customer", "Ins", ("customer",)),
    Action("task", "Task", "Ctrl+T", ("customer",)),
    Action("open", "Open", "Return", ("pickups", "stock")),
    Action("tick", "Tick", "Space", ("pickups", "stock")),
    Action("pick_list", "Pick list", "Ctrl+P", ("pickups",)),
    Action("hand_over", "Hand over", "F12", ("pickups",), moves_money=True),
    Action("exchange", "Exchange", "Ctrl+E", ("returns",)),
    Action("refund", "Refund", "F12", ("returns",), moves_money=True),
    Action("book", "Book", "F12", ("stock",)),
    Action("days", "Reports", "F7", ("shift",)),
    Action("cash_moves", "Cash in and out", "F8", ("shift",)),
    Action("as_left", "Float as it was left", "F10", ("shift",), moves_money=True),
    Action("confirm", "Confirm", "F12", ("shift",), moves_money=True),
    Action("choice_1", "First choice", "F6", ("review", "sync")),
    Action("choice_2", "Second choice", "F7", ("review", "sync")),
    Action("choice_3", "Third choice", "F8", ("review", "sync")),
    Action("sync_now", "Sync now", "F5", ("sync",)),
    Action("test_all", "Test all devices", "F5", ("settings",)),
)
