"""Buttons, plates and rows that lists paint themselves, in the looks of the widgets of the same kind."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle

from ui import paint
from ui.customer.view import Thumbnail
from ui.sell.pictures import Pictures
from ui.theme import Theme
from ui.widgets.badges import initials

TARGET = 44
_PADDING, _GAP = 17, 8


def button_width(label: str, key: str, theme: Theme, filled: bool) -> int:
    """As wide as a button widget with this label and key hint."""
    words = paint.text_width(label, theme.font("body", 600 if filled else 500))
    return round(words + (_GAP + paint.key_hint_width(key, theme) if key else 0)) + 2 * _PADDING


def button(p: QPainter, box: QRectF, label: str, key: str, theme: Theme, *, filled: bool, down: bool) -> None:
    """`filled` is the one that Enter presses."""
    if filled:
        fill, ink = theme.color("accent.fill.pressed" if down else "accent.fill"), theme.color("accent.on")
        paint.rounded(p, box, theme.radius("control"), fill)
    else:
        fill, ink = theme.color("bg.pressed" if down else "bg.surface"), theme.color("text.primary")
        paint.rounded(p, box, theme.radius("control"), fill, theme.color("border.control"))
    font = theme.font("body", 600 if filled else 500)
    words = QRectF(box.x() + _PADDING, box.y(), paint.text_width(label, font) + 1, box.height())
    paint.text(p, words, label, font, ink, elide=False)
    if key:
        hint = (ink, ink) if filled else (None, None)
        paint.key_hint(p, box.right() - _PADDING, box.center().y(), key, theme, *hint)


def plate(p: QPainter, box: QRectF, shown: Thumbnail, theme: Theme, pictures: Pictures, picture: int) -> None:
    """A picture on its plate, `picture` pixels square; initials where there is none."""
    paint.rounded(p, box, theme.radius("control"), theme.color("bg.plate"))
    found = pictures.get(shown.image, QSize(picture, picture), p.device().devicePixelRatioF()) if shown.image else None
    if found is not None:
        size = found.deviceIndependentSize()
        p.drawPixmap(box.center() - QPointF(size.width() / 2, size.height() / 2), found)
    elif not shown.image:
        paint.text(p, box, initials(shown.name), theme.font("label", 600), theme.color("text.primary"), paint.CENTER)


def row(p: QPainter, box: QRectF, theme: Theme, state: QStyle.StateFlag) -> None:
    """The ground of a row: chosen, under the pointer or plain, with its hairline."""
    if state & QStyle.StateFlag.State_Selected:
        p.fillRect(box, theme.color("bg.selected"))
        p.fillRect(QRectF(box.x(), box.y(), 4, box.height()), theme.color("accent.text"))
    elif state & QStyle.StateFlag.State_MouseOver:
        p.fillRect(box, theme.color("bg.hover"))
    p.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), theme.color("border.subtle"))


def row_focus(p: QPainter, box: QRectF, theme: Theme, state: QStyle.StateFlag) -> None:
    """The ring of the row that the keyboard is on."""
    if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
        paint.rounded(p, box.adjusted(1, 1, -1, -2), 2, None, theme.color("focus"), 3)
