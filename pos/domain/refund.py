"""Giving a sold line back: what was stored is reversed, nothing is computed anew (SEMANTICS.md, "Refunds")."""

from dataclasses import dataclass, replace

from pos.domain.basket import AppliedDiscount, Basket, Reversal
from pos.domain.failures import Refused
from pos.domain.money import unit_share
from pos.domain.product import Product
from pos.domain.quantity import ONE, format_milli, units_of
from pos.domain.tax import LineTax


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A line of a completed sale as stored, in positive figures; `returned_milli` came back already, at any till.

    `points` are those that it earned for `customer_id`, `points_paid_minor` is what of it was paid with points,
    `serial` is the number of the piece where it has one.
    """

    sale_id: str
    receipt: str
    line: int
    product: Product
    qty_milli: int
    unit_price_minor: int
    list_minor: int
    discounts: tuple[AppliedDiscount, ...]
    total_minor: int
    taxes: tuple[LineTax, ...]
    returned_milli: int = 0
    points: int = 0
    customer_id: str = ""
    serial: str = ""
    points_paid_minor: int = 0

    @property
    def left_milli(self) -> int:
        """What can still come back. A line of one unit, as all weighed ones are, comes back whole or not at all."""
        whole = self.units == 1
        return 0 if whole and self.returned_milli else max(0, self.qty_milli - self.returned_milli)

    @property
    def units(self) -> int:
        return units_of(self.qty_milli, weighed=self.product.kind == "weighed")


def reverse(sold: SoldLine, qty_milli: int) -> Reversal:
    """The share of a sold line that this quantity carries; all its parts add up to the line, in any number of steps:
    its list price, each discount, total, taxes and points.

    Refused `already_returned` for more than is left, `bad_return_quantity` for a part of a unit.
    """
    left = sold.left_milli
    if qty_milli > left:
        raise Refused("already_returned", receipt=sold.receipt, sold_line=sold.line, left=format_milli(left))
    units = sold.units
    if qty_milli <= 0 or (qty_milli != left if units == 1 else qty_milli % ONE):
        raise Refused("bad_return_quantity", value=format_milli(qty_milli), sold=format_milli(sold.qty_milli))
    before, now = (0, 1) if units == 1 else (sold.returned_milli // ONE, qty_milli // ONE)
    discounts = _discount_shares(sold, units, before, now)
    total = unit_share(sold.total_minor, units, before, now)
    return Reversal(
        sale_id=sold.sale_id,
        receipt=sold.receipt,
        line=sold.line,
        unit_price_minor=sold.unit_price_minor,
        list_minor=total + sum(given.amount_minor for given in discounts),
        discounts=discounts,
        total_minor=total,
        taxes=tuple(replace(tax, amount_minor=unit_share(tax.amount_minor, units, before, now)) for tax in sold.taxes),
        points=unit_share(sold.points, units, before, now),
        customer_id=sold.customer_id,
        serial=sold.serial,
        points_paid_minor=unit_share(sold.points_paid_minor, units, before, now),
    )


def sales_of_returns(basket: Basket) -> list[str]:
    """The ids of the sales that goods of this basket come back of."""
    return list(dict.fromkeys(line.reversal.sale_id for line in basket.lines if line.reversal))


def _discount_shares(sold: SoldLine, units: int, before: int, now: int) -> tuple[AppliedDiscount, ...]:
    """What these units carry of each discount: the share of what remained before it less the share of what remains.

    Shared each by itself, their odd cents would meet those of the total on the same unit and bend its list price. This
    way a unit keeps its own price, and each share is still the nearest whole one below or above.
    """
    shares, remains = [], sold.total_minor + sum(given.amount_minor for given in sold.discounts)
    for given in sold.discounts:
        left = remains - given.amount_minor
        share = unit_share(remains, units, before, now) - unit_share(left, units, before, now)
        if share:
            shares.append(replace(given, amount_minor=share))
        remains = left
    return tuple(shares)
