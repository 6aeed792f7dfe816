"""The sync centre in the window: what waits, what two sides disagree on, how a day compares; by key and by touch."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from pos.services import link
from tests.ui import real_app
from tests.ui.positions import RAIL, differences
from tests.ui.sync_till import Runs, compare, disagree, join, look, sell_one
from ui.app import App
from ui.sync.log_words import log_words
from ui.sync.look_page import LookPage
from ui.sync.view import FigureRow
from ui.sync.words import SyncWords
from ui.theme import Theme, ThemeHolder

KEY = Qt.Key
FRAME = {name: widget for name, widget in RAIL.items() if name not in ("Pickups7", "Sync")}
HEAD = {"Pause sync": "pause-sync", "Sync nowF5": "sync-now", "Needs a look 2": "segment-look"}


@pytest.fixture
def app(qapp: object) -> Iterator[App]:
    with real_app.an_app() as made:
        real_app.sign_in(made)
        yield made


def spoken(app: App) -> list[str]:
    return [row.spoken for row in app.sync_screen.outbox.list.rows.rows]


def open_tab(app: App, tab: str) -> None:
    app.open_page("sync")
    app.sync_screen.tabs.segments[tab].click()
    real_app.settle(app)


def test_the_outbox_stands_where_the_design_has_it(app: App) -> None:
    join(app)
    for _ in range(3):
        sell_one(app)
    for number in range(2):
        disagree(app, f"x{number}")

    open_tab(app, "outbox")

    names = {**FRAME, **HEAD, "Outbox 3": "segment-outbox", "Reconciliation": "segment-reconcile", "Log": "segment-log"}
    assert differences(app.shell, "i1-sync-outbox", names) == []


def test_what_needs_a_look_stands_where_the_design_has_it(app: App) -> None:
    join(app)
    for _ in range(3):
        sell_one(app)
    for number in range(2):
        disagree(app, f"x{number}")

    open_tab(app, "look")

    names = {**FRAME, **HEAD, "Outbox 3": "segment-outbox", "Log": "segment-log"}
    assert differences(app.shell, "i2-sync-needs-a-look", names) == []


def test_the_comparison_stands_where_the_design_has_it(app: App) -> None:
    join(app)
    for _ in range(3):
        sell_one(app)
    for number in range(2):
        disagree(app, f"x{number}")
    compare(app)

    open_tab(app, "reconcile")

    names = {**FRAME, **HEAD, "Today": "day", "Print": "print-day", "Export CSV": "export-day"}
    assert differences(app.shell, "i3-sync-reconciliation", {**names, "Open it": "open-exceptions"}) == []


def test_a_sale_waits_in_the_outbox_and_then_stands_among_what_was_sent(app: App) -> None:
    join(app)
    sell_one(app)
    open_tab(app, "outbox")
    waiting = spoken(app)
    tester = QAbstractItemModelTester(app.sync_screen.outbox.list.rows)

    join(app)
    sent = spoken(app)

    assert waiting[0].endswith("Waiting")
    assert sent[0].startswith("Sent in the last hour")
    assert any(row.startswith("Sale 2-000001, £24.00 · cash") and row.endswith("Accepted") for row in sent)
    assert tester is not None


def test_a_sale_of_another_price_shows_first_what_can_be_compared(app: App) -> None:
    join(app)
    here = {
        "till": "2",
        "receipt": "N-2-9",
        "total": "9.00",
        "tax VAT 20": "1.50",
        "line 1 list": "9.00",
        "line 2": "8",
    }
    there = {"receipt": "N-2-9", "total": "9.60", "tax VAT 20": "1.60", "line 1 list": "9.60", "line 2 P-1": "1"}
    disagree(app, "x1", "price_differs", here, there)

    open_tab(app, "look")

    shown = app.sync_screen.look.issue.sides.accessibleName().split("; ")
    assert [row.partition(":")[0] for row in shown] == [
        "Receipt", "Total", "Tax VAT 20", "Line 1, list price", "Till", "Line 2", "Line 2, P-1",
    ]  # fmt: skip
    assert shown[1].endswith("9.00, Server 9.60")


def test_a_record_opens_in_place_by_enter(app: App) -> None:
    join(app)
    sell_one(app)
    open_tab(app, "outbox")
    rows = app.sync_screen.outbox.list
    before = rows.sizeHintForRow(0)

    rows.setCurrentIndex(rows.rows.index(0))
    real_app.press(app, KEY.Key_Return)

    assert rows.sizeHintForRow(0) > before


def test_f5_asks_for_it_at_once_and_pausing_is_told_by_the_pill(app: App) -> None:
    join(app)
    open_tab(app, "outbox")

    real_app.press(app, KEY.Key_F5)
    app.sync_screen.pause.click()
    real_app.settle(app)
    look(app)

    wish = link.line_view(app.till).wish
    assert (wish.now, wish.paused) == (1, True)
    assert app.shell.top.sync.text() == "Sync paused"
    assert app.sync_screen.pause.text() == "Go on"


def test_a_till_of_its_own_says_why_there_is_nothing_to_sync(app: App) -> None:
    open_tab(app, "outbox")

    assert not app.sync_screen.now.isEnabled()
    assert app.sync_screen.now.toolTip() == "This till has no server"


@pytest.mark.parametrize(("key", "decision"), [(KEY.Key_F6, "both_true"), (KEY.Key_F7, "ours_wrong")])
def test_a_decision_is_journalled_with_the_name_and_closes_the_badge(app: App, key: KEY, decision: str) -> None:
    join(app)
    disagree(app)
    badge = app.shell.top.sync.text()
    open_tab(app, "look")

    real_app.press(app, key)
    look(app)

    (one,) = link.exceptions(app.till)
    assert badge == "1 needs a look"
    assert (one.decided, one.decided_by) == (decision, "maya")
    assert "Maya" in app.sync_screen.look.issue.closing.text()
    assert not any(button.isVisible() for button in app.sync_screen.look.issue.choices)


def test_asking_a_manager_leaves_it_open(app: App) -> None:
    join(app)
    disagree(app)
    open_tab(app, "look")

    real_app.press(app, KEY.Key_F8)
    look(app)

    assert app.line.view.needs_look == 1
    assert app.sync_screen.look.issue.choices[0].isVisible()


def test_a_difference_names_its_cause(app: App) -> None:
    join(app)
    compare(app, n=101, sales=82, gross=4200_00)
    open_tab(app, "reconcile")

    verdict = app.sync_screen.day.verdict.text()

    rows = {row.key: cast(FigureRow, row) for row in app.sync_screen.day.list.rows.rows}
    assert verdict == "The server lacks 2 records."
    assert (rows["Sales"].count_diff, rows["Sales"].amount_diff, rows["Sales"].chip.words) == (
        "2",
        "£110.90",
        "Different",
    )
    assert rows["Returns"].chip.words == "Equal"


def test_a_comparison_that_was_shown_before_is_not_shown_again_before_it_is_read_anew(app: App) -> None:
    join(app)
    compare(app, n=101)
    open_tab(app, "reconcile")
    app.open_page("sell")
    compare(app)

    app.open_page("sync")
    day = app.sync_screen.day
    at_once = (day.verdict.text(), list(day.list.rows.rows), day.open.isVisible(), day.print.isEnabled())
    real_app.settle(app)

    assert at_once == ("", [], False, False)
    assert day.verdict.text() == "Both sides hold the same records."


def test_a_day_that_is_no_longer_asked_for_is_not_shown(app: App) -> None:
    join(app)
    compare(app)
    open_tab(app, "reconcile")

    app.sync_screen.day_chosen.emit("2020-01-01")
    app.sync_screen.day_chosen.emit(app.till.business_day(app.till.now()))
    real_app.settle(app)

    assert app.sync_screen.day.verdict.text() == "Both sides hold the same records."


def test_equal_days_say_so_and_are_exported(app: App) -> None:
    join(app)
    compare(app)
    open_tab(app, "reconcile")

    app.sync_screen.day.export.click()
    real_app.settle(app)

    (path,) = Path(app.till.home / "reports").glob("reconciliation-*.csv")
    with path.open(encoding="utf-8", newline="") as source:
        rows = list(csv.reader(source))
    assert app.sync_screen.day.verdict.text() == "Both sides hold the same records."
    assert rows[1] == ["Sales", "84", "84", "£4,310.90", "£4,310.90", "Equal"]


def test_an_outage_shows_one_strip_that_goes_with_the_next_sale(app: App) -> None:
    join(app, "offline", "unreachable")
    app.open_page("sell")
    shown = (app.shell.strip.isVisible(), app.shell.strip.title)

    sell_one(app)

    assert shown[0]
    assert shown[1].startswith("Offline since")
    assert not app.shell.strip.isVisible()
    assert app.shell.top.sync.text() == "Offline · 1 waiting"


def test_what_is_limited_drops_down_and_esc_puts_it_away(app: App) -> None:
    join(app, "offline", "unreachable")
    app.open_page("sell")

    app.shell.strip.action.click()
    shown = app.line.limits.isVisible()
    real_app.press(app, KEY.Key_Escape)

    assert shown
    assert not app.line.limits.isVisible()
    assert not real_app.dialogs(app)


def test_a_synchroniser_that_died_is_told_and_never_by_a_dialog(app: App) -> None:
    join(app)
    Runs(app, runs=False)

    look(app)
    app.line._show()

    assert app.shell.top.sync.text() == "Not syncing"
    assert not real_app.dialogs(app)


def test_the_pill_opens_the_sync_centre(app: App) -> None:
    join(app)
    app.open_page("sell")

    app.shell.top.sync.click()

    assert app.shell.page == "sync"


def test_an_empty_tab_keeps_the_focus_until_it_has_rows(app: App) -> None:
    join(app)
    open_tab(app, "look")
    empty = QApplication.focusWidget()

    disagree(app)
    look(app)
    real_app.settle(app)

    assert empty is app.sync_screen.tabs.segments["look"]
    assert QApplication.focusWidget() is app.sync_screen.look.list


@pytest.mark.parametrize(
    ("code", "facts", "read"),
    [
        ("reconciled", {"count": 2, "items": 0}, "Compared 2 days with the server: both sides agree"),
        ("reconciled", {"count": 1, "items": 0}, "Compared the day with the server: both sides agree"),
        ("reconciled", {"count": 1, "items": 1}, "Compared the day with the server: it differs, see Reconciliation"),
        (
            "reconciled",
            {"count": 9, "items": 1},
            "Compared 9 days with the server: different on 1, see Reconciliation",
        ),
        ("feed_differs", {"scope": "catalogue"}, "Goods and prices at this till are not those of the server"),
        ("offline", {"code": "unreachable"}, "Offline: the server does not answer"),
        ("paused", {}, "Sync paused at this till"),
    ],
)
def test_the_log_is_read_as_plain_sentences(code: str, facts: dict[str, object], read: str) -> None:
    told = log_words(code, facts, SyncWords())

    assert told == read


@pytest.mark.parametrize("code", sorted(SyncWords().log))
def test_no_sentence_of_the_log_shows_a_name_of_the_program(code: str) -> None:
    facts = {"count": 3, "items": 2, "seq": 41, "scope": "stock", "code": "timed_out"}

    told = log_words(code, facts, SyncWords())

    assert not {"{", "}", "_", "…"} & set(told)
    assert "timed" not in told


def test_before_it_was_asked_what_needs_a_look_no_empty_panels_are_shown() -> None:
    page = LookPage(ThemeHolder(Theme("light")), SyncWords())

    assert page.empty.isVisibleTo(page)
    assert not page.issue.isVisibleTo(page)
