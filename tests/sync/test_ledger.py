"""What tills did with points, cards and credit stands at the hub to the cent; what was not there is a debt."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations

import pytest

from sync.hub.hub import Hub
from sync.hub.imports.rules import CATALOGUE, RULE
from sync.hub.ledgers.passing_time import tick
from sync.hub.store.debts import debts_of
from sync.hub.store.streams import Published, publish
from sync.hub.store.values import rows_of
from tests.sync.hub_journal import Pen, enrol, send
from tests.sync.hub_shop import Clock
from tests.sync.hub_value import (
    ACCOUNT,
    CARD,
    CREDIT,
    credit_of,
    earn,
    exceptions_of,
    give_back,
    hold,
    net,
    pay,
    points_of,
    sell_card,
)


@pytest.fixture(params=["hub", "pg_hub"])
def any_hub(request: pytest.FixtureRequest) -> Hub:
    """A hub whose points expire after a month."""
    made: Hub = request.getfixturevalue(request.param)
    programme = {"points_per": "1.00", "value": "0.01", "expire_months": 1}
    rule = Published(RULE, "programme", json.dumps({"document": programme}).encode())
    with made.write() as connection:
        publish(connection, {CATALOGUE: [rule]}, bytes(16))
    return made


@pytest.fixture
def pens(any_hub: Hub) -> tuple[Pen, Pen]:
    made = (Pen(number=1), Pen(number=2))
    enrol(any_hub, *made)
    return made


def kinds(hub: Hub, ref: str) -> list[tuple[str, int]]:
    with hub.read() as connection:
        return [(row.kind, row.amount_minor) for row in rows_of(connection, ref)]


def debts(hub: Hub, ref: str) -> list[int]:
    with hub.read() as connection:
        return [one.amount for one in debts_of(connection, ref)]


def test_a_card_is_sold_topped_up_spent_and_given_back_onto(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    here, _there = pens
    for write in (sell_card, sell_card, pay):
        write(here, 2000)
    pay(here, -500)

    send(any_hub, here)
    send(any_hub, here)

    assert kinds(any_hub, CARD) == [("LOAD", 2000), ("LOAD", 2000), ("REDEEM", -2000), ("REFUND", 500)]
    assert net(any_hub, CARD) == 2500


def test_a_card_that_comes_back_takes_its_money_along(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    here, _there = pens
    sell_card(here, 2000)
    sell_card(here, -2000)

    send(any_hub, here)

    assert (net(any_hub, CARD), kinds(any_hub, CARD)) == (0, [("LOAD", 2000), ("ADJUST", -2000)])


def test_what_a_card_did_not_have_is_a_debt_and_a_task_with_both_sides(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    here, there = pens
    sell_card(here, 2000)
    pay(here, 1500)
    over = pay(there, 1500)

    for pen in pens:
        send(any_hub, pen)
    [told] = exceptions_of(any_hub)

    assert (net(any_hub, CARD), debts(any_hub, CARD)) == (-1000, [1000])
    assert (told["kind"], told["ref"]) == ("overspent", f"{CARD}/{over.entry_id}")
    assert (told["here"]["account"], told["here"]["missing"], told["here"]["till"]) == ("…7Q2K", "10.00 GBP", "2")
    assert (told["there"]["till"], told["there"]["spent"]) == ("1", "15.00 GBP")
    assert hold(any_hub, here, CARD, 0).balance == 0


def test_money_that_comes_later_pays_what_was_owed_and_ends_the_task(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    here, there = pens
    pay(there, 1500)
    sell_card(here, 2000)
    send(any_hub, there)
    before = (net(any_hub, CARD), len(exceptions_of(any_hub)))

    send(any_hub, here)

    assert before == (-1500, 1)
    assert (net(any_hub, CARD), exceptions_of(any_hub), debts(any_hub, CARD)) == (500, [], [1500])
    assert [one["decided"] for one in exceptions_of(any_hub, "decided")] == ["settled"]


def test_what_is_paid_in_the_same_batch_is_no_task(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    here, _there = pens
    pay(here, 1500)
    sell_card(here, 2000)
    earn(here, 0, redeemed=40)
    earn(here, 50)
    for amount in (1000, -1000):
        pay(here, amount, ACCOUNT, "account")

    taken = send(any_hub, here)

    assert taken.exceptions == []
    assert (net(any_hub, CARD), points_of(any_hub).balance, net(any_hub, ACCOUNT)) == (500, 10, 0)
    assert [debts(any_hub, ref) for ref in (CARD, "points:C-1", ACCOUNT)] == [[1500], [40], [1000]]


def test_a_customer_who_pays_back_ends_the_task(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    here, _there = pens
    pay(here, 1000, ACCOUNT, "account")
    send(any_hub, here)
    before = len(exceptions_of(any_hub))

    pay(here, -1000, ACCOUNT, "account")
    send(any_hub, here)

    assert (before, exceptions_of(any_hub)) == (1, [])


def test_store_credit_is_told_to_every_till(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    here, _there = pens
    pay(here, -3000, CREDIT, "store_credit")
    last = pay(here, 1000, CREDIT, "store_credit")

    send(any_hub, here)
    told = credit_of(any_hub, CREDIT)

    assert (told.customer_id, told.balance_minor, told.currency, told.limit_minor) == ("C-1", 2000, "GBP", 0)
    assert told.includes == {last.journal_id.hex(): last.seq}


def test_overspent_credit_is_told_as_nothing(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    here, _there = pens
    pay(here, 1000, CREDIT, "store_credit")

    send(any_hub, here)

    assert (credit_of(any_hub, CREDIT).balance_minor, debts(any_hub, CREDIT)) == (0, [1000])


def test_what_is_put_on_account_is_owed_and_beyond_the_limit_a_task(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    here, _there = pens
    pay(here, 1000, ACCOUNT, "account")
    pay(here, -400, ACCOUNT, "account")

    send(any_hub, here)

    assert (credit_of(any_hub, ACCOUNT).balance_minor, debts(any_hub, ACCOUNT)) == (600, [1000])


def test_each_currency_stands_by_itself(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    here, _there = pens
    pay(here, -1000, CREDIT, "store_credit")
    entry = pay(here, -700, CREDIT, "store_credit")
    here.go_back_to(entry.seq - 1)
    here.write("sale_completed", {**entry.content, "currency": "EUR"})

    send(any_hub, here)

    assert (net(any_hub, CREDIT), net(any_hub, CREDIT, "EUR")) == (1000, 700)
    assert hold(any_hub, here, CREDIT, 700, currency="EUR").balance == 0


@pytest.mark.parametrize(
    "reference", ["", "N-88231", "gift:0f#7Q2K", "credit:", "credit:C-1", "points:C-1", "gift:" + "0F" * 16]
)
def test_a_reference_that_names_no_card_moves_nothing(any_hub: Hub, pens: tuple[Pen, Pen], reference: str) -> None:
    here, _there = pens
    pay(here, 500, reference)

    taken = send(any_hub, here)

    assert taken.results[-1].status == "accepted"
    assert net(any_hub, reference) is None


def test_points_are_told_with_what_expires_next(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    here, _there = pens
    earn(here, 30)
    earn(here, 20, redeemed=5)

    send(any_hub, here)
    told = points_of(any_hub)

    assert (told.balance, told.pending) == (45, 0)
    assert [(one.points, one.at) for one in told.expires] == [(45, "2026-12-21T14:32:00.000Z")]


def test_points_expire_by_themselves_at_every_till(any_hub: Hub, pens: tuple[Pen, Pen], clock: Clock) -> None:
    here, _there = pens
    earn(here, 30)
    send(any_hub, here)

    clock.forward(days=29)
    tick(any_hub)
    before = points_of(any_hub).balance
    clock.forward(days=1)
    tick(any_hub)
    tick(any_hub)

    assert (before, points_of(any_hub).balance, points_of(any_hub).expires) == (30, 0, [])


def test_points_that_wait_are_told_and_cannot_be_held_before_their_day(
    any_hub: Hub, pens: tuple[Pen, Pen], clock: Clock
) -> None:
    here, _there = pens
    rule = Published(RULE, "programme", json.dumps({"document": {"pending_days": 14}}).encode())
    with any_hub.write() as connection:
        publish(connection, {CATALOGUE: [rule]}, bytes(16))
    earn(here, 30)
    send(any_hub, here)
    before = (points_of(any_hub), hold(any_hub, here, "points:C-1", 1, currency=""))

    clock.forward(days=14)
    tick(any_hub)
    after = (points_of(any_hub), hold(any_hub, here, "points:C-1", 30, currency=""))

    assert [(told.balance, told.pending) for told, _held in (before, after)] == [(30, 30), (30, 0)]
    assert [held.result for _told, held in (before, after)] == ["refused", "granted"]


def test_a_redemption_that_arrives_late_was_made_in_time(any_hub: Hub, pens: tuple[Pen, Pen], clock: Clock) -> None:
    here, there = pens
    earn(here, 30)
    send(any_hub, here)
    clock.forward(days=40)
    tick(any_hub)
    earn(there, 0, redeemed=30)

    send(any_hub, there)

    assert (points_of(any_hub).balance, debts(any_hub, "points:C-1"), exceptions_of(any_hub)) == (0, [], [])


def test_a_returned_sale_takes_its_points_back_and_gives_back_those_it_was_paid_with(
    any_hub: Hub, pens: tuple[Pen, Pen]
) -> None:
    here, there = pens
    earn(here, 100)
    sale = earn(here, 20, redeemed=60)
    give_back(there, sale, 20, redeemed=60)

    for pen in pens:
        send(any_hub, pen)

    assert points_of(any_hub).balance == 100


def test_points_spent_twice_are_a_debt_that_earning_pays(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    here, there = pens
    earn(here, 100)
    for pen in pens:
        earn(pen, 0, redeemed=100)
    for pen in pens:
        send(any_hub, pen)
    below = (points_of(any_hub).balance, debts(any_hub, "points:C-1"), len(exceptions_of(any_hub)))

    earn(there, 130)
    send(any_hub, there)

    assert below == (-100, [100], 1)
    assert (points_of(any_hub).balance, exceptions_of(any_hub)) == (30, [])


def test_a_return_that_was_spent_before_is_no_task(any_hub: Hub, pens: tuple[Pen, Pen]) -> None:
    here, _there = pens
    sale = earn(here, 100)
    earn(here, 0, redeemed=100)
    give_back(here, sale, 100)

    send(any_hub, here)

    assert (points_of(any_hub).balance, exceptions_of(any_hub)) == (-100, [])


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_in_whatever_order_things_arrive_the_end_is_the_same(hub: Hub, order: Sequence[int]) -> None:
    pens = [Pen(number=number) for number in range(1, 5)]
    enrol(hub, *pens)
    sell_card(pens[0], 5000)
    sale = earn(pens[0], 80, at="2026-10-01T10:00:00.000Z")
    pay(pens[1], 4000)
    earn(pens[1], 10, redeemed=70)
    pay(pens[2], 3000)
    give_back(pens[2], sale, 80)
    pay(pens[3], -500)
    sell_card(pens[3], 1200)
    earn(pens[3], 5)

    for number in order:
        send(hub, pens[number])
        send(hub, pens[number], pens[number].items[1:2])

    assert (net(hub, CARD), points_of(hub).balance) == (-300, -55)
    assert len(exceptions_of(hub)) + len(exceptions_of(hub, "decided")) >= 1


def test_of_many_processes_at_once_none_overdraws_a_card(pg_hub: Hub) -> None:
    pens = [Pen(number=number) for number in range(1, 9)]
    enrol(pg_hub, *pens)
    sell_card(pens[0], 5000)
    send(pg_hub, pens[0])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda pen: (pay(pen, 1000), earn(pen, 7, redeemed=1), send(pg_hub, pen)), pens))

    assert net(pg_hub, CARD) == -3000
    assert sum(debts(pg_hub, CARD)) == 3000
    assert (points_of(pg_hub).balance, len(exceptions_of(pg_hub))) == (48, 3)
