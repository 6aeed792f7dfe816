"""A printed document on the screen: the same blocks the printer gets, as a slip of paper."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from pos.domain.receipt_block import Block, Feed, Heading, Pair, Rule, Text, Total
from ui import paint
from ui.theme import Theme, ThemeHolder

_ROW, _DENSE_ROW, _RULE, _TOTAL_ROW, _MARGIN, _TOP, _NARROWEST = 22, 20, 11, 30, 18, 15, 260
"""Logical pixels. Rows of a long slip move together before it has to be scrolled."""
_CENTRED = paint.CENTER


class Slip(QWidget):
    """Rows of words and amounts. Centred texts after the last amount stand at the foot of the paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = Theme("light")  # as paper is, in every theme
        self._blocks: tuple[Block, ...] = ()
        self._foot: tuple[Block, ...] = ()
        self._row = _ROW
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        shown = [block for block in blocks if _height(block, _ROW)]
        last = max((n for n, block in enumerate(shown) if isinstance(block, Pair | Total)), default=-1)
        self._blocks, self._foot = tuple(shown[: last + 1]), tuple(shown[last + 1 :])
        self.setAccessibleName("\n".join(_words(block) for block in shown))
        self._fit()
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """What was set while the page was hidden: nobody around asked how high it is now."""
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the rows need in what is seen of the slip."""
        around = self.parentWidget()
        self._row = _ROW
        if around is not None and self.sizeHint().height() > around.height():
            self._row = _DENSE_ROW
        self.setMinimumHeight(self.sizeHint().height())
        self.updateGeometry()

    def _needed(self, blocks: Sequence[Block]) -> int:
        return sum(_height(block, self._row) for block in blocks)

    def sizeHint(self) -> QSize:
        return QSize(320, 2 * _TOP + self._needed((*self._blocks, *self._foot)))

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.fillRect(self.rect(), self._ink.color("bg.surface"))
        self._paint_rows(p, self._blocks, _TOP)
        self._paint_rows(p, self._foot, self.height() - _TOP - self._needed(self._foot))

    def _paint_rows(self, p: QPainter, blocks: Sequence[Block], y: float) -> None:
        for block in blocks:
            box = QRectF(_MARGIN, y, self.width() - 2 * _MARGIN, _height(block, self._row))
            self._paint_block(p, block, box)
            y += box.height()

    def _paint_block(self, p: QPainter, block: Block, box: QRectF) -> None:
        theme = self._ink
        ink = theme.color("text.primary")
        match block:
            case Heading(text=words):
                paint.text(p, box, words, theme.font("label", 700, tabular=True), ink, _CENTRED)
            case Text(text=words, align=align, bold=bold):
                where = _CENTRED if align == "centre" else paint.LEFT
                paint.text(p, box, words, theme.font("label", 700 if bold else 400, tabular=True), ink, where)
            case Pair(left=left, right=right, bold=bold):
                self._paint_pair(p, box, left, right, 700 if bold else 400, 14)
            case Total(left=left, right=right):
                self._paint_pair(p, box, left, right, 700, 18)
            case Rule():
                p.setPen(QPen(theme.color("text.secondary"), 1, Qt.PenStyle.DashLine))
                middle = round(box.center().y()) + 0.5
                p.drawLine(QLineF(box.left(), middle, box.right(), middle))

    def _paint_pair(self, p: QPainter, box: QRectF, left: str, right: str, weight: int, px: int) -> None:
        """The amount is never cut; the words make room for it."""
        theme = self._ink
        font, ink = theme.font("label", weight, tabular=True, px=px), theme.color("text.primary")
        paint.text(p, box, right, font, ink, paint.RIGHT, elide=False)
        paint.text(p, box.adjusted(0, 0, -paint.text_width(right, font) - 8, 0), left, font, ink)


class Paper(QFrame):
    """The slip on a sunken plate; a long one scrolls."""

    def __init__(self, holder: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder = holder
        self.slip = Slip()
        self._scroll = scroll = QScrollArea()
        scroll.setWidget(self.slip)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._row = QHBoxLayout(self)
        self._row.addWidget(scroll)
        self.set_compact(False)

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """What can be scrolled by keys is called as the slip is: by its first words."""
        self.slip.show_blocks(blocks)
        self._scroll.setAccessibleName(self.slip.accessibleName().partition("\n")[0])

    def set_compact(self, compact: bool) -> None:
        """With less of the plate beside the paper."""
        side = 10 if compact else 30
        self._row.setContentsMargins(side, 17, side, 17)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._holder.theme
        fill, edge = theme.color("bg.sunken"), theme.color("border.subtle")
        paint.rounded(QPainter(self), self.rect(), theme.radius("card"), fill, edge)


def _height(block: Block, row: int) -> int:
    """Logical pixels where a row has so many; 0 for what only a printer does, such as cutting and codes."""
    match block:
        case Feed(lines=lines):
            return lines * row
        case Rule():
            return _RULE
        case Total():
            return _TOTAL_ROW
        case Heading() | Text() | Pair():
            return row
        case _:
            return 0


def _words(block: Block) -> str:
    match block:
        case Heading(text=words) | Text(text=words):
            return words
        case Pair(left=left, right=right) | Total(left=left, right=right):
            return f"{left}: {right}"
        case _:
            return ""
