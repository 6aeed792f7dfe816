"""How a till joins: one code, one till, and no way around either."""

import threading
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text

from pos.domain.crockford import ALPHABET
from pos.domain.failures import Refused
from sync.hub.hub import Hub
from sync.hub.store.tills import all_tills
from sync.hub.tills.enrolment import GOOD_FOR, change_till, fingerprint, make_code, say_yes
from sync.hub.tills.tries import MOST_WRONG, WITHIN
from sync.wire import EnrolAnswer
from tests.sync.hub_shop import Clock, HubTill, a_store, an_enrolled_till, unb64


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def test_a_code_makes_a_till(hub: Hub, client: httpx.Client) -> None:
    till = HubTill(client)

    answer = till.redeem(make_code(hub, 1).code).json()

    assert (answer["till"], answer["state"], answer["store"]["code"]) == (1, "active", "N")
    assert answer["hub_key"] and len(unb64(answer["store_key"])) == 32
    assert answer["fingerprint"] == fingerprint(hub, till.public_key)
    assert set(answer) >= set(EnrolAnswer.__struct_fields__)


def test_a_code_has_sixty_bits_and_no_letters_that_look_alike(hub: Hub) -> None:
    codes = {make_code(hub, 1).code for _ in range(50)}

    assert len(codes) == 50
    assert all(len(part) == 4 and set(part) <= set(ALPHABET) for code in codes for part in code.split("-"))
    assert {len(code.replace("-", "")) * 5 for code in codes} == {60}


def test_a_code_may_be_typed_in_small_letters_that_look_alike(hub: Hub, client: httpx.Client) -> None:
    code = make_code(hub, 1).code

    answer = HubTill(client).redeem(code.replace("0", "O").replace("1", "I"))

    assert answer.status_code == 200


def test_codes_are_not_kept_as_they_are(hub: Hub) -> None:
    code = make_code(hub, 1).code.replace("-", "")

    with hub.read() as connection:
        kept = connection.execute(text("SELECT * FROM enrolment")).all()

    assert kept and code.encode() not in repr(kept).encode()


def test_a_lost_answer_is_given_again_to_the_same_key(hub: Hub, client: httpx.Client) -> None:
    till, code = HubTill(client), make_code(hub, 1).code
    first = till.redeem(code).json()

    again = till.redeem(code).json()

    assert {**again, "request_id": ""} == {**first, "request_id": ""}
    with hub.read() as connection:
        assert len(all_tills(connection)) == 1


def test_a_used_code_is_refused_to_another_key(hub: Hub, client: httpx.Client) -> None:
    code = make_code(hub, 1).code
    HubTill(client).redeem(code)

    answer = HubTill(client).redeem(code)

    assert refusal(answer) == (403, "code_refused")


def test_a_code_runs_out(hub: Hub, client: httpx.Client, clock: Clock) -> None:
    code = make_code(hub, 1).code
    clock.at += GOOD_FOR

    answer = HubTill(client).redeem(code)

    assert refusal(answer) == (403, "code_refused")


def test_a_till_that_was_revoked_does_not_come_back_with_its_code(hub: Hub, client: httpx.Client) -> None:
    till, code = HubTill(client), make_code(hub, 1).code
    till.redeem(code)
    change_till(hub, till.till_id, "revoked")

    answer = till.redeem(code)

    assert refusal(answer) == (403, "code_refused")


def test_wrong_codes_are_counted(hub: Hub, client: httpx.Client, clock: Clock) -> None:
    till = HubTill(client)
    wrong = [till.redeem("0000-0000-0000").status_code for _ in range(MOST_WRONG)]

    answer = till.redeem(make_code(hub, 1).code)

    assert set(wrong) == {403} and refusal(answer) == (429, "too_many_tries")
    assert int(answer.headers["retry-after"]) == WITHIN.total_seconds()


def test_after_a_while_codes_are_taken_again(hub: Hub, client: httpx.Client, clock: Clock) -> None:
    till = HubTill(client)
    for _ in range(MOST_WRONG):
        till.redeem("0000-0000-0000")
    clock.at += WITHIN + timedelta(seconds=1)

    answer = till.redeem(make_code(hub, 1).code)

    assert answer.status_code == 200


