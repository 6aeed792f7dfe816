"""One file of any kind into the hub."""

from collections.abc import Callable
from pathlib import Path

from pos.domain.failures import Refused
from sync.hub.hub import Hub
from sync.hub.imports.catalogue import import_prices, import_products
from sync.hub.imports.job import Imported, Job
from sync.hub.imports.people import import_customers, import_staff
from sync.hub.imports.rules import import_programme, import_promotions, import_roles, import_taxes
from sync.hub.imports.stock import import_changes, import_counts
from sync.hub.store.stores import all_sheets
from sync.wire import StoreSheet

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


def import_file(
    hub: Hub,
    kind: str,
    path: Path,
    *,
    store_no: int = 0,
    keep_good: bool = False,
    dry_run: bool = False,
    adjust: bool = False,
) -> Imported:
    """Import a file of one of KINDS; with `adjust` a stock file of changes. What is here already is not told again.

    A row with a problem keeps the whole file out unless `keep_good`. `store_no` may be left out where it does not
    matter. Refused `no_stores`, `unknown_store`, `store_needed`, `no_file`, `import_…`, `bad_taxes` …
    """
    if adjust and kind != "stock":
        raise Refused("adjust_is_for_stock")
    job = Job(hub, path, _sheet(hub, kind, store_no), keep_good, dry_run)
    return import_changes(job) if adjust else _IMPORTS[kind](job)


def _sheet(hub: Hub, kind: str, store_no: int) -> StoreSheet:
    """The store whose currency and country count, and whose stock it is."""
    with hub.read() as connection:
        sheets = {sheet.store_no: sheet for sheet in all_sheets(connection)}
    if not sheets:
        raise Refused("no_stores")
    if store_no and store_no not in sheets:
        raise Refused("unknown_store", store=store_no)
    alike = len(sheets) == 1 or (kind != "stock" and len({(x.currency, x.country) for x in sheets.values()}) == 1)
    if not store_no and not alike:
        raise Refused("store_needed")
    return sheets[store_no or min(sheets)]
