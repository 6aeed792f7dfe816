"""The journal's bytes: canonical, chained, signed."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.failures import Refused
from pos.domain.journal import Entry, Place, canonical, entry_hash, fault_of, head_bytes, make_entry, place_of

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
JOURNAL = bytes.fromhex("0190c8f2000070008000000000000001")
NAMES = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=12)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    TEXTS | st.integers(-(2**53) + 1, 2**53 - 1) | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
)


def an_entry(place: Place, body: dict[str, Any] | None = None, **changed: Any) -> Entry:
    told = {
        "entry_id": "0190c8f2-0000-7000-8000-000000000002",
        "kind": "sale_completed",
        "at": "2026-11-21T14:32:00.000Z",
        "business_date": "2026-11-21",
        "shift": "0190c8f2-0000-7000-8000-000000000003",
        "staff": "maya",
    }
    return make_entry(place, KEY, body=body or {"total_minor": 24329}, **(told | changed))


@given(st.dictionaries(NAMES, VALUES, max_size=6))
def test_canonical_bytes_are_those_of_rfc_8785(value: dict[str, Any]) -> None:
    written = canonical(value)

    assert written == rfc8785.dumps(value)


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(Refused, match="bad_text"):
        canonical({"note": "\ud800"})


def test_the_hash_of_an_entry_is_made_of_exactly_the_bytes_that_are_written_down() -> None:
    place = Place(JOURNAL, 7, bytes(range(32)))
    head = b'{"business_date":"2026-11-21","id":"i","kind":"k","at":"t","v":1}'

    h = entry_hash(place, head, b"{}")

    inner = sha256(len(head).to_bytes(4, "big") + head + b"{}").digest()
    assert h == sha256(b"tandem1\0" + JOURNAL + (8).to_bytes(8, "big") + bytes(range(32)) + inner).digest()


def test_a_head_leaves_out_what_is_empty() -> None:
    head = head_bytes("i", "journal_opened", 1, "2026-11-21T14:32:00.000Z", "2026-11-21", "", "")

    assert head == (
        b'{"at":"2026-11-21T14:32:00.000Z","business_date":"2026-11-21","id":"i","kind":"journal_opened","v":1}'
    )


def test_entries_follow_each_other() -> None:
    first = an_entry(Place(JOURNAL))
    second = an_entry(place_of(first))

    faults = [fault_of(first, Place(JOURNAL), KEY.public_key()), fault_of(second, place_of(first), KEY.public_key())]

    assert faults == [None, None]


@pytest.mark.parametrize(
    "changed",
    [
        {"at": "2026-11-21T14:33:00.000Z"},
        {"business_date": "2026-11-22"},
        {"staff": "dan"},
        {"shift": ""},
        {"kind": "sale_voided"},
        {"v": 2},
        {"body": b'{"total_minor":1}'},
        {"entry_id": "0190c8f2-0000-7000-8000-000000000009"},
    ],
    ids=str,
)
def test_any_changed_field_breaks_the_hash(changed: dict[str, Any]) -> None:
    entry = replace(an_entry(Place(JOURNAL)), **changed)

    assert fault_of(entry, Place(JOURNAL), KEY.public_key()) == "hash"


def test_an_entry_hashed_anew_by_somebody_without_the_key_is_named() -> None:
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(32))
    entry = an_entry(Place(JOURNAL))

    forged = replace(entry, sig=stranger.sign(entry.h))

    assert fault_of(forged, Place(JOURNAL), KEY.public_key()) == "signature"


def test_a_missing_entry_is_a_gap() -> None:
    first = an_entry(Place(JOURNAL))
    third = an_entry(place_of(an_entry(place_of(first))))

    assert fault_of(third, place_of(first), KEY.public_key()) == "gap"
