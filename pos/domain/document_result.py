"""The result document: what selling or pricing a basket answers, in major units and plain words (INTERFACES.md)."""

from dataclasses import dataclass
from typing import Any

from pos.domain.failures import Refused, Unavailable
from pos.domain.money import format_minor
from pos.domain.priced import NotApplied, PricedBasket, PricedLine, Warned
from pos.domain.quantity import ONE, format_milli
from pos.domain.sale import Sale, SaleLine
from pos.domain.sentences import sentence
from pos.domain.tax import TaxTotal

_FACTS = ("line", "field", "missing", "over", "due_in_cash")
"""What of a failure a script may want beside its words; amounts in major units."""


@dataclass(frozen=True, slots=True)
class PointsShown:
    """Points of the customer after a sale; the balance is None where this till knows none. `earned` is negative where
    more came back than was bought."""

    earned: int
    redeemed: int
    balance: int | None = None
    balance_as_of: str = ""


def result_document(sale: Sale, points: PointsShown | None = None) -> dict[str, Any]:
    """The answer to a basket that was sold."""
    currency = sale.currency
    document: dict[str, Any] = {
        "sale_id": sale.sale_id,
        "receipt": sale.receipt,
        "at": sale.at,
        "currency": currency,
        "lines": [_line(line.number, line.sku, line.name, line.qty_milli, line, currency) for line in sale.lines],
        "total": format_minor(sale.total_minor, currency),
        "discounts": format_minor(sale.discounts_minor, currency),
        "tax": [_tax_total(tax, currency) for tax in sale.taxes],
        "tenders": [
            {"type": tender.type, "amount": format_minor(tender.amount_minor, currency)}
            | ({"points": tender.points} if tender.points else {})
            for tender in sale.tenders
        ],
        "rounding": format_minor(sale.rounding_minor, currency),
        "change": format_minor(sale.change_minor, currency),
    }
    if points is not None:
        document["points"] = _points(points)
    document["not_applied"] = [_not_applied(missed, currency) for missed in sale.not_applied]
    document["journal"] = {"seq": sale.seq, "hash": sale.hash}
    document["warnings"] = [_warned(warned) for warned in sale.warnings]
    return document


def price_document(priced: PricedBasket, at: str, due_in_cash_minor: int) -> dict[str, Any]:
    """The answer to a basket that was only priced: no sale, no receipt, no tenders, nothing in the journal.

    `due_in_cash_minor` is what is right as the only tender where that is cash, rounded to what there are coins for.
    """
    currency = priced.currency
    return {
        "at": at,
        "currency": currency,
        "lines": [_priced_line(number, line, currency) for number, line in enumerate(priced.lines, 1)],
        "total": format_minor(priced.total_minor, currency),
        "due_in_cash": format_minor(due_in_cash_minor, currency),
        "discounts": format_minor(priced.discounts_minor, currency),
        "tax": [_tax_total(tax, currency) for tax in priced.taxes],
        "not_applied": [_not_applied(missed, currency) for missed in priced.not_applied],
        "warnings": [_warned(warned) for warned in priced.warnings],
    }


def refusal_document(failure: Refused | Unavailable, id: object) -> dict[str, Any]:  # noqa: A002 - its name outside
    """The answer to a basket that was refused; `id` is what the document gave, None when it was no text."""
    error: dict[str, Any] = {"code": failure.code}
    error |= {name: failure.facts[name] for name in _FACTS if name in failure.facts}
    error["message"] = sentence(failure)
    return {"id": id if isinstance(id, str) else None, "error": error}


def _priced_line(number: int, priced: PricedLine, currency: str) -> dict[str, Any]:
    line, product = priced.line, priced.line.product
    return _line(
        number, product.sku, product.name, -line.qty_milli if line.is_return else line.qty_milli, priced, currency
    )


def _line(
    number: int, sku: str, name: str, qty_milli: int, amounts: SaleLine | PricedLine, currency: str
) -> dict[str, Any]:
    return {
        "line": number,
        "sku": sku,
        "name": name,
        "qty": format_milli(qty_milli),
        "unit_price": format_minor(amounts.unit_price_minor, currency),
        "list": format_minor(amounts.list_minor, currency),
        "discounts": [
            {"by": given.by, "name": given.name, "amount": format_minor(given.amount_minor, currency)}
            for given in amounts.discounts
        ],
        "total": format_minor(amounts.total_minor, currency),
        "tax": [
            {"name": tax.name, "rate": tax.rate, "amount": format_minor(tax.amount_minor, currency)}
            for tax in amounts.taxes
        ]
        or [{"name": "exempt", "rate": "0", "amount": format_minor(0, currency)}],
    }


def _tax_total(tax: TaxTotal, currency: str) -> dict[str, Any]:
    return {
        "name": tax.name,
        "rate": tax.rate,
        "net": format_minor(tax.net_minor, currency),
        "tax": format_minor(tax.tax_minor, currency),
        "gross": format_minor(tax.gross_minor, currency),
    }


def _points(points: PointsShown) -> dict[str, Any]:
    shown: dict[str, Any] = {"earned": points.earned, "redeemed": points.redeemed}
    if points.balance is not None:
        shown |= {"balance": points.balance, "balance_as_of": points.balance_as_of}
    return shown


def _not_applied(missed: NotApplied, currency: str) -> dict[str, Any]:
    said = {"by": missed.by, "why": missed.why}
    if missed.missing_units is not None:
        return said | {"missing": format_milli(missed.missing_units * ONE)}
    return said if missed.missing_minor is None else said | {"missing": format_minor(missed.missing_minor, currency)}


def _warned(warned: Warned) -> dict[str, Any]:
    return {"code": warned.code, "line": warned.line} if warned.line else {"code": warned.code}
