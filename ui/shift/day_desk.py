"""What the page of reports over days asks, answered by the services."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from pos.domain.staff import Right, may
from pos.services.report import day_report
from pos.services.report_sales import By
from pos.services.report_table import Table, write_csv, write_json
from pos.services.till import Till
from ui.dates import weekday_and_day
from ui.session import Session
from ui.shift.day_view import DayCalls, DayFacts, Period, Which

EXPORTS = "exports"
_BACK = {"today": 0, "week": 6, "month": 29}
_LISTS = ("exceptions", "loss", "tax")


@dataclass(frozen=True)
class DayReportDesk:
    """The till behind the page."""

    session: Session
    ask_yes: Callable[[Right, str, Callable[[str], None]], None]

    def calls(self) -> DayCalls:
        return DayCalls(
            report=self.report,
            export=self.export,
            may=lambda right: may(self.session.staff, right),
            ask_yes=self.ask_yes,
        )

    def report(self, which: Which, period: Period) -> DayFacts:
        till = self.session.till
        since, until = days_of(till, period)
        table = table_of(till, which, since, until)
        return DayFacts(table, _day(since) if since else "", _day(until))

    def export(self, table: Table, which: Which, period: Period) -> str:
        """Both files beside each other in the till's folder; their place without the ending."""
        till = self.session.till
        folder = till.home / EXPORTS
        folder.mkdir(exist_ok=True)
        since, until = days_of(till, period)
        name = "_".join(part for part in (which, since, until) if part)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            write_csv(table, out)
        with (folder / f"{name}.json").open("w", encoding="utf-8") as out:
            write_json(table, out)
        return str(folder / name)


def table_of(till: Till, which: Which, since: str, until: str) -> Table:
    if which in _LISTS:
        return day_report(till, which, since, until)
    by: By = which  # type: ignore[assignment]  # what is no list is a grouping of sales
    return day_report(till, "sales", since, until, by)


def days_of(till: Till, period: Period) -> tuple[str, str]:
    """First and last business date; the last is the open shift's, which may be of yesterday, or today."""
    with till.store.read() as tx:
        opened = tx.shifts.open()
    last = max(opened.business_date if opened else "", till.business_day(till.now()))
    if period == "today" and opened is not None:
        return opened.business_date, last
    if period == "all":
        return "", last
    return (date.fromisoformat(last) - timedelta(days=_BACK[period])).isoformat(), last


def _day(day: str) -> str:
    """`Sat 21 Nov`, as the session says days."""
    return weekday_and_day(date.fromisoformat(day))
