"""Baskets put aside at one till and taken up at another: two real tills, a real hub, a line that is cut anywhere."""

import itertools
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest
from filelock import FileLock
from sqlalchemy import select

from pos.domain.basket import AgeCheck, Basket, Line, ManualDiscount, TaxExemption
from pos.domain.failures import Refused
from pos.domain.journal import FIRST_PREVIOUS
from pos.domain.link import LineState
from pos.domain.product import Product
from pos.domain.sealed import unseal
from pos.domain.tender import Tender
from pos.services.basket import (
    discard_suspended,
    keep_draft,
    kept_basket,
    resume_basket,
    suspend_basket,
    suspended_baskets,
    void_basket,
)
from pos.services.held_basket import baskets_elsewhere
from pos.services.hub_claim import Waiting
from pos.services.sale import complete_sale, return_line
from pos.services.shift import open_shift
from pos.services.till import SYNC_LOCK, Till, open_till
from pos.store.rebuild import rebuild
from sync.feeds import feed_figures
from sync.hub.calls.access import TillAccess
from sync.hub.claims.claim import take_claim
from sync.hub.hub import Hub
from sync.hub.journal.ingest import ingest
from sync.hub.people.persons import keep_person_keys
from sync.hub.sales.reconcile import compare
from sync.hub.store.tables import thing
from sync.hub.store.tills import add_till, change_state
from sync.person_keys import persons_in
from sync.wire import ClaimRequest, ReconcileRequest
from sync.wire_entry import wire_entry
from tests.store.joined import AHub, a_person, brought, join
from tests.store.shop import facts
from tests.sync.hub_shop import a_store
from tests.sync.test_feeds import assert_equal_copies, fetch_page

STORE, ORDERS = 7, "orders:7"
AT = "2026-11-20T09:00:00.000Z"
JACKET = Product("JACKET", "Harrier Jacket", 189_00, tags=("winter",), number=3)

Cut = Literal["", "request", "answer", "offline"]
CUTS: tuple[Cut, ...] = ("", "request", "answer", "offline")


