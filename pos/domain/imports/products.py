"""The products file: what can be sold, with its barcodes and what it cost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, cast

from pos.domain.barcode_gtin import equivalents
from pos.domain.failures import Refused
from pos.domain.free_text import why_not_word
from pos.domain.imports.row import MAX_CODE, MAX_ID, MAX_NAME, MAX_WORD, Problem, Row
from pos.domain.imports.table import Layout, Numbered, Read, collect, iter_table
from pos.domain.product import AGES, KINDS, SERIAL, Component, Kind, Product
from pos.domain.quantity import parse_milli

LAYOUT = Layout(
    required=("sku", "name", "price"),
    optional=tuple(
        "tax barcodes category brand tags kind unit variant_of options cost image components serial min_age".split()
    ),
)
MAX_BARCODES = 50
MAX_TAGS = 50
MAX_IMAGE = 1000
MAX_COMPONENTS = 50
REQUIRED = "required"
GTIN_14 = 14


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One SKU. `barcodes` as written; `cost_minor` is what a piece (a kilogram) cost the shop, when the file says."""

    product: Product
    barcodes: tuple[str, ...] = ()
    cost_minor: int | None = None


def iter_products(source: BinaryIO, currency: str) -> Iterator[Numbered[ProductRow] | Problem]:
    """Row by row, for a catalogue that should not stand in memory; only SKUs and barcodes are remembered."""
    seen = _Seen()
    return iter_table(source, LAYOUT, lambda row: _product_row(row, currency, seen))


def read_products(data: bytes, currency: str) -> Read[ProductRow]:
    """A whole products file; Refused `import_…` when no row of it can be trusted."""
    return collect(iter_products(BytesIO(data), currency))


class _Seen:
    """What came before in the file: a SKU stands in it once, a barcode, however it is spelled, belongs to one SKU."""

    def __init__(self) -> None:
        self.skus = set[str]()
        self.barcodes = dict[str, str]()

    def check(self, row: Row, sku: str, barcodes: tuple[str, ...]) -> None:
        if sku in self.skus:
            row.blame("sku", "sku_twice", sku)
        self.skus.add(sku)
        for code in barcodes:
            if any(self.barcodes.setdefault(number, sku) != sku for number in _numbers(code)):
                row.blame("barcodes", "barcode_twice", code)


def _numbers(code: str) -> Sequence[str]:
    """Each article number that a scanner may mean by this code as GTIN-14, or the code itself when it is none."""
    return [spelling for spelling in equivalents(code) if len(spelling) == GTIN_14] or [code]


def _product_row(row: Row, currency: str, seen: _Seen) -> ProductRow:
    sku = row.word("sku") if row.needed("sku") else ""
    price_minor = row.price("price", currency) if row.needed("price") else 0
    row.needed("name")
    product = Product(
        sku=sku,
        name=row.free_text("name", MAX_NAME),
        price_minor=price_minor,
        tax=row.word("tax") or "standard",
        kind=_kind(row),
        category=row.free_text("category"),
        brand=row.free_text("brand"),
        tags=_tags(row),
        unit=row.word("unit", MAX_WORD),
        variant_of=row.word("variant_of"),
        options=row.free_text("options", MAX_NAME),
        image=row.word("image", MAX_IMAGE),
        components=_components(row),
        min_age=_min_age(row),
    )
    if product.components and product.kind != "bundle":
        row.blame("components", "components_of_no_bundle", row["components"])
    if sku and product.variant_of == sku:
        row.blame("variant_of", "variant_of_itself", sku)
    barcodes = row.words("barcodes", MAX_CODE)
    if len(barcodes) > MAX_BARCODES:
        row.blame("barcodes", "too_many")
    if len(product.tags) > MAX_TAGS:
        row.blame("tags", "too_many")
    if sku:
        seen.check(row, sku, barcodes)
    return ProductRow(product, barcodes, row.price("cost", currency) if row["cost"] else None)


def _tags(row: Row) -> tuple[str, ...]:
    """The tags of a row; the column `serial` is another way of writing one of them."""
    if row["serial"] not in ("", REQUIRED):
        row.blame("serial", "bad_serial_rule", row["serial"])
    tags = row.words("tags")
    return (*tags, SERIAL) if row["serial"] == REQUIRED and SERIAL not in tags else tags


def _components(row: Row) -> tuple[Component, ...]:
    """`SKU:quantity` joined by `|`, each SKU once. A SKU may have a colon: the last one parts it from the quantity."""
    found: dict[str, Component] = {}
    for part in row["components"].split("|") if row["components"] else ():
        sku, _colon, quantity = (text.strip() for text in part.rpartition(":"))
        try:
            component = Component(sku, parse_milli(quantity))
        except Refused:
            component = None
        if component is None or not sku or why_not_word(sku, MAX_ID):
            row.blame("components", "bad_components", part)
        elif sku in found:
            row.blame("components", "component_twice", sku)
        else:
            found[sku] = component
    if len(found) > MAX_COMPONENTS:
        row.blame("components", "too_many")
    return tuple(found.values())


def _min_age(row: Row) -> int:
    if row["min_age"] not in ("", *map(str, AGES)):
        row.blame("min_age", "bad_min_age", row["min_age"])
        return 0
    return int(row["min_age"] or 0)


def _kind(row: Row) -> Kind:
    kind = row["kind"] or "each"
    if kind not in KINDS:
        row.blame("kind", "unknown_kind", kind)
        return "each"
    return cast(Kind, kind)
