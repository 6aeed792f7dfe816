"""How a basket line is painted, and which of its painted buttons was pressed."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import paint
from ui.keys import action
from ui.sell.models import VIEW
from ui.sell.view import LineView
from ui.sell.words import SellWords
from ui.theme import ThemeHolder

Index = QModelIndex | QPersistentModelIndex
_EDGE, _TARGET = 14, 44
_DISCOUNT_KEY, _REMOVE_KEY = action("sell", "line_discount").hint, action("sell", "remove").hint
_NARROW = 480
"""Under this width the Discount button shows its icon and key only."""


def height(line: LineView, theme_height: int) -> int:
    """64, 67 with chips; the selected line is one row of buttons higher."""
    rest = theme_height + (3 if line.chips else 0)
    return rest + (52 if line.chips else 54) if line.selected else rest


class LineDelegate(QStyledItemDelegate):
    """`acted` carries `quantity`, `less`, `more`, `discount`, `note` or `remove` and the line's id."""

    acted = Signal(str, str)

    def __init__(self, holder: ThemeHolder, words: SellWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._holder, self._words = holder, words
        self._pressed: tuple[str, str] | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, height(index.data(VIEW), self._holder.theme.size("line")))

    def parts(self, rect: QRect, line: LineView) -> dict[str, QRectF]:
        """Where the painted buttons of a line are; only the selected line has more than its quantity."""
        box = QRectF(rect)
        parts = {"quantity": QRectF(box.x() + _EDGE, box.y() + (11 if line.chips else 10), 52, _TARGET)}
        if not line.selected:
            return parts
        y, theme = box.y() + (65 if line.chips else 64), self._holder.theme
        label = paint.text_width(self._words.discount, theme.font("body", 500))
        key = paint.key_hint_width(_DISCOUNT_KEY, theme)
        discount = 16 + 22 + 8 + (0 if box.width() < _NARROW else label + 8) + key + 14
        remove = 17 + paint.text_width(self._words.remove, theme.font("body", 500)) + 8
        remove += paint.key_hint_width(_REMOVE_KEY, theme) + 17
        return parts | {
            "less": QRectF(box.x() + _EDGE, y, 45, _TARGET),
            "more": QRectF(box.x() + _EDGE + 45, y, 45, _TARGET),
            "discount": QRectF(box.x() + 112, y, round(discount), _TARGET),
            "note": QRectF(box.x() + 112 + round(discount) + 8, y, _TARGET, _TARGET),
            "remove": QRectF(box.right() - _EDGE - round(remove), y, round(remove), _TARGET),
        }

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        """A press marks the button under it; the release acts when it is still on that button."""
        if event.type() not in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            return False
        assert isinstance(event, QMouseEvent)
        line: LineView = index.data(VIEW)
        rect: QRect = option.rect
        hit = next((name for name, box in self.parts(rect, line).items() if box.contains(event.position())), None)
        before, self._pressed = self._pressed, None
        view: QWidget = option.widget
        view.update()
        if hit is None:
            return False
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed = (line.line_id, hit)
        elif before == (line.line_id, hit):
            self.acted.emit(hit, line.line_id)
        return True

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, line = self._holder.theme, index.data(VIEW)
        rect: QRect = option.rect
        box = QRectF(rect)
        p.save()
        if line.selected:
            p.fillRect(box, theme.color("bg.selected"))
            p.fillRect(QRectF(box.x(), box.y(), 4, box.height()), theme.color("accent.text"))
        p.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), theme.color("border.subtle"))
        parts = self.parts(rect, line)
        self._button(p, parts["quantity"], self._is_down(line, "quantity"))
        font = theme.font("body.lg", 600, tabular=True)
        paint.text(p, parts["quantity"], line.quantity, font, theme.color("text.primary"), paint.CENTER)
        amount = self._paint_amount(p, box, line)
        self._paint_words(p, box, line, box.right() - _EDGE - amount - 12)
        if line.selected:
            self._paint_buttons(p, parts, line)
        if option.state & QStyle.StateFlag.State_HasFocus and line.selected:
            paint.rounded(p, box.adjusted(1, 1, -1, -2), 2, None, theme.color("focus"), 3)
        p.restore()

    def _paint_amount(self, p: QPainter, box: QRectF, line: LineView) -> float:
        """The amount at the right, and its list amount struck through under it; gives the width taken."""
        theme = self._holder.theme
        font = theme.font("body.lg", 600, tabular=True, px=17)
        width = max(paint.text_width(line.total, font), 58.0)
        room = QRectF(box.right() - _EDGE - width - 40, box.y() + 12, width + 40, 22)
        if not line.was:
            middle = 21 if not line.chips else 23
            room.moveTop(box.y() + middle)
            paint.text(p, room, line.total, font, theme.color("text.primary"), paint.RIGHT, elide=False)
            return width
        paint.text(p, room, line.total, font, theme.color("text.primary"), paint.RIGHT, elide=False)
        struck = QFont(theme.font("label", 400, tabular=True))
        struck.setStrikeOut(True)
        below = room.translated(0, 22)
        paint.text(p, below, line.was, struck, theme.color("text.muted"), paint.RIGHT, elide=False)
        return max(width, paint.text_width(line.was, struck))

    def _paint_words(self, p: QPainter, box: QRectF, line: LineView, right: float) -> None:
        theme, x = self._holder.theme, box.x() + 78
        alone = not line.detail and not line.chips
        name = QRectF(x, box.y() + (20 if alone else 8), right - x, 23)
        paint.text(p, name, line.name, theme.font("body.lg", 500), theme.color("text.primary"))
        if line.detail:
            font = theme.font("meta")
            row = QRectF(x, box.y() + (34 if line.chips else 33), right - x, 24)
            paint.text(p, row, line.detail, font, theme.color("text.muted"))
            x += min(paint.text_width(line.detail, font), right - x) + 8
        for chip in line.chips:
            width = paint.chip_width(chip.text, theme, chip.icon or None)
            if x + width > right and x > box.x() + 78:
                break
            p.save()
            p.setClipRect(QRectF(x, box.y(), right - x, 64))
            paint.chip(p, x, box.y() + 34, chip.text, theme, chip.kind, chip.icon or None)
            p.restore()
            x += width + 6

    def _paint_buttons(self, p: QPainter, parts: dict[str, QRectF], line: LineView) -> None:
        theme, ink = self._holder.theme, self._holder.theme.color("text.primary")
        able = ink if line.can_step else theme.color("text.disabled")
        stepper = parts["less"].united(parts["more"])
        self._button(p, stepper, False)
        for name, icon in (("less", "remove"), ("more", "add")):
            if self._is_down(line, name):
                paint.rounded(p, parts[name].adjusted(1, 1, -1, -1), 7, theme.color("bg.pressed"))
            p.drawPixmap(parts[name].center() - QPointF(10, 10), theme.tinted(icon, able, 20))
        p.fillRect(QRectF(stepper.x() + 45, stepper.y(), 1, _TARGET), theme.color("border.control"))
        self._paint_discount(p, parts["discount"], self._is_down(line, "discount"))
        note = parts["note"]
        self._button(p, note, self._is_down(line, "note"))
        note_ink = theme.color("accent.text") if line.noted else ink
        p.drawPixmap(note.center() - QPointF(11, 11), theme.tinted("note", note_ink, 22))
        self._paint_remove(p, parts["remove"], self._is_down(line, "remove"))

    def _paint_discount(self, p: QPainter, box: QRectF, down: bool) -> None:
        theme = self._holder.theme
        self._button(p, box, down)
        p.drawPixmap(QPointF(box.x() + 13, box.y() + 11), theme.icon("discount"))
        label = QRectF(box.x() + 43, box.y(), box.width() - 43, box.height())
        key = paint.key_hint_width(_DISCOUNT_KEY, theme)
        if box.width() > 43 + key + 30:
            paint.text(
                p, label, self._words.discount, theme.font("body", 500), theme.color("text.primary"), elide=False
            )
        paint.key_hint(p, box.right() - 13, box.center().y(), _DISCOUNT_KEY, theme)

    def _paint_remove(self, p: QPainter, box: QRectF, down: bool) -> None:
        theme = self._holder.theme
        danger = theme.color("danger.fg")
        fill = theme.color("bg.pressed" if down else "bg.surface")
        paint.rounded(p, box, theme.radius("control"), fill, danger)
        label = box.adjusted(17, 0, 0, 0)
        paint.text(p, label, self._words.remove, theme.font("body", 500), danger, elide=False)
        paint.key_hint(p, box.right() - 17, box.center().y(), _REMOVE_KEY, theme)

    def _button(self, p: QPainter, box: QRectF, down: bool) -> None:
        theme = self._holder.theme
        fill = theme.color("bg.pressed" if down else "bg.surface")
        paint.rounded(p, box, theme.radius("control"), fill, theme.color("border.control"))

    def _is_down(self, line: LineView, name: str) -> bool:
        return self._pressed == (line.line_id, name)
