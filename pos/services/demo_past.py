"""The last days of the demo's till: shifts with sales that were rung up, priced and closed like any others.

`past.json` says what was sold when, by how many days ago; it goes through the same services as a sale at the counter,
with the clock of that moment.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from pos.domain.document import read_basket
from pos.domain.money import format_minor
from pos.domain.quantity import ONE, parse_milli
from pos.services.document import price_document, sell_document
from pos.services.shift import close_shift, open_shift, report
from pos.services.shop import Setup
from pos.services.till import Till, open_till

PAST = "past.json"
OPENS, CLOSES = time(8, 45), time(18, 10)
FLOAT_MINOR = 150_00
_NOTE_MINOR = 20_00
"""Cash is paid with as many of this note as it takes."""


@dataclass(slots=True)
class Clock:
    """The till's clock while it lives through its past."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that is done at the till at a moment."""

    at: datetime
    what: Callable[[Till], object]


def past_of(folder: Path) -> list[dict[str, Any]]:
    """What was sold: `days_ago`, `at`, `staff`, `customer`, `paid` (cash or card) and `lines` of code and quantity."""
    told: list[dict[str, Any]] = json.loads((folder / PAST).read_text(encoding="utf-8"))
    return told


def begins(setup: Setup, folder: Path, now: datetime) -> datetime:
    """When the till was set up: on the morning of its first sale."""
    days = max(sale["days_ago"] for sale in past_of(folder))
    return _moment(setup, now, days, OPENS) - timedelta(minutes=30)


def live_through(home: Path, folder: Path, now: datetime, more: Iterable[Deed] = ()) -> None:
    """Do all that was done at this till until yesterday, and `more` in between. Nothing was sold on it yet."""
    clock = Clock(now)
    till = open_till(home, now=clock, synchronous="OFF")
    try:
        past = past_of(folder)
        sales = [Deed(_sold_at(till.setup, now, sale), _sale(sale)) for sale in past]
        deeds = sorted((*sales, *_shifts(till.setup, now, past), *more), key=lambda deed: deed.at)
        for deed in deeds:
            clock.moment = deed.at
            deed.what(till)
    finally:
        till.close()


def _shifts(setup: Setup, now: datetime, past: Sequence[Mapping[str, Any]]) -> list[Deed]:
    """A shift on each day on which something was sold, opened and closed by who sold first."""
    found = []
    ordered = sorted(past, key=lambda sale: (-sale["days_ago"], sale["at"]))
    for days, sales in groupby(ordered, key=lambda sale: int(sale["days_ago"])):
        staff = next(iter(sales))["staff"]
        found.append(Deed(_moment(setup, now, days, OPENS), _opening(staff)))
        found.append(Deed(_moment(setup, now, days, CLOSES), _closing(staff)))
    return found


def _opening(staff: str) -> Callable[[Till], object]:
    return lambda till: open_shift(till, FLOAT_MINOR, staff)


def _closing(staff: str) -> Callable[[Till], object]:
    def close(till: Till) -> None:
        expected = report(till).cash_expected_minor
        close_shift(till, expected, staff, left_minor=FLOAT_MINOR)

    return close


def _sale(told: Mapping[str, Any]) -> Callable[[Till], object]:
    """The basket of a sale, paid to the penny by card, or in notes with change."""

    def sell(till: Till) -> None:
        currency = till.setup.currency
        asked: dict[str, object] = {
            "id": till.new_id(),
            "staff": told["staff"],
            "lines": [_line(*line) for line in told["lines"]],
        }
        if told.get("customer"):
            asked["customer"] = told["customer"]
        total = price_document(till, read_basket(asked, currency, needs_tenders=False)).total_minor
        given = total if told["paid"] == "card" else -(-total // _NOTE_MINOR) * _NOTE_MINOR
        asked["tenders"] = [{"type": told["paid"], "amount": format_minor(given, currency)}]
        sell_document(till, read_basket(asked, currency, needs_tenders=True))

    return sell


def _line(code: str, quantity: str) -> dict[str, object]:
    return {"code": code} if parse_milli(quantity) == ONE else {"code": code, "qty": quantity}


def _sold_at(setup: Setup, now: datetime, sale: Mapping[str, Any]) -> datetime:
    return _moment(setup, now, sale["days_ago"], time.fromisoformat(sale["at"]))


def _moment(setup: Setup, now: datetime, days_ago: int, at: time) -> datetime:
    """That time of the store so many days before the day of `now`."""
    day = (now.astimezone(setup.time_zone) - timedelta(days=days_ago)).date()
    return datetime.combine(day, at, setup.time_zone)
