"""What the Sell screen says of coupons, of offers that a customer was sent, and of why a promotion gives nothing."""

from dataclasses import dataclass, field


def _whys() -> dict[str, str]:
    return {
        "not_yet": "{name} has not begun.",
        "expired": "{name} has ended.",
        "not_today": "{name} is for other days of the week.",
        "not_at_this_hour": "{name} is for other hours of the day.",
        "channel": "{name} is for the web shop.",
        "store": "{name} is for other stores.",
        "customer": "{name} needs its customer. Scan their card.",
        "tier": "{name} is for another tier. Scan the member’s card.",
        "group": "{name} is for another group of customers. Scan their card.",
        "segment": "{name} is for other customers. Scan their card.",
        "used_up": "{name} is used up.",
        "min_subtotal": "{missing} more for {name}.",
        "min_qty": "{name} needs {missing} more in the basket.",
        "nothing_in_scope": "{name} needs other goods in the basket.",
        "beaten": "{name} gives way to a better offer.",
        "incomplete": "{name} needs its whole set in the basket.",
        "no_saving": "{name} costs no less than now.",
        "coupon": "{name} needs its coupon. Scan it.",
        "unknown_coupon": "{name} is no coupon of this shop. Check its letters.",
        "unknown_promotion": "{name} is not known here any more.",
        "coupon_forged": "{name} is not from this shop. Do not take it.",
        "coupon_expired": "{name} is too old.",
        "coupon_used": "{name} was used before.",
        "coupon_not_theirs": "{name} is for somebody else. Scan the card of its customer.",
    }


@dataclass(frozen=True, slots=True)
class PromotionWords:
    applied: str = "{name}: −{amount}"
    offer: str = "Offer: {words}"
    offer_until: str = "Offer: {words}, until {day}"
    apply: str = "Apply"
    remove: str = "Remove"
    apply_it: str = "Apply {name}"
    remove_it: str = "Remove {name}"
    added: str = "{name} added"
    removed: str = "{name} removed"
    personal: str = "The personal coupon"
    whys: dict[str, str] = field(default_factory=_whys)
    """A sentence for every reason of the pricing, with what to do; a test finds one that is missing."""
    otherwise: str = "{name} does not apply now."
