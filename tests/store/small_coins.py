"""Tills of countries without small coins, and goods of odd prices."""

from dataclasses import replace
from typing import Any

from pos.domain.tax import CashRounding
from pos.domain.tax.smallest_coin import COUNTRIES, currency_of
from pos.services.tenders import cash_rounding
from pos.services.till import Till
from tests.store.shop import bought


def till_of(shop: Till, country: str) -> Till:
    """The same till in this country; one that does not round keeps its currency."""
    currency = currency_of(country) if country in COUNTRIES else shop.setup.currency
    return replace(shop, setup=replace(shop.setup, country=country, currency=currency))


def coin_of(till: Till) -> CashRounding:
    with till.store.read() as tx:
        return cash_rounding(tx, till)


def priced(code: str, qty: str, unit_price: str) -> dict[str, Any]:
    """Goods at another price than the shelf's."""
    return bought(code, qty, unit_price=unit_price, reason="a table of prices")
