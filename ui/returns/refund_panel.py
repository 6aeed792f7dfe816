"""The right side: where the money goes, what it comes to, and the refund itself."""

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import paint
from ui.keys import action
from ui.returns.view import RefundView, SumView, WayView
from ui.returns.words import ReturnWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import PaintedButton
from ui.widgets.label import Label, Panel, Rule
from ui.widgets.primary import PrimaryButton

WIDE, NARROW = 380, 320
_TALL, _LOW, _LINE, _UP = 68, 60, 17, 6


class WayButton(PaintedButton):
    """One way to give money back; the chosen one is filled. One that somebody has to allow looks quieter."""

    def __init__(self, holder: ThemeHolder, view: WayView, parent: QWidget | None = None) -> None:
        super().__init__(holder, view.label, parent=parent)
        self.setCheckable(True)
        self.setObjectName(f"way-{view.way}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_view(view)

    def show_view(self, view: WayView) -> None:
        self._view = view
        self.setText(view.label)
        self.set_reason(view.reason)
        self.setChecked(view.chosen)
        words = view.reason or view.detail
        self.setAccessibleName(f"{view.label}, {words}" if words else view.label)
        self.setFixedHeight(_LOW if view.asks or view.reason else _TALL)

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, _LOW)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, box, view = QPainter(self), self.theme, QRectF(self.rect()), self._view
        chosen, state = self.isChecked(), self.state()
        fill, edge, width = "bg.surface", "border.control", 1
        if chosen:
            fill, edge, width = "accent.soft", "accent.text", 2
        elif view.asks or view.reason:
            fill, edge = "bg.app", "border.subtle"
        if state in ("hover", "pressed") and not chosen:
            fill = f"bg.{state}"
        paint.rounded(p, box, theme.radius("control"), theme.color(fill), theme.color(edge), width)
        ink = "text.disabled" if view.reason else "text.secondary" if view.asks and not chosen else "text.primary"
        x = 14.0
        if not view.reason:
            x = self._paint_ring(p, box) + 14
        p.drawPixmap(QPointF(x, (box.height() - 22) / 2), theme.icon(view.icon, ink, 22))
        room = box.adjusted(x + 34, 0, -12, 0)
        middle = box.center().y()
        words, meta = view.reason or view.detail, theme.font("meta")
        if is_long := paint.text_width(words, meta) > room.width():
            middle -= _UP
        upper, lower = QRectF(room.x(), middle - 21, room.width(), 21), QRectF(room.x(), middle, room.width(), 19)
        paint.text(p, upper, view.label, theme.font("body", 500), theme.color(ink))
        quiet = theme.color("text.disabled" if view.reason else "text.secondary")
        if is_long:
            paint.text_two_lines(p, lower, words, meta, quiet, _LINE)
        else:
            paint.text(p, lower, words, meta, quiet)

    def _paint_ring(self, p: QPainter, box: QRectF) -> float:
        theme = self.theme
        ring = QRectF(14, box.center().y() - 12, 24, 24)
        if self.isChecked():
            paint.rounded(p, ring, 12, theme.color("accent.fill"))
            paint.rounded(p, ring.adjusted(7, 7, -7, -7), 5, theme.color("accent.on"))
        else:
            paint.rounded(p, ring, 12, None, theme.color("border.control"), 2)
        return ring.right()


class RefundPanel(Panel):
    """`way_chosen` carries the way a person wants, `refunded` is the big button."""

    way_chosen = Signal(str)
    refunded = Signal()

    def __init__(self, holder: ThemeHolder, words: ReturnWords) -> None:
        super().__init__()
        self._holder = holder
        self.ways: dict[str, WayButton] = {}
        self._group = QButtonGroup(self)
        self.primary = PrimaryButton(holder, words.refund, action("returns", "refund").hint)
        self.primary.setObjectName("refund-money")
        self._ways, self._sums = QVBoxLayout(), QVBoxLayout()
        self._lay_out(words)
        self.primary.clicked.connect(self.refunded)
        self.set_compact(False)

    def _lay_out(self, words: ReturnWords) -> None:
        column, title, foot = QVBoxLayout(self), QHBoxLayout(), QVBoxLayout()
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        title.setContentsMargins(16, 0, 16, 0)
        title.addWidget(Label(self._holder, words.refund_to, "body.lg", 600))
        title.addStrut(51)
        column.addLayout(title)
        column.addWidget(Rule())
        self._ways.setContentsMargins(16, 16, 16, 8)
        self._ways.setSpacing(8)
        column.addLayout(self._ways)
        column.addStretch()
        self._sums.setContentsMargins(16, 8, 16, 16)
        self._sums.setSpacing(3)
        column.addLayout(self._sums)
        column.addWidget(Rule())
        foot.setContentsMargins(16, 12, 16, 12)
        foot.addWidget(self.primary)
        column.addLayout(foot)

    def set_compact(self, compact: bool) -> None:
        self.setFixedWidth(NARROW if compact else WIDE)

    def show_view(self, view: RefundView) -> None:
        self._show_ways(view.ways)
        self._show_sums(view.sums)
        self.primary.set_amount(view.total)
        self.primary.set_reason(view.reason)

    def _show_ways(self, ways: tuple[WayView, ...]) -> None:
        names = [way.way for way in ways]
        if names != list(self.ways):
            for button in self.ways.values():
                self._ways.removeWidget(button)
                button.hide()
                button.deleteLater()
            self.ways = {way.way: self._make(way) for way in ways}
            self.primary.raise_()  # Tab goes to it after the ways
        for way in ways:
            self.ways[way.way].show_view(way)

    def _make(self, view: WayView) -> WayButton:
        button = WayButton(self._holder, view)
        button.clicked.connect(lambda checked=False, way=view.way: self.way_chosen.emit(way))
        self._group.addButton(button)
        self._ways.addWidget(button)
        return button

    def _show_sums(self, sums: tuple[SumView, ...]) -> None:
        while (item := self._sums.takeAt(0)) is not None:
            row = item.widget()
            assert row is not None
            row.hide()
            row.deleteLater()
        for one in sums:
            self._sums.addWidget(self._sum(one))

    def _sum(self, view: SumView) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Label(self._holder, view.label, tone=view.tone))
        line.addStretch()
        line.addWidget(Label(self._holder, view.amount, tone=view.tone, tabular=True))
        return row
