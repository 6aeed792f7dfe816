"""The reports over days on the screen: table and plot say of a day what its command says, to the cent."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pos.domain.money import parse_minor
from pos.services.report_table import table_document
from pos.services.shift import report, sales_by_hour
from pos.services.till import Till, open_till
from tests.store.little_day import make_little_day
from tests.store.shop import Clock, make_shop
from ui.session import Session
from ui.shift.day_desk import DayReportDesk
from ui.shift.day_teller import DayTeller
from ui.shift.day_view import DayFacts, DayView, Which
from ui.shift.day_words import DayWords

MINUS = "\N{MINUS SIGN}"
PLOTTED: dict[Which, str] = {
    "day": "gross",
    "hour": "gross",
    "category": "gross",
    "tender": "amount",
    "staff": "gross",
    "tax": "tax",
}


@pytest.fixture(scope="module")
def till(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Till]:
    """A till with the day that was added up by hand; nobody writes on it here."""
    folder: Path = tmp_path_factory.mktemp("day")
    make_shop(folder / "till", folder)
    till = open_till(folder / "till", now=Clock())
    make_little_day(till, folder)
    yield till
    till.close()


def shown(till: Till, which: Which) -> tuple[DayFacts, DayView]:
    """What the service says, and what the page makes of it."""
    facts = DayReportDesk(Session(till), lambda *_: None).report(which, "all")
    return facts, teller_of(till).view(facts, which, "all")


def teller_of(till: Till) -> DayTeller:
    return DayTeller(DayWords(), {}, till.setup.currency, till.setup.locale, Session(till).time)


def plain(text: str) -> str:
    return text.replace(MINUS, "-").replace(",", "")


@pytest.mark.parametrize("which", PLOTTED)
def test_a_table_on_the_screen_says_what_the_command_says(till: Till, which: Which) -> None:
    facts, view = shown(till, which)

    figures = [n for n, unit in enumerate(facts.table.units) if unit != "text"]
    told = [[str(row[n]) for n in figures] for row in (*facts.table.rows, facts.table.total)]
    assert [[plain(row[n]) for n in figures] for row in view.table.rows] == told


@pytest.mark.parametrize(("which", "column"), PLOTTED.items())
def test_the_values_of_a_plot_add_up_to_the_total_of_its_table(till: Till, which: Which, column: str) -> None:
    facts, view = shown(till, which)

    assert view.plot is not None
    assert sum(point.value for point in view.plot.points) == parse_minor(
        table_document(facts.table)["total"][column], till.setup.currency
    )
    assert all(abs(100 * int(plain(point.words)) - point.value) <= 50 for point in view.plot.points)


def test_the_baskets_of_the_shift_page_are_the_sales_of_the_hours(till: Till) -> None:
    facts, _view = shown(till, "hour")

    by_hour = {int(str(row[0])[:2]): row[1] for row in facts.table.rows if row[1]}

    assert sales_by_hour(till, report(till).shift_id) == by_hour


def test_rounding_has_no_column_where_no_cash_is_rounded(till: Till) -> None:
    facts, view = shown(till, "tender")
    unrounded = tuple((*row[:-1], "0.00") for row in facts.table.rows)

    without = teller_of(till).view(replace(facts, table=replace(facts.table, rows=unrounded)), "tender", "all")

    assert view.table.columns == (*without.table.columns, "Rounding")
    assert {len(row) for row in without.table.rows} == {len(without.table.columns)} == {len(without.table.right)}
