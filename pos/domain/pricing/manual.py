"""Discounts that a person gives, on a line or on the basket."""

from collections.abc import Sequence

from pos.domain.basket import Basket, ManualDiscount
from pos.domain.failures import Refused
from pos.domain.money import MAX_MINOR, WHOLE, Rounding, divide, parse_rate, split
from pos.domain.pricing.open_line import OpenLine, spread

MANUAL = "manual"
BASKET = "basket"


def check_discounts(basket: Basket) -> None:
    """Refused, with `line` on a line: `discount_needs_one`, `bad_percent`, `percent_too_large`, `negative_amount`,
    `amount_too_large`; `discount_not_allowed` on returns and gift cards, which bear none.
    """
    if basket.discount:
        _check(basket.discount, 0)
    for position, line in enumerate(basket.lines, 1):
        if line.discount:
            if line.is_return or line.product.kind == "gift_card":
                raise Refused("discount_not_allowed", line=position)
            _check(line.discount, position)


def discount_lines(lines: Sequence[OpenLine], mode: Rounding) -> None:
    """The discount given on each line, off what remains of it; rounded once per line."""
    for line in lines:
        given = line.line.discount
        if given and line.remaining:
            _take(line, MANUAL, given.reason, _off(given, line.remaining, mode))


def discount_basket(given: ManualDiscount, lines: Sequence[OpenLine], mode: Rounding) -> None:
    """The discount given on the basket, rounded once and shared over what remains of all lines but gift cards."""
    sharing = [line for line in lines if line.remaining and line.line.product.kind != "gift_card"]
    if sharing:
        weights = [line.remaining for line in sharing]
        for line, part in zip(sharing, split(_off(given, sum(weights), mode), weights), strict=True):
            _take(line, BASKET, given.reason, part)


def _take(line: OpenLine, by: str, reason: str, minor: int) -> None:
    line.take(by, reason, spread(minor, [(units, units.count, units.each) for units in line.units]))


def _off(given: ManualDiscount, remaining: int, mode: Rounding) -> int:
    if given.percent is not None:
        return divide(remaining * parse_rate(given.percent), WHOLE, mode)
    assert given.amount_minor is not None
    return min(given.amount_minor, remaining)


def _check(given: ManualDiscount, position: int) -> None:
    place = {"line": position} if position else {}
    if given.percent is not None and given.amount_minor is None:
        try:
            rate = parse_rate(given.percent)
        except Refused:
            raise Refused("bad_percent", value=given.percent, **place) from None
        if rate > WHOLE:
            raise Refused("percent_too_large", value=given.percent, **place)
    elif given.amount_minor is not None and given.percent is None:
        if given.amount_minor < 0:
            raise Refused("negative_amount", value=str(given.amount_minor), **place)
        if given.amount_minor > MAX_MINOR:
            raise Refused("amount_too_large", value=str(given.amount_minor), **place)
    else:
        raise Refused("discount_needs_one", **place)
