"""Histories that were written by hand: those of the people whom pictures and tours of the demo show."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from pos.domain.journal import stamp
from pos.domain.quantity import ONE, parse_milli
from sync.demo.documents import STORE, WEB_SHOP, Numbers, Place, new_id
from sync.demo.shelf import Shelf
from sync.entities import Activity, ActivityLine

_STORES_OWN = ("sale", "return", "order_return", "note", "task")
_BACK = ("return", "order_return")
_FREE = ("message", "visit", "review", "note", "task", "support")
"""Kinds that are about goods or words, not about an amount."""
_JUST_NOW = timedelta(minutes=4)
_NAMED = {"order": "order:{ref_number}", "support": "support:{ref}"}


@dataclass(frozen=True, slots=True)
class Teller:
    """Whatever a written event leaves open."""

    shelf: Shelf
    places: Sequence[Place]
    numbers: Numbers
    currency: str
    now: datetime


def stories(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The written events by customer."""
    return {told["customer"]: told["events"] for told in json.loads(path.read_text(encoding="utf-8"))}


def told(teller: Teller, customer_id: str, events: Iterable[Mapping[str, Any]]) -> list[Activity]:
    return [_activity(teller, customer_id, event) for event in events]


def _activity(teller: Teller, customer_id: str, event: Mapping[str, Any]) -> Activity:
    kind, at = event["kind"], _moment(teller.now, event)
    place = next(one for one in teller.places if one.store_no == event.get("place", teller.places[0].store_no))
    ref = event.get("ref") or (teller.numbers.receipt(place, at) if kind == "sale" else "")
    lines = [_line(teller.shelf, line, -1 if kind in _BACK else 1, at) for line in event.get("lines", ())]
    in_store = kind in _STORES_OWN
    return Activity(
        activity_id=_id(kind, customer_id, ref, at),
        customer_id=customer_id,
        kind=kind,
        channel=STORE if in_store else WEB_SHOP,
        at=stamp(at),
        device=event.get("device", ""),
        place=place.name if in_store or "place" in event else "",
        ref=ref,
        state=event.get("state", ""),
        words=event.get("words", ""),
        currency="" if kind in _FREE else teller.currency,
        amount_minor=0 if kind in _FREE else sum(line.amount_minor for line in lines),
        staff=event.get("staff", ""),
        due=_due(teller.now, event["due_weekday"]) if "due_weekday" in event else "",
        lines=lines,
    )


def _id(kind: str, customer_id: str, ref: str, at: datetime) -> str:
    if kind in ("basket", "wishlist"):
        return f"{kind}:{WEB_SHOP}:{customer_id}"
    if kind in _NAMED:
        return _NAMED[kind].format(ref=ref, ref_number=ref.rpartition("-")[2])
    prefix = {"return": "sale", "order_return": "sale", "task": "note"}.get(kind, kind)
    return f"{prefix}:{new_id(customer_id, kind, stamp(at))}"


def _line(shelf: Shelf, line: Sequence[str], sign: int, at: datetime) -> ActivityLine:
    product, milli = shelf.products[line[0]], parse_milli(line[1])
    return ActivityLine(
        sku=product.sku,
        name=product.name,
        options=product.options,
        image=product.image,
        qty_milli=sign * milli,
        amount_minor=sign * ((product.price_minor * milli + ONE // 2) // ONE),
        since=stamp(at),
    )


def _moment(now: datetime, event: Mapping[str, Any]) -> datetime:
    """That day at that time of the store; what would be later today was just now."""
    day = (now - timedelta(days=event["days_ago"])).date()
    return min(datetime.combine(day, time.fromisoformat(event["at"]), now.tzinfo), now - _JUST_NOW)


def _due(now: datetime, weekday: int) -> str:
    """The next day of this name (0 is Monday), today not counted."""
    return (now + timedelta(days=(weekday - now.weekday() - 1) % 7 + 1)).date().isoformat()
