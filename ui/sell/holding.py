"""Holding a basket and bringing it back: under whose name, instead of which other one, and not at all. No Qt here."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from pos.domain.basket import Basket
from ui.sell.shop import Held, SellShop
from ui.sell.view import HeldView, SwapView
from ui.sell.words import SellWords

LABEL = 60
"""Letters of a note that name a held basket."""


class Screen(Protocol):
    def say(self, words: str, icon: str, undo: Callable[[], None] | None) -> None: ...
    def choose_held(self, held: tuple[HeldView, ...]) -> None: ...
    def ask_swap(self, view: SwapView) -> None: ...


class Work(Protocol):
    """Runs something that writes as a job; refusals are told elsewhere and nothing else can be done meanwhile."""

    def __call__(self, call: Callable[[], object], done: Callable[..., None]) -> None: ...


class HoldDesk:
    """`basket` gives the one that is being rung up, `take` shows another one in its place, `clear` an empty one."""

    def __init__(
        self,
        screen: Screen,
        shop: SellShop,
        words: SellWords,
        basket: Callable[[], Basket],
        take: Callable[[Basket], None],
        clear: Callable[[], None],
        work: Work,
    ) -> None:
        self._screen, self._shop, self._words = screen, shop, words
        self._basket, self._take, self._clear, self._work = basket, take, clear, work
        self._wanted = ""

    def hold(self) -> None:
        """Put the basket aside under its customer's name, or under what was noted on it."""
        basket = self._basket()
        if basket.lines:
            self._work(partial(self._shop.suspend, basket, self._label(basket)), partial(self._held, basket.basket_id))

    def _label(self, basket: Basket) -> str:
        shopper = self._shop.shopper(basket.customer_id) if basket.customer_id else None
        parts = (shopper.name if shopper else "", basket.note[:LABEL].strip())
        return " · ".join(part for part in parts if part)

    def _held(self, held_id: str, _nothing: None) -> None:
        self._clear()
        self._screen.say(self._words.held, "hold", partial(self._bring_back, held_id))

    def _bring_back(self, held_id: str) -> None:
        """Undo of a hold: only while nothing else has been begun."""
        if not self._basket().lines:
            self._resume(held_id)

    def recall(self) -> None:
        self._screen.choose_held(tuple(self._view(held) for held in self._shop.suspended()))

    def recalled(self, held_id: str) -> None:
        """Bring a held basket back; with another one under way it is asked what becomes of that one."""
        if not self._basket().lines:
            self._resume(held_id)
            return
        self._wanted, words = held_id, self._words
        held = next((one for one in self._shop.suspended() if one.held_id == held_id), None)
        if held is not None:
            amount = self._shop.money(held.total_minor)
            self._screen.ask_swap(SwapView(words.swap_title, words.swap_words, words.swap.format(amount=amount)))

    def swapped(self) -> None:
        """Hold the present basket first, then bring back the wanted one."""
        if self._wanted:
            held_id, self._wanted = self._wanted, ""
            self._work(partial(self._swap, self._basket(), held_id), self._take)

    def _swap(self, basket: Basket, held_id: str) -> Basket:
        if basket.lines:
            self._shop.suspend(basket, self._label(basket))
        return self._shop.resume(held_id)

    def _resume(self, held_id: str) -> None:
        self._work(partial(self._shop.resume, held_id), self._take)

    def discarded(self, held_id: str) -> None:
        """Strike a held basket; the journal keeps that it was there, and the toast holds it once more."""
        self._shop.allowed(
            "void_basket", lambda by: self._work(partial(self._shop.discard, held_id, by), self._discarded)
        )

    def _discarded(self, struck: tuple[Basket, str]) -> None:
        self._screen.say(self._words.discarded, "delete", partial(self._hold_again, *struck))

    def _hold_again(self, basket: Basket, label: str) -> None:
        self._work(partial(self._shop.suspend, basket, label), lambda _nothing: None)

    def _view(self, held: Held) -> HeldView:
        words = self._words
        place = words.held_at.format(till=held.till) if held.till else ""
        count = words.held_one_piece if held.pieces == 1 else words.held_pieces.format(count=held.pieces)
        detail = " · ".join(
            part for part in (place, held.when, held.who, count, held.goods if held.label else "") if part
        )
        title = held.label or held.goods or held.when
        amount = self._shop.money(held.total_minor)
        if not held.till:
            return HeldView(held.held_id, title, detail, amount, words.discard_held.format(name=title))
        reason = words.held_needs_line.format(till=held.till) if self._shop.is_offline() else ""
        return HeldView(held.held_id, title, reason or detail, amount, reason=reason)
