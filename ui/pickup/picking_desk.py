"""Picking an order from the shelves: scans tick, what is not found is short, a bay and a label make it ready."""

from collections.abc import Callable
from functools import partial

from pos.domain.pickup_order import OrderLine, PickupOrder
from pos.domain.pickup_steps import left_to_pick_milli
from pos.domain.quantity import ONE, format_milli
from ui.pickup.desk import Desk
from ui.pickup.picking_views import by_way, pick_view, why_not_ready
from ui.pickup.view import ChoiceView, EntryView


class PickingDesk:
    """One order at a time; every step is written at once, so leaving it half done loses nothing. `finished` is called
    when it is ready."""

    def __init__(self, desk: Desk, finished: Callable[[], None]) -> None:
        self._desk, self._finished = desk, finished
        self.order: PickupOrder | None = None
        self._marked, self._bay = 0, ""

    def start(self, order: PickupOrder) -> None:
        bays = self._desk.calls.bays()
        self.order, self._bay = order, order.bay or (bays[0] if bays else "")
        self._marked = self._next_open(order)
        self.show()

    def leave(self) -> None:
        self.order = None

    def show(self) -> None:
        """Read it anew, as it may have changed, and show it."""
        if (was := self.order) is not None:
            desk = self._desk
            self.order = order = desk.calls.order(was.order_id) or was
            bays = self._bays()
            desk.screen.show_picking(pick_view(desk.teller, order, self._marked, bays, self._bay))

    def scanned(self, code: str) -> None:
        """An item was taken from its shelf."""
        desk, order = self._desk, self.order
        assert order is not None
        sku = desk.calls.sku_of(code)
        fitting = [line for line in order.lines if line.sku in (sku, code) or code in line.barcodes]
        if not fitting:
            desk.blocked(desk.words.not_in_order)
            return
        line = next((one for one in fitting if left_to_pick_milli(one)), None)
        if line is None:
            desk.blocked(desk.words.all_ticked)
        else:
            self._take(line, _one_of(line))

    def tick(self) -> None:
        """Space: one of the marked item is taken."""
        line = self._marked_line()
        if line is not None and left_to_pick_milli(line):
            self._take(line, _one_of(line))

    def mark(self, line: int) -> None:
        self._marked = line
        self.show()

    def step(self, by: int) -> None:
        if self.order is not None:
            lines = [line.line for line in by_way(self.order)]
            at = lines.index(self._marked) if self._marked in lines else -by
            self.mark(lines[min(max(at + by, 0), len(lines) - 1)])

    def ask_quantity(self) -> None:
        line = self._marked_line()
        if line is not None and left_to_pick_milli(line):
            left = format_milli(left_to_pick_milli(line))
            self._desk.screen.dialogs.ask_quantity(EntryView(self._desk.words.quantity_title, line.name, left))

    def quantity_given(self, text: str) -> None:
        """So many of the marked item were taken, never more than were ordered."""
        line = self._marked_line()
        if line is None:
            return
        left = left_to_pick_milli(line)
        milli = left if line.kind == "weighed" else int(text) * ONE if text.isdecimal() else 0
        if not 0 < milli <= left:
            self._desk.screen.dialogs.refuse_entry(self._desk.words.at_most.format(count=format_milli(left)))
            return
        self._desk.screen.dialogs.end_entry()
        self._take(line, milli)

    def not_found(self, number: int) -> None:
        """What is left of a line is not in the shop; it is said why."""
        self._marked = number
        words, line = self._desk.words, self._marked_line()
        if line is not None and left_to_pick_milli(line):
            rows = tuple((name, text, "") for name, text in words.missing_reasons.items())
            view = ChoiceView(words.why_missing, "error", rows)
            self._desk.choose(view, partial(self._short, line))

    def choose_bay(self, bay: str) -> None:
        self._bay = bay
        self.show()

    def ask_bay(self) -> None:
        words = self._desk.words
        rows = tuple((bay, bay, "") for bay in self._bays())
        self._desk.choose(ChoiceView(words.choose_bay, "pin", rows), self.choose_bay)

    def primary(self) -> None:
        """Everything is picked: into its bay, the label printed, the customer told."""
        desk, order = self._desk, self.order
        if order is None or why_not_ready(desk.teller, order, self._bays(), self._bay):
            return
        desk.job(partial(desk.calls.ready, order.order_id, self._bay), partial(self._is_ready, order))

    def _is_ready(self, order: PickupOrder, _result: object) -> None:
        self.leave()
        desk = self._desk
        desk.screen.tell(desk.words.ready_told.format(number=order.number, bay=self._bay))
        self._finished()
        desk.job(partial(desk.calls.print_label, order.order_id), lambda _: None)

    def _take(self, line: OrderLine, milli: int) -> None:
        desk, order = self._desk, self.order
        assert order is not None
        desk.job(partial(desk.calls.pick, order.order_id, line.line, milli), partial(self._taken, line))

    def _taken(self, line: OrderLine, _result: object) -> None:
        self._desk.heard(self._desk.words.ticked.format(name=line.name))
        self._go_on(line)

    def _short(self, line: OrderLine, reason: str) -> None:
        desk, order = self._desk, self.order
        if order is not None:
            work = partial(desk.calls.short, order.order_id, line.line, reason)
            desk.job(work, lambda _: self._go_on(line))

    def _go_on(self, line: OrderLine) -> None:
        """The mark stays while there is more of the same to take, and then goes to the next on the way."""
        if self.order is not None:
            order = self._desk.calls.order(self.order.order_id) or self.order
            now = next(one for one in order.lines if one.line == line.line)
            self._marked = line.line if left_to_pick_milli(now) else self._next_open(order)
            self.show()

    def _marked_line(self) -> OrderLine | None:
        lines = self.order.lines if self.order is not None else ()
        return next((line for line in lines if line.line == self._marked), None)

    def _bays(self) -> tuple[str, ...]:
        """Free bays, and the one that the order already stands in."""
        bays = tuple(self._desk.calls.bays())
        own = self.order.bay if self.order is not None else ""
        return bays if not own or own in bays else (own, *bays)

    @staticmethod
    def _next_open(order: PickupOrder) -> int:
        return next((line.line for line in by_way(order) if left_to_pick_milli(line)), 0)


def _one_of(line: OrderLine) -> int:
    """One piece in thousandths; of what is weighed there is one, whole."""
    return left_to_pick_milli(line) if line.kind == "weighed" else ONE
