"""Messages in place: banners that give a verdict or a note, and the strip that stays while the line is down."""

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import paint
from ui.theme import ThemeHolder
from ui.widgets.announce import announce
from ui.widgets.buttons import QuietButton

BannerKind = Literal["success", "warning", "danger", "info", "verified", "blocked"]

_SOLID = {"verified": ("success.fill", "success.on"), "blocked": ("danger.fill", "danger.on")}
_MARGIN, _ICON_LEFT, _LEAST = 16, 15, 240
_NEW_LINE = "\N{LINE SEPARATOR}"


class Banner(QWidget):
    """An icon, a bold sentence and more words beside or under it. `verified` and `blocked` are solid verdicts."""

    def __init__(
        self,
        holder: ThemeHolder,
        kind: BannerKind = "info",
        *,
        inline: bool = False,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`inline` lets the further words follow the bold sentence on the same line; `compact` takes less room."""
        super().__init__(parent)
        self._holder, self._usual = holder, (inline, compact)
        self._kind: BannerKind = kind
        self._icon, self._title, self._words = "info", "", ""
        self._set(inline, compact)
        self.setMinimumWidth(_LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, title: str, words: str = "", kind: BannerKind = "info", icon: str = "info") -> None:
        self._title, self._words, self._kind, self._icon = title, words, kind, icon
        said = f"{title} {words}".strip()
        if said != self.accessibleName():
            self.setAccessibleName(said)
            announce(self, said)
        self._fit()
        self.update()

    def tighten(self, tight: bool) -> None:
        """As low as the words can be, while something else needs the room; or as it usually is."""
        self._set(*((True, True) if tight else self._usual))
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _set(self, inline: bool, compact: bool) -> None:
        self._inline = inline
        self._icon_px, self._padding, self._indent = (22, 10, 46) if compact else (24, 14, 52)

    def _fit(self) -> None:
        """As high as the words need at this width, in any layout."""
        lines = self._text().lineCount()
        self.setFixedHeight(lines * self._holder.theme.line("body") + 2 * self._padding)

    def _text(self) -> QTextLayout:
        """The words laid out for the present width, the title bold; breaks where the script allows it."""
        theme, between = self._holder.theme, " " if self._inline else _NEW_LINE
        layout = QTextLayout(between.join(part for part in (self._title, self._words) if part), theme.font("body"))
        bold, option = QTextLayout.FormatRange(), QTextOption()
        bold.format.setFont(theme.font("body", 600))
        bold.start, bold.length = 0, len(self._title)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([bold])
        layout.beginLayout()
        step = theme.line("body")
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, self.width() - self._indent - _MARGIN))
            line.setPosition(QPointF(0, line.lineNumber() * step + (step - line.height()) / 2))
        layout.endLayout()
        return layout

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, box = QPainter(self), self._holder.theme, QRectF(self.rect())
        fill, ink = _SOLID.get(self._kind) or paint.chip_roles(self._kind)
        paint.rounded(p, box, theme.radius("control"), theme.color(fill))
        top = (box.height() - self._icon_px) / 2
        p.drawPixmap(QPointF(_ICON_LEFT, top), theme.icon(self._icon, ink, self._icon_px))
        text = self._text()
        p.setPen(theme.color(ink))
        text.draw(p, QPointF(self._indent, (box.height() - text.lineCount() * theme.line("body")) / 2))


class Strip(QWidget):
    """44 high under the top bar, amber: what is limited now, an action or two and a way to close it."""

    acted = Signal()
    other = Signal()
    closed = Signal()

    def __init__(self, holder: ThemeHolder, close_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder, self._title, self._words, self._icon = holder, "", "", "sync.offline"
        self.setFixedHeight(holder.theme.size("strip"))
        self.action = QuietButton(holder, "")
        self.action.ink_role = "warning.fg"
        self.other_action = QuietButton(holder, "")
        self.other_action.ink_role = "warning.fg"
        self.other_action.hide()
        self.close_button = QuietButton(holder, "", "close")
        self.close_button.ink_role = "warning.fg"
        self.close_button.setAccessibleName(close_name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch()
        row.addWidget(self.other_action)
        row.addWidget(self.action)
        row.addWidget(self.close_button)
        self.action.clicked.connect(self.acted)
        self.other_action.clicked.connect(self.other)
        self.close_button.clicked.connect(self.closed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def title(self) -> str:
        """What it says first: whoever shows the strip knows its own by it."""
        return self._title

    def say(self, title: str, words: str, action: str = "", icon: str = "sync.offline", *, other: str = "") -> None:
        self._title, self._words, self._icon = title, words, icon
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.other_action.setText(other)
        self.other_action.setVisible(bool(other))
        self.setAccessibleName(f"{title} {words}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, box = QPainter(self), self._holder.theme, QRectF(self.rect())
        ink = theme.color("warning.fg")
        p.fillRect(box, theme.color("warning.bg"))
        p.fillRect(QRectF(0, box.height() - 1, box.width(), 1), theme.color("border.subtle"))
        p.drawPixmap(QPointF(20, 11), theme.icon(self._icon, "warning.fg"))
        bold = theme.font("label", 600)
        paint.text(p, box.adjusted(52, 0, 0, 0), self._title, bold, ink, elide=False)
        x = 52 + paint.text_width(self._title, bold) + 10
        shown = (button for button in (self.other_action, self.action, self.close_button) if button.isVisible())
        end = next(shown, self.close_button).x()
        paint.text(p, QRectF(x, 0, end - x - 8, box.height()), self._words, theme.font("label", 400), ink)
