"""What time it is, as far as nobody can turn it: the hub's clock and the journal count, the wall clock comes last.

SEMANTICS.md, "Pickup orders". The wall clock of a till is set by whoever stands before it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

SKEW = timedelta(minutes=5)
"""Clocks that differ by less agree."""
LONGEST_REST = timedelta(days=14)
"""A shop may be closed for so long between two entries; a wall clock further ahead is not believed."""


@dataclass(frozen=True, slots=True)
class TrustedTime:
    """A moment that is not later than now by anybody's trick. `suspect`: the clocks contradict each other."""

    at: datetime
    suspect: bool


def trusted_time(
    wall: datetime, newest_entry: datetime | None, hub: datetime | None, since_hub: timedelta | None
) -> TrustedTime:
    """The later of the hub's time and the newest entry's; `wall` where neither is known.

    `hub` is what its clock said last, `since_hub` how long ago that was by a clock that only runs forward, None where
    the computer was started anew since: then the hub's time is only known to be over.
    """
    hub_now = hub if hub is None or since_hub is None else hub + since_hub
    known = [moment for moment in (newest_entry, hub_now) if moment is not None]
    if not known:
        return TrustedTime(wall, suspect=False)
    at = max(known)
    if hub_now is not None and since_hub is not None:
        return TrustedTime(at, suspect=abs(wall - hub_now) > SKEW or at - hub_now > SKEW)
    return TrustedTime(at, suspect=not -SKEW <= wall - at <= LONGEST_REST)
