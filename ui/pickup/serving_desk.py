"""Handing an order over: scans tick, what has to be looked at is looked at, and a manager is asked where needed."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from pos.domain.codes import check_bag_code
from pos.domain.failures import Refused, Unavailable
from pos.services.pickup_hand_over import HandedOver, HandOver
from pos.services.pickup_verify import Checked, CodeAnswer
from ui.pickup.desk import Desk
from ui.pickup.serving import Serving, Unit
from ui.pickup.serving_views import serving_view, why_not
from ui.pickup.view import ChoiceView, EntryView
from ui.text import sentence

NEEDS_BAG = "bag_needed"


class ServingDesk:
    """One order at a time. `handed` is called with what was handed over."""

    def __init__(self, desk: Desk, handed: Callable[[Serving, HandedOver], None]) -> None:
        self._desk, self._handed = desk, handed
        self.serving: Serving | None = None

    def start(self, checked: Checked, scanned: str = "") -> None:
        """`scanned` are the digits of the code that was shown, empty for an order that was looked up. An order that is
        not here yet is what is scanned of it."""
        if checked.order is not None:
            self.serving = Serving(checked.order, scanned, "qr" if scanned else None, warnings=checked.warnings)
        else:
            order, _fits = self._desk.calls.of_items(scanned, {})
            self.serving = Serving(order, scanned, "qr", warnings=checked.warnings, items={})
        self.show()

    def leave(self) -> None:
        self.serving = None

    def show(self) -> None:
        if self.serving is not None:
            self._desk.screen.show_serving(serving_view(self._desk.teller, self.serving))

    def refresh(self) -> None:
        """The order may have changed meanwhile: another till, or a line found to be missing."""
        if self.serving is not None and self.serving.is_known:
            order = self._desk.calls.order(self.serving.order.order_id)
            self._become(self.serving.following(order) if order is not None else self.serving)

    def _become(self, serving: Serving) -> None:
        self.serving = serving
        self.show()

    def scanned(self, code: str) -> None:
        """An item from the bag."""
        desk, serving = self._desk, self.serving
        assert serving is not None
        if not serving.is_known:
            self._scanned_of_unknown(serving, code)
            return
        line = serving.line_of(desk.calls.sku_of(code), code)
        if line is None:
            desk.blocked(desk.words.not_in_order)
        elif not any(unit[0] == line.line for unit in serving.left):
            desk.blocked(desk.words.all_ticked)
        else:
            desk.heard(desk.words.ticked.format(name=line.name))
            self._become(serving.tick(line.line))

    def _scanned_of_unknown(self, serving: Serving, code: str) -> None:
        """Whether it belongs to the order only shows when everything is there: the code counts the items."""
        desk, sku = self._desk, self._desk.calls.sku_of(code)
        if not sku:
            desk.blocked(desk.words.not_in_order)
            return
        items = dict(serving.items or {})
        items[sku] = items.get(sku, 0) + 1
        order, fits = desk.calls.of_items(serving.token, items)
        self._become(serving.add(sku, order, fits))
        desk.heard(desk.words.ticked.format(name=order.lines[-1].name))

    def bag(self, code: str) -> None:
        """The label of the bag: it says that this is the right parcel, also without a network."""
        desk, serving = self._desk, self.serving
        assert serving is not None
        try:
            order_id, _bag = check_bag_code(code)
        except Refused as refused:
            desk.blocked(sentence(refused))
            return
        if order_id != serving.order.order_id:
            desk.blocked(desk.words.other_bag)
        else:
            desk.heard(desk.words.bag_seen)
            self._become(replace(serving, bag_scanned=True))

    def code_typed(self, code: str) -> None:
        """The short code that the customer was sent."""
        serving, desk = self.serving, self._desk
        assert serving is not None
        desk.job(partial(desk.calls.check_code, serving.order.order_id, code), partial(self._code_checked, serving))

    def _code_checked(self, asked: Serving, answer: CodeAnswer) -> None:
        desk, words = self._desk, self._desk.words
        if self.serving is None or self.serving.order.order_id != asked.order.order_id:
            return
        if answer.outcome == "right":
            desk.heard(words.code_right)
            self._become(replace(self.serving, proof="code"))
        elif answer.outcome == "locked":
            desk.blocked(words.code_locked.format(minutes=-(-answer.seconds // 60)))
        else:
            desk.blocked(words.wrong_code.format(tries=answer.tries_left))

    def tick(self) -> None:
        """Space: all of the marked item, or none of it again."""
        serving = self.serving
        if serving is not None and serving.marked:
            left = sum(1 for unit in serving.left if unit[0] == serving.marked)
            self._become(serving.tick(serving.marked, left) if left else serving.untick(serving.marked))

    def mark(self, line: int) -> None:
        if self.serving is not None:
            self._become(replace(self.serving, marked=line))

    def step(self, by: int) -> None:
        if self.serving is not None:
            lines = [line.line for line in self.serving.order.lines]
            at = lines.index(self.serving.marked) if self.serving.marked in lines else -1 if by > 0 else len(lines)
            self.mark(lines[min(max(at + by, 0), len(lines) - 1)])

    def ask_quantity(self) -> None:
        """Several of one item at once: the number is typed instead of scanned so often."""
        serving = self.serving
        if serving is not None and (left := [unit for unit in serving.left if unit[0] == serving.marked]):
            name = serving.line(serving.marked).name
            self._desk.screen.dialogs.ask_quantity(EntryView(self._desk.words.quantity_title, name, str(len(left))))

    def quantity_given(self, text: str) -> None:
        desk, serving = self._desk, self.serving
        if serving is None:
            return
        left = sum(1 for unit in serving.left if unit[0] == serving.marked)
        if not text.isdecimal() or not 1 <= int(text) <= left:
            desk.screen.dialogs.refuse_entry(desk.words.at_most.format(count=left))
            return
        desk.screen.dialogs.end_entry()
        self._become(serving.tick(serving.marked, int(text)))

    def check(self, name: str) -> None:
        serving = self.serving
        if serving is not None and name == "id":
            self._become(replace(serving, id_checked=not serving.id_checked))
        elif serving is not None:
            self._become(replace(serving, age_checked=not serving.age_checked))

    def someone(self) -> None:
        """Somebody else collects: the name is asked; a second press takes it back."""
        desk, serving = self._desk, self.serving
        if serving is not None and serving.collected_by:
            self._become(replace(serving, collected_by="", id_checked=False))
        elif serving is not None:
            desk.screen.dialogs.ask_name(EntryView(desk.words.someone_title, desk.words.someone_name))

    def name_given(self, name: str) -> None:
        self._desk.screen.dialogs.end_entry()
        if self.serving is not None:
            self._become(replace(self.serving, collected_by=name, id_checked=False))

    def missing(self) -> None:
        """An item is not in the bag."""
        if (serving := self.serving) is not None:
            there = serving.counts
            gone = tuple(unit for unit in serving.left if unit[0] not in there)
            if serving.left and not gone:
                self._desk.screen.refuse(self._desk.words.partly_there)
            else:
                self._which(gone, self._desk.words.which_missing, self._why_missing)

    def _why_missing(self, line: int) -> None:
        words = self._desk.words
        rows = tuple((name, text, "") for name, text in words.missing_reasons.items())
        self._desk.choose(ChoiceView(words.why_missing, "error", rows), partial(self._short, line))

    def _short(self, line: int, reason: str) -> None:
        desk, serving = self._desk, self.serving
        if serving is not None:
            work = partial(desk.calls.short, serving.order.order_id, line, reason)
            desk.job(work, lambda _result: self.refresh())

    def refuse(self) -> None:
        """The customer does not want an item."""
        if (serving := self.serving) is not None:
            self._which(serving.open, self._desk.words.which_refused, self._why_refused)

    def _why_refused(self, line: int) -> None:
        words = self._desk.words
        rows = tuple((name, text, "") for name, text in words.refuse_reasons.items())
        self._desk.choose(ChoiceView(words.why_refused, "refund", rows), partial(self._refused, line))

    def _refused(self, line: int, reason: str) -> None:
        if self.serving is not None:
            self._become(self.serving.refuse(line, reason))

    def _which(self, units: tuple[Unit, ...], title: str, chosen: Callable[[int], None]) -> None:
        """The marked line, or the only one there is; else it is asked."""
        serving = self.serving
        assert serving is not None
        lines = list(dict.fromkeys(unit[0] for unit in units))
        if serving.marked in lines:
            chosen(serving.marked)
        elif len(lines) == 1:
            chosen(lines[0])
        elif lines:
            told = [(str(line), serving.line(line).name, serving.line(line).options) for line in lines]
            self._desk.choose(ChoiceView(title, "nav.pickups", tuple(told)), lambda name: chosen(int(name)))

    def manager(self) -> None:
        """Neither code nor ID: somebody who may says yes."""
        desk, serving = self._desk, self.serving
        if serving is None:
            return
        if desk.calls.may("hand_over_without_proof"):
            self._vouched("")
        else:
            desk.approvals.ask(desk.words.approve_no_proof.format(number=serving.order.number), self._vouched)

    def _vouched(self, staff_id: str) -> None:
        if self.serving is not None:
            self._become(replace(self.serving, vouched=True, approved_by=staff_id))

    def hand_over(self, *, whole: bool) -> None:
        """Give the goods away: all of them, or those that are ticked."""
        desk, serving = self._desk, self.serving
        if serving is None or desk.busy or why_not(desk.teller, serving, whole=whole):
            return
        subject = self._approval(serving)
        if subject and not serving.approved_by and not desk.calls.may("override_pickup"):
            desk.approvals.ask(subject, partial(self._approved_for, whole))
            return
        order = _asked(serving)
        desk.job(partial(desk.calls.hand_over, order), partial(self._done, serving), self._failed)

    def _approval(self, serving: Serving) -> str:
        """What a manager has to approve, empty when nothing."""
        words, number = self._desk.words, serving.order.number
        if not serving.is_known:
            return words.approve_not_here.format(number=number)
        if serving.somebody_needs_approval:
            return words.approve_someone.format(number=number)
        if serving.warnings:
            return words.approve_clock.format(number=number)
        if serving.bag_needed and not serving.bag_scanned:
            return words.approve_offline.format(number=number)
        return ""

    def _approved_for(self, whole: bool, staff_id: str) -> None:
        if self.serving is not None:
            self._become(replace(self.serving, approved_by=staff_id))
            self.hand_over(whole=whole)

    def _done(self, serving: Serving, handed: HandedOver) -> None:
        self.leave()
        self._handed(serving, handed)

    def _failed(self, failure: Refused | Unavailable) -> None:
        """Without the hub the parcel is the proof that nobody else hands it over: its label is asked for."""
        desk = self._desk
        if failure.code == NEEDS_BAG and self.serving is not None:
            self._become(replace(self.serving, bag_needed=True))
            desk.calls.sound("blocked")
            desk.screen.refuse(sentence(failure))
        else:
            self.refresh()
            desk.tell_failure(failure)


def _asked(serving: Serving) -> HandOver:
    return HandOver(
        order_id=serving.order.order_id,
        units=serving.counts,
        refused=serving.reasons,
        proof=serving.shown_proof or "manager",
        verdict="OK" if serving.is_known else "NOT_KNOWN_HERE",
        id_checked=serving.id_checked,
        age_checked=serving.age_checked,
        collected_by=serving.collected_by,
        approved_by=serving.approved_by,
        bag_scanned=serving.bag_scanned,
        token=serving.token,
        items=serving.items or {},
    )
