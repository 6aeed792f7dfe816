"""Sizes, preferences, tasks and consent: the panels at the left of a customer's page."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui import paint
from ui.customer.flow import ChipFlow
from ui.customer.side_panel import SidePanel
from ui.customer.view import ConsentRow, ConsentView, PreferencesView, SizesView, TaskRow
from ui.customer.words import CustomerWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import PaintedButton, QuietButton
from ui.widgets.label import Label

_COLUMNS = 2
_BOX = 24


class Pair(QWidget):
    """A small word over a larger one, or an icon before a word."""

    def __init__(self, holder: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder, self._over, self._words, self._icon, self._ink = holder, "", "", "", "text.primary"
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_size(self, over: str, words: str) -> None:
        self._over, self._words, self._icon = over, words, ""
        self.setAccessibleName(f"{over}, {words}")
        self.updateGeometry()
        self.update()

    def show_mark(self, icon: str, ink: str, words: str) -> None:
        self._over, self._words, self._icon, self._ink = "", words, icon, ink
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, 41 if self._over else 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, box = QPainter(self), self._holder.theme, QRectF(self.rect())
        primary, font = theme.color("text.primary"), theme.font("body", 500)
        if self._over:
            muted = theme.color("text.secondary")
            paint.text(p, QRectF(0, 0, box.width(), 18), self._over, theme.font("meta"), muted)
            paint.text(p, QRectF(0, 19, box.width(), 21), self._words, font, primary)
            return
        if self._icon:
            p.drawPixmap(QPointF(0, 3), theme.icon(self._icon, self._ink, 18))
        paint.text(p, box.adjusted(30, 0, 0, 0), self._words, theme.font("body"), primary)


class SizesPanel(SidePanel):
    def __init__(self, holder: ThemeHolder, words: CustomerWords) -> None:
        super().__init__(holder, words.sizes, "size")
        self._none = Label(holder, "", "label", 400, "text.secondary", wrap=True)
        self._cells = [Pair(holder) for _ in range(2 * _COLUMNS)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        for n, cell in enumerate(self._cells):
            grid.addWidget(cell, n // _COLUMNS, n % _COLUMNS)
        self.content.addWidget(self._none)
        self.content.addLayout(grid)

    def show_view(self, view: SizesView) -> None:
        self.aside.setText(view.source)
        self._none.setText(view.empty)
        self._none.setVisible(not view.sizes)
        for n, cell in enumerate(self._cells):
            cell.setVisible(n < len(view.sizes))
            if n < len(view.sizes):
                cell.show_size(*view.sizes[n])


class PreferencesPanel(SidePanel):
    def __init__(self, holder: ThemeHolder, words: CustomerWords) -> None:
        super().__init__(holder, words.preferences, "preference")
        self._chips = ChipFlow(holder)
        self._by = Label(holder, "", "meta", tone="text.secondary", tabular=True)
        self._note = Label(holder, "", "label", 400, "text.secondary", wrap=True)
        for part in (self._chips, self._by, self._note):
            self.content.addWidget(part)

    def show_view(self, view: PreferencesView) -> None:
        self._chips.show_chips(view.chips)
        self._chips.setVisible(bool(view.chips))
        self._by.setText(view.note_by)
        self._by.setVisible(bool(view.note_by))
        nothing = view.empty if not view.chips else ""
        self._note.setText(view.note or nothing)
        self._note.setVisible(bool(view.note or nothing))


class TaskCheck(PaintedButton):
    """An open task; the whole row is the target."""

    def __init__(self, holder: ThemeHolder, view: TaskRow, spoken: str, parent: QWidget | None = None) -> None:
        self._view = view
        super().__init__(holder, "", parent=parent)
        self.setAccessibleName(spoken)
        self.setAccessibleDescription(view.detail)
        self.setToolTip(view.words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(100, 52)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, box = QPainter(self), self.theme, QRectF(self.rect())
        fill = {"hover": "bg.hover", "pressed": "bg.pressed"}.get(self.state())
        if fill:
            paint.rounded(p, box, theme.radius("control"), theme.color(fill))
        square = QRectF(2, (box.height() - _BOX) / 2, _BOX, _BOX)
        paint.rounded(p, square, 5, theme.color("bg.surface"), theme.color("border.control"), 2)
        line = QRectF(38, 5, box.width() - 42, 21)
        paint.text(p, line, self._view.words, theme.font("body", 500), theme.color("text.primary"))
        muted = theme.color("text.secondary")
        paint.text(p, line.translated(0, 21), self._view.detail, theme.font("meta", tabular=True), muted)


class TasksPanel(SidePanel):
    """`finished` carries the task that was ticked."""

    finished = Signal(str)

    def __init__(self, holder: ThemeHolder, words: CustomerWords) -> None:
        super().__init__(holder, words.tasks, "task")
        self._holder, self._words = holder, words
        self._shown: tuple[TaskRow, ...] = ()
        self.checks: list[TaskCheck] = []
        self.content.setContentsMargins(14, 6, 8, 6)

    def show_view(self, tasks: Sequence[TaskRow], count: str) -> None:
        self.aside.setText(count)
        self.setVisible(bool(tasks))
        if tuple(tasks) == self._shown:
            return
        self._shown = tuple(tasks)
        for old in self.checks:
            self.content.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.checks = [self._check(task) for task in tasks]

    def _check(self, task: TaskRow) -> TaskCheck:
        check = TaskCheck(self._holder, task, self._words.finish.format(words=task.words))
        check.clicked.connect(lambda checked=False, task_id=task.task_id: self.finished.emit(task_id))
        self.content.addWidget(check)
        return check


_MARKS = {True: ("ok", "success.fg"), False: ("close", "text.secondary"), None: ("todo", "text.muted")}


class ConsentPanel(SidePanel):
    """Read before anybody is contacted, so it is always in sight."""

    change_asked = Signal()

    def __init__(self, holder: ThemeHolder, words: CustomerWords) -> None:
        super().__init__(holder, words.consent, "consent")
        self.change = QuietButton(holder, "", "edit")
        self.change.setObjectName("customer-consent")
        self.change.setAccessibleName(words.change_consent)
        self.change.setToolTip(words.change_consent)
        self.change.clicked.connect(self.change_asked)
        self.head.setContentsMargins(15, 0, 2, 0)
        self.head.addWidget(self.change)
        self._cells = [Pair(holder) for _ in range(4)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for n, cell in enumerate(self._cells):
            grid.addWidget(cell, n // _COLUMNS, n % _COLUMNS)
        self.content.addLayout(grid)

    def show_view(self, view: ConsentView) -> None:
        self.aside.setText(view.at)
        for cell, row in zip(self._cells, view.rows, strict=True):
            cell.show_mark(*_mark(row), row.words)


def _mark(row: ConsentRow) -> tuple[str, str]:
    return _MARKS[row.given]
