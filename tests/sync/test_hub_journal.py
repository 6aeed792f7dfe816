"""The calls by which a till sends its journal and gets it back, over the wire."""

import json
from collections.abc import Callable

import httpx
import pytest

from pos.domain.journal import Place, entry_hash, head_bytes
from sync.hub.hub import Hub
from sync.hub.tills.enrolment import change_till
from tests.sync.hub_journal import Pen, garbled
from tests.sync.hub_shop import Clock, HubTill, a_store, an_enrolled_till, is_message, unb64


@pytest.fixture
def pen(hub_till: HubTill) -> Pen:
    """What the enrolled till writes: a journal under its key."""
    return Pen(own_key=hub_till.key)


def push(till: HubTill, items: list[bytes], **changed: object) -> httpx.Response:
    document = {"epoch": till.enrolled["epoch"], "items": [json.loads(item) for item in items], **changed}
    return till.post("/v1/journal", document)


def test_a_batch_is_answered_item_by_item(hub_till: HubTill, pen: Pen) -> None:
    pen.sell()

    answer = push(hub_till, [*pen.items, b"{}"])

    told = answer.json()
    journal = pen.place.journal_id.hex()
    assert is_message(answer)
    assert [result["status"] for result in told["results"]] == ["accepted", "accepted", "set_aside"]
    assert told["high"] == {journal: 2} and unb64(told["high_hash"][journal]) == pen.place.h
    assert told["quarantine"] == 1 and len(told["exceptions"]) == 1


def test_a_hub_that_was_put_back_wants_a_hello_first(hub_till: HubTill, pen: Pen) -> None:
    answer = push(hub_till, pen.items, epoch="of-before")

    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "epoch_changed")


def test_a_revoked_till_may_still_send_what_happened_before(
    hub: Hub, clock: Clock, hub_till: HubTill, pen: Pen
) -> None:
    hub_till.sign_in()
    pen.sell(("CAP", 1))
    clock.forward(minutes=5)
    change_till(hub, hub_till.till_id, "revoked")
    pen.write("drawer_opened", {"reason": "late"}, at="2027-01-01T00:00:00.000Z")

    answer = push(hub_till, pen.items)

    told = [(result["status"], result.get("code", "")) for result in answer.json()["results"]]
    assert told == [("accepted", ""), ("accepted", ""), ("set_aside", "revoked")]


def test_a_till_gets_its_journal_back_page_by_page_and_the_chain_holds(hub_till: HubTill, pen: Pen) -> None:
    for _ in range(230):
        pen.write("drawer_opened", {"reason": "no sale"})
    for start in (0, 150):
        push(hub_till, pen.items[start : start + 150])

    first = hub_till.get(f"/v1/tills/{hub_till.till_id}/journal").json()
    second = hub_till.get(f"/v1/tills/{hub_till.till_id}/journal", after=first["next"]).json()

    items = [*first["items"], *second["items"]]
    assert [item["seq"] for item in items] == list(range(1, 232))
    assert (first["next"], second["next"]) == (200, 0)
    assert first["journals"] == [pen.place.journal_id.hex()]
    for item in items:
        place = Place(bytes.fromhex(item["journal_id"]), item["seq"] - 1, unb64(item["prev"]))
        head = head_bytes(
            item["id"], item["kind"], item["v"], item["at"], item["business_date"], item["shift"], item["staff"]
        )
        assert entry_hash(place, head, item["body"].encode()) == unb64(item["h"])


def test_the_chain_of_the_copy_holds_across_what_is_kept_apart(hub_till: HubTill, pen: Pen) -> None:
    for _ in range(2):
        pen.sell()
    opened, second, third = pen.items
    push(hub_till, [opened, garbled(second, body="{}"), third])

    items = hub_till.get(f"/v1/tills/{hub_till.till_id}/journal").json()["items"]

    assert [(item["seq"], unb64(item["prev"])) for item in items] == [(1, bytes(32)), (3, pen.entries[1].h)]


def test_a_till_of_another_store_gets_nobodys_journal(
    hub: Hub, client: httpx.Client, hub_till: HubTill, pen: Pen
) -> None:
    push(hub_till, pen.items)
    a_store(hub, 2, "S")
    stranger = an_enrolled_till(client, hub, 2)

    answer = stranger.get(f"/v1/tills/{hub_till.till_id}/journal")

    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown_till")


def test_the_till_that_replaces_another_reads_its_journal(
    client_of: Callable[[Hub], httpx.Client], hub: Hub, hub_till: HubTill, pen: Pen
) -> None:
    pen.sell()
    push(hub_till, pen.items)
    heir = an_enrolled_till(client_of(hub), hub, 1)

    told = heir.get(f"/v1/tills/{hub_till.till_id}/journal").json()

    assert [item["kind"] for item in told["items"]] == ["journal_opened", "sale_completed"]
