"""The receipt as paper on the screen: the blocks of the printed one, with bars that a scanner reads."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos.domain.code128 import QUIET, code128_modules
from pos.domain.receipt_block import Barcode, Block, Cut, Feed, Heading, Pair, Qr, Rule, Text, Total
from pos.domain.receipt_rows import wrap
from ui import paint
from ui.theme import Theme, ThemeHolder

_EDGE, _BARS, _INDENT = 18, 38, 7


@dataclass(frozen=True, slots=True)
class Spacing:
    """Heights in logical pixels of a row, of a row of particulars, and of a dashed line."""

    row: int
    small: int
    rule: int


AIRY, DENSE = Spacing(24, 18, 12), Spacing(19, 15, 8)
"""A short receipt stands as in the mock-ups; a longer one moves together before it has to be scrolled."""


class Well(QWidget):
    """The sunken surface that the paper lies on."""

    def __init__(self, holder: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder = holder

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._holder.theme
        fill, edge = theme.color("bg.sunken"), theme.color("border.subtle")
        paint.rounded(QPainter(self), self.rect(), theme.radius("card"), fill, edge)


class ReceiptPaper(QWidget):
    """White with dark words in every theme, as paper is. As high as its blocks need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = Theme("light")
        self._blocks: tuple[Block, ...] = ()
        self._rows: dict[tuple[str, int, bool], tuple[str, ...]] = {}
        self._heights: dict[tuple[Spacing, int], int] = {}
        self._space = AIRY
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.setMinimumWidth(240)

    def show_blocks(self, blocks: tuple[Block, ...], name: str) -> None:
        self._blocks = blocks
        self._rows.clear()
        self._heights.clear()
        self.setAccessibleName(name)
        self.setAccessibleDescription("\n".join(spoken(blocks)))
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """What was set while the page was hidden: nobody around asked how high it is now."""
        super().showEvent(event)
        self.updateGeometry()

    def _fit(self) -> None:
        around = self.parentWidget()
        self._space = AIRY
        if around is not None and self._height() > around.height():
            self._space = DENSE
        self.setMinimumHeight(self._height())

    def sizeHint(self) -> QSize:
        return QSize(292, self._height())

    def _height(self) -> int:
        """Added up once a width: Qt asks many times before the paper is painted."""
        key = self._space, self.width()
        if key not in self._heights:
            self._heights[key] = round(14 + sum(self._block_height(block) for block in self._shown())) + 14
        return self._heights[key]

    def _shown(self) -> Iterator[Block]:
        """What stands on the screen: the QR code says the same as the bars above it."""
        return (block for block in self._blocks if not isinstance(block, Qr | Cut))

    def _block_height(self, block: Block) -> float:
        match block:
            case Rule():
                return self._space.rule
            case Feed(lines):
                return 8.0 * lines
            case Barcode():
                return _BARS + self._space.row
            case Total():
                return self._space.row + 2
            case Text(text, _, _, indent):
                row = self._space.small if indent else self._space.row
                return row * len(self._lines(text, self.width() - 2 * _EDGE - indent * _INDENT))
            case Heading(text):
                return self._space.row * len(self._lines(text, self.width() - 2 * _EDGE, bold=True))
            case Pair(left, right):
                return self._space.row * len(self._lines(left, self._room(right)))
            case _:
                return 0

    def _room(self, right: str) -> float:
        return self.width() - 2 * _EDGE - paint.text_width(right, self._ink.font("meta", 400, tabular=True)) - 10

    def _lines(self, text: str, room: float, bold: bool = False) -> tuple[str, ...]:
        """The text in rows, broken once for its height and for the painting."""
        asked = text, max(40, int(room)), bold
        if asked not in self._rows:
            font = self._ink.font("meta", 600 if bold else 400)
            self._rows[asked] = wrap(*asked[:2], lambda part: paint.text_width(part, font))
        return self._rows[asked]

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        paint.rounded(p, self.rect(), 2, self._ink.color("bg.surface"))
        y = 14.0
        bottom = self._foot_height()
        for block in self._shown():
            if isinstance(block, Barcode):
                y = max(y, self.height() - bottom)
            self._paint(p, block, y)
            y += self._block_height(block)

    def _foot_height(self) -> float:
        return sum(self._block_height(block) for block in self._shown() if isinstance(block, Barcode)) + 14

    def _paint(self, p: QPainter, block: Block, y: float) -> None:
        theme, width = self._ink, self.width() - 2.0 * _EDGE
        ink = theme.color("text.primary")
        match block:
            case Heading(text):
                for n, row in enumerate(self._lines(text, width, bold=True)):
                    box = QRectF(_EDGE, y + n * self._space.row, width, self._space.row)
                    paint.text(p, box, row, theme.font("meta", 600), ink, paint.CENTER)
            case Text(text, align, bold, indent):
                step = self._space.small if indent else self._space.row
                font = theme.font("meta", 600 if bold else 400, tabular=True)
                tone = theme.color("text.secondary") if indent else ink
                for n, row in enumerate(self._lines(text, width - indent * _INDENT)):
                    box = QRectF(_EDGE + indent * _INDENT, y + n * step, width - indent * _INDENT, step)
                    paint.text(p, box, row, font, tone, paint.CENTER if align == "centre" else paint.LEFT)
            case Pair(left, right, bold):
                font = theme.font("meta", 600 if bold else 400, tabular=True)
                for n, row in enumerate(self._lines(left, self._room(right))):
                    paint.text(
                        p, QRectF(_EDGE, y + n * self._space.row, width, self._space.row), row, font, ink, elide=False
                    )
                paint.text(p, QRectF(_EDGE, y, width, self._space.row), right, font, ink, paint.RIGHT, elide=False)
            case Total(left, right):
                font = theme.font("body.lg", 700, tabular=True)
                box = QRectF(_EDGE, y, width, self._space.row + 2)
                paint.text(p, box, left, font, ink, elide=False)
                paint.text(p, box, right, font, ink, paint.RIGHT, elide=False)
            case Rule():
                p.setPen(QPen(theme.color("text.secondary"), 1, Qt.PenStyle.DashLine))
                p.drawLine(QPointF(_EDGE, y + self._space.rule / 2), QPointF(_EDGE + width, y + self._space.rule / 2))
            case Barcode(code, caption):
                paint_bars(p, QRectF(4, y, self.width() - 8.0, _BARS), code, ink)
                below = QRectF(_EDGE, y + _BARS, width, self._space.row)
                paint.text(p, below, caption, theme.font("meta", 400, tabular=True), ink, paint.CENTER)


def paint_bars(p: QPainter, box: QRectF, code: str, ink: QColor) -> None:
    """Code 128 in the middle of `box`, every module a whole number of device pixels where there is room."""
    widths = code128_modules(code)
    ratio = p.device().devicePixelRatioF()
    modules = sum(widths) + 2 * QUIET
    module = max(1, int(box.width() * ratio) // modules) / ratio
    if module * modules > box.width():
        module = box.width() / modules
    x = box.x() + (box.width() - module * sum(widths)) / 2
    x = round(x * ratio) / ratio
    p.setRenderHint(QPainter.RenderHint.Antialiasing, module * modules > box.width() + 1)
    for n, width in enumerate(widths):
        if n % 2 == 0:
            p.fillRect(QRectF(x, box.y(), width * module, box.height()), ink)
        x += width * module


def spoken(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The receipt row by row for who cannot see it."""
    for block in blocks:
        match block:
            case Heading(text) | Text(text):
                yield text
            case Pair(left, right) | Total(left, right):
                yield f"{left} {right}"
            case Barcode(_, caption):
                yield caption
            case _:
                continue
