"""Wrong codes counted by who sent them, so that nobody can try codes until one fits."""

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from pos.domain.failures import Refused

MOST_WRONG = 10
"""Wrong codes from one address within WITHIN before it has to wait."""
WITHIN = timedelta(minutes=10)
MOST_ADDRESSES = 10_000
"""Addresses that are remembered; the one that was heard of longest ago is forgotten first."""


class Tries:
    """Counted in this process alone: a code has 60 bits, so even many processes give away nothing."""

    def __init__(self) -> None:
        self._wrong = OrderedDict[str, list[datetime]]()
        self._lock = threading.Lock()

    def check(self, address: str, now: datetime) -> None:
        """Refused `too_many_tries` with the seconds to wait."""
        with self._lock:
            recent = self._recent(address, now)
        if len(recent) >= MOST_WRONG:
            raise Refused("too_many_tries", seconds=max(1, int((recent[0] + WITHIN - now).total_seconds())))

    def wrong(self, address: str, now: datetime) -> None:
        """One more wrong code from there."""
        with self._lock:
            self._wrong[address] = [*self._recent(address, now), now][-MOST_WRONG:]
            self._wrong.move_to_end(address)
            while len(self._wrong) > MOST_ADDRESSES:
                self._wrong.popitem(last=False)

    def _recent(self, address: str, now: datetime) -> list[datetime]:
        return [at for at in self._wrong.get(address, ()) if at + WITHIN > now]
