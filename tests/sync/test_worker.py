"""The pushing loop against a hub behind the worst of lines, by a clock of its own: thousands of turns in seconds."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.protocol import Link
from tests.sync.linked import Crash, Linked, linked


@pytest.fixture
def line(till_home: Path) -> Iterator[Linked]:
    """A till with a hub that always answers."""
    made = linked(till_home)
    yield made
    made.till.close()


@pytest.mark.parametrize("seed", range(12))
def test_every_sale_arrives_once_however_bad_the_line(till_home: Path, seed: int) -> None:
    shop = linked(till_home, seed, trouble=0.5)
    chance, link = random.Random(seed), Link()

    for round_no in range(60):
        shop.opened(chance.randrange(4), start=100 * round_no)
        link = shop.push(4, chance.choice((1.0, 30.0, 400.0)), link)
    shop.api.trouble = 0.0
    shop.push(60, 1000.0, link)

    assert shop.api.kept == shop.here
    assert shop.api.held.sold == len(shop.here)
    shop.till.close()


@pytest.mark.parametrize("seed", range(8))
def test_every_sale_arrives_once_though_the_synchroniser_dies_again_and_again(till_home: Path, seed: int) -> None:
    shop = linked(till_home, seed, trouble=0.3)
    shop.opened(90)
    link, deaths = Link(), 0

    store = shop.till.store
    store.trouble = 0.3  # type: ignore[attr-defined]
    for _ in range(150):
        try:
            link = shop.push(1, 301.0, link)
        except Crash:
            link, deaths = Link(), deaths + 1
    store.trouble = shop.api.trouble = 0.0  # type: ignore[attr-defined]
    shop.push(60, 1000.0)

    assert deaths > 5
    assert shop.api.kept == shop.here
    shop.till.close()


@pytest.mark.parametrize("code", ["upgrade_needed", "till_revoked"])
def test_entries_go_on_to_a_hub_that_wants_no_hello_of_this_till(line: Linked, code: str) -> None:
    line.api.refuses_hello = code
    line.opened(3)

    line.push(4, 10.0)

    assert line.api.kept == line.here


def test_entries_go_in_order_and_nothing_of_them_is_deleted(line: Linked) -> None:
    line.opened(120)

    line.push(5, 0.0)

    assert line.api.kept == line.here
    assert line.read(lambda tx: tx.outbox.waiting(0)) == (0, "")
    assert line.read(lambda tx: tx.journal.count()) == 121


def test_five_hundred_sales_need_a_handful_of_requests(line: Linked) -> None:
    line.opened(500)

    line.push(12, 0.0)

    assert line.api.kept == line.here
    assert line.api.asked <= 10


def test_a_poison_entry_is_set_aside_and_the_rest_goes_through(line: Linked) -> None:
    before = line.opened(3)
    line.api.unreadable = {before[1].entry_id}

    line.push(4, 0.0)

    assert len(line.api.kept) == len(line.here) - 1
    assert line.read(lambda tx: tx.outbox.aside_count()) == 1
    assert line.read(lambda tx: tx.outbox.waiting(0)) == (0, "")


def test_what_was_set_aside_is_sent_again_after_an_upgrade_and_not_before(line: Linked) -> None:
    entries = line.opened(3)
    line.api.unreadable = {entries[1].entry_id}
    link = line.push(4, 0.0)
    line.api.unreadable = set()

    link = line.push(3, 0.0, link)
    still = line.read(lambda tx: tx.outbox.aside_count())
    object.__setattr__(line.site, "app", "0.2.0")
    line.push(3, 0.0, link)

    assert still == 1
    assert line.read(lambda tx: tx.outbox.aside_count()) == 0
    assert line.api.kept == line.here


def test_a_fork_begins_a_new_journal_once_and_both_halves_are_kept(line: Linked) -> None:
    line.opened(2)
    link = line.push(3, 0.0)
    old = line.read(lambda tx: tx.journal.place()).journal_id
    mine = line.opened(1)[0]
    (journal, _seq), theirs = max(line.api.held.entries.items())
    line.api.held.entries[journal, mine.seq] = type(theirs)(
        **{name: getattr(theirs, name) for name in theirs.__struct_fields__}
        | {"seq": mine.seq, "id": "other", "h": "A" * 43}
    )

    link = line.push(3, 0.0, link)
    line.opened(2)
    line.push(4, 1000.0, link)

    assert line.read(lambda tx: len(tx.outbox.sent())) == 2
    assert line.read(lambda tx: tx.journal.place()).journal_id != old
    assert [x.seq for x in line.api.held.apart.values()] == [mine.seq]
    assert line.read(lambda tx: tx.outbox.waiting(0)) == (0, "")


def test_a_hub_that_holds_more_of_the_journal_makes_the_till_go_on_in_a_new_one(line: Linked) -> None:
    line.opened(2)
    line.push(3, 0.0)
    place = line.read(lambda tx: tx.journal.place())
    item = line.api.held.entries[place.journal_id.hex(), place.seq]
    ahead = type(item)(**{n: getattr(item, n) for n in item.__struct_fields__} | {"seq": place.seq + 1, "id": "lost"})
    line.api.held.entries[place.journal_id.hex(), place.seq + 1] = ahead

    line.push(4, 1000.0)

    gap = line.read(lambda tx: [entry.content for _n, entry in tx.journal.of_kind("gap")])
    assert gap[0]["lost"][0]["seen"] == place.seq + 1
    assert line.read(lambda tx: tx.journal.place()).journal_id != place.journal_id


@pytest.mark.parametrize("new_epoch", [True, False])
def test_a_hub_that_was_set_back_gets_everything_again(line: Linked, new_epoch: bool) -> None:
    line.opened(30)
    link = line.push(3, 0.0)
    line.opened(10)

    line.api.set_back(new_epoch=new_epoch)  # to the empty hub that it was in the beginning
    line.push(10, 1000.0, link)

    assert line.api.kept == line.here


def test_the_key_of_a_person_goes_ahead_of_the_entry_that_needs_it(line: Linked) -> None:
    line.opened(1)
    line.noted("P-1", "will come on Tuesday")

    line.push(3, 0.0)

    assert line.api.held.keys.keys() == {"P-1"}
    assert line.api.without_key == []
    assert all("Tuesday" not in item.body for item in line.api.held.entries.values())


def test_a_paused_line_sends_nothing_until_it_goes_on(line: Linked) -> None:
    line.opened(2)
    wish = line.read(lambda tx: tx.link.wish())
    with line.till.store.write() as tx:
        tx.link.keep_wish(type(wish)(paused=True))

    link = line.push(3, 10.0)
    asked = line.api.asked
    with line.till.store.write() as tx:
        tx.link.keep_wish(type(wish)(paused=False))
    line.push(3, 10.0, link)

    assert asked == 0
    assert line.api.kept == line.here


def test_a_revoked_till_still_sends_what_it_sold(line: Linked) -> None:
    line.opened(2)
    line.api.state = "revoked"

    line.push(3, 0.0)

    assert line.api.kept == line.here
    assert line.read(lambda tx: tx.link.line()).code == "revoked"


def test_the_line_says_why_it_is_down_and_for_how_long_it_was(line: Linked) -> None:
    line.api.trouble = 1.0
    line.api.chance.seed(4)
    line.site.status.save()
    while not line.read(lambda tx: tx.link.line()).code:
        line.push(1, 0.0)
    down = line.read(lambda tx: tx.link.line())

    line.time.seconds += 3600
    line.api.trouble = 0.0
    line.push(1, 0.0)
    up = line.read(lambda tx: tx.link.line())

    assert (down.line, up.line, up.code) == ("offline", "online", "")
    assert 3590 <= up.was_offline_s <= 3700


def test_when_one_loop_reaches_the_hub_again_the_others_are_woken_and_the_line_is_up(line: Linked) -> None:
    woken: list[bool] = []
    line.site.status.reached = lambda: woken.append(True)
    line.site.status.failed("orders", "unreachable")
    line.site.status.failed("others", "hub_failed")

    line.site.status.talked("push")
    between = line.read(lambda tx: tx.link.line())
    line.site.status.talked("others")

    assert woken == [True]
    assert (between.line, between.code) == ("offline", "hub_failed")
    assert line.read(lambda tx: tx.link.line()).line == "online"
