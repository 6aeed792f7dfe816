"""One line of the basket: its quantity, its note, and taking it out with the way back. No Qt here."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from pos.domain.basket import Basket, Line
from pos.domain.failures import Refused
from pos.domain.quantity import ONE, format_milli, parse_milli
from ui.sell.basket_view import can_step
from ui.sell.view import NoteView, QuantityView
from ui.sell.words import SellWords


class Screen(Protocol):
    def ask_quantity(self, view: QuantityView) -> None: ...
    def ask_note(self, view: NoteView) -> None: ...
    def refuse(self, words: str) -> None:
        """Say in the open dialog why it cannot be closed yet."""


class Change(Protocol):
    """Takes another state of the basket and the line to select then; False when the basket was refused."""

    def __call__(self, basket: Basket, select: str | None = None) -> bool: ...


class Say(Protocol):
    """Tells what was done, and how it is taken back."""

    def __call__(self, words: str, icon: str, undo: Callable[[], None] | None) -> None: ...


class LineDesk:
    """`basket` and `selected` give the present state, `choose` selects a line."""

    def __init__(
        self,
        screen: Screen,
        words: SellWords,
        basket: Callable[[], Basket],
        selected: Callable[[], Line | None],
        change: Change,
        choose: Callable[[str], None],
        say: Say,
    ) -> None:
        self._screen, self._words, self._say = screen, words, say
        self._basket, self._selected, self._change, self._choose = basket, selected, change, choose
        self._asked_line = ""

    def stepped(self, step: int) -> None:
        """One piece more or less on the selected line, never under one; what comes back of a sale stays as it was
        ticked there."""
        line = self._selected()
        if line is None or not can_step(line):
            return
        if line.qty_milli + step * ONE >= ONE:
            self._change(self._basket().change_line(replace(line, qty_milli=line.qty_milli + step * ONE)))

    def quantity_asked(self, line_id: str = "") -> None:
        """The keypad for a line, the selected one unless told otherwise."""
        if line_id:
            self._choose(line_id)
        line = self._selected()
        if line is not None and line.reversal is None and line.source != "embedded" and not line.product.needs_serial:
            self._asked_line = line.line_id
            weighed = line.product.kind == "weighed"
            self._screen.ask_quantity(
                QuantityView(line.line_id, line.product.name, format_milli(line.qty_milli), weighed)
            )

    def quantity_given(self, text: str) -> bool:
        """Whether the quantity was taken; else the dialog says what is wrong with it."""
        line = self._basket().line(self._asked_line)
        weighed = line.product.kind == "weighed"
        try:
            milli = parse_milli(text)
        except Refused:
            milli = 0
        if milli == 0 or (not weighed and milli % ONE):
            self._screen.refuse(self._words.weight_wrong if weighed else self._words.quantity_wrong)
            return False
        if not self._change(self._basket().change_line(replace(line, qty_milli=milli))):
            return False
        if milli != line.qty_milli:
            told = self._words.took_quantity.format(name=line.product.name, quantity=format_milli(milli))
            self._say(told, "count", partial(self._quantity_back, line))
        return True

    def _quantity_back(self, before: Line) -> None:
        now = next((line for line in self._basket().lines if line.line_id == before.line_id), None)
        if now is not None:
            self._change(self._basket().change_line(replace(now, qty_milli=before.qty_milli)), now.line_id)

    def removed(self, line_id: str = "") -> None:
        """Take a line out; the toast brings it back to its place."""
        selected = self._selected()
        line_id = line_id or (selected.line_id if selected else "")
        place = next((n for n, line in enumerate(self._basket().lines) if line.line_id == line_id), None)
        if place is None:
            return
        line, left = self._basket().lines[place], self._basket().void_line(line_id)
        following = left.lines[min(place, len(left.lines) - 1)].line_id if left.lines else ""
        if self._change(left, following):
            undo = partial(self._put_back, line, place, self._basket().basket_id)
            self._say(self._words.removed.format(name=line.product.name), "delete", undo)

    def _put_back(self, line: Line, place: int, basket_id: str) -> None:
        if self._basket().basket_id != basket_id:
            return  # that basket is paid or held by now
        lines = self._basket().lines
        self._change(replace(self._basket(), lines=(*lines[:place], line, *lines[place:])), line.line_id)

    def note_asked(self, line_id: str = "") -> None:
        """A note on one line, or on the whole sale when no line is meant."""
        self._asked_line = line_id
        if line_id:
            line = self._basket().line(line_id)
            view = NoteView(self._words.note_title.format(name=line.product.name), line.note)
        else:
            view = NoteView(self._words.basket_note_title, self._basket().note)
        self._screen.ask_note(view)

    def note_given(self, text: str) -> bool:
        note = " ".join(text.split())
        if self._asked_line:
            return self._change(self._basket().change_line(replace(self._basket().line(self._asked_line), note=note)))
        return self._change(replace(self._basket(), note=note))
