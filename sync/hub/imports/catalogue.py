"""Products and price lists: what every till may sell."""

from collections.abc import Iterable, Iterator
from functools import partial

from pos.domain.barcode_gtin import equivalents
from pos.domain.imports.bundles import ReadProducts
from pos.domain.imports.prices import PriceRow, read_prices
from pos.domain.imports.products import ProductRow, iter_products
from pos.domain.imports.row import Problem
from pos.domain.imports.table import Numbered
from sync.entities import ListedPrice, PartOfBundle, Product, price_id
from sync.hub.imports.job import Imported, Job, parts, publish_changed, put_read
from sync.hub.imports.rules import tax_categories
from sync.hub.store.catalogue import Products
from sync.hub.store.engine import Connection
from sync.hub.store.imports import ids_there, owners_of
from sync.hub.store.streams import Published

CATALOGUE = "catalogue"
PRODUCT, PRICE = "product", "price"


def import_products(job: Job) -> Imported:
    """Products by SKU: read twice, so that a large catalogue is checked as a whole and never stands in memory."""
    problems, good = _checked(job)
    if not job.goes_in(problems):
        return Imported("products", good, problems)
    bad = {problem.line for problem in problems}
    published = publish_changed(job.hub, CATALOGUE, (_product(row) for row in _rows(job, bad)))
    return Imported("products", good, problems, kept=True, published=published)


def import_prices(job: Job) -> Imported:
    """A row under the same conditions as one here comes in its place; the others stay."""
    read = read_prices(job.content(), job.sheet.currency)
    with job.hub.read() as connection:
        unknown = unknown_skus(connection, ((row.line, row.value.sku) for row in read.rows))
    return put_read(
        job,
        "prices",
        read,
        unknown,
        lambda rows: publish_changed(job.hub, CATALOGUE, (_price(row) for row in rows)),
    )


def unknown_skus(connection: Connection, skus: Iterable[tuple[int, str]]) -> tuple[Problem, ...]:
    """A problem for each of these lines whose SKU is no product here."""
    asked = list(skus)
    there = ids_there(connection, CATALOGUE, PRODUCT, {sku for _, sku in asked})
    return tuple(Problem(line, "sku", "unknown_sku", sku) for line, sku in asked if sku not in there)


def _checked(job: Job) -> tuple[tuple[Problem, ...], int]:
    """Every problem of the file, and how many rows have none."""
    read = ReadProducts()
    with job.hub.read() as connection, job.open() as source:
        categories = tax_categories(connection)
        for part in parts(iter_products(source, job.sheet.currency)):
            check = partial(_problems, categories=categories, owners=_owners(connection, part))
            for row in part:
                read.add(row, check)
    return read.judged(partial(_kinds, job))


def _kinds(job: Job, wanted: set[str], bad: set[int]) -> dict[str, str]:
    """A component may stand behind its bundle in the file, so the file is read for them once more."""
    kinds = {row.product.sku: str(row.product.kind) for row in _rows(job, bad) if row.product.sku in wanted}
    with job.hub.read() as connection:
        goods = Products(connection)
        for sku in wanted - set(kinds):
            if (product := goods.by_sku(sku)) is not None:
                kinds[sku] = product.kind
    return kinds


def _owners(connection: Connection, rows: Iterable[Numbered[ProductRow] | Problem]) -> dict[str, str]:
    """The SKU here of every spelling of these rows' barcodes that belongs to one."""
    codes = (code for row in rows if isinstance(row, Numbered) for code in row.value.barcodes)
    return owners_of(connection, CATALOGUE, {key for code in codes for key in equivalents(code)})


def _problems(row: Numbered[ProductRow], categories: set[str], owners: dict[str, str]) -> Iterator[Problem]:
    product = row.value.product
    if product.tax not in categories:
        yield Problem(row.line, "tax", "unknown_tax", product.tax)
    for code in row.value.barcodes if owners else ():
        if any(owners.get(key, product.sku) != product.sku for key in equivalents(code)):
            yield Problem(row.line, "barcodes", "barcode_taken", code)


def _rows(job: Job, bad: set[int]) -> Iterator[ProductRow]:
    with job.open() as source:
        for entry in iter_products(source, job.sheet.currency):
            if isinstance(entry, Numbered) and entry.line not in bad:
                yield entry.value


def _product(row: ProductRow) -> Published:
    product = row.product
    document = Product(
        sku=product.sku,
        name=product.name,
        price_minor=product.price_minor,
        tax=product.tax,
        kind=product.kind,
        barcodes=list(row.barcodes),
        category=product.category,
        brand=product.brand,
        tags=list(product.tags),
        unit=product.unit,
        variant_of=product.variant_of,
        options=product.options,
        image=product.image,
        cost_minor=row.cost_minor,
        components=[PartOfBundle(sku=part.sku, qty_milli=part.qty_milli) for part in product.components],
        min_age=product.min_age,
    )
    return Published.of(PRODUCT, product.sku, document)


def _price(row: PriceRow) -> Published:
    price = row.price
    document = ListedPrice(
        sku=row.sku,
        list_name=price.list_name,
        price_minor=price.price_minor,
        since=price.since,
        until=price.until,
        min_qty_milli=price.min_qty_milli,
        group=price.group,
        store=price.store,
        channel=price.channel,
    )
    return Published.of(PRICE, price_id(document), document)
