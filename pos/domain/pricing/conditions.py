"""Why a promotion does not hold now and here: the first condition that fails, in words that a screen can say."""

from pos.domain.catalogue import Context, Shopper
from pos.domain.priced import NotApplied
from pos.domain.pricing.offers import Offer
from pos.domain.promotion import Promotion, Steps, When
from pos.domain.validity import has_come


def why_not(offer: Offer, context: Context) -> NotApplied | None:
    """None when every condition holds, looking at the lines as they stood when the phase began."""
    promotion = offer.promotion
    why = (
        _not_now(promotion.when, context)
        or _not_here(promotion.when, context)
        or _not_for(promotion.when, context.shopper)
        or _used_up(promotion, context)
        or ("" if offer.lines else "nothing_in_scope")
    )
    return NotApplied(promotion.promotion_id, why, name=promotion.name) if why else _too_little(offer)


def _not_now(when: When, context: Context) -> str:
    at = context.at
    if when.since and not has_come(when.since, at):
        return "not_yet"
    if when.until and has_come(when.until, at):
        return "expired"
    if when.weekdays and at.isoweekday() not in when.weekdays:
        return "not_today"
    minute = at.hour * 60 + at.minute
    if when.hours and not any(start <= minute < end for start, end in when.hours):
        return "not_at_this_hour"
    return ""


def _not_here(when: When, context: Context) -> str:
    if when.channels and context.channel not in when.channels:
        return "channel"
    return "store" if when.stores and context.store not in when.stores else ""


def _not_for(when: When, shopper: Shopper | None) -> str:
    if when.customers and (shopper is None or shopper.customer_id not in when.customers):
        return "customer"
    if when.tiers and (shopper is None or shopper.tier not in when.tiers):
        return "tier"
    if when.groups and (shopper is None or when.groups.isdisjoint(shopper.groups)):
        return "group"
    return "segment" if when.segments and (shopper is None or when.segments.isdisjoint(shopper.segments)) else ""


def _used_up(promotion: Promotion, context: Context) -> str:
    limits, named, shopper = promotion.limits, promotion.promotion_id, context.shopper
    if limits.total is not None and context.used.get(named, 0) >= limits.total:
        return "used_up"
    if limits.per_customer is None:
        return ""
    if shopper is None:
        return "customer"
    return "used_up" if shopper.used.get(named, 0) >= limits.per_customer else ""


def _too_little(offer: Offer) -> NotApplied | None:
    """A minimum that the lines in scope do not reach; of `steps` the lowest counts."""
    promotion = offer.promotion
    least = promotion.when.min_subtotal_minor
    if isinstance(promotion.give, Steps):
        least = max(least, promotion.give.steps[-1][0])
    if least and (missing := least - sum(line.standing for line in offer.lines)) > 0:
        return NotApplied(promotion.promotion_id, "min_subtotal", missing, promotion.name)
    units = promotion.when.min_units
    if units and (lacks := units - sum(line.standing_units for line in offer.lines)) > 0:
        return NotApplied(promotion.promotion_id, "min_qty", name=promotion.name, missing_units=lacks)
    return None
