"""The port of a receipt printer: what every driver promises, and the codes it fails with."""

from dataclasses import dataclass
from typing import Literal, Protocol

TIMEOUT_S = 5.0
"""A printer that has not moved for this long is not going to."""

Code = Literal["ready", "paper_low", "no_answer", "out_of_paper", "cover_open", "off_line", "unreachable"]


@dataclass(frozen=True, slots=True)
class PrinterState:
    """What a printer says of itself. `no_answer`: it takes documents but tells nothing, as simple ones do."""

    code: Code

    @property
    def can_print(self) -> bool:
        return self.code in ("ready", "paper_low", "no_answer")


class Printer(Protocol):
    """One receipt printer. Calls may take TIMEOUT_S and longer: never from the main loop."""

    def print_document(self, document: bytes) -> None:
        """Send one document and, where the printer can tell, wait until it has taken it in.

        Unavailable `printer_unreachable`, `printer_out_of_paper`, `printer_cover_open`, `printer_off_line` or
        `printer_interrupted`. The fact `printed` is `no` when nothing can have come out and `maybe` when only a look
        at the paper tells; then the caller asks before it prints again.
        """

    def state(self) -> PrinterState:
        """How it is now. Never fails: a printer that is gone is `unreachable`."""
