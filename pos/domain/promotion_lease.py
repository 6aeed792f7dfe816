"""Uses of limited promotions that the hub lent to this till: how many it may still give without asking anybody."""

from collections.abc import Iterable, Mapping

from pos.domain.failures import Refused
from pos.domain.promotion import Promotion

RULE = "leases"
"""The name of the rule that lends: uses since the beginning, by promotion and till."""
MOST = 10**6

Leases = Mapping[str, Mapping[str, int]]


def read_leases(document: object) -> Leases:
    """The rule, checked; Refused `bad_field` for anything that is none."""
    if not isinstance(document, dict):
        raise Refused("bad_field", field=RULE, value=document)
    for promotion, lent in document.items():
        good = isinstance(lent, dict) and all(type(uses) is int and 0 <= uses <= MOST for uses in lent.values())
        if not good:
            raise Refused("bad_field", field=f"{RULE}.{promotion}", value=lent)
    return document


def uses_left_to_others(
    promotions: Iterable[Promotion], used_here: Mapping[str, int], leases: Leases, till_id: str
) -> dict[str, int]:
    """The uses of each promotion as its limit sees them from this till: what it was lent and did not use is all that is
    left for it, whatever the others do. Without a lease of its own it has none."""
    counted = dict(used_here)
    for one in promotions:
        if one.limits.total is not None:
            left = leases.get(one.promotion_id, {}).get(till_id, 0) - used_here.get(one.promotion_id, 0)
            counted[one.promotion_id] = one.limits.total - min(max(0, left), one.limits.total)
    return counted
