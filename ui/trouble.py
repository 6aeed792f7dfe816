"""The page of a till that cannot be opened: what happened, that nothing is lost, and what to do."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from pos.domain.failures import Refused, Unavailable
from ui.text import sentence
from ui.theme import Theme

STEPS = {
    "no_till": "Set one up with: tandem-till init --store NAME --currency EUR --country DE\n"
    "Or look around first with: tandem demo",
    "till_in_use": "Go on in the window that is open already.",
    "wrong_key": "Put the key file that belongs to this till back, or restore a backup: tandem-till restore FILE",
    "file_missing": "Restore the last backup: tandem-till restore FILE",
    "file_damaged": "tandem-till verify names what is damaged. Then restore the last backup: tandem-till restore FILE",
    "newer_schema": "Install the program that this file was last used with.",
}
KEPT = "Nothing was changed. The files of this till are in {home}"


class TroublePage(QWidget):
    """A small window of its own: the shell needs a till."""

    def __init__(self, home: Path, failure: Refused | Unavailable) -> None:
        super().__init__()
        theme = Theme("light")
        self.setWindowTitle("Tandem")
        self.resize(720, 320)
        self.title, self.steps = QLabel(sentence(failure)), QLabel(STEPS.get(failure.code, ""))
        self.kept = QLabel(KEPT.format(home=home))
        self.close_button = QPushButton("Close")
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(16)
        for label, role in ((self.title, "h1"), (self.steps, "body.lg"), (self.kept, "body")):
            label.setFont(theme.font(role))
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addStretch()
        self.close_button.setMinimumHeight(theme.size("control"))
        self.close_button.clicked.connect(self.close)
        column.addWidget(self.close_button)
