"""What the tour knows of the demo store: its files, and what the till has written down so far."""

import csv
from pathlib import Path

from pos.devices.escpos_receipt import escpos_document
from pos.devices.receipt_image import receipt_pdf
from pos.domain.journal import Entry
from pos.domain.receipt_block import Barcode, Total
from pos.domain.receipt_rows import text_rows
from pos.domain.sale import Sale
from pos.services import printing
from pos.services.demo import FOLDER
from pos.services.till import Till
from ui.tour import Tour

JACKET, SOCK, FLASK, BALM, MAP = "HAR-3L-SLT-M", "MER-SOCK-RST-M", "FLK-750", "BALM-200", "MAP-NGM"
JACKETS = "HAR-3L"
"""The article that comes in sizes."""
AMELIA, AMELIA_NAME = "C-1001", "amelia okafor"


def barcode_of(sku: str) -> str:
    return column("products.csv", "sku", sku, "barcodes").partition("|")[0]


def pin_of(staff_id: str) -> str:
    return column("staff.csv", "id", staff_id, "pin")


def card_of(customer_id: str) -> str:
    return column("customers.csv", "id", customer_id, "card")


def column(file: str, key: str, value: str, wanted: str) -> str:
    with (FOLDER / file).open(encoding="utf-8", newline="") as source:
        return next(row[wanted] for row in csv.DictReader(source) if row[key] == value)


def newest(till: Till) -> Sale:
    """The sale that was completed last."""
    with till.store.read() as tx:
        return tx.sales.newest()[0]


def entries(till: Till, kind: str) -> list[Entry]:
    """What was written down of a kind, oldest first."""
    with till.store.read() as tx:
        return [entry for _number, entry in tx.journal.read() if entry.kind == kind]


def papers(till: Till) -> list[Path]:
    """What came out of the printer."""
    return sorted((till.home / printing.PRINTER_FOLDER).glob("*.bin"))


def keep_receipt(tour: Tour, name: str) -> str:
    """The receipt of the newest sale as text, PDF, and as sent to the printer, with the total of the sale on it; what
    its barcode says."""
    sale = newest(tour.app.till)
    blocks = printing.receipt(tour.app.till, sale)
    (total,) = (block.right for block in blocks if isinstance(block, Total))
    tour.check(f"{name} comes to what the sale does", total == tour.app.session.money(sale.total_minor))
    path = tour.target / f"{name}-{tour.mode}"
    path.with_suffix(".txt").write_text("\n".join(text_rows(blocks)) + "\n", encoding="utf-8")
    path.with_suffix(".pdf").write_bytes(receipt_pdf(blocks))
    path.with_suffix(".bin").write_bytes(escpos_document(blocks))
    (code,) = (block.code for block in blocks if isinstance(block, Barcode))
    return code
