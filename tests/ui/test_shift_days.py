"""Reports over days on the screen: a table that can be walked, a plot that can be heard, and files of both."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from pos.services import staff
from pos.services.report import day_report
from pos.services.shift import open_shift
from tests.store.shop import bought, sell
from tests.ui import gallery
from tests.ui.real_app import FLASK, JACKET, an_app, dialogs, press, settle, sign_in
from ui.app import App
from ui.shift.day_page import DayPage
from ui.shift.day_view import PlotView, Point
from ui.shift.plot import Plot
from ui.widgets.approval import ApprovalDialog

KEY = Qt.Key


@pytest.fixture
def app() -> Iterator[App]:
    """The window of a till that sold something, with its manager at the reports."""
    with an_app() as made:
        open_shift(made.till, 150_00, "maya")
        sell(made.till, bought(JACKET), staff="maya")
        sell(made.till, bought(FLASK, "2"), by="card", staff="maya")
        sign_in(made, with_shift=False)
        made.open_page("shift")
        settle(made)
        yield made


def as_manager(app: App) -> DayPage:
    app.session.staff = next(one for one in staff.people(app.till) if "see_reports" in one.role.rights)
    press(app, KEY.Key_F7)
    assert app.shift_screen.days.isVisible()
    return app.shift_screen.days


def choose(app: App, which: str, period: str = "all") -> None:
    app.shift_screen.days.which_chosen.emit(which)
    settle(app)
    app.shift_screen.days.period_chosen.emit(period)
    settle(app)


@pytest.mark.parametrize("which", ["day", "hour", "category", "tender", "staff", "tax", "exceptions", "loss"])
def test_every_report_is_a_table_that_is_heard_row_by_row(app: App, which: str) -> None:
    page = as_manager(app)

    choose(app, which)

    model = page.figures.figures
    assert QAbstractItemModelTester(model) is not None
    assert model.rowCount() >= 1 or page.nothing.isVisible()
    first = model.index(0, 0)
    said = first.data(Qt.ItemDataRole.AccessibleTextRole)
    assert model.rowCount() == 0 or said == f"{model.headerData(0, Qt.Orientation.Horizontal)} {first.data()}"


def test_the_screen_shows_the_figures_of_the_command_line_to_the_cent(app: App) -> None:
    page = as_manager(app)

    choose(app, "category")

    table = day_report(app.till, "sales", by="category")
    shown = [row[1:] for row in page.figures.figures.table.rows]
    told = [tuple(str(cell) for cell in row[1:]) for row in (*table.rows, table.total)]
    assert [tuple(cell.replace(",", "").replace("−", "-") for cell in row) for row in shown] == told


def test_a_plot_says_aloud_what_it_shows(app: App) -> None:
    page = as_manager(app)

    choose(app, "tender")

    assert page.plot.accessibleName() == "Sales by means of payment, Amount. Cash: 189, Card: 48"


def test_the_report_goes_into_files_and_the_screen_says_where(app: App) -> None:
    page = as_manager(app)
    choose(app, "staff")

    page.export.click()
    settle(app)

    told = app.shell.toast.accessibleName()
    place = Path(told.removeprefix("Written to ").removesuffix(", as CSV and JSON"))
    assert place.parent == app.till.home / "exports"
    kept = json.loads(place.with_name(f"{place.name}.json").read_text(encoding="utf-8"))
    assert kept["total"]["gross"] == "237.00"
    assert "staff,name,sales" in place.with_name(f"{place.name}.csv").read_text(encoding="utf-8")


def test_an_export_asked_for_while_a_report_is_fetched_is_of_that_report(app: App) -> None:
    page = as_manager(app)

    app.shift_screen.days.which_chosen.emit("tender")
    page.export.click()
    settle(app)

    written = sorted(path.name for path in (app.till.home / "exports").iterdir())
    assert [name.partition("_")[0] for name in written] == ["tender", "tender"]


def test_days_without_anything_say_so_in_the_place_of_the_table(app: App) -> None:
    page = as_manager(app)

    choose(app, "exceptions", "today")

    assert page.nothing.isVisible() and not page.figures.isVisible()
    assert page.nothing.text() == "There is nothing to report on these days."


def test_who_may_not_see_reports_is_asked_for_the_yes_of_somebody_who_may(app: App) -> None:
    press(app, KEY.Key_F7)

    opened = dialogs(app)

    assert len(opened) == 1 and isinstance(opened[0], ApprovalDialog)
    assert not app.shift_screen.days.isVisible()


def test_escape_goes_back_to_the_shift(app: App) -> None:
    as_manager(app)

    press(app, KEY.Key_Escape)

    assert app.shift_screen.report.isVisible()
    assert app.shell.top.subtitle.text() == "X report"


def test_arrows_walk_the_table_and_tab_leaves_it(app: App) -> None:
    page = as_manager(app)
    choose(app, "category")
    page.figures.setFocus()

    QTest.keyClick(page.figures, KEY.Key_Down)
    walked = page.figures.currentIndex().row()
    QTest.keyClick(page.figures, KEY.Key_Tab)

    assert walked == 1
    assert not page.figures.hasFocus()


@pytest.mark.parametrize("kind", ["line", "columns", "rows"])
@pytest.mark.parametrize("values", [(5,), (0, 0), (3, -2, 8), tuple(range(90)), (-4, -1)])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_plot_is_painted_whatever_its_values(kind: str, values: tuple[int, ...], mode: str) -> None:
    points = tuple(Point(f"{n:02d}", value, str(value)) for n, value in enumerate(values))
    plot = gallery.show(Plot, mode, (600, 240))  # type: ignore[arg-type]
    empty = plot.grab().toImage()

    plot.show_view(PlotView(kind, "Sales", points))  # type: ignore[arg-type]

    assert plot.grab().toImage() != empty
    assert plot.accessibleName().startswith("Sales. 00: ")


def test_the_note_below_a_report_ends_inside_the_page_at_once(app: App) -> None:
    page = as_manager(app)
    choose(app, "day")

    app.shift_screen.days.which_chosen.emit("loss")
    app.jobs.wait()
    gallery.application().sendPostedEvents()

    assert page.note.isVisible()
    assert page.note.geometry().bottom() < page.height() - 8
