"""One file of any kind into the till."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from pos.domain.failures import Refused
from pos.domain.imports.reasons import errors_csv
from pos.domain.imports.row import Problem
from pos.services.imports.customers import import_customers
from pos.services.imports.job import Imported, Job, file_hash
from pos.services.imports.prices import import_prices
from pos.services.imports.products import import_products
from pos.services.imports.rules import import_programme, import_promotions, import_roles, import_taxes
from pos.services.imports.staff import import_staff
from pos.services.imports.stock import import_changes, import_counts
from pos.services.till import Till
from pos.store.import_marks import was_imported

_IMPORTS: dict[str, Callable[[Job], Imported]] = {
    "products": import_products,
    "prices": import_prices,
    "customers": import_customers,
    "staff": import_staff,
    "stock": import_counts,
    "promotions": import_promotions,
    "taxes": import_taxes,
    "programme": import_programme,
    "roles": import_roles,
}
KINDS = tuple(_IMPORTS)
COUNTED_HERE = ("stock",)
"""What a till that has joined a hub still imports: entries of its own. All else comes by the feed."""


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
    """Import a file of one of KINDS; with `adjust` a stock file of changes. The same file again changes nothing.

    A row with a problem keeps the whole file out unless `keep_good`. Problems are listed in `FILE.errors.csv`.
    Refused `hub_owns_this` on a till that has joined a hub, `no_file`, `import_…`, `bad_taxes`, `bad_promotion` …
    """
    if adjust and kind != "stock":
        raise Refused("adjust_is_for_stock")
    with till.store.read() as tx:
        if kind not in COUNTED_HERE and tx.link.peer() is not None:
            raise Refused("hub_owns_this", kind=kind)
    mark = file_hash(path) + (" adjust" if adjust else "")
    with till.store.read() as tx:
        if was_imported(tx.driver, mark):
            return Imported(kind, 0, unchanged=True)
    job = Job(till, path, mark, keep_good, dry_run, staff)
    done = import_changes(job) if adjust else _IMPORTS[kind](job)
    return replace(done, errors=_write_errors(path, done.problems))


def _write_errors(path: Path, problems: Sequence[Problem]) -> str:
    """Leave `FILE.errors.csv` beside the file; where that cannot be written the problems are still told."""
    if not problems:
        return ""
    beside = path.with_name(path.name + ".errors.csv")
    try:
        beside.write_text(errors_csv(problems), encoding="utf-8", newline="")
    except OSError:
        return ""
    return str(beside)
