"""Coupons, offers and what is missing for one, as rows below the basket. No Qt here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pos.domain.priced import NotApplied, PricedBasket
from pos.services.mailed_offers import MailedOffer
from ui.sell.promotion_words import PromotionWords
from ui.sell.view import PromotionView

MOST_ROWS = 3
LONGEST_CODE = 24
"""Letters of a coupon that are shown; a signed one has far more, which nobody reads."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the till knows of promotions: which of them a coupon unlocks, and what the customer was sent."""

    unlocked_by: Callable[[str], tuple[str, ...]]
    mailed: Sequence[MailedOffer] = ()


@dataclass(frozen=True, slots=True)
class _Teller:
    priced: PricedBasket
    words: PromotionWords
    money: Callable[[int], str]
    day: Callable[[str], str]

    def off(self, promotions: Sequence[str]) -> int:
        """What these promotions take off."""
        given = (one for line in self.priced.lines for one in line.discounts)
        return sum(one.amount_minor for one in given if one.by in promotions)

    def missed(self, *by: str) -> NotApplied | None:
        return next((missed for missed in self.priced.not_applied if missed.by in by), None)

    def why(self, missed: NotApplied | None, name: str) -> str:
        said = self.words.whys.get(missed.why, self.words.otherwise) if missed else self.words.otherwise
        return said.format(name=name, missing=self.missing(missed) if missed else "")

    def missing(self, missed: NotApplied) -> str:
        """What a minimum lacks: pieces, or money."""
        return str(missed.missing_units) if missed.missing_units else self.money(missed.missing_minor or 0)

    def asked_for(self, key: str, name: str, promotions: Sequence[str]) -> PromotionView:
        """Something that was scanned or chosen: what it takes off, or why nothing, and the way to take it back."""
        off, words = self.off(promotions), self.words
        missed = self.missed(key, *promotions)
        text = words.applied.format(name=name, amount=self.money(off)) if off else self.why(missed, name)
        spoken = words.remove_it.format(name=name)
        return PromotionView(text, "promo.fg" if off else "warning.fg", "remove", key, words.remove, spoken)

    def sent(self, offer: MailedOffer) -> PromotionView:
        """An offer that nobody asked for yet: applied by itself, or to be applied."""
        off, words = self.off([offer.promotion_id]), self.words
        if off:
            name = words.offer.format(words=offer.words)
            return PromotionView(words.applied.format(name=name, amount=self.money(off)), "promo.fg")
        if offer.auto and not offer.coupon:
            return PromotionView(self.why(self.missed(offer.promotion_id), words.offer.format(words=offer.words)))
        text = words.offer_until if offer.until else words.offer
        said = text.format(words=offer.words, day=self.day(offer.until) if offer.until else "")
        key = offer.coupon or offer.promotion_id
        return PromotionView(said, "promo.fg", "apply", key, words.apply, words.apply_it.format(name=offer.words))


def promotion_views(
    priced: PricedBasket,
    known: Known,
    words: PromotionWords,
    money: Callable[[int], str],
    day: Callable[[str], str],
) -> tuple[PromotionView, ...]:
    """At most so many rows: what was asked for, then what the customer was sent, then what is nearly reached."""
    basket, teller = priced.basket, _Teller(priced, words, money, day)
    rows, told = [], set[str]()
    for code in dict.fromkeys(basket.coupons):
        promotions = known.unlocked_by(code)
        told |= {code.casefold(), *promotions}
        rows.append(teller.asked_for(code, shown_code(code, words), promotions))
    names = {missed.by: missed.name for missed in priced.not_applied}
    names |= {one.by: one.name for line in priced.lines for one in line.discounts}
    for chosen in dict.fromkeys(basket.promotions):
        told.add(chosen)
        rows.append(teller.asked_for(chosen, names.get(chosen) or chosen, [chosen]))
    for offer in known.mailed if priced.lines else ():
        if offer.promotion_id not in told and offer.coupon.casefold() not in told:
            told.add(offer.promotion_id)
            rows.append(teller.sent(offer))
    rows += [PromotionView(teller.why(near, near.name), "text.secondary") for near in _nearest(priced, told)]
    return tuple(rows[:MOST_ROWS])


def shown_code(code: str, words: PromotionWords) -> str:
    return code if len(code) <= LONGEST_CODE else words.personal


def _nearest(priced: PricedBasket, told: set[str]) -> list[NotApplied]:
    """The offer that the least money is missing for, and the one that the fewest pieces are missing for, of goods that
    it begins with already."""
    near = [missed for missed in priced.not_applied if missed.name and missed.by not in told]
    by_money = [(missed.missing_minor, missed.by, missed) for missed in near if missed.missing_minor]
    by_pieces = [(missed.missing_units, missed.by, missed) for missed in near if missed.missing_units]
    return [min(some, key=lambda one: one[:2])[2] for some in (by_money, by_pieces) if some]
