"""From what a channel asks for to the lines of an order: names, barcodes and prices from the hub's catalogue."""

from collections.abc import Mapping, Sequence

from pos.domain.failures import Refused
from pos.domain.money import divide, parse_minor
from pos.domain.product import WITHOUT_STOCK
from pos.domain.quantity import ONE, parse_milli
from pos.services.document import at_line
from sync.entities import OrderLine, Product
from sync.hub.pickup.order_documents import AskedLine

MOST_MILLI = 1000 * ONE
"""Of one line: nobody collects more than a thousand pieces, or a tonne, at a desk."""
HIGHEST_MINOR = 10**12
_OPEN_PRICE = "open_price"


def order_lines(asked: Sequence[AskedLine], products: Mapping[str, Product], currency: str) -> list[OrderLine]:
    """Refused with the `line`: `unknown_sku`, `not_for_pickup`, `bad_quantity`, `too_much`, `bad_amount`,
    `price_needed`, `negative_amount`, `amount_too_large`."""
    lines = []
    for number, line in enumerate(asked, 1):
        with at_line(number):
            lines.append(_line(number, line, products, currency))
    return lines


def _line(number: int, asked: AskedLine, products: Mapping[str, Product], currency: str) -> OrderLine:
    product = products.get(asked.sku)
    if product is None:
        raise Refused("unknown_sku", sku=asked.sku)
    if product.kind in WITHOUT_STOCK:
        raise Refused("not_for_pickup", sku=asked.sku)
    qty_milli = _quantity(asked, product)
    unit = product.price_minor if asked.unit_price is None else _amount(asked.unit_price, currency)
    if product.kind == _OPEN_PRICE and asked.unit_price is None:
        raise Refused("price_needed", sku=asked.sku)
    total = divide(unit * qty_milli, ONE) if asked.total is None else _amount(asked.total, currency)
    if total > HIGHEST_MINOR:
        raise Refused("amount_too_large", value=asked.total or asked.qty)
    return OrderLine(
        line=number,
        sku=product.sku,
        name=product.name,
        options=product.options,
        kind=product.kind,
        barcodes=product.barcodes,
        image=product.image,
        qty_milli=qty_milli,
        unit_price_minor=unit,
        total_minor=total,
    )


def _quantity(asked: AskedLine, product: Product) -> int:
    qty_milli = parse_milli(asked.qty)
    if product.kind != "weighed" and qty_milli % ONE:
        raise Refused("bad_quantity", value=asked.qty)
    if qty_milli > MOST_MILLI:
        raise Refused("too_much", value=asked.qty, limit=MOST_MILLI // ONE)
    return qty_milli


def _amount(text: str, currency: str) -> int:
    minor = parse_minor(text, currency)
    if minor < 0:
        raise Refused("negative_amount", value=text)
    if minor > HIGHEST_MINOR:
        raise Refused("amount_too_large", value=text)
    return minor
