"""Nothing is open: the field to find a sale by, and the sales that were found."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui import paint
from ui.returns.view import FindView, FoundView
from ui.returns.words import ReturnWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import OutlineButton, PaintedButton
from ui.widgets.icon import Disc
from ui.widgets.label import Label, Panel

_ROW = 60


class FoundButton(PaintedButton):
    """A sale that was found; pressing it opens it."""

    def __init__(self, holder: ThemeHolder, view: FoundView) -> None:
        self.view = view
        super().__init__(holder, f"{view.title}, {view.detail}, {view.amount}")
        self.setObjectName(f"found-{view.receipt}")
        self.setFixedHeight(_ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(320, _ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, box, view = QPainter(self), self.theme, QRectF(self.rect()), self.view
        fill = {"hover": "bg.hover", "pressed": "bg.pressed"}.get(self.state(), "bg.surface")
        p.fillRect(box, theme.color(fill))
        p.fillRect(QRectF(0, box.height() - 1, box.width(), 1), theme.color("border.subtle"))
        p.drawPixmap(QPointF(16, (_ROW - 22) / 2), theme.icon(view.icon, "text.secondary", 22))
        bold = theme.font("body.lg", 600, tabular=True)
        ink, quiet = theme.color("text.primary"), theme.color("text.secondary")
        paint.text(p, box.adjusted(0, 0, -16, 0), view.amount, bold, ink, paint.RIGHT, elide=False)
        room = box.adjusted(54, 0, -28 - paint.text_width(view.amount, bold), 0)
        paint.text(p, QRectF(room.x(), 9, room.width(), 21), view.title, theme.font("body", 500), ink)
        paint.text(p, QRectF(room.x(), 31, room.width(), 19), view.detail, theme.font("meta"), quiet)


class FindPanel(Panel):
    """`opened` carries the receipt that was taken, `without_asked` that there is none."""

    opened = Signal(str)
    without_asked = Signal()

    def __init__(self, holder: ThemeHolder, words: ReturnWords) -> None:
        super().__init__()
        self._holder = holder
        self.found: list[FoundButton] = []
        self.title = Label(holder, role="h2", weight=600, align=Qt.AlignmentFlag.AlignCenter, wrap=True)
        self.words = Label(holder, tone="text.secondary", wrap=True, align=Qt.AlignmentFlag.AlignCenter)
        self.without = OutlineButton(holder, words.no_receipt, "receipt")
        self.without.setObjectName("start-without")
        self.without.clicked.connect(self.without_asked)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty())
        self._pages.addWidget(self._list())
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._pages)

    def _empty(self) -> QWidget:
        page, centre = QWidget(), Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(page)
        column.setContentsMargins(72, 0, 72, 0)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(Disc(self._holder, "nav.returns", 88, 40, "bg.sunken", "text.secondary"), 0, centre)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addSpacing(8)
        column.addWidget(self.without, 0, centre)
        column.addStretch(3)
        return page

    def _list(self) -> QWidget:
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        inner.setAutoFillBackground(False)
        return area

    def show_view(self, view: FindView) -> None:
        self.title.setText(view.title)
        self.words.setText(view.words)
        self._show_found(view.found)
        self._pages.setCurrentIndex(1 if view.found else 0)

    def _show_found(self, found: tuple[FoundView, ...]) -> None:
        if [button.view for button in self.found] == list(found):
            return
        for button in self.found:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.found = [FoundButton(self._holder, view) for view in found]
        for at, button in enumerate(self.found):
            button.clicked.connect(lambda checked=False, receipt=button.view.receipt: self.opened.emit(receipt))
            self._column.insertWidget(at, button)
