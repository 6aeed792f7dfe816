"""Gift cards and customers' cards, scanned in the whole window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from tests.ui.real_app import FLASK, an_app, dialogs, press, settle, sign_in
from tests.ui.sync_till import join
from ui.app import App

CARD = "TGNRTHGATE26044471"
AMELIA, AMELIAS_CARD, PRIYAS_CARD = "C-1001", "TL7710010005", "TL7710030748"


@pytest.fixture
def app() -> Iterator[App]:
    with an_app() as running:
        running.router.stop(running.qt)
        sign_in(running)
        yield running


def scan(app: App, *codes: str) -> None:
    for code in codes:
        app.scan_desk.scanned(code)
        settle(app)


def test_a_gift_card_is_sold_by_scanning_it_after_its_product(app: App) -> None:
    scan(app, "GIFT")
    asked = app.selling.sell_screen.dialogs.asks_serial

    scan(app, CARD)

    [line] = app.selling.sell.basket.lines
    assert asked
    assert line.serial.endswith("#4471")
    assert app.selling.sell_screen.basket.lines.rows.lines[0].detail == "Card ending 4471"
    assert not dialogs(app)


def test_a_gift_card_read_on_sell_tells_its_balance_or_why_it_cannot(app: App) -> None:
    join(app, "offline", "unreachable")

    scan(app, CARD)

    assert app.shell.toast.accessibleName() == "Gift card ending 4471: the hub cannot be asked now"
    assert app.selling.sell.basket.lines == ()


def test_a_mistyped_gift_card_is_told_as_that(app: App) -> None:
    scan(app, CARD[:-1] + "2")

    assert app.shell.toast.accessibleName() == "This is not a gift card. Scan it again or type its number."


def test_the_customers_card_shown_for_this_basket_proves_the_holder(app: App) -> None:
    scan(app, FLASK, AMELIAS_CARD)
    shown = app.selling.is_holder(app.selling.sell.basket)
    app.selling.sell.customer_chosen("C-1003")
    settle(app)

    chosen_by_name = app.selling.is_holder(app.selling.sell.basket)

    assert (shown, chosen_by_name) == (True, False)


def test_the_customers_card_on_pay_proves_the_holder_and_pay_stays(app: App) -> None:
    scan(app, FLASK)
    app.selling.sell.customer_chosen(AMELIA)
    press(app, Qt.Key.Key_F12)

    scan(app, AMELIAS_CARD)

    assert app.selling.step == "pay"
    assert app.selling.is_holder(app.selling.sell.basket)


def test_another_customers_card_on_pay_brings_them_to_the_basket(app: App) -> None:
    scan(app, FLASK, AMELIAS_CARD)
    press(app, Qt.Key.Key_F12)

    scan(app, PRIYAS_CARD)

    assert app.selling.step == "sell"
    assert app.selling.sell.basket.customer_id == "C-1003"
