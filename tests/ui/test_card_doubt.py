"""A terminal that says nothing, seen from the window: asked, decided by somebody who may, put aside, found again."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos.devices.terminal_simulator import MEMORY
from tests.ui.card_desk import (
    HELD_MS,
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
    silent_pay,
    tell,
    to_pay,
)
from tests.ui.real_app import FLASK, JACKET, an_app, settle, sign_in
from ui.app import App


def tenders(app: App) -> list[tuple[str, int]]:
    return [(tender.type, tender.amount_minor) for tender in newest(app).tenders]


def test_a_whole_card_sale_is_a_scan_and_two_keys() -> None:
    with an_app() as app:
        quick(app)
        sign_in(app)

        sale = card_sale(app, FLASK)

        assert [tender.reference for tender in sale.tenders] == ["SIM-000001"]
        assert moved(app.till.home) == [sale.total_minor]


def test_a_double_press_never_answers_the_next_page() -> None:
    with an_app() as app:
        quick(app)
        sign_in(app)
        scan(app, FLASK)
        rest()

        key(app, Qt.Key.Key_F12)
        key(app, Qt.Key.Key_F12)  # Pay has just opened
        nothing_sent = app.selling.pay_screen.terminal.isVisible(), (app.till.home / MEMORY).exists()
        rest()
        key(app, Qt.Key.Key_F12)
        key(app, Qt.Key.Key_F12)  # Complete has just opened
        done = app.selling.step

        assert nothing_sent == (False, False)
        assert done == "complete"
        assert (count_sales(app), len(moved(app.till.home))) == (1, 1)


def test_the_cashier_presses_approved_and_a_manager_types_the_pin() -> None:
    with an_app() as app:
        quick(app)
        sign_in(app)
        scan(app, JACKET)
        rest()
        to_pay(app)
        left = app.selling.sell.priced.total_minor - 50_00
        app.selling.pay.taking.cash(50_00)
        rest()
        tell(app, "silent")
        key(app, Qt.Key.Key_F12)
        app.selling.pay_screen.terminal.approved.setFocus()

        key(app, Qt.Key.Key_Space)
        QTest.qWait(HELD_MS)
        manager = manager_says_yes(app)

        assert tenders(app) == [("cash", 50_00), ("card", left)]
        with app.till.store.driver() as driver:
            decided = driver.execute("SELECT decided_by, staff FROM fact_card_attempt WHERE state = 'approved'")
            assert decided.fetchall() == [(manager, "maya")]


def test_the_next_customer_is_served_while_a_payment_is_in_doubt() -> None:
    with an_app() as app:
        quick(app)
        sign_in(app)
        scan(app, JACKET)
        rest()
        to_pay(app)
        app.selling.pay.taking.cash(50_00)
        rest()
        tell(app, "lost_answer")
        key(app, Qt.Key.Key_F12)

        click(app, app.selling.pay_screen.terminal.hold)
        other = card_sale(app, FLASK)
        key(app, Qt.Key.Key_F8)
        key(app, Qt.Key.Key_Return)
        rest()
        to_pay(app)
        key(app, Qt.Key.Key_Return)  # ask
        if app.selling.step == "pay":
            rest()
            key(app, Qt.Key.Key_F12)

        held = newest(app)
        assert other.sale_id != held.sale_id
        assert [tender.type for tender in held.tenders] == ["cash", "card"]
        assert sum(tender.amount_minor for tender in held.tenders) == held.total_minor
        assert len(moved(app.till.home)) == 2


def test_after_a_restart_the_cashier_reads_what_became_of_the_payment() -> None:
    with an_app() as app:
        quick(app)
        sign_in(app)
        silent_pay(app, FLASK)

        with opened_again(app.till.home) as again:
            strip = again.shell.strip
            sign_in(again, with_shift=False)
            told = strip.isVisible(), strip.title, strip._words
            rest()
            to_pay(again)
            key(again, Qt.Key.Key_F12)  # finish
            paid = newest(again)

        assert told == (
            True,
            "The till stopped during a card payment.",
            f"{again.session.money(paid.total_minor)} was approved: it is kept with its basket.",
        )
        assert moved(app.till.home) == [paid.total_minor]


def test_without_a_terminal_what_is_in_doubt_is_decided_on_pay() -> None:
    with an_app() as app:
        quick(app)
        sign_in(app)
        silent_pay(app, FLASK)

        with opened_again(app.till.home, terminal="none") as again:
            sign_in(again, with_shift=False)
            rest()
            to_pay(again)
            panel = again.selling.pay_screen.terminal
            asked = panel.ask.isEnabled()
            click(again, panel.approved)
            manager_says_yes(again)
            sold = newest(again)

        assert not asked
        assert [tender.type for tender in sold.tenders] == ["card"]
        assert moved(app.till.home) == [sold.total_minor]


def test_what_was_put_down_as_declined_but_charged_is_shown_and_given_back() -> None:
    with an_app() as app:
        quick(app)
        sign_in(app)
        silent_pay(app, FLASK)
        click(app, app.selling.pay_screen.terminal.declined)
        manager_says_yes(app)
        rest()
        key(app, Qt.Key.Key_F7)  # cash
        in_cash = newest(app)
        rest()
        app.selling.complete.next_sale()
        settle(app)

        other = card_sale(app, JACKET)
        strip = app.shell.strip
        shown = strip.isVisible(), strip.title
        click(app, strip.action)

        amount = app.session.money(in_cash.total_minor)
        assert tenders(app) == [("card", other.total_minor)]
        assert shown == (True, f"Card {amount} was charged after all.")
        assert moved(app.till.home) == [in_cash.total_minor, other.total_minor, -in_cash.total_minor]
        assert not strip.isVisible()


def test_an_approval_that_was_put_down_as_declined_pays_for_a_basket_that_is_not_sold() -> None:
    with an_app() as app:
        quick(app)
        sign_in(app)
        silent_pay(app, FLASK)
        click(app, app.selling.pay_screen.terminal.declined)
        manager_says_yes(app)

        with opened_again(app.till.home) as again:
            sign_in(again, with_shift=False)
            title = again.shell.strip.title
            rest()
            to_pay(again)
            taken = again.selling.pay.taken

        assert "was charged after all" in title
        assert [tender.amount_minor for tender in taken] == moved(app.till.home)


def test_offline_the_card_goes_on_its_own_line() -> None:
    with an_app() as app:
        sign_in(app)
        scan(app, FLASK)
        app.selling.is_offline = lambda: True
        rest()

        to_pay(app)

        assert app.selling.pay_screen.primary._view.words.endswith("Terminal 2 on its own line")
