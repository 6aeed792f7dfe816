"""What the queue shows: every order in a row, what is overdue in amber or red, and how many of each there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from pos.domain.pickup_order import TO_PICK, PickupOrder
from pos.domain.pickup_queue import Counts, Group
from ui.pickup.teller import Teller
from ui.pickup.view import ChipView, Filter, QueueRow, QueueView


@dataclass(frozen=True, slots=True)
class QueueFacts:
    """Orders with their groups; `heard` is when the hub was heard last, empty when never."""

    orders: Sequence[tuple[PickupOrder, Group]]
    counts: Counts
    collected_today: int
    heard: str


def queue_view(teller: Teller, facts: QueueFacts, chosen: Filter, selected: int) -> QueueView:
    """`selected` is the order that is worked on; only that one still shows after it was handed over."""
    words, counts = teller.words, facts.counts
    rows = tuple(
        _row(teller, order, group)
        for order, group in facts.orders
        if order.order_id == selected or (group != "done" and chosen in ("all", group))
    )
    heard = words.checked_at.format(time=teller.near(facts.heard)) if facts.heard else words.never_checked
    return QueueView(
        filter=chosen,
        counts={"all": counts.all, "to_pick": counts.to_pick, "ready": counts.ready, "overdue": counts.overdue},
        rows=rows,
        selected=selected,
        collected=words.collected_today.format(count=facts.collected_today),
        empty=f"{_empty(teller, chosen)} {heard}",
        print_reason="" if any(order.state in TO_PICK for order, _group in facts.orders) else words.nothing_to_pick,
    )


def _empty(teller: Teller, chosen: Filter) -> str:
    words = teller.words
    texts = {
        "all": words.empty_all,
        "to_pick": words.empty_to_pick,
        "ready": words.empty_ready,
        "overdue": words.empty_overdue,
    }
    return texts[chosen]


def _row(teller: Teller, order: PickupOrder, group: Group) -> QueueRow:
    words = teller.words
    brief = f"{order.number} · {teller.items_in(order)}"
    detail = f"{brief} · {teller.money(order.total_minor)}"
    chip, note = _state(teller, order, group)
    bay = order.bay or words.no_bay
    return QueueRow(order.order_id, bay, teller.name(order), detail, brief, chip, note, done=group == "done")


def _state(teller: Teller, order: PickupOrder, group: Group) -> tuple[ChipView, str]:
    words = teller.words
    promised = words.promised.format(when=teller.near(order.promised_at))
    match group:
        case "to_pick" if order.state == "staged":
            return ChipView(words.in_bay, "info", "pickup"), words.not_told
        case "to_pick":
            return ChipView(words.to_pick, "info", "task"), promised
        case "ready":
            since = words.since.format(when=teller.near(order.ready_at)) if order.ready_at else ""
            return ChipView(words.ready, "success", "ok"), since
        case "done":
            last = order.collected[-1].at if order.collected else ""
            return ChipView(words.collected_chip, "", "tick"), teller.near(last) if last else ""
        case "overdue" if order.state in TO_PICK:
            return ChipView(words.overdue, "danger", "late"), promised
        case "overdue":
            return _waiting_long(teller, order)


def _waiting_long(teller: Teller, order: PickupOrder) -> tuple[ChipView, str]:
    """How much longer it is kept; red on the last day."""
    words, days = teller.words, teller.days_until(order.hold_until)
    if days < 0:
        note = words.window_over.format(day=teller.day(order.hold_until))
    elif days < 2:
        note = words.one_day_left if days else words.last_day
    else:
        note = words.days_left.format(count=days)
    return ChipView(words.overdue, "danger" if days <= 0 else "warning", "late"), note
