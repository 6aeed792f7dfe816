"""What happened between a customer and the shop, each event in a row: an icon, words, a state and an amount."""

from collections.abc import Callable

from pos.domain.customer import Event
from ui.customer.teller import Teller
from ui.customer.view import ChipView, Tab, TimelineRow, TimelineView
from ui.customer.words import CustomerWords

MOST_PICTURES = 4
_PICTURED = ("sale", "order")
_FAMILIES = {"offer": "promo", "review": "promo", "note": "", "task": "", "message": ""}
"""Colours of the discs of what is no trade in a channel; all else is coloured by its channel."""
_ICONS = {
    "sale": "store",
    "return": "return",
    "order": "truck",
    "order_return": "return",
    "pickup": "pickup",
    "basket": "cart",
    "wishlist": "wishlist",
    "message": "email",
    "visit": "eye",
    "review": "points",
    "support": "help",
    "offer": "promo",
    "note": "note",
    "task": "task",
}


def timeline_view(teller: Teller, tab: Tab, rows: tuple[TimelineRow, ...], as_of: str, older: bool) -> TimelineView:
    """`as_of` is how old what came from other channels is, empty where nothing ever came."""
    words = teller.words
    ages = words.ages.format(time=teller.near(as_of)) if as_of else words.ages_never
    empty = {"store": words.no_history_store, "online": words.no_history_online}.get(tab, words.no_history)
    return TimelineView(tab, rows, ages, older, empty)


def event_row(teller: Teller, event: Event) -> TimelineRow:
    pictures = event.goods if event.kind in _PICTURED and not event.is_online else ()
    back = event.kind in ("return", "order_return")
    amount = -abs(event.amount_minor) if back else event.amount_minor
    left = len(pictures) - MOST_PICTURES
    return TimelineRow(
        event.event_id,
        _ICONS["pickup" if _is_fetched(event) else event.kind],
        _FAMILIES.get(event.kind, "info" if event.is_online else "accent"),
        _title(teller, event),
        " · ".join(part for part in _details(teller, event) if part),
        teller.money(amount) if event.amount_minor else "",
        _chip(teller, event),
        tuple(teller.thumbnail(one) for one in pictures[:MOST_PICTURES]),
        teller.words.more_items.format(count=left) if left > 0 else "",
    )


def _title(teller: Teller, event: Event) -> str:
    words, ref = teller.words, event.ref
    titles: dict[str, Callable[[], str]] = {
        "sale": lambda: _sale_title(words, event).format(ref=ref, place=event.place),
        "return": lambda: words.return_.format(ref=ref),
        "order": lambda: (words.order_pickup if _is_fetched(event) else words.order).format(ref=ref),
        "pickup": lambda: words.order_pickup.format(ref=ref),
        "order_return": lambda: words.order_return.format(ref=ref),
        "basket": lambda: words.basket_open,
        "wishlist": lambda: words.wishlist_saved,
        "message": lambda: words.message_about.format(words=event.words) if event.words else words.message,
        "visit": lambda: words.visit,
        "review": lambda: words.review_of.format(name=event.goods[0].name) if event.goods else words.review,
        "support": lambda: words.support.format(ref=ref),
        "offer": lambda: event.words or words.offer.format(code=event.code),
        "note": lambda: event.words or words.note_event,
        "task": lambda: event.words or words.task_event,
    }
    return titles[event.kind]().strip()


def _is_fetched(event: Event) -> bool:
    """Only what is fetched in a store is ever ready there, and collected."""
    return event.kind == "order" and event.state in ("ready", "collected")


def _sale_title(words: CustomerWords, event: Event) -> str:
    """What came back while something else was bought makes it an exchange."""
    if any(one.qty_milli < 0 for one in event.goods):
        return words.exchange_at if event.place else words.exchange
    return words.sale_at if event.place else words.sale


def _details(teller: Teller, event: Event) -> tuple[str, ...]:
    words, when = teller.words, teller.when(event.at)
    match event.kind:
        case "sale" | "order" | "pickup":
            return when, teller.both_ways(event.goods) if event.goods else "", teller.staff(event.staff)
        case "basket":
            return when, teller.items(event.goods) if event.goods else "", event.device
        case "wishlist":
            return when, _goods(teller, event), event.device
        case "offer":
            until = words.offer_until.format(day=teller.far(event.until)) if event.until else ""
            return when, event.code if event.words else "", until
        case "task":
            due = words.task_due.format(day=teller.due(event.due)) if event.due else ""
            return when, teller.staff(event.staff), due
        case "note":
            return when, teller.staff(event.staff)
        case "message":
            return when, event.device or event.channel
        case "return" | "order_return" | "visit" | "review" | "support":
            return when, event.words, event.device, teller.staff(event.staff)


def _goods(teller: Teller, event: Event) -> str:
    """One thing by its name, more of them by their number."""
    if len(event.goods) != 1:
        return teller.items(event.goods) if event.goods else ""
    only = event.goods[0]
    return ", ".join(part for part in (only.name, only.options) if part)


def _chip(teller: Teller, event: Event) -> ChipView | None:
    words = teller.words
    chips = {
        "open": ChipView(words.state_open, "info", "clock"),
        "done": ChipView(words.state_done, "", "tick"),
        "paid": ChipView(words.state_paid, "success", "ok"),
        "ready": ChipView(words.state_ready, "success", "ok"),
        "collected": ChipView(words.state_collected, "", "tick"),
        "cancelled": ChipView(words.state_cancelled, "warning", "warn"),
        "sent": ChipView(words.state_sent, "", "tick"),
        "redeemed": ChipView(words.state_redeemed, "", "tick"),
        "expired": ChipView(words.state_expired, "warning", "expired"),
    }
    return None if event.kind in ("basket", "wishlist") else chips.get(event.state)
