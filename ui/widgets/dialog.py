"""Dialogs inside the window: a scrim over everything and a frameless panel above it that keeps the focus.

They are children of the window, never of a page, and a page's shortcuts are bound with
`WidgetWithChildrenShortcut`; so nothing behind an open dialog answers to a key.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui import paint
from ui.theme import ThemeHolder
from ui.widgets.badges import KeyHint
from ui.widgets.buttons import PaintedButton, QuietButton
from ui.widgets.label import Label, Rule
from ui.widgets.shadow import paint_shadow
from ui.widgets.tab_walk import give_focus, stops

_HEAD, _FOOT, _EDGE, _LEVEL = 69, 84, 24, 3
_SCRIM_ALPHA = 0.48


class Scrim(QWidget):
    """Covers the window and swallows what is pressed there; it follows the window's size.

    One sees through it, so Qt would paint the whole page once more below it when it comes up. It comes up over a
    picture of what the window shows already instead: `cover`, then whatever stands on it is shown, then `settle`.
    """

    def __init__(self, window: QWidget, holder: ThemeHolder) -> None:
        super().__init__(window)
        self._window, self._holder = window, holder
        self._below: QImage | None = None
        self.surface: QWidget | None = None
        window.installEventFilter(self)
        self.setGeometry(window.rect())

    def cover(self) -> None:
        """Come up over everything, with the picture of what is below."""
        self._see_through(_picture(self._window.window()))
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()

    def settle(self) -> None:
        """Be painted at once; from here on what changes below is painted as behind any pane of glass."""
        if self._below is not None:
            _lay_out_now()
            self.repaint()
            self._see_through(None)

    def _see_through(self, below: QImage | None) -> None:
        self._below = below
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, below is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self.setGeometry(self._window.rect())
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme = QPainter(self), self._holder.theme
        if self._below is not None:
            p.drawImage(-self.mapTo(self.window(), QPoint()), self._below)
        color = theme.color("scrim").toRgb()
        color.setAlphaF(_SCRIM_ALPHA)
        p.fillRect(self.rect(), color)
        if self.surface is not None:
            paint_shadow(p, QRectF(self.surface.geometry()), _LEVEL, theme.radius("dialog"))


def _lay_out_now() -> None:
    """What Qt has put off until the next turn of its loop and would paint for: new widgets and changed layouts."""
    for kind in (QEvent.Type.PolishRequest, QEvent.Type.LayoutRequest, QEvent.Type.UpdateLater):
        QCoreApplication.sendPostedEvents(None, kind)


def _picture(window: QWidget) -> QImage | None:
    """What a window shows, with everything painted that waits for it; None where Qt keeps it elsewhere."""
    _lay_out_now()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.UpdateRequest)
    kept = window.backingStore()
    drawn = kept.paintDevice() if kept is not None and window.isVisible() else None
    return drawn.copy() if isinstance(drawn, QImage) and not drawn.isNull() else None


class Dialog(QWidget):
    """Title and close button above, `content` in the middle, buttons below. Esc always closes.

    Opens with `open()`; `closed` says it is gone, whichever way. The focus goes back to where it was.
    """

    closed = Signal()

    def __init__(
        self, window: QWidget, holder: ThemeHolder, title: str, icon: str, close_name: str, width: int = 560
    ) -> None:
        self._scrim = Scrim(window, holder)
        super().__init__(self._scrim)
        self._holder, self._window, self._icon = holder, window, icon
        self._scrim.surface = self
        self._before: QWidget | None = None
        self._default: PaintedButton | None = None
        self._wanted_width, self._room = width, 0
        self.setAccessibleName(title)
        self.content = QVBoxLayout()
        self.content.setContentsMargins(20, 20, 20, 20)
        self.content.setSpacing(12)
        self.buttons = QHBoxLayout()
        self.buttons.setContentsMargins(20, 14, 20, 14)
        self.buttons.setSpacing(8)
        self._lay_out(title, close_name)
        window.installEventFilter(self)
        self._scrim.hide()

    def _lay_out(self, title: str, close_name: str) -> None:
        self._head = head = QHBoxLayout()
        head.setContentsMargins(52, 0, 12, 0)
        head.addWidget(Label(self._holder, title, "h2"))
        head.addStretch()
        head.addWidget(KeyHint(self._holder, "Esc"))
        head.addSpacing(8)
        self.close_button = QuietButton(self._holder, "", "close")
        self.close_button.setAccessibleName(close_name)
        self.close_button.clicked.connect(self.close)
        head.addWidget(self.close_button)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.setStretch(0, 0)
        head.addStrut(_HEAD)
        column.addWidget(Rule())
        column.addLayout(self.content, 1)
        self._foot_rule = Rule()
        column.addWidget(self._foot_rule)
        column.addLayout(self.buttons)

    def add_to_head(self, widget: QWidget) -> None:
        """What turns the whole content, beside the title."""
        self._head.insertSpacing(1, 24)
        self._head.insertWidget(2, widget)

    def add_button(self, button: PaintedButton, *, default: bool = False) -> None:
        """Buttons stand at the right in the order they are added, the one that acts last. Enter presses the
        default one from any field of the dialog."""
        if default:
            self._default = button
        if self.buttons.count() == 0:
            self.buttons.addStretch()
        self.buttons.addWidget(button)

    def open(self, focus: QWidget | None = None) -> None:
        self._before = QApplication.focusWidget()
        if self.buttons.count() == 0:
            self._foot_rule.hide()
            self.buttons.setContentsMargins(0, 0, 0, 0)
        self._scrim.cover()
        self._place()
        self.show()
        self._scrim.settle()
        (focus or self._focusable()[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self) -> bool:
        if self._scrim.isVisible():
            if self._before is not None and isValid(self._before):
                self._before.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scrim.hide()  # with the focus still inside, Qt would look through the whole page for a place for it
            self.closed.emit()
        return True

    def dismiss(self) -> None:
        """Close and let Qt take the dialog away for good; nothing happens when it is gone already."""
        if isValid(self._scrim):
            self.close()
            self._scrim.resize(0, 0)  # else Qt paints all that it ever covered once more when it goes
            self._scrim.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._scrim.isVisible():
            self._place()
        return False

    def event(self, event: QEvent) -> bool:
        """What has come to need more room than the dialog has gets it."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            needed = self.minimumSizeHint()
            if needed.expandedTo(self.size()) != self.size():
                self._place()
        return done

    def make_room(self, below: int) -> None:
        """Stand higher, as far as the window goes, while so many pixels at its lower edge are taken."""
        if below != self._room:
            self._room = below
            self._place()

    def _place(self) -> None:
        around = self._window.rect()
        width = min(max(self._wanted_width, self.minimumSizeHint().width()), around.width() - 2 * _EDGE)
        wanted = max(self.sizeHint().height(), self._column.totalHeightForWidth(width))
        height = min(wanted, around.height() - 2 * _EDGE)
        top = min((around.height() - height) // 2, max(_EDGE, around.height() - self._room - height - _EDGE))
        self.setGeometry((around.width() - width) // 2, top, width, height)
        self._scrim.update()

    def _focusable(self) -> list[QWidget]:
        """What can take the focus by Tab, as it is read, the close button last."""
        return sorted(stops(self), key=lambda widget: widget is self.close_button)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab and the arrows stay in the dialog. One that is closed may still hear a key, and has nowhere to go."""
        able = self._focusable()
        if not able:
            return False
        now = QApplication.focusWidget()
        at = able.index(now) if now in able else -1
        give_focus(able[(at + (1 if forward else -1)) % len(able)], forward)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, Enter presses the default button; every other key ends here, so nothing behind hears it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._default and not event.isAutoRepeat():
            self._default.click()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme = QPainter(self), self._holder.theme
        paint.rounded(p, self.rect(), theme.radius("dialog"), theme.color("bg.raised"), theme.color("border.subtle"))
        p.drawPixmap(QPointF(20, (_HEAD - 22) / 2), theme.icon(self._icon))
