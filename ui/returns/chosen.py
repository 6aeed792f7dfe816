"""What a person chose of a return: which goods, how many, why, and where they go."""

from dataclasses import dataclass

from pos.domain.basket import Disposition, Line
from pos.domain.product import Product
from pos.domain.quantity import ONE
from pos.domain.refund import SoldLine
from pos.services.order_find import OrderLineLeft
from pos.services.returns import ReturnAsked

MOST_WITHOUT_RECEIPT = 99
"""Pieces of one product that are taken back without a receipt at once."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """`reason` is the place in the list of reasons, −1 until one is chosen; `place` where the goods go; `serial` the
    number that was read off the piece."""

    units: int = 0
    reason: int = -1
    place: Disposition = "restock"
    serial: str = ""


@dataclass(frozen=True, slots=True)
class Goods:
    """A line that may come back, of a receipt or without one: `most` counts pieces, a part that cannot be parted is
    one. `unit_milli` is what a piece stands for in the basket, `serial` its number as it was sold or scanned."""

    key: str
    product: Product
    most: int
    unit_milli: int
    sale_id: str = ""
    line: int = 0
    code: str = ""
    unit_minor: int | None = None
    serial: str = ""

    @property
    def asks_serial(self) -> bool:
        """Whether somebody has to look which of the sold pieces this is."""
        return bool(self.sale_id) and self.product.needs_serial

    @staticmethod
    def of_sold(sold: SoldLine) -> "Goods":
        left = sold.left_milli
        whole = sold.units == 1
        most = int(left > 0) if whole else left // ONE
        unit = left if whole else ONE
        return Goods(f"line-{sold.line}", sold.product, most, unit, sold.sale_id, sold.line, serial=sold.serial)

    @staticmethod
    def of_order(number: str, one: OrderLineLeft) -> "Goods":
        """Units of an online order that were handed over; its money is reckoned by line and unit."""
        line = one.line
        product = Product(line.sku, line.name, line.unit_price_minor, options=line.options)
        return Goods(f"line-{line.line}", product, len(one.left), ONE, number, line.line)

    @staticmethod
    def of_line(number: int, line: Line) -> "Goods":
        """Goods without receipt; weighed ones and those with a printed price come back as their code says."""
        fixed = line.product.kind == "weighed" or line.source == "embedded" or line.product.needs_serial
        unit = line.product.price_minor if line.unit_price_minor is None else line.unit_price_minor
        most = 1 if fixed else MOST_WITHOUT_RECEIPT
        key, product = f"own-{number}", line.product
        return Goods(key, product, most, line.qty_milli, code=line.code, unit_minor=unit, serial=line.serial)

    def asked(self, chosen: Chosen, reason: str, approved_by: str = "") -> ReturnAsked:
        return ReturnAsked(
            self.sale_id,
            self.line,
            self.code,
            chosen.units * self.unit_milli,
            reason,
            chosen.place,
            approved_by,
            serial=chosen.serial if self.sale_id else self.serial,
        )
