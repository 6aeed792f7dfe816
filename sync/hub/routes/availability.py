"""What stores can promise, for channels."""

from typing import Annotated

import msgspec
from msgspec import Meta

from pos.domain.quantity import format_milli
from sync.hub.calls.call import Call, call
from sync.hub.pickup.availability import Availability, availability


class AvailabilityQuery(msgspec.Struct, frozen=True, kw_only=True):
    """`store` 0, or none, asks for all of them."""

    sku: Annotated[str, Meta(min_length=1, max_length=64)]
    store: Annotated[int, Meta(ge=0, le=2**32 - 1)] = 0


class StoreAvailability(msgspec.Struct, frozen=True, kw_only=True):
    """`available` is `on_hand` less all that follows it, and never below zero. `as_of` is when stock last changed as
    far as the hub heard, `synced_at` when it last heard of the store; both may be empty, for never. Of a bundle
    `on_hand` is for how many its components are enough, and `limited_by` the scarcest of them."""

    store: int
    name: str
    available: str
    on_hand: str
    reserved: str
    open_requests: str
    excluded: str
    safety: str
    threshold: str
    offline_buffer: str
    as_of: str
    synced_at: str
    reasons: list[str]
    limited_by: str = ""


class AvailabilityDocument(msgspec.Struct, frozen=True, kw_only=True):
    sku: str
    stores: list[StoreAvailability]


@call("GET", "/v1/availability", takes=AvailabilityQuery, gives=AvailabilityDocument, who=("stock",))
def availability_of(asked: Call[AvailabilityQuery]) -> AvailabilityDocument:
    """How many of a SKU each store can promise, and why not more."""
    found = availability(asked.hub, asked.asked.sku, asked.asked.store)
    return AvailabilityDocument(sku=asked.asked.sku, stores=[_told(one) for one in found])


def _told(one: Availability) -> StoreAvailability:
    promise = one.promise
    return StoreAvailability(
        store=one.store_no,
        name=one.name,
        available=format_milli(promise.available_milli),
        on_hand=format_milli(promise.on_hand_milli),
        **{name: format_milli(milli) for name, milli in promise.parts.items()},
        as_of=one.as_of,
        synced_at=one.synced_at,
        reasons=list(promise.reasons),
        limited_by=one.limited_by,
    )


HANDLERS = [availability_of]
