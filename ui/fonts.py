"""The fonts that ship with the till, made known to Qt once at start."""

from PySide6.QtGui import QFontDatabase

from ui.theme import RESOURCES


def load() -> tuple[str, ...]:
    """Add every bundled font to this application and give the families; a font that does not load is a broken
    installation, so it stops the start."""
    families: list[str] = []
    for path in sorted((RESOURCES / "fonts").glob("*.[ot]tf")):
        number = QFontDatabase.addApplicationFont(str(path))
        assert number >= 0, f"{path.name} is damaged"
        families += QFontDatabase.applicationFontFamilies(number)
    return tuple(dict.fromkeys(families))
