"""What a store can promise to somebody who orders online; SEMANTICS.md, "Stock". Quantities are thousandths.

available = max(0, on hand − reserved − open requests − excluded − safety − threshold − offline buffer), with every
part told, so that nobody has to guess why something is not offered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pos.domain.failures import Refused
from pos.domain.journal import stamp
from pos.domain.quantity import ONE
from sync.hub.hub import Hub
from sync.hub.projection import FLOOR, STAGED
from sync.hub.store.orders import wanted_milli
from sync.hub.store.shelves import Counted, counted_of, tills_seen
from sync.hub.store.stores import all_sheets
from sync.hub.store.things import document_of

SELLABLE = (FLOOR, STAGED)
"""What lies elsewhere (damaged, on its way back) is excluded."""

RESTS_DAYS = 7
"""A till of which nothing was heard for longer is a spare one, and not one that sells without a network."""


@dataclass(frozen=True, slots=True)
class Margins:
    """What a shop holds back. `safety_milli` is for miscounts, `threshold_milli` for those who stand in the store.

    The buffer is `per_hour_milli` for every whole hour for which nothing was heard of the store, after `quiet_hours`.
    """

    safety_milli: int = 0
    threshold_milli: int = 0
    per_hour_milli: int = ONE
    quiet_hours: int = 1


DEFAULT = Margins()


@dataclass(frozen=True, slots=True)
class Availability:
    """One store's availability of a SKU, and its parts. `hours` is None for a store of which nothing was ever heard."""

    store_no: int
    name: str
    available_milli: int
    on_hand_milli: int
    reserved_milli: int
    requests_milli: int
    excluded_milli: int
    safety_milli: int
    threshold_milli: int
    buffer_milli: int
    as_of: str
    synced_at: str

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is less than what is on hand, as codes; `never_counted` and `never_synced` stand alone."""
        if not self.as_of:
            return ("never_counted",)
        if not self.synced_at:
            return ("never_synced",)
        parts = {
            "reserved": self.reserved_milli,
            "open_requests": self.requests_milli,
            "excluded": self.excluded_milli,
            "safety": self.safety_milli,
            "threshold": self.threshold_milli,
            "offline_buffer": self.buffer_milli,
        }
        return tuple(name for name, milli in parts.items() if milli > 0)


def heard_of(seen: Sequence[str], now: datetime) -> str:
    """When a store synced: as its till that was heard of longest ago, without those that rest. Empty for never."""
    rests = stamp(now - timedelta(days=RESTS_DAYS))
    heard = [at for at in seen if at]
    return min((at for at in heard if at >= rests), default=max(heard, default=""))


def buffer_milli(margins: Margins, synced: str, now: datetime) -> int:
    """What may have been sold since the store was last heard of."""
    hours = int((now - datetime.fromisoformat(synced)).total_seconds() // 3600)
    return margins.per_hour_milli * max(0, hours - margins.quiet_hours + 1)


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
    on_hand = sum(one.qty_milli for one in counted)
    excluded = sum(max(0, one.qty_milli) for one in counted if one.location not in SELLABLE)
    reserved, requests = wanted.get(True, 0), wanted.get(False, 0)
    buffer = buffer_milli(margins, synced, now) if synced else 0
    left = on_hand - reserved - requests - excluded - margins.safety_milli - margins.threshold_milli - buffer
    return Availability(
        store_no=store_no,
        name=name,
        available_milli=max(0, left) if counted and synced else 0,
        on_hand_milli=on_hand,
        reserved_milli=reserved,
        requests_milli=requests,
        excluded_milli=excluded,
        safety_milli=margins.safety_milli,
        threshold_milli=margins.threshold_milli,
        buffer_milli=buffer,
        as_of=max((one.as_of for one in counted), default=""),
        synced_at=synced,
    )


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
