"""F9 on Sell opens the drawer without a sale: with a reason, and for those who may."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos.domain.journal import Entry
from tests.ui.real_app import an_app, dialogs, press, settle, sign_in
from ui.app import App
from ui.sell.dialogs import ChoiceDialog


@pytest.fixture
def app() -> Iterator[App]:
    with an_app() as made:
        sign_in(made)
        yield made


def openings(app: App) -> list[Entry]:
    with app.till.store.read() as tx:
        return [entry for _n, entry in tx.journal.read() if entry.kind == "drawer_opened"]


def asked(app: App) -> ChoiceDialog:
    press(app, Qt.Key.Key_F9)
    (dialog,) = dialogs(app)
    assert isinstance(dialog, ChoiceDialog)
    return dialog


def test_the_drawer_opens_by_keys_alone_and_the_journal_knows_why(app: App) -> None:
    asked(app)

    press(app, Qt.Key.Key_Return)

    (entry,) = openings(app)
    assert (entry.staff, entry.content) == ("maya", {"reason": "Change a note"})
    assert dialogs(app) == []


def test_another_reason_is_touched(app: App) -> None:
    dialog = asked(app)

    QTest.mouseClick(dialog.rows["Count in between"], Qt.MouseButton.LeftButton)
    settle(app)

    assert [entry.content["reason"] for entry in openings(app)] == ["Count in between"]


def test_escape_leaves_it_shut_and_writes_nothing(app: App) -> None:
    asked(app)

    press(app, Qt.Key.Key_Escape)

    assert openings(app) == []
