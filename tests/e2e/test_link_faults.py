"""A faulty network between real tills and a real hub: nothing is lost, doubled or believed from somebody else."""

import os
import random
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.e2e.shop import PRODUCTS, TAXES, basket_line
from tests.e2e.town import Town, TownTill, a_town, eventually, run
from tests.sync.faulty_proxy import FAULTS, FaultyProxy

SEEDS = 200 if os.environ.get("TANDEM_LONG") == "1" else 6
FIRST_SEED = random.SystemRandom().randrange(10**9)
REQUESTS = 8
SALES = 3
HEAL_S = 90
TRUE_CODES = {
    "drop_request": {"unreachable", "timed_out"},
    "drop_answer": {"unreachable", "timed_out"},
    "truncate_neatly": {"bad_answer", "captive_portal", "not_our_protocol"},
    "captive_portal": {"captive_portal"},
    "portal_in_disguise": {"bad_answer", "captive_portal", "not_our_protocol"},
    "redirect": {"captive_portal"},
    "gzip_bomb": {"answer_too_large", "bad_answer"},
    "too_many": {"hub_busy"},
    "wrong_hub": {"not_our_hub"},
    "foreign_json": {"bad_answer", "captive_portal", "not_our_protocol"},
}
"""What the till may say of its line while nothing but this fault happens."""


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    for name, content in (("products.csv", PRODUCTS), ("taxes.json", TAXES), ("staff.csv", STAFF)):
        (tmp_path / name).write_text(content)
    with a_town(tmp_path, tmp_path / "products.csv", tmp_path / "taxes.json", tmp_path / "staff.csv") as made:
        yield made


STAFF = "id,name,role,pin\nmaya,Maya King,manager,1111\n"


@pytest.fixture
def lines(town: Town) -> Iterator[list[tuple[TownTill, FaultyProxy]]]:
    """Two tills of one store, each behind a proxy of its own; their synchronisers run."""
    with ExitStack() as stack:
        made = []
        for number in (1, 2):
            proxy = stack.enter_context(FaultyProxy(("127.0.0.1", town.port), FIRST_SEED + number))
            till = town.enrol(number, url=proxy.url)
            till.sync.start()
            stack.callback(till.close)
            made.append((till, proxy))
        eventually(lambda: all(till.line().line == "online" for till, _ in made), HEAL_S, "both lines are up")
        yield made


@pytest.mark.lengthy
def test_nothing_is_lost_or_doubled_whatever_the_network_does(
    town: Town, lines: list[tuple[TownTill, FaultyProxy]]
) -> None:
    numbers = set[str]()
    sold = 0

    for seed in range(FIRST_SEED, FIRST_SEED + SEEDS):
        chance = random.Random(seed)
        for till, proxy in lines:
            proxy.chance.seed(seed)
            proxy.misbehave(REQUESTS)
            for _ in range(chance.randint(1, SALES)):
                sold += 1
                (told,) = till.sell(basket_line(sold, staff="maya"))
                assert "error" not in told, told
        numbers.add(town.place_order(f"W-{seed}", ("SOCK", "1"))["number"])
        for till, proxy in lines:
            eventually(lambda till=till, proxy=proxy: _pushed(till, proxy), HEAL_S, f"the mischief of seed {seed} ends")
            proxy.behave()
            till.sync_now()
        eventually(
            lambda: town.has_all() and all(numbers <= till.queue() for till, _ in lines),
            HEAL_S,
            f"all is there after seed {seed}: {[till.line() for till, _ in lines]}",
        )
        assert town.held("SELECT count(*), count(DISTINCT sale_id) FROM sale") == [(sold, sold)]

    did = sum((proxy.did for _, proxy in lines), start=lines[0][1].did.__class__())
    sys.stdout.write(f"seeds from {FIRST_SEED}: {SEEDS}; {sold} sales; faults {dict(did)}\n")
    assert town.held("SELECT sum(total_minor) FROM sale") == [(sold * 19_00,)]
    for till, _proxy in lines:
        till.sync.stop()
        assert run("sync", till.home, "reconcile")["equal"] is True
    assert set(did) <= set(FAULTS)


def test_the_till_says_what_is_true_of_its_line(town: Town, lines: list[tuple[TownTill, FaultyProxy]]) -> None:
    till, proxy = lines[0]
    for number, fault in enumerate(TRUE_CODES, 1):
        known = town.count()
        proxy.misbehave(10**9, fault)
        till.sell(basket_line(number, staff="maya"))
        till.sync_now()
        down = eventually(lambda fault=fault: _says(till, TRUE_CODES[fault]), HEAL_S, f"the till says so: {fault}")
        assert till.acked() <= known + 1
        proxy.behave()
        till.sync_now()
        up = eventually(lambda: town.has_all() and till.line().line == "online", HEAL_S, f"all is there after {fault}")
        sys.stdout.write(f"{fault}: said after {down:.1f} s, well again after {up:.1f} s\n")


def _says(till: TownTill, codes: set[str]) -> bool:
    """Whether it says just now, in one look, that it is down; it must never say that for anything but these.

    A request that went out before a fault may be answered well in the midst of it: a line may come up for a moment.
    """
    line = till.line()
    assert line.line != "offline" or line.code in codes, line
    return line.line == "offline"


def _pushed(till: TownTill, proxy: FaultyProxy) -> bool:
    """Keep asking until all the mischief was met: a line that rests after a failure meets none."""
    if not proxy.quiet and till.line().line != "online":
        till.sync_now()
    return proxy.quiet
