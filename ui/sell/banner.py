"""What went wrong with a scan, in the place of the categories, with the ways out; scanning goes on meanwhile."""

from functools import partial

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import paint
from ui.sell.view import BannerView
from ui.theme import ThemeHolder
from ui.widgets.announce import announce
from ui.widgets.buttons import OutlineButton, QuietButton

_HEIGHT, _INDENT = 66, 49
_ICONS = {"find": "find", "open_item": "edit"}


class ScanBanner(QWidget):
    """`chosen` carries the name of a choice, `closed` that the banner has been read."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, holder: ThemeHolder, close_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder, self._view = holder, BannerView("", "")
        self._buttons: list[OutlineButton] = []
        self._close = QuietButton(holder, "", "close")
        self._close.ink_role = "danger.fg"
        self._close.setAccessibleName(close_name)
        self._close.setFixedSize(44, 44)
        self._close.clicked.connect(self.closed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_INDENT, 0, 12, 0)
        self._row.setSpacing(14)
        self._row.addStretch()
        self._row.addWidget(self._close)
        self.setObjectName("scan-banner")
        self.setFixedHeight(_HEIGHT)

    @property
    def view(self) -> BannerView:
        return self._view

    def show_banner(self, view: BannerView) -> None:
        self._view = view
        self.setAccessibleName(f"{view.title}. {view.words}")
        announce(self, self.accessibleName())
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        for name, words in view.choices:
            button = OutlineButton(self._holder, words, _ICONS.get(name, "next"))
            button.setObjectName(f"banner-{name}")
            button.clicked.connect(partial(self.chosen.emit, name))
            self._row.insertWidget(self._row.count() - 1, button)
            self._buttons.append(button)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, box = QPainter(self), self._holder.theme, QRectF(self.rect())
        ink = theme.color("danger.fg")
        paint.rounded(p, box, theme.radius("card"), theme.color("danger.bg"), ink)
        p.drawPixmap(QPointF(12, (box.height() - 22) / 2), theme.icon("scan", "danger.fg"))
        end = (self._buttons[0] if self._buttons else self._close).x() - 10
        title, words = theme.font("body", 600, tabular=True), theme.font("label", 400)
        upper = QRectF(_INDENT, 11, end - _INDENT, 22)
        if paint.text_width(self._view.title, title) > upper.width():
            upper.setTop(5)
            upper.setHeight(18)
            paint.text_two_lines(p, upper, self._view.title, title, ink, 18)
            paint.text(p, upper.translated(0, 37), self._view.words, words, ink)
            return
        paint.text(p, upper, self._view.title, title, ink)
        paint.text(p, upper.translated(0, 22), self._view.words, words, ink)
