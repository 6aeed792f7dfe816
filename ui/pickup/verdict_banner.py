"""The verdict on a code in one glance: a solid or soft banner with an icon, the sentence and why."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import paint
from ui.pickup.view import Tone, VerdictView
from ui.theme import ThemeHolder
from ui.widgets.announce import announce
from ui.widgets.label import Label

_LOOKS: dict[Tone, tuple[str, str, str]] = {
    "verified": ("success.fill", "success.on", ""),
    "blocked": ("danger.fill", "danger.on", ""),
    "warning": ("warning.bg", "warning.fg", "warning.fg"),
    "info": ("info.bg", "info.fg", "info.fg"),
}
"""Fill, ink and edge."""
_LEAST, _LEAST_STRONG = 87, 104
_ICON, _ICON_LEFT, _WORDS_LEFT, _EDGE = 40, 20, 74, 16


class VerdictBanner(QWidget):
    """`strong` writes the sentence large, as for a refusal and for a finished hand-over."""

    def __init__(self, holder: ThemeHolder, *, strong: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder, self._view = holder, VerdictView("info", "info", "", "")
        self._compact = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(_LEAST_STRONG if strong else _LEAST)
        self.over = Label(holder, role="body", weight=600, wrap=True)
        self.title = Label(holder, role="h1" if strong else "h2", weight=600, wrap=True)
        self.words = Label(holder, role="body", wrap=True, tabular=True)
        self.corner_words = Label(holder, role="body", align=Qt.AlignmentFlag.AlignRight)
        self.corner = Label(holder, role="amount", weight=700, align=Qt.AlignmentFlag.AlignRight)
        self._lay_out(strong)

    def _lay_out(self, strong: bool) -> None:
        left, right, row = QVBoxLayout(), QVBoxLayout(), QHBoxLayout(self)
        left.setSpacing(4 if strong else 2)
        right.setSpacing(0)
        left.addStretch()
        for part in (self.over, self.title, self.words):
            left.addWidget(part)
        left.addStretch()
        right.addStretch()
        for part in (self.corner_words, self.corner):
            right.addWidget(part)
        right.addStretch()
        margin = 18 if strong else 14
        row.setContentsMargins(_WORDS_LEFT + (4 if strong else 0), margin, _EDGE, margin)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addLayout(right)
        self._strong = strong

    def set_compact(self, compact: bool) -> None:
        """Words in the corner follow the others, where the banner is narrow; shown with the next view."""
        self._compact = compact

    def show_view(self, view: VerdictView) -> None:
        if self._compact and view.corner_icon:
            told = " · ".join(part for part in (view.words, view.corner_words) if part)
            view = replace(view, words=told, corner_words="", corner_icon="")
        self._view = view
        ink = _LOOKS[view.tone][1]
        texts = (view.over, view.title, view.words, view.corner_words, view.corner)
        parts = (self.over, self.title, self.words, self.corner_words, self.corner)
        for part, text in zip(parts, texts, strict=True):
            part.setText(text)
            part.set_tone(ink)
            part.setVisible(bool(text))
        self.corner_words.setContentsMargins(30 if view.corner_icon else 0, 0, 4 if view.corner_icon else 0, 0)
        said = ". ".join(text for text in texts if text)
        if said != self.accessibleName():
            self.setAccessibleName(said)
            announce(self, said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, box, view = QPainter(self), self._holder.theme, QRectF(self.rect()), self._view
        fill, ink, edge = _LOOKS[view.tone]
        line = theme.color(edge) if edge else None
        paint.rounded(p, box, theme.radius("card"), theme.color(fill), line, 2)
        left = _ICON_LEFT + (2 if self._strong else -2)
        p.drawPixmap(QPointF(left, (box.height() - _ICON) / 2), theme.icon(view.icon, ink, _ICON))
        if view.corner_icon:
            at = self.corner_words.geometry()
            p.drawPixmap(QPointF(at.x(), at.center().y() - 10), theme.icon(view.corner_icon, ink, 22))
