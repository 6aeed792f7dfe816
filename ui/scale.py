"""How large everything is drawn: by the screen's real size, so that a 44-pixel target is a finger wide anywhere.

DESIGN.md, "Layout grid, scale and breakpoints": s = max(1, physical dots per inch / 100) in steps of an eighth, or what
the user wishes, from 1 to 1.75. Qt takes its factor before there is an application and knows its screens only after, so
a screen that needs another one makes the program begin anew, once and before it has done anything.
"""

import os
import sys
from collections.abc import Mapping, Sequence

from pos.domain.failures import Refused

FACTOR = "QT_SCALE_FACTOR"
WISH = "TANDEM_SCALE"
LEAST, MOST = 1.0, 1.75
STEP = 0.125
COMFORTABLE_DPI = 100
LEAST_WIDTH, LEAST_HEIGHT = 1024, 720
"""Logical pixels of the smallest window that shows everything."""


def scale_of(dots_per_inch: float, width: int, height: int) -> float:
    """The factor for a screen of so many device pixels; never one that would leave less than the smallest window."""
    room = min(width / LEAST_WIDTH, height / LEAST_HEIGHT)
    wanted = min(dots_per_inch / COMFORTABLE_DPI, MOST)
    steps = round(wanted / STEP)
    while steps * STEP > room:
        steps -= 1
    return max(LEAST, steps * STEP)


def wished(text: str) -> float:
    """The user's own factor; Refused `bad_scale` for anything but a number from 1 to 1.75."""
    try:
        wish = float(text)
    except ValueError:
        wish = 0.0
    if not LEAST <= wish <= MOST:
        raise Refused("bad_scale", value=text)
    return wish


def settle(environment: Mapping[str, str], wish: str = "") -> None:
    """Give Qt its factor: what is wished, else what the screen needs. Whoever set Qt's own variable has decided.

    Begins the program anew where the screen needs another factor than 1. Refused `bad_scale`.
    """
    wish = wish or environment.get(WISH, "")
    if wish:
        os.environ[FACTOR] = f"{wished(wish):g}"
    elif FACTOR not in environment:
        factor = _needed()
        os.environ[FACTOR] = f"{factor:g}"  # also where it is 1: what starts from here does not ask again
        if factor != LEAST:
            _begin_anew(sys.orig_argv)


def _needed() -> float:
    from PySide6.QtGui import QGuiApplication

    from ui.run import application

    application()
    screen = QGuiApplication.primaryScreen()
    if screen is None:
        return LEAST
    ratio, size = screen.devicePixelRatio(), screen.size()
    if ratio != LEAST:
        return LEAST  # the system scales this screen already
    return scale_of(screen.physicalDotsPerInch(), size.width(), size.height())


def _begin_anew(command: Sequence[str]) -> None:
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *command[1:]])
