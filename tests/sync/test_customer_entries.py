"""What tills write about customers, at the hub: who they are, what they agreed to, what is noted and what they did."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.hub.hub import Hub
from sync.hub.people.accounts import LATEST_REV, standing
from sync.hub.people.late_keys import tick
from sync.hub.store.accounts import Answer
from sync.hub.store.persons import add_keys
from tests.sync.hub_journal import Pen, a_return, enrol, send, statuses
from tests.sync.hub_people import (
    ANA,
    activities_at,
    bring_key,
    change,
    consent,
    create,
    customer_at,
    key_of,
    note,
    published_count,
    rev_of,
    sealed,
    waiting_count,
)
from tests.sync.hub_pickups import an_order, hand_over, step
from tests.sync.hub_shop import HubChannel, a_channel, a_store

EARLIER, LATER = "2026-11-20T10:00:00.000Z", "2026-11-21T11:00:00.000Z"


@pytest.fixture(params=["hub", "pg_hub"])
def any_hub(request: pytest.FixtureRequest) -> Hub:
    """An empty hub, on SQLite and on PostgreSQL."""
    made: Hub = request.getfixturevalue(request.param)
    return made


def two_tills(hub: Hub) -> tuple[Pen, Pen]:
    here, there = Pen(number=1), Pen(number=2)
    enrol(hub, here, there)
    return here, there


def test_a_customer_created_at_a_till_is_known_to_all(any_hub: Hub) -> None:
    here, _there = two_tills(any_hub)
    bring_key(any_hub)
    create(here, phone="020 7946 0958", birthday="1990-05-04", language="sv", card="TL1")
    consent(here, EARLIER, email=True, sms=False)

    send(any_hub, here)

    told = customer_at(any_hub)
    assert told is not None
    assert (told.name, told.email, told.phone, told.card) == ("Ana Lind", "ana@example.org", "+442079460958", "TL1")
    assert (told.birthday, told.language, told.consents) == ("1990-05-04", "sv", {"email": True, "sms": False})
    assert told.includes == {here.place.journal_id.hex(): here.place.seq}


def test_an_entry_that_comes_twice_has_its_effect_once(any_hub: Hub) -> None:
    here, _there = two_tills(any_hub)
    bring_key(any_hub)
    create(here)
    note(here, "Likes blue.")
    send(any_hub, here)
    before = published_count(any_hub)

    again = send(any_hub, here)

    assert set(statuses(again)) == {"duplicate"}
    assert published_count(any_hub) == before


def test_what_cannot_be_read_yet_is_taken_and_published_when_its_key_comes(any_hub: Hub) -> None:
    here, _there = two_tills(any_hub)
    create(here)
    change(here, phone="020 7946 0958")
    consent(here, EARLIER, email=False)
    note(here, "Likes blue.")

    taken = send(any_hub, here)
    waited = (customer_at(any_hub), activities_at(any_hub), waiting_count(any_hub))
    bring_key(any_hub)

    told = customer_at(any_hub)
    assert set(statuses(taken)) == {"accepted"}
    assert waited == (None, [], 3)
    assert told is not None
    assert (told.name, told.phone, told.consents) == ("Ana Lind", "+442079460958", {"email": False})
    assert told.includes == {here.place.journal_id.hex(): here.place.seq - 1}
    assert [one.words for one in activities_at(any_hub)] == ["Likes blue."]
    assert waiting_count(any_hub) == 0


def test_what_came_at_the_moment_at_which_its_key_came_waits_a_minute_at_the_most(any_hub: Hub) -> None:
    here, _there = two_tills(any_hub)
    create(here)
    create(here, customer="C-2", number=2)
    send(any_hub, here)
    with any_hub.write() as connection:  # the other side of the race: who brought the key saw nobody wait for it
        add_keys(connection, [(ANA, key_of(ANA)), ("C-2", key_of("C-2", 1))], store_no=1)

    tick(any_hub)

    told = customer_at(any_hub)
    assert told is not None and told.name == "Ana Lind"
    assert (customer_at(any_hub, "C-2"), waiting_count(any_hub)) == (None, 1)


def test_what_waits_is_not_counted_in_though_later_entries_are(hub: Hub) -> None:
    here, _there = two_tills(hub)
    bring_key(hub)
    create(here)
    waits = change(here, number=2, phone="020 7946 0958")
    consent(here, EARLIER, email=False)

    send(hub, here)
    before = customer_at(hub)
    bring_key(hub, number=2)

    after = customer_at(hub)
    assert before is not None and after is not None
    assert (before.phone, before.consents) == ("", {"email": False})
    assert before.includes == {here.place.journal_id.hex(): waits.seq - 1}
    assert (after.phone, after.includes) == ("+442079460958", {here.place.journal_id.hex(): here.place.seq})


def test_two_tills_that_were_offline_may_each_have_a_key_for_one_customer(any_hub: Hub) -> None:
    here, there = two_tills(any_hub)
    create(here)
    change(there, number=2, email="ana@new.example")
    kept = [bring_key(any_hub, number=1), bring_key(any_hub, number=2), bring_key(any_hub, number=2)]

    send(any_hub, here)
    send(any_hub, there)

    told = customer_at(any_hub)
    assert kept == [1, 1, 0]
    assert told is not None and (told.name, told.email) == ("Ana Lind", "ana@new.example")


def test_fields_of_two_tills_merge_and_of_one_field_the_later_arrival_stands(any_hub: Hub) -> None:
    here, there = two_tills(any_hub)
    bring_key(any_hub)
    create(here, phone="020 7946 0958")
    send(any_hub, here)
    change(here, email="first@example.org", language="sv")
    change(there, email="second@example.org", birthday="1990-05-04")

    send(any_hub, there)
    send(any_hub, here)

    told = customer_at(any_hub)
    assert told is not None
    assert (told.email, told.language, told.birthday) == ("first@example.org", "sv", "1990-05-04")
    assert told.phone == "+442079460958"
    assert set(told.includes) == {pen.place.journal_id.hex() for pen in (here, there)}


def test_what_waited_for_its_key_does_not_overwrite_what_arrived_after_it(
    hub: Hub, clock: Any, channel: HubChannel
) -> None:
    here, there = two_tills(hub)
    bring_key(hub)
    create(here)
    send(hub, here)
    change(there, number=2, email="early@example.org", language="sv")
    send(hub, there)
    clock.forward(minutes=1)
    change(here, email="late@example.org")
    send(hub, here)
    clock.forward(minutes=1)

    bring_key(hub, number=2)

    told = customer_at(hub)
    assert told is not None and (told.email, told.language) == ("late@example.org", "sv")


@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 0)])
def test_a_change_that_comes_before_the_customer_waits_for_him(any_hub: Hub, first: int, second: int) -> None:
    pens = two_tills(any_hub)
    bring_key(any_hub)
    create(pens[0])
    change(pens[1], language="sv")
    consent(pens[1], LATER, phone=False)

    taken = [send(any_hub, pens[number]) for number in (first, second)]

    told = customer_at(any_hub)
    assert all(set(statuses(one)) == {"accepted"} for one in taken)
    assert told is not None and (told.name, told.language, told.consents) == ("Ana Lind", "sv", {"phone": False})
    assert waiting_count(any_hub) == 0


def test_an_unknown_customer_breaks_no_batch(hub: Hub) -> None:
    here, _there = two_tills(hub)
    bring_key(hub, "nobody")
    change(here, "nobody", name="Nobody")
    consent(here, EARLIER, "nobody", email=True)
    here.write("task_done", {"task": "no-such-task", "customer": "nobody"})
    here.write("customer_viewed", {"subject": "nobody", "reason": "search"})
    sold = here.sell(("CAP", 1), customer="nobody")

    taken = send(hub, here)

    assert set(statuses(taken)) == {"accepted"}
    assert customer_at(hub, "nobody") is None
    assert [one.activity_id for one in activities_at(hub, "nobody")] == [f"sale:{sold.content['sale_id']}"]


@pytest.mark.parametrize(
    "texts", [{"name": "4111 1111 1111 1111"}, {"name": "Ana\x1b[2J"}, {"name": ""}, {"name": "A" * 300}, {}]
)
def test_a_name_that_cannot_be_kept_makes_no_customer(hub: Hub, texts: dict[str, str]) -> None:
    here, _there = two_tills(hub)
    bring_key(hub)
    here.write("customer_created", {"customer": ANA, "sealed": sealed(texts)})

    taken = send(hub, here)

    assert set(statuses(taken)) == {"accepted"}
    assert (customer_at(hub), waiting_count(hub)) == (None, 0)


def test_of_a_customer_only_what_can_be_kept_is_kept(hub: Hub) -> None:
    here, _there = two_tills(hub)
    bring_key(hub)
    create(here, email="nobody", phone="1", birthday="1990-02-31", language="x" * 99, tier="Gold")

    send(hub, here)

    told = customer_at(hub)
    assert told is not None
    assert (told.name, told.email, told.phone, told.birthday, told.language, told.tier) == ("Ana Lind", *[""] * 5)


@pytest.mark.parametrize("box", ["", "AAAA", "not base64 at all", "é"])
def test_a_box_that_no_key_opens_breaks_nothing(hub: Hub, box: str) -> None:
    here, _there = two_tills(hub)
    bring_key(hub)
    here.write("customer_noted", {"customer": ANA, "sealed": {"person": ANA, "box": box}})

    taken = send(hub, here)

    assert set(statuses(taken)) == {"accepted"}
    assert activities_at(hub) == []


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([EARLIER, LATER])), min_size=1, max_size=5))
def test_of_answers_that_do_not_know_of_each_other_one_refusal_is_enough(answers: list[tuple[bool, str]]) -> None:
    stands = None
    for number, (given_, at) in enumerate(answers):
        stands = standing(stands, Answer(given_, at, f"till {number}"), seen=0)

    assert stands is not None and stands.given == all(given_ for given_, _at in answers)


@pytest.mark.parametrize(
    ("before", "told", "stands"),
    [
        (Answer(False, LATER), Answer(True), False),
        (Answer(True, LATER), Answer(False), True),
        (Answer(True), Answer(False), False),
        (Answer(False), Answer(True), False),
    ],
)
def test_what_a_file_says_stands_only_where_nobody_answered(before: Answer, told: Answer, stands: bool) -> None:
    assert standing(before, told, LATEST_REV).given is stands


@pytest.mark.parametrize("refused_first", [True, False])
@pytest.mark.parametrize("refused_at", [EARLIER, LATER])
def test_a_yes_does_not_override_a_refusal_that_nobody_knew_of(
    any_hub: Hub, refused_at: str, refused_first: bool
) -> None:
    here, there = two_tills(any_hub)
    bring_key(any_hub)
    create(here)
    consent(here, refused_at, email=False)
    consent(there, "2026-11-21T09:00:00.000Z", email=True)

    for pen in (here, there) if refused_first else (there, here):
        send(any_hub, pen)

    told = customer_at(any_hub)
    assert told is not None and told.consents == {"email": False}


def test_a_refusal_is_taken_back_where_it_was_known_and_no_clock_decides(any_hub: Hub) -> None:
    here, there = two_tills(any_hub)
    bring_key(any_hub)
    create(here)
    consent(here, "2090-01-01T00:00:00.000Z", email=False, sms=True, phone=False)
    send(any_hub, here)
    consent(there, EARLIER, rev=rev_of(any_hub), email=True, sms=False)
    consent(here, EARLIER, phone=True)

    send(any_hub, there)
    send(any_hub, here)

    told = customer_at(any_hub)
    assert told is not None and told.consents == {"email": True, "phone": True, "sms": False}


def test_a_refusal_of_a_till_whose_clock_was_put_back_counts(hub: Hub) -> None:
    here, _there = two_tills(hub)
    bring_key(hub)
    create(here)
    consent(here, LATER, email=True)
    consent(here, EARLIER, email=False)

    send(hub, here)

    told = customer_at(hub)
    assert told is not None and told.consents == {"email": False}


def test_what_a_channel_says_and_what_tills_say_are_of_one_customer(hub: Hub, channel: HubChannel, clock: Any) -> None:
    known = channel.put("/v1/customers/webshop/u-7", {"name": "Ana Lind", "consents": {"email": True}}).json()
    here, _there = two_tills(hub)
    bring_key(hub, known["id"])
    change(here, known["id"], email="ana@example.org")
    consent(here, "2026-11-21T14:32:00.500Z", known["id"], email=False)
    clock.forward(seconds=1)
    send(hub, here)

    told = channel.put("/v1/customers/webshop/u-7", {"language": "sv"}).json()

    customer = customer_at(hub, known["id"])
    assert (told["email"], told["language"], told["consents"]) == ("ana@example.org", "sv", {"email": False})
    assert customer is not None and customer.includes == {here.place.journal_id.hex(): here.place.seq}


def test_notes_and_tasks_are_told_to_tills_and_to_no_channel(any_hub: Hub, client_of: Callable[[Hub], Any]) -> None:
    here, there = two_tills(any_hub)
    bring_key(any_hub)
    create(here)
    noted = note(here, "Two lines,\nboth of them.")
    task = note(here, "Ring up.", due="2026-11-30")
    there.write("task_done", {"task": task.entry_id, "customer": ANA})

    send(any_hub, there)
    send(any_hub, here)

    told = {one.activity_id: one for one in activities_at(any_hub)}
    assert told[f"note:{noted.entry_id}"].words == "Two lines,\nboth of them."
    assert (told[f"note:{noted.entry_id}"].staff, told[f"note:{noted.entry_id}"].place) == ("maya", "Northgate")
    done = told[f"note:{task.entry_id}"]
    assert (done.kind, done.state, done.due) == ("task", "done", "2026-11-30")
    answer = a_channel(client_of(any_hub), any_hub).get(f"/v1/customers/{ANA}")
    assert answer.status_code == 200
    assert "Ring up" not in answer.text and "both of them" not in answer.text


def test_a_task_of_another_customer_is_not_done_by_mistake(hub: Hub) -> None:
    here, _there = two_tills(hub)
    bring_key(hub)
    task = note(here, "Ring up.", due="2026-11-30")
    here.write("task_done", {"task": task.entry_id, "customer": "C-2"})

    send(hub, here)

    assert [one.state for one in activities_at(hub)] == ["open"]


def test_a_sale_stands_in_its_customers_history(any_hub: Hub) -> None:
    here, _there = two_tills(any_hub)
    sold = here.sell(("SOCK-R", 3), ("CAP", 1), customer="C-1")
    back = a_return(here, sold.content["sale_id"], 1, "SOCK-R")
    here.sell(("CAP", 1))

    send(any_hub, here)

    (told,) = activities_at(any_hub, "C-1")
    assert (told.activity_id, told.kind) == (f"sale:{sold.content['sale_id']}", "sale")
    assert (told.channel, told.place, told.staff, told.ref) == ("store", "Northgate", "maya", sold.content["receipt"])
    assert (told.currency, told.amount_minor) == ("GBP", 4000)
    assert [(line.sku, line.name, line.qty_milli, line.amount_minor, line.image) for line in told.lines] == [
        ("SOCK-R", "Sock-r", 3000, 3000, ""),
        ("CAP", "Cap", 1000, 1000, ""),
    ]
    assert back.content["total_minor"] == -1000


def test_what_only_comes_back_is_a_return(hub: Hub) -> None:
    here, _there = two_tills(hub)
    here.sell(("CAP", -1), customer="C-1")
    here.sell(("CAP", -1), ("SOCK-R", 1), customer="C-1")

    send(hub, here)

    assert sorted(one.kind for one in activities_at(hub, "C-1")) == ["return", "sale"]


def test_a_huge_sale_is_told_in_part_and_one_that_no_till_takes_not_at_all(hub: Hub) -> None:
    here, _there = two_tills(hub)
    here.sell(*[("CAP", 1)] * 500, customer="C-1")
    here.sell(("CAP", 1), customer="C-2", total_minor=10**14)
    here.sell(("CAP", 1), customer="C-3", sale_id="s" * 300)

    taken = send(hub, here)

    (told,) = activities_at(hub, "C-1")
    assert set(statuses(taken)) == {"accepted"}
    assert (len(told.lines), told.amount_minor) == (200, 500_000)
    assert activities_at(hub, "C-2") == activities_at(hub, "C-3") == []


def test_an_order_is_told_with_its_state_and_only_when_that_is_news(any_hub: Hub) -> None:
    here, _there = two_tills(any_hub)
    an_order(any_hub, customer_id=ANA, state="picked")
    an_order(any_hub, 88_002)
    step(here, "staged")
    send(any_hub, here)
    first = [one.state for one in activities_at(any_hub)]
    before = published_count(any_hub)
    step(here, "ready")
    send(any_hub, here)
    step(here, "ready")
    send(any_hub, here)
    ready, news = [one.state for one in activities_at(any_hub)], published_count(any_hub) - before
    hand_over(here)

    send(any_hub, here)

    (told,) = activities_at(any_hub)
    assert (first, ready, news) == (["paid"], ["ready"], 1)
    assert (told.activity_id, told.kind, told.state, told.ref) == ("order:88001", "order", "collected", "N-88001")
    assert (told.channel, told.place, told.amount_minor) == ("webshop", "Northgate", 2000)


def test_tills_of_two_stores_write_about_one_customer(any_hub: Hub) -> None:
    a_store(any_hub, 2, "S", name="Southgate")
    here, there = Pen(number=1), Pen(number=1, store_no=2)
    enrol(any_hub, here, there)
    kept = [bring_key(any_hub), bring_key(any_hub, number=2, store_no=2)]
    create(here)
    words = sealed({"words": "Wears M."}, number=2)
    there.write("customer_noted", {"customer": ANA, "sealed": words})

    send(any_hub, there)
    send(any_hub, here)

    assert kept == [1, 1] and key_of(ANA) != key_of(ANA, 2)
    assert [one.place for one in activities_at(any_hub)] == ["Southgate"]
