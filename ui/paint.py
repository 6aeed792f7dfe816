"""Painting in the design's words: rounded boxes, texts that elide, chips and key hints, the same in every widget."""

import re
from functools import cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from ui.theme import Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter

CHIP_HEIGHT = 24
KEY_HEIGHT = 22
_UNIT = re.compile(r"(?<=\d) (?=(?:ml|cl|l|L|g|kg|mm|cm|m)\b)")
_CHIP_PADDING = 8
_CHIP_ICON = 16
_CHIP_ICON_GAP = 5


def rounded(
    p: QPainter,
    rect: QRect | QRectF,
    radius: float,
    fill: QColor | None = None,
    border: QColor | None = None,
    width: float = 1,
) -> None:
    """Fill and edge a box; the edge lies wholly inside `rect`, so neighbours stay sharp."""
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = width / 2 if border is not None else 0
    p.setPen(QPen(border, width) if border is not None else Qt.PenStyle.NoPen)
    p.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    p.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)


def text(
    p: QPainter,
    rect: QRect | QRectF,
    s: str,
    font: QFont,
    color: QColor,
    align: Qt.AlignmentFlag = LEFT,
    elide: bool = True,
) -> None:
    """Write one line; `elide` shortens what does not fit. Amounts are never elided: pass False for them."""
    box = QRectF(rect)
    p.setFont(font)
    p.setPen(color)
    if elide:
        s = QFontMetricsF(font).elidedText(s, Qt.TextElideMode.ElideRight, box.width())
    p.drawText(box, _one_line(align), s)


@cache
def _one_line(align: Qt.AlignmentFlag) -> int:
    """Flags of Qt are joined in Python: of a text's time that took more than its letters."""
    return int(align | Qt.TextFlag.TextSingleLine)


def text_two_lines(p: QPainter, rect: QRect | QRectF, s: str, font: QFont, color: QColor, line: int) -> int:
    """Write at most two lines of `line` pixels each, the second elided; returns how many were used."""
    box = QRectF(rect)
    first, rest = two_lines(s, font, box.width())
    row = QRectF(box.x(), box.y(), box.width(), line)
    text(p, row, first, font, color, elide=False)
    if not rest:
        return 1
    text(p, row.translated(0, line), rest, font, color)
    return 2


def two_lines(s: str, font: QFont, width: float) -> tuple[str, str]:
    """What stands on a line of this width, and what is left for the next, which may be nothing.

    Breaks between words, and between any two ideographs where Unicode allows it; never behind a hyphen or between a
    number and its unit.
    """
    s = _UNIT.sub("\N{NO-BREAK SPACE}", s.replace("-", "\N{NON-BREAKING HYPHEN}"))
    layout = QTextLayout(s, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(width)
    taken = first.textLength()
    layout.endLayout()
    return s[:taken].strip(), s[taken:].strip()


def text_width(s: str, font: QFont) -> float:
    return QFontMetricsF(font).horizontalAdvance(s)


def chip_width(s: str, theme: Theme, icon: str | None = None) -> float:
    return text_width(s, theme.font("meta", 500)) + 2 * _CHIP_PADDING + (_CHIP_ICON + _CHIP_ICON_GAP if icon else 0)


def chip(p: QPainter, x: float, y: float, s: str, theme: Theme, kind: str = "", icon: str | None = None) -> float:
    """Paint a chip with its top left corner at (x, y) and return its width.

    `kind` is a colour family (`success`, `warning`, `danger`, `info`, `promo`, `tier`, `accent`) or "" for grey.
    """
    fill, ink = chip_roles(kind)
    width = chip_width(s, theme, icon)
    rounded(p, QRectF(x, y, width, CHIP_HEIGHT), theme.radius("chip"), theme.color(fill))
    left = x + _CHIP_PADDING
    if icon is not None:
        p.drawPixmap(QPointF(left, y + (CHIP_HEIGHT - _CHIP_ICON) / 2), theme.icon(icon, ink, _CHIP_ICON))
        left += _CHIP_ICON + _CHIP_ICON_GAP
    text(p, QRectF(left, y, width, CHIP_HEIGHT), s, theme.font("meta", 500), theme.color(ink), elide=False)
    return width


def chip_roles(kind: str) -> tuple[str, str]:
    """The colour roles of a chip or soft banner: fill and ink."""
    if kind == "accent":
        return "accent.soft", "accent.text"
    return (f"{kind}.bg", f"{kind}.fg") if kind else ("bg.sunken", "text.secondary")


def key_hint_width(s: str, theme: Theme) -> float:
    return max(26.0, text_width(s, theme.font("meta", 500)) + 14)


def key_hint(
    p: QPainter,
    right: float,
    cy: float,
    s: str,
    theme: Theme,
    color: QColor | None = None,
    border: QColor | None = None,
) -> float:
    """Paint a key's name in its frame, ending at `right` and centred on `cy`; returns its width."""
    width = key_hint_width(s, theme)
    box = QRectF(right - width, cy - KEY_HEIGHT / 2, width, KEY_HEIGHT)
    rounded(p, box, 5, None, border if border is not None else theme.color("border.control"))
    ink = color if color is not None else theme.color("text.secondary")
    text(p, box, s, theme.font("meta", 500), ink, CENTER, elide=False)
    return width
