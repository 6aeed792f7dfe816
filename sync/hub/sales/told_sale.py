"""A sale as its till told it, read for one purpose: to be priced again. What a sale that is only counted must say is
in journal/bodies.py; one that cannot be read here is taken all the same."""

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from pos.domain.basket import (
    AppliedDiscount,
    Basket,
    Line,
    ManualDiscount,
    PriceSource,
    Reversal,
    TaxExemption,
)
from pos.domain.product import Product
from pos.domain.tax import LineTax
from sync.hub.feeds.cursors import LONGEST_CURSOR
from sync.hub.journal.bodies import Milli, Minor, Number, Text

Code = Annotated[str, Meta(max_length=4000)]


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    pass


class Facts(_Part, frozen=True, kw_only=True):
    """services/price_facts.py: where the catalogue stood, the time zone, and the customer's price group and tier."""

    cursor: Annotated[str, Meta(max_length=LONGEST_CURSOR)]
    zone: Text
    group: Text = ""
    tier: Text = ""


class Given(_Part, frozen=True, kw_only=True):
    percent: Text | None = None
    amount_minor: Minor | None = None
    reason: Text = ""

    @property
    def discount(self) -> ManualDiscount:
        return ManualDiscount(self.percent, self.amount_minor, self.reason)


class Discounted(_Part, frozen=True, kw_only=True):
    by: Text
    amount_minor: Minor


class Taxed(_Part, frozen=True, kw_only=True):
    name: Text
    rate: Text
    amount_minor: Minor
    included: bool = False


class Returned(_Part, frozen=True, kw_only=True):
    sale_id: Text = ""
    receipt: Text = ""
    line: Number = 0


class TaxRow(_Part, frozen=True, kw_only=True):
    name: Text
    rate: Text
    net_minor: Minor
    tax_minor: Minor


class Missed(_Part, frozen=True, kw_only=True):
    by: Code
    why: Text


class ToldLine(_Part, frozen=True, kw_only=True):
    sku: Text
    tax_category: Text
    qty_milli: Milli
    unit_price_minor: Minor
    list_minor: Minor
    discounts: list[Discounted]
    total_minor: Minor
    tax: list[Taxed]
    net_minor: Minor
    gross_minor: Minor
    source: PriceSource = "list"
    reason: Text = ""
    discount: Given | None = None
    return_of: Returned | None = None


class ToldSale(_Part, frozen=True, kw_only=True):
    sale_id: Text
    currency: Text
    customer: Text = ""
    lines: list[ToldLine]
    tax: list[TaxRow]
    total_minor: Minor
    discounts_minor: Minor
    discount: Given | None = None
    coupons: list[Code] = []
    promotions: list[Code] = []
    tax_exempt: Text = ""
    not_applied: list[Missed] = []
    priced: Facts | None = None

    @property
    def skus(self) -> set[str]:
        """The goods whose price the catalogue says; what comes back of a known sale is not among them."""
        return {line.sku for line in self.lines if not _is_reversed(line)}

    def basket(self, products: Mapping[str, Product]) -> Basket:
        """What was on the basket, with the goods of that time."""
        return Basket(
            self.sale_id,
            tuple(_line(n, line, products) for n, line in enumerate(self.lines, 1)),
            self.customer,
            self.discount.discount if self.discount else None,
            tuple(self.coupons),
            tuple(self.promotions),
            TaxExemption(self.tax_exempt) if self.tax_exempt else None,
        )

    def why_not(self) -> dict[str, str]:
        """What gave nothing, and why, as the till knew it: the hub may know better by now."""
        return {missed.by: missed.why for missed in self.not_applied}


_SALE = msgspec.json.Decoder(ToldSale)


def read_told(body: bytes) -> ToldSale | None:
    """None for one of another form."""
    try:
        return _SALE.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _is_reversed(line: ToldLine) -> bool:
    return line.return_of is not None and bool(line.return_of.sale_id)


def _line(n: int, told: ToldLine, products: Mapping[str, Product]) -> Line:
    is_listed = told.source == "list"
    if _is_reversed(told):
        product = Product(told.sku, "", told.unit_price_minor, told.tax_category)
    else:
        product = products[told.sku]
    return Line(
        str(n),
        product,
        -told.qty_milli if told.return_of else told.qty_milli,
        unit_price_minor=None if is_listed else told.unit_price_minor,
        source=told.source,
        reason=told.reason,
        discount=told.discount.discount if told.discount else None,
        is_return=told.return_of is not None,
        reversal=_reversal(told, told.return_of) if told.return_of and _is_reversed(told) else None,
    )


def _reversal(told: ToldLine, returned: Returned) -> Reversal:
    """What was stored of the sold line is what comes back: nothing of it is priced anew, it stands as it was told."""
    return Reversal(
        returned.sale_id,
        returned.receipt,
        returned.line,
        told.unit_price_minor,
        -told.list_minor,
        tuple(AppliedDiscount(one.by, "", -one.amount_minor) for one in told.discounts),
        -told.total_minor,
        tuple(LineTax(one.name, one.rate, -one.amount_minor, one.included) for one in told.tax),
    )
