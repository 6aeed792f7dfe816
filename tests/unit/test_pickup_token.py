"""A pickup code is genuine or it is not: the shared examples, and thousands of codes with one thing changed."""

import json
import os
import random
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pos.domain.journal import stamp
from pos.domain.pickup_order import PickupOrder, pickup_order_of
from pos.domain.pickup_token import DIGITS, Token, digest_of, make_token, parse_token
from pos.domain.pickup_verdict import verdict
from pos.domain.trusted_time import TrustedTime

VECTORS = Path(__file__).resolve().parents[3] / "shared" / "data" / "pickup_token_vectors.json"
LONG = 10 if os.environ.get("TANDEM_LONG") else 1
OTHER_DIGITS = [chr(n) for n in range(0x660, 0x11000) if unicodedata.category(chr(n)) == "Nd"]


@pytest.fixture(scope="module")
def vectors() -> dict[str, Any]:
    if not VECTORS.is_file():
        assert not os.environ.get("CI"), "the shared examples are missing"
        pytest.skip("the shared examples are not here")
    told: dict[str, Any] = json.loads(VECTORS.read_text())
    return told


def an_order_of(vectors: dict[str, Any], case: dict[str, Any]) -> PickupOrder:
    """The order of the examples as it stands in one case."""
    revoked = [gen for order, gen in case["revoked"] if order == vectors["order"]]
    lines = [
        {"line": n, "sku": sku, "name": sku, "qty_milli": units * 1000}
        for n, (sku, units) in enumerate(vectors["lines"], 1)
    ]
    body = {
        "order_id": vectors["order"],
        "number": "N-1",
        "store_no": vectors["store"],
        "channel": "web",
        "state": "collected" if vectors["order"] in case["used"] else "ready",
        "placed_at": "",
        "promised_at": "",
        "hold_until": stamp(datetime.fromtimestamp(vectors["exp"], UTC)),
        "gen": max(revoked, default=vectors["gen"] - 1) + 1,
        "currency": "GBP",
        "total_minor": 0,
        "lines": lines,
    }
    return pickup_order_of(body)


def test_the_shared_example_is_made_and_read_alike(vectors: dict[str, Any]) -> None:
    signer = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(vectors["secret_key_hex"]))
    fields = {name: vectors[name] for name in ("kid", "order", "store", "iat", "exp", "gen", "flags")}

    digest = digest_of(vectors["lines"])
    digits = make_token(signer, digest=digest, **fields)
    token = parse_token(digits)

    assert (digest.hex(), digits, len(digits)) == (vectors["digest_hex"], vectors["token"], vectors["digits"])
    assert token is not None and token.body.hex() == vectors["body_hex"]
    assert token.digits == digits


def test_every_shared_case_has_its_verdict(vectors: dict[str, Any]) -> None:
    public = bytes.fromhex(vectors["public_key_hex"])

    judged = {}
    for case in vectors["cases"]:
        keys = {int(kid): public for kid in case["keys"]}
        now = TrustedTime(datetime.fromtimestamp(case["now"], UTC), suspect=False)
        order = an_order_of(vectors, case)
        judged[case["name"]] = verdict(parse_token(case["token"]), keys, case["store"], order, False, now).verdict

    assert judged == {case["name"]: case["verdict"] for case in vectors["cases"]}


def is_genuine(digits: str, public: bytes) -> bool:
    token = parse_token(digits)
    return token is not None and token.is_signed_by(public)


def fresh(chance: random.Random, signer: Ed25519PrivateKey) -> str:
    return make_token(
        signer,
        kid=chance.randrange(256),
        order=chance.randrange(2**64),
        store=chance.randrange(2**32),
        iat=chance.randrange(2**32),
        exp=chance.randrange(2**32),
        gen=chance.randrange(256),
        flags=chance.randrange(256),
        digest=chance.randbytes(6),
    )


def mutations(chance: random.Random, digits: str) -> Iterator[str]:
    """The same code with one thing changed, in every way once."""
    place, other = chance.randrange(DIGITS), chance.choice("123456789")
    number, bit = int(digits), chance.randrange(int(digits).bit_length())
    yield str(number ^ 1 << bit)
    yield digits[:place] + str((int(digits[place]) + int(other)) % 10) + digits[place + 1 :]
    a, b = sorted(chance.sample(range(DIGITS), 2))
    if digits[a] != digits[b]:
        yield digits[:a] + digits[b] + digits[a + 1 : b] + digits[a] + digits[b + 1 :]
    yield digits[: chance.randrange(DIGITS)]
    yield digits[chance.randrange(1, DIGITS) :]
    yield digits + other
    yield "0" * chance.randrange(1, 4) + digits
    yield digits[:place] + chance.choice(" \t\n\u00a0+-_.") + digits[place:]
    yield chance.choice([" ", "\n", "\t"]).join(chance.sample([digits, ""], 2))
    yield digits[:place] + chance.choice(OTHER_DIGITS) + digits[place + 1 :]
    token = parse_token(digits)
    assert token is not None
    yield edited(chance, token).digits


def edited(chance: random.Random, token: Token) -> Token:
    """One field changed under the old signature."""
    widths = {"kid": 8, "order": 64, "store": 32, "iat": 32, "exp": 32, "gen": 8, "flags": 8}
    name = chance.choice([*widths, "digest"])
    if name == "digest":
        return replace(token, digest=bytes(byte ^ 1 + chance.randrange(255) for byte in token.digest))
    return replace(token, **{name: getattr(token, name) ^ 1 << chance.randrange(widths[name])})


def test_no_changed_code_is_genuine_and_every_fresh_one_is() -> None:
    seed = random.SystemRandom().getrandbits(64)
    sys.stdout.write(f"seed {seed}\n")
    chance = random.Random(seed)
    signer = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
    public = signer.public_key().public_bytes_raw()

    codes = [fresh(chance, signer) for _ in range(100 * LONG)]
    changed = [one for digits in codes for one in mutations(chance, digits)]

    assert len(changed) >= 1_000 * LONG
    assert all(is_genuine(digits, public) for digits in codes)
    assert [one for one in changed if is_genuine(one, public)] == []


@pytest.mark.parametrize("text", ["9" * 4000, "1" * 226, "1" * 228, "٣" * 227, "-" + "1" * 226, "9" * DIGITS])
def test_what_is_no_code_is_read_as_none(text: str) -> None:
    assert parse_token(text) is None


def test_a_key_that_is_none_proves_nothing(vectors: dict[str, Any]) -> None:
    assert not is_genuine(vectors["token"], b"short")
