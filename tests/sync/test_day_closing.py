"""A day is closed once: what comes later is a correction of the day it came, and closed figures stay as they were."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pos.domain.failures import Refused
from sync.hub.__main__ import main
from sync.hub.cli.days import document_of
from sync.hub.hub import Hub
from sync.hub.journal.ingest import ingest
from sync.hub.sales.day_closing import close_day, day_report, due_days, tick
from tests.sync.hub_journal import DAY, Pen, a_return, enrol, send
from tests.sync.hub_shop import Clock

NEXT_DAY = "2026-11-22"


@pytest.fixture(params=["hub", "pg_hub"])
def any_hub(request: pytest.FixtureRequest) -> Hub:
    """A hub on each kind of database."""
    made: Hub = request.getfixturevalue(request.param)
    return made


@pytest.fixture
def tills(any_hub: Hub) -> tuple[Pen, Pen]:
    """Two tills of one store; the first has sent a sale and a refund of it."""
    first, second = Pen(), Pen(number=2)
    for pen in (first, second):
        enrol(any_hub, pen)
    sold = first.sell(("CAP", 3), change_minor=500)
    a_return(first, sold.content["sale_id"], 1, "CAP")
    send(any_hub, first)
    return first, second


def shown(hub: Hub, day: str = DAY) -> dict[str, Any]:
    return document_of(day_report(hub, 1, day))


def test_a_closed_day_has_the_figures_of_all_tills_of_its_store(any_hub: Hub, tills: tuple[Pen, Pen]) -> None:
    tills[1].sell(("CAP", 1))
    send(any_hub, tills[1])

    closed = close_day(any_hub, 1, DAY)

    told = shown(any_hub)
    assert closed and told["closed_figures"] == told["now"]
    assert told["now"]["sales"] == {"count": 2, "amount": "40.00"}
    assert told["now"]["refunds"] == {"count": 1, "amount": "-10.00"}
    assert told["now"]["tax"] == {"VAT 20": {"count": 3, "amount": "4.99"}}
    assert told["now"]["tenders"]["change"] == {"count": 1, "amount": "5.00"}


def test_a_sale_that_comes_later_corrects_the_day_and_rewrites_nothing(
    any_hub: Hub, tills: tuple[Pen, Pen], clock: Clock
) -> None:
    close_day(any_hub, 1, DAY)
    before = shown(any_hub)["closed_figures"]
    clock.forward(days=3)
    late = tills[1].sell(("CAP", 2))
    send(any_hub, tills[1])

    told = shown(any_hub)

    assert told["closed_figures"] == before
    assert told["now"]["sales"] == {"count": 2, "amount": "50.00"}
    assert [(x["till"], x["receipt"], x["total"], x["tax"]) for x in told["corrections"]] == [
        (2, late.content["receipt"], "20.00", "3.33")
    ]
    assert told["corrections"][0]["at"][:10] == f"{any_hub.now():%Y-%m-%d}"


def test_what_is_sent_twice_corrects_once_and_a_day_that_is_open_is_not_corrected(
    any_hub: Hub, tills: tuple[Pen, Pen]
) -> None:
    close_day(any_hub, 1, DAY)
    tills[1].sell(("CAP", 2))
    body = tills[1].entries[-1].content
    tills[1].write("sale_completed", {**body, "sale_id": "T-1", "receipt": "T-1"}, business_date=NEXT_DAY)
    for _ in range(2):
        send(any_hub, tills[1])

    assert len(shown(any_hub)["corrections"]) == 1
    assert shown(any_hub, NEXT_DAY)["corrections"] == []
    assert shown(any_hub, NEXT_DAY)["closed_figures"] is None


def test_closing_again_changes_nothing(any_hub: Hub, tills: tuple[Pen, Pen]) -> None:
    close_day(any_hub, 1, DAY)
    tills[1].sell(("CAP", 2))
    send(any_hub, tills[1])
    before = shown(any_hub)

    again = close_day(any_hub, 1, DAY)

    assert not again
    assert shown(any_hub) == before


def test_closed_figures_and_corrections_come_to_the_day_whatever_races(any_hub: Hub, tills: tuple[Pen, Pen]) -> None:
    _first, second = tills
    for _ in range(30):
        second.sell(("CAP", 1))
    batches = [second.items[n : n + 3] for n in range(0, len(second.items), 3)]

    with ThreadPoolExecutor(2) as people:
        sent = people.submit(lambda: [ingest(any_hub, second.access, batch) for batch in batches])
        people.submit(close_day, any_hub, 1, DAY).result()
        sent.result()

    report = day_report(any_hub, 1, DAY)
    assert report.closed is not None
    assert report.closed["gross"] + sum(x.total_minor for x in report.corrections) == report.now["gross"] == 330_00
    assert report.closed["sales"] + len(report.corrections) == report.now["sales"]


@pytest.mark.parametrize(
    ("now", "days"),
    [
        ("2026-11-22T03:59:00", []),  # a late shift of the 21st may still be open
        ("2026-11-22T04:01:00", ["2026-11-21"]),
        ("2026-11-24T12:00:00", ["2026-11-21", "2026-11-22", "2026-11-23"]),
    ],
)
def test_a_day_closes_by_itself_in_the_night_of_its_store(now: str, days: list[str]) -> None:
    assert due_days("2026-11-20", "Europe/London", datetime.fromisoformat(now).replace(tzinfo=UTC)) == days


def test_the_night_is_that_of_the_store() -> None:
    now = datetime(2026, 11, 21, 20, tzinfo=UTC)  # five in the morning of the 22nd in Tokyo

    assert due_days("", "Asia/Tokyo", now) == ["2026-11-21"]
    assert due_days("", "America/New_York", now) == ["2026-11-20"]


def test_a_hub_that_was_away_closes_what_it_missed(hub: Hub, clock: Clock) -> None:
    tick(hub)
    first = f"{clock.at - timedelta(days=1):%Y-%m-%d}"
    clock.forward(days=3)

    tick(hub)

    days = [f"{clock.at - timedelta(days=n):%Y-%m-%d}" for n in (1, 2, 3)]
    assert shown(hub, first)["closed_at"] < shown(hub, days[0])["closed_at"]
    assert all(shown(hub, day)["closed_figures"] for day in days)


@pytest.mark.parametrize(("store", "day", "code"), [(9, DAY, "unknown_store"), (1, "21.11.2026", "bad_date")])
def test_a_day_that_is_none_is_refused(hub: Hub, store: int, day: str, code: str) -> None:
    for ask in (close_day, day_report):
        with pytest.raises(Refused, match=code):
            ask(hub, store, day)


def test_the_command_closes_a_day_and_shows_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = ("--home", str(tmp_path / "hub"))
    assert main(["store", "add", "--name", "Northgate", "--currency", "GBP", "--country", "GB", *home]) == 0
    capsys.readouterr()

    codes = [main(["day", "close", DAY, "--json", *home]), main(["day", "show", DAY, *home])]

    closed, *shown_words = capsys.readouterr().out.splitlines()
    document = json.loads(closed)
    assert codes == [0, 0]
    assert document["closed"] and document["closed_figures"]["sales"] == {"count": 0, "amount": "0.00"}
    assert "Corrections since: 0" in shown_words
