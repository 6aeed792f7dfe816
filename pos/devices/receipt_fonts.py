"""The bundled fonts for documents that are drawn: every character by the first font that has it."""

from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
_LATIN = {False: "Inter-Medium.otf", True: "Inter-Bold.otf"}
_NOBODYS = "\U0010ffff"
"""A code point that no font may have: it is drawn as the box that stands for a missing character."""


def runs(text: str, bold: bool, size: int) -> list[tuple["FreeTypeFont", str]]:
    """The text cut where the font has to change; blanks stay with what is before them."""
    chosen: list[FreeTypeFont] = []
    for character in text:
        blank = character.isspace() and chosen
        chosen.append(chosen[-1] if blank else _font_of(character, bold, size))
    cut = groupby(zip(chosen, text, strict=True), key=lambda drawn: id(drawn[0]))
    pieces = [list(piece) for _, piece in cut]
    return [(piece[0][0], "".join(character for _, character in piece)) for piece in pieces]


@cache
def line_height(size: int) -> int:
    """Pixels from one line to the next: room for the tallest font, with air."""
    return round(size * 1.4)


@cache
def _font_of(character: str, bold: bool, size: int) -> "FreeTypeFont":
    fonts = _fonts(bold, size)
    return next((font for font in fonts if _has(font, character)), fonts[0])


@cache
def _fonts(bold: bool, size: int) -> tuple["FreeTypeFont", ...]:
    """Inter first, then whatever scripts are bundled; without any bundled font the one inside Pillow."""
    from PIL import ImageFont

    scripts = sorted(path for path in FONTS.glob("*.?tf") if not path.name.startswith("Inter-"))
    paths = [path for path in (FONTS / _LATIN[bold], *scripts) if path.exists()]
    fonts = tuple(ImageFont.truetype(path, size) for path in paths)
    own = ImageFont.load_default(size)
    assert isinstance(own, ImageFont.FreeTypeFont)
    return (*fonts, own)


def _has(font: "FreeTypeFont", character: str) -> bool:
    return character.isspace() or bytes(font.getmask(character)) != bytes(font.getmask(_NOBODYS))
