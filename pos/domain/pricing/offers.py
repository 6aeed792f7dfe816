"""Which promotions a basket is about: found by what the lines are, not by trying every rule of the shop."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pos.domain.basket import Basket
from pos.domain.catalogue import PersonalCoupon
from pos.domain.coupon_token import mark_of
from pos.domain.priced import NotApplied, Warned
from pos.domain.pricing.open_line import OpenLine
from pos.domain.product import Product
from pos.domain.promotion import Bundle, Phase, Promotion, Scope

NO_COUPONS: Mapping[str, PersonalCoupon] = {}


@dataclass(frozen=True, slots=True)
class Offer:
    """A promotion and the lines in its scope, in the order in which ties are decided."""

    promotion: Promotion
    lines: tuple[OpenLine, ...]


@dataclass(frozen=True, slots=True)
class Offers:
    """The offers of a basket in the order in which they are tried, and what was asked for in vain."""

    offers: tuple[Offer, ...] = ()
    not_applied: tuple[NotApplied, ...] = ()
    warnings: tuple[Warned, ...] = ()

    def of(self, phase: Phase) -> list[Offer]:
        return [offer for offer in self.offers if offer.promotion.phase == phase]


def offers_of(
    basket: Basket,
    lines: Sequence[OpenLine],
    promotions: tuple[Promotion, ...],
    personal: Mapping[str, PersonalCoupon] = NO_COUPONS,
) -> Offers:
    """What may apply to these lines (those that are open to promotions), before any condition is looked at.

    A coupon chooses what it unlocks, a shared code or one of the `personal` ones; choosing by id does not replace a
    coupon. A coupon or promotion that the shop does not know is a warning; the rest is priced.
    """
    if not (promotions or basket.coupons or basket.promotions):
        return Offers()
    index = _index(_Same(promotions))
    places = {coupon: _unlocked(index, coupon, personal) for coupon in basket.coupons}
    unlocked = {place for found in places.values() for place in found}
    chosen = {index.by_id[named] for named in basket.promotions if named in index.by_id}
    touched = _touched(index, lines)
    offers = []
    for place in sorted(unlocked | chosen | touched.keys()):
        promotion = index.promotions[place]
        if place in unlocked or (not promotion.when.coupon and (promotion.auto or place in chosen)):
            near = touched.get(place, ()) if index.is_narrow[place] else lines
            covers = promotion.scope.covers
            offers.append(Offer(promotion, tuple(line for line in near if covers(line.line.product))))
    refused = [NotApplied(by, personal[by].why_not) for by in places if by in personal and personal[by].why_not]
    unknown = [
        NotApplied(by, "unknown_coupon")
        for by, found in places.items()
        if not found and not (by in personal and personal[by].why_not)
    ]
    unknown += [NotApplied(by, "unknown_promotion") for by in basket.promotions if by not in index.by_id]
    locked = [index.promotions[n] for n in sorted(chosen - unlocked) if index.promotions[n].when.coupon]
    return Offers(
        tuple(offers),
        (*refused, *unknown, *(NotApplied(one.promotion_id, "coupon", name=one.name) for one in locked)),
        tuple(Warned(why) for why in dict.fromkeys(missed.why for missed in unknown)),
    )


def _unlocked(index: "_Index", coupon: str, personal: Mapping[str, PersonalCoupon]) -> tuple[int, ...]:
    """The places of the promotions that a coupon unlocks."""
    told = personal.get(coupon)
    if told is None:
        return tuple(index.by_coupon.get(coupon.casefold(), ()))
    place = None if told.why_not else index.by_mark.get(told.promotion)
    return () if place is None else (place,)


def _touched(index: "_Index", lines: Sequence[OpenLine]) -> dict[int, list[OpenLine]]:
    """The places of promotions that may cover something, with the lines that led there, in their order."""
    found: dict[int, list[OpenLine]] = {}
    for line in lines:
        for place in index.touching(line.line.product):
            led = found.setdefault(place, [])
            if not led or led[-1] is not line:  # two tags of one product may lead to one promotion
                led.append(line)
    return found


class _Index:
    """Promotions in the order in which they are tried, and where to look for them.

    A narrow one covers no line that did not lead to it; the others are found by their parts, or everywhere.
    """

    def __init__(self, promotions: Iterable[Promotion]) -> None:
        self.promotions = sorted(promotions, key=lambda promotion: (-promotion.priority, promotion.promotion_id))
        self.by_id = {promotion.promotion_id: place for place, promotion in enumerate(self.promotions)}
        self.by_coupon: dict[str, list[int]] = {}
        self.by_mark = {mark_of("promotion", named): place for named, place in self.by_id.items()}
        self.is_narrow = [any(names for _, names in _named(promotion.scope)) for promotion in self.promotions]
        self._by_key: dict[tuple[str, str], list[int]] = {}
        for place, promotion in enumerate(self.promotions):
            if promotion.when.coupon:
                self.by_coupon.setdefault(promotion.when.coupon.casefold(), []).append(place)
            for key in _keys(promotion):
                self._by_key.setdefault(key, []).append(place)

    def touching(self, product: Product) -> Iterable[int]:
        """The places of the promotions that may cover this product; their scopes decide."""
        keys = [
            ("", ""),
            ("sku", product.sku),
            ("sku", product.variant_of),
            ("category", product.category),
            ("brand", product.brand),
            *(("tag", tag) for tag in product.tags),
        ]
        return (place for key in keys for place in self._by_key.get(key, ()))


def _keys(promotion: Promotion) -> list[tuple[str, str]]:
    """Where the index files a promotion: under the first condition of its scope, or of a bundle's first part."""
    scopes = [promotion.scope]
    if isinstance(promotion.give, Bundle):
        scopes.append(promotion.give.components[0].scope)
    for scope in scopes:
        for kind, names in _named(scope):
            if names:
                return [(kind, name) for name in names]
    return [("", "")]


def _named(scope: Scope) -> tuple[tuple[str, frozenset[str]], ...]:
    return ("sku", scope.skus), ("category", scope.categories), ("brand", scope.brands), ("tag", scope.tags)


class _Same:
    """The very tuple of promotions, compared by identity: it is kept from basket to basket, and long."""

    def __init__(self, promotions: tuple[Promotion, ...]) -> None:
        self.promotions = promotions

    def __hash__(self) -> int:
        return id(self.promotions)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.promotions is other.promotions


@lru_cache(maxsize=8)
def _index(same: _Same) -> _Index:
    return _Index(same.promotions)
