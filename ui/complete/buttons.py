"""Buttons after a sale: the ways to give the receipt, and the next sale."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import paint
from ui.complete.view import ChoiceView
from ui.keys import action
from ui.theme import ThemeHolder
from ui.widgets.buttons import PaintedButton

_ICON = 28


class ReceiptButton(PaintedButton):
    """A way to give the receipt: icon, words, detail or reason, and the key; the usual one is filled."""

    def __init__(self, holder: ThemeHolder, icon: str, key: str, parent: QWidget | None = None) -> None:
        self._icon, self._view = icon, ChoiceView("", "", "")
        super().__init__(holder, "", key, parent)
        self.setFixedHeight(150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_view(self, view: ChoiceView) -> None:
        self._view = view
        self.setText(view.label)
        self.set_reason(view.reason)
        if not view.reason:
            self.setAccessibleDescription(view.detail)

    def sizeHint(self) -> QSize:
        return QSize(140, 150)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, box, theme, state = QPainter(self), QRectF(self.rect()), self.theme, self.state()
        enabled, usual = state != "disabled", self._view.usual and state != "disabled"
        if usual:
            fill = "accent.soft" + ("" if state == "rest" else f".{state}")
        else:
            fill = {"rest": "bg.surface", "hover": "bg.hover", "pressed": "bg.pressed", "disabled": "bg.app"}[state]
        edge = "accent.text" if usual else "border.control" if enabled else "border.subtle"
        paint.rounded(p, box, theme.radius("control"), theme.color(fill), theme.color(edge), 2 if usual else 1)
        ink = theme.color("accent.text" if usual else "text.primary" if enabled else "text.disabled")
        p.drawPixmap(QPointF(box.center().x() - _ICON / 2, 20), theme.tinted(self._icon, ink, _ICON))
        label = QRectF(6, 54, box.width() - 12, 24)
        paint.text(p, label, self.text(), theme.font("body.lg", 600), ink, paint.CENTER)
        words = self._view.reason or self._view.detail
        font, tone = theme.font("meta", 400), theme.color("text.secondary")
        if paint.text_width(words, font) <= box.width() - 16:
            paint.text(p, label.translated(0, 27), words, font, tone, paint.CENTER)
        else:
            paint.text_two_lines(p, QRectF(8, 78, box.width() - 16, 34), words, font, tone, 16)
        key = paint.key_hint_width(self.key, theme)
        hint = None if enabled and not usual else ink
        paint.key_hint(p, box.center().x() + key / 2, 120, self.key, theme, hint, hint)


class NewSaleButton(PaintedButton):
    """The one primary action: Enter, a press, or the next scan."""

    def __init__(self, holder: ThemeHolder, label: str, aside: str, parent: QWidget | None = None) -> None:
        self._aside = aside
        super().__init__(holder, label, action("complete", "new_sale").hint, parent)
        self.setProperty("ringRadius", holder.theme.radius("card"))
        self.setAccessibleDescription(aside)

    def sizeHint(self) -> QSize:
        return QSize(380, self.theme.size("pay"))

    def paintEvent(self, event: QPaintEvent) -> None:
        p, box, theme, state = QPainter(self), QRectF(self.rect()), self.theme, self.state()
        fill = "accent.fill" + ("" if state in ("rest", "disabled") else f".{state}")
        paint.rounded(p, box, theme.radius("card"), theme.color(fill))
        ink, middle = theme.color("accent.on"), box.center().y()
        p.drawPixmap(QPointF(18, middle - 11), theme.icon("add", "accent.on"))
        label = theme.font("h2", 600, px=20)
        paint.text(p, box.adjusted(52, 0, 0, 0), self.text(), label, ink, elide=False)
        key = paint.key_hint_width(self.key, theme)
        end = 52 + paint.text_width(self.text(), label) + 12 + key
        paint.key_hint(p, end, middle, self.key, theme, ink, ink)
        room = QRectF(end + 8, 0, box.width() - end - 26, box.height())
        paint.text(p, room, self._aside, theme.font("body", 400), ink, paint.RIGHT)
