"""What a promotion would take off now, without taking it yet: shares per line that can be compared and capped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pos.domain.money import WHOLE, Rounding, divide, split
from pos.domain.pricing.open_line import OpenLine, Pick, Share, spread
from pos.domain.promotion import Amount, Promotion, UnitPrice
from pos.domain.quantity import ONE

OPEN_AT_LAST = 10**9
"""Above every priority: whatever closed units in a phase before, an `order` promotion may touch them."""

Parts = Sequence[tuple[OpenLine, list[Share]]]


@dataclass(frozen=True, slots=True)
class Cut:
    """Shares per line; units that took part without losing anything stand there with 0."""

    parts: Parts = ()
    saved_minor: int = 0

    def at_most(self, limit_minor: int | None) -> "Cut":
        """The same capped, shared in proportion to the uncapped discounts."""
        if limit_minor is None or self.saved_minor <= limit_minor:
            return self
        amounts = split(limit_minor, [_sum(shares) for _, shares in self.parts])
        return cut_of((line, spread(part, shares)) for (line, shares), part in zip(self.parts, amounts, strict=True))


def cut_of(parts: Iterable[tuple[OpenLine, list[Share]]]) -> Cut:
    kept = list(parts)
    return Cut(kept, sum(_sum(shares) for _, shares in kept))


def picks_of(line: OpenLine, promotion: Promotion, *, buy_get: bool = False, even_taken: bool = False) -> list[Pick]:
    """The units of a line that may take part: not fully free, not closed by an exclusive promotion, at most
    `max_units` of them, the dearest. For a buy/get promotion none that took part in one before.

    With `even_taken` those too that another promotion closed, used or made free: what there was without it.
    """
    floor = promotion.priority if promotion.phase != "order" else OPEN_AT_LAST
    free = [
        (units, units.count)
        for units in line.units
        if (units.each and units.floor <= floor and not (buy_get and units.in_buy_get))
        or (even_taken and line.list_minor > line.fixed_minor)
    ]
    left = promotion.limits.max_units
    if left is None:
        return free
    picks = []
    for units, _ in sorted(free, key=lambda pick: -pick[0].each):
        count = min(left, units.count)
        left -= count
        if count:
            picks.append((units, count))
    return picks


def percent_cut(picked: Sequence[tuple[OpenLine, list[Pick]]], rate: int, mode: Rounding, *, once: bool) -> Cut:
    """A percentage of what remains, rounded per line, or `once` over all lines and then shared over them."""
    sums = [sum(count * units.each for units, count in picks) for _, picks in picked]
    if once:
        amounts = split(divide(sum(sums) * rate, WHOLE, mode), sums) if sum(sums) else sums
    else:
        amounts = [divide(remaining * rate, WHOLE, mode) for remaining in sums]
    return cut_of((line, _weighed(part, picks)) for (line, picks), part in zip(picked, amounts, strict=True))


def amount_cut(picked: Sequence[tuple[OpenLine, list[Pick]]], give: Amount) -> Cut:
    """An amount off each unit, or shared over the lines by what remains; never below zero."""
    if give.each:
        minor = give.amount_minor
        return cut_of((line, [(u, count, min(minor, u.each)) for u, count in picks]) for line, picks in picked)
    sums = [sum(count * units.each for units, count in picks) for _, picks in picked]
    amounts = split(min(give.amount_minor, sum(sums)), sums) if sum(sums) else sums
    return cut_of((line, _weighed(part, picks)) for (line, picks), part in zip(picked, amounts, strict=True))


def unit_price_cut(picked: Sequence[tuple[OpenLine, list[Pick]]], give: UnitPrice, mode: Rounding) -> Cut:
    """Units down to a price; a line of one unit, as weighed ones are, has it per kilogram.

    A unit that costs no more took no part. A price that was printed for a weight nobody knows has none per kilogram.
    """
    parts = []
    for line, picks in picked:
        if line.line.source == "embedded" and line.line.product.kind == "weighed":
            continue
        price = give.price_minor
        if line.unit_count == 1:
            price = divide(price * line.line.qty_milli, ONE, mode)
        parts.append((line, [(units, count, units.each - price) for units, count in picks if units.each > price]))
    return cut_of((line, shares) for line, shares in parts if shares)


def _weighed(minor: int, picks: Sequence[Pick]) -> list[Share]:
    return spread(minor, [(units, count, units.each) for units, count in picks])


def _sum(shares: Iterable[Share]) -> int:
    return sum(count * off for _, count, off in shares)
