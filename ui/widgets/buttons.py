"""Buttons with an icon, a label and the key that does the same; each paints itself from the theme.

All act on release, so sliding off cancels. A disabled one may say why in its tooltip and accessible description.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import paint
from ui.theme import Theme, ThemeHolder

_GAP = 8
_ICON = 22


class PaintedButton(QAbstractButton):
    """What all painted buttons share: size floor, names for screen readers, repaint on hover and theme change."""

    def __init__(self, holder: ThemeHolder, label: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.holder, self.key = holder, key
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setText(label)

    @property
    def theme(self) -> Theme:
        return self.holder.theme

    def setText(self, label: str) -> None:
        """A label may change, as "Take £20" does; the "&" of Qt's mnemonics is an ordinary sign here."""
        super().setText(label)
        self.setAccessibleName(f"{label}, {self.key}" if self.key else label)
        self.updateGeometry()
        self.update()

    def set_reason(self, reason: str) -> None:
        """Disable with a reason in words, or enable again with an empty one."""
        self.setEnabled(not reason)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)

    def state(self) -> str:
        """`disabled`, `pressed`, `hover` or `rest`, the names the tables of looks use."""
        if not self.isEnabled():
            return "disabled"
        if self.isDown():
            return "pressed"
        return "hover" if self.underMouse() else "rest"

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the focused button too; a held Enter presses it once."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


