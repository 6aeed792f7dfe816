"""List prices: the lowest price list that applies, the product's own price only where none does."""

from collections.abc import Mapping

from pos.domain.basket import Line
from pos.domain.catalogue import Catalogue, Context, ListPrice
from pos.domain.failures import Refused
from pos.domain.money import MAX_MINOR, Rounding, divide
from pos.domain.pricing.line_order import line_order
from pos.domain.pricing.open_line import OpenLine
from pos.domain.quantity import MAX_MILLI, ONE, format_milli, units_of
from pos.domain.tax import TaxPlans
from pos.domain.validity import in_force

_PARTIBLE = ("weighed", "service", "open_price")
"""Kinds that may be sold in parts of one: kilograms, hours, metres off the roll."""


def open_lines(
    lines: list[tuple[int, Line]], catalogue: Catalogue, context: Context, plans: TaxPlans
) -> list[OpenLine]:
    """These lines, numbered as in the basket, at their list prices, in the order in which ties are decided.

    Refused with `line`: `bad_quantity`, `whole_pieces_only`, `price_missing`, `negative_amount`, `amount_too_large`,
    `unknown_tax`, `price_below_fixed_tax`.
    """
    quantities: dict[str, int] = {}
    for position, line in lines:
        if not 0 < line.qty_milli <= MAX_MILLI:
            raise Refused("bad_quantity", value=format_milli(line.qty_milli), line=position)
        if line.qty_milli % ONE and line.product.kind not in _PARTIBLE:
            raise Refused("whole_pieces_only", sku=line.product.sku, line=position)
        quantities[line.product.sku] = quantities.get(line.product.sku, 0) + line.qty_milli
    opened = [_open(position, line, quantities, catalogue, context, plans) for position, line in lines]
    if sum(line.list_minor for line in opened) > MAX_MINOR:
        raise Refused("amount_too_large", value=str(sum(line.list_minor for line in opened)))
    opened.sort(key=lambda one: line_order(one.line, one.unit_price_minor, one.position))
    return opened


def _open(
    position: int,
    line: Line,
    quantities: Mapping[str, int],
    catalogue: Catalogue,
    context: Context,
    plans: TaxPlans,
) -> OpenLine:
    product = line.product
    fixed = plans.of(product.tax, position).fixed_minor
    price = _unit_price(position, line, quantities[product.sku], catalogue, context)
    whole = _line_price(price, line.qty_milli, catalogue.taxes.mode)
    if price < 0:
        raise Refused("negative_amount", value=str(price), line=position)
    if whole > MAX_MINOR:
        raise Refused("amount_too_large", value=str(whole), line=position)
    units = units_of(line.qty_milli, weighed=product.kind == "weighed")
    if whole < fixed * units:
        raise Refused("price_below_fixed_tax", line=position, fixed_minor=fixed)
    return OpenLine(line, position, price, whole, units, fixed * units)


def _unit_price(position: int, line: Line, qty_milli: int, catalogue: Catalogue, context: Context) -> int:
    if line.unit_price_minor is not None:
        return line.unit_price_minor
    product = line.product
    rows = catalogue.prices.get(product.sku)
    applying = [row.price_minor for row in rows if _applies(row, qty_milli, context)] if rows else None
    price = min(applying) if applying else product.price_minor
    if price == 0 and product.kind in ("open_price", "gift_card"):
        raise Refused("price_missing", sku=product.sku, line=position)
    return price


def _applies(row: ListPrice, qty_milli: int, context: Context) -> bool:
    return (
        row.min_qty_milli <= qty_milli
        and (not row.store or row.store == context.store)
        and (not row.channel or row.channel == context.channel)
        and (not row.group or (context.shopper is not None and row.group in context.shopper.groups))
        and in_force(row.since, row.until, context.at)
    )


def _line_price(unit_price_minor: int, qty_milli: int, mode: Rounding) -> int:
    whole, part = divmod(qty_milli, ONE)
    return unit_price_minor * whole if not part else divide(unit_price_minor * qty_milli, ONE, mode)
