"""The hub's stock and points with what this till did since, however its entries and the hub's figures come."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.services.balances import points_of, stock_here
from pos.services.journal import write_down
from pos.services.report import day_report
from pos.services.till import Till, open_till
from pos.store.stock import FLOOR
from sync.feeds import begin_snapshot
from tests.store.joined import EPOCH, a_product, a_stock, brought, join, put
from tests.store.shop import Clock

SKU = "SOCK"


@pytest.fixture(scope="session")
def joined_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a till that has joined and knows socks. Never open it: copy it."""
    home = tmp_path_factory.mktemp("balances") / "till"
    join(home)
    till = open_till(home)
    brought(till, "catalogue", a_product(SKU, 1))
    till.close()
    return home


@pytest.fixture
def till(joined_home: Path, tmp_path: Path, opened: Callable[[Path], Till]) -> Till:
    return opened(Path(shutil.copytree(joined_home, tmp_path / "till")))


def move(till: Till, change_milli: int, sku: str = SKU) -> tuple[str, int]:
    """One entry that moves stock: its journal and seq."""
    lines = [{"sku": sku, "location": FLOOR, "change_milli": change_milli, "reason": "found"}]
    with till.store.write() as tx:
        entry = write_down(tx, till, "stock_adjusted", {"lines": lines}, "maya")
    return entry.journal_id.hex(), entry.seq


def earn(till: Till, points: int) -> tuple[str, int]:
    lines = [{"customer": "C-1", "points": points, "reason": "goodwill"}]
    with till.store.write() as tx:
        entry = write_down(tx, till, "points_adjusted", {"lines": lines}, "maya")
    return entry.journal_id.hex(), entry.seq


def held(till: Till, sku: str = SKU) -> int | None:
    with till.store.read() as tx:
        return tx.stock.on_hand_milli(sku)


def test_what_nobody_ever_counted_is_not_known(till: Till) -> None:
    assert held(till) is None


def test_before_the_hub_tells_a_figure_the_till_has_its_own(till: Till) -> None:
    move(till, 3000)

    with till.store.read() as tx:
        figure = stock_here(tx, till, SKU)
    assert figure is not None and (figure.amount, figure.source, figure.as_of) == (3000, "own", "")


def test_own_entries_that_the_hub_has_not_counted_are_added(till: Till) -> None:
    journal, seq = move(till, -1000)
    move(till, -2000)

    brought(till, "stock", a_stock(SKU, 1, 50_000, **{journal: seq}))

    assert held(till) == 48_000


def test_entries_of_other_tills_and_journals_that_are_not_here_add_nothing(till: Till) -> None:
    move(till, -1000)

    brought(till, "stock", a_stock(SKU, 1, 50_000, **{"ab" * 16: 900}))

    assert held(till) == 49_000


def test_other_goods_and_other_places_do_not_count(till: Till) -> None:
    brought(till, "stock", a_stock(SKU, 1, 5000))

    move(till, -1000, sku="OTHER")

    assert held(till) == 5000


def test_a_figure_is_as_old_as_the_last_word_of_the_hub(till: Till, clock: Clock) -> None:
    brought(till, "stock", a_stock(SKU, 1, 5000))
    clock.moment += timedelta(hours=3)
    brought(till, "stock", a_stock("OTHER", 2, 1000))
    clock.moment += timedelta(hours=5)

    with till.store.read() as tx:
        figure = stock_here(tx, till, SKU)

    assert figure is not None and (figure.source, figure.as_of[:16]) == ("hub", "2026-11-21T17:32")
    assert figure.age_s == 5 * 3600


def test_while_a_feed_comes_anew_a_figure_is_as_old_as_it_was_told(till: Till, clock: Clock) -> None:
    brought(till, "stock", a_stock(SKU, 1, 5000))
    begin_snapshot(till, "stock", EPOCH, 1)
    clock.moment += timedelta(hours=5)

    with till.store.read() as tx:
        figure = stock_here(tx, till, SKU)

    assert figure is not None and figure.as_of == "2026-11-21T12:00:00.000Z"
    assert 7 * 3600 < figure.age_s < 8 * 3600


def test_points_are_the_hubs_with_ours_since(till: Till) -> None:
    journal, seq = earn(till, 10)
    earn(till, 7)
    told = {"customer_id": "C-1", "balance": 200, "as_of": "2026-11-21T12:00:00.000Z", "includes": {journal: seq}}

    brought(till, "customers", put("points", "C-1", 1, **told))

    with till.store.read() as tx:
        figure = points_of(tx, till, "C-1")
    assert figure is not None and (figure.amount, figure.source) == (207, "hub")


def test_the_stock_report_says_what_the_hub_knows_with_ours_since(till: Till) -> None:
    journal, seq = move(till, -1000)
    move(till, -2000)

    brought(till, "stock", a_stock(SKU, 1, 50_000, **{journal: seq}), a_stock("ELSEWHERE", 2, 4000))

    told = {row[0]: (row[5], row[6]) for row in day_report(till, "stock").rows}
    before = {row[0]: row[6] for row in day_report(till, "stock", until="2026-11-20").rows}
    assert told == {SKU: ("-3", "48"), "ELSEWHERE": ("0", "4")}
    assert before == {}


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("own"), st.integers(-5, 5).filter(bool)),
        st.tuples(st.just("other"), st.integers(-5, 5).filter(bool)),
        st.tuples(st.just("sent"), st.integers(1, 3)),
        st.tuples(st.just("told"), st.just(0)),
        st.tuples(st.just("arrived"), st.just(0)),
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_no_own_entry_is_counted_twice_or_left_out_whatever_comes_when(
    joined_home: Path, steps: list[tuple[str, int]]
) -> None:
    """A hub beside the till: entries arrive there in order and late, figures arrive here late. At every moment the
    balance is what the newest figure says of everybody else, and all that this till did."""
    with TemporaryDirectory() as folder:
        till = open_till(Path(shutil.copytree(joined_home, Path(folder) / "till")), now=Clock())
        waiting: list[tuple[str, int, int]] = []
        on_its_way: list[tuple[int, int, dict[str, int]]] = []
        there, others, told_others, own, rev = 0, 0, None, 0, 0
        includes: dict[str, int] = {}
        steps = [*steps, ("sent", 99), ("told", 0), *[("arrived", 0)] * (len(steps) + 1)]
        for what, much in steps:
            if what == "own":
                waiting.append((*move(till, much), much))
                own += much
            elif what == "other":
                there, others = there + much, others + much
            elif what == "sent":
                for journal, seq, change in waiting[:much]:
                    there += change
                    includes = {**includes, journal: seq}
                del waiting[:much]
            elif what == "told":
                on_its_way.append((there, others, includes))
            elif on_its_way:
                figure, told_others, counted = on_its_way.pop(0)
                rev += 1
                brought(till, "stock", a_stock(SKU, rev, figure, **counted))
            known = own if told_others is None else told_others + own
            assert (held(till) or 0) == known
        till.close()

    assert known == there
