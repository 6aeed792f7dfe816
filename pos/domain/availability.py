"""What a store can promise to somebody who orders online; SEMANTICS.md, "Stock". Quantities are thousandths.

available = max(0, on hand − reserved − open requests − excluded − safety − threshold − offline buffer), with every
part told, so that nobody has to guess why something is not offered.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pos.domain.quantity import ONE


@dataclass(frozen=True, slots=True)
class Margins:
    """What a shop holds back. `safety_milli` is for miscounts, `threshold_milli` for those who stand in the store.

    The buffer is `per_hour_milli` for every whole hour for which nothing was heard of the store, after `quiet_hours`.
    """

    safety_milli: int = 0
    threshold_milli: int = 0
    per_hour_milli: int = ONE
    quiet_hours: int = 1

    def buffer_milli(self, hours: int) -> int:
        """What may have been sold in so many whole hours without a word; from the hour on in which quiet ends."""
        return self.per_hour_milli * max(0, hours - self.quiet_hours + 1)


@dataclass(frozen=True, slots=True)
class Promise:
    """What there is, and what of it is not for the web. `excluded_milli` lies where nothing is sold from and is part
    of what is on hand; `requests_milli` is wanted by orders that the store has not accepted yet.

    A store that never counted the goods or was never heard of promises nothing.
    """

    on_hand_milli: int
    reserved_milli: int = 0
    requests_milli: int = 0
    excluded_milli: int = 0
    safety_milli: int = 0
    threshold_milli: int = 0
    buffer_milli: int = 0
    counted: bool = True
    heard_of: bool = True

    @property
    def parts(self) -> dict[str, int]:
        """What is taken off, by the name that channels know, in the order in which it is told."""
        return {
            "reserved": self.reserved_milli,
            "open_requests": self.requests_milli,
            "excluded": self.excluded_milli,
            "safety": self.safety_milli,
            "threshold": self.threshold_milli,
            "offline_buffer": self.buffer_milli,
        }

    @property
    def available_milli(self) -> int:
        known = self.counted and self.heard_of
        return max(0, self.on_hand_milli - sum(self.parts.values())) if known else 0

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is less than what is on hand, as codes; `never_counted` and `never_synced` stand alone."""
        if not self.counted:
            return ("never_counted",)
        if not self.heard_of:
            return ("never_synced",)
        return tuple(name for name, milli in self.parts.items() if milli > 0)


Parts = Sequence[tuple[Promise, int]]
"""What a store can promise of each component of a bundle, and how much of it one bundle takes."""


def enough_for(promise: Promise, part_milli: int) -> int:
    """For how many whole bundles a component is enough."""
    return promise.available_milli // part_milli


def bundle_promise(parts: Parts, reserved_milli: int = 0, requests_milli: int = 0) -> Promise:
    """Of a bundle there are as many as the scarcest of its components is enough for; what orders want of the bundle
    itself is taken off. Where one component was never counted nothing is promised."""
    return Promise(
        on_hand_milli=min(enough_for(*part) for part in parts) * ONE,
        reserved_milli=reserved_milli,
        requests_milli=requests_milli,
        counted=all(promise.counted for promise, _milli in parts),
        heard_of=all(promise.heard_of for promise, _milli in parts),
    )
