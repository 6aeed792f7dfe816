"""Orders packed and handed over at a till: each unit once, with or without the hub, and stock never counted twice."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from filelock import FileLock

from pos.domain.failures import Refused
from pos.domain.link import LineState, Peer
from pos.services.backup import make_anew, prove
from pos.services.hub_claim import Waiting
from pos.services.pickup_hand_over import HandOver, hand_over, undo
from pos.services.pickup_pick import pick, ready, restock, short, stage
from pos.services.pickup_print import slip
from pos.services.pickup_queue import bays, collected_today, counts, find_order, hand_overs, orders_of, queue
from pos.services.pickup_verify import check_code, check_order, verify
from pos.services.staff import count_down_locks, sign_in
from pos.services.till import Till
from tests.store.pickups import CODE, ORDER, a_token, an_order, keep_orders, order_line, seconds, to_pick
from tests.store.shop import SATURDAY, Clock, facts, kinds, rows

ALL = {1: 2, 2: 1}


@pytest.fixture(autouse=True)
def maya(shop: Till) -> None:
    """Somebody has signed in, so the till knows what day it is."""
    sign_in(shop, "maya")


def asked(**changed: Any) -> HandOver:
    """The whole order, proved by its QR and by the label on its bag."""
    told: dict[str, Any] = {"units": ALL, "token": a_token(), "bag_scanned": True}
    return HandOver(ORDER, **told | changed)


def stock(till: Till) -> dict[str, int]:
    """Pieces of socks and flasks by place, in thousandths; places that nothing changed are left out."""
    with till.store.read() as tx:
        found = rows(tx, "SELECT sku || ' ' || location, sum(qty_milli) FROM fact_movement WHERE reason = 'pickup' "
                     "GROUP BY 1 HAVING sum(qty_milli) <> 0")  # fmt: skip
    return dict(found)


def refusal(work: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as refused:
        work()
    return refused.value


def test_a_whole_order_goes_out_once(shop: Till) -> None:
    keep_orders(shop, an_order())

    done = hand_over(shop, asked(), "maya")
    again = refusal(lambda: hand_over(shop, asked(), "daniel"))

    assert (done.units, done.complete, done.claim, done.number) == (3, True, "offline", "N-88231")
    assert again.code == "already_collected"
    assert again.facts["by"] == "maya"
    assert kinds(shop).count("handed_over") == 1
    assert stock(shop) == {"SOCK-R staged": -2000, "FLASK staged": -1000}
    assert verify(shop, a_token()).verdict == "ALREADY_COLLECTED"


def test_a_part_is_handed_over_and_the_rest_later(shop: Till) -> None:
    keep_orders(shop, an_order())

    first = hand_over(shop, asked(units={1: 1}), "maya")
    second = hand_over(shop, asked(units={1: 1, 2: 1}), "maya")

    assert (first.complete, second.complete) == (False, True)
    assert [record.units for record in hand_overs(shop, ORDER)] == [1, 2]
    with shop.store.read() as tx:
        assert rows(tx, "SELECT line, unit, turn FROM fact_handed_unit ORDER BY n, line, unit") == [
            (1, 1, 0),
            (1, 2, 0),
            (2, 1, 0),
        ]


def test_an_order_is_packed_by_scan_and_its_goods_lie_apart(shop: Till) -> None:
    keep_orders(shop, to_pick())

    pick(shop, ORDER, 1, 1000, "maya")
    assert pick(shop, ORDER, 1, 1000, "maya").state == "picking"
    assert refusal(lambda: pick(shop, ORDER, 1, 1000, "maya")).code == "already_complete"
    assert refusal(lambda: stage(shop, ORDER, 1, "A2", "maya")).code == "not_picked"
    assert short(shop, ORDER, 2, "maya", "not on the shelf").state == "short"
    assert refusal(lambda: ready(shop, ORDER, "maya")).code == "not_staged"
    assert refusal(lambda: stage(shop, ORDER, 1, "Z9", "maya")).code == "unknown_bay"
    stage(shop, ORDER, 1, "A2", "maya")
    stage(shop, ORDER, 2, "A2", "maya")
    packed = ready(shop, ORDER, "maya")

    assert (packed.state, packed.bay, packed.bags) == ("ready", "A2", ("1", "2"))
    assert stock(shop) == {"SOCK-R floor": -2000, "SOCK-R staged": 2000}
    assert "A2" in bays(shop).used and "A2" not in bays(shop).free
    hand_over(shop, asked(units={1: 2}), "maya")
    assert stock(shop) == {"SOCK-R floor": -2000}
    assert find_order(shop, "TP88231-2").state == "collected"


def test_what_the_customer_does_not_want_goes_back_to_the_floor(shop: Till) -> None:
    keep_orders(shop, an_order())

    done = hand_over(shop, asked(units={1: 1}, refused={1: "too small", 2: "broken"}), "maya")

    assert done.complete
    assert stock(shop) == {"SOCK-R staged": -2000, "SOCK-R floor": 1000, "FLASK staged": -1000, "FLASK floor": 1000}
    assert find_order(shop, "N-88231").state == "collected"


def test_a_hand_over_is_taken_back_within_a_minute_and_may_go_out_again(shop: Till, clock: Clock) -> None:
    keep_orders(shop, an_order())
    first = hand_over(shop, asked(), "maya")

    undo(shop, first.entry_id, "maya")
    taken_back = stock(shop)
    assert refusal(lambda: undo(shop, first.entry_id, "maya")).code == "already_undone"
    second = hand_over(shop, asked(), "maya")
    clock.moment += timedelta(seconds=61)

    assert taken_back == {}
    assert refusal(lambda: undo(shop, second.entry_id, "maya")).code == "too_late_to_undo"
    with shop.store.read() as tx:
        assert rows(tx, "SELECT what, turn, count(*) FROM fact_handed_unit GROUP BY 1, 2 ORDER BY n, 2") == [
            ("collected", 0, 3),
            ("back", 0, 3),
            ("collected", 1, 3),
        ]
    assert prove(shop).problems == ()


@pytest.mark.parametrize(
    ("order", "request_", "code"),
    [
        ({"flags": 1}, {}, "id_check_needed"),
        ({}, {"token": "", "proof": "photo_id"}, "id_check_needed"),
        ({"flags": 2}, {"id_checked": True}, "age_check_needed"),
        ({}, {"collected_by": "Jo Castellan"}, "somebody_else_not_allowed"),
        ({"paid": False, "flags": 4}, {}, "pay_first"),
        ({}, {"bag_scanned": False}, "bag_needed"),
        ({}, {"token": "", "proof": "manager"}, "approval_needed"),
        ({"state": "picking"}, {}, "not_ready"),
        ({"state": "cancelled"}, {}, "code_revoked"),
        ({"state": "refunded"}, {}, "pickup_expired"),
        ({"gen": 3}, {}, "code_revoked"),
        ({"hold_until": "2026-11-21T08:00:00.000Z"}, {}, "pickup_expired"),
        ({}, {"units": {1: 3}}, "too_many_units"),
        ({}, {"units": {9: 1}}, "unknown_order_line"),
        ({}, {"units": {}}, "nothing_to_hand_over"),
        ({}, {"approved_by": "maya", "proof": "manager", "token": ""}, "own_approval"),
        ({}, {"approved_by": "daniel", "proof": "manager", "token": ""}, "approval_not_allowed"),
        ({}, {"approved_by": "zed"}, "unknown_staff"),
        ({}, {"token": a_token(order=5)}, "code_of_another_order"),
        ({}, {"token": a_token(store=2)}, "wrong_store"),
        ({}, {"token": a_token(signer=Ed25519PrivateKey.from_private_bytes(bytes(32)))}, "code_not_genuine"),
    ],
)
def test_whoever_may_not_have_it_gets_nothing(
    shop: Till, order: dict[str, Any], request_: dict[str, Any], code: str
) -> None:
    keep_orders(shop, an_order(**order))
    before = facts(shop)

    refused = refusal(lambda: hand_over(shop, asked(**request_), "maya"))

    assert refused.code == code
    assert facts(shop) == before


@pytest.mark.parametrize(
    ("order", "request_"),
    [
        ({"flags": 8}, {"collected_by": "Jo Castellan"}),
        ({"flags": 3}, {"id_checked": True, "age_checked": True}),
        ({}, {"bag_scanned": False, "approved_by": "sofia"}),
        ({}, {"token": "", "proof": "manager", "approved_by": "sofia"}),
        ({"state": "picked"}, {"approved_by": "sofia"}),
    ],
)
def test_whoever_may_have_it_gets_it(shop: Till, order: dict[str, Any], request_: dict[str, Any]) -> None:
    keep_orders(shop, an_order(**order))

    done = hand_over(shop, asked(**request_), "maya")

    assert done.complete
    assert prove(shop).problems == ()


def test_who_hands_over_alone_has_approved_nothing(shop: Till) -> None:
    keep_orders(shop, an_order())

    hand_over(shop, asked(approved_by="maya"), "maya")

    assert [record.approved_by for record in hand_overs(shop, ORDER)] == [""]


def test_who_came_for_it_stands_in_no_entry_in_clear(shop: Till) -> None:
    keep_orders(shop, an_order(flags=8))

    hand_over(shop, asked(collected_by="Jo Castellan"), "maya")

    assert [record.collected_by for record in hand_overs(shop, ORDER)] == ["Jo Castellan"]
    with shop.store.read() as tx:
        assert not any(b"Castellan" in entry.body for _n, entry in tx.journal.read())


def test_an_order_that_has_not_arrived_goes_out_by_its_code_and_its_goods(shop: Till) -> None:
    keep_orders(shop)
    token = a_token(order=99)
    request = HandOver(99, {}, token=token, items={"SOCK-R": 2, "FLASK": 1}, bag_scanned=True)

    assert verify(shop, token).verdict == "NOT_KNOWN_HERE"
    assert refusal(lambda: hand_over(shop, request, "maya")).code == "order_not_here_yet"
    wrong = HandOver(99, {}, token=token, items={"SOCK-R": 1, "FLASK": 1}, bag_scanned=True, approved_by="sofia")
    assert refusal(lambda: hand_over(shop, wrong, "maya")).code == "items_do_not_fit"
    done = hand_over(shop, HandOver(99, {}, token=token, items=dict(request.items), approved_by="sofia"), "maya")

    assert (done.units, done.number) == (3, "N-99")
    assert verify(shop, token).verdict == "ALREADY_COLLECTED"
    assert "Flask" in repr(slip(shop, done.entry_id))
    assert prove(shop).problems == ()


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({}, "OK"),
        ({"store": 2}, "WRONG_STORE"),
        ({"kid": 8}, "UNKNOWN_KEY"),
        ({"gen": 1}, "REVOKED"),
        ({"iat": seconds(SATURDAY + timedelta(minutes=6))}, "NOT_YET_VALID"),
        ({"iat": seconds(SATURDAY + timedelta(minutes=4))}, "OK"),
        ({"exp": seconds(SATURDAY - timedelta(days=1))}, "OK"),  # the hub's hold date decides
    ],
)
def test_a_code_is_judged_by_what_is_known_here(
    shop: Till, clock: Clock, changed: dict[str, Any], verdict: str
) -> None:
    keep_orders(shop, an_order())
    check_order(shop, ORDER)
    with shop.store.write() as tx:
        tx.link.keep_line(LineState("offline", "", hub_at="2026-11-21T14:32:00.000Z"))

    checked = verify(shop, a_token(**changed))

    assert checked.verdict == verdict
    assert checked.store_name == {"WRONG_STORE": "Riverside", "UNKNOWN_KEY": ""}.get(verdict, "Northgate")


def test_with_a_clock_that_is_not_sure_a_manager_decides(shop: Till, clock: Clock) -> None:
    keep_orders(shop, an_order())
    with shop.store.write() as tx:
        tx.link.keep_line(LineState("offline", "", hub_at="2027-11-21T14:32:00.000Z"))

    checked = verify(shop, a_token())
    refused = refusal(lambda: hand_over(shop, asked(), "maya"))
    done = hand_over(shop, asked(approved_by="sofia"), "maya")

    assert (checked.verdict, checked.warnings) == ("OK", ("EXPIRED",))
    assert refused.code == "clock_not_sure"
    assert done.complete
    with shop.store.read() as tx:
        (body,) = [entry.content for _n, entry in tx.journal.read() if entry.kind == "handed_over"]
    assert body["warnings"] == ["EXPIRED"]


def test_five_wrong_codes_lock_the_code_of_one_order_through_a_restart(
    shop: Till, clock: Clock, opened: Callable[[Any], Till]
) -> None:
    keep_orders(shop, an_order(), an_order(ORDER + 1))

    outcomes = [check_code(shop, ORDER, "00000000").outcome for _ in range(5)]
    shop.close()
    again = opened(shop.home)
    clock.moment += timedelta(days=2)

    assert outcomes == ["wrong"] * 4 + ["locked"]
    assert check_code(again, ORDER, CODE).seconds == 15 * 60
    assert check_code(again, ORDER + 1, CODE.lower()).outcome == "right"
    assert verify(again, a_token()).verdict == "OK"
    count_down_locks(again, 15 * 60)
    assert check_code(again, ORDER, "7k3m-q0zt").outcome == "right"
    assert refusal(lambda: check_code(again, ORDER, "short")).code == "mistyped"


def test_wrong_codes_lock_twice_as_long_each_time(shop: Till) -> None:
    keep_orders(shop, an_order())

    locked = []
    for _ in range(3):
        answers = [check_code(shop, ORDER, "00000000") for _ in range(5)]
        locked.append(answers[-1].seconds)
        count_down_locks(shop, answers[-1].seconds)

    assert locked == [900, 1800, 3600]


def test_the_queue_is_sorted_by_promise_and_says_what_is_late(shop: Till) -> None:
    late = to_pick(5, promised_at="2026-11-21T14:00:00.000Z")
    long = an_order(6, ready_at="2026-11-17T10:00:00.000Z", promised_at="2026-11-17T10:00:00.000Z")
    keep_orders(shop, to_pick(4), late, long, an_order(), an_order(8, state="cancelled"))

    before = [order.order_id for order in queue(shop)]
    count = counts(shop)
    hand_over(shop, asked(), "maya")

    assert before == [6, ORDER, 5, 4]
    assert (count.all, count.to_pick, count.ready, count.overdue) == (4, 1, 1, 2)
    assert [(order.order_id, order.state) for order in queue(shop)][1] == (ORDER, "collected")
    assert counts(shop).all == 3
    assert collected_today(shop) == 1
    with shop.store.read() as tx:
        assert {order.order_id for order in orders_of(tx, shop, "C-1")} == {4, 5, 6, 8, ORDER}


def test_what_the_hub_counts_in_is_not_counted_twice(shop: Till) -> None:
    keep_orders(shop, to_pick())
    pick(shop, ORDER, 1, 1000, "maya")
    counted = to_pick(state="picking")
    counted["lines"][0]["picked_milli"] = 1000

    keep_orders(shop, counted)

    assert find_order(shop, str(ORDER)).lines[0].picked_milli == 1000
    assert find_order(shop, str(ORDER)).state == "picking"


def test_goods_of_an_order_that_is_over_go_back_once(shop: Till) -> None:
    keep_orders(shop, an_order(state="expired"))

    restock(shop, ORDER, "maya")
    again = refusal(lambda: restock(shop, ORDER, "maya"))

    assert again.code == "not_to_restock"
    assert stock(shop) == {
        "SOCK-R staged": -2000, "SOCK-R floor": 2000, "FLASK staged": -1000, "FLASK floor": 1000,
    }  # fmt: skip


def test_a_weighed_line_is_one_unit(shop: Till) -> None:
    apples = order_line(1, "APPLE", 1, kind="weighed", qty_milli=1250)
    keep_orders(shop, to_pick(ORDER, apples))

    pick(shop, ORDER, 1, 1000, "maya")
    stage(shop, ORDER, 1, "A1", "maya")
    ready(shop, ORDER, "maya")
    done = hand_over(shop, HandOver(ORDER, {1: 1}, proof="photo_id", id_checked=True, bag_scanned=True), "maya")

    assert (done.units, done.complete) == (1, True)
    assert stock(shop) == {"APPLE floor": -1250}


class Hub:
    """Answers a claim when the desk has waited once; `None` never does."""

    def __init__(self, till: Till, answer: dict[str, Any] | None) -> None:
        self.till, self.answer, self.waited_s = till, answer, 0.0
        self.refs: list[str] = []

    def pause(self, seconds: float) -> None:
        self.waited_s += seconds
        if self.answer is None:
            return
        with self.till.store.write() as tx:
            for claim in tx.claims.asked():
                self.refs = claim.document["refs"]
                tx.claims.answer(claim.claim_id, self.answer)

    @property
    def waiting(self) -> Waiting:
        return Waiting(lambda: self.waited_s, self.pause)


@pytest.fixture
def online(shop: Till) -> Any:
    """A till whose line is up and whose synchroniser runs."""
    with shop.store.write() as tx:
        tx.link.keep_peer(Peer("https://hub.example", "H", "E", "", "T-2"))
        tx.link.keep_line(LineState("online", ""))
    keep_orders(shop, an_order())
    with FileLock(shop.home / "sync.lock"):
        yield shop


def test_the_hub_is_asked_first_and_then_the_bag_need_not_be_scanned(online: Till) -> None:
    hub = Hub(online, {"result": "granted"})

    done = hand_over(online, asked(bag_scanned=False), "maya", hub.waiting)

    assert done.claim == "granted"
    assert hub.refs == ["88231/1/1/0", "88231/1/2/0", "88231/2/1/0"]


def test_what_another_till_has_handed_over_stays_here(online: Till) -> None:
    held = {"ref": "88231/1/1/0", "by": "T-1", "at": "2026-11-21T14:00:00.000Z", "store": "Northgate"}
    hub = Hub(online, {"result": "already", "already": [held]})

    refused = refusal(lambda: hand_over(online, asked(), "maya", hub.waiting))

    assert (refused.code, refused.facts["till"], refused.facts["at"]) == ("already_collected", "T-1", held["at"])
    assert "handed_over" not in kinds(online)


def test_what_this_till_claimed_before_it_was_stopped_is_its_own(online: Till) -> None:
    held = {"ref": "88231/1/1/0", "by": "T-2", "at": "2026-11-21T14:00:00.000Z", "store": "Northgate"}

    done = hand_over(online, asked(), "maya", Hub(online, {"result": "already", "already": [held]}).waiting)

    assert done.claim == "granted"


def test_an_order_that_the_hub_refuses_stays_here(online: Till) -> None:
    hub = Hub(online, {"result": "refused", "why": "cancelled"})

    assert refusal(lambda: hand_over(online, asked(), "maya", hub.waiting)).code == "claim_refused"


def test_a_hub_that_does_not_answer_is_waited_for_less_than_a_second(online: Till) -> None:
    hub = Hub(online, None)

    done = hand_over(online, asked(), "maya", hub.waiting)

    assert done.claim == "offline"
    assert 0.8 <= hub.waited_s < 0.85


def test_nobody_waits_where_no_synchroniser_runs(shop: Till) -> None:
    with shop.store.write() as tx:
        tx.link.keep_peer(Peer("https://hub.example", "H", "E", "", "T-2"))
        tx.link.keep_line(LineState("online", ""))
    keep_orders(shop, an_order())
    hub = Hub(shop, {"result": "granted"})

    assert hand_over(shop, asked(), "maya", hub.waiting).claim == "offline"
    assert hub.waited_s == 0


def test_rebuild_makes_the_same_hand_overs(shop: Till) -> None:
    keep_orders(shop, an_order(flags=8))
    first = hand_over(shop, asked(units={1: 1}, refused={2: "broken"}, collected_by="Jo"), "maya")
    undo(shop, first.entry_id, "maya")
    before = facts(shop)

    make_anew(shop)

    assert facts(shop) == before
