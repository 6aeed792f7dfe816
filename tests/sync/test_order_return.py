"""Online orders brought back to a store: two real tills, a real hub; the money of each unit is due once."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pos.domain.failures import Refused
from pos.services.backup import prove
from pos.services.order_find import open_order
from pos.services.order_return import LineBack, OrderBack, order_rights, return_order
from pos.services.pickup_hand_over import HandOver, hand_over
from pos.services.shift import open_shift
from pos.services.till import open_till
from pos.store.rebuild import rebuild
from sync.entities import Order, OrderLine
from sync.hub.calls.idempotency import write_of
from sync.hub.hub import Hub
from sync.hub.ledgers.value_documents import PointsMoved
from sync.hub.ledgers.web_points import move_points
from sync.hub.pickup import order_states
from sync.hub.pickup.order_states import wants
from sync.hub.pickup.orders import keep_and_publish
from sync.hub.store.orders import KeptOrder, add_order, order_of, published
from sync.hub.store.references import refer
from sync.hub.store.streams import Published, publish
from sync.hub.store.tills import add_till
from tests.store.joined import AHub, a_person, brought, join
from tests.store.shop import facts
from tests.sync.hub_shop import a_store
from tests.sync.hub_value import credit_of, exceptions_of, points_of
from tests.sync.test_held_round import ORDERS, STORE, Counter

ORDER, AT = 88_001, "2026-11-21T14:32:00.000Z"
CAPS = {1: LineBack(1, "Too small")}


class Desk(Counter):
    def take_back(self, lines: dict[int, LineBack] | None = None, staff: str = "maya") -> OrderBack:
        return return_order(self.till, ORDER, lines or CAPS, staff, waiting=self.waiting)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The homes of two tills of one store. Never open them: copy them."""
    folder = tmp_path_factory.mktemp("orders")
    for number in (1, 2):
        join(folder / f"till-{number}", AHub(till_id=f"till-{number}", till=number))
    return folder


