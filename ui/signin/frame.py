"""Above and below the people: which store and till this is, whether it is in step, and language, theme and help."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import paint
from ui.shell.top_bar import SyncView
from ui.signin.words import SignInWords
from ui.theme import ThemeHolder
from ui.widgets.badges import ChipButton, Pill
from ui.widgets.buttons import QuietButton
from ui.widgets.label import Label


@dataclass(frozen=True, slots=True)
class PlaceView:
    """The store, the till, the state of the line, the day and what is known about the staff list."""

    store: str
    till: str
    sync: SyncView
    staff_list: str
    demo: str = ""


class _Mark(QWidget):
    """The store's first letter on a solid square."""

    def __init__(self, holder: ThemeHolder) -> None:
        super().__init__()
        self._holder, self._letter = holder, ""
        self.setFixedSize(44, 44)

    def show_letter(self, letter: str) -> None:
        self._letter = letter
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, box = QPainter(self), self._holder.theme, QRectF(1, 1, 42, 42)
        paint.rounded(p, box, theme.radius("card"), theme.color("accent.fill"))
        font = theme.font("amount", 700, px=30)
        paint.text(p, box, self._letter, font, theme.color("accent.on"), paint.CENTER, elide=False)


class Head(QWidget):
    """72 high, on the bare window. `demo_pressed` is the chip of a demo."""

    demo_pressed = Signal()

    def __init__(self, holder: ThemeHolder) -> None:
        super().__init__()
        self.setFixedHeight(72)
        self._mark = _Mark(holder)
        self.store, self.till = Label(holder, role="h2"), Label(holder, role="meta", tone="text.muted")
        self.demo = ChipButton(holder, "", "promo", "demo")
        self.demo.setObjectName("demo-chip")
        self.demo.clicked.connect(self.demo_pressed)
        self.sync = Pill(holder)
        self.sync.setObjectName("sync-pill")
        self.clock = Label(holder, role="h2", tabular=True)
        self.day = Label(holder, role="label", tone="text.secondary")
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addStretch()
        names.addWidget(self.store)
        names.addWidget(self.till)
        names.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 0, 32, 0)
        row.setSpacing(12)
        row.addWidget(self._mark)
        row.addLayout(names)
        row.addWidget(self.demo)
        row.addStretch()
        for part in (self.sync, self.clock, self.day):
            row.addWidget(part)

    def show_place(self, view: PlaceView) -> None:
        self._mark.show_letter(view.store[:1].upper())
        self.store.setText(view.store)
        self.till.setText(view.till)
        self.demo.setText(view.demo)
        self.demo.setVisible(bool(view.demo))
        self.sync.show_state(view.sync.words, view.sync.icon, view.sync.state)

    def show_time(self, time: str, day: str) -> None:
        self.clock.setText(time)
        self.day.setText(day)


class Foot(QWidget):
    """56 high: language, theme, what works without a line, training, the own PIN, help."""

    theme_asked = Signal()
    help_asked = Signal()
    training_asked = Signal()
    pin_asked = Signal()

    def __init__(self, holder: ThemeHolder, words: SignInWords, language: str) -> None:
        super().__init__()
        self.setFixedHeight(56)
        self._holder, self._words = holder, words
        self.language = QuietButton(holder, language, "language")
        self.language.setAccessibleName(f"{words.language}: {language}")
        self.mode = QuietButton(holder, "", "light")
        self._why_language = Label(holder, role="meta", tone="text.secondary")
        self._why_language.hide()
        self.staff_list = Label(holder, role="label", tone="text.secondary")
        self.training = QuietButton(holder, words.training, "info")
        self.pin = QuietButton(holder, words.change_pin, "key")
        self.help = QuietButton(holder, words.help, "help", "F1")
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 0, 32, 0)
        row.setSpacing(8)
        row.addWidget(self.language)
        row.addWidget(self.mode)
        row.addWidget(self._why_language)
        row.addStretch()
        row.addWidget(self.staff_list)
        buttons = {"training": self.training, "change-pin": self.pin, "help": self.help}
        for button in buttons.values():
            row.addWidget(button)
        for name, button in {"language": self.language, "theme": self.mode, **buttons}.items():
            button.setObjectName(name)
        self.training.clicked.connect(self.training_asked)
        self.pin.clicked.connect(self.pin_asked)
        self.mode.clicked.connect(self.theme_asked)
        self.help.clicked.connect(self.help_asked)
        holder.changed.connect(self._show_mode)
        self._show_mode()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for all of it, what works without a line is left out: it stands nowhere else cut."""
        super().resizeEvent(event)
        row = self.layout()
        assert row is not None
        needed = 0
        for part in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if part is not self.staff_list and not part.isHidden():
                needed += part.sizeHint().width() + row.spacing()
        self.staff_list.setVisible(needed + self.staff_list.sizeHint().width() + 64 <= self.width())

    def refuse_language(self, reason: str) -> None:
        """There is no other one to choose: said beside the button, not only to whoever points at it."""
        self.language.set_reason(reason)
        self._why_language.setText(reason)
        self._why_language.show()

    def _show_mode(self) -> None:
        mode = self._holder.theme.mode
        self.mode.icon_name = mode
        self.mode.setText(self._words.light if mode == "light" else self._words.dark)
