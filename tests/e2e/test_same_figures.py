"""One day, five places that tell of it: commands, screen, paper, the till's tables and the hub say the same strings."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from pos.domain.day_figures import figures_of
from pos.domain.money import format_minor
from pos.domain.receipt_block import Pair
from pos.services.document import sell_document
from pos.services.printing import shift_report
from pos.services.report import day_report
from pos.services.shift import close_shift, move_cash, open_shift, report
from pos.services.till import Till, open_till
from sync.hub.calls.access import TillAccess
from sync.hub.cli.days import document_of
from sync.hub.journal.ingest import ingest
from sync.hub.sales.day_closing import day_report as hub_day
from sync.hub.sales.reconcile import compare, told_figures
from sync.hub.store.tills import add_till
from sync.wire import ReconcileRequest
from tests.store.shop import TAXES, Clock, a_document, bought, give_back, import_text, make_shop, paid, sell
from tests.sync.hub_journal import AT, DAY, Pen
from tests.sync.hub_shop import a_hub, a_store
from tests.till_program import till_program
from ui.session import Session
from ui.shift.count_views import Teller
from ui.shift.operations import ShiftDesk
from ui.shift.reports import Reports
from ui.shift.view import ReportView
from ui.shift.words import ShiftWords

MINUS = "\N{MINUS SIGN}"


@dataclass
class Screen:
    """Keeps what a report is shown as."""

    shown: list[ReportView] = field(default_factory=list)

    def show_report(self, view: ReportView) -> None:
        self.shown.append(view)

    def show_title(self, subtitle: str) -> None: ...


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Till]:
    """A closed day with returns, a split with change, cash rounded to coins, discounts and two taxes."""
    make_shop(tmp_path / "till", tmp_path)
    till = open_till(tmp_path / "till", now=Clock())
    rounding = {"cash_rounding": {"step": "0.05", "ties": "up"}}
    import_text(till, "taxes", json.dumps(TAXES | rounding), tmp_path)
    open_shift(till, 150_00, "maya")
    first = sell(till, bought("JACKET"), bought("FLASK", "2"), staff="maya")
    sell(till, bought("SOCK-R", "2"), by="card", staff="daniel")
    tenders = [paid(1_02, "card"), paid(5_00)]
    sell_document(till, a_document(bought("APPLE", "1.003"), tenders=tenders, staff="daniel"))
    sell(till, bought("FLASK", discount={"percent": "10"}, reason="scratch"), by="card", staff="maya")
    give_back(till, first, 2, by="card")
    move_cash(till, "dropped", 100_00, "safe", "maya")
    close_shift(till, report(till).cash_expected_minor - 50, "sofia", reason="lost")
    yield till
    till.close()


def on_paper(till: Till) -> dict[str, str]:
    """What the printed Z says, by its words; the signs of people are those of machines again."""
    pairs = [block for block in shift_report(till, report(till)) if isinstance(block, Pair)]
    return {pair.left.partition(",")[0]: plain(pair.right) for pair in pairs}


def plain(text: str) -> str:
    """An amount in words as commands write it."""
    return "".join(sign for sign in text.replace(MINUS, "-") if sign in "-.0123456789")


def on_screen(till: Till) -> ReportView:
    """The Z as its page is given it."""
    session, words, screen = Session(till), ShiftWords(), Screen()
    calls = ShiftDesk(session, words).calls(drawer=lambda: None, opened=lambda: None, sign_out=lambda: None)

    def at_once(work: Any, done: Any) -> None:
        done(work())

    Reports(screen, Teller(words, till.setup.locale), calls, at_once).show("z", calls.state())  # type: ignore[arg-type]
    return screen.shown[-1]


def test_paper_screen_and_command_say_the_same_of_a_shift(day: Till) -> None:
    paper, screen = on_paper(day), on_screen(day)
    command = till_program(day.home, "report", "z", "--json").document
    printed = till_program(day.home, "report", "z").out

    assert paper["Sales"] == command["sales"]["amount"]
    assert paper["Returns"] == command["returns"]["amount"]
    assert paper["Net"] == command["gross"] == plain(screen.cards[0].value)
    assert paper["Rounding to cash"] == command["rounding"] != "0.00"
    assert paper["Cash difference"] == command["cash"]["difference"] == "-0.50"
    assert {name: paper[name.capitalize()] for name in ("card", "cash")} == {
        one["type"]: one["amount"] for one in command["tenders"]
    }
    assert screen.paper == shift_report(day, report(day))
    assert all(pair.right in printed for pair in screen.paper if isinstance(pair, Pair))


def test_the_hub_tells_of_a_day_what_the_till_tells(day: Till, tmp_path: Path) -> None:
    hub = a_hub(tmp_path / "hub", now=Clock())
    a_store(hub)
    sent(day, hub)

    hub_now = document_of(hub_day(hub, 1, DAY))["now"]

    by_day = {row[0]: row for row in day_report(day, "sales").rows}[DAY]
    by_tender = {row[0]: row for row in day_report(day, "sales", by="tender").rows}
    by_tax = {f"{row[0]} {row[1]}".strip(): row[3] for row in day_report(day, "sales", by="tax").rows}
    assert [hub_now["sales"]["amount"], hub_now["refunds"]["amount"]] == [by_day[2], by_day[4]]
    assert {name: one["amount"] for name, one in hub_now["tax"].items()} == by_tax
    tenders = hub_now["tenders"]
    cash = minor(tenders["cash"]["amount"]) - minor(tenders["change"]["amount"])
    assert format_minor(cash, "GBP") == by_tender["cash"][5]
    assert tenders["card"]["amount"] == by_tender["card"][5]
    assert tenders["rounding"]["amount"] == format_minor(report(day).rounding_minor, "GBP")
    hub.engine.dispose()


def minor(text: str) -> int:
    return int(text.replace(".", ""))


def sent(till: Till, hub: Any) -> None:
    """Everything of the till's journal at the hub, which then says that it has the same figures for every day."""
    with till.store.read() as tx:
        entries = [entry for _n, entry in tx.journal.read()]
        public_key: Ed25519PublicKey = tx.journal.public_key(entries[0].journal_id)
    access = TillAccess("till-1-2", 1, 2, "active", AT, public_key.public_bytes_raw())
    with hub.write() as connection:
        add_till(connection, access, bytes(32))
    pen = Pen(number=2)
    pen.entries = entries
    taken = ingest(hub, access, pen.items)
    assert {result.status for result in taken.results} == {"accepted"}
    days = [told_figures(figures) for figures in figures_of(entries)]
    answer, *_ = compare(hub, access, ReconcileRequest(till_id=access.till_id, days=days, feeds=[]))
    assert answer and all(one.equal for one in answer)


