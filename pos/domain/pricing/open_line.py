"""A sold line while its amount is being made: its units, what remains of each, and the discounts taken so far."""

from collections.abc import Sequence

from pos.domain.basket import AppliedDiscount, Line

OPEN_TO_ALL = -(10**9)
"""Below every priority: units with this floor are open to every promotion."""


class Units:
    """Alike units of one line, counted instead of listed: `each` is what remains of one, in minor units.

    Item and bundle promotions below `floor` may not touch them; `in_buy_get` ones took part in a buy/get promotion.
    """

    __slots__ = ("count", "each", "floor", "in_buy_get")

    def __init__(self, count: int, each: int, floor: int = OPEN_TO_ALL, in_buy_get: bool = False) -> None:
        self.count, self.each, self.floor, self.in_buy_get = count, each, floor, in_buy_get


Pick = tuple[Units, int]
"""So many of these units."""
Share = tuple[Units, int, int]
"""So many of these units lose so much each."""


class OpenLine:
    """One sold line; `position` counts from 1 in the basket as given.

    `fixed_minor` are the included fixed taxes, which no discount touches, so `remaining` is without them.
    `relief_minor` is what an exempt basket does not pay of its included taxes. `standing` and `standing_units` are
    what remained, and how many units were not fully free, when the current phase began.
    """

    __slots__ = (
        "discounts",
        "fixed_minor",
        "line",
        "list_minor",
        "points_times",
        "position",
        "relief_minor",
        "remaining",
        "standing",
        "standing_units",
        "unit_count",
        "unit_price_minor",
        "units",
    )

    def __init__(
        self, line: Line, position: int, unit_price_minor: int, list_minor: int, unit_count: int, fixed_minor: int
    ) -> None:
        self.line, self.position = line, position
        self.unit_price_minor, self.list_minor, self.unit_count = unit_price_minor, list_minor, unit_count
        self.fixed_minor = fixed_minor
        self.remaining = list_minor - fixed_minor
        self.units = [Units(unit_count, self.remaining // unit_count)]
        self.discounts: list[AppliedDiscount] = []
        self.points_times = "1"
        self.relief_minor = 0
        self.begin_phase()

    @property
    def total_minor(self) -> int:
        """What the line costs by now, in the mode of the prices."""
        return self.remaining + self.fixed_minor - self.relief_minor

    def begin_phase(self) -> None:
        self.standing = self.remaining
        self.standing_units = sum(units.count for units in self.units if units.each)

    def take(self, by: str, name: str, shares: Sequence[Share]) -> list[Units]:
        """Take these shares off and say so; gives the touched units. One kind of units may stand in several shares."""
        taken, touched = 0, []
        for units, count, off in shares:
            if count < units.count:
                units.count -= count
                units = Units(count, units.each, units.floor, units.in_buy_get)
                self.units.append(units)
            assert 0 <= off <= units.each
            units.each -= off
            taken += count * off
            touched.append(units)
        self.remaining -= taken
        if taken:
            self.discounts.append(AppliedDiscount(by, name, taken))
        return touched


def spread(minor: int, picks: Sequence[Share]) -> list[Share]:
    """Share an amount over units by weight (the third of each pick), largest remainder first; it always adds up.

    Ties go to the larger weight, then to the earlier pick. Nothing exceeds its weight while the amount does not
    exceed all weights together.
    """
    whole = sum(count * weight for _, count, weight in picks)
    if whole == 0:
        assert minor == 0
        return [(units, count, 0) for units, count, _ in picks]
    if len(picks) == 1:
        units, count, _ = picks[0]
        each, more = divmod(minor, count)
        return [(units, more, each + 1), (units, count - more, each)] if more else [(units, count, each)]
    left = minor - sum(count * (minor * weight // whole) for _, count, weight in picks)
    shares: list[Share] = []
    for units, count, weight in sorted(picks, key=lambda pick: (-(minor * pick[2] % whole), -pick[2])):
        more = min(left, count)
        left -= more
        each = minor * weight // whole
        if more:
            shares.append((units, more, each + 1))
        if count > more:
            shares.append((units, count - more, each))
    return shares
