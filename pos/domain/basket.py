"""What the shopper means to buy: lines, discounts, coupons. Values only; pricing.py makes the amounts."""

from dataclasses import dataclass, replace
from typing import Literal

from pos.domain.product import Product
from pos.domain.quantity import ONE
from pos.domain.tax import LineTax

PriceSource = Literal["list", "override", "open", "embedded"]
Disposition = Literal["restock", "damaged", "supplier"]


@dataclass(frozen=True, slots=True)
class ManualDiscount:
    """A discount that a person gives, on a line or on the basket: a percentage or an amount, exactly one of them."""

    percent: str | None = None
    amount_minor: int | None = None
    reason: str = ""
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class AppliedDiscount:
    """What one promotion (or `manual`, `basket`) took off one line; `name` is what receipt, screen and hub say."""

    by: str
    name: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Reversal:
    """The stored amounts of a sold line that a return gives back, as positive figures; see refund.py.

    `points` are taken back from `customer_id`, who earned them, whoever brings the goods; `points_paid_minor` is what
    was paid with points and so earned none. `serial` is the number of the piece that was sold.
    """

    sale_id: str
    receipt: str
    line: int
    unit_price_minor: int
    list_minor: int
    discounts: tuple[AppliedDiscount, ...]
    total_minor: int
    taxes: tuple[LineTax, ...]
    points: int = 0
    customer_id: str = ""
    serial: str = ""
    points_paid_minor: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a basket. `qty_milli` is always positive; `is_return` says which way the goods go.

    `unit_price_minor` is None when the price comes from the catalogue; else `source` says where it comes from
    (`embedded`: read from a price-embedded code and charged exactly as printed). `code` is what was scanned or asked.
    A return carries a `reversal` when the sold line is known, else it is a return without receipt; `unseen` is the
    number of a receipt that was shown for it, of another till that could not be asked. `qty_milli` of
    weighed goods is the net weight; `tare_milli` was taken off what the scale showed.
    """

    line_id: str
    product: Product
    qty_milli: int = ONE
    code: str = ""
    unit_price_minor: int | None = None
    source: PriceSource = "list"
    reason: str = ""
    approved_by: str = ""
    discount: ManualDiscount | None = None
    note: str = ""
    serial: str = ""
    salesperson: str = ""
    tare_milli: int = 0
    is_return: bool = False
    reversal: Reversal | None = None
    disposition: Disposition = "restock"
    unseen: str = ""

    def is_like(self, other: "Line") -> bool:
        """Whether a scan of one may be counted on the other: everything but identity, quantity and code agrees."""
        return replace(self, line_id=other.line_id, qty_milli=other.qty_milli, code=other.code) == other


@dataclass(frozen=True, slots=True)
class TaxExemption:
    """Why no tax is charged on a basket: the reason and the number of the certificate."""

    reason: str
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class AgeCheck:
    """Somebody (`by`, a staff id) saw that the buyer is at least so old; no date of birth is kept."""

    min_age: int
    by: str


@dataclass(frozen=True, slots=True)
class Basket:
    """What is being bought. Its id becomes the sale's id, so Pay pressed twice sells once.

    `salesperson` is the staff id of who advised the shopper, for every line that names nobody itself.
    """

    basket_id: str
    lines: tuple[Line, ...] = ()
    customer_id: str = ""
    discount: ManualDiscount | None = None
    coupons: tuple[str, ...] = ()
    promotions: tuple[str, ...] = ()
    tax_exempt: TaxExemption | None = None
    note: str = ""
    salesperson: str = ""
    age_check: AgeCheck | None = None

    def add(self, line: Line) -> "Basket":
        """A piece more: it joins the line that is alike wherever it stands; weighed goods and returns stay apart."""
        joins = line.product.kind != "weighed" and not line.is_return and line.source != "embedded"
        for n, held in enumerate(self.lines):
            if joins and held.is_like(line):
                grown = replace(held, qty_milli=held.qty_milli + line.qty_milli)
                return replace(self, lines=(*self.lines[:n], grown, *self.lines[n + 1 :]))
        return replace(self, lines=(*self.lines, line))

    def line(self, line_id: str) -> Line:
        return next(line for line in self.lines if line.line_id == line_id)

    def change_line(self, changed: Line) -> "Basket":
        """The basket with this line in the place of the one with the same id."""
        assert any(line.line_id == changed.line_id for line in self.lines)
        return replace(self, lines=tuple(changed if x.line_id == changed.line_id else x for x in self.lines))

    def void_line(self, line_id: str) -> "Basket":
        kept = tuple(line for line in self.lines if line.line_id != line_id)
        assert len(kept) == len(self.lines) - 1
        return replace(self, lines=kept)
