"""Pictures of widgets: any page at any size, in either theme, painted without a screen."""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QWidget

from ui import fonts, theme
from ui.theme import Mode, Theme, ThemeHolder

FAR_AWAY = QPoint(9_999, 9_999)
Page = TypeVar("Page", bound=QWidget)


@cache
def application() -> QApplication:
    """The one application of this process, with the fonts of the till, its pointer over no widget."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    fonts.load()
    QCursor.setPos(FAR_AWAY)
    return app


def show(build: Callable[[ThemeHolder], Page], mode: Mode = "light", size: tuple[int, int] = (1366, 768)) -> Page:
    """Build a page for a theme and lay it out at `size` logical pixels; the caller keeps it alive."""
    app = application()
    holder = ThemeHolder(Theme(mode))
    theme.apply(app, holder.theme)
    page = build(holder)
    holder.setParent(page)
    page.resize(*size)
    page.show()
    page.activateWindow()
    settle()
    return page


def settle() -> None:
    """Let Qt do what is due: layouts, focus changes, paints, deletions."""
    app = application()
    for _ in range(3):
        app.processEvents()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def save(page: QWidget, path: Path) -> None:
    """Write what the page shows to a PNG file."""
    settle()
    assert page.grab().save(str(path))
