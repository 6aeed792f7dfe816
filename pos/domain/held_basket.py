"""A basket that was put aside, as the other tills of the store are told of it: goods and amounts in the clear, words of
people apart, to be sealed (ARCHITECTURE.md, "Personal data")."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from pos.domain.basket import Basket, Line, TaxExemption
from pos.domain.draft import VERSION, basket_of_draft, draft_document
from pos.domain.failures import Refused
from pos.domain.product import Product

MOST_LINES = 200
"""A longer basket stays with its till: what every till of the store reads is kept short."""
_LABEL, _NOTE, _CERTIFICATE, _LINE = "label", "note", "certificate", "line "
_BASKET = frozenset(field.name for field in fields(Basket))
_LINES = frozenset(field.name for field in fields(Line))
_PRODUCTS = frozenset(field.name for field in fields(Product))


def may_be_shared(basket: Basket) -> bool:
    """Whether another till could go on with this basket: goods that come back of a sale are known where they were
    found."""
    return bool(basket.lines) and len(basket.lines) <= MOST_LINES and not any(line.reversal for line in basket.lines)


def held_document(basket: Basket, currency: str) -> dict[str, Any]:
    """The basket without the words that people wrote on it; absent instead of null, amounts in minor units."""
    bare = replace(basket, note="", lines=tuple(replace(line, note="") for line in basket.lines))
    if bare.tax_exempt:
        bare = replace(bare, tax_exempt=TaxExemption(bare.tax_exempt.reason))
    document: dict[str, Any] = _without_null(draft_document(bare, currency))
    return document


def held_texts(basket: Basket, label: str) -> dict[str, str]:
    """The words that people wrote on it, by place: the label under which it was put aside, notes, a certificate."""
    texts = {_LABEL: label, _NOTE: basket.note}
    texts |= {f"{_LINE}{line.line_id}": line.note for line in basket.lines}
    if basket.tax_exempt:
        texts[_CERTIFICATE] = basket.tax_exempt.certificate
    return {place: words for place, words in texts.items() if words}


def label_of(texts: Mapping[str, str]) -> str:
    return texts.get(_LABEL, "")


def basket_of_held(document: Mapping[str, Any], texts: Mapping[str, str], currency: str) -> Basket:
    """The basket with its words again; Refused `draft_unreadable` for a form that this program does not know, or
    another currency. What only a newer program wrote in it is left out."""
    try:
        held = {name: value for name, value in document["basket"].items() if name in _BASKET}
        told = {"discount": None, "tax_exempt": None, "coupons": (), "promotions": (), **held}
        told["lines"] = [_line(line) for line in held["lines"]]
        version = {"v": document.get("v", VERSION), "currency": document["currency"]}
        return _with_texts(basket_of_draft({**version, "basket": told}, currency), texts)
    except (KeyError, TypeError, AttributeError, ValueError):
        raise Refused("draft_unreadable") from None


def _line(held: Mapping[str, Any]) -> dict[str, Any]:
    product = {"tags": (), **{name: value for name, value in held["product"].items() if name in _PRODUCTS}}
    line = {name: value for name, value in held.items() if name in _LINES}
    return {"discount": None, **line, "product": product, "reversal": None}


def _with_texts(basket: Basket, texts: Mapping[str, str]) -> Basket:
    lines = tuple(replace(line, note=texts.get(f"{_LINE}{line.line_id}", "")) for line in basket.lines)
    exempt = basket.tax_exempt
    if exempt and _CERTIFICATE in texts:
        exempt = replace(exempt, certificate=texts[_CERTIFICATE])
    return replace(basket, lines=lines, note=texts.get(_NOTE, ""), tax_exempt=exempt)


def _without_null(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_null(part) for name, part in value.items() if part is not None}
    return [_without_null(part) for part in value] if isinstance(value, list) else value
