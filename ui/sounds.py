"""Short tones beside what the screen says; a till without sound loses nothing."""

from PySide6.QtWidgets import QApplication


class Sounds:
    """`scanOk`, `scanUnknown` and `blocked` (tokens.json). The system's bell is the one tone every till has."""

    def play(self, name: str) -> None:
        if name != "scanOk":
            QApplication.beep()
