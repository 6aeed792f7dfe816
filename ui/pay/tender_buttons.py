"""The buttons that take money: the big one, the other means beside it, and the notes."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import paint
from ui.keys import action
from ui.pay.view import NoteView, PrimaryView, TileView
from ui.theme import ThemeHolder
from ui.widgets.buttons import PaintedButton

_ICON = 28


class PrimaryTender(PaintedButton):
    """Card for what is left, or finishing what is paid; solid, with the amount as large as it goes."""

    def __init__(self, holder: ThemeHolder, parent: QWidget | None = None) -> None:
        self._view, self._running = PrimaryView("", "", ""), False
        super().__init__(holder, "", action("pay", "card").hint, parent)
        self.setProperty("ringRadius", holder.theme.radius("card"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_view(self, view: PrimaryView) -> None:
        self._view = view
        self.setText(view.label)
        self.setAccessibleName(" ".join(part for part in (view.label, view.amount) if part) + f", {self.key}")
        self.setAccessibleDescription(view.words)

    def set_running(self, running: bool) -> None:
        """What it asked for is under way: it cannot be pressed, and is no less to read."""
        self._running = running
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self.theme.size("pay"))

    def paintEvent(self, event: QPaintEvent) -> None:
        p, box, theme, state = QPainter(self), QRectF(self.rect()), self.theme, self.state()
        enabled = state != "disabled"
        fill = "bg.sunken" if not enabled else "accent.fill" + ("" if state == "rest" else f".{state}")
        edge = None if enabled else theme.color("border.subtle")
        ink = theme.color("accent.on" if enabled else "text.disabled")
        if self._running and not enabled:
            fill, edge, ink = "accent.soft", None, theme.color("accent.text")
        paint.rounded(p, box, theme.radius("card"), theme.color(fill), edge)
        middle = box.center().y()
        p.drawPixmap(QPointF(18, middle - _ICON / 2), theme.tinted(self._view.icon, ink, _ICON))
        amount = theme.font("amount", 700, tabular=True, px=26)
        room = box.adjusted(0, 0, -18, 0)
        paint.text(p, room, self._view.amount, amount, ink, paint.RIGHT, elide=False)
        end = box.right() - 18 - paint.text_width(self._view.amount, amount) - 16
        label, words = theme.font("h2", 600, px=20), theme.font("label", 400)
        width = max(paint.text_width(self._view.label, label), paint.text_width(self._view.words, words)) + 1
        key = paint.key_hint_width(self.key, theme) + 12
        if width + key > end - 58:
            key = 0.0  # the hint gives way, and words wrap, before one is cut
        width = min(width, end - 58 - key)
        top = middle - (23 if paint.text_width(self._view.words, words) <= width else 32)
        paint.text(p, QRectF(58, top, width, 26), self._view.label, label, ink)
        paint.text_two_lines(p, QRectF(58, top + 24, width, 40), self._view.words, words, ink, 20)
        if key:
            paint.key_hint(p, 58 + width + key, middle, self.key, theme, ink, ink)


class TenderTile(PaintedButton):
    """Gift card, points or store credit: what it would pay, or why it cannot be used."""

    def __init__(self, holder: ThemeHolder, icon: str, key: str, parent: QWidget | None = None) -> None:
        self._icon, self._detail, self._says_why = icon, "", False
        super().__init__(holder, "", key, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_view(self, view: TileView, locked: str) -> None:
        self._detail, self._says_why = view.reason or view.detail, bool(view.reason)
        self.setText(view.label)
        self.set_reason(view.reason or locked)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 64)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, box, theme, state = QPainter(self), QRectF(self.rect()), self.theme, self.state()
        enabled = state != "disabled"
        fill = {"rest": "bg.surface", "hover": "bg.hover", "pressed": "bg.pressed", "disabled": "bg.app"}[state]
        edge = theme.color("border.control" if enabled else "border.subtle")
        paint.rounded(p, box, theme.radius("control"), theme.color(fill), edge)
        ink = theme.color("text.primary" if enabled else "text.disabled")
        middle = box.center().y()
        p.drawPixmap(QPointF(13, middle - _ICON / 2), theme.tinted(self._icon, ink, _ICON))
        label = theme.font("body.lg", 600)
        key = paint.key_hint_width(self.key, theme) + 8
        if 51 + paint.text_width(self.text(), label) + key + 13 > box.width():
            key = 0.0  # a narrow tile gives up the hint before it cuts a word
        else:
            faint = None if enabled else ink
            paint.key_hint(p, box.right() - 13, middle, self.key, theme, faint, faint)
        self._paint_words(p, QRectF(51, 0, box.width() - 51 - key - 13, box.height()), ink)

    def _paint_words(self, p: QPainter, room: QRectF, ink: QColor) -> None:
        """The label over the detail; each on a second line, where the tile is high enough, before it is cut."""
        theme = self.theme
        label, detail = theme.font("body.lg", 600), theme.font("meta", 400)
        high, width = room.height() >= 80, room.width()
        labels = 2 if high and paint.text_width(self.text(), label) > width else 1
        details = 0 if not self._detail else 2 if high and paint.text_width(self._detail, detail) > width else 1
        line = 22 if labels + details < 4 else 19
        top = room.center().y() - (labels * line + details * 18) / 2
        row = QRectF(room.x(), top, width, line)
        below = QRectF(room.x(), top + labels * line, width, 18)
        tone = theme.color("text.secondary") if self.isEnabled() or self._says_why else ink
        if labels == 1:
            paint.text(p, row, self.text(), label, ink)
        else:
            paint.text_two_lines(p, row, self.text(), label, ink, line)
        if details == 1:
            paint.text(p, below, self._detail, detail, tone)
        elif details:
            paint.text_two_lines(p, below, self._detail, detail, tone, 18)


class NoteButton(PaintedButton):
    """So much cash with one tap."""

    def __init__(self, holder: ThemeHolder, key: str, parent: QWidget | None = None) -> None:
        self.minor, self._detail = 0, ""
        super().__init__(holder, "", key, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_view(self, view: NoteView) -> None:
        self.minor, self._detail = view.minor, view.detail
        self.setText(view.amount)
        self.setAccessibleName(f"{view.spoken}, {self.key}")

    def sizeHint(self) -> QSize:
        return QSize(64, 64)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, box, theme, state = QPainter(self), QRectF(self.rect()), self.theme, self.state()
        enabled = state != "disabled"
        fill = {"rest": "bg.surface", "hover": "bg.hover", "pressed": "bg.pressed", "disabled": "bg.app"}[state]
        edge = theme.color("border.control" if enabled else "border.subtle")
        paint.rounded(p, box, theme.radius("control"), theme.color(fill), edge)
        ink = theme.color("text.primary" if enabled else "text.disabled")
        middle = box.center().y()
        font = theme.font("h2", 700, tabular=True, px=20)
        if paint.text_width(self.text(), font) > box.width() - 8:
            font = theme.font("body.lg", 700, tabular=True)
        paint.text(p, QRectF(0, middle - 26, box.width(), 28), self.text(), font, ink, paint.CENTER, elide=False)
        key, words = paint.key_hint_width(self.key, theme), theme.font("meta", 400)
        detail = paint.text_width(self._detail, words) + 7 if self._detail else 0.0
        x = box.center().x() - (detail + key) / 2
        tone = theme.color("text.muted") if enabled else ink
        paint.text(p, QRectF(x, middle + 3, detail, 22), self._detail, words, tone, elide=False)
        faint = None if enabled else ink
        paint.key_hint(p, x + detail + key, middle + 14, self.key, theme, faint, faint)
