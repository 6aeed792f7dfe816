"""Words on a surface, in a text role and a colour role of the theme."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui.theme import ThemeHolder


class Label(QLabel):
    """A plain text label. `tone` is a colour role; amounts are `tabular`."""

    def __init__(
        self,
        holder: ThemeHolder,
        text: str = "",
        role: str = "body",
        weight: int | None = None,
        tone: str = "text.primary",
        *,
        tabular: bool = False,
        px: int | None = None,
        wrap: bool = False,
        align: Qt.AlignmentFlag | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(holder.theme.font(role, weight, tabular, px))
        self.setWordWrap(wrap)
        if align is not None:
            self.setAlignment(align)
        if not wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setProperty("tone", tone)

    def set_tone(self, tone: str) -> None:
        if tone != self.property("tone"):
            self.setProperty("tone", tone)
            self.style().polish(self)


class Rule(QFrame):
    """A hairline between parts of a panel, horizontal unless told otherwise."""

    def __init__(self, parent: QWidget | None = None, *, vertical: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("rule", True)
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class Panel(QFrame):
    """A raised surface with a hairline edge; its children lie inside the edge."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
