"""One short message at the bottom of the main area, with the way to undo what it tells. Never for errors."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QStackedWidget, QWidget
from shiboken6 import isValid

from ui import paint
from ui.theme import ThemeHolder
from ui.widgets.announce import announce
from ui.widgets.buttons import LabelButton
from ui.widgets.shadow import margins, paint_shadow

_HEIGHT, _LEVEL = 52, 2
_ABOVE_FOOT = 88
"""Over the row of actions and the button that goes on: nothing that may be wanted next is covered."""
ROOM = "toastRoom"
"""The property of the part of a page that a toast stands in the middle of; without one it is the whole page."""


class _UndoButton(LabelButton):
    """Dark on dark as the toast: the inverse of the surface it lies on."""

    weight, padding = 600, 12

    def looks(self) -> tuple[QColor | None, QColor | None, QColor]:
        c, state = self.theme.color, self.state()
        fill = None if state == "rest" else c("text.secondary")
        return fill, None, c("bg.surface")

    def key_looks(self, ink: QColor) -> tuple[QColor | None, QColor | None]:
        return ink, ink


class Toast(QWidget):
    """Shown one at a time over `area`, a stack of pages, for the toast time of the tokens; a new one replaces the old.

    It stays in front when the page changes under it.
    """

    def __init__(self, area: QStackedWidget, holder: ThemeHolder, undo: str) -> None:
        super().__init__(area)
        self._area, self._holder, self._icon, self._words = area, holder, "", ""
        self._undo: Callable[[], None] | None = None
        self._field: QWidget | None = None
        self.button = _UndoButton(holder, undo, key="Ctrl Z")
        row = QHBoxLayout(self)
        reach = margins(_LEVEL)
        row.setContentsMargins(reach, reach, reach + 8, reach)
        row.addStretch()
        row.addWidget(self.button)
        self.button.clicked.connect(self.undo)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        area.installEventFilter(self)
        area.currentChanged.connect(self._page_changed)
        self.hide()

    def say(self, words: str, icon: str = "info", undo: Callable[[], None] | None = None) -> None:
        self._words, self._icon, self._undo = words, icon, undo
        self.button.setVisible(undo is not None)
        self.setAccessibleName(words)
        announce(self, words)
        self._watch(QApplication.focusWidget() if undo is not None else None)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(self._holder.theme.motion_ms("toastHold"))

    def _page_changed(self) -> None:
        if not self.isHidden():
            self._place()
            self.raise_()

    def undo(self) -> bool:
        """Do what the shown toast can undo; False when there is nothing."""
        back, self._undo = self._undo, None
        if back is None or self.isHidden():
            return False
        self.hide()
        back()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._area and not self.isHidden():
            self._place()
        return isinstance(event, QKeyEvent) and not self.isHidden() and self._takes_from(watched, event)

    def _watch(self, field: QWidget | None) -> None:
        """Text fields keep Ctrl Z for themselves even when they have nothing to undo; then it is for the toast."""
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = field
        if field is not None:
            field.installEventFilter(self)

    def _takes_from(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not event.matches(QKeySequence.StandardKey.Undo):
            return False
        if isinstance(watched, QLineEdit) and watched.isUndoAvailable():
            return False
        event.ignore()
        return True

    def _place(self) -> None:
        area, reach = self._area, margins(_LEVEL)
        words = paint.text_width(self._words, self._holder.theme.font("body"))
        inner = max(320.0, 52 + words + 24 + (self.button.sizeHint().width() if self._undo else 0))
        room = self._room(area.currentWidget()) or area
        width = min(round(inner), room.width() - 24) + 2 * reach
        height = _HEIGHT + 2 * reach
        x = room.mapTo(area, QPoint((room.width() - width) // 2, 0)).x()
        self.setGeometry(x, area.height() - _ABOVE_FOOT - height + reach, width, height)

    def _room(self, page: QWidget | None) -> QWidget | None:
        parts = [] if page is None else page.findChildren(QWidget)
        return next((part for part in parts if part.property(ROOM) and part.isVisible()), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, reach = QPainter(self), self._holder.theme, margins(_LEVEL)
        box = QRectF(self.rect()).adjusted(reach, reach, -reach, -reach)
        paint_shadow(p, box, _LEVEL, theme.radius("control"))
        paint.rounded(p, box, theme.radius("control"), theme.color("text.primary"))
        p.drawPixmap(QPointF(box.x() + 16, box.y() + 16), theme.icon(self._icon, "bg.surface", 20))
        end = self.button.x() - 8 if self._undo else box.right() - 12
        words = QRectF(box.x() + 50, box.y(), end - box.x() - 50, box.height())
        paint.text(p, words, self._words, theme.font("body"), theme.color("bg.surface"))
