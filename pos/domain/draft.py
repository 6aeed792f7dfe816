"""A basket that is not paid yet as JSON, without loss: what a till keeps on every change and finds after a crash."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pos.domain.basket import AgeCheck, AppliedDiscount, Basket, Line, ManualDiscount, Reversal, TaxExemption
from pos.domain.failures import Refused
from pos.domain.product import Component, Product
from pos.domain.tax import LineTax

VERSION = 1
"""Raised when the form of Basket changes, so that an older draft is set aside instead of misread."""


def draft_document(basket: Basket, currency: str) -> dict[str, Any]:
    """A value that `json.dumps` writes and `basket_of_draft` reads; amounts are minor units of the currency."""
    return {"v": VERSION, "currency": currency, "basket": _plain(asdict(basket))}


def basket_of_draft(draft: Mapping[str, Any], currency: str) -> Basket:
    """The basket as it was; Refused `draft_unreadable` for one of another version or another currency."""
    if draft.get("v") != VERSION or draft.get("currency") != currency:
        raise Refused("draft_unreadable")
    held = draft["basket"]
    return Basket(
        **held
        | {
            "lines": tuple(_line(line) for line in held["lines"]),
            "discount": _discount(held["discount"]),
            "coupons": tuple(held["coupons"]),
            "promotions": tuple(held["promotions"]),
            "tax_exempt": TaxExemption(**held["tax_exempt"]) if held["tax_exempt"] else None,
            "age_check": AgeCheck(**held["age_check"]) if held.get("age_check") else None,
        }
    )


def _plain(value: Any) -> Any:
    """Lists for tuples, so that the value is the same before and after it was written."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value


def _line(held: dict[str, Any]) -> Line:
    product = held["product"]
    return Line(
        **held
        | {
            "product": Product(
                **product
                | {
                    "tags": tuple(product["tags"]),
                    "components": tuple(Component(**part) for part in product.get("components", ())),
                }
            ),
            "discount": _discount(held["discount"]),
            "reversal": _reversal(held["reversal"]) if held["reversal"] else None,
        }
    )


def _discount(held: dict[str, Any] | None) -> ManualDiscount | None:
    return ManualDiscount(**held) if held else None


def _reversal(held: dict[str, Any]) -> Reversal:
    return Reversal(
        **held
        | {
            "discounts": tuple(AppliedDiscount(**discount) for discount in held["discounts"]),
            "taxes": tuple(LineTax(**tax) for tax in held["taxes"]),
        }
    )
