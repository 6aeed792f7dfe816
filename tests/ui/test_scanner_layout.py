"""Scanners press the keys of a US keyboard, whatever the till's own layout makes of them."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from ui.scanner_layout import scanned_text, writes

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def a_key(key: Qt.Key, text: str, scan_code: int = 0, held: Qt.KeyboardModifier = NONE) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, held, scan_code, 0, 0, text)


@pytest.mark.parametrize(
    ("event", "meant"),
    [
        (a_key(Qt.Key.Key_Z, "z", 29), "y"),  # a German keyboard swaps the two
        (a_key(Qt.Key.Key_ssharp, "ß", 20), "-"),
        (a_key(Qt.Key.Key_Apostrophe, "&", 10), "1"),  # the French top row
        (a_key(Qt.Key.Key_1, "1", 10, SHIFT), "!"),
        (a_key(Qt.Key.Key_N, "N", 57), "n"),  # Caps Lock
        (a_key(Qt.Key.Key_N, "n", 57, SHIFT), "N"),
        (a_key(Qt.Key.Key_Dead_Acute, "", 21), "="),
        (a_key(Qt.Key.Key_Dead_Circumflex, "", 49), "`"),
        (a_key(Qt.Key.Key_Greater, ">", 59, SHIFT), "<"),
        (a_key(Qt.Key.Key_7, "7", 79), "7"),
        (a_key(Qt.Key.Key_Slash, "/", 106), "/"),
        (a_key(Qt.Key.Key_Space, " ", 65), " "),
    ],
)
def test_a_key_is_read_by_its_place(event: QKeyEvent, meant: str) -> None:
    assert scanned_text(event, "us", "xcb") == scanned_text(event, "us", "wayland-egl") == meant


@pytest.mark.parametrize(
    ("scan_code", "meant"), [(2, "1"), (21, "y"), (53, "/"), (0x135, "/"), (71, "7"), (82, "0"), (41, "`"), (43, "\\")]
)
def test_windows_counts_the_keys_from_the_same_corner(scan_code: int, meant: str) -> None:
    assert scanned_text(a_key(Qt.Key.Key_A, "ä", scan_code), "us", "windows") == meant


@pytest.mark.parametrize(("scan_code", "platform"), [(0, "xcb"), (29, "cocoa"), (29, "offscreen"), (250, "xcb")])
def test_without_a_place_that_is_known_the_text_counts(scan_code: int, platform: str) -> None:
    assert scanned_text(a_key(Qt.Key.Key_Z, "z", scan_code), "us", platform) == "z"


def test_a_scanner_of_the_tills_own_layout_is_read_by_its_text() -> None:
    assert scanned_text(a_key(Qt.Key.Key_Z, "z", 29), "system", "xcb") == "z"


@pytest.mark.parametrize(
    ("event", "meant"),
    [
        (a_key(Qt.Key.Key_BracketRight, "\x1d", 35, CTRL), "\x1d"),
        (a_key(Qt.Key.Key_Return, "\r", 36), "\r"),
        (a_key(Qt.Key.Key_F12, "", 96), "\ufffd"),
        (a_key(Qt.Key.Key_Dead_Acute, "", 0), ""),
    ],
)
def test_a_key_that_writes_nothing_is_not_passed_over(event: QKeyEvent, meant: str) -> None:
    assert scanned_text(event, "us", "xcb") == meant


@pytest.mark.parametrize(
    ("event", "does"),
    [
        (a_key(Qt.Key.Key_A, "a"), True),
        (a_key(Qt.Key.Key_Space, " "), True),
        (a_key(Qt.Key.Key_E, "€", held=CTRL | ALT), True),
        (a_key(Qt.Key.Key_Dead_Acute, ""), True),
        (a_key(Qt.Key.Key_1, "1", held=CTRL), False),
        (a_key(Qt.Key.Key_1, "1", held=ALT), False),
        (a_key(Qt.Key.Key_Return, "\r"), False),
        (a_key(Qt.Key.Key_Delete, "\x7f"), False),
        (a_key(Qt.Key.Key_F12, ""), False),
    ],
)
def test_only_a_key_that_writes_can_begin_a_scan(event: QKeyEvent, does: bool) -> None:
    assert writes(event) == does
