"""One phase of promotions: those whose conditions hold, in order, each on what the ones before it left."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pos.domain.catalogue import Context
from pos.domain.money import Rounding
from pos.domain.priced import NotApplied
from pos.domain.pricing.bundle import bundle_cut, has_bundle
from pos.domain.pricing.buy_get import buy_get_cut, has_buy_get
from pos.domain.pricing.conditions import why_not
from pos.domain.pricing.cut import Cut, amount_cut, percent_cut, picks_of, unit_price_cut
from pos.domain.pricing.offers import Offer
from pos.domain.pricing.open_line import OpenLine
from pos.domain.promotion import Amount, Bundle, BuyGet, Percent, PointsTimes, Promotion, Steps, UnitPrice


def run_phase(offers: Sequence[Offer], lines: Sequence[OpenLine], context: Context, mode: Rounding) -> list[NotApplied]:
    """Apply the offers of one phase to their lines; gives what did not apply, with the reason.

    `lines` are all that are open to promotions: rewards may lie outside of a promotion's own scope.
    """
    if not offers:
        return []
    for line in lines:
        line.begin_phase()
    found = [(offer, why_not(offer, context)) for offer in offers]
    missed = [why for offer, why in found if why]
    closed = False
    for members in _places([offer for offer, why in found if not why]):
        cuts = [Cut() if closed else _cut(offer, lines, mode) for offer in members]
        best = min(range(len(members)), key=lambda n: (-cuts[n].saved_minor, members[n].promotion.promotion_id))
        for n, offer in enumerate(members):
            if closed or n != best:
                missed.append(_missed(offer, "beaten"))
            elif not _apply(offer, cuts[n]):
                missed.append(_missed(offer, _why_nothing(offer, lines)))
        closed = closed or _closes_phase(members[best].promotion, cuts[best])
    return missed


def _missed(offer: Offer, why: str) -> NotApplied:
    return NotApplied(offer.promotion.promotion_id, why, name=offer.promotion.name)


def _places(offers: Sequence[Offer]) -> Iterator[list[Offer]]:
    """Each offer by itself, those of a `best_of` group together where the first of them stands."""
    groups: dict[str, list[Offer]] = {}
    for offer in offers:
        groups.setdefault(offer.promotion.best_of, []).append(offer)
    for offer in offers:
        group = offer.promotion.best_of
        if not group:
            yield [offer]
        elif members := groups.pop(group, None):
            yield members


def _cut(offer: Offer, lines: Sequence[OpenLine], mode: Rounding) -> Cut:
    promotion = offer.promotion
    give = promotion.give
    if isinstance(give, PointsTimes):
        return Cut()
    if isinstance(give, Bundle):
        cut = bundle_cut(promotion, give, offer.lines)
    elif isinstance(give, BuyGet):
        cut = buy_get_cut(promotion, give, _taking_part(offer, give, lines), mode)
    else:
        cut = _plain_cut(offer, give, mode)
    return cut.at_most(promotion.limits.max_discount_minor)


def _plain_cut(offer: Offer, give: Percent | Steps | Amount | UnitPrice, mode: Rounding) -> Cut:
    picked = [(line, picks) for line in offer.lines if (picks := picks_of(line, offer.promotion))]
    if isinstance(give, Amount):
        return amount_cut(picked, give)
    if isinstance(give, UnitPrice):
        return unit_price_cut(picked, give, mode)
    rate = give.rate if isinstance(give, Percent) else _step(give, offer)
    return percent_cut(picked, rate, mode, once=offer.promotion.phase == "order")


def _step(give: Steps, offer: Offer) -> int:
    subtotal = sum(line.standing for line in offer.lines)
    return next(rate for minimum, rate in give.steps if minimum <= subtotal)


def _apply(offer: Offer, cut: Cut) -> bool:
    """Whether it gave anything."""
    promotion = offer.promotion
    if isinstance(promotion.give, PointsTimes):
        earning = [line for line in offer.lines if picks_of(line, promotion)]
        for line in earning:
            line.points_times = str(Decimal(line.points_times) * Decimal(promotion.give.times))
        return bool(earning)
    if not cut.saved_minor:
        return False
    for line, shares in cut.parts:
        for units in line.take(promotion.promotion_id, promotion.name, shares):
            units.in_buy_get = units.in_buy_get or isinstance(promotion.give, BuyGet)
            if promotion.exclusive and promotion.phase != "order":
                units.floor = promotion.priority
    return True


def _closes_phase(promotion: Promotion, cut: Cut) -> bool:
    """An exclusive `order` promotion that saved something is the last one."""
    return promotion.exclusive and promotion.phase == "order" and cut.saved_minor > 0


def _why_nothing(offer: Offer, lines: Sequence[OpenLine]) -> str:
    """Its units went to another promotion, are too few for a set, or cost no less than without it."""
    give = offer.promotion.give
    if not isinstance(give, Bundle | BuyGet):
        return "no_saving" if any(picks_of(line, offer.promotion) for line in offer.lines) else "beaten"
    if _has_set(offer, give, lines, even_taken=False):
        return "no_saving"
    return "beaten" if _has_set(offer, give, lines, even_taken=True) else "incomplete"


def _has_set(offer: Offer, give: Bundle | BuyGet, lines: Sequence[OpenLine], *, even_taken: bool) -> bool:
    if isinstance(give, Bundle):
        return has_bundle(offer.promotion, give, offer.lines, even_taken=even_taken)
    return has_buy_get(offer.promotion, give, _taking_part(offer, give, lines), even_taken=even_taken)


def _taking_part(offer: Offer, give: BuyGet, lines: Sequence[OpenLine]) -> Sequence[OpenLine]:
    """Rewards may lie outside of the promotion's own scope."""
    return offer.lines if give.rewards is None else lines
