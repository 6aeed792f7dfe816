"""The QR of a pickup token: numeric mode, version 6, error correction M, as SEMANTICS.md fixes it."""

import io

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.util import MODE_NUMBER, QRData

VERSION = 6
MODULE_PIXELS = 8
QUIET_MODULES = 4


def qr_png(digits: str) -> bytes:
    """A PNG that phones show and scanners read."""
    code = qrcode.QRCode(
        version=VERSION, error_correction=ERROR_CORRECT_M, box_size=MODULE_PIXELS, border=QUIET_MODULES
    )
    code.add_data(QRData(digits, mode=MODE_NUMBER), optimize=0)
    code.make(fit=False)
    written = io.BytesIO()
    code.make_image().save(written, "PNG")
    return written.getvalue()
