"""Coupons and offers on the basket that is being rung up: scanned, applied, taken back. No Qt here."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from pos.domain.basket import Basket
from pos.domain.failures import Refused, Unavailable
from pos.domain.priced import PricedBasket
from ui.sell.promotion_views import Known, promotion_views, shown_code
from ui.sell.promotion_words import PromotionWords
from ui.sell.shop import SellShop
from ui.sell.view import PromotionView


class TakeBasket(Protocol):
    def __call__(self, basket: Basket, select: str | None = None) -> bool: ...


class PromotionDesk:
    """`basket` gives the present state, `change` takes another one, `say` tells what was done with its way back."""

    def __init__(
        self,
        shop: SellShop,
        words: PromotionWords,
        basket: Callable[[], Basket],
        change: TakeBasket,
        say: Callable[[str, str, Callable[[], None] | None], None],
    ) -> None:
        self._shop, self._words, self._basket, self._change, self._say = shop, words, basket, change, say

    def views(self, priced: PricedBasket) -> tuple[PromotionView, ...]:
        shop, customer_id = self._shop, priced.basket.customer_id
        mailed = shop.mailed(customer_id) if customer_id and priced.lines else ()
        return promotion_views(priced, Known(shop.unlocked_by, mailed), self._words, shop.money, shop.day)

    def take_coupon(self, code: str) -> bool:
        """Whether this is a coupon; then it is on the basket, and the basket says what it gives or why nothing."""
        text = code.strip()
        if not self._shop.unlocked_by(text):
            return False
        basket = self._basket()
        if text.casefold() not in (held.casefold() for held in basket.coupons):
            self._put(replace(basket, coupons=(*basket.coupons, text)), self._words.added, text)
            claimed = self._basket()
            self._shop.run_job(
                partial(self._shop.claim_coupons, claimed),
                lambda _: None,
                partial(self._used_elsewhere, claimed.basket_id, text),
            )
        self._shop.sound("scanOk")
        return True

    def acted(self, act: str, key: str) -> None:
        """A row's button: `apply` or `remove` the coupon or promotion of this key."""
        basket = self._basket()
        if act == "remove":
            coupons = tuple(code for code in basket.coupons if code != key)
            promotions = tuple(chosen for chosen in basket.promotions if chosen != key)
            self._put(replace(basket, coupons=coupons, promotions=promotions), self._words.removed, key)
            release = partial(self._shop.release_coupon, key, basket.basket_id)
            self._shop.run_job(release, lambda _: None, lambda _failure: None)
        elif not self.take_coupon(key):
            self._put(replace(basket, promotions=(*basket.promotions, key)), self._words.added, key)

    def _used_elsewhere(self, basket_id: str, code: str, failure: Refused | Unavailable) -> None:
        """Another basket has the coupon, or had it: it comes off this one before anything is paid."""
        basket = self._basket()
        if basket.basket_id == basket_id and isinstance(failure, Refused):
            coupons = tuple(held for held in basket.coupons if held != code)
            if self._change(replace(basket, coupons=coupons)):
                self._say(self._shop.sentence(failure), "error", None)

    def _put(self, basket: Basket, said: str, key: str) -> None:
        before = self._basket()
        if self._change(basket):
            self._say(said.format(name=shown_code(key, self._words)), "promo", partial(self._back, before))

    def _back(self, before: Basket) -> None:
        now = self._basket()
        if now.basket_id == before.basket_id:
            self._change(replace(now, coupons=before.coupons, promotions=before.promotions))
