"""Comparing days with the hub: equal ones are proven, others are told down to the entry, nothing is mended."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import msgspec
import pytest

from pos.domain.day_figures import figures_of
from pos.services.till import open_till
from pos.store.day_figures import day_figures
from sync.protocol import Link
from sync.reconciling import reconcile, turn
from sync.wire import DayFigures
from tests.store.history import live
from tests.store.shop import Clock, make_shop
from tests.sync.linked import DAY, Linked, linked


@pytest.fixture
def line(till_home: Path) -> Iterator[Linked]:
    """A till that has sent all it has."""
    made = linked(till_home)
    made.opened(40)
    made.push(3, 0.0)
    yield made
    made.till.close()


def test_the_tables_count_a_day_as_the_journal_does(tmp_path: Path) -> None:
    make_shop(tmp_path / "shop", tmp_path)
    till = open_till(tmp_path / "shop", now=Clock())
    live(till, tmp_path)
    till.close()
    shop = linked(tmp_path / "shop")

    with shop.till.store.read() as tx:
        told = figures_of([entry for _n, entry in tx.journal.read()])
        counted = [day_figures(tx.driver, day.journal_id, day.business_date) for day in told]

    assert [asdict(day) for day in counted] == [asdict(day) for day in told]
    assert sum(day.sales for day in told) >= 3 and sum(day.refunds for day in told) > 0
    shop.till.close()


def test_days_that_are_equal_prove_the_journal_and_are_not_asked_again(line: Linked) -> None:
    first, second = reconcile(line.site), reconcile(line.site)

    sent = line.read(lambda tx: tx.outbox.sent())[0]
    assert first.equal and first.days
    assert sent.proven == sent.acked == sent.last
    assert second.days == ()


def test_a_day_that_grew_is_compared_again(line: Linked) -> None:
    reconcile(line.site)
    line.opened(1)
    line.push(2, 0.0)

    assert [day.business_date for day in reconcile(line.site).days] == [DAY]


def test_a_day_of_which_the_hub_lacks_something_is_not_compared_yet(line: Linked) -> None:
    reconcile(line.site)
    line.opened(1)

    assert reconcile(line.site).days == ()


def test_an_entry_that_is_missing_at_the_hub_is_named(line: Linked) -> None:
    (journal, _last), _item = max(line.api.held.entries.items())
    del line.api.held.entries[journal, 23]
    line.api.days = lambda day: msgspec.structs.replace(day, n=day.n - 1)

    report = reconcile(line.site)

    day = next(day for day in report.days if day.business_date == DAY)
    proof = line.read(lambda tx: tx.proofs.of_day(bytes.fromhex(journal), DAY))
    assert not report.equal
    assert [(entry["seq"], entry["why"], entry["kind"]) for entry in day.entries] == [
        (23, "missing_at_hub", "drawer_opened")
    ]
    assert proof.equal is False
    assert proof.body["till"]["n"] == proof.body["hub"]["n"] + 1
    assert proof.body["entries"][0]["seq"] == 23


def test_an_entry_that_is_another_one_at_the_hub_is_named(line: Linked) -> None:
    (journal, _last), _item = max(line.api.held.entries.items())
    item = line.api.held.entries[journal, 7]
    line.api.held.entries[journal, 7] = msgspec.structs.replace(item, h="A" * 43)
    line.api.days = lambda day: msgspec.structs.replace(day, gross=1)

    day = next(day for day in reconcile(line.site).days if day.business_date == DAY)

    assert [(entry["seq"], entry["why"]) for entry in day.entries] == [(7, "other_entry")]


def test_where_only_the_tables_differ_no_entry_is_accused(line: Linked) -> None:
    line.api.days = lambda day: msgspec.structs.replace(day, gross=day.gross + 1)

    report = reconcile(line.site)

    assert not report.equal
    assert all(day.entries == () for day in report.days)


def test_a_hub_that_only_says_equal_is_not_believed(line: Linked) -> None:
    told = line.api.reconcile

    def flattering(days: list[DayFigures], feeds: object) -> object:
        answer = told(days, feeds)  # type: ignore[arg-type]
        return msgspec.structs.replace(
            answer,
            days=[
                msgspec.structs.replace(day, equal=True, hub=msgspec.structs.replace(day.hub, n=1))
                for day in answer.days
            ],
        )

    line.api.reconcile = flattering  # type: ignore[method-assign, assignment]

    assert not reconcile(line.site).equal


def test_it_runs_once_a_day_and_once_for_each_press(line: Linked) -> None:
    def comparisons() -> int:
        return sum(row.code == "reconciled" for row in line.read(lambda tx: tx.sync_log.newest(500)))

    link = Link()
    for _ in range(5):
        link = turn(line.site, link, line.time.mono())
    at_start = comparisons()
    with line.till.store.write() as tx:
        wish = tx.link.wish()
        tx.link.keep_wish(type(wish)(reconcile=wish.reconcile + 1))
    for _ in range(5):
        link = turn(line.site, link, line.time.mono())

    assert (at_start, comparisons()) == (1, 2)
