"""A choice among a few named views, all visible: a well with the chosen one raised."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui import paint
from ui.theme import ThemeHolder
from ui.widgets.buttons import PaintedButton

_WELL = 4


class _Segment(PaintedButton):
    def __init__(self, holder: ThemeHolder, label: str, parent: QWidget) -> None:
        super().__init__(holder, label, parent=parent)
        self.setCheckable(True)
        self.setProperty("ringRadius", 6)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(paint.text_width(self.text(), self.theme.font("body", 600))) + 28, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, box, theme, state = QPainter(self), QRectF(self.rect()), self.theme, self.state()
        if self.isChecked():
            paint.rounded(p, box, 6, theme.color("bg.surface"), theme.color("border.subtle"))
        elif state in ("hover", "pressed"):
            paint.rounded(p, box, 6, theme.color(f"bg.{state}"))
        role = "text.disabled" if state == "disabled" else "accent.text" if self.isChecked() else "text.secondary"
        font = theme.font("body", 600 if self.isChecked() else 500)
        paint.text(p, box, self.text(), font, theme.color(role), paint.CENTER)


class Segmented(QWidget):
    """52 high. `chosen` carries the name of the segment a person picked; ← and → move between segments."""

    chosen = Signal(str)

    def __init__(self, holder: ThemeHolder, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`choices` are (name, words) pairs; the first one is chosen at the start."""
        super().__init__(parent)
        self._holder = holder
        self.segments = {name: _Segment(holder, words, self) for name, words in choices}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(_WELL, _WELL, _WELL, _WELL)
        row.setSpacing(4)
        for name, segment in self.segments.items():
            segment.setObjectName(f"segment-{name}")
            segment.clicked.connect(lambda checked=False, name=name: self.chosen.emit(name))
            self._group.addButton(segment)
            row.addWidget(segment)
        next(iter(self.segments.values())).setChecked(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        holder.changed.connect(self.update)

    def choose(self, name: str) -> None:
        """Show a segment as chosen without telling anybody."""
        self.segments[name].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        able = [segment for segment in self.segments.values() if segment.isEnabled()]
        at = next((n for n, segment in enumerate(able) if segment.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        able[(at + step) % len(able)].setFocus(Qt.FocusReason.TabFocusReason)
        able[(at + step) % len(able)].click()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._holder.theme
        paint.rounded(QPainter(self), self.rect(), theme.radius("control"), theme.color("bg.sunken"))
