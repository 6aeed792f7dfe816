"""The basket beside the payment: customer, lines and sums, to read only."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QListView,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import paint
from ui.keys import action
from ui.pay.view import PayBasketView, PayLineView
from ui.pay.words import PayWords
from ui.theme import ThemeHolder
from ui.widgets.badges import Avatar, Chip
from ui.widgets.buttons import QuietButton
from ui.widgets.label import Label, Panel, Rule
from ui.widgets.row_delegate import RowDelegate

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_VIEW = Qt.ItemDataRole.UserRole
_ROW, _HEAD, _CUSTOMER, _SUM = 40, 68, 59, 24


class PayLineModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[PayLineView, ...] = ()

    def show(self, lines: tuple[PayLineView, ...]) -> None:
        if lines != self._lines:
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role == _VIEW:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        spoken = f"{line.quantity} {line.name}, {line.total}"
        return spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


class PayLineDelegate(RowDelegate):
    """Quantity, name and amount in one row of 40."""

    HEIGHT = _ROW

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, line, box = self._holder.theme, index.data(_VIEW), QRectF(option.rect)
        p.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), theme.color("border.subtle"))
        font, ink = theme.font("body", 600, tabular=True), theme.color("text.primary")
        paint.text(p, box.adjusted(17, 0, 0, 0), line.quantity, font, ink, elide=False)
        paint.text(p, box.adjusted(0, 0, -16, 0), line.total, font, ink, paint.RIGHT, elide=False)
        start = max(48.0, 17 + paint.text_width(line.quantity, font) + 8)
        end = box.width() - 16 - paint.text_width(line.total, font) - 10
        name = QRectF(box.x() + start, box.y(), end - start, box.height())
        paint.text(p, name, line.name, theme.font("body"), ink)


class PayBasketPanel(Panel):
    """`left` goes back to the basket."""

    left = Signal()

    def __init__(self, holder: ThemeHolder, words: PayWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder, self._words = holder, words
        self.count = Label(holder, tone="text.secondary", tabular=True)
        self._customer = self._customer_row()
        self._customer_rule = Rule()
        self.rows = PayLineModel(self)
        self.list = QListView()
        self.list.setModel(self.rows)
        self.list.setItemDelegate(PayLineDelegate(holder, self.list))
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(words.basket)
        self._grid = QGridLayout()
        self._sums: list[tuple[Label, Label]] = []
        self.total = Label(holder, role="amount", px=22, tabular=True, align=paint.RIGHT)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(Rule())
        column.addWidget(self._customer)
        column.addWidget(self._customer_rule)
        column.addWidget(self.list, 1)
        column.addWidget(Rule())
        self._grid.setContentsMargins(16, 12, 16, 6)
        self._grid.setSpacing(0)
        self._grid.setColumnStretch(0, 1)
        column.addLayout(self._grid)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 12)
        foot.addWidget(Label(self._holder, self._words.total, weight=600, px=16))
        foot.addWidget(self.total, 1)
        column.addLayout(foot)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(6, 0, 16, 0)
        head.setSpacing(10)
        self.back = QuietButton(self._holder, "", "back")
        self.back.setObjectName("back")
        self.back.setFixedSize(44, 44)
        self.back.setAccessibleName(f"{self._words.back}, {action('pay', 'back').hint}")
        self.back.clicked.connect(self.left)
        head.addWidget(self.back)
        head.addWidget(Label(self._holder, self._words.basket, "body.lg", 600))
        head.addWidget(KeyHint(self._holder, action("pay", "back").hint))
        head.addStretch()
        head.addWidget(self.count)
        head.addStrut(_HEAD)
        return head

    def _customer_row(self) -> QWidget:
        page = QWidget()
        page.setFixedHeight(_CUSTOMER)
        row = QHBoxLayout(page)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        self.avatar = Avatar(self._holder, diameter=36)
        self.name = Label(self._holder, weight=500)
        self.points = Label(self._holder, role="meta", tone="promo.fg", tabular=True)
        self.tier = Chip(self._holder, "", "tier", "tier")
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch()
        texts.addWidget(self.name)
        texts.addWidget(self.points)
        texts.addStretch()
        row.addWidget(self.avatar)
        row.addLayout(texts, 1)
        row.addWidget(self.tier)
        return page

    def show_basket(self, view: PayBasketView) -> None:
        self.count.setText(view.count)
        self.rows.show(view.lines)
        self.total.setText(view.total)
        self._show_sums(view)
        there = view.customer is not None
        self._customer.setVisible(there)
        self._customer_rule.setVisible(there)
        if view.customer is not None:
            self.avatar.set_name(view.customer.name)
            self.name.setText(view.customer.name)
            self.points.setText(view.customer.points)
            self.points.setVisible(bool(view.customer.points))
            self.tier.show_state(view.customer.tier, "tier", "tier")
            self.tier.setVisible(bool(view.customer.tier))

    def _show_sums(self, view: PayBasketView) -> None:
        while len(self._sums) < len(view.sums):
            label, amount = Label(self._holder), Label(self._holder, tabular=True, align=paint.RIGHT)
            for column, part in enumerate((label, amount)):
                part.setFixedHeight(_SUM)
                self._grid.addWidget(part, len(self._sums), column)
            self._sums.append((label, amount))
        for n, (label, amount) in enumerate(self._sums):
            there = n < len(view.sums)
            label.setVisible(there)
            amount.setVisible(there)
            if there:
                label.setText(view.sums[n].label)
                amount.setText(view.sums[n].amount)
                label.set_tone(view.sums[n].tone)
                amount.set_tone(view.sums[n].tone)


class KeyHint(QWidget):
    """The name of a key, beside words that are no button."""

    def __init__(self, holder: ThemeHolder, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder, self._key = holder, key
        self.setFixedSize(round(paint.key_hint_width(key, holder.theme)) + 1, paint.KEY_HEIGHT)

    def paintEvent(self, event: object) -> None:
        paint.key_hint(QPainter(self), self.width(), self.height() / 2, self._key, self._holder.theme)
