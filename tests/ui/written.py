"""What a page writes, read from its own painting: every text with its place, ink and size, also inside lists.

A widget painted into an SVG says of each piece of text what colour was asked for; the picture of the same page says
what colour lies behind it and what there is to be seen.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree

from PySide6.QtCore import QBuffer, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QLineEdit, QWidget

_SVG = "{http://www.w3.org/2000/svg}"
_RGB = 0xFFFFFF
_FRAME = 3


@dataclass(frozen=True, slots=True)
class Written:
    """One piece of text on a page; `box` is in the page's own pixels, `opacity` what its painter had."""

    text: str
    box: QRect
    ink: str
    opacity: float
    px: int
    owner: QWidget
    page: QWidget

    @property
    def told(self) -> str:
        return f"{self.text!r} {self.ink} {self.px}px on {type(self.owner).__name__} at {self.box.getRect()}"

    def is_enabled(self) -> bool:
        """Whether what the text belongs to can be used: its widget, and its row in a list."""
        view = self.owner.parentWidget()
        if not self.owner.isEnabled() or not isinstance(view, QAbstractItemView):
            return self.owner.isEnabled()
        row = view.indexAt(self.owner.mapFrom(self.page, self.box.center()))
        return not row.isValid() or bool(row.flags() & Qt.ItemFlag.ItemIsEnabled)


def writing(page: QWidget) -> list[Written]:
    """Every piece of text that is to be seen on the page, in no other way cut than by the edge of a list."""
    parts = [page, *(one for one in page.findChildren(QWidget) if one.isVisible() and not one.isWindow())]
    return [piece for part in parts for piece in _painted(part, page) if _is_seen(piece, page)]


def _painted(part: QWidget, page: QWidget) -> list[Written]:
    buffer, svg = QBuffer(), QSvgGenerator()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    svg.setOutputDevice(buffer)
    svg.setSize(part.size())
    svg.setViewBox(part.rect())
    part.render(svg, QPoint(), QRegion(), QWidget.RenderFlag(0))
    del svg
    root = ElementTree.fromstring(bytes(buffer.data().data()))
    groups = [(group, group.findall(f"{_SVG}text")) for group in root.iter(f"{_SVG}g")]
    return [_piece(group, text, part, page) for group, texts in groups for text in texts if (text.text or "").strip()]


def _piece(group: ElementTree.Element, text: ElementTree.Element, owner: QWidget, page: QWidget) -> Written:
    words, given = (text.text or "").strip("\n"), text.attrib
    left, top = (float(part) for part in group.attrib["transform"][len("matrix(") : -1].split(",")[4:])
    font = QFont(given["font-family"].split(","))
    font.setPixelSize(round(float(given["font-size"])))
    font.setWeight(QFont.Weight(int(given["font-weight"])))
    metrics = QFontMetricsF(font)
    x, base, up = left + float(given["x"]), top + float(given["y"]), metrics.capHeight()
    box = QRect(round(x), round(base - up), max(1, round(metrics.horizontalAdvance(words))), round(up))
    if (ink_box := metrics.tightBoundingRect(words)).top() >= 0:
        box.setBottom(round(base + ink_box.bottom()))  # an underscore stands below the line
    opacity = float(group.attrib.get("opacity", "1")) * float(given.get("fill-opacity", "1"))
    is_selected = isinstance(owner, QLineEdit) and owner.hasSelectedText()
    ink = owner.palette().highlightedText().color().name() if is_selected else given["fill"]
    box.translate(owner.mapTo(page, QPoint()))
    return Written(words, box, ink.upper(), opacity, font.pixelSize(), owner, page)


def _is_seen(piece: Written, page: QWidget) -> bool:
    """Not scrolled or cut away by a list or a scrolled column, and not under a toast."""
    at, owner = page.childAt(piece.box.center()), piece.owner
    if at is None or not (at is owner or at.isAncestorOf(owner)):
        return at is None and owner is page
    box = QRegion(piece.box.adjusted(1, 0, -1, 0).translated(-owner.mapTo(page, QPoint())))
    return not _scrolls(owner, page) or box.subtracted(owner.visibleRegion()).isEmpty()


def _scrolls(owner: QWidget, page: QWidget) -> bool:
    at: QWidget | None = owner
    while at is not None and at is not page and not isinstance(at, QAbstractScrollArea):
        at = at.parentWidget()
    return isinstance(at, QAbstractScrollArea)


class Picture:
    """The pixels of a page."""

    def __init__(self, page: QWidget) -> None:
        self._image = page.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        self._pixels = memoryview(self._image.constBits()).cast("I")
        self._width = self._image.bytesPerLine() // 4

    def around(self, box: QRect) -> str:
        """The colour that most of the frame around a box has: what its text stands on, however bold it is."""
        frame = self.colours(box.adjusted(-_FRAME, -_FRAME, _FRAME, _FRAME))
        frame.subtract(self.colours(box))
        return frame.most_common(1)[0][0]

    def colours(self, box: QRect) -> Counter[str]:
        """How often each colour is seen in a box."""
        box = box.intersected(self._image.rect())
        seen: Counter[int] = Counter()
        for y in range(box.top(), box.bottom() + 1):
            start = y * self._width
            seen.update(self._pixels[start + box.left() : start + box.right() + 1])
        return Counter({f"#{pixel & _RGB:06X}": count for pixel, count in seen.items()})


@cache
def luminance(color: str) -> float:
    """Relative luminance of a `#RRGGBB` as WCAG 2.2 defines it."""
    of = QColor(color)
    parts = (of.redF(), of.greenF(), of.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
