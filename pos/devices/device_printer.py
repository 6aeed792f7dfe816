"""ESC/POS over USB or a serial line on Linux and other POSIX systems, where such a printer is a device file."""

import os
import select
import time
from pathlib import Path

from pos.devices.printer import TIMEOUT_S, PrinterState
from pos.domain.failures import Unavailable

_PIECE = 4096


class DevicePrinter:
    """A printer at a device file such as `/dev/usb/lp0` or `/dev/ttyS0`. It is written to and never read: the
    kernel's printer driver does not always pass status on, so the state is only whether the device is there."""

    def __init__(self, path: Path, timeout_s: float = TIMEOUT_S) -> None:
        self._path, self._timeout_s = path, timeout_s

    def print_document(self, document: bytes) -> None:
        device = self._opened()
        try:
            sent = 0
            while sent < len(document):
                sent += self._send(device, document[sent : sent + _PIECE], begun=sent > 0)
        finally:
            os.close(device)

    def state(self) -> PrinterState:
        return PrinterState("no_answer" if self._path.exists() else "unreachable")

    def _opened(self) -> int:
        try:
            return os.open(self._path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
        except OSError as error:
            raise Unavailable("printer_unreachable", printed="no", why=str(error)) from error

    def _send(self, device: int, piece: bytes, begun: bool) -> int:
        """Hand over what the device takes; a device that takes nothing for `timeout_s` has stopped."""
        until = time.monotonic() + self._timeout_s
        while (left := until - time.monotonic()) > 0:
            _, writable, _ = select.select([], [device], [], left)
            try:
                if writable:
                    return os.write(device, piece)
            except BlockingIOError:
                continue
            except OSError as error:
                raise _interrupted(begun, str(error)) from error
        raise _interrupted(begun, "it takes nothing more")


def _interrupted(begun: bool, why: str) -> Unavailable:
    return Unavailable("printer_interrupted", printed="maybe" if begun else "no", why=why)
