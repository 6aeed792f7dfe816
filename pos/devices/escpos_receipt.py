"""Documents as ESC/POS: text where the printer has every character, a picture of the block where it has not."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pos.devices.code_image import bar_width, bars_image, qr_image, qr_module
from pos.devices.escpos_commands import CODE_PAGES, LATIN_CHARACTERS, bars
from pos.devices.receipt_image import block_image
from pos.domain.receipt_block import Barcode, Block, Cut, Feed, Qr, Text
from pos.domain.receipt_rows import COLUMNS, Row, block_rows

_MOST_BAR_DOTS = 6
_BAR_HEIGHT = 72
_PLAIN = str.maketrans({"\N{MINUS SIGN}": "-", "–": "-", "—": "-", "’": "'", "\u00a0": " ", "\u202f": " "})
"""Signs that no usual code page has, and what typewriters did instead; each stays one column wide."""


@dataclass(frozen=True, slots=True)
class PrinterModel:
    """What a printer can do: characters in a row, dots across, the code pages it really has (names of CODE_PAGES),
    and whether it draws Code 128 and QR by itself. The defaults hold for nearly every printer for 80 mm paper."""

    columns: int = COLUMNS
    dots: int = 512
    code_pages: tuple[str, ...] = ("CP437", "CP858", "CP1252")
    native_codes: bool = True


def escpos_document(blocks: Iterable[Block], model: PrinterModel = PrinterModel()) -> bytes:
    """All that is sent to the printer for one document."""
    printer = _dummy(model)
    printer.hw("INIT")
    printer._raw(LATIN_CHARACTERS)
    for block in blocks:
        _print(printer, block, model)
    sent: bytes = printer.output
    return sent


def _print(printer: Any, block: Block, model: PrinterModel) -> None:
    match block:
        case Cut():
            printer.cut("PART")
        case Feed(lines):
            printer.ln(lines)
        case Qr(data):
            _qr(printer, data, model)
        case Barcode(code, caption):
            _bars(printer, code, model)
            _print(printer, Text(caption, "centre"), model)
        case _:
            _text(printer, block, model)


def _text(printer: Any, block: Block, model: PrinterModel) -> None:
    rows = [Row(row.text.translate(_PLAIN), row.bold, row.tall) for row in block_rows(block, model.columns)]
    if not all(_has_all(printer, row.text, model) for row in rows):
        printer.image(block_image(block, model.dots))
        return
    for row in rows:
        _row(printer, row)


def _row(printer: Any, row: Row) -> None:
    stands_out = row.bold or row.tall
    if stands_out:
        printer.set(double_height=row.tall or None, bold=row.bold)
    printer.textln(row.text.rstrip())
    if stands_out:
        printer.set(normal_textsize=True, bold=False)


def _has_all(printer: Any, text: str, model: PrinterModel) -> bool:
    encoder = printer.magic.encoder
    return all(any(encoder.can_encode(page, character) for page in model.code_pages) for character in text)


def _bars(printer: Any, code: str, model: PrinterModel) -> None:
    """Bars that would be too fine on this paper are left out: the QR code says the same."""
    module = min(bar_width(code, model.dots), _MOST_BAR_DOTS)
    if module and model.native_codes:
        printer.set(align="center")
        printer._raw(bars(code, module, _BAR_HEIGHT))
        printer.set(align="left")
    elif module:
        printer.image(bars_image(code, model.dots))


def _qr(printer: Any, data: str, model: PrinterModel) -> None:
    from escpos.constants import QR_ECLEVEL_M

    if not model.native_codes:
        printer.image(qr_image(data, model.dots))
        return
    printer.set(align="center")
    printer.qr(data, ec=QR_ECLEVEL_M, size=qr_module(model.dots), native=True)
    printer.set(align="left")


def _dummy(model: PrinterModel) -> Any:
    """A python-escpos printer that only collects bytes, for paper and code pages of this model."""
    from escpos.capabilities import Profile
    from escpos.magicencode import Encoder
    from escpos.printer import Dummy

    profile = Profile(features={"paperPartCut": True})
    profile.profile_data = {**profile.profile_data, "media": {"width": {"pixels": model.dots}}}
    pages = Encoder({page: CODE_PAGES[page] for page in model.code_pages})
    return Dummy(profile=profile, magic_encode_args={"encoder": pages})
