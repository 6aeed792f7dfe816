"""Points that expire, and wait, where no hub counts them: everybody who says a balance says what the lots hold."""

import json
import shutil
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from pos.cli.answers import sold
from pos.domain.failures import Refused
from pos.domain.journal import stamp
from pos.domain.points_moves import PointsRules
from pos.domain.receipt_block import Pair
from pos.services.balances import points_of
from pos.services.customer import customer_360
from pos.services.customer_search import search_customers
from pos.services.document import sell_document
from pos.services.loyalty import points_shown
from pos.services.points_alone import points_alone
from pos.services.printing import receipt
from pos.services.till import Till, open_till
from pos.services.value_facts import value_facts
from sync.hub.journal.bodies import read_body
from sync.hub.journal.projection import Rows, project
from sync.hub.ledgers.points import lots_of
from sync.hub.ledgers.points_rules import dated
from sync.hub.store.projections import add_projected
from sync.hub.store.tables import metadata
from tests.store.shop import Clock, a_basket, a_document, bought, import_text, new_id, paid, returned, sell

PROGRAMME = {"points_per": "1.00", "value": "0.01", "expire_months": 12}
BUYER, OTHER = "C-1", "C-2"
YEAR = timedelta(days=366)


@pytest.fixture
def shop(shop: Till, tmp_path: Path) -> Till:
    """The small shop, where points live for a year."""
    import_text(shop, "programme", json.dumps(PROGRAMME), tmp_path)
    return shop


def balance(till: Till, customer: str = BUYER) -> int:
    with till.store.read() as tx:
        figure = points_of(tx, till, customer)
    assert figure is not None
    return figure.amount


def spend(till: Till, points: int) -> Any:
    tenders = [{"type": "points", "points": points}, paid(24_00 - points)]
    return sell_document(till, a_document(bought("FLASK"), tenders=tenders, customer=BUYER))


def test_points_expire_with_the_lot_that_they_came_in(shop: Till, clock: Clock) -> None:
    sell(shop, bought("JACKET"), customer=BUYER)
    clock.moment += timedelta(days=200)
    sell(shop, bought("FLASK"), customer=BUYER)
    before = balance(shop)
    clock.moment += timedelta(days=166)

    assert (before, balance(shop)) == (189 + 24, 24)


def test_everybody_says_the_same_of_points_that_expired(shop: Till, clock: Clock) -> None:
    sell(shop, bought("JACKET"), customer=BUYER)
    clock.moment += YEAR
    asked = {"id": new_id(), "lines": [bought("FLASK")], "tenders": [paid(24_00)], "customer": BUYER}
    nothing = value_facts(
        shop, "points", a_basket(shop, bought("FLASK"), customer=BUYER), (), is_holder=False, is_offline=True
    )
    with pytest.raises(Refused, match="points_not_enough") as refused:
        spend(shop, 100)

    told, _ = sold(shop, json.dumps(asked).encode())

    with shop.store.read() as tx:
        sale = tx.sales.get(told["sale_id"])
    assert sale is not None
    pairs = {block.left: block.right for block in receipt(shop, sale) if isinstance(block, Pair)}
    assert (nothing.why_not, refused.value.facts) == ("nothing", {"left": 0})
    assert (told["points"]["balance"], pairs["Points balance"]) == (24, "24")
    assert (balance(shop), customer_360(shop, BUYER).points, search_customers(shop, "okafor")[0].points) == (24, 24, 24)


def test_a_sale_goes_on_saying_what_there_was_after_it(shop: Till, clock: Clock) -> None:
    sale = sell(shop, bought("JACKET"), customer=BUYER)
    clock.moment += YEAR

    shown = points_shown(shop, sale)

    assert shown is not None and shown.balance == 189
    assert balance(shop) == 0


def test_points_that_are_given_back_expire_when_they_would_have(shop: Till, clock: Clock) -> None:
    sell(shop, bought("JACKET"), customer=BUYER)
    clock.moment += timedelta(days=300)
    sale = spend(shop, 100)
    back = [{"type": "points", "points": -100}, paid(-23_00)]
    sell_document(shop, a_document(returned(sale.receipt), tenders=back, customer=BUYER))
    whole = balance(shop)
    clock.moment += timedelta(days=66)

    assert (whole, balance(shop)) == (189, 0)


