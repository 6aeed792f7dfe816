"""Deals and returns as the feed's activities: with the numbers that stand on receipts and in mails."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pos.domain.journal import stamp
from pos.domain.product import Product
from sync.demo.deals import Back, Deal
from sync.demo.people import SEED
from sync.entities import Activity, ActivityKind, ActivityLine

STORE, WEB_SHOP = "store", "webshop"
_FIRST_RECEIPT, _RECEIPTS_A_DAY = 9_100, 12
_FIRST_ORDER, _ORDERS_A_DAY = 87_985, 44
"""Numbers of the newest past ones; they were lower the longer ago."""
_DEVICES = ("web", "phone app", "web", "phone app", "tablet")
_NAMESPACE = uuid.UUID("5f0c9a3e-6f38-4c07-9b0e-3b1d8d5e7a10")


@dataclass(frozen=True, slots=True)
class Place:
    """A store as its customers' history tells of it; `staff` are who serve there."""

    store_no: int
    name: str
    code: str
    staff: tuple[str, ...]


@dataclass(slots=True)
class Numbers:
    """Numbers of receipts and orders by when they were made, each given once. A receipt's is its store's, an order's
    the shop's; `taken` holds what was given, without a store for orders."""

    now: datetime
    taken: set[str] = field(default_factory=set)

    def receipt(self, place: Place, at: datetime) -> str:
        """Of a till beside the demo's own, which is the second."""
        return self._free(f"{place.code}-1-{{:06d}}", _FIRST_RECEIPT, _RECEIPTS_A_DAY, at)

    def order(self, place: Place, at: datetime) -> str:
        return f"{place.code}-{self._free('{}', _FIRST_ORDER, _ORDERS_A_DAY, at)}"

    def _free(self, form: str, newest: int, a_day: int, at: datetime) -> str:
        number = newest - int((self.now - at) / timedelta(days=1) * a_day)
        while (told := form.format(number)) in self.taken:
            number -= 1
        self.taken.add(told)
        return told


def new_id(*about: str) -> str:
    """An id that is the same in every demo of these files."""
    return str(uuid.uuid5(_NAMESPACE, "/".join((SEED, *about))))


def line_of(product: Product, pieces: int, since: str = "") -> ActivityLine:
    """So many pieces at their price; what came back has fewer than none."""
    return ActivityLine(
        sku=product.sku,
        name=product.name,
        options=product.options,
        image=product.image,
        qty_milli=pieces * 1000,
        amount_minor=pieces * product.price_minor,
        since=since,
    )


def activities_of(
    deals: Sequence[Deal], backs: Iterable[Back], places: Sequence[Place], numbers: Numbers, currency: str
) -> list[Activity]:
    """All of one customer, with the returns under the numbers of what they are of."""
    by_number = {place.store_no: place for place in places}
    told: list[Activity] = []
    refs: dict[int, str] = {}
    for deal in sorted(deals, key=lambda deal: deal.at):
        place = by_number[deal.store or places[0].store_no]
        refs[id(deal)] = numbers.order(place, deal.at) if deal.online else numbers.receipt(place, deal.at)
        told += _order(deal, place, refs[id(deal)], currency) if deal.online else [_sale(deal, place, refs, currency)]
    told += [_back(back, by_number[back.store], refs[id(back.deal)], numbers, currency) for back in backs]
    return told


def _sale(deal: Deal, place: Place, refs: dict[int, str], currency: str) -> Activity:
    ref = refs[id(deal)]
    return Activity(
        activity_id=f"sale:{new_id(ref)}",
        customer_id=deal.person.customer_id,
        kind="sale",
        channel=STORE,
        at=stamp(deal.at),
        place=place.name,
        ref=ref,
        currency=currency,
        amount_minor=deal.total_minor,
        staff=_server(place, ref),
        lines=[line_of(*line) for line in deal.lines],
    )


def _order(deal: Deal, place: Place, ref: str, currency: str) -> list[Activity]:
    """The order, and when it was fetched where it was to be collected."""
    number = ref.rpartition("-")[2]
    order = Activity(
        activity_id=f"order:{number}",
        customer_id=deal.person.customer_id,
        kind="order",
        channel=WEB_SHOP,
        at=stamp(deal.at),
        device=deal.person.chance(ref).choice(_DEVICES),
        place=place.name if deal.store else "",
        ref=ref,
        state="collected" if deal.store else "done",
        currency=currency,
        amount_minor=deal.total_minor,
        lines=[line_of(*line) for line in deal.lines],
    )
    if not deal.store:
        return [order]
    fetched = Activity(
        activity_id=f"pickup:{number}",
        customer_id=deal.person.customer_id,
        kind="pickup",
        channel=STORE,
        at=stamp(deal.at.replace(hour=10) + timedelta(days=1)),
        place=place.name,
        ref=ref,
        state="collected",
        staff=_server(place, ref),
    )
    return [order, fetched]


def _back(back: Back, place: Place, ref: str, numbers: Numbers, currency: str) -> Activity:
    """A return has a receipt of its own; one of an order is called by the order."""
    receipt = numbers.receipt(place, back.at)
    kind: ActivityKind = "order_return" if back.deal.online else "return"
    line = line_of(back.product, -1)
    return Activity(
        activity_id=f"sale:{new_id(receipt)}",
        customer_id=back.deal.person.customer_id,
        kind=kind,
        channel=STORE,
        at=stamp(back.at),
        place=place.name,
        ref=ref if back.deal.online else receipt,
        words=back.reason,
        currency=currency,
        amount_minor=line.amount_minor,
        staff=_server(place, receipt),
        lines=[line],
    )


def _server(place: Place, ref: str) -> str:
    return place.staff[int(ref.rpartition("-")[2]) % len(place.staff)]
