"""The pickup desk: the queue, what a scan or a typed text means, and which page follows."""

from dataclasses import dataclass
from functools import partial

from pos.domain.codes import classify
from pos.domain.failures import Refused
from pos.domain.pickup_order import TO_PICK, PickupOrder
from pos.services.pickup_hand_over import HandedOver
from pos.services.pickup_verify import Checked
from ui.pickup.desk import Desk
from ui.pickup.handed_views import handed_view
from ui.pickup.picking_desk import PickingDesk
from ui.pickup.queue_desk import QueueDesk
from ui.pickup.refused_views import refused_view
from ui.pickup.serving import Serving
from ui.pickup.serving_desk import ServingDesk
from ui.pickup.view import ChoiceView, IdleView

UNDO_S = 60
"""So long a hand-over can be taken back from its page."""
CODE_SYMBOLS = 8


@dataclass(frozen=True, slots=True)
class Done:
    """What was handed over last, and until when (monotonic seconds) it can be taken back."""

    serving: Serving
    handed: HandedOver
    undo_until_s: float


class PickupPresenter:
    """Whatever is at hand is one of: nothing, an order being handed over, one being picked, a refusal, or what was
    just handed over."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.queue = QueueDesk(desk, self._selected)
        self.serving = ServingDesk(desk, self._handed_over)
        self.picking = PickingDesk(desk, self._idle)
        self.refused: Checked | None = None
        self.done: Done | None = None

    def start(self) -> None:
        """The page is shown: with what was at hand before, the queue read anew."""
        self.queue.show()
        if self.serving.serving is None and self.picking.order is None and not self.refused and not self.done:
            self._idle()

    def changed(self) -> None:
        """The till's file was written, perhaps by the synchroniser."""
        if not self._desk.busy:
            self.serving.refresh()
            self.picking.show()
            self.queue.show()

    def opened(self, order_id: int) -> None:
        """An order of the queue: picked or handed over, whatever is its turn."""
        order = self._desk.calls.order(order_id)
        if order is not None and not self._desk.busy:
            self._open(order)

    def token_scanned(self, digits: str) -> None:
        """A customer's code: the verdict at once, here and without a network."""
        desk = self._desk
        if desk.waits(partial(self.token_scanned, digits)):
            return
        checked = desk.calls.verify(digits)
        self._leave()
        if checked.verdict in ("OK", "NOT_KNOWN_HERE"):
            desk.calls.sound("scanOk" if checked.verdict == "OK" else "blocked")
            self.serving.start(checked, digits)
        else:
            self._refuse(checked)
        self.queue.show()

    def bag_scanned(self, code: str) -> None:
        """A bag label belongs to the order at hand, or opens its own."""
        if self._desk.waits(partial(self.bag_scanned, code)):
            return
        if self.serving.serving is not None:
            self.serving.bag(code)
            return
        order = self._found(code)
        if order is not None:
            self._open(order)
            if self.serving.serving is not None:
                self.serving.bag(code)

    def item_scanned(self, code: str) -> None:
        """Goods in somebody's hand: from the bag, or from the shelf."""
        if self._desk.waits(partial(self.item_scanned, code)):
            return
        if self.serving.serving is not None:
            self.serving.scanned(code)
        elif self.picking.order is not None:
            self.picking.scanned(code)
        else:
            self._desk.blocked(self._desk.words.no_order_open)

    def typed(self, text: str) -> None:
        """A code, an order number, the customer's short code or an item's barcode, known by its shape."""
        kind = classify(text)
        if kind == "pickup_token":
            self.token_scanned(text)
        elif kind == "bag_label":
            self.bag_scanned(text)
        elif self.serving.serving is not None and self._is_short_code(text):
            self.serving.code_typed(text)
        elif self._is_item_here(text):
            self.item_scanned(text)
        elif (order := self._found(text)) is not None:
            self._open(order)

    def _is_short_code(self, text: str) -> bool:
        signs = text.replace("-", "").replace(" ", "")
        return len(signs) == CODE_SYMBOLS and signs.isalnum() and not self._desk.calls.sku_of(text)

    def _is_item_here(self, text: str) -> bool:
        at_hand = self.serving.serving is not None or self.picking.order is not None
        return at_hand and bool(self._desk.calls.sku_of(text))

    def _found(self, text: str) -> PickupOrder | None:
        try:
            return self._desk.calls.find(text)
        except Refused:
            self._desk.blocked(self._desk.words.not_found_order.format(text=text))
            return None

    def _open(self, order: PickupOrder) -> None:
        """An order without its code: whoever asks for it has proved nothing yet."""
        desk = self._desk
        self._leave()
        if order.state in TO_PICK:
            self.picking.start(order)
        else:
            checked = desk.calls.looked_up(order.order_id)
            if checked.verdict == "OK":
                self.serving.start(checked)
            else:
                self._refuse(checked)
        self.queue.show()

    def went_back(self) -> None:
        """Esc: the order stays in the queue as it is."""
        self._leave()
        self._idle()

    def primary(self) -> None:
        self.serving.hand_over(whole=True)
        self.picking.primary()

    def part_asked(self) -> None:
        self.serving.hand_over(whole=False)

    def ticked(self) -> None:
        self.serving.tick()
        self.picking.tick()

    def stepped(self, by: int) -> None:
        self.serving.step(by)
        self.picking.step(by)

    def item_chosen(self, line: int) -> None:
        self.serving.mark(line)
        self.picking.mark(line)

    def item_acted(self, line: int) -> None:
        self.picking.not_found(line)

    def quantity_asked(self) -> None:
        self.serving.ask_quantity()
        self.picking.ask_quantity()

    def quantity_given(self, text: str) -> None:
        self.serving.quantity_given(text)
        self.picking.quantity_given(text)

    def way_chosen(self, name: str) -> None:
        """What somebody wants to do about a refusal."""
        checked = self.refused
        if name in ("again", "find"):
            self.went_back()
        elif checked is not None and checked.order is not None:
            if name == "pick":
                self._open(checked.order)
            elif name == "record":
                self._show_record(checked.order)
            elif name == "sell":
                self._sell(checked.order)

    def _show_record(self, order: PickupOrder) -> None:
        """Every hand-over of the order: when, where, by whom and how much."""
        teller, words = self._desk.teller, self._desk.words
        here = {one.entry_id: one for one in self._desk.calls.records(order.order_id)}
        rows = []
        for one in order.collected:
            record = here.get(one.entry)
            proof = words.proofs.get(record.proof, "") if record else ""
            by = teller.staff(one.staff) if one.store == teller.store_no else ""
            told = [words.at_till.format(till=one.till), by, proof]
            when = words.record_row.format(count=teller.items(one.units), when=teller.day_and_time(one.at))
            rows.append((one.entry, when, " · ".join(part for part in told if part)))
        if rows:
            title = words.record.format(number=order.number)
            self._desk.choose(ChoiceView(title, "receipt", tuple(rows)), lambda _entry: None)

    def _sell(self, order: PickupOrder) -> None:
        """Everything that is counted in pieces; what is weighed has to be weighed again."""
        pieces = [line.sku for line in order.lines if line.kind != "weighed" for _unit in range(line.units)]
        self.went_back()
        self._desk.calls.sell(pieces)

    def second(self) -> None:
        """Once a second while the page is shown: time left to undo, time left to pick."""
        if self.done is not None:
            self._show_done()
        elif self.picking.order is not None and not self._desk.busy:
            self.picking.show()

    def slip_asked(self) -> None:
        if (done := self.done) is not None:
            desk = self._desk
            entry = done.handed.entry_id
            desk.job(lambda: desk.calls.print_slip(entry), lambda _: desk.screen.tell(desk.words.slip_printed))

    def undo_asked(self) -> None:
        """Take back what was handed over a moment ago; the order waits again."""
        done, desk = self.done, self._desk
        if done is not None and self._undo_left_s(done) > 0:
            desk.job(lambda: desk.calls.undo(done.handed.entry_id), lambda _: self._undone(done))

    def _undone(self, done: Done) -> None:
        words = self._desk.words
        self._desk.screen.tell(words.undone.format(number=done.handed.number))
        self.opened(done.serving.order.order_id)

    def next_asked(self) -> None:
        self.went_back()

    def list_print_asked(self) -> None:
        desk = self._desk
        desk.job(desk.calls.print_list, lambda _: desk.screen.tell(desk.words.list_printed))

    def _refuse(self, checked: Checked) -> None:
        desk = self._desk
        desk.calls.sound("blocked")
        self.refused = checked
        other = checked.token.store if checked.token is not None and checked.verdict == "WRONG_STORE" else 0
        desk.screen.show_refused(refused_view(desk.teller, checked, desk.calls.store(other) if other else None))

    def _handed_over(self, serving: Serving, handed: HandedOver) -> None:
        self.done = Done(serving, handed, self._desk.calls.monotonic_s() + UNDO_S)
        self._show_done()
        self.queue.show()

    def _undo_left_s(self, done: Done) -> int:
        return max(0, round(done.undo_until_s - self._desk.calls.monotonic_s()))

    def _show_done(self) -> None:
        if (done := self.done) is not None:
            view = handed_view(self._desk.teller, done.serving, done.handed, self._undo_left_s(done))
            self._desk.screen.show_handed(view)

    def _leave(self) -> None:
        self.serving.leave()
        self.picking.leave()
        self.refused = self.done = None

    def _idle(self) -> None:
        words = self._desk.words
        self._desk.screen.show_idle(IdleView(words.idle, words.idle_words))
        self.queue.show()

    def _selected(self) -> int:
        """The order at hand; of a refused code none is marked."""
        at_hand = self.serving.serving or (self.done.serving if self.done else None)
        if at_hand is not None:
            return at_hand.order.order_id
        return self.picking.order.order_id if self.picking.order is not None else 0
