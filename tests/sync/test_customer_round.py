"""A customer between a real till and a real hub: created here, told everywhere, changed on both sides."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pos.domain.customer import NewCustomer, Purpose
from pos.domain.failures import Refused
from pos.domain.journal import FIRST_PREVIOUS
from pos.services.customer import customer_360, timeline
from pos.services.customer_change import change_customer, create_customer
from pos.services.customer_consent import change_consents
from pos.services.customer_note import add_note, add_task, finish_task
from pos.services.customer_search import search_customers
from pos.services.till import Till, open_till
from sync.entities import Activity, ActivityLine, Customer
from sync.feeds import feed_figures
from sync.hub.calls.access import TillAccess
from sync.hub.hub import Hub
from sync.hub.journal.ingest import ingest
from sync.hub.people.persons import keep_person_keys
from sync.hub.store.streams import Published
from sync.hub.store.tills import add_till
from sync.person_keys import persons_in
from sync.wire_entry import wire_entry
from tests.store.joined import a_person, brought, gone, join, put
from tests.sync.hub_people import customer_at
from tests.sync.hub_shop import a_store
from tests.sync.test_feeds import assert_equal_copies, fetch_page, fetch_snapshot, publish_some

STORE = 7
AT = "2026-11-20T09:00:00.000Z"


@pytest.fixture(scope="session")
def joined_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a till that has joined. Never open it: copy it."""
    home = tmp_path_factory.mktemp("round") / "till"
    join(home)
    return home


@pytest.fixture
def till(joined_home: Path, tmp_path: Path) -> Iterator[Till]:
    made = open_till(Path(shutil.copytree(joined_home, tmp_path / "till")))
    yield made
    made.close()


@pytest.fixture
def shop(hub: Hub, till: Till) -> Hub:
    """The hub with this till in a store of its own."""
    a_store(hub, STORE, "H", name="Harbour Street")
    with hub.write() as connection:
        add_till(connection, access_of(till), bytes(32))
    brought(till, "policy", a_person("maya", 1, "manager"))
    return hub


def access_of(till: Till) -> TillAccess:
    return TillAccess("till-2", STORE, 2, "active", AT, till.secrets.public_key)


def push(hub: Hub, till: Till, keys: bool = True) -> None:
    """All that this till wrote, with the keys that its words need ahead of it."""
    with till.store.read() as tx:
        entries = [entry for _n, entry in tx.journal.read()]
        found = tx.outbox.keys_of(sorted({person for entry in entries for person in persons_in(entry.body)}))
    if keys:
        with hub.write() as connection:
            keep_person_keys(hub, connection, list(found), STORE)
    prev, items = FIRST_PREVIOUS, []
    for entry in entries:
        items.append(msgspec.json.encode(wire_entry(entry, prev)))
        prev = entry.h
    taken = ingest(hub, access_of(till), items)
    assert {result.status for result in taken.results} <= {"accepted", "duplicate"}


def pull(hub: Hub, till: Till) -> None:
    while not fetch_page(hub, till, "customers", "customers", 500):
        pass


def ana(till: Till) -> str:
    """Created at this till a moment ago."""
    consents: tuple[tuple[Purpose, bool], ...] = (("email", True), ("sms", False))
    new = NewCustomer("Ana Lind", email="ana@example.org", phone="020 7946 0958", consents=consents)
    return create_customer(till, new, "maya").customer_id


def test_a_customer_created_at_a_till_comes_back_as_he_was(shop: Hub, till: Till) -> None:
    customer_id = ana(till)
    provisional = customer_360(till, customer_id)

    push(shop, till)
    pull(shop, till)

    known, told = customer_360(till, customer_id), customer_at(shop, customer_id)
    assert told is not None
    assert (told.name, told.phone, told.consents) == ("Ana Lind", "+442079460958", {"email": True, "sms": False})
    assert (provisional.profile.provisional, known.profile.provisional) == (True, False)
    assert known.profile.email == provisional.profile.email
    assert [hit.profile.customer_id for hit in search_customers(till, "lind")] == [customer_id]
    assert_equal_copies(shop, till, "customers", "customers")


def test_a_change_that_the_hub_does_not_count_in_yet_stays_in_sight(shop: Hub, till: Till) -> None:
    customer_id = ana(till)
    push(shop, till)
    change_customer(till, customer_id, {"email": "new@example.org"}, "maya")
    elsewhere = customer_at(shop, customer_id)
    assert elsewhere is not None
    told = msgspec.structs.replace(elsewhere, language="sv")
    publish_some(shop, "customers", [Published.of("customer", customer_id, told)])

    pull(shop, till)
    meanwhile = customer_360(till, customer_id).profile
    push(shop, till)
    pull(shop, till)

    after = customer_360(till, customer_id).profile
    assert (meanwhile.email, meanwhile.language) == ("new@example.org", "sv")
    assert (after.email, after.language) == ("new@example.org", "sv")


