"""Nobody stands at the desk: what to do when somebody comes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pickup.view import IdleView
from ui.theme import ThemeHolder
from ui.widgets.icon import Disc
from ui.widgets.label import Label

_SIDE = 72


class IdlePage(QWidget):
    def __init__(self, holder: ThemeHolder) -> None:
        super().__init__()
        centre = Qt.AlignmentFlag.AlignHCenter
        self.title = Label(holder, role="h2", weight=600, align=Qt.AlignmentFlag.AlignCenter)
        self.words = Label(holder, tone="text.secondary", wrap=True, align=Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 0, _SIDE, 0)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(Disc(holder, "pickup", 88, 40, "bg.sunken", "text.secondary"), 0, centre)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addStretch(3)

    def show_view(self, view: IdleView) -> None:
        self.title.setText(view.title)
        self.words.setText(view.words)
