"""Products: read twice, so that a large catalogue is checked as a whole and never stands in memory."""

from collections.abc import Iterator, Sequence
from functools import partial

from pos.domain.barcode_gtin import equivalents
from pos.domain.folding import index_text, pinyin_initials
from pos.domain.imports.bundles import ReadProducts
from pos.domain.imports.products import ProductRow, iter_products
from pos.domain.imports.row import Problem
from pos.domain.imports.table import Numbered
from pos.services.imports.job import Imported, Job
from pos.services.imports.writing import write_rows
from pos.store.store import Tx

WrittenProduct = tuple[dict[str, object], list[tuple[str, str]]]


def import_products(job: Job) -> Imported:
    """Products by SKU: those of the file come in the place of the same ones here, the others stay."""
    problems, good = _checked(job)
    if not job.goes_in(problems):
        return Imported("products", good, problems)
    rows = _rows(job, {problem.line for problem in problems})
    write_rows(job, "products", rows, _put, good, ("find_product",), durable=False)
    return Imported("products", good, problems, kept=True)


def _checked(job: Job) -> tuple[tuple[Problem, ...], int]:
    """Every problem of the file, and how many rows have none."""
    read = ReadProducts()
    with job.till.store.read() as tx, job.open() as source:
        check = _Check(tx)
        for row in iter_products(source, job.till.setup.currency):
            read.add(row, check.problems)
    return read.judged(partial(_kinds, job))


def _kinds(job: Job, wanted: set[str], bad: set[int]) -> dict[str, str]:
    """A component may stand behind its bundle in the file, so the file is read for them once more."""
    kinds: dict[str, str] = {}
    with job.open() as source:
        for entry in iter_products(source, job.till.setup.currency):
            if isinstance(entry, Numbered) and entry.line not in bad and entry.value.product.sku in wanted:
                kinds[entry.value.product.sku] = entry.value.product.kind
    with job.till.store.read() as tx:
        for sku in wanted - set(kinds):
            if (product := tx.products.by_sku(sku)) is not None:
                kinds[sku] = product.kind
    return kinds


class _Check:
    """What the file alone cannot tell: tax categories, barcodes that belong to a product that is here already."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._categories = tx.prices.rules().taxes.categories
        self._empty = tx.products.count() == 0

    def problems(self, row: Numbered[ProductRow]) -> tuple[Problem, ...]:
        product, found = row.value.product, []
        if product.tax not in self._categories:
            found.append(Problem(row.line, "tax", "unknown_tax", product.tax))
        for code in () if self._empty else row.value.barcodes:
            if any(self._tx.products.owner_of(key) not in (None, product.sku) for key in equivalents(code)):
                found.append(Problem(row.line, "barcodes", "barcode_taken", code))
        return tuple(found)


def _rows(job: Job, bad: set[int]) -> Iterator[WrittenProduct]:
    with job.open() as source:
        for entry in iter_products(source, job.till.setup.currency):
            if isinstance(entry, Numbered) and entry.line not in bad:
                yield written_product(entry.value)


def _put(tx: Tx, _job: Job, rows: Sequence[WrittenProduct]) -> None:
    put_products(tx, rows)


def put_products(tx: Tx, rows: Sequence[WrittenProduct]) -> None:
    """Write products that are ready, each SKU once."""
    tx.products.upsert([row for row, _codes in rows], [code for _row, codes in rows for code in codes])


def written_product(row: ProductRow, rev: int = 1) -> WrittenProduct:
    """A product as its row, and each spelling of its barcodes with its SKU: the work that needs no transaction."""
    product = row.product
    more = (product.brand, product.category, product.options, pinyin_initials(product.name))
    spellings = dict.fromkeys(key for code in row.barcodes for key in equivalents(code))
    written: dict[str, object] = {
        "sku": product.sku,
        "name": product.name,
        "price_minor": product.price_minor,
        "tax": product.tax,
        "kind": product.kind,
        "category": product.category,
        "brand": product.brand,
        "tags": "|".join(product.tags),
        "unit": product.unit,
        "variant_of": product.variant_of,
        "options": product.options,
        "image": product.image,
        "cost_minor": row.cost_minor,
        "components": "|".join(f"{part.sku}:{part.qty_milli}" for part in product.components),
        "min_age": product.min_age,
        "words": index_text(product.name, product.sku, row.barcodes, *more),
        "rev": rev,
    }
    return written, [(key, product.sku) for key in spellings]