class LabelButton(PaintedButton):
    """One row of icon, label and key hint. Subclasses say how each state looks."""

    text_role, weight, tall, padding, radius = "body", 500, 44, 16, "control"

    def __init__(
        self,
        holder: ThemeHolder,
        label: str,
        icon: str = "",
        key: str = "",
        parent: QWidget | None = None,
        *,
        trailing: str = "",
        large: bool = False,
    ) -> None:
        """`trailing` is an icon after the label; `large` makes the button 56 high, as in dialogs and forms."""
        self.icon_name, self.trailing = icon, trailing
        self.tall = 56 if large else type(self).tall
        self.text_role = "body.lg" if large else type(self).text_role
        super().__init__(holder, label, key, parent)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def looks(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Fill, edge and ink of the present state."""
        raise NotImplementedError

    def content_width(self) -> float:
        width = paint.text_width(self.text(), self.theme.font(self.text_role, self.weight)) if self.text() else 0.0
        parts = [width] if self.text() else []
        parts += [_ICON] * (bool(self.icon_name) + bool(self.trailing))
        parts += [paint.key_hint_width(self.key, self.theme)] if self.key else []
        return sum(parts) + _GAP * (len(parts) - 1)

    def sizeHint(self) -> QSize:
        return QSize(max(44, round(self.content_width()) + 2 * self.padding + 2), self.tall)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, box = QPainter(self), QRectF(self.rect())
        fill, edge, ink = self.looks()
        paint.rounded(p, box, self.theme.radius(self.radius), fill, edge)
        self.paint_content(p, box, ink)

    def paint_content(self, p: QPainter, box: QRectF, ink: QColor) -> None:
        font = self.theme.font(self.text_role, self.weight)
        hint = paint.key_hint_width(self.key, self.theme) + _GAP if self.key else 0.0
        if hint and self.content_width() > box.width() - 12:
            hint = 0.0  # the key still works; a word is never cut for its hint
        wanted = self._width_without_key() + hint
        if wanted > box.width() - 12:
            self._paint_in_two_lines(p, box, ink)
            return
        x = box.x() + max(6.0, (box.width() - wanted) / 2)
        x = self._paint_icon(p, x, box, self.icon_name, ink)
        if self.text():
            room = box.right() - x - (hint or 4)
            width = min(paint.text_width(self.text(), font) + 1, room)
            paint.text(p, QRectF(x, box.y(), width, box.height()), self.text(), font, ink)
            x += width + _GAP - 1
        x = self._paint_icon(p, x, box, self.trailing, ink)
        if hint:
            right = x + paint.key_hint_width(self.key, self.theme)
            paint.key_hint(p, right, box.center().y(), self.key, self.theme, *self.key_looks(ink))

    def _width_without_key(self) -> float:
        return self.content_width() - (paint.key_hint_width(self.key, self.theme) + _GAP if self.key else 0.0)

    def _paint_in_two_lines(self, p: QPainter, box: QRectF, ink: QColor) -> None:
        """Words of another language may be longer than the room: they wrap before they are cut."""
        font = self.theme.font(self.text_role, self.weight)
        x = self._paint_icon(p, box.x() + 6, box, self.icon_name, ink)
        right = box.right() - 6 - (_ICON + _GAP if self.trailing else 0)
        first, rest = paint.two_lines(self.text(), font, right - x)
        line = QFontMetricsF(font).height() - 1
        room = QRectF(x, box.center().y() - (line if rest else line / 2), right - x, line)
        paint.text(p, room, first, font, ink, paint.CENTER)
        paint.text(p, room.translated(0, line), rest, font, ink, paint.CENTER)
        self._paint_icon(p, right + _GAP, box, self.trailing, ink)

    def key_looks(self, ink: QColor) -> tuple[QColor | None, QColor | None]:
        """Ink and edge of the key hint; None is the neutral one."""
        return (None, None) if self.isEnabled() else (ink, ink)

    def _paint_icon(self, p: QPainter, x: float, box: QRectF, name: str, ink: QColor) -> float:
        if not name:
            return x
        p.drawPixmap(QPointF(x, box.y() + (box.height() - _ICON) / 2), self.theme.tinted(name, ink, _ICON))
        return x + _ICON + _GAP


def _outlined(button: PaintedButton, edge_role: str, ink_role: str) -> tuple[QColor, QColor, QColor]:
    """Fill, edge and ink of a button that is one among others."""
    c, state = button.theme.color, button.state()
    if state == "disabled":
        return c("bg.app"), c("border.subtle"), c("text.disabled")
    fill = {"rest": "bg.surface", "hover": "bg.hover", "pressed": "bg.pressed"}[state]
    return c(fill), c(edge_role), c(ink_role)


class OutlineButton(LabelButton):
    """The ordinary button: an edge, no fill of its own."""

    edge_role, ink_role = "border.control", "text.primary"

    def looks(self) -> tuple[QColor | None, QColor | None, QColor]:
        return _outlined(self, self.edge_role, self.ink_role)


class DangerButton(OutlineButton):
    """Takes something away that can be brought back; away from the primary action."""

    edge_role, ink_role = "danger.fg", "danger.fg"


class QuietButton(LabelButton):
    """A button without an edge, in the colour of links."""

    ink_role = "accent.text"

    def looks(self) -> tuple[QColor | None, QColor | None, QColor]:
        c, state = self.theme.color, self.state()
        if state == "disabled":
            return None, None, c("text.disabled")
        fill = {"rest": None, "hover": "bg.hover", "pressed": "bg.pressed"}[state]
        return (c(fill) if fill else None), None, c(self.ink_role)


class FilledButton(LabelButton):
    """A solid button; the family names the fill: `accent` is the one primary action of a bar or dialog."""

    family, weight = "accent", 600
    is_primary = True
    """Off while something else on the page is the one primary action; it looks like any other button then."""

    def looks(self) -> tuple[QColor | None, QColor | None, QColor]:
        if not self.is_primary:
            return _outlined(self, "border.control", "text.primary")
        c, state = self.theme.color, self.state()
        if state == "disabled":
            return c("bg.sunken"), c("border.subtle"), c("text.disabled")
        suffix = "" if state == "rest" else f".{state}"
        return c(f"{self.family}.fill{suffix}"), None, c(f"{self.family}.on")

    def key_looks(self, ink: QColor) -> tuple[QColor | None, QColor | None]:
        return (ink, ink) if self.is_primary else super().key_looks(ink)


class FinalButton(FilledButton):
    """Confirms what cannot be taken back."""

    family = "danger"


class TonalButton(LabelButton):
    """A softly filled button, second to the primary one."""

    weight = 600

    def looks(self) -> tuple[QColor | None, QColor | None, QColor]:
        c, state = self.theme.color, self.state()
        if state == "disabled":
            return c("bg.app"), c("border.subtle"), c("text.disabled")
        return c("accent.soft" + ("" if state == "rest" else f".{state}")), None, c("accent.text")

    def key_looks(self, ink: QColor) -> tuple[QColor | None, QColor | None]:
        return ink, ink
