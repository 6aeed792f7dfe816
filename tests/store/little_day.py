"""A little day that can be added up by hand: sales of several people with discounts, returns, an exchange, split
payment, and cash rounded to coins, beside what counts nowhere: a basket that is held and one that was struck."""

import json
from pathlib import Path
from typing import Any

from pos.domain.sale import Sale
from pos.services.basket import suspend_basket, void_basket
from pos.services.document import price_document, sell_document
from pos.services.shift import open_shift
from pos.services.tenders import due_in_cash
from pos.services.till import Till
from tests.store.shop import TAXES, a_basket, a_document, bought, import_text, paid, returned

ROUNDING = {"cash_rounding": {"step": "0.05", "ties": "up"}}


def make_little_day(shop: Till, folder: Path, **taxes: Any) -> None:
    """All of it in one shift, which stays open."""
    import_text(shop, "taxes", json.dumps(TAXES | ROUNDING | taxes), folder)
    open_shift(shop, 150_00, "maya")
    scratched = {"discount": {"percent": "10"}, "reason": "scratched"}
    goodwill: dict[str, Any] = {"discount": {"amount": "1.01"}, "discount_reason": "goodwill"}
    _sell(shop, "15:05", "maya", bought("JACKET"), over=11_00)
    reduced = _sell(shop, "15:20", "daniel", bought("FLASK", "2", **scratched), by="card")
    socks = _sell(shop, "15:40", "maya", bought("SOCK-R", "2"), by="card")
    _sell(shop, "16:00", "daniel", bought("APPLE", "0.333"))
    _sell(shop, "16:15", "maya", bought("JACKET"), bought("HEM"), by_card=100_00)
    _sell(shop, "16:30", "ines", bought("羊毛袜"), **goodwill)
    _sell(shop, "17:00", "sofia", returned(reduced.receipt), by="card")
    _sell(shop, "17:10", "daniel", returned(socks.receipt), bought("FLASK"))
    _sell(shop, "17:30", "maya", bought("FLASK", reason="no receipt", approved_by="sofia") | {"return": True})
    _sell(shop, "18:00", "daniel", bought("APPLE", "1.003"), bought("FLASK", salesperson="ines"), by="card")
    suspend_basket(shop, a_basket(shop, bought("JACKET")), "maya")
    void_basket(shop, a_basket(shop, bought("FLASK")), "maya")


def _sell(
    shop: Till,
    at: str,
    staff: str,
    *lines: dict[str, Any],
    by: str = "cash",
    over: int = 0,
    by_card: int = 0,
    **more: Any,
) -> Sale:
    """Paid by card or in cash, with so much given `over`; `by_card` is the card's part of a split payment."""
    more |= {"at": f"2026-11-21T{at}:00+00:00", "staff": staff}
    total = price_document(shop, a_document(*lines, **more)).total_minor
    if by == "card":
        tenders = [paid(total, "card")]
    elif by_card:
        tenders = [paid(by_card, "card"), paid(total - by_card)]
    else:
        tenders = [paid(due_in_cash(shop, price_document(shop, a_document(*lines, **more))) + over)]
    return sell_document(shop, a_document(*lines, tenders=tenders, **more))
