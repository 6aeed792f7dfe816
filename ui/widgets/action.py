"""Buttons of bars: the action bar under a screen and the navigation rail beside it."""

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import paint
from ui.theme import ThemeHolder
from ui.widgets.buttons import PaintedButton

_ICON = 22
_BADGE = 20


class ActionButton(PaintedButton):
    """64 high: icon and key hint over the label, with a count in between where one helps, as for held sales."""

    def __init__(
        self, holder: ThemeHolder, label: str, icon: str, key: str = "", badge: str = "", parent: QWidget | None = None
    ) -> None:
        self.icon_name, self._badge = icon, badge
        super().__init__(holder, label, key, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_badge(self, badge: str) -> None:
        """A count; without one the description stays why the button is off."""
        self._badge = badge
        self.setAccessibleDescription(badge or self.toolTip())
        self.update()

    def sizeHint(self) -> QSize:
        label = paint.text_width(self.text(), self.theme.font("label", 500))
        return QSize(max(64, round(label) + 12), self.theme.size("actionbar"))

    def paintEvent(self, event: QPaintEvent) -> None:
        p, box, theme, state = QPainter(self), QRectF(self.rect()), self.theme, self.state()
        ink = theme.color("text.primary" if state != "disabled" else "text.disabled")
        fill = {"rest": "bg.surface", "hover": "bg.hover", "pressed": "bg.pressed", "disabled": "bg.app"}[state]
        paint.rounded(p, box, theme.radius("control"), theme.color(fill), theme.color("border.subtle"))
        key = paint.key_hint_width(self.key, theme) + 7 if self.key else 0.0
        badge = _BADGE + 7.0 if self._badge else 0.0
        x = (box.width() - _ICON - badge - key) / 2
        p.drawPixmap(QPointF(x, 10), theme.tinted(self.icon_name, ink, _ICON))
        if self._badge:
            round_badge(p, QRectF(x + _ICON + 7, 11, _BADGE, _BADGE), self._badge, self.holder, "accent")
        if self.key:
            right = x + _ICON + badge + key
            paint.key_hint(p, right, 21, self.key, theme, None if state != "disabled" else ink)
        font = theme.font("label", 500)
        paint.text(p, QRectF(4, 36, box.width() - 8, 20), self.text(), font, ink, paint.CENTER)


class RailButton(PaintedButton):
    """One page of the rail: icon over label, a count in the corner, filled while its page is open."""

    def __init__(
        self, holder: ThemeHolder, label: str, icon: str, key: str = "", parent: QWidget | None = None
    ) -> None:
        self.icon_name, self._badge = icon, ""
        super().__init__(holder, label, key, parent)
        self.setCheckable(True)
        self.setFixedSize(self.sizeHint())

    def set_badge(self, badge: str) -> None:
        self._badge = badge
        self.setAccessibleDescription(badge or self.toolTip())
        self.update()

    def sizeHint(self) -> QSize:
        """72 wide unless the words of a language need more: labels never shrink."""
        words = paint.text_width(self.text(), self.theme.font("meta", 600))
        return QSize(max(72, ceil(words)), 66)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme = QPainter(self), self.theme
        role = "rail.active.fg" if self.isChecked() else "rail.fg"
        p.setOpacity(1.0 if self.isEnabled() else 0.45)
        if self.isChecked():
            paint.rounded(p, self.rect(), theme.radius("card"), theme.color("rail.active.bg"))
        elif self.state() in ("hover", "pressed"):
            p.setOpacity(0.14 if self.state() == "hover" else 0.24)
            paint.rounded(p, self.rect(), theme.radius("card"), theme.color("rail.fg"))
            p.setOpacity(1.0)
        middle = self.width() / 2
        p.drawPixmap(QPointF(middle - _ICON / 2, 12), theme.icon(self.icon_name, role, _ICON))
        font = theme.font("meta", 600 if self.isChecked() else 500)
        paint.text(p, QRectF(0, 37, self.width(), 18), self.text(), font, theme.color(role), paint.CENTER)
        if self._badge:
            kind = "open" if self.isChecked() else "rail"
            round_badge(p, QRectF(middle + 6, 6, _BADGE, _BADGE), self._badge, self.holder, kind)


def round_badge(p: QPainter, box: QRectF, s: str, holder: ThemeHolder, kind: str) -> None:
    """A count in a disc; `kind` is `rail` (light on the dark rail), `open` on its open page, `accent` or `danger`."""
    fill, ink = {
        "rail": ("rail.fg", "rail.bg"),
        "open": ("rail.active.fg", "rail.active.bg"),
        "accent": ("accent.fill", "accent.on"),
        "danger": ("danger.fill", "danger.on"),
    }[kind]
    theme = holder.theme
    paint.rounded(p, box, box.height() / 2, theme.color(fill))
    paint.text(p, box, s, theme.font("meta", 600, tabular=True), theme.color(ink), paint.CENTER, elide=False)