@pytest.mark.parametrize("key", ["", "AAAA", "A" * 44, "*" * 43])
def test_a_key_of_another_length_is_refused(hub: Hub, client: httpx.Client, key: str) -> None:
    asked = {"code": make_code(hub, 1).code.replace("-", ""), "public_key": key, "recovery_public": key, "app": "0"}

    answer = client.post("/v1/enrol", json=asked)

    assert answer.status_code == 400


def test_tills_of_a_store_are_numbered_on(hub: Hub, client: httpx.Client) -> None:
    a_store(hub, 2, "S")
    first = an_enrolled_till(client, hub, 1)
    change_till(hub, first.till_id, "revoked")

    numbers = [an_enrolled_till(client, hub, store).enrolled["till"] for store in (1, 2, 1)]

    assert numbers == [2, 1, 3]


def test_two_codes_never_promise_one_number(hub: Hub) -> None:
    numbers = [make_code(hub, 1).number for _ in range(3)]

    assert numbers == [1, 2, 3]


def test_a_number_in_use_is_refused(hub: Hub, hub_till: HubTill) -> None:
    with pytest.raises(Refused, match="till_number_taken"):
        make_code(hub, 1, 1)


def test_a_till_that_replaces_another_revokes_it(hub: Hub, client: httpx.Client, hub_till: HubTill) -> None:
    new = HubTill(client)

    new.redeem(make_code(hub, 1, 1, replace=True).code)

    with hub.read() as connection:
        states = {till.till_id: till.state for till in all_tills(connection)}
    assert states == {hub_till.till_id: "revoked", new.till_id: "active"}


@pytest.mark.parametrize(("store", "number", "code"), [(9, None, "unknown_store"), (1, 1000, "bad_till_number")])
def test_a_code_for_nothing_is_refused(hub: Hub, store: int, number: int | None, code: str) -> None:
    with pytest.raises(Refused, match=code):
        make_code(hub, store, number)


def test_a_hub_may_wait_for_a_yes(hub: Hub, client: httpx.Client) -> None:
    till = HubTill(client)
    told = till.redeem(make_code(hub, 1, waits=True).code).json()
    waiting = till.hello()["till"]

    say_yes(hub, f"{told['fingerprint'][:3]} {told['fingerprint'][3:]}")

    assert (told["state"], waiting, till.hello()["till"]) == ("waiting", "waiting", "active")


def test_a_yes_to_another_fingerprint_helps_nobody(hub: Hub, client: httpx.Client) -> None:
    told = HubTill(client).redeem(make_code(hub, 1, waits=True).code).json()
    other = f"{(int(told['fingerprint']) + 1) % 1_000_000:06d}"

    with pytest.raises(Refused, match="unknown_fingerprint"):
        say_yes(hub, other)


@pytest.mark.parametrize("name", ["N-1", "n-1"])
def test_a_till_is_named_as_receipts_name_it(hub: Hub, hub_till: HubTill, name: str) -> None:
    changed = change_till(hub, name, "suspended")

    assert changed.till_id == hub_till.till_id and hub_till.hello()["till"] == "suspended"


def test_a_revoked_till_is_not_resumed(hub: Hub, hub_till: HubTill) -> None:
    change_till(hub, "N-1", "revoked")

    with pytest.raises(Refused, match="till_is_revoked"):
        change_till(hub, "N-1", "active")


def test_a_waiting_till_is_not_resumed_without_its_yes(hub: Hub, client: httpx.Client) -> None:
    HubTill(client).redeem(make_code(hub, 1, waits=True).code)

    with pytest.raises(Refused, match="till_waits"):
        change_till(hub, "N-1", "active")


def test_of_two_tills_with_one_code_one_joins(pg_hub: Hub, client_of: Callable[[Hub], httpx.Client]) -> None:
    code, tills = make_code(pg_hub, 1).code, [HubTill(client_of(pg_hub)) for _ in range(4)]
    statuses: list[int] = []
    runs = [threading.Thread(target=lambda till=till: statuses.append(till.redeem(code).status_code)) for till in tills]

    for run in runs:
        run.start()
    for run in runs:
        run.join()

    assert sorted(statuses) == [200, 403, 403, 403]
