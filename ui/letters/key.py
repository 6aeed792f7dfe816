"""One key of the sheet. It never takes the focus, and hears each finger for itself, so that two may type by turns."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTouchEvent
from PySide6.QtWidgets import QWidget

from ui import paint
from ui.letters.rows import HIDE
from ui.theme import ThemeHolder
from ui.widgets.buttons import PaintedButton
from ui.widgets.keypad import BACK

HEIGHT = 52
"""With the gap, which belongs to the key: no finger falls between two of them."""
_GAP, _ICON = 3, 24
_ICONS = {BACK: "backspace", HIDE: "down"}


class LetterKey(PaintedButton):
    """`face` is what stands on it, `name` what it is called. A `marked` key stands out, a `held` one more so."""

    def __init__(self, holder: ThemeHolder, sign: str, face: str, name: str, parent: QWidget) -> None:
        self.sign, self.marked, self.held = sign, False, False
        super().__init__(holder, "", parent=parent)
        self.setObjectName(f"letter-{sign}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAutoRepeat(sign == BACK)
        self.say(face, name)

    def say(self, face: str, name: str) -> None:
        self.setText(face)
        self.setAccessibleName(name)

    def mark(self, *, marked: bool, held: bool = False) -> None:
        self.marked, self.held = marked, held
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.size("target"), HEIGHT)

    def event(self, event: QEvent) -> bool:
        return self._touched(event) if isinstance(event, QTouchEvent) else super().event(event)

    def _touched(self, event: QTouchEvent) -> bool:
        """Acts when the finger is lifted, as under a mouse; sliding off cancels."""
        kind = event.type()
        if kind is QEvent.Type.TouchBegin:
            self.setDown(True)
        elif kind is not QEvent.Type.TouchUpdate:
            self.setDown(False)
            if kind is QEvent.Type.TouchEnd and QRectF(self.rect()).contains(event.points()[0].position()):
                self.click()
        event.accept()
        return True

    def looks(self) -> tuple[QColor, QColor | None, QColor]:
        """Fill, edge and ink."""
        c, pressed = self.theme.color, self.state() == "pressed"
        if self.held:
            return c("accent.fill.pressed" if pressed else "accent.fill"), None, c("accent.on")
        if self.marked:
            return c("accent.soft.pressed" if pressed else "accent.soft"), None, c("accent.text")
        return c("bg.pressed" if pressed else "bg.surface"), c("border.subtle"), c("text.primary")

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, (fill, edge, ink) = QPainter(self), self.theme, self.looks()
        box = QRectF(self.rect()).adjusted(_GAP, _GAP, -_GAP, -_GAP)
        paint.rounded(p, box, theme.radius("control"), fill, edge)
        icon = _ICONS.get(self.sign)
        is_letter = len(self.sign) == 1
        font = theme.font("h2", 500, px=22) if is_letter else theme.font("body", 500)
        if icon is None:
            paint.text(p, box, self.text(), font, ink, paint.CENTER, elide=not is_letter)
            return
        width = _ICON + (6 + paint.text_width(self.text(), font) if self.text() else 0)
        x = box.center().x() - width / 2
        p.drawPixmap(QPointF(x, box.center().y() - _ICON / 2), theme.tinted(icon, ink, _ICON))
        paint.text(p, QRectF(x + _ICON + 6, box.y(), box.right() - x - _ICON - 6, box.height()), self.text(), font, ink)
