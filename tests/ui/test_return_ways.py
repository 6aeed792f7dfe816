"""Giving money back as store credit or onto a gift card, on the return page in the whole window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from pos.domain.sale import Sale
from pos.domain.tender import Tender
from pos.services.basket import request_of
from pos.services.sale import complete_sale, price_basket
from pos.services.till import Till
from tests.store.shop import a_basket, bought
from tests.ui import gallery
from tests.ui.customer_desk import AMELIA
from tests.ui.real_app import an_app, dialogs, press, settle, sign_in
from tests.ui.return_desk import FLASK, open_sale, sell, tick
from tests.ui.sync_till import join
from ui.app import App
from ui.keys import GUARD_MS
from ui.returns.refund_panel import WayButton
from ui.theme import Mode
from ui.tour_store import pin_of
from ui.widgets.approval import ApprovalDialog

GIFT = "gift:" + "ab" * 16 + "#209B"


def flask_by_gift_card(till: Till, gift_minor: int) -> Sale:
    """Amelia's flask, so much of it paid by gift card and the rest in cash."""
    basket = a_basket(till, bought(FLASK), customer=AMELIA)
    with till.store.read() as tx:
        total = price_basket(tx, till, basket, till.now()).total_minor
    tenders = [Tender("gift_card", gift_minor, GIFT)]
    tenders += [Tender("cash", total - gift_minor)] if total > gift_minor else []
    return complete_sale(till, basket, tenders, staff="maya", request=request_of(basket, tenders, "GBP"))


def ways(app: App) -> dict[str, WayButton]:
    return app.returning.page.screen.refund.ways


def said(app: App) -> dict[str, str]:
    return {name: button.accessibleName() for name, button in ways(app).items()}


def touch(button: WayButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(button.width() // 2, button.height() // 2))


def reach(app: App, button: WayButton) -> None:
    """With the keyboard alone: Tab until the button has the focus, or the arrows do it inside the group."""
    for _ in range(40):
        if button.hasFocus():
            return
        press(app, Qt.Key.Key_Down if any(one.hasFocus() for one in ways(app).values()) else Qt.Key.Key_Tab)
        settle(app)
    raise AssertionError("the way is out of the keyboard's reach")


def refund_with_a_yes(app: App) -> None:
    QTest.qWait(GUARD_MS)
    press(app, Qt.Key.Key_F12)
    settle(app)
    asked = dialogs(app)[-1]
    assert isinstance(asked, ApprovalDialog)
    manager = asked._view.approvers[0].staff_id
    asked.entered.emit(manager, pin_of(manager))
    settle(app)


def newest(app: App) -> Sale:
    with app.till.store.read() as tx:
        return tx.sales.newest(1)[0]


@pytest.mark.parametrize("by", ["touch", "keyboard"])
def test_store_credit_is_given_for_a_customers_goods(by: str) -> None:
    with an_app() as app:
        sign_in(app)
        join(app)
        open_sale(app, sell(app, {"code": FLASK}, customer=AMELIA))
        tick(app, FLASK)
        button = ways(app)["store_credit"]

        if by == "touch":
            touch(button)
        else:
            reach(app, button)
            press(app, Qt.Key.Key_Space)
        settle(app)
        refund_with_a_yes(app)

        assert [(one.type, one.reference) for one in newest(app).tenders] == [("store_credit", f"credit:{AMELIA}")]
        assert newest(app).tenders[0].amount_minor == newest(app).total_minor < 0


def test_the_gift_card_that_paid_gets_it_back_without_a_manager() -> None:
    with an_app() as app:
        sign_in(app)
        join(app)
        open_sale(app, flask_by_gift_card(app.till, 24_00))
        tick(app, FLASK)
        told = said(app)

        QTest.qWait(GUARD_MS)
        press(app, Qt.Key.Key_F12)
        settle(app)

        assert told["original"].startswith("Gift card")
        assert "gift_card" not in told
        assert newest(app).tenders == (Tender("gift_card", -24_00, GIFT),)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_all_of_it_goes_onto_the_gift_card_that_paid_a_part(mode: Mode, tmp_path: Path) -> None:
    with an_app(mode) as app:
        sign_in(app)
        join(app)
        open_sale(app, flask_by_gift_card(app.till, 10_00))
        tick(app, FLASK)

        touch(ways(app)["gift_card"])
        settle(app)
        gallery.save(app.shell, tmp_path / f"return-ways-{mode}.png")
        told = said(app)["gift_card"]
        refund_with_a_yes(app)

        assert "•• 209B" in told
        assert newest(app).tenders == (Tender("gift_card", -24_00, GIFT),)


def test_a_way_that_cannot_be_taken_says_why() -> None:
    with an_app() as app:
        sign_in(app)
        open_sale(app, sell(app))
        alone = said(app)
        join(app)
        open_sale(app, sell(app))
        nobody = said(app)
        app.returning.page.presenter.put_away()
        app.returning.page.screen.without_asked.emit()
        settle(app)
        without = said(app)

        assert (alone["store_credit"], alone["gift_card"]) == ("Store credit, Needs a hub", "Gift card, Needs a hub")
        assert nobody["store_credit"] == "Store credit, Needs a customer"
        assert nobody["gift_card"] == "Gift card, Not paid by gift card"
        assert without["gift_card"] == "Gift card, Needs a receipt"
        assert not ways(app)["gift_card"].isEnabled()


def test_credit_that_is_booked_without_a_line_says_when_it_counts() -> None:
    with an_app() as app:
        sign_in(app)
        join(app, "offline")
        open_sale(app, sell(app, {"code": FLASK}, customer=AMELIA))

        assert said(app)["store_credit"] == "Store credit, Amelia Okafor · Counts when the line is back"


def test_a_way_that_is_there_no_more_is_given_up() -> None:
    with an_app() as app:
        sign_in(app)
        join(app)
        open_sale(app, sell(app, {"code": FLASK}, customer=AMELIA))
        tick(app, FLASK)
        touch(ways(app)["store_credit"])
        settle(app)

        open_sale(app, sell(app))

        assert ways(app)["original"].isChecked()
        assert not ways(app)["store_credit"].isChecked()
