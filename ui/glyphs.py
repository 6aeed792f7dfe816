"""Icons: glyphs of the one font of qtawesome that the design uses.

Only the files of that package are used. To import it takes most of Qt and eleven fonts more into memory, a sixth of
the time that the window needs until it can take a scan.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPixmap

PREFIX = "mdi6."
"""qtawesome's for names of Material Design Icons 6."""
FONT, CODES = "materialdesignicons6-webfont-[0-9]*.ttf", "materialdesignicons6-webfont-charmap-*.json"


def pixmap(name: str, color: str, size: int, ratio: float) -> QPixmap:
    """The icon `mdi6.…` in a colour, `size` logical pixels square, for a screen of this ratio. Its bearing is in the
    glyph: nothing more is left free around it."""
    char = _chars()[name.removeprefix(PREFIX)]
    drawn = QPixmap(QSize(size, size) * ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    p, box = QPainter(drawn), QRect(drawn.rect())
    font = QFont(_family())
    font.setPixelSize(box.height())
    p.setFont(font)
    p.setPen(QColor(color))
    p.drawText(box, Qt.AlignmentFlag.AlignCenter, char)
    p.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(_file(FONT)))
    assert number >= 0, "the font of the icons is damaged"
    return QFontDatabase.applicationFontFamilies(number)[0]


@cache
def _chars() -> dict[str, str]:
    codes: dict[str, str] = json.loads(_file(CODES).read_text(encoding="utf-8"))
    return {name: chr(int(code, 16)) for name, code in codes.items()}


def _file(pattern: str) -> Path:
    spec = find_spec("qtawesome")
    assert spec is not None and spec.origin is not None, "qtawesome is not installed"
    (path,) = (Path(spec.origin).parent / "fonts").glob(pattern)
    return path
