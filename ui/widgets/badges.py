"""Small painted marks: avatars with initials, chips as widgets, and the pills of the top bar."""

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import paint
from ui.theme import ThemeHolder
from ui.widgets.buttons import PaintedButton


def initials(name: str) -> str:
    """At most two letters for a name: first and last word, or the first two signs of a single ideographic word."""
    words = name.split()
    if not words:
        return ""
    if len(words) == 1:
        return words[0][:2] if ord(words[0][0]) > 0x2E7F else words[0][:1].upper()
    return (words[0][0] + words[-1][0]).upper()


def paint_avatar(p: QPainter, box: QRectF, name: str, holder: ThemeHolder, strong: bool = False) -> None:
    """A disc with the initials; `strong` is the person now meant."""
    theme = holder.theme
    fill, ink = ("accent.fill", "accent.on") if strong else ("accent.soft", "accent.text")
    paint.rounded(p, box, box.height() / 2, theme.color(fill))
    px = max(13, round(box.height() * 0.37))
    paint.text(p, box, initials(name), theme.font("body", 600, px=px), theme.color(ink), paint.CENTER, elide=False)


class Avatar(QWidget):
    """The disc as a widget of its own; decoration only, the name stands beside it."""

    def __init__(
        self,
        holder: ThemeHolder,
        name: str = "",
        diameter: int = 44,
        *,
        strong: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._holder, self._name, self._strong = holder, name, strong
        self.setFixedSize(diameter, diameter)

    def set_name(self, name: str) -> None:
        self._name = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_avatar(QPainter(self), QRectF(self.rect()), self._name, self._holder, self._strong)


class Chip(QWidget):
    """A state in a word, never a touch target. `kind` as in `paint.chip`."""

    def __init__(
        self,
        holder: ThemeHolder,
        text: str = "",
        kind: str = "",
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._holder, self._text, self._kind, self._icon = holder, text, kind, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(text)

    def show_state(self, text: str, kind: str = "", icon: str | None = None) -> None:
        self._text, self._kind, self._icon = text, kind, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(paint.chip_width(self._text, self._holder.theme, self._icon) + 0.5), paint.CHIP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.chip(QPainter(self), 0, 0, self._text, self._holder.theme, self._kind, self._icon)


class ChipButton(PaintedButton):
    """A chip that can be pressed: as small to look at as any, as large to touch as every button."""

    def __init__(
        self, holder: ThemeHolder, text: str, kind: str = "", icon: str | None = None, parent: QWidget | None = None
    ) -> None:
        self._kind, self._icon = kind, icon
        super().__init__(holder, text, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(paint.chip_width(self.text(), self.theme, self._icon) + 0.5), self.theme.size("target"))

    def paintEvent(self, event: QPaintEvent) -> None:
        p, top = QPainter(self), (self.height() - paint.CHIP_HEIGHT) / 2
        paint.chip(p, 0, top, self.text(), self.theme, self._kind, self._icon)
        if self.state() != "rest":
            ink = self.theme.color(paint.chip_roles(self._kind)[1])
            box = QRectF(0, top, self.width(), paint.CHIP_HEIGHT)
            paint.rounded(p, box, self.theme.radius("chip"), None, ink)


class KeyHint(QWidget):
    """A key's name in its frame, beside a control that is too small to hold it."""

    def __init__(self, holder: ThemeHolder, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder, self._key = holder, key
        self.setFixedSize(round(paint.key_hint_width(key, holder.theme) + 0.5), paint.KEY_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.key_hint(QPainter(self), self.width(), self.height() / 2, self._key, self._holder.theme)


PillState = Literal["quiet", "warning", "danger"]

_PILL_LOOKS: dict[PillState, tuple[str, str, str]] = {
    "quiet": ("bg.surface", "border.subtle", "text.secondary"),
    "warning": ("warning.bg", "warning.fg", "warning.fg"),
    "danger": ("danger.bg", "danger.fg", "danger.fg"),
}


class Pill(PaintedButton):
    """A rounded button of the top bar: an icon and words that tell a state, or a person with the lock."""

    def __init__(
        self,
        holder: ThemeHolder,
        text: str = "",
        icon: str = "",
        *,
        avatar: str = "",
        trailing: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._icon, self._avatar, self._trailing = icon, avatar, trailing
        self._pill_state: PillState = "quiet"
        super().__init__(holder, text, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, text: str, icon: str, state: PillState) -> None:
        self._icon, self._pill_state = icon, state
        self.setText(text)

    def show_person(self, name: str, short_name: str) -> None:
        self._avatar = name
        self.setText(short_name)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        font = self.theme.font("label", 500)
        width = paint.text_width(self.text(), font) + (46 if self._avatar else 42 if self._icon else 16) + 14
        return QSize(round(width) + (30 if self._trailing else 0), self.theme.size("control"))

    def paintEvent(self, event: QPaintEvent) -> None:
        p, box, theme = QPainter(self), QRectF(self.rect()), self.theme
        fill, edge, ink = _PILL_LOOKS[self._pill_state]
        if self._pill_state == "quiet":
            fill = {"hover": "bg.hover", "pressed": "bg.pressed"}.get(self.state(), fill)
        paint.rounded(p, box, box.height() / 2, theme.color(fill), theme.color(edge))
        x = 16.0
        if self._avatar:
            paint_avatar(p, QRectF(6, 6, 32, 32), self._avatar, self.holder)
            x, ink = 48.0, "text.primary"
        elif self._icon:
            p.drawPixmap(QPointF(14, 12), theme.icon(self._icon, ink, 20))
            x = 42.0
        paint.text(p, box.adjusted(x, 0, 0, 0), self.text(), theme.font("label", 500), theme.color(ink), elide=False)
        if self._trailing:
            p.drawPixmap(QPointF(box.right() - 32, 12), theme.icon(self._trailing, ink, 20))
