"""What is seen is painted anew when the theme changes, on every page."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from tests.ui.real_app import an_app, open_screen, settle
from ui.theme import Theme


class Painted(QObject):
    """Hears which widgets are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[QWidget] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            self.seen.add(watched)
        return False


@pytest.mark.parametrize(
    "name", ["sign-in", "basket", "pay", "complete", "customer", "picking", "outbox", "report", "keys"]
)
def test_all_that_is_seen_is_painted_anew(name: str) -> None:
    with an_app() as app:
        open_screen(app, name)
        seen = [
            one
            for one in app.shell.findChildren(QWidget)
            if one.isVisible() and not one.visibleRegion().isEmpty() and not one.grab().isNull()
        ]
        settle(app)
        painted = Painted()
        app.qt.installEventFilter(painted)

        app.holder.use(Theme("dark"))
        settle(app)

        app.qt.removeEventFilter(painted)
        assert [f"{type(one).__name__} {one.objectName()}" for one in seen if one not in painted.seen] == []
