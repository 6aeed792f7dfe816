"""Letters by touch: the sheet of keys that rises where a finger touches a field for words, and how the till keeps it.

Its keys reach the field as those of a keyboard do, so whatever listens there works; the scanner's ear passes over keys
that programs send. Figures and PINs have keys of their own.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal, get_args

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputDevice, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from pos.services.till import Till
from ui.letters.rows import ENTER, HIDE, writes_in
from ui.text import language, spoken
from ui.theme import ThemeHolder
from ui.widgets.dialog import Dialog
from ui.widgets.keypad import BACK, is_for_figures

if TYPE_CHECKING:
    from ui.letters.sheet import LetterSheet

Rises = Literal["touched", "always", "never"]
"""When a finger touches a field; at every click, where a screen passes a finger off as a mouse; never."""
RISES: tuple[Rises, ...] = get_args(Rises)
SETTING = "letters"
_ABOVE = 12
"""So many pixels at least lie between the field and the sheet."""
_FINGERS = (QInputDevice.DeviceType.TouchScreen, QInputDevice.DeviceType.Stylus)
_NAMED = {BACK: Qt.Key.Key_Backspace, ENTER: Qt.Key.Key_Return}


class Lettering(QObject):
    """Watches the window for fingers. The sheet is made when it is first needed, or ahead of that by `load`."""

    def __init__(self, window: QWidget, holder: ThemeHolder, kept: Rises | None, keep: Callable[[Rises], None]) -> None:
        """`kept` is what somebody chose here; where nobody did, it rises if the language can be written with it."""
        super().__init__(window)
        self._window, self._holder, self._keep = window, holder, keep
        self.rises: Rises = kept or ("touched" if writes_in(language()) else "never")
        self._sheet: LetterSheet | None = None
        self._heard: QObject | None = None
        self._field: QLineEdit | None = None
        self._dialog: Dialog | None = None
        self._writing = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    @property
    def sheet(self) -> "LetterSheet":
        if self._sheet is None:
            self._sheet = self._made()
        return self._sheet

    @property
    def is_up(self) -> bool:
        return self._field is not None

    def _made(self) -> "LetterSheet":
        from ui.letters.sheet import LetterSheet
        from ui.letters.words import LettersWords

        sheet = LetterSheet(self._window, self._holder, spoken(LettersWords), language())
        sheet.pressed.connect(self._write)
        return sheet

    def load(self) -> None:
        """Make the sheet ahead of the first touch."""
        self._sheet = self.sheet

    def turn(self) -> None:
        """The next of the three ways, from now on and after the next start too."""
        self.rises = RISES[(RISES.index(self.rises) + 1) % len(RISES)]
        self._keep(self.rises)
        self.lower()

    def raise_for(self, field: QLineEdit) -> None:
        """Show the keys below this field; a dialog makes room for them, and over what lies too low they stand above."""
        sheet, window = self.sheet, self._window
        if not self.is_up:
            sheet.start()
        self._field = field
        self._make_room(_dialog_of(field), sheet.sizeHint().height())
        low = window.height() - sheet.sizeHint().height()
        end = field.mapTo(window, QPoint(0, field.height())).y()
        sheet.setGeometry(0, low if end + _ABOVE <= low else 0, window.width(), sheet.sizeHint().height())
        sheet.show()
        sheet.raise_()
        QGuiApplication.inputMethod().hide()  # the system's own keyboard would lie over this one

    def lower(self) -> None:
        if self.is_up:
            self._field = None
            self.sheet.hide()
            self._make_room(None, 0)

    def _make_room(self, dialog: Dialog | None, height: int) -> None:
        if self._dialog is not None and self._dialog is not dialog and isValid(self._dialog):
            self._dialog.make_room(0)
        self._dialog = dialog
        if dialog is not None:
            dialog.make_room(height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QMouseEvent) and kind is QEvent.Type.MouseButtonRelease:
            spot = self._window.childAt(event.position().toPoint())
            QTimer.singleShot(0, partial(self._pressed, spot, self._is_finger(event)))  # what was pressed acts first
        elif self.is_up and kind in (QEvent.Type.KeyPress, QEvent.Type.Resize):
            self.lower()  # somebody types, and so has a keyboard
        return False

    def _is_finger(self, event: QMouseEvent) -> bool:
        if self.rises != "touched":
            return self.rises == "always"
        made_by_qt = event.source() is Qt.MouseEventSource.MouseEventSynthesizedByQt
        return made_by_qt or event.deviceType() in _FINGERS

    def _pressed(self, spot: QWidget | None, by_finger: bool) -> None:
        """A press is over and has done what it does."""
        if spot is not None and not isValid(spot):
            spot = None
        if self._sheet is not None and spot is not None and (spot is self._sheet or self._sheet.isAncestorOf(spot)):
            return
        if by_finger and spot is not None and spot.hasFocus() and takes_letters(spot):
            assert isinstance(spot, QLineEdit)
            self.raise_for(spot)
        elif spot is None or spot is not self._field:
            self.lower()

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Another field, page or dialog; under a finger that is still down nothing moves away."""
        self._listen()
        held = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if self.is_up and new is not self._field and not self._writing and not held:
            self.lower()

    def _listen(self) -> None:
        """To the window as the system knows it, which is there once it was shown: a filter over the application would
        be asked for everything that is painted too."""
        handle = self._window.windowHandle() if self._heard is None else None
        if handle is not None:
            handle.installEventFilter(self)
            self._heard = handle

    def _write(self, sign: str) -> None:
        """Into the field; what is typed there may lead to another one, as the first letter of a search does."""
        if sign == HIDE:
            self.lower()
            return
        self._writing = True
        type_key(sign)
        self._writing = False
        now = QApplication.focusWidget()
        if sign == ENTER or now is None or not takes_letters(now):
            self.lower()
        elif now is not self._field:
            assert isinstance(now, QLineEdit)
            self.raise_for(now)


def takes_letters(widget: QWidget) -> bool:
    """Whether words are written there."""
    return isinstance(widget, QLineEdit) and not widget.isReadOnly() and not is_for_figures(widget)


def type_key(sign: str) -> None:
    """Press and release the key of a sign, or of `BACK` or `ENTER`, where the focus is."""
    key = _NAMED.get(sign) or ord(sign.upper() if len(sign.upper()) == 1 else sign)
    text = {BACK: "\b", ENTER: "\r"}.get(sign, sign)
    held = Qt.KeyboardModifier.ShiftModifier if sign.isupper() else Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        focused = QApplication.focusWidget()
        if focused is not None:
            QApplication.sendEvent(focused, QKeyEvent(kind, key, held, text))


def rises_here(till: Till) -> Rises | None:
    """What was chosen at this till; none where nobody did."""
    with till.store.read() as tx:
        kept = tx.settings.get(SETTING, "")
    return next((one for one in RISES if one == kept), None)


def keep_rises(till: Till, rises: Rises) -> None:
    with till.store.write() as tx:
        tx.settings.put(SETTING, rises)


def _dialog_of(field: QWidget) -> Dialog | None:
    at: QWidget | None = field
    while at is not None and not isinstance(at, Dialog):
        at = at.parentWidget()
    return at
