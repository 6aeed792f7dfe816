"""The verdict after paying: the change, so large that it is read from the other side of the counter."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import paint
from ui.complete.view import ChangeView
from ui.theme import ThemeHolder
from ui.widgets.announce import announce

_HEIGHT, _ROW = 162, 25


class ChangePanel(QWidget):
    def __init__(self, holder: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder, self._view = holder, ChangeView("", "", ())
        self.setObjectName("change")
        self.setFixedHeight(_HEIGHT)

    @property
    def view(self) -> ChangeView:
        return self._view

    def show_change(self, view: ChangeView) -> None:
        self._view = view
        self.setAccessibleName(f"{view.label} {view.amount}")
        announce(self, self.accessibleName())
        self.setAccessibleDescription(", ".join((*view.facts, view.drawer)).strip(", "))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, box = QPainter(self), self._holder.theme, QRectF(self.rect())
        ink = theme.color("success.on")
        paint.rounded(p, box, theme.radius("card"), theme.color("success.fill"))
        p.drawPixmap(QPointF(32, (box.height() - 46) / 2), theme.icon("ok", "success.on", 46))
        paint.text(p, QRectF(101, 28, 400, 26), self._view.label, theme.font("h2", 500), ink)
        amount = theme.font("display", 700, tabular=True, px=72)
        paint.text(p, QRectF(101, 54, 700, 82), self._view.amount, amount, ink, elide=False)
        rows = [(words, "") for words in self._view.facts[:4]]
        rows += [(self._view.drawer, "drawer")] if self._view.drawer else []
        font = theme.font("body.lg", 400, tabular=True)
        y = (box.height() - _ROW * len(rows)) / 2
        for words, icon in rows:
            line = QRectF(0, y, box.width() - 32, _ROW)
            paint.text(p, line, words, font, ink, paint.RIGHT, elide=False)
            if icon:
                x = line.right() - paint.text_width(words, font) - 26
                p.drawPixmap(QPointF(x, y + 4), theme.icon(icon, "success.on", 18))
            y += _ROW
