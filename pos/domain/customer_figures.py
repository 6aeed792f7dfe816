"""What a customer spent and where the tiers of the programme stand, from the events of all channels."""

from collections.abc import Iterable
from datetime import datetime

from pos.domain.customer import Event, Figures, TierProgress
from pos.domain.journal import stamp
from pos.domain.programme import Programme

RETURNS = ("return", "order_return")
BOUGHT = ("sale", "order", *RETURNS)
FELL_THROUGH = ("cancelled", "expired")
"""States of an order that nobody paid for in the end."""


def counts(event: Event) -> bool:
    """Whether goods went one way or the other in this event."""
    return event.kind in BOUGHT and event.state not in FELL_THROUGH


def figures_of(events: Iterable[Event], since: str, currency: str) -> Figures:
    """Sums over events. What was paid in another currency is counted but not added up."""
    spent = {"store": 0, "online": 0}
    count = {"sale": 0, "order": 0, "returns": 0}
    for event in events:
        if not counts(event):
            continue
        count["returns" if event.kind in RETURNS else event.kind] += 1
        if event.at >= since and event.currency in ("", currency):
            spent["online" if event.is_online else "store"] += paid_minor(event)
    return Figures(spent["store"], spent["online"], count["sale"], count["order"], count["returns"])


def paid_minor(event: Event) -> int:
    """What the shop got for it; what came back is below zero, whichever way a channel tells it."""
    return -abs(event.amount_minor) if event.kind in RETURNS else event.amount_minor


def a_year_before(now: datetime) -> str:
    """The moment since which spend counts towards a tier: the same day and time of last year."""
    day = min(now.day, 28) if now.month == 2 else now.day
    return stamp(now.replace(year=now.year - 1, day=day))


def tier_progress(programme: Programme | None, tier: str, spent_minor: int) -> TierProgress:
    """The way to the first tier above the customer's own that this spend has not reached yet."""
    tiers = programme.tiers if programme else ()
    names = [one.name for one in tiers]
    above = tiers[names.index(tier) + 1 :] if tier in names else tiers
    following = next((one for one in above if one.from_spend_minor > spent_minor), None)
    if following is None:
        return TierProgress(tier, spent_minor)
    return TierProgress(tier, spent_minor, following.name, following.from_spend_minor)
