"""A choice among a few named views, all visible: a well with the chosen one raised."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui import paint
from ui.theme import ThemeHolder
from ui.widgets.buttons import PaintedButton

_WELL = 4
_ICON, _ICON_GAP, _PADDED = 18, 4, 43


class _Segment(PaintedButton):
    """Its words, an icon before them and a count in bold behind them where there is one."""

    def __init__(self, holder: ThemeHolder, label: str, parent: QWidget, icon: str = "") -> None:
        self._count, self._role, self._icon = "", "body", icon
        self._padding = _PADDED if icon else 28
        super().__init__(holder, label, parent=parent)
        self.setCheckable(True)
        self.setProperty("ringRadius", 6)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def set_count(self, count: str) -> None:
        if count != self._count:
            self._count = count
            self.setText(self.text())
            self.setAccessibleName(f"{self.text()} {count}")

    def set_compact(self, compact: bool) -> None:
        """Smaller words with less room around them, where a column is narrow."""
        self._role, self._padding = ("meta", 12) if compact else ("body", 28)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._icon_width() + self._words_width() + self._count_width()) + self._padding, 44)

    def _icon_width(self) -> int:
        return _ICON + _ICON_GAP if self._icon else 0

    def _words_width(self) -> float:
        return paint.text_width(self.text(), self.theme.font(self._role, 600))

    def _count_width(self) -> float:
        bold = self.theme.font(self._role, 700, tabular=True)
        return paint.text_width(self._count, bold) + (8 if self._role == "body" else 5) if self._count else 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        p, box, theme, state = QPainter(self), QRectF(self.rect()), self.theme, self.state()
        if self.isChecked():
            paint.rounded(p, box, 6, theme.color("bg.surface"), theme.color("border.subtle"))
        elif state in ("hover", "pressed"):
            paint.rounded(p, box, 6, theme.color(f"bg.{state}"))
        role = "text.disabled" if state == "disabled" else "accent.text" if self.isChecked() else "text.secondary"
        font = theme.font(self._role, 600 if self.isChecked() else 500)
        count, icon = self._count_width(), self._icon_width()
        words = box.adjusted(icon, 0, -count, 0)
        paint.text(p, words, self.text(), font, theme.color(role), paint.CENTER)
        if self._icon:
            left = words.center().x() - paint.text_width(self.text(), font) / 2 - icon
            p.drawPixmap(QPointF(left, (box.height() - _ICON) / 2), theme.icon(self._icon, role, _ICON))
        if self._count:
            end = words.center().x() + paint.text_width(self.text(), font) / 2 + count
            bold = theme.font(self._role, 700, tabular=True)
            ink = theme.color(role)
            paint.text(p, QRectF(0, 0, end, box.height()), self._count, bold, ink, paint.RIGHT, elide=False)


class Segmented(QWidget):
    """52 high. `chosen` carries the name of the segment a person picked; ← and → move between segments."""

    chosen = Signal(str)

    def __init__(
        self,
        holder: ThemeHolder,
        choices: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        filling: bool = False,
        icons: Mapping[str, str] | None = None,
    ) -> None:
        """`choices` are (name, words) pairs; the first one is chosen at the start. `filling` takes the whole width;
        `icons` stand before the words, by name."""
        super().__init__(parent)
        self._holder = holder
        self.segments = {name: _Segment(holder, words, self, (icons or {}).get(name, "")) for name, words in choices}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(_WELL, _WELL, _WELL, _WELL)
        row.setSpacing(4)
        for name, segment in self.segments.items():
            segment.setObjectName(f"segment-{name}")
            segment.clicked.connect(lambda checked=False, name=name: self.chosen.emit(name))
            self._group.addButton(segment)
            row.addWidget(segment, 1 if filling else 0)
        next(iter(self.segments.values())).setChecked(True)
        wide = QSizePolicy.Policy.Expanding if filling else QSizePolicy.Policy.Fixed
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)

    def set_count(self, name: str, count: str) -> None:
        """How many there are behind a segment, in bold after its words."""
        self.segments[name].set_count(count)

    def set_compact(self, compact: bool) -> None:
        for segment in self.segments.values():
            segment.set_compact(compact)

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
        able[(at + step) % len(able)].click()
        able[(at + step) % len(able)].setFocus(Qt.FocusReason.TabFocusReason)  # it may have gone to what was chosen

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._holder.theme
        paint.rounded(QPainter(self), self.rect(), theme.radius("control"), theme.color("bg.sunken"))
