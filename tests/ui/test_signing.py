"""Who is at the till, over all pages: badges, locks, somebody else's basket, the own PIN."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from pos.services.badge import make_badge
from pos.services.imports import import_file
from pos.services.staff import check_pin
from pos.services.till import open_till
from tests.ui import gallery, sync_till
from tests.ui.real_app import FLASK, JACKET, an_app, dialogs, open_screen, press, settle, sign_in
from ui.app import App
from ui.idle import IdleLock
from ui.keys import GUARD_MS
from ui.signin.pin_dialog import ChangePinDialog
from ui.taking_over import TakeOverDialog
from ui.tour_store import pin_of
from ui.widgets.approval import ApprovalDialog
from ui.widgets.label import Label
from ui.widgets.pin import PinField

MANAGER, CASHIER = "james", "daniel"
RIGHTS = ["sell", "discount", "override_price", "manage_people", "unlock_user"]


def scan(app: App, *codes: str) -> None:
    for code in codes:
        app.scan_desk.scanned(code)
        settle(app)


def typed(app: App, field: PinField, pin: str) -> None:
    """Digit after digit, as fingers type them and no scanner does."""
    for digit in pin:
        field.type(digit)
    settle(app)


def badge_of(app: App, staff_id: str) -> str:
    return make_badge(app.till, staff_id, "till")


def enough_alone(app: App, folder: Path) -> None:
    """Badges of the manager and the cashiers need no PIN from now on."""
    roles = [
        {"name": "manager", "title": "Boss", "rights": RIGHTS, "discount_percent": "100", "badge_alone": True},
        {"name": "associate", "title": "Associate", "rights": ["sell"]},
        {"name": "cashier", "title": "Cashier", "rights": ["sell", "discount"], "badge_alone": True},
    ]
    file = folder / "roles.json"
    file.write_text(json.dumps({"roles": roles}))
    import_file(app.till, "roles", file, staff="till")


def journal(app: App, kind: str) -> list[tuple[str, dict[str, Any]]]:
    """Person and body of every entry of a kind."""
    with app.till.store.read() as tx:
        return [(entry.staff, entry.content) for _n, entry in tx.journal.read() if entry.kind == kind]


def test_a_badge_at_sign_in_asks_for_the_pin_of_its_owner() -> None:
    with an_app() as app:
        scan(app, badge_of(app, CASHIER))
        chosen, in_already = app.sign_in.chosen, app.session.signed_in

        typed(app, app.sign_in_screen.panel.pin, pin_of(CASHIER))

        assert (chosen, in_already, app.session.staff_id) == (CASHIER, False, CASHIER)


def test_a_badge_that_is_enough_alone_signs_in_and_the_journal_says_so(tmp_path: Path) -> None:
    with an_app() as app:
        enough_alone(app, tmp_path)

        scan(app, badge_of(app, CASHIER))

        assert app.session.signed_in
        assert journal(app, "signed_in") == [(CASHIER, {"reason": "badge"})]


def test_an_old_badge_opens_nothing() -> None:
    with an_app() as app:
        lost = badge_of(app, CASHIER)
        badge_of(app, CASHIER)

        scan(app, lost)

        assert not app.session.signed_in
        assert app.sign_in_screen.panel.problem.accessibleName().startswith("That badge is not known here.")


def test_a_badge_over_a_question_for_approval_is_the_answer_where_it_needs_no_pin(tmp_path: Path) -> None:
    with an_app() as app:
        enough_alone(app, tmp_path)
        badge = badge_of(app, MANAGER)
        open_screen(app, "approval")

        scan(app, badge)

        assert dialogs(app) == []
        assert app.selling.sell.basket.lines[0].discount is not None
        said = [body for staff, body in journal(app, "approval_given") if staff == "maya"]
        assert [(body["approved_by"], body["reason"]) for body in said] == [(MANAGER, "badge")]


def test_a_badge_over_a_question_for_approval_chooses_who_enters_the_pin() -> None:
    with an_app() as app:
        badge = badge_of(app, MANAGER)
        dialog = open_screen(app, "approval")
        assert isinstance(dialog, ApprovalDialog)

        scan(app, badge)
        chosen, waits = dialog.who.currentText(), dialog.isVisible()
        typed(app, dialog.pin, pin_of(MANAGER))

        assert (chosen, waits) == ("James Obi", True)
        assert [body["approved_by"] for _staff, body in journal(app, "approval_given")] == [MANAGER]


@pytest.mark.parametrize(
    ("whose", "words"), [("maya", "Nobody approves what they ask for themselves."), (CASHIER, "may not approve this.")]
)
def test_a_badge_of_whoever_asks_or_may_not_approves_nothing(whose: str, words: str) -> None:
    with an_app() as app:
        badge = badge_of(app, whose)
        dialog = open_screen(app, "approval")
        assert isinstance(dialog, ApprovalDialog)

        scan(app, badge)

        assert words in dialog.banner.accessibleName()
        assert journal(app, "approval_given") == []


def test_the_next_person_s_badge_switches_users_and_the_basket_stays() -> None:
    with an_app() as app:
        badge = badge_of(app, CASHIER)
        sign_in(app)
        scan(app, JACKET, badge)

        typed(app, app.sign_in_screen.panel.pin, pin_of(CASHIER))

        assert app.session.staff_id == CASHIER
        assert [line.product.sku for line in app.selling.sell.basket.lines] == [JACKET]
        assert isinstance(dialogs(app)[-1], TakeOverDialog)


def test_the_own_badge_says_so_and_changes_nothing() -> None:
    with an_app() as app:
        badge = badge_of(app, "maya")
        sign_in(app)

        scan(app, badge)

        assert app.session.signed_in
        assert app.shell.page == "sell"


def left_open(app: App) -> TakeOverDialog:
    """Maya's basket, and Daniel who unlocks the till."""
    sign_in(app)
    scan(app, JACKET, FLASK)
    app.lock()
    app.sign_in_screen.chose.emit(CASHIER)
    app.sign_in_screen.entered.emit(pin_of(CASHIER))
    settle(app)
    dialog = dialogs(app)[-1]
    assert isinstance(dialog, TakeOverDialog)
    return dialog


