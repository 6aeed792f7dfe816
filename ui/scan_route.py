"""Where a scanned code goes: by its class, the screen in front, and whether a dialog or a tender is in the way."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from pos.domain.codes import CodeClass
from ui.keys import Screen

Act = Literal[
    "add",
    "add_and_say",  # on Pay: back to Sell with "Added, total changed"
    "item",  # Pickups and Receive tick it, Count adds one, Stock opens it
    "verify_pickup",
    "bag",
    "badge",
    "offer_return",  # "Return or reprint?"
    "return",
    "attach_customer",
    "open_customer",
    "tender",
    "balance",
    "dialog",
    "close_this_first",
    "tender_taken",
]
_ITEM_SCREENS: frozenset[Screen] = frozenset({"pickups", "stock", "returns"})
_BASKET_SCREENS: frozenset[Screen] = frozenset({"sell", "pay"})


@dataclass(frozen=True, slots=True)
class Route:
    """Show this screen, then do this there."""

    screen: Screen
    act: Act


def route(
    kind: CodeClass,
    screen: Screen,
    dialog_takes: Collection[CodeClass] | None = None,
    tender_taken: bool = False,
) -> Route:
    """Where a code of this class goes; `dialog_takes` is None while no dialog is open."""
    if dialog_takes is not None:
        return Route(screen, "dialog" if kind in dialog_takes else "close_this_first")
    match kind:
        case "pickup_token":
            return Route("returns", "return") if screen == "returns" else Route("pickups", "verify_pickup")
        case "bag_label":
            return Route("pickups", "bag")
        case "staff_badge":
            return Route(screen, "badge")
        case "receipt":
            return Route("sell", "offer_return") if screen == "sell" else Route("returns", "return")
        case "loyalty_card":
            return Route(screen, "attach_customer") if screen in _BASKET_SCREENS else Route("customer", "open_customer")
        case "gift_card":
            return Route(screen, "tender" if screen == "pay" else "balance")
        case "coupon":
            return _product_route("pay" if screen == "pay" else "sell", tender_taken)
        case "product":
            return _product_route(screen, tender_taken)


def _product_route(screen: Screen, tender_taken: bool) -> Route:
    """Goods are sold from wherever they are scanned, unless the screen itself is about goods."""
    if screen in _ITEM_SCREENS:
        return Route(screen, "item")
    if screen == "pay":
        return Route("pay", "tender_taken") if tender_taken else Route("sell", "add_and_say")
    return Route("sell", "add")
