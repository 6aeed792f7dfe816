"""Points that a sale earns and a return takes back, line by line (SEMANTICS.md, "Loyalty").

Each line of a sale keeps its points, because what made them is not kept: the programme, the customer's tier and the
promotions may all be others when the line comes back.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from pos.domain.money import split
from pos.domain.priced import PricedBasket, PricedLine
from pos.domain.pricing.line_order import line_order
from pos.domain.tender import Tender

ONCE = 1000
"""Thousandths of a multiplier that changes nothing."""
_ONE = Fraction(1)
EARNS_NOTHING = ("gift_card",)
"""Kinds that are no goods: what a gift card is worth earns when it is spent."""


def points_by_line(priced: PricedBasket, paid_with_points_minor: int = 0) -> tuple[int, ...]:
    """The points of each line as it stands in the basket: earned by sold lines, negative where one comes back.

    A sold line gives back its own points, shared over its units (refund.py), from whoever earned them. Goods that come
    back without receipt take nothing back, since nobody knows whether they earned; but what is paid with them is not
    paid, so an exchange for them earns only on the difference. What comes back and was paid with points pays for new
    goods as points do: an exchange for itself leaves the balance as it was.

    `paid_with_points_minor` is what the tenders say (`paid_with_points`), below 0 where points are given back.
    """
    points = [-line.line.reversal.points if line.line.reversal else 0 for line in priced.lines]
    if priced.earning is not None:
        for place, earned in _earned(priced, paid_with_points_minor):
            points[place] = earned
    return tuple(points)


def points_paid_by_line(priced: PricedBasket, paid_with_points_minor: int = 0) -> tuple[int, ...]:
    """What of each sold line was paid with points, now or when what comes back for it was sold, in minor units."""
    shares = [0] * len(priced.lines)
    places, amounts = _sold(priced)
    if unearned := _points_paid(priced, paid_with_points_minor, amounts):
        for place, share in zip(places, split(unearned, amounts), strict=True):
            shares[place] = share
    return tuple(shares)


def paid_with_points(tenders: Sequence[Tender]) -> int:
    """What was paid with points, in minor units; below 0 where more was given back as points."""
    return sum(tender.amount_minor for tender in tenders if tender.type == "points")


def own_points(priced: PricedBasket, points: Sequence[int]) -> int:
    """What the customer of this basket earns of it; below 0 when more is taken back."""
    customer = priced.basket.customer_id
    return sum(n for line, n in zip(priced.lines, points, strict=True) if customer and _whose(priced, line) == customer)


def points_of_others(priced: PricedBasket) -> dict[str, int]:
    """What is taken back, as negative points, from customers who bought what somebody else now returns."""
    taken: dict[str, int] = {}
    for back in (line.line.reversal for line in priced.lines):
        if back is not None and back.points and back.customer_id != priced.basket.customer_id:
            taken[back.customer_id] = taken.get(back.customer_id, 0) - back.points
    return taken


def _whose(priced: PricedBasket, line: PricedLine) -> str:
    return line.line.reversal.customer_id if line.line.reversal else priced.basket.customer_id


def _earned(priced: PricedBasket, paid_with_points_minor: int) -> list[tuple[int, int]]:
    """The points of the sold lines by their place: rounded down once over all, then shared over the lines."""
    assert priced.earning is not None
    places, amounts = _sold(priced)
    with_points = _points_paid(priced, paid_with_points_minor, amounts)
    unpaid = min(sum(amounts), with_points + _brought_without_receipt(priced))
    if unpaid:
        amounts = [amount - off for amount, off in zip(amounts, split(unpaid, amounts), strict=True)]
    times = [_times(priced.lines[n]) for n in places]
    scale = lcm(*(one.denominator for one in times))
    weights = [amount * int(one * scale) for amount, one in zip(amounts, times, strict=True)]
    points = sum(weights) * priced.earning.times_milli // (scale * ONCE * priced.earning.points_per_minor)
    return list(zip(places, split(points, weights), strict=True)) if points else []


def _sold(priced: PricedBasket) -> tuple[list[int], list[int]]:
    """The places of the sold lines that may earn, in the order in which ties are decided, and what is paid for each."""
    places = [n for n, line in enumerate(priced.lines) if not line.line.is_return and _eligible(line)]
    places.sort(key=lambda n: line_order(priced.lines[n].line, priced.lines[n].unit_price_minor, n))
    return places, [priced.lines[n].total_minor for n in places]


def _points_paid(priced: PricedBasket, paid_with_points_minor: int, amounts: Sequence[int]) -> int:
    """What of these amounts points paid: those of the tenders, and those that paid what comes back."""
    brought = sum(line.line.reversal.points_paid_minor for line in priced.lines if line.line.reversal)
    return min(sum(amounts), max(0, brought + paid_with_points_minor))


def _times(line: PricedLine) -> Fraction:
    return _ONE if line.points_times == "1" else Fraction(line.points_times)  # reading one takes long, most are 1


def _eligible(line: PricedLine) -> bool:
    """What is paid for the line counts in the mode of the prices: with tax where they include it, else without."""
    return line.line.product.kind not in EARNS_NOTHING and line.total_minor != 0


def _brought_without_receipt(priced: PricedBasket) -> int:
    return sum(
        -line.total_minor
        for line in priced.lines
        if line.line.is_return and line.line.reversal is None and _eligible(line)
    )