def test_a_table_says_the_same_as_csv_as_json_and_on_the_terminal(day: Till) -> None:
    for by in ("day", "tender", "tax", "category", "hour", "staff"):
        table = till_program(day.home, "report", "sales", "--by", by).out
        as_csv = till_program(day.home, "report", "sales", "--by", by, "--format", "csv").out
        rows = till_program(day.home, "report", "sales", "--by", by, "--json").document["rows"]

        assert [line.split(",") for line in as_csv.splitlines()[1:]] == [
            [str(cell) for cell in row.values()] for row in rows
        ]
        assert all(str(cell) in table for row in rows for cell in row.values())


def test_what_a_report_counts_is_what_the_shift_counts(day: Till) -> None:
    figures = report(day)

    total = dict(zip(("day", *day_report(day, "sales").columns[1:]), day_report(day, "sales").total, strict=True))

    assert total["sold"] == format_minor(figures.sales_minor, "GBP")
    assert total["returned"] == format_minor(figures.returns_minor, "GBP")
    assert total["gross"] == format_minor(figures.gross_minor, "GBP")
    assert (total["net"], total["tax"]) == (
        format_minor(figures.net_minor, "GBP"),
        format_minor(figures.tax_minor, "GBP"),
    )


def test_the_file_of_a_shift_says_what_the_command_says(day: Till) -> None:
    desk = ShiftDesk(Session(day), ShiftWords())

    place = Path(desk.export(desk.report("z", "")))

    command = till_program(day.home, "report", "z", "--json").document
    assert json.loads(place.with_suffix(".json").read_text(encoding="utf-8")) == command
    as_csv = till_program(day.home, "report", "z", "--format", "csv").out
    assert place.with_suffix(".csv").read_text(encoding="utf-8") == as_csv
    assert place.with_suffix(".txt").read_text(encoding="utf-8") == till_program(day.home, "report", "z").out


def test_the_file_of_an_open_shift_keeps_the_count_blind(day: Till) -> None:
    open_shift(day, 150_00, "maya")
    desk = ShiftDesk(Session(day), ShiftWords())

    place = Path(desk.export(desk.report("x", "")))

    assert "expected" not in place.with_suffix(".json").read_text(encoding="utf-8")
    assert "expected" not in place.with_suffix(".csv").read_text(encoding="utf-8")
