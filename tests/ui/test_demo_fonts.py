"""Whatever the demo store says can be shown on a machine that has no fonts but ours."""

from pathlib import Path

import pytest
from PySide6.QtGui import QRawFont

from tests.ui import gallery

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FILES = sorted(path.name for path in (RESOURCES / "demo").glob("*.*") if path.suffix in (".csv", ".json"))


@pytest.mark.parametrize("name", FILES)
def test_every_character_of_a_demo_file_stands_in_a_bundled_font(name: str) -> None:
    gallery.application()
    fonts = [QRawFont(str(path), 16) for path in sorted((RESOURCES / "fonts").glob("*.?tf"))]
    characters = set((RESOURCES / "demo" / name).read_text("utf-8")) - {"\n", "\r"}

    missing = {char for char in characters if not any(font.supportsCharacter(ord(char)) for font in fonts)}

    assert missing == set()