def test_a_sale_of_an_earlier_time_spends_what_there_was_then(shop: Till, clock: Clock) -> None:
    sell(shop, bought("JACKET"), customer=BUYER)
    then = clock.moment + timedelta(days=1)
    clock.moment += YEAR

    tenders = [{"type": "points", "points": 100}, paid(23_00)]
    asked = {"id": new_id(), "at": then.isoformat(), "lines": [bought("FLASK")], "tenders": tenders, "customer": BUYER}

    told, _ = sold(shop, json.dumps(asked).encode())

    assert told["points"]["balance"] == 189 - 100 + 23


def test_imported_points_count_from_their_import(shop: Till, clock: Clock, tmp_path: Path) -> None:
    clock.moment += timedelta(days=100)
    import_text(shop, "customers", "id,name,points\nC-8,Ann,70\n", tmp_path)
    clock.moment += timedelta(days=300)
    before = balance(shop, "C-8")
    clock.moment += timedelta(days=66)

    assert (before, balance(shop, "C-8")) == (70, 0)


def test_what_waits_is_in_the_balance_and_pays_nothing_yet(shop: Till, clock: Clock, tmp_path: Path) -> None:
    import_text(shop, "programme", json.dumps(PROGRAMME | {"pending_days": 14}), tmp_path)
    sell(shop, bought("JACKET"), customer=BUYER)

    with pytest.raises(Refused, match="points_not_enough"):
        spend(shop, 100)
    waiting = balance(shop)
    clock.moment += timedelta(days=15)

    assert (waiting, spend(shop, 100).points_redeemed) == (189, 100)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("buy", "buy", "spend", "back", "back_by_other")), st.integers(0, 7), st.integers(0, 120)
    ),
    min_size=3,
    max_size=10,
)


@settings(max_examples=12, deadline=None)
@given(steps=STEPS)
def test_a_till_alone_counts_as_a_hub_that_got_all_its_entries(
    shop_template: Path, steps: list[tuple[str, int, int]]
) -> None:
    clock = Clock()
    with TemporaryDirectory() as folder:
        till = open_till(Path(shutil.copytree(shop_template, Path(folder) / "till")), now=clock)
        import_text(till, "programme", json.dumps(PROGRAMME | {"pending_days": 10}), Path(folder))
        done: list[Any] = []
        for what, much, days in steps:
            clock.moment += timedelta(days=days)
            _step(till, what, much, done)
            at = stamp(till.now())

            assert _counted_here(till, at) == _counted_by_hub(till, at)
        till.close()


def _step(till: Till, what: str, much: int, done: list[Any]) -> None:
    if what == "buy":
        done.append(sell(till, bought("FLASK", str(much + 1)), customer=(BUYER, OTHER)[much % 2]))
    elif what == "spend":
        with till.store.read() as tx:
            here = points_alone(tx, BUYER, stamp(till.now()))
        left = min(2300, here.balance - here.pending) if here else 0
        if left > 0:
            done.append(spend(till, max(1, left * (much + 1) // 8)))
    elif done:
        sale = done.pop(much % len(done))
        owner = {"customer": sale.customer_id} if what == "back" else {}
        points = [{"type": "points", "points": -sale.points_redeemed}] if owner and sale.points_redeemed else []
        rest = -24_00 + sum(-one["points"] for one in points)
        tenders = [*points, paid(rest)]
        sell_document(till, a_document(returned(sale.receipt), tenders=tenders, **owner))


def _counted_here(till: Till, at: str) -> list[tuple[int, int]]:
    with till.store.read() as tx:
        found = [points_alone(tx, customer, at) for customer in (BUYER, OTHER)]
    return [(one.balance, one.pending) if one else (0, 0) for one in found]


def _counted_by_hub(till: Till, at: str) -> list[tuple[int, int]]:
    """The same entries through the hub's projection into its tables, dated and counted by it."""
    rows, engine = Rows(), create_engine("sqlite://")
    with till.store.read() as tx:
        for _n, entry in tx.journal.read():
            if entry.kind in ("sale_completed", "points_adjusted"):
                project(entry, 1, read_body(entry.kind, entry.v, entry.body), rows)
    rows.points_line = [dated(row, PointsRules(12, 10), at) for row in rows.points_line]
    metadata.create_all(engine)
    with engine.begin() as connection:
        add_projected(connection, rows)
        counted = [lots_of(connection, customer, at) for customer in (BUYER, OTHER)]
    engine.dispose()
    return [(one.balance, one.pending) for one in counted]
