"""Things of the shop for tests: each builder gives a valid value, and only what matters to a test is named in it."""

from dataclasses import replace
from typing import Any

from pos.domain.sale import Sale, SaleLine
from pos.domain.tax import LineTax, TaxTotal
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
