"""Keys of a page: the name shown as the hint is the key that works, and only while the page has the focus."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def bind(page: QWidget, key: str, act: Callable[[], object]) -> QShortcut:
    """Call `act` when `key` ("F12", "Ctrl L", "Alt 1") is pressed inside `page`.

    A key held down acts once, and nothing answers while a dialog over the page has the focus.
    """
    shortcut = QShortcut(QKeySequence(key.replace(" ", "+")), page)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.setAutoRepeat(False)
    shortcut.activated.connect(act)
    return shortcut
