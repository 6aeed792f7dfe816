"""A code as a QR: in characters for a terminal, as a picture for a screen or a sheet of paper."""

import io
from pathlib import Path

import qrcode

from pos.domain.failures import Unavailable

_QUIET_ZONE = 2


def qr_text(told: str) -> str:
    """Half blocks: readable by a phone on a dark terminal."""
    code = qrcode.QRCode(border=_QUIET_ZONE)
    code.add_data(told)
    out = io.StringIO()
    code.print_ascii(out=out, invert=True)
    return out.getvalue().rstrip("\n")


def qr_png(told: str, path: Path) -> None:
    """Unavailable `file_not_written`."""
    try:
        with path.open("wb") as out:
            qrcode.make(told).save(out, format="PNG")
    except OSError as failure:
        raise Unavailable("file_not_written", path=str(path)) from failure
