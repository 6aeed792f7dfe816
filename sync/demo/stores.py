"""The demo's stores at the hub: the one with the till, and its neighbours with stock of their own."""

import json
from pathlib import Path
from typing import Any

from pos.domain.failures import Unavailable
from pos.services.demo import CATALOGUE
from pos.services.shop import Setup
from sync.demo.neighbours import open_neighbour
from sync.hub.hub import Hub
from sync.hub.imports.file import import_file
from sync.hub.tills.stores import NewStore, add_store

STORES, STOCK = "stores.json", "stock-{}.csv"
COUNT = "stock"


def other_stores(files: Path, setup: Setup) -> list[NewStore]:
    """The shop's stores beside the one of this set-up, by number."""
    return [
        NewStore(
            one["name"],
            setup.currency,
            setup.country,
            store_no=one["store_no"],
            code=one["code"],
            zone=setup.zone,
            locale=setup.locale,
            address=tuple(one["address"]),
            phone=one["phone"],
            open_until=one["open_until"],
            setup={"return_policy": setup.return_policy},
        )
        for store_no, one in sorted(_told(files).items())
        if store_no != setup.store_no
    ]


def stock_up(hub: Hub, files: Path, setup: Setup) -> None:
    """All stores with the shop's catalogue and people, and the stock of the other ones: the own store's is counted
    after its past (`count_own_stock`). Unavailable `demo_damaged`."""
    own = {"vat_number": setup.vat_number, "return_policy": setup.return_policy}
    told = _told(files).get(setup.store_no, {})
    add_store(
        hub,
        NewStore(
            setup.name,
            setup.currency,
            setup.country,
            store_no=setup.store_no,
            code=setup.code,
            zone=setup.zone,
            locale=setup.locale,
            address=setup.address,
            phone=told.get("phone", ""),
            open_until=told.get("open_until", ""),
            setup={**own, "patterns": list(setup.patterns), "planned_float": setup.planned_float},
        ),
    )
    for kind, name in CATALOGUE:
        if kind != COUNT:
            _import(hub, kind, files / name, setup.store_no)
    for store in other_stores(files, setup):
        add_store(hub, store)
        _import(hub, COUNT, files / STOCK.format(store.store_no), store.store_no)
        open_neighbour(hub, store.store_no)


def count_own_stock(hub: Hub, files: Path, setup: Setup) -> None:
    """The file says what stands on the shelf today, when all that was sold before is gone."""
    _import(hub, COUNT, files / dict(CATALOGUE)[COUNT], setup.store_no)


def _told(files: Path) -> dict[int, dict[str, Any]]:
    return {one["store_no"]: one for one in json.loads((files / STORES).read_text(encoding="utf-8"))}


def _import(hub: Hub, kind: str, path: Path, store_no: int) -> None:
    done = import_file(hub, kind, path, store_no=store_no)
    if done.problems:
        raise Unavailable("demo_damaged", file=path.name, row=done.problems[0].line)
