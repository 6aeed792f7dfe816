"""The one primary action of a screen: label, key hint and, where money is meant, the amount."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import paint
from ui.theme import ThemeHolder
from ui.widgets.buttons import PaintedButton

_MARGIN, _ICON, _ICON_GAP = 18, 22, 12


class PrimaryButton(PaintedButton):
    """72 high, solid, bottom right of every screen. Disabled, it shows its reason where the amount stood."""

    def __init__(
        self,
        holder: ThemeHolder,
        label: str,
        key: str = "F12",
        amount: str = "",
        parent: QWidget | None = None,
        *,
        icon: str = "",
    ) -> None:
        self._amount, self.icon_name = amount, icon
        super().__init__(holder, label, key, parent)
        self.setFixedHeight(self.theme.size("pay"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def amount(self) -> str:
        return self._amount

    def set_amount(self, amount: str) -> None:
        self._amount = amount
        self.setText(self.text())

    def setText(self, label: str) -> None:
        super().setText(label)
        self.setAccessibleName(" ".join(part for part in (label, self._amount) if part) + f", {self.key}")

    def sizeHint(self) -> QSize:
        label = paint.text_width(self.text(), self.theme.font("h2", 600, px=20))
        amount = paint.text_width(self._amount, self.theme.font("amount", 700, tabular=True, px=26))
        key = paint.key_hint_width(self.key, self.theme) if self.key else 0
        return QSize(round(2 * _MARGIN + self._icon_width() + label + 12 + key + 16 + amount), self.theme.size("pay"))

    def _icon_width(self) -> int:
        return _ICON + _ICON_GAP if self.icon_name else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        p, box, theme, state = QPainter(self), QRectF(self.rect()), self.theme, self.state()
        enabled = state != "disabled"
        fill = "bg.sunken" if not enabled else "accent.fill" + ("" if state == "rest" else f".{state}")
        edge = None if enabled else theme.color("border.subtle")
        ink = theme.color("accent.on" if enabled else "text.disabled")
        paint.rounded(p, box, theme.radius("card"), theme.color(fill), edge)
        reason = "" if enabled else self.toolTip()
        if reason and self._width_with(reason) > box.width():
            self._paint_stacked(p, box, reason, ink)
            return
        label, left = theme.font("h2", 600, px=20), _MARGIN + self._icon_width()
        if self.icon_name:
            p.drawPixmap(QPointF(_MARGIN, (box.height() - _ICON) / 2), theme.tinted(self.icon_name, ink, _ICON))
        paint.text(p, box.adjusted(left, 0, 0, 0), self.text(), label, ink, elide=False)
        end = left + paint.text_width(self.text(), label) + 12
        if self.key and self.sizeHint().width() <= box.width():  # the key gives way before a word or amount is cut
            end += paint.key_hint_width(self.key, theme)
            paint.key_hint(p, end, box.center().y(), self.key, theme, ink, ink)
        right = QRectF(end + 12, 0, box.width() - end - 12 - _MARGIN, box.height())
        if reason:
            paint.text(p, right, reason, theme.font("body", 500), theme.color("text.secondary"), paint.RIGHT)
        else:
            font = theme.font("amount", 700, tabular=True, px=26)
            paint.text(p, right, self._amount, font, ink, paint.RIGHT, elide=False)

    def _width_with(self, reason: str) -> float:
        """What label, key and reason need beside each other."""
        label = paint.text_width(self.text(), self.theme.font("h2", 600, px=20))
        key = paint.key_hint_width(self.key, self.theme) if self.key else 0
        return (
            2 * _MARGIN + self._icon_width() + label + 24 + key + paint.text_width(reason, self.theme.font("body", 500))
        )

    def _paint_stacked(self, p: QPainter, box: QRectF, reason: str, ink: QColor) -> None:
        """The reason under the label, where it does not fit beside it."""
        upper, lower = box.adjusted(_MARGIN, 12, -_MARGIN, -34), box.adjusted(_MARGIN, 38, -_MARGIN, -10)
        paint.text(p, upper, self.text(), self.theme.font("h2", 600, px=20), ink)
        paint.text(p, lower, reason, self.theme.font("body", 500), self.theme.color("text.secondary"))
