"""How long goods may come back: the days that the shop's own words on the receipt name."""

import re
from datetime import datetime, tzinfo

_DAYS = re.compile(
    r"(?<![\d.,])(\d{1,3})[\s\N{NO-BREAK SPACE}-]*(?:(?:days?|tage?n?|dni|dzień)(?!\w)|[天日])", re.IGNORECASE
)


def days_of_policy(policy: str) -> int | None:
    """The number of days in words such as "Returns within 30 days"; None where they name none."""
    found = _DAYS.search(policy)
    return int(found[1]) if found else None


def days_since(at: str, now: datetime, zone: tzinfo) -> int:
    """Whole calendar days of the shop between a time of the journal and now: the day of the sale is day 0."""
    sold = datetime.fromisoformat(at).astimezone(zone).date()
    return max(0, (now.astimezone(zone).date() - sold).days)


def is_late(days: int, allowed: int | None) -> bool:
    return allowed is not None and days > allowed
