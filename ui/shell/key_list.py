"""The list of keys behind F1: what each key does, group by group, in one dialog."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import paint
from ui.keys import ACTIONS, Screen
from ui.shell.words import ShellWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import FilledButton, OutlineButton
from ui.widgets.dialog import Dialog

_ROWS = ((800, 30), (740, 28), (0, 26))
"""Height of a row by the least height of the window: nine pages of keys stand in a low one too."""
_COLUMNS = 4

_TOGETHER = {
    ("hold", "recall"): "key_hold",
    ("return", "note"): "key_return",
    ("more", "fewer"): "key_pieces",
    ("gift_card", "points", "store_credit"): "key_balances",
    ("note_1", "note_2", "note_3"): "key_notes",
    ("choice_1", "choice_2", "choice_3"): "key_choices",
}
"""Actions that share a row of the list, and the name of the word for them."""
_BESIDES: dict[Screen, tuple[tuple[str, tuple[str, ...]], ...]] = {"sell": (("key_lines", ("↑", "↓")),)}
"""Keys that are no shortcuts: they act while the find field is empty."""


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """The keys of one screen: what they do, and their names as the hints show them."""

    title: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def keys_everywhere(words: ShellWords) -> KeyGroup:
    return KeyGroup(
        words.keys_everywhere,
        (
            (words.key_list, ("F1",)),
            (words.key_find, ("F2",)),
            (words.key_pages, ("Alt 1...8",)),
            (words.key_lock, ("Ctrl L",)),
            (words.key_undo, ("Ctrl Z",)),
            (words.key_back, ("Esc",)),
            (words.key_next, ("Tab",)),
            (words.key_full, ("F11",)),
        ),
    )


def keys_of(screen: Screen, title: str, words: ShellWords) -> KeyGroup:
    """What answers on one screen alone, from the table that its shortcuts come from too; kindred ones share a row."""
    hints = {action.name: action.hint for action in ACTIONS if screen in action.where}
    texts = {action.name: action.text for action in ACTIONS if screen in action.where}
    rows: list[tuple[str, tuple[str, ...]]] = []
    for name in texts:
        together = next((names for names in _TOGETHER if name in names and set(names) <= set(texts)), (name,))
        if name == together[0]:
            text = getattr(words, _TOGETHER[together]) if together in _TOGETHER else texts[name]
            rows.append((text, _shown([hints[one] for one in together])))
    besides = ((getattr(words, name), keys) for name, keys in _BESIDES.get(screen, ()))
    return KeyGroup(title, (*rows, *besides))


def _shown(hints: list[str]) -> tuple[str, ...]:
    """Three keys side by side are told as a row of them: `F8 ... F10`."""
    return (f"{hints[0]} ... {hints[-1]}",) if len(hints) > 2 else tuple(hints)


class SoundSwitch(Protocol):
    """Whether the till is silent, and the way to make it so."""

    @property
    def muted(self) -> bool: ...
    def mute(self, muted: bool) -> None: ...


class _Group(QWidget):
    def __init__(self, holder: ThemeHolder, group: KeyGroup, row: int) -> None:
        super().__init__()
        self._holder, self._group, self._row = holder, group, row
        self.setMinimumSize(200, 36 + row * len(group.rows))
        self.setAccessibleName(group.title)
        self.setAccessibleDescription("; ".join(f"{words}: {', '.join(keys)}" for words, keys in group.rows))
        holder.changed.connect(self.update)

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
        holder.changed.connect(self.update)

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
    groups: Sequence[KeyGroup],
    sounds: SoundSwitch,
) -> Dialog:
    """The dialog with the groups side by side, further ones under the shortest column; opened."""
    dialog = Dialog(window, holder, words.keys, "keyboard", common.close, width=1220)
    columns = QHBoxLayout()
    columns.setSpacing(28)
    row = next(row for least, row in _ROWS if window.height() >= least)
    for column in _shared_out(groups):
        columns.addLayout(_column(*(_Group(holder, group, row) for group in column), gap=row // 2), 1)
    dialog.content.addLayout(columns, 1)
    dialog.content.addWidget(_ScanNote(holder, words.keys_scanning))
    dialog.buttons.addWidget(_sound_button(holder, words, sounds))
    dialog.buttons.addStretch()
    close = FilledButton(holder, common.close, key="Esc")
    close.clicked.connect(dialog.close)
    dialog.closed.connect(dialog.dismiss)
    dialog.add_button(close, default=True)
    dialog.open(close)
    return dialog


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


def _shared_out(groups: Sequence[KeyGroup]) -> list[list[KeyGroup]]:
    """The first groups have a column each; of the others the longest goes first, always to the shortest column."""
    columns = [[group] for group in groups[:_COLUMNS]]
    for group in sorted(groups[_COLUMNS:], key=lambda one: -len(one.rows)):
        min(columns, key=lambda column: sum(len(one.rows) + 1 for one in column)).append(group)
    return columns


def _column(*groups: _Group, gap: int) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(gap)
    for group in groups:
        column.addWidget(group)
    column.addStretch()
    return column
