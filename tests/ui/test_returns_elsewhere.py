"""Receipts of other tills on the return page: known here, or genuine and not to be looked up."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos.domain.codes import receipt_code
from pos.domain.sale import Sale
from pos.store.other_sales import OtherSale
from tests.ui import gallery
from tests.ui.real_app import an_app, dialogs, press, settle, sign_in
from tests.ui.return_desk import FLASK, SOCK, TEE, sell, tick
from tests.ui.sync_till import join
from ui.app import App
from ui.keys import GUARD_MS
from ui.theme import Mode
from ui.tour_store import pin_of
from ui.widgets.approval import ApprovalDialog

NUMBER = "N-1-000412"


def told_of_another_till(app: App) -> None:
    """What the hub told of a sale of till 1: the goods of the mock-up, paid by card."""
    sale = sell(app)
    with app.till.store.write() as tx:
        told = [entry for _n, entry in tx.journal.read() if entry.seq == sale.seq][-1]
        body = dict(told.content) | {"sale_id": "sale-of-till-1", "receipt": NUMBER}
        other = OtherSale(
            "sale-of-till-1", NUMBER, "Northgate Store", told.at, told.business_date, "", json.dumps(body)
        )
        tx.sales.elsewhere.put([other])


def code(app: App, number: str = NUMBER) -> str:
    return receipt_code(number, app.till.secrets.store_key)


def scan(app: App, what: str) -> None:
    app.scan_desk.scanned(what)
    settle(app)


def newest(app: App) -> Sale:
    (sale,) = sales(app)[:1]
    return sale


def sales(app: App) -> list[Sale]:
    """Newest first."""
    with app.till.store.read() as tx:
        return tx.sales.newest(5)


def said(app: App) -> str:
    return app.returning.page.screen.banner.accessibleName()


def refund_with_a_yes(app: App) -> None:
    QTest.qWait(GUARD_MS)
    press(app, Qt.Key.Key_F12)
    asked = dialogs(app)[-1]
    assert isinstance(asked, ApprovalDialog)
    manager = asked._view.approvers[0].staff_id
    asked.entered.emit(manager, pin_of(manager))
    settle(app)


@pytest.mark.parametrize("page", ["sell", "returns", "shift"])
def test_a_receipt_of_another_till_opens_wherever_it_is_scanned(page: str) -> None:
    with an_app() as app:
        sign_in(app)
        told_of_another_till(app)
        app.open_page(page)

        scan(app, code(app))

        head = app.returning.page.screen.head
        assert (app.shell.page, head.title.text()) == ("returns", f"Sale {NUMBER}")
        assert "Till 1 · Northgate Store · paid by card" in head.detail.accessibleName()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_without_a_line_a_manager_says_yes_to_what_another_till_sold(mode: Mode, tmp_path: Path) -> None:
    with an_app(mode) as app:
        sign_in(app)
        told_of_another_till(app)
        join(app, "offline")
        scan(app, code(app))
        tick(app, SOCK)
        gallery.save(app.shell, tmp_path / f"return-other-{mode}.png")

        refund_with_a_yes(app)

        back = newest(app)
        assert back.lines[0].returns is not None
        assert (back.lines[0].returns.receipt, back.lines[0].returns.unseen) == (NUMBER, False)
        assert [tender.type for tender in back.tenders] == ["card"]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_genuine_receipt_that_cannot_be_looked_up_takes_goods_by_their_code(mode: Mode, tmp_path: Path) -> None:
    with an_app(mode) as app:
        sign_in(app)
        join(app, "offline")
        scan(app, code(app))
        screen = app.returning.page.screen
        told, asked = said(app), screen.head.field.placeholderText()
        tick(app, FLASK)
        gallery.save(app.shell, tmp_path / f"return-unseen-{mode}.png")

        refund_with_a_yes(app)

        back = newest(app)
        assert (NUMBER in asked, "up to 50.00" in told) == (True, True)
        assert back.lines[0].returns is not None
        assert (back.lines[0].returns.receipt, back.lines[0].returns.unseen) == (NUMBER, True)


def test_more_than_the_limit_is_not_given_back_unseen_and_says_so() -> None:
    with an_app() as app:
        sign_in(app)
        join(app, "offline")
        scan(app, code(app))
        tick(app, TEE, TEE)

        refund_with_a_yes(app)

        assert "at the most" in said(app)
        assert (sales(app), app.shell.page) == ([], "returns")


def test_a_code_that_nobody_of_this_store_wrote_is_told_apart() -> None:
    with an_app() as app:
        sign_in(app)
        join(app, "offline")

        scan(app, f"TR{NUMBER}-000000")

        assert "does not belong to receipt" in said(app)
        assert not app.returning.page.screen.lines.isVisible()


def test_goods_scanned_while_the_receipt_is_looked_up_are_ticked_once_it_is_there() -> None:
    with an_app() as app:
        join(app)
        sign_in(app)
        sale = sell(app)

        app.returning.open(sale.receipt)
        app.scan_desk.scanned(TEE)
        app.scan_desk.scanned(FLASK)
        settle(app)

        screen = app.returning.page.screen
        ticked = [row.box.isChecked() for row in screen.lines.rows.values()]
        assert ticked == [True, False, True]


def test_goods_scanned_after_a_receipt_that_nobody_knows_are_not_ticked_on_the_one_before() -> None:
    with an_app() as app:
        join(app)
        sign_in(app)
        app.returning.open(sell(app).receipt)
        settle(app)

        app.returning.open("N-9-000001")
        app.scan_desk.scanned(TEE)
        settle(app)

        screen = app.returning.page.screen
        assert not any(row.box.isChecked() for row in screen.lines.rows.values())
