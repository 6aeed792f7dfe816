"""What the hub holds for a basket that nobody has open any more is let go, whatever was cut and whoever stopped."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pos.domain.failures import Refused, Unavailable
from pos.services.return_hold import hold_goods
from pos.services.uptime import Uptime
from pos.store.drafts import CURRENT, SUSPENDED, Draft
from pos.store.pace import Pace
from sync.claimer import turn
from sync.hub.claims.claim import take_claim
from sync.logs import Log
from sync.releases import GONE_FOR_S, Releases
from sync.site import Site
from sync.status import Status
from sync.wire import ClaimRequest
from tests.sync.linked import Linked, linked
from tests.sync.test_other_receipts import Desk, desks, homes

__all__ = ["desks", "homes"]

AT = "2026-11-21T14:00:00.000Z"
CLAIMS: dict[str, dict[str, Any]] = {
    "value": {"kind": "value", "refs": ["gift:" + "0f" * 16], "amount": 500, "currency": "GBP"},
    "refund": {"kind": "refund", "refs": ["S-9/1/1000", "S-9/2/1000"]},
    "coupon": {"kind": "coupon", "refs": ["coupon:0123456789abcdef"]},
    "order": {"kind": "refund", "refs": ["order/88001/1/1", "order/88001/1/2"]},
}


@pytest.fixture
def line(till_home: Path) -> Iterator[Linked]:
    """A till whose line is up."""
    made = linked(till_home)
    made.push(1, 0.0)
    yield made
    made.till.close()


def ask(line: Linked, claim: dict[str, Any], sale: str = "B-1") -> None:
    """A desk claims something for a basket, and hears the answer."""
    with line.till.store.write() as tx:
        tx.claims.ask(line.till.new_id(), {**claim, "sale": sale}, AT)
    line.api.granted.clear()
    turn(line.site, line.time.mono())


def keep(line: Linked, state: str) -> None:
    with line.till.store.write() as tx:
        tx.drafts.keep(Draft("B-1", state, AT, "maya", "", "{}"))


def wait(line: Linked, releases: Releases, turns: int = 2) -> list[tuple[str, ...]]:
    """So many looks, each as late as counts; what the hub was asked to let go of."""
    for _ in range(turns):
        releases.turn(line.site, line.time.mono())
        line.time.seconds += GONE_FOR_S
    return line.api.released


@pytest.mark.parametrize("kind", CLAIMS)
def test_what_is_held_for_a_basket_that_is_gone_is_let_go_once(line: Linked, kind: str) -> None:
    ask(line, CLAIMS[kind])
    releases = Releases()

    at_once = list(wait(line, releases, turns=1))
    later = list(wait(line, releases, turns=3))

    assert (at_once, later) == ([], [("B-1", *CLAIMS[kind]["refs"])])


@pytest.mark.parametrize("state", [CURRENT, SUSPENDED])
def test_a_basket_that_is_open_or_waits_keeps_what_is_held_for_it(line: Linked, state: str) -> None:
    keep(line, state)
    ask(line, CLAIMS["value"])
    releases = Releases()
    open_still = list(wait(line, releases, turns=4))
    with line.till.store.write() as tx:
        tx.drafts.drop("B-1")

    gone = wait(line, releases)

    assert open_still == [] and gone == [("B-1", *CLAIMS["value"]["refs"])]


def test_a_line_that_is_down_or_loses_the_answer_only_makes_it_later(line: Linked) -> None:
    ask(line, CLAIMS["value"])
    releases, claim = Releases(), line.api.claim

    def lost(request: ClaimRequest, limit_s: float) -> Any:
        claim(request, limit_s)
        raise Unavailable("timed_out")

    line.site.status.failed("push", "unreachable")
    down = list(wait(line, releases, turns=3))
    line.site.status.talked("push")
    line.api.claim = lost  # type: ignore[method-assign]
    unheard = len(wait(line, releases, turns=2))
    line.api.claim = claim  # type: ignore[method-assign]
    heard = len(wait(line, releases, turns=3))

    assert (down, unheard, heard) == ([], 2, 3)


def test_a_synchroniser_that_is_started_anew_lets_go_too(line: Linked) -> None:
    ask(line, CLAIMS["refund"])
    wait(line, Releases(), turns=1)

    told = wait(line, Releases())

    assert told == [("B-1", *CLAIMS["refund"]["refs"])]


def test_what_was_never_held_is_not_let_go(line: Linked) -> None:
    line.api.granted = {}
    with line.till.store.write() as tx:
        for n, answer in enumerate(({"result": "refused"}, {"result": "already", "already": []})):
            tx.claims.ask(f"C-{n}", {**CLAIMS["value"], "sale": f"B-{n}"}, AT)
            tx.claims.answer(f"C-{n}", answer)
        tx.claims.ask("C-9", {"kind": "pickup", "refs": ["88001/1/1/0"]}, AT)
        tx.claims.ask("C-8", {key: CLAIMS["value"][key] for key in ("kind", "refs")}, AT)
    turn(line.site, line.time.mono())

    assert wait(line, Releases(), turns=3) == []


def test_units_of_an_order_that_came_back_are_let_go_by_their_entry(line: Linked) -> None:
    ask(line, CLAIMS["order"])
    units = {"line": 1, "sku": "CAP", "units": [2], "qty_milli": 1000, "reason": "", "disposition": "restock"}
    body = {"return_id": "B-1", "order": 88001, "number": "W-1", "lines": [units], "amount_minor": 0}
    line.opened(1, "order_returned", **body, currency="GBP", claim="granted")

    assert wait(line, Releases(), turns=3) == []


def test_many_claims_do_not_push_out_what_a_waiting_basket_may_let_go(line: Linked) -> None:
    keep(line, SUSPENDED)
    ask(line, CLAIMS["value"])
    for n in range(230):
        ask(line, {"kind": "receipt", "number": f"N-1-{n:06}"}, sale="")
    with line.till.store.write() as tx:
        tx.drafts.drop("B-1")

    assert wait(line, Releases()) == [("B-1", *CLAIMS["value"]["refs"])]


class RealHub:
    """The line of a desk to its hub, for the synchroniser."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def claim(self, request: ClaimRequest, _limit_s: float) -> Any:
        if self.desk.cut:
            raise Unavailable("unreachable")
        till_id = self.desk.access.till_id
        return take_claim(self.desk.hub, self.desk.access, ClaimRequest(**{**_fields(request), "till_id": till_id}))


