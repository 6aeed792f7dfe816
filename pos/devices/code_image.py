"""Bars and QR codes as black and white pictures, as wide as the paper they go on."""

from typing import TYPE_CHECKING

from pos.domain.code128 import QUIET, code128_modules

if TYPE_CHECKING:
    from PIL.Image import Image

_BAR_HEIGHT_SHARE = 8
_FINEST_BAR = 2
"""Dots; a finer bar than two dots of a receipt printer is not read reliably."""
_WIDEST_BAR_SHARE = 200
_QR_MODULE_SHARE = 85
_QR_QUIET = 4


def bars_image(code: str, dots: int) -> "Image | None":
    """Code 128 in the middle of the paper; None when it is too narrow for bars that can be read."""
    from PIL import ImageDraw

    modules = code128_modules(code)
    module = bar_width(code, dots)
    if module == 0:
        return None
    picture = blank(dots, dots // _BAR_HEIGHT_SHARE)
    draw, x = ImageDraw.Draw(picture), (dots - sum(modules) * module) // 2
    for place, width in enumerate(modules):
        if place % 2 == 0:
            draw.rectangle((x, 0, x + width * module - 1, picture.height), fill=0)
        x += width * module
    return picture


def bar_width(code: str, dots: int) -> int:
    """Dots of the thinnest bar of `code` on paper `dots` wide, 0 when it does not fit."""
    widest = dots // (sum(code128_modules(code)) + 2 * QUIET)
    return 0 if widest < _FINEST_BAR else min(widest, max(_FINEST_BAR, dots // _WIDEST_BAR_SHARE))


def qr_image(data: str, dots: int) -> "Image":
    """A QR code in the middle of the paper, with its quiet zone above and below."""
    from PIL import Image
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_M, border=_QR_QUIET)
    code.add_data(data)
    code.make(fit=True)
    matrix = code.get_matrix()
    small = Image.new("1", (len(matrix), len(matrix)))
    small.putdata([0 if dark else 255 for row in matrix for dark in row])
    side = len(matrix) * qr_module(dots)
    picture = blank(dots, side)
    picture.paste(small.resize((side, side), Image.Resampling.NEAREST), ((dots - side) // 2, 0))
    return picture


def qr_module(dots: int) -> int:
    """Dots of one module of a QR code."""
    return max(3, dots // _QR_MODULE_SHARE)


def blank(dots: int, height: int) -> "Image":
    """White paper to draw on."""
    from PIL import Image

    return Image.new("1", (dots, height), 255)
