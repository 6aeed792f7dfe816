"""The focus ring: one overlay per window that follows the keyboard focus, 2 px outside the control and 3 px wide.

A press with finger or pointer hides it; the next key shows it again. Item views paint their own ring in the delegate.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from shiboken6 import isValid

from ui import paint
from ui.theme import ThemeHolder

GAP, STROKE = 2, 3
_OUTSET = GAP + STROKE
_MOVES = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ZOrderChange,
    QEvent.Type.LayoutRequest,
}


class FocusRing(QWidget):
    """Lies over everything in `window` and never takes a click.

    A widget whose property `ring` is "inside" gets its ring within its own edge, as the number of a stepper does.
    `ringRadius` is the corner of a widget that is not as round as a control.
    """

    def __init__(self, window: QWidget, holder: ThemeHolder) -> None:
        super().__init__(window)
        self._window, self._holder = window, holder
        self._target: QWidget | None = None
        self._wanted = False
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        self._forget()
        unmarked = new is None or isinstance(new, QAbstractItemView) or new.focusPolicy() == Qt.FocusPolicy.NoFocus
        if new is None or unmarked or not self._window.isAncestorOf(new):
            self.hide()
            return
        self._target = new
        at: QWidget | None = new
        while at is not None and at is not self._window:
            at.installEventFilter(self)
            self._watched.append(at)
            at = at.parentWidget()
        self._wanted = QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton
        self._place()

    def _forget(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched, self._target = [], None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._target and kind in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress):
            self._wanted = kind == QEvent.Type.KeyPress
            self._place()
        elif kind in _MOVES:
            self._place()
        return False

    def _place(self) -> None:
        """A page may get the focus before it is shown; its ring comes with it."""
        target = self._target
        if target is None or not self._wanted or not target.isVisible():
            self.hide()
            return
        out = 0 if target.property("ring") == "inside" else _OUTSET
        corner = target.mapTo(self._window, QPoint(0, 0))
        self.setGeometry(QRect(corner, target.size()).adjusted(-out, -out, out, out))
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        inside = self._target is not None and self._target.property("ring") == "inside"
        radius = 2 if inside else self._holder.theme.radius("control") + _OUTSET
        if self._target is not None and isinstance(given := self._target.property("ringRadius"), int):
            radius = given + _OUTSET
        paint.rounded(QPainter(self), self.rect(), radius, None, self._holder.theme.color("focus"), STROKE)
