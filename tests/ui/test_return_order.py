"""Goods of an online order that come back, in the whole window: found, ticked, and their money asked for."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pos.domain.journal import Entry
from tests.ui import gallery
from tests.ui.customer_desk import AMELIA
from tests.ui.pickup_desk import Days, a_code, keep_orders, line, waiting
from tests.ui.positions import differences
from tests.ui.real_app import an_app, dialogs, press, settle, sign_in
from tests.ui.return_desk import SOCK, TEE, tick
from tests.ui.sync_till import join
from ui.app import App
from ui.keys import GUARD_MS
from ui.returns.screen import ReturnScreen
from ui.theme import Mode
from ui.tour_store import pin_of
from ui.widgets.approval import ApprovalDialog

ORDER, WAITS = 87410, 87411
NUMBER = f"N-{ORDER}"
CONTACT = "amelia@example.org YO1 9QL"


def keep_fetched(app: App, days: int = 12, **changed: Any) -> None:
    """An order that Amelia fetched so many days ago, and another one that waits for her."""
    till = app.till
    told = {"at": Days(till.now()).at(days=-days), "till": 1, "store": 1, "staff": "james", "units": 4, "entry": "e1"}
    lines = [
        line(1, TEE, "Merino 160 Tee", options="Sky · M", total_minor=58_00, unit_price_minor=58_00, collected=[1]),
        line(2, SOCK, "Merino Hike Sock, 2-pack", 2, options="Rust", total_minor=25_21, collected=[1, 2]),
        line(3, "FLK-750", "Stainless Flask 750 ml", options="Pine", total_minor=24_00, collected=[1]),
    ]
    contact = {"customer_id": AMELIA, "email": "amelia@example.org", "postcode": "YO1 9QL"}
    fetched = {"state": "collected", "collected": [told], "lines": lines, **contact} | changed
    keep_orders(
        till,
        waiting(till, ORDER, "Amelia Okafor", 107_21, "", days, **fetched),
        waiting(till, WAITS, "Amelia Okafor", 24_00, "A1", 1),
    )


@pytest.fixture
def app() -> Iterator[App]:
    """Signed in, with a hub on the line that nobody answers for, and the order."""
    with an_app() as app:
        sign_in(app)
        join(app)
        keep_fetched(app)
        app.open_page("returns")
        settle(app)
        yield app


def page(app: App) -> ReturnScreen:
    return app.returning.page.screen


def type_in(app: App, text: str) -> None:
    field = page(app).head.field
    field.setFocus()
    QTest.keyClicks(field, text)
    press(app, Qt.Key.Key_Return)
    settle(app)


def refund(app: App) -> None:
    QTest.qWait(GUARD_MS)
    press(app, Qt.Key.Key_F12)
    settle(app)


def say_yes(app: App) -> None:
    asked = dialogs(app)[-1]
    assert isinstance(asked, ApprovalDialog)
    manager = asked._view.approvers[0].staff_id
    asked.entered.emit(manager, pin_of(manager))
    settle(app)


def entries(app: App) -> list[Entry]:
    with app.till.store.read() as tx:
        return [entry for _n, entry in tx.journal.read() if entry.kind == "order_returned"]


def said(app: App) -> str:
    return page(app).banner.accessibleName()


@pytest.mark.parametrize("way", ["number", "digits", "contact", "code", "list"])
def test_an_order_is_found_by_number_code_and_contact(app: App, way: str) -> None:
    if way == "code":
        app.scan_desk.scanned(a_code(app.till, ORDER))
        settle(app)
    elif way == "list":
        page(app).searched.emit(NUMBER)
        settle(app)
        button = page(app).finding.found[0]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
        settle(app)
    else:
        type_in(app, {"number": NUMBER.lower(), "digits": "7410", "contact": CONTACT}[way])

    screen = page(app)
    assert (app.shell.page, screen.head.title.text()) == ("returns", f"Online order {NUMBER}")
    assert screen.head.mark.accessibleName() == "Online"
    assert "Amelia Okafor · paid online" in screen.head.detail.accessibleName()
    assert len(screen.lines.rows) == 3


def test_what_is_ticked_is_asked_for_once_and_nothing_is_promised(app: App) -> None:
    type_in(app, NUMBER)
    tick(app, TEE, SOCK)
    total = page(app).refund.primary.amount

    refund(app)

    [entry] = entries(app)
    told = entry.content
    assert total == app.session.money(58_00 + 12_61)
    assert (told["number"], told["amount_minor"], told["claim"]) == (NUMBER, 70_61, "offline")
    assert [(one["line"], one["units"], one["reason"]) for one in told["lines"]] == [
        (1, [1], "Too small"),
        (2, [1], "Too small"),
    ]
    assert "Do not promise the money" in said(app)
    assert page(app).finding.isVisible()


def test_a_unit_that_came_back_is_not_ticked_again(app: App) -> None:
    type_in(app, NUMBER)
    tick(app, TEE, SOCK)
    refund(app)

    type_in(app, NUMBER)
    tick(app, TEE, SOCK, SOCK)

    rows = page(app).lines.rows
    assert not rows["line-1"].box.isEnabled()
    assert rows["line-2"].stepper.value() == 1
    assert "Came back already" in rows["line-1"].box.accessibleName()


def test_the_keyboard_alone_takes_a_line_back(app: App) -> None:
    type_in(app, NUMBER)
    focused = QApplication.focusWidget()
    assert focused is not None
    name = focused.objectName()

    for key in (Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Down):
        press(app, key)
        QTest.qWait(120)
        settle(app)
    refund(app)

    assert name == "tick-line-1"
    assert [one["line"] for one in entries(app)[0].content["lines"]] == [1]


def test_store_credit_needs_a_yes_and_is_written_down_as_such(app: App) -> None:
    type_in(app, NUMBER)
    tick(app, TEE)
    button = page(app).refund.ways["store_credit"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
    settle(app)

    refund(app)
    say_yes(app)

    assert entries(app)[0].content["to"] == "store_credit"
    assert entries(app)[0].content["approved_by"]


def test_money_that_never_came_to_a_till_is_not_given_from_it(app: App) -> None:
    type_in(app, NUMBER)

    names = {name: button.accessibleName() for name, button in page(app).refund.ways.items()}

    assert names["cash"] == "Cash, Paid online, not at a till"
    assert names["gift_card"] == "Gift card, Paid online, not at a till"
    assert names["original"] == "Online payment, As it was paid · web refunds it"
    assert not page(app).refund.ways["cash"].isEnabled()
    assert not page(app).lines.exchange.isEnabled()


def test_an_order_of_nobody_gets_no_store_credit(app: App) -> None:
    keep_fetched(app, customer_id="")

    type_in(app, NUMBER)

    assert page(app).refund.ways["store_credit"].accessibleName() == "Store credit, Needs a customer"


def test_after_the_days_a_manager_says_yes(app: App) -> None:
    keep_fetched(app, days=45)
    type_in(app, NUMBER)
    tick(app, TEE)
    chip = page(app).head.chip.accessibleName()

    refund(app)
    before = entries(app)
    say_yes(app)

    assert (chip, before) == ("45 days old, 30 allowed", [])
    assert len(entries(app)) == 1


def test_what_was_not_fetched_or_is_not_genuine_says_so(app: App) -> None:
    app.scan_desk.scanned(a_code(app.till, WAITS))
    settle(app)
    waits = said(app)
    app.scan_desk.scanned(a_code(app.till, ORDER, kid=9))
    settle(app)

    assert "Nothing of order N-87411 was handed over yet" in waits
    assert "does not know who made the code" in said(app)
    assert page(app).lines.rows == {}


def test_goods_that_are_not_in_the_order_change_nothing(app: App) -> None:
    type_in(app, NUMBER)

    app.scan_desk.scanned("MAP-NGM")
    settle(app)

    assert not any(row.box.isChecked() for row in page(app).lines.rows.values())


def test_a_receipt_scanned_meanwhile_takes_the_place_of_the_order(app: App) -> None:
    type_in(app, NUMBER)
    tick(app, TEE)

    page(app).without_asked.emit()
    settle(app)

    assert page(app).lines.rows == {}
    assert entries(app) == []


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_page_stands_where_the_design_puts_it(mode: Mode, tmp_path: Path) -> None:
    named = {
        "Other receiptF2": "other-receipt",
        "No receipt": "no-receipt",
        "Too small": "reason-line-1",
        "Back to shelf": "place-line-1",
        "Exchange insteadCtrl E": "exchange",
    }
    with an_app(mode) as app:
        sign_in(app)
        join(app)
        keep_fetched(app)
        app.open_page("returns")
        type_in(app, NUMBER)
        tick(app, TEE, SOCK)
        gallery.save(app.shell, tmp_path / f"return-online-{mode}.png")

        assert differences(app.shell, "g2-return-online", named) == []
