"""From when until when something is in force: `since` is included, `until` is not, as everywhere in the shop."""

from datetime import datetime
from functools import lru_cache

from pos.domain.failures import Refused


@lru_cache(maxsize=4096)
def moment(text: str) -> datetime:
    """Read an ISO time or date (then 00:00); without a zone it is the store's. Refused `bad_time` for anything else."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Refused("bad_time", value=text) from None


def has_come(mark: datetime, at: datetime) -> bool:
    """Whether `at`, aware and in the store's zone, has reached this moment."""
    return (at if mark.tzinfo else at.replace(tzinfo=None)) >= mark


def in_force(since: str, until: str, at: datetime) -> bool:
    """Whether a period of two ISO texts, each empty where it is open, contains `at`."""
    return (not since or has_come(moment(since), at)) and not (until and has_come(moment(until), at))
