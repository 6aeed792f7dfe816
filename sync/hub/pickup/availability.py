"""What each store can promise to somebody who orders online, by the rule of pos/domain/availability.py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pos.domain.availability import Margins, Promise
from pos.domain.failures import Refused
from pos.domain.journal import stamp
from sync.hub.hub import Hub
from sync.hub.journal.projection import FLOOR, STAGED
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
    as far as the hub knows; each is empty for never."""

    store_no: int
    name: str
    promise: Promise
    as_of: str
    synced_at: str


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
    now = hub.now()
    with hub.read() as connection:
        if document_of(connection, "catalogue", "product", sku) is None:
            raise Refused("unknown_product", sku=sku)
        names = {sheet.store_no: sheet.name for sheet in all_sheets(connection)}
        if store_no and store_no not in names:
            raise Refused("unknown_store", store=store_no)
        stores = [store_no] if store_no else sorted(names)
        counted = counted_of(connection, sku, stores)
        wanted = wanted_milli(connection, sku, stores)
        seen = tills_seen(connection, stores)
    return [
        available(
            store,
            names[store],
            counted.get(store, ()),
            {accepted: milli for (where, accepted), milli in wanted.items() if where == store},
            heard_of(seen.get(store, ()), now),
            now,
        )
        for store in stores
    ]
