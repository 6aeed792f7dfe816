"""What a shop looks at against loss: how often each person does what can hide one, beside the others. It judges nobody.

Rates are per hundred sales in thousandths, so that they stay whole: 2500 is 2.5 on a hundred sales.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WATCHED = (
    "basket_voids",
    "line_voids",
    "no_sales",
    "price_overrides",
    "manual_discounts",
    "returns_without_receipt",
    "receipt_copies",
)
"""What is counted, in the order of the report."""

LEAST_SALES = 20
"""Below this many sales a rate says more about chance than about a person."""
LEAST_OTHERS = 2
LEAST_COUNT = 5
TIMES_MEDIAN = 2
"""A rate stands out when it is more than so many times the others' median, on at least LEAST_COUNT cases."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How often, and what it came to in minor units."""

    count: int = 0
    amount_minor: int = 0


@dataclass(frozen=True, slots=True)
class Watched:
    """One person and one thing that is watched.

    `rate_milli` is None without sales, `others_milli` where fewer than LEAST_OTHERS others have LEAST_SALES.
    """

    staff: str
    what: str
    sales: int
    counted: Counted
    rate_milli: int | None
    others_milli: int | None

    @property
    def apart_milli(self) -> int | None:
        """How far the rate is from the others' median; above 0 is more than they."""
        if self.rate_milli is None or self.others_milli is None:
            return None
        return self.rate_milli - self.others_milli

    @property
    def stands_out(self) -> bool:
        if self.rate_milli is None or self.others_milli is None or self.sales < LEAST_SALES:
            return False
        return self.counted.count >= LEAST_COUNT and self.rate_milli > TIMES_MEDIAN * self.others_milli


def compare(sales: Mapping[str, int], counted: Mapping[tuple[str, str], Counted]) -> tuple[Watched, ...]:
    """Everybody who sold or did something watched, each thing in its order; `counted` is by person and thing."""
    everybody = sorted({*sales, *(staff for staff, _what in counted)})
    return tuple(_watched(staff, what, everybody, sales, counted) for staff in everybody for what in WATCHED)


def rate_milli(count: int, sales: int) -> int:
    """Cases on a hundred sales, half up to a tenth; in thousandths."""
    return (2 * count * 1_000 + sales) // (2 * sales) * 100


def median(values: Sequence[int]) -> int:
    """The middle one, or half-way between the middle two, half up."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle] + 1) // 2


def _watched(
    staff: str,
    what: str,
    everybody: Sequence[str],
    sales: Mapping[str, int],
    counted: Mapping[tuple[str, str], Counted],
) -> Watched:
    def of(person: str) -> Counted:
        return counted.get((person, what), Counted())

    others = [
        rate_milli(of(other).count, sales[other])
        for other in everybody
        if other != staff and sales.get(other, 0) >= LEAST_SALES
    ]
    own, made = of(staff), sales.get(staff, 0)
    return Watched(
        staff,
        what,
        made,
        own,
        rate_milli(own.count, made) if made else None,
        median(others) if len(others) >= LEAST_OTHERS else None,
    )
