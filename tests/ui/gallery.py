"""Pictures of widgets: any page at any size, in either theme, painted without a screen."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui import fonts, theme
from ui.theme import Mode, Theme, ThemeHolder


def application() -> QApplication:
    """The one application of this process, with the fonts of the till."""
    app = QApplication.instance()
    if app is None:
        app = QApplication([])
        fonts.load()
    assert isinstance(app, QApplication)
    return app


Page = TypeVar("Page", bound=QWidget)


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
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def save(page: QWidget, path: Path) -> None:
    """Write what the page shows to a PNG file."""
    settle()
    assert page.grab().save(str(path))
