"""A finger on a touch screen: touches go the whole way through Qt, which makes mouse events of what nobody takes."""

from functools import cache

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPointingDevice, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget


@cache
def _screen() -> QPointingDevice:
    return QTest.createTouchDevice()


class Finger:
    """The `number`th finger on the window of a widget."""

    def __init__(self, window: QWidget, number: int = 0) -> None:
        self._window, self._number, self._at = window, number, QPoint()

    def down(self, widget: QWidget, spot: QPoint | None = None) -> None:
        """In the middle of it, or at `spot` in it."""
        self._at = widget.mapTo(self._window, spot or widget.rect().center())
        touch = QTest.touchEvent(self._handle(), _screen(), False)
        touch.press(self._number, self._at, self._handle())
        before = QApplication.doubleClickInterval()
        if not isinstance(widget, QComboBox):  # whose list needs the interval to know the touch that opened it
            QApplication.setDoubleClickInterval(0)  # two touches one after the other are no double touch, however fast
        touch.commit()
        QApplication.setDoubleClickInterval(before)

    def slide(self, by: QPoint) -> None:
        self._at += by
        touch = QTest.touchEvent(self._handle(), _screen(), False)
        touch.move(self._number, self._at, self._handle())
        touch.commit()

    def up(self) -> None:
        touch = QTest.touchEvent(self._handle(), _screen(), False)
        touch.release(self._number, self._at, self._handle())
        touch.commit()
        QApplication.processEvents()

    def touch(self, widget: QWidget, spot: QPoint | None = None) -> None:
        self.down(widget, spot)
        self.up()

    def _handle(self) -> QWindow:
        handle = self._window.windowHandle()
        assert handle is not None
        return handle
