"""The taxes file, read strictly (INTERFACES.md, "Import files")."""

from collections.abc import Mapping
from typing import cast

from pos.domain.failures import Refused
from pos.domain.json_object import JsonObject
from pos.domain.money import MAX_MINOR, ONE_PERCENT, Rounding, parse_minor, parse_rate
from pos.domain.tax.rules import CashRounding, CashTies, Tax, TaxRounding, TaxRules
from pos.domain.validity import moment

MAX_CATEGORIES = 1000
MAX_TAXES = 20
"""Taxes of one category."""
MAX_NAME = 100
MAX_RATE = 1000 * ONE_PERCENT
"""Ten times the price; no percentage of a real tax comes near it."""


def tax_rules_of(document: Mapping[str, object], currency: str) -> TaxRules:
    """The rules of a parsed taxes file; Refused `bad_taxes` with `field`, `value` and `why` for the first fault."""
    try:
        given = JsonObject(document, ("prices_include_tax", "rounding", "mode", "cash_rounding", "categories"))
        included = given.flag("prices_include_tax", True)
        return TaxRules(
            prices_include_tax=included,
            rounding=cast(TaxRounding, given.choice("rounding", ("line", "unit", "document"), "line")),
            mode=cast(Rounding, given.choice("mode", ("half_up", "half_even"), "half_up")),
            cash=_cash(given, currency) if "cash_rounding" in given else None,
            categories=_categories(given, currency, included),
        )
    except Refused as no:
        facts = {
            "field": no.facts.get("field", ""),
            "value": no.facts.get("value"),
            "why": no.facts.get("says", no.code),
        }
        raise Refused("bad_taxes", **facts) from None


def _cash(given: JsonObject, currency: str) -> CashRounding:
    rounding = given.child("cash_rounding", ("step", "ties"))
    step = rounding.read("step", lambda value: parse_minor(value, currency))
    if step < 1:
        raise rounding.refuse("bad_amount", "step")
    return CashRounding(step, cast(CashTies, rounding.choice("ties", ("up", "down", "even"), "up")))


def _categories(given: JsonObject, currency: str, included: bool) -> dict[str, tuple[Tax, ...]]:
    named = given.raw("categories")
    if not isinstance(named, dict) or not named:
        raise given.refuse("bad_field", "categories")
    if len(named) > MAX_CATEGORIES:
        raise Refused("too_many", field="categories", limit=MAX_CATEGORIES)
    categories = given.child("categories", tuple(named))
    return {name: _taxes(categories, name, currency, included) for name in named}


def _taxes(categories: JsonObject, name: str, currency: str, included: bool) -> tuple[Tax, ...]:
    if not name.strip() or len(name) > MAX_NAME or not name.isprintable():
        raise Refused("bad_field", field="categories", value=name)
    taxes = categories.items(name, MAX_TAXES)
    return tuple(_tax(tax, f"categories.{name}.{n}", currency, included) for n, tax in enumerate(taxes))


def _tax(value: object, path: str, currency: str, included: bool) -> Tax:
    given = JsonObject(value, ("name", "percent", "amount", "included", "compound", "from", "until"), path)
    if ("percent" in given) == ("amount" in given):
        raise Refused("bad_field", field=path, value=value)
    tax = Tax(
        name=given.free_text("name", MAX_NAME),
        percent=given.read("percent", _percent) if "percent" in given else None,
        amount_minor=given.read("amount", lambda amount: _amount(amount, currency)) if "amount" in given else None,
        included=given.flag("included", included),
        compound=given.flag("compound", False),
        since=given.read("from", _time) if "from" in given else "",
        until=given.read("until", _time) if "until" in given else "",
    )
    if tax.compound and tax.percent is None:
        raise given.refuse("bad_field", "compound")
    return tax


def _percent(value: object) -> str:
    """The rate as written, for that is how it is shown."""
    if not isinstance(value, str):
        raise Refused("bad_percent", value=value)
    if parse_rate(value) > MAX_RATE:
        raise Refused("bad_percent", value=value)
    return value


def _amount(value: object, currency: str) -> int:
    minor = parse_minor(value, currency)
    if not 0 <= minor <= MAX_MINOR:
        raise Refused("bad_amount", value=value)
    return minor


def _time(value: object) -> str:
    if not isinstance(value, str):
        raise Refused("bad_time", value=value)
    moment(value)
    return value
