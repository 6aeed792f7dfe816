"""`explain availability`: a question about the web availability of a store, and the answer with every step of it.

    {"on_hand": "100", "reserved": "5", "open_requests": "5", "excluded": "5", "safety": "5", "threshold": "5",
     "synced_at": "2026-11-21T09:00:00+00:00", "at": "2026-11-21T14:30:00+00:00"}

Only `on_hand` is required; null means that nobody ever counted. `locations` may take its place, as
`{"floor": "7", "staged": "3", "damaged": "2"}`: what lies elsewhere than on the floor or with staged parcels is
excluded. The buffer is `offline_buffer` itself, or follows from `synced_at` (null: never heard of) and `at`, or from
`hours_offline`, by `buffer_per_hour` (default 1) for every whole hour after `quiet_hours` (default 1). A list under
`stores` asks about each of them, with `available` for all together; what stands beside it holds for every store.

A bundle has no stock of its own: `components` are questions about what is in it, each with `per_bundle` (default 1) and
whatever the buffer beside them follows from. What else stands beside them is taken off the bundles.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from pos.domain.availability import Margins, Promise, bundle_promise, enough_for
from pos.domain.explain_input import Question, milli_of
from pos.domain.failures import Refused
from pos.domain.quantity import ONE, format_milli
from pos.domain.validity import moment

NAMES = {
    "on_hand": ("qoh", "quantity_on_hand", "stock", "in_stock"),
    "reserved": ("reservations", "reserved_quantity", "allocated"),
    "open_requests": ("requests", "open_orders", "brokering", "brokering_queue", "brokering_queue_quantity"),
    "excluded": ("exclusions", "excluded_quantity", "excluded_stock"),
    "safety": ("safety_stock", "minimum_stock", "minimum_stock_level"),
    "threshold": ("thresholds", "store_threshold"),
    "offline_buffer": ("buffer",),
    "hours_offline": ("hours_since_sync", "offline_hours", "hours"),
    "buffer_per_hour": ("per_hour",),
    "quiet_hours": (),
    "synced_at": ("synced", "last_sync", "last_synced", "last_synced_at"),
    "at": ("now", "as_of"),
    "locations": (),
    "sku": ("product",),
    "store": ("facility",),
    "stores": ("facilities",),
    "components": ("parts",),
    "per_bundle": (),
}
_OF_BUFFER = ("offline_buffer", "hours_offline", "buffer_per_hour", "quiet_hours", "synced_at", "at")
SELLABLE = ("floor", "staged")
"""Locations whose goods can be promised; what lies elsewhere (damaged, on its way back) is excluded."""

_WORDS = {
    "reserved": "reserved for orders that the store has accepted",
    "open_requests": "wanted by orders that wait for the store",
    "excluded": "where nothing is sold from",
    "safety": "held back for miscounts",
    "threshold": "held back for people in the store",
    "offline_buffer": "may have been sold since the store was last heard of",
}
_NOTHING = {
    "never_counted": "Nobody ever counted it there, so nothing is promised.",
    "never_synced": "Nothing was ever heard of the store, so nothing is promised.",
}


def explain_availability(asked: object) -> dict[str, Any]:
    """The answer to one question. Refused with the `field` for what is not understood."""
    question = Question(asked, NAMES)
    if not question.told("stores"):
        return _answer(question)
    assert isinstance(asked, Mapping)
    return _answers(asked, question)


def _answers(asked: Mapping[str, object], question: Question) -> dict[str, Any]:
    stores = question.raw("stores")
    if not isinstance(stores, list) or not stores or not all(isinstance(store, Mapping) for store in stores):
        raise question.refused("bad_field", "stores")
    shared = {name: question.raw(name) for name in NAMES if name != "stores" and question.told(name)}
    told = [_answer(_joined(shared, store, number)) for number, store in enumerate(stores, 1)]
    milli = sum(milli_of(one["available"]) for one in told)
    words = f"{format_milli(milli)} in all stores together"
    return {"available": format_milli(milli), "stores": told, "words": [words]}


def _joined(shared: Mapping[str, object], store: Mapping[str, object], number: int) -> Question:
    """The question of one store, which says what is otherwise than in the others."""
    own = Question(store, NAMES, f"stores.{number}")
    named = {name: own.raw(name) for name in NAMES if own.told(name)}
    return Question({**shared, **named}, NAMES, f"stores.{number}")


def _answer(question: Question) -> dict[str, Any]:
    return _bundle(question) if question.told("components") else _told(question, _promise(question))


def _bundle(question: Question) -> dict[str, Any]:
    """Each component by itself, and how many bundles they are enough for."""
    listed = question.raw("components")
    if not isinstance(listed, list) or not listed or not all(isinstance(one, Mapping) for one in listed):
        raise question.refused("bad_field", "components")
    if question.told("on_hand") or question.told("locations"):
        raise question.refused("bad_field", "on_hand" if question.told("on_hand") else "locations")
    shared = {name: question.raw(name) for name in _OF_BUFFER if question.told(name)}
    asked = [Question({**shared, **one}, NAMES, f"components.{number}") for number, one in enumerate(listed, 1)]
    parts = [(_promise(one), _per_bundle(one)) for one in asked]
    told = [
        {**_told(one, promise), "enough_for": enough_for(promise, milli)}
        for one, (promise, milli) in zip(asked, parts, strict=True)
    ]
    own = {name: _not_negative(question, name) for name in ("reserved", "open_requests", "safety", "threshold")}
    promise = bundle_promise(parts, own["reserved"], own["open_requests"])
    promise = replace(promise, safety_milli=own["safety"], threshold_milli=own["threshold"])
    answer = _told(question, promise)
    enough = [
        f"{one.get('sku', number)}: {one['available']} available, enough for {one['enough_for']}"
        for number, one in enumerate(told, 1)
    ]
    return {**answer, "components": told, "words": [*enough, *answer["words"]]}


def _per_bundle(question: Question) -> int:
    milli = question.milli("per_bundle") if "per_bundle" in question else ONE
    if milli <= 0:
        raise question.refused("bad_quantity", "per_bundle")
    return milli


def _told(question: Question, promise: Promise) -> dict[str, Any]:
    told: dict[str, Any] = {name: question.text(name) for name in ("store", "sku") if name in question}
    told |= {"available": format_milli(promise.available_milli), "on_hand": format_milli(promise.on_hand_milli)}
    told |= {name: format_milli(milli) for name, milli in promise.parts.items()}
    steps = _steps(promise)
    words = [_NOTHING[why] for why in promise.reasons if why in _NOTHING] or [step["words"] for step in steps]
    return {**told, "reasons": list(promise.reasons), "steps": steps, "words": words}


def _promise(question: Question) -> Promise:
    on_hand, excluded, counted = _counted(question)
    parts = {name: _not_negative(question, name) for name in ("reserved", "open_requests", "safety", "threshold")}
    buffer, heard_of = _buffer(question)
    return Promise(
        on_hand_milli=on_hand,
        reserved_milli=parts["reserved"],
        requests_milli=parts["open_requests"],
        excluded_milli=excluded + _not_negative(question, "excluded"),
        safety_milli=parts["safety"],
        threshold_milli=parts["threshold"],
        buffer_milli=buffer,
        counted=counted,
        heard_of=heard_of,
    )


def _counted(question: Question) -> tuple[int, int, bool]:
    """What is on hand, what of it lies where nothing is sold from, and whether anybody ever counted."""
    if not question.told("locations"):
        question.raw("on_hand")
        return question.milli("on_hand"), 0, "on_hand" in question
    lying = question.raw("locations")
    if not isinstance(lying, Mapping) or question.told("on_hand"):
        raise question.refused("bad_field", "locations")
    try:
        held = {str(place).casefold(): milli_of(quantity) for place, quantity in lying.items()}
    except Refused as no:
        raise question.refused(no.code, "locations") from None
    elsewhere = sum(max(0, milli) for place, milli in held.items() if place not in SELLABLE)
    return sum(held.values()), elsewhere, bool(held)


def _buffer(question: Question) -> tuple[int, bool]:
    """The offline buffer, and whether the store was ever heard of."""
    if "offline_buffer" in question:
        return _not_negative(question, "offline_buffer"), True
    margins = Margins(
        per_hour_milli=_not_negative(question, "buffer_per_hour") if "buffer_per_hour" in question else ONE,
        quiet_hours=_not_negative(question, "quiet_hours") // ONE if "quiet_hours" in question else 1,
    )
    if "hours_offline" in question:
        return margins.buffer_milli(_not_negative(question, "hours_offline") // ONE), True
    if not question.told("synced_at"):
        return 0, True
    if not question.text("synced_at"):
        return 0, False
    silent = _moment(question, "at") - _moment(question, "synced_at")
    return margins.buffer_milli(int(silent.total_seconds() // 3600)), True


def _moment(question: Question, name: str) -> datetime:
    question.raw(name)
    try:
        found = moment(question.text(name))
    except Refused as no:
        raise question.refused(no.code, name) from None
    if found.tzinfo is None:
        raise question.refused("time_without_zone", name)
    return found


def _not_negative(question: Question, name: str) -> int:
    milli = question.milli(name)
    if milli < 0:
        raise question.refused("negative_amount", name)
    return milli


def _steps(promise: Promise) -> list[dict[str, str]]:
    """What is on hand, then what is taken off, one after the other, with what is left each time."""
    left = promise.on_hand_milli
    steps = [{"what": "on_hand", "qty": format_milli(left), "left": format_milli(left)}]
    steps[0]["words"] = f"{format_milli(left)} on hand"
    for name, milli in promise.parts.items():
        if milli:
            left -= milli
            words = f"− {format_milli(milli)} {_WORDS[name]}: {format_milli(left)} left"
            steps.append({"what": name, "qty": format_milli(-milli), "left": format_milli(left), "words": words})
    if left < 0:
        words = "Less than nothing is not promised: 0"
        steps.append({"what": "never_below_zero", "qty": format_milli(-left), "left": "0", "words": words})
    return steps
