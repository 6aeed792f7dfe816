"""The customer page in the real window, over a real till: from the rail, from the sale, by card, and back."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui import customer_desk as desk
from tests.ui.customer_desk import AMELIA, CARD, screen
from tests.ui.real_app import FLASK, JACKET, an_app, dialogs, press, settle, sign_in
from ui.app import App


@pytest.fixture
def app() -> Iterator[App]:
    with an_app() as running:
        running.router.stop(running.qt)  # it holds keys back for a while, to tell typing from scanning
        sign_in(running)
        yield running


def scan(app: App, *codes: str) -> None:
    for code in codes:
        app.scan_desk.scanned(code)
        settle(app)


def entries(app: App, kind: str) -> list[dict[str, Any]]:
    """The bodies of what was written down of a kind."""
    with app.till.store.read() as tx:
        return [dict(entry.content) for _n, entry in tx.journal.read() if entry.kind == kind]


def test_the_rail_opens_the_search_and_enter_a_customer(app: App) -> None:
    app.shell.rail.buttons["customers"].click()
    settle(app)
    QTest.keyClicks(QApplication.focusWidget() or app.shell, "amelia ok")
    settle(app)
    press(app, Qt.Key.Key_Return)

    assert screen(app).is_profile
    assert app.shell.top.title.text() == "Customer"
    assert [entry["reason"] for entry in entries(app, "customer_viewed")] == ["search"]


def test_one_opening_is_one_look_up_whatever_is_written_meanwhile(app: App) -> None:
    desk.show(app)

    screen(app).note_asked.emit()
    screen(app).dialogs.note_given.emit("Likes moss green")
    settle(app)
    app.customers.changed()
    settle(app)
    app.open_page("sell")
    app.open_page("customers")
    settle(app)

    assert len(entries(app, "customer_viewed")) == 1
    assert "Likes moss green" in screen(app).profile.preferences._note.text()


def test_f3_on_sell_takes_a_customer_into_the_sale(app: App) -> None:
    press(app, Qt.Key.Key_F3)
    where, title = app.shell.page, app.shell.top.subtitle.text()
    QTest.keyClicks(screen(app).search.field, "amelia ok")
    settle(app)
    press(app, Qt.Key.Key_Return)

    assert (where, app.shell.page) == ("customers", "sell")
    assert title.startswith("for sale ")
    assert app.selling.sell.basket.customer_id == AMELIA
    assert entries(app, "customer_viewed") == []


def test_esc_goes_back_to_the_sale_that_somebody_was_looked_for(app: App) -> None:
    scan(app, FLASK)
    press(app, Qt.Key.Key_F3)

    press(app, Qt.Key.Key_Escape)

    assert app.shell.page == "sell"
    assert app.selling.sell.basket.customer_id == ""


def test_the_search_of_the_rail_is_not_for_the_sale_any_more(app: App) -> None:
    press(app, Qt.Key.Key_F3)
    app.open_page("shift")
    settle(app)

    app.open_page("customers")
    settle(app)

    assert app.customers.page.presenter.searching.mode == "browse"
    assert app.shell.top.subtitle.text() == ""


def test_a_card_on_sell_goes_to_the_basket_and_on_other_pages_shows_whose_it_is(app: App) -> None:
    scan(app, CARD)
    on_sell = app.shell.page, app.selling.sell.basket.customer_id
    app.open_page("shift")

    scan(app, CARD)

    assert on_sell == ("sell", AMELIA)
    assert app.shell.page == "customers"
    assert app.customers.page.presenter.profile.customer_id == AMELIA
    assert [entry["reason"] for entry in entries(app, "customer_viewed")] == ["card"]


def test_a_card_while_one_is_looked_for_is_taken_into_the_sale(app: App) -> None:
    press(app, Qt.Key.Key_F3)

    scan(app, CARD)

    assert app.shell.page == "sell"
    assert app.selling.sell.basket.customer_id == AMELIA


@pytest.mark.parametrize(
    ("card", "words"),
    [
        ("TL7799990002", "No customer here has that card"),
        ("TL7799990005", "This is not a loyalty card. Scan it again or search the customer by name."),
    ],
)
@pytest.mark.parametrize("page", ["sell", "shift"])
def test_a_card_that_was_misread_is_told_from_one_that_nobody_has(app: App, page: str, card: str, words: str) -> None:
    app.open_page(page)

    scan(app, card)

    assert app.shell.page == page
    assert app.shell.toast.accessibleName() == words


def test_a_card_in_the_form_of_a_new_customer_fills_its_field(app: App) -> None:
    app.open_page("customers")
    settle(app)
    press(app, Qt.Key.Key_Insert)

    scan(app, "TL7799990002")

    form = dialogs(app)[0]
    assert form.fields["card"].text() == "TL7799990002"  # type: ignore[attr-defined]
    assert app.shell.page == "customers"


def test_goods_scanned_on_the_page_go_into_the_sale(app: App) -> None:
    desk.show(app)

    scan(app, JACKET)

    assert app.shell.page == "sell"
    assert [line.product.sku for line in app.selling.sell.basket.lines] == [JACKET]


def test_start_sale_is_for_this_customer_and_goes_on_with_an_open_one(app: App) -> None:
    scan(app, FLASK)
    desk.show(app)
    label = screen(app).profile.head.sale.text()

    press(app, Qt.Key.Key_F3)

    assert label == "Go on with sale"
    assert app.shell.page == "sell"
    assert app.selling.sell.basket.customer_id == AMELIA
    assert len(app.selling.sell.basket.lines) == 1


def test_an_online_basket_comes_in_without_leaving_the_page(app: App) -> None:
    desk.show(app)

    screen(app).profile.goods.panels["basket"].all.click()
    settle(app)

    assert app.shell.page == "customers"
    assert sorted(line.product.sku for line in app.selling.sell.basket.lines) == sorted(sku for sku, *_ in desk.BASKET)
    assert app.selling.sell.basket.customer_id == AMELIA
    assert screen(app).profile.head.sale.text() == "Go on with sale"


def test_the_basket_opens_its_customer_and_esc_comes_back(app: App) -> None:
    scan(app, CARD)
    app.selling.sell_screen.basket.customer.open_button.click()
    settle(app)
    opened = app.shell.page, [entry["reason"] for entry in entries(app, "customer_viewed")]

    press(app, Qt.Key.Key_Escape)

    assert opened == ("customers", ["basket"])
    assert app.shell.page == "sell"


def test_typing_in_the_top_bar_searches_again(app: App) -> None:
    desk.show(app)
    press(app, Qt.Key.Key_F2)

    QTest.keyClicks(app.customers.page.find_again, "o")
    QTest.keyClicks(QApplication.focusWidget() or app.shell, "tt")
    settle(app)

    assert not screen(app).is_profile
    assert screen(app).search.field.text() == "ott"
    assert not app.customers.page.find_again.isVisible()


def test_older_events_are_fetched_page_by_page(app: App) -> None:
    desk.show(app)
    timeline = screen(app).profile.timeline
    first = timeline.list.rows.rowCount()

    timeline.older.click()
    settle(app)

    assert first == 30
    assert timeline.list.rows.rowCount() == 44
    assert not timeline.older.isVisible()


@pytest.mark.parametrize("when", ["before", "meanwhile", "after"])
def test_older_events_stay_when_something_is_written(app: App, when: str) -> None:
    desk.show(app)
    profile, timeline = app.customers.page.presenter.profile, screen(app).profile.timeline
    if when == "before":
        profile.refresh()
    timeline.older.click()
    if when == "after":
        settle(app)
    if when != "before":
        profile.refresh()

    settle(app)

    assert timeline.list.rows.rowCount() == 44
    assert not timeline.older.isVisible()


def test_a_new_customer_is_written_found_and_asked_for_consent(app: App) -> None:
    desk.search(app, "zoe quill")
    press(app, Qt.Key.Key_Insert)
    screen(app).dialogs.details_given.emit(
        {"name": "Zoe Quill", "email": "zoe@mail.example", "phone": "", "card": "", "language": "en"}
    )
    settle(app)
    asked = dialogs(app)
    screen(app).dialogs.consents_given.emit({"email": True, "sms": False})
    settle(app)

    desk.search(app, "quill")
    assert len(asked) == 1
    assert [entry["consents"] for entry in entries(app, "consent_changed")] == [{"email": True, "sms": False}]
    assert [row.name for row in screen(app).search.list.rows._rows][:1] == ["Zoe Quill"]


def test_a_bad_address_is_said_at_its_field(app: App) -> None:
    app.open_page("customers")
    settle(app)
    press(app, Qt.Key.Key_Insert)

    screen(app).dialogs.details_given.emit({"name": "Zoe", "email": "zoe@", "phone": "", "card": "", "language": "en"})
    settle(app)

    form = dialogs(app)[0]
    assert form.problems["email"].isVisible()  # type: ignore[attr-defined]
    assert entries(app, "customer_created") == []


def test_a_locked_till_shows_nobody(app: App) -> None:
    desk.show(app)

    app.lock()
    settle(app)

    assert app.customers.page.presenter.profile.known is None
    assert not screen(app).is_profile
    assert screen(app).search.field.text() == ""
