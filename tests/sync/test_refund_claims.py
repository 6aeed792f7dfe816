"""What was sold once comes back once, whichever till takes it; and any till can read any receipt."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from sync.hub.hub import Hub
from tests.sync.hub_journal import Pen, a_return, enrol, send
from tests.sync.hub_shop import HubTill
from tests.sync.hub_value import claim_back


@pytest.fixture(params=["hub", "pg_hub"])
def any_hub(request: pytest.FixtureRequest) -> Hub:
    made: Hub = request.getfixturevalue(request.param)
    return made


@pytest.fixture
def pens(any_hub: Hub) -> tuple[Pen, Pen]:
    """Two tills; the first has sold three pairs of socks and a cap."""
    made = (Pen(number=1), Pen(number=2))
    enrol(any_hub, *made)
    made[0].sell(("SOCK-R", 3), ("CAP", 1))
    send(any_hub, made[0])
    return made


SALE = "sale-1-1-1-2"


def test_another_tills_sale_comes_back_up_to_what_was_sold(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    two = claim_back(any_hub, pens[1], f"{SALE}/1/2000")
    too_many = claim_back(any_hub, pens[0], f"{SALE}/1/2000", sale="R-2")
    rest = claim_back(any_hub, pens[0], f"{SALE}/1/1000", sale="R-2")

    assert (two.result, two.left) == ("granted", {f"{SALE}/1": 1000})
    assert (too_many.result, too_many.why, too_many.left) == ("refused", "not_enough", {f"{SALE}/1": 1000})
    assert [(held.ref, held.by) for held in too_many.already] == [(f"{SALE}/1", "N-2")]
    assert (rest.result, rest.left) == ("granted", {f"{SALE}/1": 0})


def test_all_lines_are_held_or_none(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    claim_back(any_hub, pens[0], f"{SALE}/2/1000")

    refused = claim_back(any_hub, pens[1], f"{SALE}/1/1000", f"{SALE}/2/1000", sale="R-2")
    whole = claim_back(any_hub, pens[0], f"{SALE}/1/3000", sale="R-3")

    assert (refused.result, whole.result) == ("refused", "granted")


def test_one_line_that_is_named_twice_counts_twice(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    told = claim_back(any_hub, pens[0], f"{SALE}/1/2000", f"{SALE}/1/2000")

    assert told.why == "not_enough"


def test_what_came_back_is_gone_and_says_where(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    first, second = pens
    claim_back(any_hub, second, f"{SALE}/2/1000", sale="sale-1-2-2")
    a_return(second, SALE, 2, "CAP")
    send(any_hub, second)

    told = claim_back(any_hub, first, f"{SALE}/2/1000", sale="R-2")

    assert (told.why, told.left) == ("not_enough", {f"{SALE}/2": 0})
    assert [(held.by, held.store) for held in told.already] == [("N-1-2-2", "Northgate")]


def test_asking_holds_nothing_and_a_basket_gives_back_what_it_held(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    first, second = pens
    asked = claim_back(any_hub, first, f"{SALE}/1/0", sale="")
    claim_back(any_hub, first, f"{SALE}/1/3000")

    released = claim_back(any_hub, first, f"{SALE}/1/3000", release=True)
    other = claim_back(any_hub, second, f"{SALE}/1/3000", sale="R-2")

    assert (asked.left, released.left, other.result) == ({f"{SALE}/1": 3000}, {f"{SALE}/1": 3000}, "granted")


@pytest.mark.parametrize(
    ("ref", "why"), [("sale-9/1/1000", "unknown_sale"), (f"{SALE}/7/0", "unknown_sale"), (f"{SALE}/1", "bad_ref")]
)
def test_what_was_not_sold_here_cannot_come_back(any_hub: Hub, pens: tuple[Pen, Pen], ref: str, why: str) -> None:
    told = claim_back(any_hub, pens[0], ref)

    assert (told.result, told.why) == ("refused", why)


def test_of_many_tills_at_once_one_takes_a_line_back(pg_hub: Hub) -> None:
    pens = [Pen(number=number) for number in range(1, 9)]
    enrol(pg_hub, *pens)
    pens[0].sell(("CAP", 1))
    send(pg_hub, pens[0])

    with ThreadPoolExecutor(8) as pool:
        ref = f"{SALE}/1/1000"
        told = list(pool.map(lambda pen: claim_back(pg_hub, pen, ref, sale=f"R-{pen.number}").result, pens))

    assert sorted(told) == ["granted"] + ["refused"] * 7


def test_any_till_reads_any_receipt(hub: Hub, hub_till: HubTill) -> None:
    pen = Pen(number=9)
    enrol(hub, pen)
    sold = pen.sell(("SOCK-R", 3), ("CAP", 1))
    a_return(pen, sold.content["sale_id"], 1, "SOCK-R", 2)
    send(hub, pen)

    told = hub_till.get(f"/v1/tills/{hub_till.till_id}/receipts/{sold.content['receipt']}").json()

    sale_id = sold.content["sale_id"]
    assert told["body"].encode() == sold.body
    assert (told["sale_id"], told["store"], told["till"], told["at"]) == (sale_id, "Northgate", 9, sold.at)
    assert told["left"] == {f"{sale_id}/1": 1000, f"{sale_id}/2": 1000}


def test_a_receipt_that_is_none_is_not_found_and_nobody_asks_for_another_till(hub: Hub, hub_till: HubTill) -> None:
    unknown = hub_till.get(f"/v1/tills/{hub_till.till_id}/receipts/N-1-000009")
    other = hub_till.get("/v1/tills/somebody/receipts/N-1-000009")

    assert (unknown.status_code, json.loads(unknown.content)["error"]["code"]) == (404, "unknown_receipt")
    assert other.status_code == 403
