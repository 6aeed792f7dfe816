"""Money that goes back to a card, on Pay and on Returns: through the terminal that took it, once, whatever it says."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos.domain.sale import Sale
from pos.services import printing
from pos.services.returns import ReturnAsked, return_lines
from tests.ui.card_desk import (
    card_sale,
    click,
    count_sales,
    key,
    manager_says_yes,
    moved,
    newest,
    opened_again,
    quick,
    rest,
    scan,
    settle_card,
    tell,
    to_pay,
)
from tests.ui.real_app import an_app, dialogs, settle, sign_in
from tests.ui.return_desk import FLASK, SOCK, TEE, open_sale, tick
from ui.app import App


def exchange(app: App, *codes: str) -> None:
    """A tee comes back that a card paid at the terminal, these goods are taken instead, and Pay is open."""
    open_sale(app, card_sale(app, TEE, SOCK))
    tick(app, TEE)
    rest()
    QTest.keyClick(app.shell.windowHandle(), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle(app)
    scan(app, *codes)
    rest()
    to_pay(app)


def test_an_exchange_for_less_goes_back_through_the_terminal() -> None:
    with an_app() as app:
        quick(app)
        sign_in(app)
        exchange(app, SOCK)
        owed = app.selling.sell.priced.total_minor

        key(app, Qt.Key.Key_F12)

        (tender,) = newest(app).tenders
        assert owed < 0
        assert moved(app.till.home)[-1] == owed
        assert (tender.type, tender.amount_minor) == ("card", owed)
        assert tender.reference.startswith("SIM-")
        assert app.selling.step == "complete"


def test_a_declined_reversal_on_pay_books_nothing_and_can_be_tried_again() -> None:
    with an_app() as app:
        quick(app)
        sign_in(app)
        exchange(app, SOCK)
        before = count_sales(app)
        tell(app, "decline")

        key(app, Qt.Key.Key_F12)
        refused = (count_sales(app), app.selling.pay_screen.banner.isVisible(), app.selling.pay.taken)
        rest()
        key(app, Qt.Key.Key_F12)

        assert refused == (before, True, ())
        assert count_sales(app) == before + 1
        assert len([one for one in moved(app.till.home) if one < 0]) == 1


def test_a_silent_terminal_on_pay_gives_back_once() -> None:
    with an_app() as app:
        quick(app)
        sign_in(app)
        exchange(app, SOCK)
        before = count_sales(app)
        tell(app, "lost_answer")

        key(app, Qt.Key.Key_F12)
        doubted = app.selling.pay_screen.terminal.doubt.isVisible(), count_sales(app)
        key(app, Qt.Key.Key_Return)  # ask
        rest()
        key(app, Qt.Key.Key_F12)  # finish

        assert doubted == (True, before)
        assert count_sales(app) == before + 1
        assert len([one for one in moved(app.till.home) if one < 0]) == 1


def test_what_went_back_at_the_terminal_is_not_undone_on_pay() -> None:
    with an_app() as app:
        quick(app)
        sign_in(app)
        exchange(app, SOCK)
        QTest.keyClicks(app.selling.pay_screen.amount.field, "1")
        settle(app)

        key(app, Qt.Key.Key_F12)

        (row,) = app.selling.pay_screen.taken.rows
        assert moved(app.till.home)[-1] == -1_00
        assert not row.undo.isEnabled()
        assert app.selling.step == "pay"


def test_a_return_that_a_terminal_leaves_in_doubt_is_asked_about_and_paid_once() -> None:
    with an_app() as app:
        quick(app)
        sign_in(app)
        sale = card_sale(app, TEE, SOCK)
        open_sale(app, sale)
        tick(app, TEE)
        rest()
        before, tee = count_sales(app), -next(line.total_minor for line in sale.lines if line.sku == TEE)
        tell(app, "lost_answer")

        key(app, Qt.Key.Key_F12)
        screen = app.returning.page.screen
        doubted = screen.terminal.doubt.isVisible()
        app.open_page("sell")
        settle(app)
        app.lock()
        sign_in(app, with_shift=False)
        app.open_page("returns")
        settle(app)
        still = screen.terminal.doubt.isVisible()
        click(app, screen.terminal.ask)

        assert (doubted, still) == (True, True)
        assert count_sales(app) == before + 1
        assert [one for one in moved(app.till.home) if one < 0] == [tee]
        assert newest(app).total_minor == tee


def test_a_return_in_doubt_is_decided_by_a_manager() -> None:
    with an_app() as app:
        quick(app)
        sign_in(app)
        open_sale(app, card_sale(app, TEE))
        tick(app, TEE)
        rest()
        before = count_sales(app)
        tell(app, "silent")
        key(app, Qt.Key.Key_F12)
        screen = app.returning.page.screen

        click(app, screen.terminal.declined)
        manager_says_yes(app)
        not_booked = count_sales(app), screen.terminal.isHidden(), screen.banner.isVisible()
        rest()
        key(app, Qt.Key.Key_F12)

        assert not_booked == (before, True, True)
        assert count_sales(app) == before + 1
        assert len([one for one in moved(app.till.home) if one < 0]) == 1


def test_a_return_in_doubt_is_held_and_finished_later_and_its_goods_come_back_once() -> None:
    with an_app() as app:
        quick(app)
        sign_in(app)
        sale = card_sale(app, TEE)
        open_sale(app, sale)
        tick(app, TEE)
        rest()
        before = count_sales(app)
        tell(app, "lost_answer")
        key(app, Qt.Key.Key_F12)

        click(app, app.returning.page.screen.terminal.hold)
        app.returning.open(sale.receipt)
        settle(app)
        offered = [row.box.isEnabled() for row in app.returning.page.screen.lines.rows.values()]
        app.open_page("sell")
        key(app, Qt.Key.Key_F8)
        key(app, Qt.Key.Key_Return)
        rest()
        to_pay(app)
        key(app, Qt.Key.Key_Return)  # ask
        rest()
        key(app, Qt.Key.Key_F12)  # finish

        assert not any(offered)
        assert count_sales(app) == before + 1
        assert moved(app.till.home) == [sale.total_minor, -sale.total_minor]
        assert newest(app).total_minor == -sale.total_minor


def test_a_return_survives_the_end_of_the_program_with_its_money() -> None:
    with an_app() as app:
        quick(app)
        sign_in(app)
        refund_total = card_sale(app, TEE)
        open_sale(app, refund_total)
        tick(app, TEE)
        rest()
        tell(app, "lost_answer")
        key(app, Qt.Key.Key_F12)

        with opened_again(app.till.home) as again:
            told = again.shell.strip.title, again.shell.strip._words
            sign_in(again, with_shift=False)
            key(again, Qt.Key.Key_F8)
            key(again, Qt.Key.Key_Return)
            rest()
            to_pay(again)
            key(again, Qt.Key.Key_F12)
            back = newest(again)

        assert "stopped during a card payment" in told[0]
        assert "recall the return" in told[1]
        assert back.total_minor == -refund_total.total_minor
        assert moved(app.till.home) == [refund_total.total_minor, -refund_total.total_minor]


def test_a_declined_return_leaves_nothing_aside() -> None:
    with an_app() as app:
        quick(app)
        sign_in(app)
        open_sale(app, card_sale(app, FLASK))
        tick(app, FLASK)
        rest()
        tell(app, "decline")

        key(app, Qt.Key.Key_F12)

        screen = app.returning.page.screen
        assert screen.banner.isVisible() and screen.refund.isVisible()
        assert app.selling.sell_desk.suspended() == ()
        assert dialogs(app) == []
        settle_card(app)


def test_goods_that_come_late_need_a_yes_on_pay_too_before_any_money_moves() -> None:
    with an_app() as app:
        quick(app)
        sign_in(app)
        sale = card_sale(app, TEE)

        with opened_again(app.till.home, days=40) as again:
            quick(again)
            sign_in(again, with_shift=False)
            again.selling.take_back(return_lines(again.till, [ReturnAsked(sale.sale_id, 1, "", 1000, "size")]), "")
            settle(again)
            rest()
            to_pay(again)
            key(again, Qt.Key.Key_F12)
            asked = moved(app.till.home)
            manager = manager_says_yes(again)
            back = newest(again)

        assert asked == [sale.total_minor]
        assert moved(app.till.home) == [sale.total_minor, -sale.total_minor]
        assert [line.approved_by for line in back.lines] == [manager]


def written(app: App, sale: Sale) -> str:
    """The receipt on the screen, without the gaps between its columns."""
    return " ".join(str(printing.receipt(app.till, sale)).split())


@pytest.mark.parametrize("taken", [(), (SOCK,), (TEE,)], ids=["refund", "for less", "for itself"])
def test_screen_receipt_and_journal_say_the_same_of_what_went_back(taken: tuple[str, ...]) -> None:
    with an_app() as app:
        quick(app)
        sign_in(app)
        exchange(app, *taken)
        pay = app.selling.pay_screen
        on_pay = pay.due.amount.text()

        key(app, Qt.Key.Key_F12)

        sale = newest(app)
        with app.till.store.driver() as driver:
            (body,) = driver.execute(
                "SELECT body FROM journal WHERE kind = 'sale_completed' ORDER BY n DESC LIMIT 1"
            ).fetchone()
        amount = app.session.money(abs(sale.total_minor))
        complete = app.selling.complete_screen
        assert on_pay == amount
        assert app.selling.step == "complete"
        assert amount in complete.change.accessibleName()
        assert amount.lstrip("£") in written(app, sale)
        assert json.loads(body)["total_minor"] == sale.total_minor == sum(one.amount_minor for one in sale.tenders)
        if taken == (TEE,):
            assert (sale.total_minor, sale.tenders) == (0, ())
