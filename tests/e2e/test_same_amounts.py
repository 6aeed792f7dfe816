"""One basket, one set of amounts: screen, result, receipt, journal and hub say the same to the cent, as text."""

import json
import random
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from pos.domain.document import read_basket
from pos.domain.document_result import price_document as as_priced
from pos.domain.document_result import result_document
from pos.domain.journal import stamp
from pos.domain.money import format_minor
from pos.domain.priced import PricedBasket
from pos.domain.receipt_rows import text_rows
from pos.domain.sale import Sale
from pos.services.document import price_document, sell_document
from pos.services.export import exported
from pos.services.imports import import_file
from pos.services.printing import receipt
from pos.services.tenders import due_in_cash
from pos.services.till import Till
from sync.hub.hub import Hub
from sync.hub.imports.file import import_file as import_at_hub
from sync.hub.sales.pricing import price_at_hub
from tests.sync.hub_shop import a_hub, a_store
from ui.money_text import MINUS, money_text
from ui.sell.basket_view import basket_view
from ui.sell.words import SellWords

TAXES = {
    "categories": {
        "standard": [{"name": "VAT 19 %", "percent": "19"}],
        "reduced": [{"name": "VAT 7 %", "percent": "7"}, {"name": "Deposit", "amount": "0.25", "included": False}],
        "mixed": [
            {"name": "VAT 20 %", "percent": "20"},
            {"name": "City", "percent": "3.3", "included": False},
            {"name": "Levy", "percent": "1", "included": False, "compound": True},
        ],
        "zero": [],
    }
}
PRODUCTS = """sku,name,price,tax,kind,category
SOCK,Socks,7.99,standard,each,Wear
HAT,Hat,19.95,standard,each,Wear
BEER,Beer,1.89,reduced,each,Drinks
MAP,Map,9.99,zero,each,Books
CHEESE,Cheese,23.45,reduced,weighed,Food
LAMP,Lamp,34.99,mixed,each,Home
CARD,Gift card,25.00,zero,gift_card,
"""
RULES = [
    {"id": "P-SOCKS", "name": "3 for 20", "items": {"skus": ["SOCK"]}, "give": {"price": "20.00", "for_qty": "3"}},
    {"id": "P-WEAR", "name": "Wear −7.5 %", "items": {"categories": ["Wear"]}, "give": {"percent": "7.5"}},
    {"id": "P-BEER", "name": "6th free", "items": {"skus": ["BEER"]}, "give": {"buy": "5", "get": "1"}},
    {"id": "P-OVER", "name": "5 off", "phase": "order", "when": {"min_subtotal": "60"},
     "give": {"amount": "5.00", "spread": "across"}},
    {"id": "P-HOME", "name": "Lamp and map", "phase": "bundle", "give": {"price": "40.00", "bundle": [
        {"items": {"skus": ["LAMP"]}, "qty": "1"}, {"items": {"skus": ["MAP"]}, "qty": "1"}]}},
    {"id": "P-SPRING", "name": "Spring", "phase": "order", "when": {"coupon": "SPRING"}, "give": {"percent": "3.3"}},
]  # fmt: skip
FILES = {"taxes": json.dumps(TAXES), "products": PRODUCTS, "promotions": json.dumps(RULES)}


def a_basket(chance: random.Random, number: int) -> dict[str, Any]:
    """Some goods, some with a discount that somebody gave."""
    lines: list[dict[str, Any]] = []
    for sku in chance.choices(["SOCK", "HAT", "BEER", "MAP", "CHEESE", "LAMP", "CARD"], k=chance.randint(1, 6)):
        qty = f"{chance.randint(1, 2500) / 1000:.3f}" if sku == "CHEESE" else str(chance.randint(1, 7))
        lines.append({"code": sku, "qty": "1" if sku == "CARD" else qty})
        if sku != "CARD" and chance.random() < 0.2:
            lines[-1] |= {"discount": {"percent": f"{chance.randint(1, 40)}"}, "reason": "worn"}
    basket: dict[str, Any] = {"id": str(UUID(int=number)), "at": "2026-11-21T14:32:00+00:00", "lines": lines}
    basket |= {"coupons": ["spring"]} if chance.random() < 0.3 else {}
    basket |= {"tax_exempt": {"reason": "diplomat", "certificate": "D-1"}} if chance.random() < 0.2 else {}
    return basket | ({"discount": {"amount": "1.01"}, "discount_reason": "goodwill"} if chance.random() < 0.3 else {})


@pytest.mark.parametrize("seed", range(24))
def test_screen_result_receipt_journal_and_hub_say_the_same(till: Till, tmp_path: Path, seed: int) -> None:
    hub = a_hub(tmp_path / "hub")
    stock(till, hub, tmp_path)
    basket = a_basket(random.Random(seed), seed + 1)
    priced = price_document(till, read_basket(basket, "EUR", needs_tenders=False))
    total = format_minor(priced.total_minor, "EUR")
    asked = read_basket(basket | {"tenders": [{"type": "card", "amount": total}]}, "EUR", needs_tenders=True)

    sale = sell_document(till, asked)

    told = as_priced(priced, stamp(asked.at or till.now()), due_in_cash(till, priced))
    result = result_document(sale)
    assert {name: result[name] for name in ("lines", "total", "discounts", "tax")} == {
        name: told[name] for name in ("lines", "total", "discounts", "tax")
    }
    assert price_at_hub(hub, basket) == told
    assert on_screen(priced) == ([line["total"] for line in told["lines"]], told["total"], told["discounts"])
    assert in_journal(till, sale) == ([line["total"] for line in told["lines"]], told["total"], told["discounts"])
    on_paper = {plain(word) for row in text_rows(receipt(till, sale)) for word in row.split()}
    for line in told["lines"]:
        assert {line["total"], *("-" + given["amount"] for given in line["discounts"])} <= on_paper
    assert {told["total"], *(row["tax"] for row in told["tax"] if row["rate"] != "0")} <= on_paper
    hub.engine.dispose()


def stock(till: Till, hub: Hub, folder: Path) -> None:
    setup = till.setup
    a_store(hub, setup.store_no, setup.code, currency=setup.currency, country=setup.country, zone=setup.zone)
    for kind, text in FILES.items():
        (folder / kind).write_text(text, encoding="utf-8")
        import_file(till, kind, folder / kind, staff="till")
        import_at_hub(hub, kind, folder / kind)


def on_screen(priced: PricedBasket) -> tuple[list[str], str, str]:
    """Line totals, total and discounts as the Sell screen shows them."""
    words = SellWords()
    view = basket_view(priced, words, lambda minor: money_text(minor, "EUR"))
    off = next((row.amount for row in view.sums if row.label == words.discounts), "0.00")
    return [plain(line.total) for line in view.lines], plain(view.total), plain(off).lstrip("-")


def in_journal(till: Till, sale: Sale) -> tuple[list[str], str, str]:
    """The same of the entry that the sale is."""
    (body,) = (entry["body"] for entry in exported(till) if entry["seq"] == sale.seq)
    lines = [format_minor(line["total_minor"], "EUR") for line in body["lines"]]
    return lines, format_minor(body["total_minor"], "EUR"), format_minor(body["discounts_minor"], "EUR")


def plain(text: str) -> str:
    """An amount without its sign of currency and its groups."""
    return "".join(letter for letter in text.replace(MINUS, "-") if letter.isdigit() or letter in "-.")
