"""The gift shop of December 2010 with a catalogue that promotions can be about, and its invoices as baskets to price.

The category of an article is the last word of its name, its tags and brand are words in it; every seventh customer is
in trade, every fifth a gold member. What the shop gives stands in tests/data/promotions/gift_shop.json.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from tests.e2e.december import FILE, SERVICES, December, Invoice
from tests.till_program import ROOT

PROMOTIONS = ROOT / "tests" / "data" / "promotions" / "gift_shop.json"
TAXES = {
    "prices_include_tax": True,
    "categories": {
        "standard": [{"name": "VAT 17.5 %", "percent": "17.5"}],
        "books": [],
        "glass": [{"name": "VAT 17.5 %", "percent": "17.5"}, {"name": "Deposit", "amount": "0.08", "included": False}],
    },
}
TAGS = {"CHRISTMAS": "christmas", "HEART": "heart", "HEARTS": "heart", "VINTAGE": "vintage"}
COUPON_EVERY, STAFF_EVERY, MANUAL_EVERY = 5, 11, 13


def write_shop(folder: Path, december: December) -> dict[str, Path]:
    """The files of the shop by what they import, in the order in which they can be imported."""
    files = {kind: folder / kind for kind in ("taxes", "products", "prices", "customers")}
    files["taxes"].write_text(json.dumps(TAXES), encoding="utf-8")
    _write(files["products"], ("sku", "name", "price", "tax", "kind", "category", "brand", "tags"), _goods(december))
    _write(files["prices"], ("sku", "list", "price", "min_qty", "group"), _prices(december))
    _write(files["customers"], ("id", "name", "tier", "group"), _customers())
    return files | {"promotions": PROMOTIONS}


def baskets(december: December) -> list[str]:
    """Every sale of more than nothing, as its customer would have it priced: at list prices, some with a coupon."""
    whose = _customer_of()
    sales = [invoice for invoice in december.paid if not invoice.is_return]
    return [_basket(number, invoice, whose.get(invoice.number, "")) for number, invoice in enumerate(sales)]


def _basket(number: int, invoice: Invoice, customer: str) -> str:
    lines: list[dict[str, object]] = [{"code": row.sku, "qty": str(row.quantity)} for row in invoice.rows]
    document: dict[str, object] = {"id": invoice.sale_id, "at": invoice.at, "lines": lines}
    if customer:
        document["customer"] = customer
    if number % COUPON_EVERY == 0:
        document["coupons"] = ["winter10"]
    if number % STAFF_EVERY == 0:
        document["promotions"] = ["P-STAFF"]
    if number % MANUAL_EVERY == 0:
        lines[0] |= {"discount": {"percent": "12.5"}, "reason": "worn box"}
        document |= {"discount": {"amount": "1.00"}, "discount_reason": "goodwill"}
    return json.dumps(document)


def _goods(december: December) -> Iterator[tuple[object, ...]]:
    names, prices = december.names(), december.usual_prices()
    for sku, name in names.items():
        words = name.upper().split() or [""]
        tax = "books" if "BOOK" in words else "glass" if "GLASS" in words and prices[sku] else "standard"
        tags = "|".join(dict.fromkeys(TAGS[word] for word in words if word in TAGS))
        brand = "RETROSPOT" if "RETROSPOT" in words else ""
        yield sku, name, prices[sku], tax, "service" if sku in SERVICES else "each", words[-1][:40], brand, tags


def _prices(december: December) -> Iterator[tuple[object, ...]]:
    """A tenth less from a dozen on, and a price of their own for people in trade, of every third article."""
    for number, (sku, price) in enumerate(december.usual_prices().items()):
        if number % 3 == 0 and price:
            yield sku, "DOZEN", _penny(price * Decimal("0.9")), 12, ""
            yield sku, "TRADE", _penny(price * Decimal("0.85")), "", "trade"


def _customers() -> Iterator[tuple[object, ...]]:
    for number, customer in enumerate(sorted(set(_customer_of().values()))):
        yield customer, f"Customer {customer}", "Gold" if number % 5 == 0 else "", "trade" if number % 7 == 0 else ""


def _customer_of() -> Mapping[str, str]:
    """Whose invoice each is, as far as the file says."""
    with FILE.open(encoding="utf-8", newline="") as source:
        return {row["InvoiceNo"]: f"C-{row['CustomerID']}" for row in csv.DictReader(source) if row["CustomerID"]}


def _penny(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _write(path: Path, header: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        writer.writerows(rows)