@pytest.fixture(params=["hub", "pg_hub"])
def desks(request: pytest.FixtureRequest, homes: Path, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """Two tills that know an order of three caps, paid 10.00 in all, which the first has handed over."""
    hub: Hub = request.getfixturevalue(request.param)
    a_store(hub, STORE, "H", name="Harbour Street")
    _place(hub)
    made = []
    for number in (1, 2):
        till = open_till(Path(shutil.copytree(homes / f"till-{number}", tmp_path / f"till-{number}")))
        brought(till, "policy", a_person("maya", 1, "manager"), a_person("tom", 2))
        desk = Desk(till, hub, number)
        with hub.write() as connection:
            add_till(connection, desk.access, bytes(32))
        desk.line("")
        open_shift(till, 0, "maya")
        desk.pull()
        made.append(desk)
    first = made[0]
    hand_over(first.till, HandOver(ORDER, {1: 3}, proof="manager", bag_scanned=True), "maya", first.waiting)
    first.push()
    for desk in made:
        desk.pull()
    yield made[0], made[1]
    for desk in made:
        desk.lock.release()
        desk.till.close()


def _place(hub: Hub) -> None:
    line = OrderLine(line=1, sku="CAP", name="Cap", qty_milli=3000, picked_milli=3000, total_minor=10_00)
    told: dict[str, Any] = {"placed_at": AT, "promised_at": AT, "ready_at": AT, "includes": {}}
    order = Order(
        order_id=ORDER,
        number=f"H-{ORDER}",
        store_no=STORE,
        channel="webshop",
        state="ready",
        hold_until="2099-11-28T14:32:00.000Z",
        currency="GBP",
        total_minor=10_00,
        lines=[line],
        **told,
    )
    with hub.write() as connection:
        assert add_order(connection, KeptOrder(order, "ref-1", ""), wants(order))
        publish(connection, {ORDERS: [published(order)]}, hub.chance(16))


def kept(hub: Hub) -> Order:
    with hub.read() as connection:
        found = order_of(connection, ORDER)
    assert found is not None
    return found.order


def refusal(desk: Desk, lines: dict[int, LineBack] | None = None) -> Refused:
    with pytest.raises(Refused) as no:
        desk.take_back(lines)
    return no.value


def kinds(hub: Hub) -> list[str]:
    return [one["kind"] for one in exceptions_of(hub)]


def test_the_channel_gives_back_exactly_what_was_paid_in_any_number_of_steps(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    one = first.take_back()
    first.push()
    second.pull()
    due = kept(first.hub).refund_minor
    two = second.take_back({1: LineBack(2, "Faulty", "damaged")})
    second.push()

    order = kept(first.hub)

    assert (one.claim, two.claim, due) == ("granted", "granted", one.amount_minor)
    assert one.amount_minor + two.amount_minor == order.refund_minor == 10_00
    assert (order.refund, order.state, order.lines[0].returned) == ("due", "collected", [1, 2, 3])
    assert order_states.refunded(order).refund == "done" and order_states.refunded(order).state == "collected"


def test_what_comes_back_after_a_refund_is_due_alone(desks: tuple[Desk, Desk]) -> None:
    first, _second = desks
    first.take_back()
    first.push()
    paid = order_states.refunded(kept(first.hub))

    again = order_states.returned(paid, {1: [2]})

    assert (again.refund, again.refund_minor) == ("due", 10_00 // 3)


@pytest.mark.parametrize("who_first", [0, 1])
def test_of_two_tills_at_once_one_takes_a_unit_back(desks: tuple[Desk, Desk], who_first: int) -> None:
    all_of_it = {1: LineBack(3, "Too small")}
    desks[who_first].take_back(all_of_it)

    no = refusal(desks[1 - who_first], all_of_it)
    for desk in desks:
        desk.push()

    assert (no.code, no.facts["by"]) == ("returned_elsewhere_order", f"H-{who_first + 1}")
    assert (kept(desks[0].hub).refund_minor, kinds(desks[0].hub)) == (10_00, [])


@pytest.mark.parametrize("cut", ["request", "answer", "offline"])
def test_without_a_line_the_request_is_sent_later_and_counts_once(desks: tuple[Desk, Desk], cut: Any) -> None:
    first, _second = desks
    for desk in desks:
        desk.line(cut)
    told = [desk.take_back() for desk in desks]

    for desk in reversed(desks):
        desk.push()

    order = kept(first.hub)
    assert [one.claim for one in told] == ["offline", "offline"]
    assert (order.lines[0].returned, order.refund_minor) == ([1], told[0].amount_minor)
    assert kinds(first.hub) == ["returned_twice"]


def test_a_return_that_arrives_before_its_hand_over_is_due_all_the_same(desks: tuple[Desk, Desk]) -> None:
    first, _second = desks
    order = order_states.returned(msgspec.structs.replace(kept(first.hub), lines=kept(first.hub).lines), {1: [1]})
    told = order.collected[0]

    after = order_states.handed_over(order, {1: [1, 2, 3]}, {}, told).order

    assert (after.refund, after.refund_minor) == ("due", order.refund_minor)


def test_only_what_was_handed_over_comes_back_and_once(desks: tuple[Desk, Desk]) -> None:
    first, _second = desks
    first.take_back({1: LineBack(3, "Too small")})

    no = refusal(first)

    assert (no.code, no.facts["left"]) == ("order_not_returnable", 0)


def test_a_tills_figures_are_its_own_entries_however_often_they_are_made(desks: tuple[Desk, Desk]) -> None:
    first, _second = desks
    first.take_back({1: LineBack(1, "Faulty", "damaged")})
    before = facts(first.till)

    with first.till.store.write() as tx:
        rebuild(tx.driver)

    assert facts(first.till) == before and prove(first.till).problems == ()
    assert len(before["fact_order_return"]) == 1
    assert [row[2:] for row in before["fact_movement"] if row[-1] == "return"] == [("CAP", "damaged", 1000, "return")]


CUSTOMER, OTHER = "C-1", "W-2"
PROGRAMME = {"document": {"points_per": "1.00", "value": "0.01"}}


def web(hub: Hub, action: str, points: int, ref: str) -> None:
    """The web shop moves points for the order of the tests, or for another of its orders."""
    asked = PointsMoved(action=action, points=points, ref=ref)  # type: ignore[arg-type]
    move_points(hub, asked, "webshop", "u-1", write_of("webshop", f"{ref}-{action}", "/", asked))


@pytest.fixture
def paid_with_points(desks: tuple[Desk, Desk]) -> tuple[Desk, Desk]:
    """The order is a customer's, who paid 5.00 of it with points and earned 10 with it, and 1 with another order."""
    hub = desks[0].hub
    with hub.write() as connection:
        publish(connection, {"catalogue": [Published("rule", "programme", json.dumps(PROGRAMME).encode())]}, bytes(16))
        refer(connection, "webshop", "u-1", CUSTOMER)
        found = order_of(connection, ORDER, hold=True)
        assert found is not None
        named = msgspec.structs.replace(found.order, customer_id=CUSTOMER)
        keep_and_publish(hub, connection, named)
    for action, points, ref in (("earn", 601, OTHER), ("redeem", 500, "ref-1"), ("earn", 10, "ref-1")):
        web(hub, action, points, ref)
    for desk in desks:
        desk.pull()
    return desks


def _points(hub: Hub) -> int:
    return points_of(hub, CUSTOMER).balance


def test_points_that_an_order_earned_and_that_paid_for_it_go_back_by_their_share(
    paid_with_points: tuple[Desk, Desk],
) -> None:
    first, second = paid_with_points
    balances, dues = [_points(first.hub)], []

    for desk, units in ((first, 1), (second, 2)):
        desk.take_back({1: LineBack(units, "Too small")})
        desk.push()
        balances.append(_points(desk.hub))
        dues.append(kept(desk.hub).refund_minor)
        for one in paid_with_points:
            one.pull()

    assert balances == [111, 111 + 167 - 3, 601]
    assert dues == [3_34 - 1_67, 5_00]
    assert kinds(first.hub) == []


def test_two_returns_that_come_together_move_their_points_once_each(paid_with_points: tuple[Desk, Desk]) -> None:
    first, _second = paid_with_points
    for units in (1, 2):
        first.take_back({1: LineBack(units, "Too small")})

    first.push()

    assert (_points(first.hub), kept(first.hub).refund_minor) == (601, 5_00)


def test_what_becomes_store_credit_is_not_owed_by_the_channel_too(paid_with_points: tuple[Desk, Desk]) -> None:
    first, _second = paid_with_points

    done = return_order(
        first.till, ORDER, {1: LineBack(3, "Too small")}, "maya", waiting=first.waiting, to="store_credit"
    )
    first.push()

    order = kept(first.hub)
    assert (done.to, order.refund, order.refund_minor, order.lines[0].returned) == ("store_credit", "", 0, [1, 2, 3])
    assert credit_of(first.hub, f"credit:{CUSTOMER}").balance_minor == 10_00 - 5_00
    assert _points(first.hub) == 601


def test_an_order_of_nobody_gets_no_store_credit(desks: tuple[Desk, Desk]) -> None:
    first, _second = desks

    with pytest.raises(Refused, match="customer_needed"):
        return_order(first.till, ORDER, CAPS, "maya", to="store_credit")


def test_other_money_than_was_paid_needs_a_yes(paid_with_points: tuple[Desk, Desk]) -> None:
    first, _second = paid_with_points
    found = open_order(first.till, f"H-{ORDER}")

    with pytest.raises(Refused, match="approval_needed") as alone:
        return_order(first.till, ORDER, CAPS, "tom", to="store_credit")
    with_yes = return_order(first.till, ORDER, CAPS, "tom", "maya", first.waiting, to="store_credit")

    assert alone.value.facts["right"] == "refund_tender"
    assert order_rights(first.till, found, "store_credit", "tom") == ("refund_tender",)
    assert order_rights(first.till, found, "channel", "tom") == ()
    assert order_rights(first.till, found, "store_credit", "maya") == ()
    assert with_yes.amount_minor == 3_34
