"""Bearers: who gets one, how long it is good, and what a till may do with it as it stands."""

from datetime import timedelta

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.failures import Refused
from sync.hub.hub import Hub
from sync.hub.tills.enrolment import change_till
from sync.hub.tills.tokens import BEARER_S, CHALLENGE_S, check_challenge, new_bearer, new_challenge, till_of_bearer
from sync.wire import token_words
from tests.sync.hub_shop import SATURDAY, Clock, HubTill, a_hub, b64

SECRET = b"s" * 32


def challenge_of(till: HubTill) -> str:
    return str(till.client.post("/v1/token", json={"till_id": till.till_id}).json()["challenge"])


def bearer_for(till: HubTill, challenge: str, key: Ed25519PrivateKey, words: bytes) -> httpx.Response:
    asked = {"till_id": till.till_id, "challenge": challenge, "sig": b64(key.sign(words))}
    return till.client.post("/v1/token", json=asked)


def test_a_signed_challenge_gets_a_bearer(hub_till: HubTill) -> None:
    bearer = hub_till.sign_in()

    assert bearer and hub_till.hello()["till"] == "active"


def test_another_key_gets_none(hub: Hub, hub_till: HubTill) -> None:
    challenge = challenge_of(hub_till)

    words = token_words(hub.hub_id, hub_till.till_id, challenge)
    answer = bearer_for(hub_till, challenge, Ed25519PrivateKey.generate(), words)

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "challenge_refused")


def test_a_signature_for_another_hub_gets_none(hub_till: HubTill) -> None:
    challenge = challenge_of(hub_till)

    answer = bearer_for(hub_till, challenge, hub_till.key, token_words("another", hub_till.till_id, challenge))

    assert answer.status_code == 403


def test_an_unknown_till_is_told_nothing_else(client: httpx.Client, hub: Hub) -> None:
    stranger = HubTill(client, enrolled={"till_id": "nobody", "hub_id": hub.hub_id})
    challenge = challenge_of(stranger)

    answer = bearer_for(stranger, challenge, stranger.key, token_words(hub.hub_id, "nobody", challenge))

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "challenge_refused")


def test_a_challenge_is_good_for_a_minute(hub: Hub, hub_till: HubTill, clock: Clock) -> None:
    challenge = challenge_of(hub_till)
    clock.forward(seconds=CHALLENGE_S)

    words = token_words(hub.hub_id, hub_till.till_id, challenge)
    answer = bearer_for(hub_till, challenge, hub_till.key, words)

    assert answer.status_code == 403


def test_a_bearer_is_good_for_a_quarter_of_an_hour(hub_till: HubTill, clock: Clock) -> None:
    hub_till.sign_in()

    clock.forward(seconds=BEARER_S - 1)
    before = hub_till.send("POST", "/v1/tills/hello", json={}).status_code
    clock.forward(seconds=1)
    after = hub_till.send("POST", "/v1/tills/hello", json={}).status_code

    assert (before, after) == (400, 401)


def test_the_bearer_of_another_hub_is_none(tmp_path_factory: pytest.TempPathFactory, hub_till: HubTill) -> None:
    other = a_hub(tmp_path_factory.mktemp("other"))
    hub_till.bearer = new_bearer(other.secret, hub_till.till_id, SATURDAY)

    answer = hub_till.send("POST", "/v1/tills/hello", json={})
    other.engine.dispose()

    assert answer.status_code == 401


@pytest.mark.parametrize(("state", "code"), [("revoked", "till_revoked"), ("suspended", "till_suspended")])
def test_a_till_that_was_stopped_pulls_nothing_with_the_bearer_it_has(
    hub: Hub, hub_till: HubTill, state: str, code: str
) -> None:
    hub_till.sign_in()
    change_till(hub, hub_till.till_id, state)

    answer = hub_till.get("/v1/feed", scope="policy")

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, code)
    assert hub_till.hello()["till"] == state


@given(st.text(max_size=600))
def test_no_text_is_taken_for_a_bearer(text: str) -> None:
    with pytest.raises(Refused, match="bearer_refused"):
        till_of_bearer(SECRET, text, SATURDAY)


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_bearer_is_none(place: int, by: int) -> None:
    bearer = bytearray(new_bearer(SECRET, "T-1", SATURDAY), "ascii")
    bearer[place % len(bearer)] ^= by

    try:
        told = till_of_bearer(SECRET, bearer.decode("latin-1"), SATURDAY)
    except Refused:
        return

    assert told == "T-1"  # the last letter of base64 has bits that say nothing


def test_a_challenge_is_no_bearer_and_a_bearer_no_challenge() -> None:
    later = SATURDAY + timedelta(seconds=1)

    with pytest.raises(Refused, match="bearer_refused"):
        till_of_bearer(SECRET, new_challenge(SECRET, "T-1", SATURDAY, b"x"), later)
    with pytest.raises(Refused, match="challenge_refused"):
        check_challenge(SECRET, "T-1", new_bearer(SECRET, "T-1", SATURDAY), later)


def test_a_challenge_is_for_one_till() -> None:
    challenge = new_challenge(SECRET, "T-1", SATURDAY, b"x")

    with pytest.raises(Refused, match="challenge_refused"):
        check_challenge(SECRET, "T-2", challenge, SATURDAY)
