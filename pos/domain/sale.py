"""A sale: a completed, paid, unchangeable basket, and the journal body that is its one true form.

`sale_body` writes the body of a `sale_completed` entry, `sale_of` reads it back; receipt, result document, refund
and hub all start from there. A refund or an exchange is a sale with negative lines.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pos.domain.basket import AgeCheck, AppliedDiscount, ManualDiscount
from pos.domain.loyalty import own_points, paid_with_points, points_by_line, points_paid_by_line
from pos.domain.priced import NotApplied, PricedBasket, PricedLine, Warned
from pos.domain.product import Component
from pos.domain.tax import LineTax, TaxTotal
from pos.domain.tender import Settlement, Tender


@dataclass(frozen=True, slots=True)
class ReturnOf:
    """Which sold line a return line gives back; empty for a return without receipt. With `unseen` the receipt alone is
    known: nobody could be asked what was sold on it."""

    sale_id: str = ""
    receipt: str = ""
    line: int = 0
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class SaleLine:
    """One stored line. On a return `qty_milli` and all amounts are negative, `returns` says of what.

    `points` are those that it earned or, negative, takes back; `points_paid_minor` is what of a sold line was paid with
    points (loyalty.py). `code` is what was scanned when that was
    not the SKU. `components` are what one piece of a bundle was made of when it was sold. Free notes are not here: they
    stand sealed in the body.
    """

    number: int
    sku: str
    name: str
    options: str
    kind: str
    category: str
    tax_category: str
    qty_milli: int
    unit_price_minor: int
    list_minor: int
    discounts: tuple[AppliedDiscount, ...]
    total_minor: int
    taxes: tuple[LineTax, ...]
    net_minor: int
    gross_minor: int
    code: str = ""
    source: str = "list"
    reason: str = ""
    approved_by: str = ""
    salesperson: str = ""
    serial: str = ""
    returns: ReturnOf | None = None
    disposition: str = ""
    points: int = 0
    tare_milli: int = 0
    components: tuple[Component, ...] = ()
    points_paid_minor: int = 0


@dataclass(frozen=True, slots=True)
class Sale:
    """Everything a receipt, a result document or a refund needs. `seq` and `hash` are those of its journal entry.

    `points_earned` is what the customer earned of it less what it took back from them.
    """

    sale_id: str
    receipt: str
    at: str
    business_date: str
    shift: str
    staff: str
    currency: str
    customer_id: str
    lines: tuple[SaleLine, ...]
    total_minor: int
    discounts_minor: int
    taxes: tuple[TaxTotal, ...]
    tenders: tuple[Tender, ...]
    rounding_minor: int
    change_minor: int
    request: str
    price_version: str = ""
    tax_exempt_reason: str = ""
    seq: int = 0
    hash: str = ""
    not_applied: tuple[NotApplied, ...] = ()
    warnings: tuple[Warned, ...] = ()
    points_earned: int = 0
    points_redeemed: int = 0
    age_check: AgeCheck | None = None

    @property
    def pieces(self) -> int:
        """Sold pieces, a weighed line counting as one."""
        return sum(1 if line.kind == "weighed" else abs(line.qty_milli) // 1000 for line in self.lines)


def sale_body(
    priced: PricedBasket,
    settlement: Settlement,
    receipt: str,
    request: str,
    sealed: Mapping[str, str] | None,
    facts: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The body of the `sale_completed` entry: integers of minor units, absent instead of null.

    `request` is the hash of what was asked, so that the same id with other content is refused. `sealed` holds the
    free notes (ARCHITECTURE.md, "Personal data"). `facts` are those of services/price_facts.py.
    """
    basket = priced.basket
    with_points = paid_with_points(settlement.tenders)
    points, unearned = points_by_line(priced, with_points), points_paid_by_line(priced, with_points)
    body = {
        "sale_id": basket.basket_id,
        "receipt": receipt,
        "currency": priced.currency,
        "customer": basket.customer_id,
        "lines": [
            _line_body(n, line, points[n - 1], unearned[n - 1], basket.salesperson)
            for n, line in enumerate(priced.lines, 1)
        ],
        "total_minor": priced.total_minor,
        "discounts_minor": priced.discounts_minor,
        "tax": [
            {"name": tax.name, "rate": tax.rate, "net_minor": tax.net_minor, "tax_minor": tax.tax_minor}
            for tax in priced.taxes
        ],
        "tenders": [_tender_body(tender) for tender in settlement.tenders],
        "rounding_minor": settlement.rounding_minor,
        "change_minor": settlement.change_minor,
        "price_version": priced.version,
        "request": request,
    }
    if basket.tax_exempt:
        body["tax_exempt"] = basket.tax_exempt.reason
    if basket.age_check:
        body["age_check"] = {"min_age": basket.age_check.min_age, "by": basket.age_check.by}
    if basket.coupons:
        body["coupons"] = list(basket.coupons)
    if priced.coupons_used:
        body["coupon_uses"] = list(priced.coupons_used)
    if basket.discount:
        body["discount"] = _given(basket.discount) | _present(approved_by=basket.discount.approved_by)
    if basket.promotions:
        body["promotions"] = list(basket.promotions)
    if facts:
        body["priced"] = dict(facts)
    if priced.not_applied:  # asked again, the till gives the same answer
        body["not_applied"] = [
            _present(
                by=missed.by, why=missed.why, missing_minor=missed.missing_minor, missing_units=missed.missing_units
            )
            for missed in priced.not_applied
        ]
    if priced.warnings:
        body["warnings"] = [_present(code=warned.code, line=warned.line) for warned in priced.warnings]
    if basket.customer_id and (told := _points_body(own_points(priced, points), settlement)):
        body["points"] = told
    if sealed:
        body["sealed"] = dict(sealed)
    return {name: value for name, value in body.items() if value != ""}


