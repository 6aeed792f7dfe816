"""Pages of which one is seen: how much room they want, and that they come back as they were."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.pages import Pages


def a_page(width: int, height: int) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    inner = QLabel("words")
    inner.setFixedSize(width, height)
    column.addWidget(inner)
    return page


def test_the_page_that_is_seen_says_how_much_room_is_wanted(qtbot: QtBot) -> None:
    window, pages = QWidget(), Pages()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(pages)
    small, large = a_page(200, 100), a_page(700, 500)
    pages.addWidget(small)
    pages.addWidget(large)
    window.show()

    wanted = []
    for page in (small, large, small):
        pages.setCurrentWidget(page)
        qtbot.waitUntil(lambda page=page: window.sizeHint() == page.sizeHint())  # type: ignore[misc]
        wanted.append((window.sizeHint().toTuple(), window.minimumSizeHint().toTuple()))

    assert wanted == [((200, 100), (200, 100)), ((700, 500), (700, 500)), ((200, 100), (200, 100))]


def test_a_page_that_was_hidden_fills_the_room_as_it_is_now(qtbot: QtBot) -> None:
    pages = Pages()
    qtbot.addWidget(pages)
    first, second = QWidget(), QWidget()
    pages.addWidget(first)
    pages.addWidget(second)
    pages.resize(300, 200)
    pages.show()
    pages.setCurrentWidget(second)
    pages.resize(500, 400)

    pages.setCurrentWidget(first)

    assert first.size() == pages.size()


def test_nothing_is_wanted_where_there_is_no_page(qtbot: QtBot) -> None:
    pages = Pages()
    qtbot.addWidget(pages)

    assert not pages.sizeHint().isValid()
    assert not pages.minimumSizeHint().isValid()
