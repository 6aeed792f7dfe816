"""What a screen reader is told: Qt's own accessibility updates, heard where the platform would hear them.

PySide does not bind the place where Qt hands its updates to a platform, so it is called in Qt's library itself.
"""

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import PySide6
import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from shiboken6 import wrapInstance

_LIBRARY = Path(PySide6.__file__).parent / "Qt" / "lib" / "libQt6Gui.so.6"
_INSTALL = "_ZN11QAccessible20installUpdateHandlerEPFvP16QAccessibleEventE"
_HANDLER = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


@contextmanager
def heard() -> Iterator[list[str]]:
    """Every announcement made meanwhile, in order."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the library of Qt is named otherwise here")
    told: list[str] = []

    def hear(address: int) -> None:
        if wrapInstance(address, QAccessibleEvent).type() == QAccessible.Event.Announcement:
            told.append(wrapInstance(address, QAccessibleAnnouncementEvent).message())

    install = getattr(ctypes.CDLL(str(_LIBRARY)), _INSTALL)
    install.argtypes, install.restype = [ctypes.c_void_p], ctypes.c_void_p
    handler = _HANDLER(hear)
    before = install(ctypes.cast(handler, ctypes.c_void_p))
    QAccessible.setActive(True)
    try:
        yield told
    finally:
        QAccessible.setActive(False)
        install(before)