def test_whoever_goes_on_with_another_s_basket_does_so_knowingly() -> None:
    with an_app() as app:
        dialog = left_open(app)
        basket = app.selling.sell.basket

        title = dialog.accessibleName()
        press(app, Qt.Key.Key_Return)

        assert title == "Maya K. left a basket open"
        assert app.selling.sell.basket == basket
        assert journal(app, "basket_taken_over") == [(CASHIER, {"subject": basket.basket_id, "reason": "maya"})]
        app.lock()
        app.sign_in_screen.chose.emit(CASHIER)
        app.sign_in_screen.entered.emit(pin_of(CASHIER))
        settle(app)
        assert dialogs(app) == []  # it is his own now


def test_another_s_basket_can_be_held_instead() -> None:
    with an_app() as app:
        dialog = left_open(app)

        button = dialog.findChild(QAbstractButton, "take-over-hold")
        assert button is not None
        button.click()
        settle(app)

        assert app.selling.sell.basket.lines == ()
        assert len(app.selling.shop.suspended()) == 1
        assert journal(app, "basket_taken_over") == []


def test_whoever_wants_neither_locks_the_till_as_it_was() -> None:
    with an_app() as app:
        left_open(app)
        basket = app.selling.sell.basket

        press(app, Qt.Key.Key_Escape)

        assert not app.session.signed_in
        assert app.selling.sell.basket == basket


def test_the_till_says_that_it_will_lock_then_does_and_keeps_the_basket() -> None:
    with an_app() as app:
        sign_in(app)
        scan(app, JACKET)
        now = [0.0]
        idle = IdleLock(60, lambda: not app.session.signed_in, lambda: now[0])
        warned: list[int] = []
        idle.warned.connect(warned.append)
        idle.expired.connect(app.lock)
        idle.start(app.shell)

        for second in range(1, 61):
            now[0] = second
            idle.look()
        idle.stop()

        assert warned == [20]
        assert (app.session.signed_in, app.shell.page) == (False, "sign-in")
        assert len(app.selling.sell.basket.lines) == 1


