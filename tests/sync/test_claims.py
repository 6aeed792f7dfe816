"""What must happen once is claimed by one till; who comes later hears who was first."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx
import pytest

from sync.hub.calls.access import TillAccess
from sync.hub.claims.claim import Claimed, take_claim
from sync.hub.hub import Hub
from sync.wire import ClaimRequest
from tests.sync.hub_journal import AT, Pen, enrol, send
from tests.sync.hub_pickups import an_order, hand_over, take_back
from tests.sync.hub_shop import HubTill, a_store

UNITS = ["88001/1/1/0", "88001/1/2/0"]


@pytest.fixture(params=["hub", "pg_hub"])
def any_hub(request: pytest.FixtureRequest) -> Hub:
    """A hub on each kind of database, with an order that waits to be collected."""
    made: Hub = request.getfixturevalue(request.param)
    an_order(made)
    return made


@pytest.fixture
def pens(any_hub: Hub) -> tuple[Pen, Pen]:
    """Two tills of the store."""
    made = (Pen(number=1), Pen(number=2))
    enrol(any_hub, *made)
    return made


def claim(hub: Hub, till: TillAccess, refs: list[str] | None = None, claim_id: str = "", **changed: Any) -> Claimed:
    told = {"till_id": till.till_id, "claim": claim_id or str(uuid4()), "kind": "pickup", "refs": refs or UNITS}
    return take_claim(hub, till, ClaimRequest(**{**told, **changed}))


def test_the_first_till_has_it_and_the_second_hears_who(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    first, second = (pen.access for pen in pens)

    granted = claim(any_hub, first, [UNITS[0]])
    refused = claim(any_hub, second)

    assert granted == Claimed("granted")
    assert refused.result == "already"
    assert [(held.ref, held.by, held.at, held.store) for held in refused.already] == [
        (UNITS[0], "N-1", AT, "Northgate")
    ]


def test_a_claim_has_all_units_or_none(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    first, second = (pen.access for pen in pens)
    claim(any_hub, first, [UNITS[0]])
    claim(any_hub, second)

    rest = claim(any_hub, first, [UNITS[1]])

    assert rest.result == "granted"


def test_the_same_claim_again_gets_the_same_answer(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    pen = pens[0]
    claim(any_hub, pen.access, claim_id="C-1")
    hand_over(pen)
    send(any_hub, pen)

    again = claim(any_hub, pen.access, claim_id="C-1")

    assert again == Claimed("granted")


def test_a_till_that_stopped_in_between_claims_anew(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    first, second = (pen.access for pen in pens)
    claim(any_hub, first)

    again, other = claim(any_hub, first), claim(any_hub, second)

    assert (again.result, other.result) == ("granted", "already")


def test_what_was_handed_over_is_gone_whoever_asks(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    hand_over(pens[0], units=(1,), staff="noor")
    send(any_hub, pens[0])

    told = [claim(any_hub, pen.access) for pen in pens]

    assert [claimed.result for claimed in told] == ["already", "already"]
    assert [(held.ref, held.by) for held in told[0].already] == [(UNITS[0], "noor")]


def test_the_next_turn_of_a_unit_is_free(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    take_back(pens[0], hand_over(pens[0], units=(1,)))
    send(any_hub, pens[0])

    told = claim(any_hub, pens[1].access, ["88001/1/1/1"])

    assert told.result == "granted"


@pytest.mark.parametrize(
    ("refs", "why"), [(["77/1/1/0"], "unknown_order"), (["88002/1/1/0"], "cancelled"), (["88001/1"], "bad_ref")]
)
def test_what_cannot_be_claimed_says_why(any_hub: Hub, pens: tuple[Pen, Pen], refs: list[str], why: str) -> None:
    an_order(any_hub, 88_002, state="cancelled", ended_at=AT)

    told = claim(any_hub, pens[0].access, refs)

    assert told == Claimed("refused", why=why)


def test_an_order_of_another_store_is_claimed_by_its_own_tills_alone(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    a_store(any_hub, 2, "S", name="Southgate")
    stranger = Pen(store_no=2)
    enrol(any_hub, stranger)

    theirs = claim(any_hub, stranger.access)
    ours = claim(any_hub, pens[0].access)

    assert theirs == Claimed("refused", why="wrong_store")
    assert ours == Claimed("granted")


def test_what_was_done_offline_is_recorded_and_hears_of_others(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    first, second = (pen.access for pen in pens)
    claim(any_hub, first, [UNITS[0]])
    hand_over(pens[1])
    send(any_hub, pens[1])

    late = claim(any_hub, second, mode="offline")
    rest = claim(any_hub, first, [UNITS[1]])

    assert late.result == "already" and [held.ref for held in late.already] == [UNITS[0]]
    assert rest.result == "already"


def test_of_many_at_once_one_till_is_first(pg_hub: Hub) -> None:
    an_order(pg_hub)
    pens = [Pen(number=number) for number in range(1, 9)]
    enrol(pg_hub, *pens)

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda pen: claim(pg_hub, pen.access).result, pens))

    assert sorted(told) == ["already"] * 7 + ["granted"]


def test_a_claim_over_the_wire(hub: Hub, hub_till: HubTill) -> None:
    an_order(hub)

    answer = hub_till.post("/v1/claims", {"claim": "C-1", "kind": "pickup", "refs": UNITS})

    assert answer.status_code == httpx.codes.OK
    assert answer.json()["result"] == "granted"
