"""The left half of counting: every note and coin with a stepper, what each comes to, and the total."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import paint
from ui.shift.view import CountRow, CountView
from ui.shift.words import ShiftWords
from ui.text import CommonWords
from ui.theme import Theme, ThemeHolder
from ui.widgets.buttons import OutlineButton
from ui.widgets.label import Label, Panel, Rule
from ui.widgets.stepper import Number, Stepper

_ROW_LEAST, _ROW_MOST = 52, 70
_STEPPER_LEFT, _STEPPER_LEFT_NARROW, _NARROW = 68, 64, 360


class _Line(QWidget):
    """One note or coin. The line whose number has the focus is marked."""

    changed = Signal(int, int)

    def __init__(
        self, holder: ThemeHolder, common: CommonWords, row: CountRow, parent: QWidget, *, divided: bool
    ) -> None:
        """`divided` draws a hairline at the right, between the two columns."""
        super().__init__(parent)
        self._holder, self.row, self._marked, self._divided = holder, row, False, divided
        self.setMinimumHeight(_ROW_LEAST)
        self.setMaximumHeight(_ROW_MOST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.stepper = Stepper(holder, row.name, (common.fewer, common.more), value=row.count, parent=self)
        self.stepper.field.setObjectName(f"count-{row.denomination_minor}")
        self.stepper.changed.connect(lambda pieces: self.changed.emit(self.row.denomination_minor, pieces))
        self.stepper.focused.connect(self._mark)

    def show_row(self, row: CountRow, *, locked: bool) -> None:
        self.row = row
        self.stepper.set_value(row.count)
        self.stepper.set_locked(locked)
        self.update()

    def _mark(self, focused: bool) -> None:
        self._marked = focused
        self.update()

    @property
    def _left(self) -> int:
        return _STEPPER_LEFT if self.width() >= _NARROW else _STEPPER_LEFT_NARROW

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.stepper.set_compact(self.width() < _NARROW)
        self.stepper.move(self._left, (self.height() - self.stepper.height()) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, box = QPainter(self), self._holder.theme, QRectF(self.rect())
        if self._marked:
            p.fillRect(box, theme.color("bg.selected"))
        _paint_edges(p, box, theme, divided=self._divided)
        ink = theme.color("text.primary")
        row = box.adjusted(12, 1, -13 if self._divided else -12, -1)
        label, amount = (16, 15) if self.width() >= _NARROW else (14, 13)
        paint.text(p, row, self.row.label, theme.font("body.lg", 600, True, label), ink, elide=False)
        paint.text(p, row, self.row.amount, theme.font("body", 500, True, amount), ink, paint.RIGHT, elide=False)


def _paint_edges(p: QPainter, box: QRectF, theme: Theme, *, divided: bool) -> None:
    edge = theme.color("border.subtle")
    p.fillRect(QRectF(0, box.height() - 1, box.width(), 1), edge)
    if divided:
        p.fillRect(QRectF(box.width() - 1, 0, 1, box.height()), edge)


class _Head(QWidget):
    """The names over a column."""

    def __init__(self, holder: ThemeHolder, amount: str, parent: QWidget, *, divided: bool) -> None:
        super().__init__(parent)
        self._holder, self._title, self._amount, self._divided = holder, "", amount, divided
        self.setFixedHeight(34)

    def show_title(self, title: str) -> None:
        self._title = title
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, box = QPainter(self), self._holder.theme, QRectF(self.rect())
        p.fillRect(box, theme.color("bg.app"))
        if self._divided:
            p.fillRect(QRectF(box.width() - 1, 0, 1, box.height()), theme.color("border.subtle"))
        font, ink = theme.font("meta"), theme.color("text.secondary")
        row = box.adjusted(12, 0, -13 if self._divided else -12, 0)
        paint.text(p, row, self._title, font, ink)
        paint.text(p, row, self._amount, font, ink, paint.RIGHT)


class _Column(QWidget):
    def __init__(self, holder: ThemeHolder, words: ShiftWords, *, divided: bool = False) -> None:
        super().__init__()
        self.divided = divided
        self.head = _Head(holder, words.amount, self, divided=divided)
        self.lines: list[_Line] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(self._rows, 1000)
        column.addStretch(1)

    def put(self, lines: list[_Line]) -> None:
        for line in self.lines:
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = lines
        for line in lines:
            self._rows.addWidget(line)


class CountPanel(Panel):
    """`counted` carries a denomination in minor units and how many pieces of it there are."""

    counted = Signal(int, int)

    def __init__(
        self, holder: ThemeHolder, words: ShiftWords, common: CommonWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._holder, self._common = holder, common
        self.heading = Label(holder, role="body.lg", weight=600)
        self.hint = Label(holder, words.next_line, "meta", tone="text.muted")
        self.drawer = OutlineButton(holder, words.open_drawer, "drawer", "F9")
        self.machine = OutlineButton(holder, words.by_machine, "count")
        self.machine.set_reason(words.no_machine)
        self.large, self.small = _Column(holder, words, divided=True), _Column(holder, words)
        self._title = Label(holder, words.counted, "body.lg", 600)
        self.note = Label(holder, role="meta", tone="text.muted")
        self.total = Label(holder, role="amount", tabular=True)
        self.drawer.setObjectName("open-drawer")
        self.machine.setObjectName("count-by-machine")
        self.total.setObjectName("counted-total")
        self._lay_out()

    def _lay_out(self) -> None:
        head, table, foot, column = QHBoxLayout(), QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(8)
        head.addWidget(self.heading)
        head.addSpacing(3)
        head.addWidget(self.hint)
        head.addStretch()
        head.addWidget(self.drawer)
        head.addWidget(self.machine)
        head.addStrut(68)
        table.setSpacing(0)
        table.addWidget(self.large, 1)
        table.addWidget(self.small, 1)
        foot.setContentsMargins(16, 0, 16, 0)
        foot.setSpacing(16)
        foot.addWidget(self._title)
        foot.addWidget(self.note)
        foot.addStretch()
        foot.addWidget(self.total)
        foot.addStrut(66)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Rule())
        column.addLayout(table, 1)
        column.addWidget(Rule())
        column.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._drop_hint()

    def _drop_hint(self) -> None:
        """The hint how to go on gives way before a word is cut."""
        beside = (self.heading, self.hint, self.drawer, self.machine)
        needed = sum(part.sizeHint().width() for part in beside) + 2 * 16 + 5 * 8
        self.hint.setVisible(self.width() >= max(2 * _NARROW, needed))

    def show_view(self, view: CountView) -> None:
        """Lines are made anew only for another set of denominations; typing goes on undisturbed."""
        self.heading.setText(view.heading)
        self._drop_hint()
        self.note.setText(view.note)
        self.total.setText(view.total)
        self.large.head.show_title(view.large_title)
        for column, rows in ((self.large, view.large), (self.small, view.small)):
            if [line.row.denomination_minor for line in column.lines] != [row.denomination_minor for row in rows]:
                column.put([self._line(row, column) for row in rows])
            for line, row in zip(column.lines, rows, strict=True):
                line.show_row(row, locked=view.locked)

    def show_small_title(self, title: str) -> None:
        self.small.head.show_title(title)

    def _line(self, row: CountRow, column: _Column) -> _Line:
        line = _Line(self._holder, self._common, row, column, divided=column.divided)
        line.changed.connect(self.counted)
        return line

    def first_field(self) -> QWidget:
        """Where counting begins."""
        return self.large.lines[0].stepper.field

    def last_field(self) -> Number:
        """Where it ends."""
        return (self.small.lines or self.large.lines)[-1].stepper.field
