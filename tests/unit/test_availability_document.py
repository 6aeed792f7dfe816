"""What a store promises to the web, asked for by a file: every part of the formula, and every way of writing it."""

from typing import Any

import pytest

from pos.domain.availability_document import explain_availability
from pos.domain.explain_input import questions_of
from pos.domain.failures import Refused

ALL = ("on_hand", "reserved", "open_requests", "excluded", "safety", "threshold", "offline_buffer")


@pytest.mark.parametrize(
    ("asked", "available"),
    [
        ({"on_hand": "100"}, "100"),
        (dict.fromkeys(ALL, "1") | {"on_hand": "100"}, "94"),
        ({"QOH": 100, "reserved": 5, "Safety Stock": 5, "threshold": 5, "brokering": 5, "excluded": 5}, "75"),
        ({"input": {"quantityOnHand": 10, "brokeringQueue": 3}, "id": "x", "expected": 7}, "7"),
        ({"on_hand": "2.500", "reserved": "0.250"}, "2.25"),
        ({"on_hand": 3, "reserved": 5}, "0"),
        ({"on_hand": "-3"}, "0"),
        ({"locations": {"floor": "7", "staged": "3", "damaged": "2", "on its way": "-1"}, "reserved": "3"}, "6"),
        ({"on_hand": 10, "hours_offline": 0}, "10"),
        ({"on_hand": 10, "hours_offline": 3}, "7"),
        ({"on_hand": 10, "hours_offline": 3, "buffer_per_hour": "0.5", "quiet_hours": 2}, "9"),
        ({"on_hand": 10, "synced_at": "2026-11-21T10:00:00+00:00", "at": "2026-11-21T13:59:00+00:00"}, "7"),
        ({"on_hand": None}, "0"),
        ({"on_hand": 10, "synced_at": None}, "0"),
    ],
)
def test_the_promise_is_what_is_left(asked: dict[str, Any], available: str) -> None:
    assert explain_availability(asked)["available"] == available


def test_every_step_is_told() -> None:
    told = explain_availability({"on_hand": "4", "reserved": "3", "safety": "2", "store": 1, "sku": "A"})

    assert told["reasons"] == ["reserved", "safety"]
    assert [(step["what"], step["qty"], step["left"]) for step in told["steps"]] == [
        ("on_hand", "4", "4"),
        ("reserved", "-3", "1"),
        ("safety", "-2", "-1"),
        ("never_below_zero", "1", "0"),
    ]
    assert told["words"][1] == "− 3 reserved for orders that the store has accepted: 1 left"


@pytest.mark.parametrize(
    ("asked", "why"), [({"on_hand": None}, "never_counted"), ({"on_hand": 1, "synced_at": ""}, "never_synced")]
)
def test_what_is_not_known_is_said_instead_of_a_sum(asked: dict[str, Any], why: str) -> None:
    told = explain_availability(asked)

    assert (told["reasons"], len(told["words"])) == ([why], 1)


def test_of_a_bundle_there_are_as_many_as_its_scarcest_component_is_enough_for() -> None:
    parts = [{"sku": "SOAP", "per_bundle": "2", "on_hand": "9", "reserved": "2"}, {"sku": "BOX", "on_hand": "5"}]

    told = explain_availability({"sku": "SET", "components": parts, "reserved": "1", "hours_offline": 0})

    assert (told["available"], told["on_hand"], told["reserved"]) == ("2", "3", "1")
    assert [(one["sku"], one["available"], one["enough_for"]) for one in told["components"]] == [
        ("SOAP", "7", 3),
        ("BOX", "5", 5),
    ]
    assert told["words"] == [
        "SOAP: 7 available, enough for 3",
        "BOX: 5 available, enough for 5",
        "3 on hand",
        "− 1 reserved for orders that the store has accepted: 2 left",
    ]


def test_silence_of_a_store_counts_for_the_components_of_a_bundle_and_not_once_more_for_the_bundle() -> None:
    parts = [{"on_hand": "9", "per_bundle": "2"}, {"on_hand": "8"}]

    told = explain_availability({"components": parts, "hours_offline": 3})

    assert (told["available"], told["offline_buffer"]) == ("3", "0")
    assert [one["offline_buffer"] for one in told["components"]] == ["3", "3"]


def test_a_bundle_with_a_component_that_was_never_counted_is_not_promised() -> None:
    told = explain_availability({"components": [{"on_hand": "9"}, {"on_hand": None}]})

    assert (told["available"], told["reasons"]) == ("0", ["never_counted"])


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"components": []}, "components"),
        ({"components": {"on_hand": 1}}, "components"),
        ({"components": [{"on_hand": 1}], "on_hand": 3}, "on_hand"),
        ({"components": [{"on_hand": 1}], "locations": {}}, "locations"),
        ({"components": [{"on_hand": 1, "per_bundle": 0}]}, "components.1.per_bundle"),
        ({"components": [{"on_hand": 1}, {}]}, "components.2.on_hand"),
    ],
)
def test_what_is_no_bundle_is_named(asked: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as no:
        explain_availability(asked)

    assert no.value.facts["field"] == field


def test_several_stores_are_told_by_themselves_and_together() -> None:
    told = explain_availability(
        {"safety": 1, "stores": [{"store": "N", "qoh": 5}, {"store": "M", "qoh": 9, "safety": 3}]}
    )

    assert [store["available"] for store in told["stores"]] == ["4", "6"]
    assert told["available"] == "10"


@pytest.mark.parametrize(
    ("asked", "code", "field"),
    [
        ([], "bad_field", "document"),
        ({}, "missing_field", "on_hand"),
        ({"on_hand": 1, "qoh": 1}, "duplicate_key", "qoh"),
        ({"on_hand": 1, "brokerage": 5}, "unknown_field", "brokerage"),
        ({"on_hand": "many"}, "bad_quantity", "on_hand"),
        ({"on_hand": 1, "reserved": -1}, "negative_amount", "reserved"),
        ({"on_hand": 1, "locations": {"floor": 1}}, "bad_field", "locations"),
        ({"locations": {"floor": "x"}}, "bad_quantity", "locations"),
        ({"on_hand": 1, "synced_at": "2026-11-21T10:00:00+00:00"}, "missing_field", "at"),
        ({"on_hand": 1, "synced_at": "2026-11-21T10:00", "at": "2026-11-21"}, "time_without_zone", "at"),
        ({"stores": []}, "bad_field", "stores"),
        ({"stores": [{"qoh": 1}, {"qoh": "x"}]}, "bad_quantity", "stores.2.on_hand"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_field(asked: Any, code: str, field: str) -> None:
    with pytest.raises(Refused) as no:
        explain_availability(asked)

    assert (no.value.code, no.value.facts["field"]) == (code, field)


@pytest.mark.parametrize("data", [b'{"qoh": 1}', b'[{"qoh": 1}]', b'\n{"qoh": 1}\n\n'])
def test_a_file_holds_one_question_or_a_list(data: bytes) -> None:
    assert questions_of(data) == [{"qoh": 1}]


def test_a_file_may_hold_a_question_on_each_line() -> None:
    assert questions_of(b'{"qoh": 1}\n{"qoh": 2}\n') == [{"qoh": 1}, {"qoh": 2}]


@pytest.mark.parametrize("data", [b"", b"{", b"{}\n{"])
def test_a_file_that_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="bad_json"):
        questions_of(data)