def test_a_key_in_the_last_seconds_keeps_the_till_open() -> None:
    with an_app() as app:
        sign_in(app)
        now, locked = [0.0], list[bool]()
        idle = IdleLock(60, lambda: False, lambda: now[0])
        idle.expired.connect(lambda: locked.append(True))
        idle.start(app.shell)
        now[0] = 59.0
        idle.look()

        press(app, Qt.Key.Key_F2)
        now[0] = 61.0
        idle.look()
        idle.stop()

        assert locked == []


def test_a_lock_by_ctrl_l_is_ended_by_the_badge_of_the_same_person_without_a_question(tmp_path: Path) -> None:
    with an_app() as app:
        enough_alone(app, tmp_path)
        badge = badge_of(app, "maya")
        sign_in(app)
        scan(app, JACKET)

        QTest.keyClick(app.shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        settle(app)
        locked = not app.session.signed_in
        scan(app, badge)

        assert locked and app.session.signed_in
        assert dialogs(app) == []


def change(app: App, *pins: str) -> ChangePinDialog:
    """Press Change PIN for Maya and type these after each other."""
    app.sign_in_screen.chose.emit("maya")
    app.sign_in_screen.foot.pin.click()
    settle(app)
    dialog = dialogs(app)[-1]
    assert isinstance(dialog, ChangePinDialog)
    for pin in pins:
        typed(app, dialog.pin, pin)
    return dialog


def test_people_change_their_pin_at_sign_in() -> None:
    with an_app() as app:
        change(app, pin_of("maya"), "9753", "9753")

        assert dialogs(app) == []
        assert check_pin(app.till, "maya", "9753").outcome == "right"


def test_a_new_pin_is_typed_twice_and_the_old_one_has_to_be_right() -> None:
    with an_app() as app:
        dialog = change(app, pin_of("maya"), "9753", "9754")
        differ = dialog.banner.accessibleName(), dialog.prompt.text()
        for pin in ("9753", "9753"):
            typed(app, dialog.pin, pin)
        dialog = change(app, "0000", "1111", "1111")

        assert differ == (
            "The two new PINs are not the same. Enter the new one once more.",
            "Your new PIN, 4 digits",
        )
        assert dialog.banner.accessibleName() == "That PIN is not right. Tries left: 4."
        assert check_pin(app.till, "maya", "9753").outcome == "right"


def test_at_a_till_that_has_joined_a_hub_the_hub_changes_pins() -> None:
    with an_app() as app:
        sync_till.join(app)

        app.sign_in_screen.foot.pin.click()
        settle(app)

        assert dialogs(app) == []
        assert app.sign_in_screen.note.accessibleName().startswith("The people of this till are kept at its hub.")


def test_whoever_has_no_role_any_more_signs_in_and_is_told_why_nothing_works(tmp_path: Path) -> None:
    with an_app() as app:
        file = tmp_path / "roles.json"
        boss = {"name": "manager", "title": "Boss", "rights": RIGHTS}
        file.write_text(json.dumps({"roles": [boss]}))
        import_file(app.till, "roles", file, staff="till")

        sign_in(app)

        assert app.session.signed_in
        assert app.shell.strip.title == "The role cashier is no more"


def test_the_switch_at_sign_in_makes_a_till_for_practice_and_asks_for_its_window() -> None:
    with an_app() as app:
        app.sign_in_screen.foot.training.click()
        app.sign_in_screen.chose.emit("maya")
        app.sign_in_screen.entered.emit(pin_of("maya"))
        settle(app)

        wanted = app.signing.training.wanted
        assert wanted is not None and (wanted.staff, wanted.enters) == ("maya", True)
        assert not app.session.signed_in
        practice = open_till(wanted.home)
        assert practice.setup.training
        practice.close()


@pytest.mark.parametrize("page", ["sell", "shift", "customers", "pickups", "returns", "sync", "sign-in"])
def test_in_training_every_page_says_so_and_shows_the_pin_that_everybody_has(page: str) -> None:
    with an_app() as real:
        sign_in(real)
        real.signing.training.enter("maya")
        settle(real)
        wanted = real.signing.training.wanted
        assert wanted is not None
        app = App(gallery.application(), open_till(wanted.home))
        app.shell.show()
        app.start()
        settle(app)
        prompt = app.sign_in_screen.panel.prompt.text()
        if page != "sign-in":
            app.signing.sign_in("maya")
            settle(app)
            app.open_page(page)
            settle(app)

        shown, words = app.shell.band.isVisible(), app.shell.band.accessibleName()
        app.shell.close()
        app.close()

        assert shown and words.startswith("TRAINING")
        assert prompt == "Training: everybody’s PIN is 0000"


def locked_out(app: App) -> None:
    """Five wrong PINs of Maya."""
    app.sign_in_screen.chose.emit("maya")
    for _ in range(5):
        app.sign_in_screen.entered.emit("0000")
        settle(app)


def test_a_locked_user_is_let_in_by_a_manager_at_the_sign_in_page() -> None:
    with an_app() as app:
        locked_out(app)
        button = app.sign_in_screen.panel.sign_in
        told = button.text(), button.isEnabled()

        button.click()
        settle(app)
        dialog = dialogs(app)[-1]
        assert isinstance(dialog, ApprovalDialog)
        names = [dialog.who.itemText(n) for n in range(dialog.who.count())]
        typed(app, dialog.pin, pin_of(MANAGER))
        typed(app, app.sign_in_screen.panel.pin, pin_of("maya"))

        assert (told, names) == (("A manager unlocks", True), ["James Obi"])
        assert app.session.staff_id == "maya"
        assert journal(app, "user_unlocked") == [(MANAGER, {"subject": "maya"})]


def test_a_locked_user_is_let_in_by_a_manager_s_badge(tmp_path: Path) -> None:
    with an_app() as app:
        enough_alone(app, tmp_path)
        badge = badge_of(app, MANAGER)
        locked_out(app)
        app.sign_in_screen.panel.sign_in.click()
        settle(app)

        scan(app, badge)

        assert dialogs(app) == []
        assert check_pin(app.till, "maya", pin_of("maya")).outcome == "right"


def without_rights(app: App, folder: Path) -> None:
    """Cashiers may do nothing alone; the manager may do what Sell is about."""
    roles = [
        {"name": "manager", "title": "Boss", "rights": [*RIGHTS, "open_drawer", "void_basket"]},
        {"name": "associate", "title": "Associate", "rights": ["sell"]},
        {"name": "cashier", "title": "New here", "rights": ["hand_over"]},
    ]
    file = folder / "roles.json"
    file.write_text(json.dumps({"roles": roles}))
    import_file(app.till, "roles", file, staff="till")


def test_a_sale_needs_a_manager_s_yes_where_the_role_does_not_sell(tmp_path: Path) -> None:
    with an_app() as app:
        without_rights(app, tmp_path)
        sign_in(app)
        scan(app, JACKET)
        QTest.qWait(GUARD_MS)

        press(app, Qt.Key.Key_F12)
        dialog = dialogs(app)[-1]
        assert isinstance(dialog, ApprovalDialog)
        asked = [label.text() for label in dialog.findChildren(Label)]
        typed(app, dialog.pin, pin_of(MANAGER))

        assert "Your role does not sell alone." in asked
        assert [(body["right"], body["approved_by"]) for _staff, body in journal(app, "approval_given")] == [
            ("sell", MANAGER)
        ]
        assert app.selling.step == "pay"
        assert [line.approved_by for line in app.selling.sell.basket.lines] == [MANAGER]


def test_a_basket_is_struck_with_a_manager_s_yes_where_the_role_needs_it(tmp_path: Path) -> None:
    with an_app() as app:
        without_rights(app, tmp_path)
        sign_in(app)
        scan(app, JACKET)

        app.selling.sell.void()
        settle(app)
        dialog = dialogs(app)[-1]
        assert isinstance(dialog, ApprovalDialog)
        typed(app, dialog.pin, pin_of(MANAGER))

        assert app.selling.sell.basket.lines == ()
        assert [(staff, body["approved_by"]) for staff, body in journal(app, "basket_voided")] == [("maya", MANAGER)]
