"""What each store can promise to somebody who orders online, by the rule of pos/domain/availability.py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from pos.domain.availability import Margins, Promise, bundle_promise, enough_for
from pos.domain.failures import Refused
from pos.domain.journal import stamp
from sync.entities import Product
from sync.hub.hub import Hub
from sync.hub.journal.projection import FLOOR, STAGED
from sync.hub.store.engine import Connection
from sync.hub.store.orders import wanted_milli
from sync.hub.store.shelves import Counted, counted_of, tills_seen
from sync.hub.store.stores import all_sheets
from sync.hub.store.things import document_of

SELLABLE = (FLOOR, STAGED)
"""What lies elsewhere (damaged, on its way back) is excluded."""

RESTS_DAYS = 7
"""A till of which nothing was heard for longer is a spare one, and not one that sells without a network."""


DEFAULT = Margins()


@dataclass(frozen=True, slots=True)
class Availability:
    """One store's promise of a SKU. `as_of` is when its stock last changed and `synced_at` when it was last heard of,
    as far as the hub knows; each is empty for never. `limited_by` is the component that a bundle has the fewest of."""

    store_no: int
    name: str
    promise: Promise
    as_of: str
    synced_at: str
    limited_by: str = ""


def heard_of(seen: Sequence[str], now: datetime) -> str:
    """When a store synced: as its till that was heard of longest ago, without those that rest. Empty for never."""
    rests = stamp(now - timedelta(days=RESTS_DAYS))
    heard = [at for at in seen if at]
    return min((at for at in heard if at >= rests), default=max(heard, default=""))


def available(
    store_no: int,
    name: str,
    counted: Sequence[Counted],
    wanted: Mapping[bool, int],
    synced: str,
    now: datetime,
    margins: Margins = DEFAULT,
) -> Availability:
    """`wanted` is what open orders want, by whether the store has accepted them."""
    promise = Promise(
        on_hand_milli=sum(one.qty_milli for one in counted),
        reserved_milli=wanted.get(True, 0),
        requests_milli=wanted.get(False, 0),
        excluded_milli=sum(max(0, one.qty_milli) for one in counted if one.location not in SELLABLE),
        safety_milli=margins.safety_milli,
        threshold_milli=margins.threshold_milli,
        buffer_milli=margins.buffer_milli(_hours(synced, now)) if synced else 0,
        counted=bool(counted),
        heard_of=bool(synced),
    )
    return Availability(store_no, name, promise, max((one.as_of for one in counted), default=""), synced)


def _hours(since: str, now: datetime) -> int:
    """Whole hours between two moments."""
    return int((now - datetime.fromisoformat(since)).total_seconds() // 3600)


def availability(hub: Hub, sku: str, store_no: int = 0) -> list[Availability]:
    """Of a SKU in one store, or (0) in all. Refused `unknown_product`, `unknown_store`."""
    with hub.read() as connection:
        document = document_of(connection, "catalogue", "product", sku)
        if document is None:
            raise Refused("unknown_product", sku=sku)
        product = msgspec.json.decode(document, type=Product)
        stores = _stores(connection, store_no, hub.now())
        return _of_bundle(connection, product, stores) if product.components else _of_sku(connection, sku, stores)


@dataclass(frozen=True, slots=True)
class _Stores:
    """The stores that are asked about: their names, when each was last heard of, and what time it is now."""

    names: Mapping[int, str]
    heard: Mapping[int, str]
    now: datetime


def _stores(connection: Connection, store_no: int, now: datetime) -> _Stores:
    names = {sheet.store_no: sheet.name for sheet in all_sheets(connection)}
    if store_no and store_no not in names:
        raise Refused("unknown_store", store=store_no)
    wanted = [store_no] if store_no else sorted(names)
    seen = tills_seen(connection, wanted)
    return _Stores(
        {store: names[store] for store in wanted}, {store: heard_of(seen.get(store, ()), now) for store in wanted}, now
    )


def _of_sku(connection: Connection, sku: str, stores: _Stores) -> list[Availability]:
    counted = counted_of(connection, sku, list(stores.names))
    wanted = wanted_milli(connection, sku, list(stores.names))
    return [
        available(
            store,
            name,
            counted.get(store, ()),
            {accepted: milli for (where, accepted), milli in wanted.items() if where == store},
            stores.heard[store],
            stores.now,
        )
        for store, name in stores.names.items()
    ]


def _of_bundle(connection: Connection, bundle: Product, stores: _Stores) -> list[Availability]:
    """As old as the oldest figure of its components."""
    found = [_of_sku(connection, part.sku, stores) for part in bundle.components]
    wanted = wanted_milli(connection, bundle.sku, list(stores.names))
    told = []
    for store, *of_store in zip(stores.names, *found, strict=True):
        parts = [(one.promise, part.qty_milli) for one, part in zip(of_store, bundle.components, strict=True)]
        promise = bundle_promise(parts, wanted.get((store, True), 0), wanted.get((store, False), 0))
        scarcest = min(range(len(parts)), key=lambda n: enough_for(*parts[n]))
        as_of = min(one.as_of for one in of_store)
        limited_by = bundle.components[scarcest].sku
        told.append(Availability(store, stores.names[store], promise, as_of, stores.heard[store], limited_by))
    return told