def sale_of(body: Mapping[str, Any], head: Mapping[str, str], seq: int, entry_hash: str) -> Sale:
    """Read a sale back from its entry; `head` is the entry's head (`at`, `business_date`, `shift`, `staff`)."""
    points = body.get("points", {})
    return Sale(
        sale_id=body["sale_id"],
        receipt=body["receipt"],
        at=head["at"],
        business_date=head["business_date"],
        shift=head.get("shift", ""),
        staff=head.get("staff", ""),
        currency=body["currency"],
        customer_id=body.get("customer", ""),
        lines=tuple(_line_of(line) for line in body["lines"]),
        total_minor=body["total_minor"],
        discounts_minor=body["discounts_minor"],
        taxes=tuple(TaxTotal(tax["name"], tax["rate"], tax["net_minor"], tax["tax_minor"]) for tax in body["tax"]),
        tenders=tuple(
            Tender(
                t["type"],
                t["amount_minor"],
                t.get("reference", ""),
                t.get("points", 0),
                t.get("mode"),
                t.get("left_minor"),
            )
            for t in body["tenders"]
        ),
        rounding_minor=body["rounding_minor"],
        change_minor=body["change_minor"],
        request=body["request"],
        price_version=body.get("price_version", ""),
        tax_exempt_reason=body.get("tax_exempt", ""),
        seq=seq,
        hash=entry_hash,
        not_applied=tuple(
            NotApplied(x["by"], x["why"], x.get("missing_minor"), missing_units=x.get("missing_units"))
            for x in body.get("not_applied", ())
        ),
        warnings=tuple(Warned(warned["code"], warned.get("line", 0)) for warned in body.get("warnings", ())),
        points_earned=points.get("earned", 0),
        points_redeemed=points.get("redeemed", 0),
        age_check=AgeCheck(**body["age_check"]) if "age_check" in body else None,
    )


