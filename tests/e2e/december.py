"""December 2010 of a real UK gift shop as products, baskets and stock changes of a till.

Chen et al., "Online Retail", UCI Machine Learning Repository, data set 352 (CC BY 4.0).
"""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

FILE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "online_retail" / "online_retail_2010-12.csv"
SERVICES = frozenset(("POST", "DOT", "C2", "D", "M", "m", "S", "BANK CHARGES", "AMAZONFEE"))
"""Postage, carriage, discount, manual corrections, samples and fees: nothing that lies on a shelf."""


@dataclass(frozen=True)
class Row:
    """One line of an invoice; `price` is positive or 0 everywhere in this file."""

    sku: str
    name: str
    quantity: int
    price: Decimal

    @property
    def total(self) -> Decimal:
        return self.price * self.quantity


@dataclass(frozen=True)
class Invoice:
    number: str
    at: str
    rows: tuple[Row, ...]

    @property
    def total(self) -> Decimal:
        return sum((row.total for row in self.rows), Decimal())

    @property
    def is_return(self) -> bool:
        return self.number.startswith("C")

    @property
    def sale_id(self) -> str:
        return str(uuid5(NAMESPACE_URL, self.number))


@dataclass(frozen=True)
class December:
    """Invoices of money (sales and cancellations) and those that only moved stock."""

    paid: tuple[Invoice, ...]
    unpriced: tuple[Invoice, ...]

    @property
    def rows(self) -> Iterable[Row]:
        return (row for invoice in (*self.paid, *self.unpriced) for row in invoice.rows)

    def usual_prices(self) -> dict[str, Decimal]:
        """The most frequent price of each SKU where it was sold; the lower one of two as frequent."""
        prices: dict[str, Counter[Decimal]] = {row.sku: Counter() for row in self.rows}
        for invoice in self.paid:
            for row in invoice.rows:
                prices[row.sku][row.price] += not invoice.is_return
        return {
            sku: min(seen, key=lambda price: (-seen[price], price)) if seen else Decimal()
            for sku, seen in prices.items()
        }

    def names(self) -> dict[str, str]:
        """The first description of each SKU; one that never has any goes by its SKU."""
        names: dict[str, str] = {}
        for row in self.rows:
            if row.name:
                names.setdefault(row.sku, row.name)
        return {row.sku: names.get(row.sku, row.sku) for row in self.rows}


def read_december(every: int) -> December:
    """Every so-manieth sale, cancellation and unpriced invoice, in the order of the file."""
    invoices: dict[str, list[dict[str, str]]] = {}
    with FILE.open(encoding="utf-8", newline="") as source:
        for line in csv.DictReader(source):
            invoices.setdefault(line["InvoiceNo"], []).append(line)
    made = [_invoice(number, lines) for number, lines in invoices.items()]
    sales = [x for x in made if x.total > 0]
    returns = [x for x in made if x.total < 0]
    unpriced = [x for x in made if x.total == 0]
    chosen = {x.number for group in (sales, returns) for x in group[::every]}
    return December(tuple(x for x in made if x.number in chosen), tuple(unpriced[::every]))


def _invoice(number: str, lines: Sequence[dict[str, str]]) -> Invoice:
    rows = tuple(
        Row(x["StockCode"].strip(), x["Description"].strip(), int(x["Quantity"]), Decimal(x["UnitPrice"]))
        for x in lines
    )
    return Invoice(number, lines[0]["InvoiceDate"].replace(" ", "T") + "+00:00", rows)


def write_products(path: Path, december: December) -> None:
    names, prices = december.names(), december.usual_prices()
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("sku", "name", "price", "kind"))
        for sku, name in names.items():
            writer.writerow((sku, name, prices[sku], "service" if sku in SERVICES else "each"))


def write_stock_changes(path: Path, december: December) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("sku", "change", "reason"))
        for invoice in december.unpriced:
            for row in invoice.rows:
                writer.writerow((row.sku, row.quantity, row.name or f"invoice {invoice.number}"))


def basket(invoice: Invoice, usual: dict[str, Decimal] | None) -> str:
    """The invoice as a line for `sell`. With `usual` prices a line that has its SKU's carries none of its own."""
    lines = []
    for row in invoice.rows:
        line: dict[str, object] = {"code": row.sku, "qty": str(abs(row.quantity))}
        if usual is None or usual[row.sku] != row.price:
            line["unit_price"] = f"{row.price:.2f}"
        if invoice.is_return:
            line |= {"return": True, "reason": f"cancellation {invoice.number}", "disposition": "restock"}
        lines.append(line)
    document = {"id": invoice.sale_id, "at": invoice.at, "lines": lines}
    document["tenders"] = [{"type": "cash", "amount": f"{invoice.total:.2f}"}]
    return json.dumps(document)
