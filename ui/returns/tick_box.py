"""A box that is ticked or not, large enough for a finger."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import paint
from ui.theme import ThemeHolder
from ui.widgets.buttons import PaintedButton

_SIDE, _BOX, _MARK = 44, 30, 22


class TickBox(PaintedButton):
    """44 square with a box of 30 inside; the words stand beside it."""

    def __init__(self, holder: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(holder, "", parent=parent)
        self.setCheckable(True)
        self.setFixedSize(_SIDE, _SIDE)

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, state = QPainter(self), self.theme, self.state()
        gap = (_SIDE - _BOX) / 2
        box = QRectF(gap, gap, _BOX, _BOX)
        if self.isChecked():
            paint.rounded(p, box, theme.radius("chip"), theme.color("accent.fill"))
            mark = QPointF((_SIDE - _MARK) / 2, (_SIDE - _MARK) / 2)
            p.drawPixmap(mark, theme.icon("tick", "accent.on", _MARK))
            return
        fill = {"hover": "bg.hover", "pressed": "bg.pressed", "disabled": "bg.sunken"}.get(state, "bg.surface")
        edge = "border.subtle" if state == "disabled" else "border.control"
        paint.rounded(p, box, theme.radius("chip"), theme.color(fill), theme.color(edge), 2)
