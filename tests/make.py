"""Things of the shop for tests: each builder gives a valid value, and only what matters to a test is named in it."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pos.domain.basket import Basket, Line
from pos.domain.catalogue import Catalogue, Context
from pos.domain.product import Product
from pos.domain.promotion import promotions_of
from pos.domain.quantity import ONE
from pos.domain.sale import Sale, SaleLine
from pos.domain.tax import LineTax, Tax, TaxRules, TaxTotal
from pos.domain.tender import Tender


def a_sale_line(number: int = 1, **changed: Any) -> SaleLine:
    """One jacket at 189.00 with 20 % VAT included."""
    line = SaleLine(
        number=number,
        sku="HARRIER-SLATE-M",
        name="Harrier 3L Waterproof Jacket",
        options="Slate · M",
        kind="each",
        category="Jackets",
        tax_category="standard",
        qty_milli=1000,
        unit_price_minor=189_00,
        list_minor=189_00,
        discounts=(),
        total_minor=189_00,
        taxes=(LineTax("VAT 20 %", "20", 31_50, included=True),),
        net_minor=157_50,
        gross_minor=189_00,
    )
    return replace(line, **changed)


def a_sale(*lines: SaleLine, **changed: Any) -> Sale:
    """A sale of these lines (else one jacket), paid in cash to the penny; totals follow the lines."""
    lines = lines or (a_sale_line(),)
    total = sum(line.gross_minor for line in lines)
    sale = Sale(
        sale_id="0190c8f2-0000-7000-8000-000000000001",
        receipt="N-2-004117",
        at="2026-11-21T14:34:00.000Z",
        business_date="2026-11-21",
        shift="S-1",
        staff="maya",
        currency="GBP",
        customer_id="",
        lines=lines,
        total_minor=total,
        discounts_minor=sum(line.list_minor - line.total_minor for line in lines),
        taxes=_tax_totals(lines),
        tenders=(Tender("cash", total),),
        rounding_minor=0,
        change_minor=0,
        request="",
    )
    return replace(sale, **changed)


def _tax_totals(lines: tuple[SaleLine, ...]) -> tuple[TaxTotal, ...]:
    totals: dict[tuple[str, str], TaxTotal] = {}
    for line in lines:
        for tax in line.taxes:
            so_far = totals.get((tax.name, tax.rate), TaxTotal(tax.name, tax.rate, 0, 0))
            net, amount = so_far.net_minor + line.net_minor, so_far.tax_minor + tax.amount_minor
            totals[tax.name, tax.rate] = TaxTotal(tax.name, tax.rate, net, amount)
    return tuple(totals.values())


AT = datetime(2026, 11, 21, 14, 32, tzinfo=ZoneInfo("Europe/London"))
"""A Saturday afternoon in the store."""


def a_product(sku: str = "SOCK-R", price_minor: int = 18_00, **changed: Any) -> Product:
    """A pair of socks at 18.00, piece goods, of tax category `standard`."""
    return replace(Product(sku, sku.capitalize(), price_minor), **changed)


def a_line(product: Product | None = None, qty: int = 1, **changed: Any) -> Line:
    """So many pieces of a product; `qty_milli` for weights. A line id of its own only where the test names one."""
    product = product or a_product()
    return replace(Line(f"L-{product.sku}", product, qty * ONE, product.sku), **changed)


def a_basket(*lines: Line, **changed: Any) -> Basket:
    """These lines (else one pair of socks), with ids of their own, nothing taken off."""
    numbered = (replace(line, line_id=f"L{n}") for n, line in enumerate(lines or (a_line(),), 1))
    return replace(Basket("0190c8f2-0000-7000-8000-000000000001", tuple(numbered)), **changed)


def tax_rules(percent: str = "20", *, included: bool = True, **changed: Any) -> TaxRules:
    """One category `standard` with one percentage, prices with tax unless `included` is false."""
    vat = Tax(f"VAT {percent} %", percent=percent, included=included)
    return replace(TaxRules(prices_include_tax=included, categories={"standard": (vat,)}), **changed)


def a_catalogue(*promotions: dict[str, Any], taxes: TaxRules | None = None, **changed: Any) -> Catalogue:
    """No price lists, 20 % included, and these promotions as a file writes them; ids and names are made up."""
    named = [{"id": f"P-{n}", "name": f"Promotion {n}"} | given for n, given in enumerate(promotions, 1)]
    return replace(Catalogue(taxes or tax_rules(), promotions=promotions_of(named, "GBP")), **changed)


def a_context(**changed: Any) -> Context:
    """A Saturday afternoon in an English store, nobody known."""
    return replace(Context("GBP", AT, store="1"), **changed)


def cash(minor: int) -> Tender:
    return Tender("cash", minor)


def card(minor: int) -> Tender:
    return Tender("card", minor)