def test_notes_and_tasks_come_back_once(shop: Hub, till: Till) -> None:
    customer_id = ana(till)
    add_note(till, customer_id, "Likes blue.", "maya")
    task = add_task(till, customer_id, "Ring up.", "2027-01-31", "maya")
    push(shop, till)
    pull(shop, till)
    finish_task(till, task, "maya")
    push(shop, till)

    pull(shop, till)

    events = timeline(till, customer_id, "all")
    assert sorted((event.kind, event.words, event.state) for event in events) == [
        ("note", "Likes blue.", ""),
        ("task", "Ring up.", "done"),
    ]


def test_a_refusal_given_here_reaches_the_hub_while_words_still_wait_for_their_key(shop: Hub, till: Till) -> None:
    customer_id = ana(till)
    change_consents(till, customer_id, {"email": False}, "maya")

    push(shop, till, keys=False)
    unknown = customer_at(shop, customer_id)
    push(shop, till)

    told = customer_at(shop, customer_id)
    assert unknown is None
    assert told is not None and told.consents == {"email": False, "sms": False}


def test_no_snapshot_sweeps_away_who_was_just_created_here(shop: Hub, till: Till) -> None:
    gone_elsewhere = Customer(customer_id="C-9", name="Gone Soon")
    publish_some(shop, "customers", [Published.of("customer", "C-9", gone_elsewhere)])
    pull(shop, till)
    customer_id = ana(till)
    publish_some(shop, "customers", [Published("customer", "C-9", None)])

    fetch_snapshot(shop, till, "customers", "customers")
    pull(shop, till)

    with till.store.read() as tx:
        held = [tx.customers.get(one) is not None for one in (customer_id, "C-9")]
    assert held == [True, False]
    assert feed_figures(till, "customers").n == 0


def an_activity(rev: int, name: str = "basket:web:C-1", **changed: Any) -> Any:
    told: dict[str, Any] = {
        "activity_id": name,
        "customer_id": "C-1",
        "kind": "basket",
        "channel": "web",
        "at": AT,
    }
    return put("activity", name, rev, **told | changed)


def test_an_activity_is_replaced_by_its_newest_state_and_goes_when_it_is_deleted(till: Till) -> None:
    line = {"sku": "CAP", "name": "Cap", "image": "cap.png", "since": AT}
    brought(till, "customers", an_activity(1), an_activity(2, words="two\nlines", lines=[line]))
    with till.store.read() as tx:
        first = tx.driver.execute("SELECT activity_id, customer, kind, at, body, rev FROM copy_activity").fetchall()

    brought(till, "customers", gone("activity", "basket:web:C-1", 3))

    with till.store.read() as tx:
        left = tx.driver.execute("SELECT count(*) FROM copy_activity").fetchone()[0]
    ((activity_id, customer, kind, at, body, rev),) = first
    told = msgspec.json.decode(body, type=Activity)
    assert (activity_id, customer, kind, at, rev) == ("basket:web:C-1", "C-1", "basket", AT, 2)
    assert told.lines == [msgspec.convert(line, ActivityLine)] and told.words == "two\nlines"
    assert left == 0


@pytest.mark.parametrize(
    "changed",
    [
        {"lines": [{"sku": "CAP", "name": "Cap", "image": "../../etc/passwd"}]},
        {"lines": [{"sku": "CAP", "name": "Cap", "image": "c:\\cap.png"}]},
        {"lines": [{"sku": "CAP", "name": "Cap", "amount_minor": 10**14}]},
        {"lines": [{"sku": "CAP", "name": "Cap", "since": "yesterday"}]},
        {"lines": [{"sku": "CAP", "name": "Cap"}] * 201},
        {"amount_minor": -(10**14)},
        {"at": "2026-11-20"},
        {"until": "soon"},
        {"due": "2026-02-31"},
        {"kind": "sermon"},
        {"ref": "N-1\x1b[2J"},
        {"customer_id": ""},
        {"activity_id": "another"},
    ],
)
def test_an_activity_that_breaks_a_limit_sets_its_page_aside(till: Till, changed: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="page_set_aside"):
        brought(till, "customers", an_activity(1, "good"), an_activity(2, **changed))

    with till.store.read() as tx:
        assert tx.driver.execute("SELECT count(*) FROM copy_activity").fetchone()[0] == 0
