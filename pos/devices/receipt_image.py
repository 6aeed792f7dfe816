"""Documents as black and white pictures: for printers without the script, for codes they cannot draw, and for PDF."""

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from pos.devices.code_image import bars_image, blank, qr_image
from pos.devices.receipt_fonts import line_height, runs
from pos.domain.receipt_block import Barcode, Block, Cut, Feed, Heading, Pair, Qr, Rule, Text, Total
from pos.domain.receipt_rows import printable, wrap

if TYPE_CHECKING:
    from PIL.Image import Image

_DOTS_PER_SIZE = 23
"""Text is drawn at a 23rd of the paper's width: as large as a printer's own 42 columns."""
_BIG = 1.5
_GAP = 2
_INDENT_PER_COLUMN = 0.6
_PDF_DOTS = 1536
_PDF_MARGIN = 86
_PDF_RESOLUTION = 542.0
"""Dots per inch: 1536 dots are the 72 mm of print on paper 80 mm wide, the margins 4 mm each."""


def receipt_pdf(blocks: Iterable[Block]) -> bytes:
    """The document on one narrow page, as long as it is."""
    from PIL import Image

    printed = document_image(blocks, _PDF_DOTS)
    page = Image.new("1", (printed.width + 2 * _PDF_MARGIN, printed.height + 2 * _PDF_MARGIN), 255)
    page.paste(printed, (_PDF_MARGIN, _PDF_MARGIN))
    file = BytesIO()
    page.save(file, "PDF", resolution=_PDF_RESOLUTION, creationDate=None, modDate=None)
    return file.getvalue()


def document_image(blocks: Iterable[Block], dots: int) -> "Image":
    """The whole document, `dots` wide."""
    return _stacked([picture for block in blocks if (picture := block_image(block, dots)) is not None], dots)


def block_image(block: Block, dots: int) -> "Image | None":
    """One block, `dots` wide and as high as it needs; None where there is nothing to see."""
    size = dots // _DOTS_PER_SIZE
    match block:
        case Heading(text):
            return _paragraph(text, dots, size, bold=True, centred=True)
        case Text(text, align, bold, indent):
            left = round(indent * size * _INDENT_PER_COLUMN)
            return _paragraph(text, dots, size, bold, centred=align == "centre", left=left)
        case Pair(left, right, bold):
            return _pair(left, right, dots, size, bold)
        case Total(left, right):
            return _pair(left, right, dots, round(size * _BIG), bold=True)
        case Rule():
            return _rule(dots, size)
        case Barcode(code, caption):
            bars = bars_image(code, dots)
            below = _paragraph(caption, dots, size, bold=False, centred=True)
            return below if bars is None else _stacked([bars, below], dots)
        case Qr(data):
            return qr_image(data, dots)
        case Feed(lines):
            return blank(dots, lines * line_height(size))
        case Cut():
            return None


def _paragraph(text: str, dots: int, size: int, bold: bool, centred: bool, left: int = 0) -> "Image":
    rows = wrap(text, dots - left, lambda row: _width(row, bold, size))
    picture = blank(dots, len(rows) * line_height(size))
    for n, row in enumerate(rows):
        x = (dots - _width(row, bold, size)) // 2 if centred else left
        _write(picture, x, n, row, bold, size)
    return picture


def _pair(left: str, right: str, dots: int, size: int, bold: bool) -> "Image":
    right = printable(right)
    start = dots - _width(right, bold, size)
    beside = start - _GAP * size
    fits = beside >= dots // 4 or _width(left, bold, size) <= beside
    rows = wrap(left, beside if fits else dots, lambda row: _width(row, bold, size))
    picture = blank(dots, (len(rows) + (not fits)) * line_height(size))
    for n, row in enumerate(rows):
        _write(picture, 0, n, row, bold, size)
    _write(picture, start, 0 if fits else len(rows), right, bold, size)
    return picture


def _rule(dots: int, size: int) -> "Image":
    from PIL import ImageDraw

    picture = blank(dots, size)
    draw, dash = ImageDraw.Draw(picture), max(2, size // 4)
    for x in range(0, dots, 2 * dash):
        draw.rectangle((x, size // 2, x + dash - 1, size // 2 + size // 16), fill=0)
    return picture


def _write(picture: "Image", x: int, row: int, text: str, bold: bool, size: int) -> None:
    """Write on the common baseline of row `row`, whatever fonts the text needs."""
    from PIL import ImageDraw

    draw, baseline = ImageDraw.Draw(picture), row * line_height(size) + round(size * 1.05)
    at = float(x)
    for font, piece in runs(text, bold, size):
        draw.text((at, baseline), piece, fill=0, font=font, anchor="ls", features=_figures())
        at += font.getlength(piece, features=_figures())


def _width(text: str, bold: bool, size: int) -> int:
    return round(sum(font.getlength(piece, features=_figures()) for font, piece in runs(text, bold, size)) + 0.5)


def _figures() -> list[str] | None:
    """Digits of equal width, where Pillow's layout engine can ask the font for them."""
    from PIL import features

    return ["tnum"] if features.check("raqm") else None


def _stacked(pictures: list["Image"], dots: int) -> "Image":
    page, y = blank(dots, sum(picture.height for picture in pictures)), 0
    for picture in pictures:
        page.paste(picture, (0, y))
        y += picture.height
    return page
