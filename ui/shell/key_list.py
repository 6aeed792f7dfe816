"""The dialog behind F1: what each key does, in groups side by side; the segments in its head turn its sheets."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui import paint
from ui.shell.key_groups import KeyGroup, KeySheet
from ui.shell.words import ShellWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import FilledButton, OutlineButton
from ui.widgets.dialog import Dialog
from ui.widgets.segmented import Segmented

_ROWS = ((860, 37), (768, 32), (0, 28))
"""Height of a row by the least height of the window: the keys of Sell stand below each other in a low one too."""
_COLUMNS, _GAP = 4, 14


class SoundSwitch(Protocol):
    """Whether the till is silent, and the way to make it so."""

    @property
    def muted(self) -> bool: ...
    def mute(self, muted: bool) -> None: ...


class LettersSwitch(Protocol):
    """When the letters rise, by name, and the way to the next of the three."""

    @property
    def rises(self) -> str: ...
    def turn(self) -> None: ...


class _Group(QWidget):
    """The keys of one group, in rows that are the lower the lower the window is."""

    def __init__(self, holder: ThemeHolder, group: KeyGroup, window: QWidget) -> None:
        super().__init__()
        self._holder, self._group, self._above = holder, group, window
        window.installEventFilter(self)
        self._fit()
        self.setAccessibleName(group.title)
        self.setAccessibleDescription("; ".join(f"{words}: {', '.join(keys)}" for words, keys in group.rows))

    def _fit(self) -> None:
        self._row = next(row for least, row in _ROWS if self._above.height() >= least)
        self.setMinimumSize(200, 36 + self._row * len(self._group.rows))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._above:
            self._fit()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, width = QPainter(self), self._holder.theme, self.width()
        title = QRectF(0, 0, width, 20)
        paint.text(p, title, self._group.title, theme.font("body.lg", 600), theme.color("text.primary"))
        for n, (words, keys) in enumerate(self._group.rows):
            row = QRectF(0, 28 + n * self._row, width, self._row)
            right = row.right()
            for key in reversed(keys):
                right -= paint.key_hint(p, right, row.center().y(), key, theme) + 4
            space = QRectF(0, row.y(), right - 8, self._row)
            paint.text(p, space, words, theme.font("body"), theme.color("text.primary"))
            p.fillRect(QRectF(0, row.bottom() - 1, width, 1), theme.color("border.subtle"))


class _ScanNote(QWidget):
    def __init__(self, holder: ThemeHolder, words: str) -> None:
        super().__init__()
        self._holder, self._words = holder, words
        self.setFixedHeight(24)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme = QPainter(self), self._holder.theme
        p.drawPixmap(QPointF(0, 3), theme.icon("scan", "text.secondary", 18))
        words = QRectF(26, 0, self.width() - 26, 24)
        paint.text(p, words, self._words, theme.font("body"), theme.color("text.secondary"))


def key_list(
    window: QWidget,
    holder: ThemeHolder,
    words: ShellWords,
    common: CommonWords,
    sheets: Sequence[KeySheet],
    sounds: SoundSwitch,
    letters: LettersSwitch,
    at: int = 0,
) -> Dialog:
    """The dialog with one of its sheets in front, by its place `at` among them; opened."""
    dialog = Dialog(window, holder, words.keys, "keyboard", common.close, width=1220)
    stack = QStackedWidget()
    for sheet in sheets:
        stack.addWidget(_sheet(holder, sheet, window))
    stack.setCurrentIndex(at)
    dialog.content.addWidget(stack, 1)
    if len(sheets) > 1:
        dialog.add_to_head(_segments(holder, sheets, stack))
    dialog.content.addWidget(_ScanNote(holder, words.keys_scanning))
    dialog.buttons.addWidget(_sound_button(holder, words, sounds))
    dialog.buttons.addWidget(_letters_button(holder, words, letters))
    dialog.buttons.addStretch()
    close = FilledButton(holder, common.close, key="Esc")
    close.clicked.connect(dialog.close)
    dialog.closed.connect(dialog.dismiss)
    dialog.add_button(close, default=True)
    dialog.open(close)
    return dialog


def _segments(holder: ThemeHolder, sheets: Sequence[KeySheet], stack: QStackedWidget) -> Segmented:
    segments = Segmented(holder, [(str(n), sheet.title) for n, sheet in enumerate(sheets)])
    segments.choose(str(stack.currentIndex()))
    segments.chosen.connect(lambda name: stack.setCurrentIndex(int(name)))
    return segments


def _sheet(holder: ThemeHolder, sheet: KeySheet, window: QWidget) -> QWidget:
    """The groups of a sheet side by side, further ones under the shortest column."""
    page = QWidget()
    columns = QHBoxLayout(page)
    columns.setContentsMargins(0, 0, 0, 0)
    columns.setSpacing(28)
    for column in _shared_out(sheet.groups):
        columns.addLayout(_column(*(_Group(holder, group, window) for group in column)), 1)
    return page


def _sound_button(holder: ThemeHolder, words: ShellWords, sounds: SoundSwitch) -> OutlineButton:
    button = OutlineButton(holder, "", "sound")
    button.setObjectName("sounds")

    def tell() -> None:
        button.setText(words.sounds_off if sounds.muted else words.sounds_on)

    def switch() -> None:
        sounds.mute(not sounds.muted)
        tell()

    button.clicked.connect(switch)
    tell()
    return button


def _letters_button(holder: ThemeHolder, words: ShellWords, letters: LettersSwitch) -> OutlineButton:
    button = OutlineButton(holder, "", "keyboard")
    button.setObjectName("letters-rise")
    said = {"touched": words.letters_touched, "always": words.letters_always, "never": words.letters_never}

    def turn() -> None:
        letters.turn()
        button.setText(said[letters.rises])

    button.clicked.connect(turn)
    button.setText(said[letters.rises])
    return button


def _shared_out(groups: Sequence[KeyGroup]) -> list[list[KeyGroup]]:
    """The first groups have a column each; of the others the longest goes first, always to the shortest column."""
    columns = [[group] for group in groups[:_COLUMNS]]
    for group in sorted(groups[_COLUMNS:], key=lambda one: -len(one.rows)):
        min(columns, key=lambda column: sum(len(one.rows) + 1 for one in column)).append(group)
    return columns


def _column(*groups: _Group) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(_GAP)
    for group in groups:
        column.addWidget(group)
    column.addStretch()
    return column