def _fields(request: ClaimRequest) -> dict[str, Any]:
    return {name: getattr(request, name) for name in request.__struct_fields__}


def site_of(desk: Desk, mono: Any) -> Site:
    till = desk.till
    status = Status(till, mono, lambda: Uptime("boot-1", mono()), 1)
    status.talked("push")
    pace = Pace(till.store, clock=mono, sleep=lambda _s: None)
    api: Any = RealHub(desk)
    return Site(till, api, status, Log(till.now, None, quiet=True), mono, lambda: 0.5, "0.1.0", pace)


def test_goods_that_a_till_did_not_take_back_after_all_come_back_at_another(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    sale = first.sell("FLASK")
    first.push()
    for desk in desks:
        desk.ask(sale.receipt)
    given_up, wanted = first.basket(sale), second.basket(sale)
    hold_goods(first.till, given_up, "maya", first.waiting)
    with pytest.raises(Refused, match="returned_elsewhere"):
        second.give(wanted)
    seconds = [0.0]
    site, releases = site_of(first, lambda: seconds[0]), Releases()

    for cut in ("offline", "offline", ""):  # it stopped, the line was down, and then it came back
        first.line(cut)  # type: ignore[arg-type]
        releases.turn(site, seconds[0])
        seconds[0] += GONE_FOR_S
    back = second.give(wanted)

    assert back.total_minor == -24_00


def test_a_sale_that_is_not_sent_yet_keeps_what_it_holds(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    sale = first.sell("FLASK")
    first.push()
    for desk in desks:
        desk.ask(sale.receipt)
    first.give(first.basket(sale))
    seconds = [0.0]
    site, releases = site_of(first, lambda: seconds[0]), Releases()

    for _ in range(3):
        releases.turn(site, seconds[0])
        seconds[0] += GONE_FOR_S

    with pytest.raises(Refused, match="returned_elsewhere"):
        second.give(second.basket(sale))
