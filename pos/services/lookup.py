"""From a code to a line: barcode, SKU, price- or weight-embedded code, element string."""

from dataclasses import replace
from datetime import date
from typing import Protocol

from pos.domain.barcode import Code, display_code, read_code
from pos.domain.basket import Line
from pos.domain.failures import Refused
from pos.domain.product import Product
from pos.domain.quantity import ONE
from pos.services.shop import Setup


class Goods(Protocol):
    """Where products are looked up: at a till in its own catalogue, at the hub in that of all."""

    def by_code(self, code: str) -> Product | None:
        """The product that carries exactly this barcode key."""

    def by_sku(self, sku: str) -> Product | None:
        """The product of this SKU."""


class HasGoods(Protocol):
    """A transaction in which products are looked up."""

    @property
    def products(self) -> Goods: ...


def find_line(tx: HasGoods, setup: Setup, raw: str, line_id: str, today: date | None) -> Line:
    """The line that a scanned or typed code asks for, one piece of it.

    A code that is a known barcode or SKU as it stands is that product, whatever else it might look like. Refused
    `unknown_code`, `bad_check_digit` when it was probably misread, `bad_code`, `malformed_code`, `lot_expired`.
    """
    asked = raw.strip()
    product = tx.products.by_code(asked) or tx.products.by_sku(asked)
    if product is not None:
        return _line(product, line_id, asked)
    code = read_code(raw, setup.code_patterns, today)
    product = find_product(tx, code)
    if product is not None:
        return _with_elements(_line(product, line_id, code.text), code, setup.currency)
    if code.embedded is not None:
        product = next((p for key in code.embedded.item_keys if (p := _by_key(tx, key))), None)
        if product is not None:
            return _embedded(product, code, line_id, setup.currency)
    raise Refused("bad_check_digit" if code.bad_check_digit else "unknown_code", raw=display_code(raw))


def lacks_weight(tx: HasGoods, setup: Setup, line: Line) -> bool:
    """Whether this line, just found, is of goods by weight and neither code nor element string said what they weigh."""
    if line.product.kind != "weighed" or line.source == "embedded":
        return False
    if tx.products.by_code(line.code) or tx.products.by_sku(line.code):
        return True
    code = read_code(line.code, setup.code_patterns)
    return code.embedded is None and (code.elements is None or not code.elements.weight_milli)


def find_product(tx: HasGoods, code: Code) -> Product | None:
    """The product under any of the spellings of a code."""
    return next((product for key in code.keys if (product := _by_key(tx, key))), None)


def _by_key(tx: HasGoods, key: str) -> Product | None:
    return tx.products.by_code(key) or tx.products.by_sku(key)


def _line(product: Product, line_id: str, code: str) -> Line:
    return Line(line_id, product, ONE, code)


def _embedded(product: Product, code: Code, line_id: str, currency: str) -> Line:
    """The printed price is charged exactly; a printed weight is multiplied by the price per kilogram."""
    assert code.embedded is not None
    line = _line(product, line_id, code.text)
    if code.embedded.price is not None:
        return replace(line, unit_price_minor=code.embedded.price.minor(currency), source="embedded")
    assert code.embedded.weight_milli is not None
    if code.embedded.weight_milli == 0:
        raise Refused("bad_quantity", value="0")
    return replace(line, qty_milli=code.embedded.weight_milli)


def _with_elements(line: Line, code: Code, currency: str) -> Line:
    """Serial, net weight and price that an element string adds to its GTIN."""
    elements = code.elements
    if elements is None:
        return line
    if elements.serial:
        line = replace(line, serial=elements.serial)
    if elements.weight_milli and line.product.kind == "weighed":
        line = replace(line, qty_milli=elements.weight_milli)
    if elements.price is not None:
        line = replace(line, qty_milli=ONE, unit_price_minor=elements.price.minor(currency), source="embedded")
    return line
