"""The outbox: what waits in the order in which it is sent, and what was sent in the last hour. A row opens in place."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from ui import paint
from ui.sync.models import VIEW
from ui.sync.rows import RowList
from ui.sync.view import RecordView
from ui.sync.words import SyncWords
from ui.theme import ThemeHolder
from ui.widgets.label import Label, Panel, Rule
from ui.widgets.note import Note

_HEAD, _ROW, _GROUP, _DETAIL = 36, 52, 40, 66
_ICON, _NAME, _END = 16, 62, 52
_WHAT, _MADE, _STATE = 0.292, 0.557, 0.655
"""Where the columns begin, as parts of the width."""
_PAIRS_A_ROW = 3


class _Heads(QWidget):
    """The names of the columns."""

    def __init__(self, holder: ThemeHolder, words: SyncWords) -> None:
        super().__init__()
        self._holder, self._words = holder, words
        self.setFixedHeight(_HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, words, width = QPainter(self), self._holder.theme, self._words, self.width()
        paint.rounded(p, self.rect(), theme.radius("card"), theme.color("bg.app"))
        font, ink = theme.font("meta", 500), theme.color("text.secondary")
        heads = ((_NAME, words.record), (_WHAT * width, words.what), (_MADE * width, words.made))
        for x, text in (*heads, (_STATE * width, words.state)):
            paint.text(p, QRectF(x, 0, width, _HEAD), text, font, ink, elide=False)


class RecordDelegate(QStyledItemDelegate):
    """A record in one line; the one that is `open` shows its entry below."""

    def __init__(self, holder: ThemeHolder, parent: QWidget) -> None:
        super().__init__(parent)
        self._holder, self.open = holder, ""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: RecordView = index.data(VIEW)
        tall = _GROUP if row.is_head else _ROW + (_DETAIL if row.key == self.open else 0)
        return QSize(100, tall)

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        theme, row, box = self._holder.theme, index.data(VIEW), QRectF(option.rect)
        p.fillRect(box, theme.color("bg.app" if row.is_head else "bg.surface"))
        p.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), theme.color("border.subtle"))
        if row.is_head:
            font = theme.font("label", 500, tabular=True)
            paint.text(p, box.adjusted(16, 0, -16, 0), row.words, font, theme.color("text.secondary"))
            return
        if option.state & QStyle.StateFlag.State_Selected and option.state & QStyle.StateFlag.State_HasFocus:
            p.fillRect(box.adjusted(0, 0, 0, -1), theme.color("bg.selected"))
            p.fillRect(QRectF(box.x(), box.y(), 4, box.height() - 1), theme.color("accent.text"))
        whole = option.widget.width() if option.widget is not None else box.width()  # under the heads, scrolling or not
        self._paint_line(p, QRectF(box.x(), box.y(), whole, _ROW), row)
        if row.key == self.open:
            self._paint_detail(p, QRectF(box.x(), box.y() + _ROW, box.width(), _DETAIL), row)

    def _paint_line(self, p: QPainter, box: QRectF, row: RecordView) -> None:
        theme, width = self._holder.theme, box.width()
        what, made, state = (box.x() + part * width for part in (_WHAT, _MADE, _STATE))
        ink, muted = theme.color("text.primary"), theme.color("text.secondary")
        p.drawPixmap(QPointF(box.x() + _ICON, box.y() + 15), theme.icon(row.icon, "text.secondary"))
        name = box.x() + _NAME
        self._cell(p, box, name, what - name - 12, row.words, 500, ink)
        self._cell(p, box, what, made - what - 12, row.what, 400, muted)
        self._cell(p, box, made, state - made - 8, row.made, 400, ink)
        if row.chip is not None:
            paint.chip(p, state, box.y() + 14, row.chip.words, theme, row.chip.kind, row.chip.icon)
        turned = "down" if row.key == self.open else "right"
        p.drawPixmap(QPointF(box.right() - _END, box.y() + 15), theme.icon(turned, "accent.text"))

    def _cell(self, p: QPainter, box: QRectF, x: float, width: float, text: str, weight: int, ink: QColor) -> None:
        font = self._holder.theme.font("body", weight, tabular=True)
        paint.text(p, QRectF(x, box.y(), width, box.height()), text, font, ink)

    def _paint_detail(self, p: QPainter, box: QRectF, row: RecordView) -> None:
        """Three pairs of name and value in a row, two rows of them."""
        theme = self._holder.theme
        wide = (box.width() - _NAME - 16) / _PAIRS_A_ROW
        for n, (name, value) in enumerate(row.detail):
            at = QRectF(box.x() + _NAME + n % _PAIRS_A_ROW * wide, box.y() + n // _PAIRS_A_ROW * 28, wide - 12, 24)
            font = theme.font("meta")
            paint.text(p, at, name, font, theme.color("text.muted"), elide=False)
            left = paint.text_width(name, font) + 10
            value_font = theme.font("meta", 500, tabular=True)
            paint.text(p, at.adjusted(left, 0, 0, 0), value, value_font, theme.color("text.primary"))


class OutboxPage(Panel):
    """Enter or a press opens a row, the same again closes it."""

    def __init__(self, holder: ThemeHolder, words: SyncWords) -> None:
        super().__init__()
        self._words = words
        self.list = RowList(words.outbox, "outbox")
        self._delegate = RecordDelegate(holder, self.list)
        self.list.paint_with(self._delegate)
        self.list.opened.connect(self._toggle)
        self.empty: QLabel = Label(
            holder, words.nothing_to_send, tone="text.secondary", align=Qt.AlignmentFlag.AlignCenter
        )
        foot = Note(holder, "db", words.in_order, role="meta", weight=400)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_Heads(holder, words))
        column.addWidget(Rule())
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(Rule())
        inset = QVBoxLayout()
        inset.setContentsMargins(16, 6, 16, 6)
        inset.addWidget(foot)
        column.addLayout(inset)
        self.setFocusProxy(self.list)
        self.show_rows(())

    def show_rows(self, rows: tuple[RecordView, ...]) -> None:
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    def _toggle(self, key: str) -> None:
        row = self.list.rows.rows[self.list.rows.row_of(key)]
        assert isinstance(row, RecordView)
        if not row.is_head:
            self._delegate.open = "" if self._delegate.open == key else key
            self.list.scheduleDelayedItemsLayout()
            self.list.viewport().update()
