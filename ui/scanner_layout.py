"""What a wedge scanner meant by a key: it presses keys of its own layout, whatever layout the till is set to."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

Layout = Literal["us", "system"]
"""`us` reads keys as on a US keyboard, as scanners leave the factory; `system` takes what the till's layout makes."""

# Native scan codes count the keys of the main block like the old AT keyboard on Windows, and eight higher on Linux.
_OFFSETS = {"xcb": 8, "wayland": 8, "eglfs": 8, "windows": 0}
_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (55, "*", "*"),
    (57, " ", " "),
    (71, "789-456+1230.", "789-456+1230."),
    (98, "/", "/"),
)
_US = {start + n: pair for start, plain, shifted in _ROWS for n, pair in enumerate(zip(plain, shifted, strict=True))}
_LOW_BYTE = 0xFF
"""Windows marks keys that came later, such as the keypad's /, above it."""

_LEVEL_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_COMMAND_KEYS = _LEVEL_KEYS | Qt.KeyboardModifier.MetaModifier


def writes(event: QKeyEvent) -> bool:
    """Whether a key writes a character, or is a dead key that begins one; Ctrl+1 does not, AltGr+E does."""
    if Qt.Key.Key_Dead_Grave <= event.key() <= Qt.Key.Key_Dead_Longsolidusoverlay:
        return True
    held = event.modifiers() & _COMMAND_KEYS
    text = event.text()
    return bool(text) and text.isprintable() and (not held or held == _LEVEL_KEYS)


def scanned_text(event: QKeyEvent, layout: Layout, platform: str) -> str:
    """What a scanner of this layout meant by a key; without a scan code that is known here, the key's own text.

    Caps Lock is left out: a scanner does not know that it is on. A key without a character gives U+FFFD, so that a code
    with such a key in it is not taken for the code without it.
    """
    if layout == "us" and writes(event) and (char := _us_character(event, platform)):
        return char
    return event.text() or ("" if writes(event) else "\ufffd")


def _us_character(event: QKeyEvent, platform: str) -> str:
    offset = _OFFSETS.get(platform.partition("-")[0])
    if offset is None or event.nativeScanCode() == 0:
        return ""
    plain, shifted = _US.get((event.nativeScanCode() & _LOW_BYTE) - offset, ("", ""))
    return shifted if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else plain
