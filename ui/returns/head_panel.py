"""The head of the page: the sale that goods come back from, or the field to find it or to type goods in."""

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui import paint
from ui.keys import action
from ui.returns.view import HeadView
from ui.returns.words import ReturnWords
from ui.theme import ThemeHolder
from ui.widgets.badges import Chip
from ui.widgets.buttons import OutlineButton
from ui.widgets.icon import Disc
from ui.widgets.label import Label, Panel

HEIGHT, LONGEST, _IN = 71, 64, 16
_AROUND = _IN + 44 + 14 + 12 + _IN + 4
"""What stands in the head beside the facts and the button, in logical pixels."""


class ReturnField(QLineEdit):
    """`entered` carries what was typed, `stepped_down` goes to what was found."""

    entered = Signal(str)
    stepped_down = Signal()

    def __init__(self, holder: ThemeHolder) -> None:
        super().__init__()
        self._holder = holder
        self.setObjectName("return-field")
        self.setFixedHeight(holder.theme.size("control.lg"))
        self.setFont(holder.theme.font("body.lg", 400))
        self.setMaxLength(LONGEST)
        self.setTextMargins(34, 0, 44, 0)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def ask(self, hint: str) -> None:
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.entered.emit(self.text())
        elif key == Qt.Key.Key_Down:
            self.stepped_down.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        p, theme = QPainter(self), self._holder.theme
        p.drawPixmap(QPointF(14, (self.height() - 22) / 2), theme.icon("scan", size=22))
        paint.key_hint(p, self.width() - 14.0, self.height() / 2, action("returns", "find").hint, theme)


class HeadPanel(Panel):
    """A panel, 71 high, with the facts of the sale and `other_asked`; or the field, as wide as what is under it."""

    other_asked = Signal()

    def __init__(self, holder: ThemeHolder, words: ReturnWords) -> None:
        super().__init__()
        self._words, self._detail = words, ""
        self.field = ReturnField(holder)
        self.title = Label(holder, role="h2", weight=600)
        self.detail = Label(holder, tone="text.secondary")
        self.chip, self.mark = Chip(holder), Chip(holder)
        self.disc = Disc(holder, "store", 44, 22, "accent.soft", "accent.text")
        self.other = OutlineButton(holder, words.other_receipt, "scan", action("returns", "find").hint)
        self.other.setObjectName("other-receipt")
        self.other.clicked.connect(self.other_asked)
        self._facts = self._build_facts()
        self._row = row = QHBoxLayout(self)
        row.setSpacing(12)
        row.addWidget(self._facts, 1)
        row.addWidget(self.field, 1)
        row.addWidget(self.other)
        self.show_field(words.find, other=False)

    def _build_facts(self) -> QWidget:
        facts, texts, first = QWidget(), QVBoxLayout(), QHBoxLayout()
        row = QHBoxLayout(facts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.disc)
        first.setSpacing(8)
        first.addWidget(self.title)
        first.addWidget(self.chip)
        first.addWidget(self.mark)
        first.addStretch()
        texts.setSpacing(1)
        texts.addStretch()
        texts.addLayout(first)
        texts.addWidget(self.detail)
        texts.addStretch()
        row.addLayout(texts, 1)
        self.detail.setMinimumWidth(0)
        return facts

    def show_field(self, hint: str, *, other: bool) -> None:
        """`other` offers to look for a receipt after all."""
        self._facts.hide()
        self._frame(False)
        self.field.ask(hint)
        self.field.show()
        self.other.key = ""
        self.other.setText(self._words.other_receipt)
        self.other.setVisible(other)

    def show_head(self, view: HeadView) -> None:
        self.field.hide()
        self.field.clear()
        self._frame(True)
        self._facts.show()
        self.other.key = action("returns", "find").hint
        self.other.setText(self._words.other_receipt)
        self.other.show()
        self.title.setText(view.title)
        self._detail = view.detail
        colours = ("accent.soft", "accent.text") if view.mark is None else ("info.bg", "info.fg")
        self.disc.show_icon(view.icon, *colours)
        for chip, told in ((self.chip, view.chip), (self.mark, view.mark)):
            chip.setVisible(told is not None)
            if told is not None:
                chip.show_state(told.text, told.kind, told.icon or None)
        self._fit()

    def _frame(self, framed: bool) -> None:
        """Facts stand in a panel; the field has an edge of its own."""
        self._row.setContentsMargins(*((_IN, 0, _IN, 0) if framed else (0, 0, 0, 0)))
        self.setFixedHeight(HEIGHT if framed else self.field.height())
        if self.property("panel") != framed:
            self.setProperty("panel", framed)
            self.style().unpolish(self)
            self.style().polish(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a narrow window the facts end early, and stand in full beside the pointer."""
        room = self.width() - _AROUND - self.other.sizeHint().width()
        self.detail.setText(self.detail.fontMetrics().elidedText(self._detail, Qt.TextElideMode.ElideRight, room))
        self.detail.setToolTip(self._detail)
        self.detail.setAccessibleName(self._detail)
