"""What a screen reader says: every row of every list a whole sentence, and whatever only changes to look at aloud."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QWidget

from tests.ui import card_desk, pickup_desk, sync_till
from tests.ui.announcements import heard
from tests.ui.real_app import (
    FLASK,
    SCREENS,
    _card,
    an_app,
    open_screen,
    press,
    settle,
    sign_in,
)

ROWS = 60
"""So many rows of each list are asked."""


def rows_of(view: QAbstractItemView) -> list[QModelIndex]:
    model = view.model()
    return [model.index(row, 0, view.rootIndex()) for row in range(min(ROWS, model.rowCount(view.rootIndex())))]


def speechless(front: QWidget) -> list[str]:
    """Rows that say nothing to a screen reader, or not even as much as two words, and buttons without a word."""
    views = [one for one in front.findChildren(QAbstractItemView) if one.isVisible()]
    said = [(view, index, index.data(Qt.ItemDataRole.AccessibleTextRole)) for view in views for index in rows_of(view)]
    silent = [f"{view.accessibleName()} {index.row()}: {words!r}" for view, index, words in said if not words]
    short = [f"{view.accessibleName()} {index.row()}: {words!r}" for view, index, words in said if is_short(words)]
    buttons = [one for one in front.findChildren(QAbstractButton) if one.isVisible()]
    return silent + short + [one.objectName() for one in buttons if not any(map(str.isalnum, one.accessibleName()))]


def is_short(words: object) -> bool:
    return isinstance(words, str) and len(words.split()) < 2


@pytest.mark.parametrize("name", SCREENS)
def test_every_row_says_a_whole_sentence_and_every_button_its_name(name: str) -> None:
    with an_app() as app:
        front = open_screen(app, name)

        assert speechless(front) == []


def test_a_scan_is_announced_with_what_it_did_and_the_new_total() -> None:
    with an_app() as app, heard() as told:
        sign_in(app)

        app.scan_desk.scanned(FLASK)
        settle(app)

        assert any("Flask" in words for words in told)
        assert [words for words in told if words.startswith("Total")] == ["Total £24.00"]


def test_a_total_that_changes_without_a_scan_is_announced() -> None:
    with an_app() as app:
        sign_in(app)
        app.scan_desk.scanned(FLASK)
        settle(app)

        with heard() as told:
            app.selling.sell_screen.line_acted.emit("more", "")
            settle(app)

        assert told == ["Total £48.00"]


def test_an_unknown_code_and_what_is_taken_away_are_announced() -> None:
    with an_app() as app:
        sign_in(app)
        app.scan_desk.scanned(FLASK)
        settle(app)

        with heard() as told:
            app.scan_desk.scanned("4006381333931")
            settle(app)
            press(app, Qt.Key.Key_Delete)

        assert any("4006381333931" in words for words in told)
        assert any("removed" in words for words in told)
        assert told[-1] == "Total £0.00" or "Total £0.00" in told


def test_what_is_left_to_pay_and_the_change_are_announced() -> None:
    with an_app() as app:
        sign_in(app)
        app.scan_desk.scanned(FLASK)
        settle(app)
        app.selling.sell.pay()
        settle(app)
        card_desk.rest()

        with heard() as told:
            app.selling.pay.taking.cash(10_00)
            settle(app)
            app.selling.pay.taking.cash(20_00)
            settle(app)

        assert any("£14.00" in words for words in told)
        assert any("£6.00" in words for words in told)


@pytest.mark.parametrize(("word", "waits"), [("wait", True), ("silent", False), ("decline", False)])
def test_what_the_card_terminal_does_is_announced(word: str, waits: bool) -> None:
    with an_app() as app:
        sign_in(app)

        with heard() as told:
            _card(word, waits=waits)(app)

        assert any("card" in words.lower() or "terminal" in words.lower() for words in told)


def test_a_verdict_on_a_pickup_code_is_announced() -> None:
    with an_app() as app:
        open_screen(app, "orders")

        with heard() as told:
            app.scan_desk.scanned(pickup_desk.a_code(app.till, kid=9))
            settle(app)

        assert app.pickups.page.screen_.pages.refused.banner.accessibleName() in told


def test_an_outage_is_announced_once() -> None:
    with an_app() as app:
        sign_in(app)

        with heard() as told:
            sync_till.join(app, "offline", "unreachable")
            sync_till.look(app)

        assert [words for words in told if words == app.shell.strip.accessibleName()] == told[:1]


def test_a_button_without_a_word_is_found() -> None:
    with an_app() as app:
        front = open_screen(app, "pay")
        button = next(
            one for one in front.findChildren(QAbstractButton) if one.objectName() == "key-7" and one.isVisible()
        )

        button.setAccessibleName("×")

        assert speechless(front) == ["key-7"]
