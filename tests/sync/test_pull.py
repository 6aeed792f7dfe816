"""Which scope is asked next and for what, and what the loop makes of the answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos.domain.failures import Refused, Unavailable
from pos.domain.link import Wish
from sync import feeds
from sync.pull import ORDERS, OTHERS, Ask, Feeding, Load, Place, next_fetch, next_scope
from sync.puller import turn
from tests.sync.flaky_api import FlakyApi, a_change, a_page
from tests.sync.linked import Linked, linked

SOCKS = {"sku": "SOCK-R", "name": "Socks red", "price_minor": 1800}


@pytest.fixture
def line(till_home: Path) -> Iterator[Linked]:
    made = linked(till_home)
    yield made
    made.till.close()


def pulled(line: Linked, feeding: Feeding, turns: int, every_s: float = 0.01) -> Feeding:
    for _ in range(turns):
        feeding = turn(line.site, feeding, line.time.mono())
        line.time.seconds += every_s
    return feeding


def states(line: Linked) -> dict[str, str]:
    return {scope: feeds.cursor_of(line.till, scope)[2] for scope in (*OTHERS, *ORDERS)}


def brings(api: FlakyApi, *changes: object, **page: object) -> None:
    """The next page of the catalogue has these changes."""
    made = a_page("catalogue", api.held.epoch, *changes)  # type: ignore[arg-type]
    waiting = [type(made)(**{name: getattr(made, name) for name in made.__struct_fields__} | page)]
    before = api.feed
    api.feed = lambda scope, cursor, wait: (  # type: ignore[method-assign]
        waiting.pop() if scope == "catalogue" and waiting else before(scope, cursor, wait)
    )


def test_policy_and_catalogue_come_before_the_rest() -> None:
    feeding = Feeding(OTHERS)

    asked = []
    for _ in OTHERS:
        scope = next_scope(feeding, 100.0)
        assert scope is not None
        asked.append(scope)
        feeding = feeding.read(scope, 100.0, up_to_date=True)

    assert asked == ["policy", "catalogue", "stock", "customers"]
    assert next_scope(feeding, 100.0) is None
    assert next_scope(feeding.all_due(), 100.0) == "policy"


def test_on_a_line_so_slow_that_everything_is_always_due_every_scope_has_its_turn() -> None:
    feeding, asked = Feeding(OTHERS), []

    for n in range(24):
        scope = next_scope(feeding, 1000.0 * n)
        assert scope is not None
        asked.append(scope)
        feeding = feeding.read(scope, 1000.0 * n, up_to_date=scope != "catalogue" or n > 16)

    assert min(asked.count(scope) for scope in OTHERS[:2]) >= 4
    assert {"stock", "customers"} <= set(asked)


def test_orders_wait_at_the_hub_and_are_always_due() -> None:
    feeding = Feeding(ORDERS)

    assert feeding.wait_s == 25
    assert next_scope(feeding.read("orders", 100.0, up_to_date=True), 100.0) == "orders"


def test_a_scope_is_loaded_whole_until_it_has_a_cursor() -> None:
    assert next_fetch(Place("", "", "empty"), refetch=False, wait_s=0) == Load("")
    assert next_fetch(Place("e", "p3", "loading", "p3"), refetch=False, wait_s=0) == Load("p3")
    assert next_fetch(Place("e", "c1", "current"), refetch=False, wait_s=25) == Ask("c1", 25)
    assert next_fetch(Place("e", "c1", "current"), refetch=True, wait_s=25) == Load("")


def test_a_new_till_reads_every_scope(line: Linked) -> None:
    pulled(line, Feeding(OTHERS), 8)
    pulled(line, Feeding(ORDERS), 1)

    assert set(states(line).values()) == {"current"}


def test_what_a_page_brings_can_be_sold(line: Linked) -> None:
    feeding = pulled(line, Feeding(OTHERS), 8)
    brings(line.api, a_change("product", "SOCK-R", 1, SOCKS))

    pulled(line, feeding, 6, every_s=5.0)

    assert line.read(lambda tx: tx.products.by_sku("SOCK-R")).price_minor == 1800
    assert feeds.cursor_of(line.till, "catalogue")[1] == "epoch-1/1"


def test_a_press_of_now_asks_every_scope_at_once(line: Linked) -> None:
    feeding = pulled(line, Feeding(OTHERS), 8)
    asked = line.api.asked
    with line.till.store.write() as tx:
        tx.link.keep_wish(Wish(now=1))

    pulled(line, feeding, 8)

    assert line.api.asked == asked + len(OTHERS)


def test_a_hub_that_began_anew_is_read_anew(line: Linked) -> None:
    feeding = pulled(line, Feeding(OTHERS), 8)
    line.api.held.epoch = "epoch-2"

    pulled(line, feeding, 20, every_s=5.0)

    assert {feeds.cursor_of(line.till, scope)[0] for scope in OTHERS} == {"epoch-2"}


def test_a_page_that_breaks_a_limit_is_left_and_the_other_scopes_go_on(line: Linked) -> None:
    feeding = pulled(line, Feeding(OTHERS), 8)
    brings(line.api, a_change("product", "SOCK-R", 1, {**SOCKS, "price_minor": -1}))

    feeding = pulled(line, feeding, 20, every_s=5.0)

    assert states(line)["catalogue"] == "set_aside"
    assert feeding.due["catalogue"] > line.time.mono() + 300
    assert feeding.due["customers"] < line.time.mono() + 60
    assert line.read(lambda tx: tx.driver.execute("SELECT count(*) FROM copy_product").fetchone()[0]) == 0


def test_a_page_that_begins_elsewhere_changes_nothing_and_is_not_asked_for_in_a_circle(line: Linked) -> None:
    feeding = pulled(line, Feeding(OTHERS), 8)
    brings(line.api, a_change("product", "SOCK-R", 1, SOCKS), prev="epoch-1/7")
    line.time.seconds += 11

    for _ in range(4):
        feeding = pulled(line, feeding, 1)
        if feeding.link.code:
            break

    assert feeding.link.code == "page_does_not_fit"
    assert feeding.link.retry_at > line.time.mono()
    assert feeds.cursor_of(line.till, "catalogue")[1] == "epoch-1/0"


def test_a_strange_cursor_costs_one_snapshot_and_not_a_circle(line: Linked) -> None:
    def strange(*_: object) -> None:
        raise Refused("must_refetch")

    line.api.snapshot = line.api.feed = strange  # type: ignore[method-assign, assignment]

    feeding = pulled(line, Feeding(ORDERS), 20, every_s=0.0)

    assert feeding.link.failures == 1
    assert feeding.link.retry_at > line.time.mono()


@pytest.mark.parametrize("seed", range(6))
def test_however_bad_the_line_every_scope_is_read_in_the_end(line: Linked, seed: int) -> None:
    line.api.chance.seed(seed)
    line.api.trouble = 0.6
    feeding = pulled(line, Feeding((*OTHERS, *ORDERS)), 40, every_s=100.0)

    line.api.trouble = 0.0
    pulled(line, feeding, 60, every_s=301.0)

    assert set(states(line).values()) == {"current"}
    assert {feeds.cursor_of(line.till, scope)[0] for scope in OTHERS} == {line.api.held.epoch}


def test_a_removed_till_asks_for_nothing_and_forgets_its_customers(line: Linked) -> None:
    with line.till.store.write() as tx:
        row = dict.fromkeys("name email phone card tier group birthday language note words".split(), "amelia")
        tx.customers.upsert([{**row, "customer_id": "C-1", "consents": "{}", "rev": 1}])
    line.site.status.hub_said("revoked", "")

    pulled(line, Feeding(OTHERS), 4, every_s=31.0)

    assert line.api.asked == 0
    assert line.read(lambda tx: tx.customers.count()) == 0
    assert line.read(lambda tx: tx.search.customers("amelia")) == []
    assert b"amelia" not in line.till.store.path.read_bytes()


def test_a_suspended_till_keeps_what_it_has_and_asks_for_nothing(line: Linked) -> None:
    def never(*_: object) -> None:
        raise Unavailable("unreachable")

    pulled(line, Feeding(OTHERS), 8)
    line.api.feed = never  # type: ignore[method-assign, assignment]
    line.site.status.hub_said("suspended", "")

    feeding = pulled(line, Feeding(OTHERS), 3, every_s=31.0)

    assert feeding.link.failures == 0
    assert line.read(lambda tx: tx.link.line()).code == "suspended"
