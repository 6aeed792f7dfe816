"""Paying with gift cards, points, store credit, vouchers and accounts, in the words of the shop."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from pos.domain.failures import Refused
from pos.domain.tender import Tender
from pos.services.value_facts import ValueFacts
from tests.ui import gallery
from tests.ui.pay_page import GIFT, Desk, amelias_basket
from tests.ui.test_pay_presenter import Paying
from tests.ui.test_pay_screen import shown
from ui.shell.limits import limits_view
from ui.widgets.dialog import Dialog

CARD = "TG00G40R40M30E209B"


def paying(**desk: object) -> Paying:
    return Paying(missing={}, **desk)


def test_the_tiles_say_what_there_is() -> None:
    tiles = {tile.kind: (tile.detail, tile.reason) for tile in paying().view.tiles}

    assert tiles == {
        "gift_card": ("Scan the card", ""),
        "points": ("2,480 = £24.80", ""),
        "store_credit": ("£12.50", ""),
    }


def test_without_the_hub_the_tiles_say_what_is_still_possible_and_why_the_rest_is_not() -> None:
    page = paying(
        facts={
            "gift_card": ValueFacts(why_not="hub"),
            "points": ValueFacts(2480, 12_40, "14:12"),
            "store_credit": ValueFacts(12_50, 0, "14:12", "proof"),
        }
    )

    tiles = {tile.kind: tile.reason or tile.detail for tile in page.view.tiles}

    assert tiles == {"gift_card": "After reconnect", "points": "£12.40 at 14:12", "store_credit": "Scan their card"}


def test_a_typed_amount_is_what_is_taken() -> None:
    page = paying()

    page.presenter.taking.other("store_credit", "5")
    page.presenter.taking.other("store_credit", "five")

    assert [(t.type, t.amount_minor) for t in page.presenter.taken] == [("store_credit", 5_00)]
    assert page.shown.banner is not None and page.shown.banner.title == "That is not an amount."


def test_the_cashier_chooses_how_many_points_in_steps_of_the_programme() -> None:
    page = paying()
    page.presenter.taking.other("points")
    asked = page.shown.dialogs.points
    page.value.points_typed("700")

    page.value.points_given("750")
    refused = page.shown.dialogs.problem
    page.value.points_given("700")

    assert asked is not None and (asked.most, asked.limit) == ("2400", "Up to 2,400 points, £24.00")
    assert page.shown.dialogs.worth == "Worth £7.00"
    assert refused == "In steps of 100, at least 200."
    assert page.presenter.taken == (Tender("points", 7_00, points=700),)
    assert (page.view.taken[0].label, page.view.taken[0].detail) == ("700 points", "500 left")


def test_what_is_undone_is_given_free_and_taken_again_by_the_toast() -> None:
    page = paying()
    page.value.card_scanned(CARD)

    page.presenter.taking.undo(0)
    words, undo = page.shown.toast
    freed = list(page.desk.let_go)
    assert undo is not None
    undo()

    assert words == "Gift card ending 4471 £50.00 taken back"
    assert [[one.reference for one in tenders] for tenders in freed] == [[GIFT]]
    assert page.view.due.amount == "£193.29"


def test_another_basket_begins_without_what_was_held_for_the_one_before() -> None:
    page = paying()
    page.value.card_scanned(CARD)

    other = amelias_basket()
    page.presenter.start(replace(other, basket=replace(other.basket, basket_id="another")))

    assert page.presenter.taken == ()
    assert [[one.reference for one in tenders] for tenders in page.desk.let_go] == [[GIFT]]


def test_what_the_hub_refuses_is_a_sentence_and_nothing_is_taken() -> None:
    page = paying(refusing=Refused("value_blocked"))

    page.value.card_scanned(CARD)

    assert page.presenter.taken == ()
    assert page.shown.banner is not None
    assert page.shown.banner.title == "Sentence for value_blocked."
    assert page.desk.sounds == ["blocked"]


def test_nothing_else_is_pressed_while_the_hub_is_asked() -> None:
    page = paying(slow=True)
    page.presenter.taking.other("store_credit")

    page.presenter.taking.cash(50_00)

    assert page.view.locked == "Asking the hub"
    assert page.presenter.taken == ()
    page.desk.waiting.pop()()
    assert [row.label for row in page.view.taken] == ["Store credit"]


def test_more_offers_vouchers_the_account_and_what_the_shop_set_up() -> None:
    page = paying()

    page.presenter.taking.more("20")
    page.value.means_chosen("cheque")

    assert page.shown.dialogs.means == (("voucher", "Voucher"), ("account", "On account"), ("cheque", "Cheque"))
    assert [(row.label, row.amount) for row in page.view.taken] == [("Cheque", "£20.00")]


def test_a_voucher_has_a_number_and_an_amount() -> None:
    page = paying()
    page.presenter.taking.other("voucher")

    page.value.voucher_given("", "10")
    refused = page.shown.dialogs.problem
    page.value.voucher_given(" V  77 ", "10")

    assert refused == "Type the voucher’s number and what it is worth."
    assert page.presenter.taken == (Tender("voucher", 10_00, "V 77"),)
    assert page.view.taken[0].label == "Voucher V 77"


# On the screen


@pytest.mark.parametrize(
    ("key", "field", "typed", "label"),
    [
        (Qt.Key.Key_F3, "gift-card-number", CARD, "Gift card ending 4471"),
        (Qt.Key.Key_F4, "points", "500", "500 points"),
    ],
)
def test_value_is_taken_by_keyboard_alone(key: Qt.Key, field: str, typed: str, label: str) -> None:
    page = shown(desk=Desk(missing={}))

    QTest.keyClick(page.screen.amount.field, key)
    entry = page.window.findChild(QLineEdit, field)
    assert isinstance(entry, QLineEdit)
    QTest.keyClicks(entry, typed)
    QTest.keyClick(entry, Qt.Key.Key_Return)
    gallery.settle()

    assert [row.accessibleName().startswith(label) for row in page.screen.taken.rows] == [True]
    assert not [dialog for dialog in page.window.findChildren(Dialog) if dialog.isVisible()]


def test_a_voucher_is_taken_by_its_key() -> None:
    page = shown(desk=Desk(missing={}))

    QTest.keyClick(page.screen.amount.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    entry = page.window.findChild(QLineEdit, "voucher-number")
    assert isinstance(entry, QLineEdit)
    QTest.keyClicks(entry, "V-77")
    QTest.keyClick(entry, Qt.Key.Key_Return)

    [(_basket, settled)] = page.desk.booked
    assert [tender.type for tender in settled.tenders] == ["voucher"]


def test_value_is_taken_by_touch_alone() -> None:
    page = shown(desk=Desk(missing={}))

    page.screen.tiles["points"].click()
    dialog = page.screen.dialogs.open_dialog
    assert dialog is not None
    dialog.take.click()
    gallery.settle()

    assert [row.accessibleName() for row in page.screen.taken.rows] == ["2,400 points £24.00 500 left"]


def test_what_may_be_spent_without_the_hub_is_said_with_its_caps() -> None:
    within = {one.title: (one.kind, one.detail) for one in limits_view("14:12", "£20.00", "")}

    assert within["Paying with points or store credit"] == (
        "limited",
        "up to £20.00 a sale, with the customer’s card",
    )
    assert within["Paying with gift cards"] == ("not", "when the line is back")
