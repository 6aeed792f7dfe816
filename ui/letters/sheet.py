"""The sheet of letters: five rows of keys over the whole width of the window, and what Shift makes of them."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.letters.key import HEIGHT, LetterKey
from ui.letters.rows import ENTER, HIDE, SHIFT, SPACE, TURN, Row, accents, letters, width_of
from ui.letters.words import LettersWords
from ui.theme import ThemeHolder
from ui.widgets.keypad import BACK

_EDGE, _WIDEST = 8, 1200
_FACES = ("abc", "áß!")
"""What the key that turns the sheet says: where it leads."""


class LetterSheet(QWidget):
    """`pressed` carries what is to be written, or `BACK`, `ENTER` or `HIDE`. Nothing in it takes the focus."""

    pressed = Signal(str)

    def __init__(self, window: QWidget, holder: ThemeHolder, words: LettersWords, language: str) -> None:
        super().__init__(window)
        self._holder, self._words = holder, words
        self._rows = (letters(language), accents())
        self._pages: dict[int, list[list[LetterKey]]] = {}
        self._at, self._shift = 0, 0
        self.setObjectName("letters")
        self.setAccessibleName(words.sheet)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()
        self._show_page(0)

    @property
    def keys(self) -> dict[str, LetterKey]:
        """Those that are shown, by what they write."""
        return {key.sign: key for row in self._pages[self._at] for key in row}

    def sizeHint(self) -> QSize:
        return QSize(0, 2 * _EDGE + HEIGHT * len(self._rows[0]))

    def start(self) -> None:
        """As it is for the first letter of a field."""
        self._show_page(0)
        self._press_shift(0)

    def _show_page(self, at: int) -> None:
        if at not in self._pages:  # the second one is made when it is asked for
            self._pages[at] = [[self._key(spot.sign, at) for spot in row] for row in self._rows[at]]
        self._at = at
        self._lay_out()
        for page, rows in self._pages.items():
            for key in (key for row in rows for key in row):
                key.setVisible(page == at)
        self._press_shift(self._shift)

    def _key(self, sign: str, at: int) -> LetterKey:
        face, name = self._said(sign, at)
        key = LetterKey(self._holder, sign, face, name, self)
        key.clicked.connect(partial(self._press, sign))
        return key

    def _said(self, sign: str, at: int) -> tuple[str, str]:
        words = self._words
        named = {
            SHIFT: (words.shift, words.shift),
            BACK: ("", words.delete),
            SPACE: (words.space, words.space),
            TURN: (_FACES[1 - at], words.letters if at else words.accents),
            HIDE: (words.hide, words.hide),
            ENTER: (words.enter, words.enter),
        }
        return named.get(sign) or (sign, words.signs.get(sign, sign))

    def _press(self, sign: str) -> None:
        if sign == SHIFT:
            self._press_shift((self._shift + 1) % 3)
        elif sign == TURN:
            self._show_page(1 - self._at)
        else:
            self.pressed.emit(" " if sign == SPACE else self._cased(sign))
            if self._shift == 1 and sign.isalpha() and len(sign) == 1:
                self._press_shift(0)

    def _press_shift(self, shift: int) -> None:
        """0 is off, 1 is for one letter, 2 until it is pressed again."""
        self._shift = shift
        words, keys = self._words, self.keys
        keys[SHIFT].mark(marked=shift == 1, held=shift == 2)
        keys[SHIFT].setAccessibleDescription(("", words.shift_once, words.shift_stays)[shift])
        for sign, key in keys.items():
            if len(sign) == 1 and sign.isalpha():
                key.say(self._cased(sign), self._cased(sign))

    def _cased(self, sign: str) -> str:
        if not self._shift or len(sign) > 1:
            return sign
        return "ẞ" if sign == "ß" else sign.upper()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        """A letter is as wide in every row; a shorter row stands in the middle."""
        rows: tuple[Row, ...] = self._rows[self._at]
        whole = min(self.width() - 2 * _EDGE, _WIDEST)
        unit = whole / max(width_of(row) for row in rows)
        for n, (row, keys) in enumerate(zip(rows, self._pages[self._at], strict=True)):
            x = (self.width() - unit * width_of(row)) / 2
            for spot, key in zip(row, keys, strict=True):
                left, x = round(x), x + unit * spot.width
                key.setGeometry(left, _EDGE + n * HEIGHT, round(x) - left, HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """What falls beside the keys must not reach the page behind."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme = QPainter(self), self._holder.theme
        p.fillRect(self.rect(), theme.color("bg.sunken"))
        for edge in (0, self.height() - 1):
            p.fillRect(QRectF(0, edge, self.width(), 1), theme.color("border.control"))
