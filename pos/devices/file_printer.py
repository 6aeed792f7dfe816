"""A printer that is a folder: every document as the bytes that would be sent, and as text to read."""

from pathlib import Path

from pos.devices.escpos_reader import read_escpos
from pos.devices.printer import PrinterState
from pos.domain.failures import Unavailable

_PREFIX = "receipt-"


class FilePrinter:
    """Writes `receipt-001.bin` and `receipt-001.txt`, then 002, into a folder; it never writes over a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def print_document(self, document: bytes) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            printed = self._next()
            printed.write_bytes(document)
            printed.with_suffix(".txt").write_text("\n".join(read_escpos(document)) + "\n", encoding="utf-8")
        except OSError as error:
            raise Unavailable("printer_interrupted", printed="maybe", why=str(error)) from error

    def state(self) -> PrinterState:
        exists = self._folder.is_dir() or not self._folder.exists()
        return PrinterState("ready" if exists else "unreachable")

    def _next(self) -> Path:
        """Takes the next free number by making its file, so two programs never share one."""
        numbers = [path.stem.removeprefix(_PREFIX) for path in self._folder.glob(f"{_PREFIX}*.bin")]
        number = 1 + max((int(number) for number in numbers if number.isdecimal()), default=0)
        while True:
            path = self._folder / f"{_PREFIX}{number:03d}.bin"
            try:
                path.touch(exist_ok=False)
            except FileExistsError:
                number += 1
            else:
                return path