def _line_body(number: int, priced: PricedLine, points: int, points_paid: int, salesperson: str) -> dict[str, Any]:
    line, product = priced.line, priced.line.product
    body: dict[str, Any] = {
        "line": number,
        "sku": product.sku,
        "name": product.name,
        "tax_category": product.tax,
        "qty_milli": -line.qty_milli if line.is_return else line.qty_milli,
        "unit_price_minor": priced.unit_price_minor,
        "list_minor": priced.list_minor,
        "total_minor": priced.total_minor,
        "net_minor": priced.net_minor,
        "gross_minor": priced.gross_minor,
        "discounts": [{"by": x.by, "name": x.name, "amount_minor": x.amount_minor} for x in priced.discounts],
        "tax": [_tax_body(tax) for tax in priced.taxes],
    }
    body |= _present(
        options=product.options,
        category=product.category,
        kind="" if product.kind == "each" else product.kind,
        code="" if line.code == product.sku else line.code,
        source="" if line.source == "list" else line.source,
        reason=line.reason,
        approved_by=line.approved_by or (line.discount.approved_by if line.discount else ""),
        salesperson=line.salesperson or salesperson,
        serial=line.serial,
        points=points,
        points_paid_minor=points_paid,
        tare_milli=line.tare_milli,
        components=[{"sku": part.sku, "name": part.name, "qty_milli": part.qty_milli} for part in product.components],
    )
    if line.discount:
        body["discount"] = _given(line.discount)
    if line.is_return:
        reversed_line = line.reversal
        body["disposition"] = line.disposition
        body["return_of"] = (
            {"sale_id": reversed_line.sale_id, "receipt": reversed_line.receipt, "line": reversed_line.line}
            if reversed_line
            else _present(receipt=line.unseen, unseen=bool(line.unseen))
        )
    return body


def _line_of(body: Mapping[str, Any]) -> SaleLine:
    returned = body.get("return_of")
    return SaleLine(
        number=body["line"],
        sku=body["sku"],
        name=body["name"],
        options=body.get("options", ""),
        kind=body.get("kind", "each"),
        category=body.get("category", ""),
        tax_category=body["tax_category"],
        qty_milli=body["qty_milli"],
        unit_price_minor=body["unit_price_minor"],
        list_minor=body["list_minor"],
        discounts=tuple(AppliedDiscount(x["by"], x["name"], x["amount_minor"]) for x in body["discounts"]),
        total_minor=body["total_minor"],
        taxes=tuple(
            LineTax(x["name"], x["rate"], x["amount_minor"], x.get("included", False), x.get("fixed", False))
            for x in body["tax"]
        ),
        net_minor=body["net_minor"],
        gross_minor=body["gross_minor"],
        code=body.get("code", ""),
        source=body.get("source", "list"),
        reason=body.get("reason", ""),
        approved_by=body.get("approved_by", ""),
        salesperson=body.get("salesperson", ""),
        serial=body.get("serial", ""),
        returns=None if returned is None else ReturnOf(**returned),
        disposition=body.get("disposition", ""),
        points=body.get("points", 0),
        tare_milli=body.get("tare_milli", 0),
        components=tuple(Component(x["sku"], x["qty_milli"], x["name"]) for x in body.get("components", ())),
        points_paid_minor=body.get("points_paid_minor", 0),
    )


def _tax_body(tax: LineTax) -> dict[str, Any]:
    body: dict[str, Any] = {"name": tax.name, "rate": tax.rate, "amount_minor": tax.amount_minor}
    if tax.included:
        body["included"] = True
    if tax.fixed:
        body["fixed"] = True
    return body


def _tender_body(tender: Tender) -> dict[str, Any]:
    body = {"type": tender.type, "amount_minor": tender.amount_minor} | _present(
        reference=tender.reference, points=tender.points, mode=tender.mode
    )
    return body if tender.left_minor is None else body | {"left_minor": tender.left_minor}


def _points_body(earned: int, settlement: Settlement) -> dict[str, int]:
    """Absent where nothing was earned, taken back or spent, so that a sale without points says nothing of them."""
    redeemed = sum(tender.points for tender in settlement.tenders)
    return {"earned": earned, "redeemed": redeemed} if earned or redeemed else {}


def _given(discount: ManualDiscount) -> dict[str, Any]:
    """What a person gave, as it was said; what it came to stands among the discounts of the lines."""
    said = {"percent": discount.percent} if discount.amount_minor is None else {"amount_minor": discount.amount_minor}
    return said | _present(reason=discount.reason)


def _present(**fields: Any) -> dict[str, Any]:
    """Absent instead of empty: what is not there is not in the journal."""
    return {name: value for name, value in fields.items() if value}
