"""Importing files: checked as a whole first, then written in small transactions, then journalled by the file's hash."""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from pos.domain.barcode_gtin import equivalents
from pos.domain.failures import Refused, Unavailable
from pos.domain.folding import index_text, phone_words, pinyin_initials
from pos.domain.imports.customers import CustomerRow, read_customers
from pos.domain.imports.prices import PriceRow, read_prices
from pos.domain.imports.products import ProductRow, iter_products
from pos.domain.imports.programme import read_programme
from pos.domain.imports.reasons import errors_csv
from pos.domain.imports.row import Problem
from pos.domain.imports.staff import StaffRow, read_staff
from pos.domain.imports.stock import StockChangeRow, StockRow, read_stock, read_stock_changes
from pos.domain.imports.table import Numbered, Read
from pos.domain.json_object import read_json
from pos.domain.promotion import promotion_of
from pos.domain.staff import pepper_hash, pin_hash
from pos.domain.tax import tax_rules_of
from pos.services.journal import write_down
from pos.services.till import Till
from pos.store.prices import PROMOTION, TAXES, VERSION
from pos.store.search import merge_step
from pos.store.stock import FLOOR
from pos.store.store import Tx

KINDS = ("products", "prices", "customers", "staff", "stock", "promotions", "taxes", "programme")
ROWS_WHILE_SELLING = 200
"""Rows a transaction while a shift is open; a pause as long as the write follows, so that a sale never waits long."""
ROWS_AT_REST = 20_000
LARGEST_FILE_BYTES = 2 * 1024**3
LINES_AN_ENTRY = 500

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file. `unchanged`: this very file was imported before. `errors` is where the problems are."""

    kind: str
    rows: int
    problems: tuple[Problem, ...] = ()
    unchanged: bool = False
    kept: bool = False
    errors: str = ""


@dataclass(frozen=True, slots=True)
class _Job:
    """One file on its way in."""

    till: Till
    path: Path
    file_hash: str
    keep_good: bool
    dry_run: bool
    staff: str


def import_file(
    till: Till,
    kind: str,
    path: Path,
    *,
    dry_run: bool = False,
    keep_good: bool = False,
    adjust: bool = False,
    staff: str,
) -> Imported:
    """Import a file of one of KINDS. A row with a problem keeps the whole file out unless `keep_good`.

    Problems are listed in `FILE.errors.csv`. Refused `no_file`, `import_…`, `bad_taxes`, `bad_promotion` …
    """
    job = _Job(till, path, _hash(path), keep_good, dry_run, staff)
    with till.store.read() as tx:
        if tx.driver.execute("SELECT 1 FROM fact_import WHERE file_hash = ?", (_mark(job, adjust),)).fetchone():
            return Imported(kind, 0, unchanged=True)
    if adjust and kind != "stock":
        raise Refused("adjust_is_for_stock")
    done = _READERS[f"{kind} adjust" if adjust else kind](job)
    return replace(done, errors=_write_errors(job, done.problems))


def _products(job: _Job) -> Imported:
    problems: list[Problem] = []
    good = 0
    with job.till.store.read() as tx:
        check = _ProductCheck(tx)
        with _open(job.path) as source:
            for entry in iter_products(source, job.till.setup.currency):
                found = (entry,) if isinstance(entry, Problem) else check.problems(entry)
                problems += found
                good += not found
    bad = {problem.line for problem in problems}
    if (problems and not job.keep_good) or job.dry_run:
        return Imported("products", good, tuple(problems))

    def rows() -> Iterator[ProductRow]:
        with _open(job.path) as source:
            for entry in iter_products(source, job.till.setup.currency):
                if isinstance(entry, Numbered) and entry.line not in bad:
                    yield entry.value

    _write(job, "products", rows(), _put_products, good)
    return Imported("products", good, tuple(problems), kept=True)


class _ProductCheck:
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
            for key in equivalents(code):
                owner = self._tx.products.owner_of(key)
                if owner not in (None, product.sku):
                    found.append(Problem(row.line, "barcodes", "barcode_taken", code))
                    break
        return tuple(found)


def _put_products(tx: Tx, _job: _Job, rows: Sequence[ProductRow]) -> None:
    written, barcodes = [], []
    for row in rows:
        product = row.product
        more = (product.brand, product.category, product.options, pinyin_initials(product.name))
        written.append(
            {
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
                "words": index_text(product.name, product.sku, row.barcodes, *more),
                "rev": 1,
            }
        )
        keys = dict.fromkeys(key for code in row.barcodes for key in (code, *equivalents(code)))
        barcodes += [(key, product.sku) for key in keys]
    tx.products.upsert(written, barcodes)
    merge_step(tx.driver, "find_product")


def _prices(job: _Job) -> Imported:
    read = read_prices(_content(job.path), job.till.setup.currency)
    with job.till.store.read() as tx:
        unknown = _unknown_skus(tx, ((row.line, row.value.sku) for row in read.rows))
    return _write_read(job, "prices", read, unknown, _put_prices)


def _put_prices(tx: Tx, _job: _Job, rows: Sequence[PriceRow]) -> None:
    tx.prices.put(
        [
            {
                "sku": row.sku,
                "list_name": row.price.list_name,
                "price_minor": row.price.price_minor,
                "since": row.price.since,
                "until": row.price.until,
                "min_qty_milli": row.price.min_qty_milli,
                "group": row.price.group,
                "store": row.price.store,
                "channel": row.price.channel,
                "rev": 1,
            }
            for row in rows
        ]
    )


def _customers(job: _Job) -> Imported:
    with job.till.store.read() as tx:
        programme = tx.settings.rule("programme")
    tiers = [tier["name"] for tier in json.loads(programme).get("tiers", ())] if programme else None
    read = read_customers(_content(job.path), job.till.setup.country, tiers)
    return _write_read(job, "customers", read, (), _put_customers)


def _put_customers(tx: Tx, job: _Job, rows: Sequence[CustomerRow]) -> None:
    """Points are taken only for customers new here: whoever is known has a balance already."""
    country = job.till.setup.country
    lines = [
        {"customer": row.customer_id, "points": row.points, "reason": "import"}
        for row in rows
        if row.points and tx.customers.get(row.customer_id) is None
    ]
    tx.customers.upsert(
        [
            {
                "customer_id": row.customer_id,
                "name": row.name,
                "email": row.email,
                "phone": row.phone,
                "card": row.card,
                "tier": row.tier,
                "group": row.group,
                "birthday": row.birthday,
                "language": row.language,
                "consents": json.dumps(dict(row.consents)),
                "note": row.note,
                "words": index_text(
                    row.name,
                    row.customer_id,
                    (row.card, *phone_words(row.phone, country)) if row.phone else (row.card,),
                    row.email,
                    pinyin_initials(row.name),
                ),
            }
            for row in rows
        ]
    )
    for start in range(0, len(lines), LINES_AN_ENTRY):
        write_down(tx, job.till, "points_adjusted", {"lines": lines[start : start + LINES_AN_ENTRY]}, job.staff)
    merge_step(tx.driver, "find_customer")


def _staff(job: _Job) -> Imported:
    read = read_staff(_content(job.path))
    with job.till.store.read() as tx:
        if not tx.people.any() and not any(row.value.role == "manager" for row in read.rows):
            raise Refused("first_user_manager")
    return _write_read(job, "staff", read, (), _put_staff)


def _put_staff(tx: Tx, job: _Job, rows: Sequence[StaffRow]) -> None:
    people = []
    for row in rows:
        salt = job.till.chance(16)
        check = pepper_hash(pin_hash(row.pin, salt), job.till.secrets.pepper)
        people.append((row.staff_id, row.name, row.role, len(row.pin), salt, check))
    tx.people.put(people)


def _stock(job: _Job) -> Imported:
    read = read_stock(_content(job.path))
    with job.till.store.read() as tx:
        unknown = _unknown_skus(tx, ((row.line, row.value.sku) for row in read.rows))
    return _write_read(job, "stock", read, unknown, _put_counts)


def _put_counts(tx: Tx, job: _Job, rows: Sequence[StockRow]) -> None:
    """A count says what is there as of now; the journal keeps the count and the change that it made."""
    for start in range(0, len(rows), LINES_AN_ENTRY):
        lines = []
        for row in rows[start : start + LINES_AN_ENTRY]:
            place = _location(job, row.location)
            held = tx.stock.on_hand_milli(row.sku, place) or 0
            change = row.on_hand_milli - held
            lines.append(
                {"sku": row.sku, "location": place, "counted_milli": row.on_hand_milli, "change_milli": change}
            )
        write_down(tx, job.till, "stock_counted", {"lines": lines}, job.staff)


def _stock_changes(job: _Job) -> Imported:
    read = read_stock_changes(_content(job.path))
    with job.till.store.read() as tx:
        unknown = _unknown_skus(tx, ((row.line, row.value.sku) for row in read.rows))
    return _write_read(job, "stock", read, unknown, _put_changes, mark="adjust")


def _put_changes(tx: Tx, job: _Job, rows: Sequence[StockChangeRow]) -> None:
    for start in range(0, len(rows), LINES_AN_ENTRY):
        lines = [
            {
                "sku": row.sku,
                "location": _location(job, row.location),
                "change_milli": row.change_milli,
                "reason": row.reason,
            }
            for row in rows[start : start + LINES_AN_ENTRY]
        ]
        write_down(tx, job.till, "stock_adjusted", {"lines": lines}, job.staff)


def _taxes(job: _Job) -> Imported:
    document = _json(job.path)
    rules = tax_rules_of(document, job.till.setup.currency)
    with job.till.store.read() as tx:
        used = tx.driver.execute("SELECT DISTINCT tax FROM copy_product").fetchall()
    missing = sorted(row[0] for row in used if row[0] not in rules.categories)
    if missing:
        raise Refused("tax_category_in_use", category=missing[0])
    return _write_rules(job, "taxes", {TAXES: document}, len(rules.categories))


def _promotions(job: _Job) -> Imported:
    documents = _json(job.path)
    if not isinstance(documents, list):
        raise Refused("bad_promotion", field="", value="a list is needed")
    named = {}
    for document in documents:
        promotion = promotion_of(document, job.till.setup.currency)
        name = PROMOTION + promotion.promotion_id
        if name in named:
            raise Refused("promotion_twice", promotion=promotion.promotion_id)
        named[name] = document
    return _write_rules(job, "promotions", named, len(named))


def _programme(job: _Job) -> Imported:
    read_programme(_content(job.path), job.till.setup.currency)
    return _write_rules(job, "programme", {"programme": _json(job.path)}, 1)


def _write_rules(job: _Job, kind: str, documents: dict[str, object], rows: int) -> Imported:
    if job.dry_run:
        return Imported(kind, rows)
    with job.till.store.write() as tx:
        for name, document in documents.items():
            tx.settings.put_rule(name, json.dumps(document, ensure_ascii=False))
        _applied(tx, job, kind, rows)
    return Imported(kind, rows, kept=True)


def _write_read(
    job: _Job,
    kind: str,
    read: Read[T],
    more: Iterable[Problem],
    put: Callable[[Tx, _Job, Sequence[T]], None],
    mark: str = "",
) -> Imported:
    problems = tuple(sorted((*read.problems, *more), key=lambda problem: problem.line))
    bad = {problem.line for problem in problems}
    good = [row.value for row in read.rows if row.line not in bad]
    if (problems and not job.keep_good) or job.dry_run:
        return Imported(kind, len(good), problems)
    _write(job, kind, iter(good), put, len(good), mark)
    return Imported(kind, len(good), problems, kept=True)


def _write(
    job: _Job, kind: str, rows: Iterator[T], put: Callable[[Tx, _Job, Sequence[T]], None], count: int, mark: str = ""
) -> None:
    """Small transactions with pauses while somebody sells; the entry with the file's hash goes with the last rows, so
    that an import that was cut off is simply done again."""
    store = job.till.store
    with store.read() as tx:
        size = ROWS_WHILE_SELLING if tx.shifts.open() else ROWS_AT_REST
    batch = tuple(islice(rows, size))
    while True:
        following = tuple(islice(rows, size))
        began = time.monotonic()
        with store.write() as tx:
            put(tx, job, batch)
            if not following:
                _applied(tx, job, kind, count, mark)
                return
        if size == ROWS_WHILE_SELLING:
            time.sleep(time.monotonic() - began)
        else:
            store.upkeep(merge=False)
        batch = following


def _applied(tx: Tx, job: _Job, kind: str, rows: int, mark: str = "") -> None:
    """Journal the file, and name the new price snapshot."""
    body = {"kind": kind, "file_hash": _mark(job, mark == "adjust"), "rows": rows}
    write_down(tx, job.till, "import_applied", body, job.staff)
    if kind in ("products", "prices", "taxes", "promotions"):
        before = tx.settings.get(VERSION)
        tx.settings.put(VERSION, hashlib.sha256(f"{before} {kind} {job.file_hash}".encode()).hexdigest()[:32])


def _unknown_skus(tx: Tx, skus: Iterable[tuple[int, str]]) -> tuple[Problem, ...]:
    return tuple(Problem(line, "sku", "unknown_sku", sku) for line, sku in skus if tx.products.by_sku(sku) is None)


def _location(job: _Job, named: str) -> str:
    """The floor of this store by any of its names; other stores as they are called."""
    return FLOOR if named in ("", FLOOR, job.till.setup.code, job.till.setup.name) else named


def _mark(job: _Job, adjust: bool) -> str:
    """A file of changes is another thing than the same bytes as a file of counts could ever be."""
    return f"{job.file_hash} adjust" if adjust else job.file_hash


def _hash(path: Path) -> str:
    with _open(path) as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _content(path: Path) -> bytes:
    with _open(path) as source:
        return bytes(source.read())


def _json(path: Path) -> Any:
    return read_json(_content(path))


def _open(path: Path) -> Any:
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise Refused("import_too_large")
        return path.open("rb")
    except (FileNotFoundError, NotADirectoryError) as failure:
        raise Refused("no_file", path=str(path)) from failure
    except OSError as failure:
        raise Unavailable("file_unreadable", path=str(path)) from failure


def _write_errors(job: _Job, problems: Sequence[Problem]) -> str:
    """Leave `FILE.errors.csv` beside the file; where that cannot be written the problems are still told."""
    if not problems:
        return ""
    path = job.path.with_name(job.path.name + ".errors.csv")
    try:
        path.write_text(errors_csv(problems), encoding="utf-8", newline="")
    except OSError:
        return ""
    return str(path)


_READERS: dict[str, Callable[[_Job], Imported]] = {
    "products": _products,
    "prices": _prices,
    "customers": _customers,
    "staff": _staff,
    "stock": _stock,
    "stock adjust": _stock_changes,
    "taxes": _taxes,
    "promotions": _promotions,
    "programme": _programme,
}