@dataclass
class Counter:
    """A till with its line: `cut` loses what it asks the hub, or the answer, or says that it is offline."""

    till: Till
    hub: Hub
    number: int
    cut: Cut = ""
    lock: FileLock = field(init=False)

    def __post_init__(self) -> None:
        self.lock = FileLock(self.till.home / SYNC_LOCK)
        self.lock.acquire()

    @property
    def access(self) -> TillAccess:
        return TillAccess(f"till-{self.number}", STORE, self.number, "active", AT, self.till.secrets.public_key)

    @property
    def waiting(self) -> Waiting:
        """Nobody sleeps: the synchroniser's work is done while the desk waits, and then the time is over."""
        seconds = itertools.count()
        return Waiting(lambda: next(seconds) / 2, lambda _s: self._relay())

    def _relay(self) -> None:
        with self.till.store.read() as tx:
            asked = tx.claims.asked()
        for one in asked:
            document: dict[str, Any] = {"result": "offline"}
            if self.cut != "request":
                told = {**one.document, "till_id": f"till-{self.number}", "claim": one.claim_id}
                answer = take_claim(self.hub, self.access, msgspec.convert(told, ClaimRequest))
                held = [msgspec.to_builtins(other) for other in answer.already]
                document = {"result": answer.result, "already": held, "why": answer.why}
            with self.till.store.write() as tx:
                if self.cut == "answer":
                    tx.claims.mark_sent(one.claim_id)
                else:
                    tx.claims.answer(one.claim_id, document)

    def line(self, cut: Cut) -> None:
        self.cut = cut
        with self.till.store.write() as tx:
            tx.link.keep_line(LineState("offline" if cut == "offline" else "online", ""))

    def push(self) -> None:
        with self.till.store.read() as tx:
            entries = [entry for _n, entry in tx.journal.read()]
            keys = tx.outbox.keys_of(sorted({person for entry in entries for person in persons_in(entry.body)}))
        with self.hub.write() as connection:
            keep_person_keys(self.hub, connection, list(keys), STORE)
        prev, items = FIRST_PREVIOUS, []
        for entry in entries:
            items.append(msgspec.json.encode(wire_entry(entry, prev)))
            prev = entry.h
        for start in range(0, len(items), 200):
            taken = ingest(self.hub, self.access, items[start : start + 200])
            assert {result.status for result in taken.results} <= {"accepted", "duplicate"}

    def pull(self) -> None:
        while not fetch_page(self.hub, self.till, "orders", ORDERS, 500):
            pass

    # What people do

    def hold(self, basket: Basket, label: str = "") -> None:
        suspend_basket(self.till, basket, "maya", label)

    def resume(self, basket_id: str) -> Basket:
        return resume_basket(self.till, basket_id, "maya", self.waiting)

    def pay(self, basket: Basket) -> None:
        total = sum(line.product.price_minor * line.qty_milli // 1000 for line in basket.lines)
        complete_sale(self.till, basket, [Tender("cash", total)], staff="maya", request="r", opens_shift=True)

    @property
    def recall(self) -> list[str]:
        """What the list of held sales shows: its own, and those of the other tills."""
        own = [held.basket.basket_id for held in suspended_baskets(self.till)]
        return own + [held.basket.basket_id for held in baskets_elsewhere(self.till)]


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The homes of two tills that have joined. Never open them: copy them."""
    folder = tmp_path_factory.mktemp("held")
    for number in (1, 2):
        join(folder / f"till-{number}", AHub(till_id=f"till-{number}", till=number))
    return folder


@pytest.fixture(params=["hub", "pg_hub"])
def counters(request: pytest.FixtureRequest, homes: Path, tmp_path: Path) -> Iterator[tuple[Counter, Counter]]:
    hub: Hub = request.getfixturevalue(request.param)
    a_store(hub, STORE, "H", name="Harbour Street")
    made = []
    for number in (1, 2):
        till = open_till(Path(shutil.copytree(homes / f"till-{number}", tmp_path / f"till-{number}")))
        brought(till, "policy", a_person("maya", 1, "manager"), a_person("tom", 2))
        counter = Counter(till, hub, number)
        with hub.write() as connection:
            add_till(connection, counter.access, bytes(32))
        counter.line("")
        made.append(counter)
    yield made[0], made[1]
    for counter in made:
        counter.lock.release()
        counter.till.close()


def a_basket(number: int = 1, **changed: Any) -> Basket:
    line = Line("L1", JACKET, 2000, "4006381333931", note="Gift for Zoe", salesperson="tom")
    return Basket(f"0190c8f2-0000-7000-8000-00000000000{number}", (line,), note="Zoe comes at five", **changed)


def both_know(*counters: Counter) -> None:
    for counter in counters:
        counter.push()
    for counter in counters:
        counter.pull()


def refusal(counter: Counter, basket_id: str) -> str:
    with pytest.raises(Refused) as no:
        counter.resume(basket_id)
    return no.value.code


def exceptions(counter: Counter) -> list[str]:
    counter.pull()
    with counter.till.store.read() as tx:
        return [one.kind for one in tx.exceptions.all_open()]


def test_a_basket_goes_on_at_another_till_as_it_was(counters: tuple[Counter, Counter]) -> None:
    first, second = counters
    basket = a_basket(
        discount=ManualDiscount(percent="10", reason="Goodwill", approved_by="tom"),
        coupons=("SPRING10",),
        tax_exempt=TaxExemption("diplomat", "D-1"),
        salesperson="tom",
        age_check=AgeCheck(18, "maya"),
    )
    first.hold(basket, "Zoe Kay")
    both_know(first, second)
    (held,) = baskets_elsewhere(second.till)

    resumed = second.resume(basket.basket_id)

    assert (held.label, held.staff, held.till) == ("Zoe Kay", "maya", 1)
    assert msgspec.to_builtins(resumed) == msgspec.to_builtins(basket) | {"basket_id": resumed.basket_id}
    assert resumed.basket_id != basket.basket_id and kept_basket(second.till) == resumed
    assert second.recall == []


def test_once_it_was_taken_up_it_is_gone_everywhere(counters: tuple[Counter, Counter]) -> None:
    first, second = counters
    basket = a_basket()
    first.hold(basket)
    both_know(first, second)

    second.pay(second.resume(basket.basket_id))
    at_once = refusal(first, basket.basket_id)
    both_know(second, first)

    assert at_once == refusal(first, basket.basket_id) == "held_elsewhere"
    assert first.recall == second.recall == [] and exceptions(first) == []
    for counter in counters:
        assert_equal_copies(counter.hub, counter.till, "orders", ORDERS)


def compare_with_hub(counter: Counter) -> None:
    """What a till does when its shift closes, and each night."""
    figures = feed_figures(counter.till, "orders")
    compare(counter.hub, counter.access, ReconcileRequest(till_id=counter.access.till_id, days=[], feeds=[figures]))


def told(hub: Hub) -> list[str]:
    """The held baskets of which tills of the store are told."""
    asked = select(thing.c.id).where(thing.c.stream == ORDERS, thing.c.entity == "held_basket", thing.c.op == "put")
    with hub.read() as connection:
        return list(connection.scalars(asked))


def test_a_basket_that_another_till_has_is_told_until_its_own_till_has_heard(counters: tuple[Counter, Counter]) -> None:
    first, second = counters
    basket = a_basket()
    first.hold(basket)
    both_know(first, second)
    second.pay(second.resume(basket.basket_id))
    second.push()
    second.pull()
    for counter in counters:
        compare_with_hub(counter)
    unheard = told(first.hub)

    first.pull()
    compare_with_hub(first)

    assert (unheard, told(first.hub)) == ([basket.basket_id], [])
    first.line("offline")
    both_know(first, second)
    assert first.recall == second.recall == [] and refusal(first, basket.basket_id) == "not_suspended"
    for counter in counters:
        assert_equal_copies(counter.hub, counter.till, "orders", ORDERS)


def test_a_basket_that_was_put_aside_anew_is_told_on(counters: tuple[Counter, Counter]) -> None:
    first, second = counters
    basket = a_basket()
    first.hold(basket)
    both_know(first, second)
    first.line("offline")
    second.resume(basket.basket_id)
    first.hold(first.resume(basket.basket_id))
    both_know(second, first)

    compare_with_hub(first)

    assert told(first.hub) == [basket.basket_id]
    assert first.recall == [basket.basket_id] and exceptions(first) == ["basket_taken_twice"]


def test_a_till_that_was_revoked_hears_of_nothing_any_more(counters: tuple[Counter, Counter]) -> None:
    first, second = counters
    basket = a_basket()
    first.hold(basket)
    both_know(first, second)
    second.resume(basket.basket_id)
    second.push()
    with first.hub.write() as connection:
        change_state(connection, first.access.till_id, "revoked", AT)

    compare_with_hub(second)

    assert told(first.hub) == []


@pytest.mark.parametrize("end", ["resumed", "paid", "voided", "discarded"])
def test_what_its_own_till_does_with_it_takes_it_off_every_list(counters: tuple[Counter, Counter], end: str) -> None:
    first, second = counters
    basket = a_basket()
    first.hold(basket)
    both_know(first, second)
    before = second.recall

    if end == "discarded":
        discard_suspended(first.till, basket.basket_id, "maya", first.waiting)
    else:
        basket = first.resume(basket.basket_id)
    if end == "paid":
        first.pay(basket)
    if end == "voided":
        void_basket(first.till, basket, "maya")
    too_late = refusal(second, basket.basket_id)
    both_know(first, second)

    assert before == [basket.basket_id] and too_late == "held_elsewhere"
    assert second.recall == first.recall == [] and refusal(second, basket.basket_id) == "not_suspended"


def test_a_basket_may_be_put_aside_again_and_again(counters: tuple[Counter, Counter]) -> None:
    first, second = counters
    basket = a_basket()
    for _ in range(3):
        first.hold(basket)
        both_know(first, second)
        basket = first.resume(basket.basket_id)
        first.hold(basket)
        both_know(first, second)
        basket = second.resume(basket.basket_id)
        second.hold(basket)
        both_know(second, first)
        assert first.recall == second.recall == [basket.basket_id]
        basket = first.resume(basket.basket_id)

    first.pay(basket)
    both_know(first, second)

    assert first.recall == second.recall == [] and exceptions(first) == []


@pytest.mark.parametrize("cut", ["request", "answer", "offline"])
def test_without_a_line_only_its_own_till_goes_on_with_it(counters: tuple[Counter, Counter], cut: Cut) -> None:
    first, second = counters
    basket = a_basket()
    first.hold(basket)
    both_know(first, second)
    second.line(cut)

    refused = refusal(second, basket.basket_id)
    second.line("")
    again = second.resume(basket.basket_id)

    assert refused == "held_needs_line"
    assert again.lines == basket.lines


def test_two_tills_that_both_went_on_with_it_are_told_so(counters: tuple[Counter, Counter]) -> None:
    first, second = counters
    basket = a_basket()
    first.hold(basket)
    both_know(first, second)
    first.line("offline")

    second.pay(second.resume(basket.basket_id))
    first.pay(first.resume(basket.basket_id))
    both_know(second, first)

    assert exceptions(first) == exceptions(second) == ["basket_taken_twice"]
    assert first.recall == second.recall == []


def test_what_people_wrote_stands_nowhere_in_the_clear(counters: tuple[Counter, Counter]) -> None:
    first, second = counters
    first.hold(a_basket(), "Zoe Kay")
    both_know(first, second)

    with first.till.store.read() as tx:
        (entry,) = [entry for _n, entry in tx.journal.read() if entry.kind == "basket_suspended"]
    with first.till.store.read() as tx:
        texts = unseal(entry.content["sealed"], tx.journal.key_of(entry.content["sealed"]["person"]))
    assert b"Zoe" not in entry.body
    assert texts == {"label": "Zoe Kay", "note": "Zoe comes at five", "line L1": "Gift for Zoe"}
    with second.till.store.read() as tx:
        rows = tx.driver.execute("SELECT body FROM copy_held_basket").fetchall()
    assert rows and not any("Zoe" in row[0] for row in rows)


def test_a_basket_with_goods_of_a_sale_stays_where_it_is(counters: tuple[Counter, Counter]) -> None:
    first, second = counters
    open_shift(first.till, 0, "maya")
    first.pay(a_basket(2))
    with first.till.store.read() as tx:
        sale = tx.sales.newest()[0]
        back = return_line(tx, sale, 1, Line("L9", JACKET, 1000, reason="too big"))
    first.hold(Basket("0190c8f2-0000-7000-8000-000000000009", (back,)))

    both_know(first, second)

    assert len(first.recall) == 1 and second.recall == []


def test_a_till_made_anew_from_its_journal_shows_the_same(counters: tuple[Counter, Counter]) -> None:
    first, second = counters
    first.hold(a_basket())
    both_know(first, second)
    second.resume(a_basket().basket_id)
    before = facts(second.till)

    with second.till.store.write() as tx:
        rebuild(tx.driver)

    assert facts(second.till) == before


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_cut_nobody_loses_a_basket_and_two_have_it_only_with_an_exception(
    counters: tuple[Counter, Counter], seed: int
) -> None:
    chance = random.Random(seed)
    basket, paid, codes = a_basket(), 0, set[str]()
    counters[0].hold(basket)

    for _ in range(40):
        counter = chance.choice(counters)
        act = chance.choice(["push", "pull", "cut", "resume", "resume", "hold", "pay"])
        current = kept_basket(counter.till)
        if act == "push":
            counter.push()
        elif act == "pull":
            counter.pull()
        elif act == "cut":
            counter.line(chance.choice(CUTS))
        elif act == "resume" and current is None and counter.recall:
            try:
                counter.resume(counter.recall[0])
            except Refused as refused:
                codes.add(refused.code)
        elif act == "hold" and current is not None:
            counter.hold(current)
        elif act == "pay" and current is not None and chance.random() < 0.2:
            counter.pay(current)
            paid += 1
    for counter in counters:
        counter.line("")
        if (current := kept_basket(counter.till)) is not None:
            counter.hold(current)
    for _ in range(2):
        both_know(*counters)

    waiting = {basket_id for counter in counters for basket_id in counter.recall}
    assert codes <= {"held_elsewhere", "held_needs_line", "not_suspended"}
    assert sorted(counters[0].recall) == sorted(counters[1].recall)
    assert len(waiting) + paid >= 1
    assert len(waiting) + paid <= 1 + exceptions(counters[0]).count("basket_taken_twice")
    for counter in counters:
        assert_equal_copies(counter.hub, counter.till, "orders", ORDERS)


def test_a_draft_is_kept_while_it_is_rung_up_here(counters: tuple[Counter, Counter]) -> None:
    first, second = counters
    first.hold(a_basket())
    both_know(first, second)
    resumed = second.resume(a_basket().basket_id)

    keep_draft(second.till, resumed, "maya")

    assert kept_basket(second.till) == resumed
