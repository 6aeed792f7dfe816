"""What only changes to look at, said to a screen reader: scans, totals, verdicts, messages that go by themselves."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str) -> None:
    """Have `words` read out in turn, without moving the focus; `widget` is what they are about."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
