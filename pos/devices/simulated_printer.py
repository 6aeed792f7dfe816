"""A printer in memory for the demo store and for practice: it can be told to be in trouble."""

import time
from collections.abc import Callable
from typing import Literal

from pos.devices.escpos_reader import read_escpos
from pos.devices.printer import PrinterState
from pos.domain.failures import Unavailable

Trouble = Literal["none", "out_of_paper", "off", "slow", "dies_mid_receipt"]
_SLOW_S = 4.0


class SimulatedPrinter:
    """Keeps what it printed in `papers`; `trouble` may be changed at any time. `wait` sleeps for so many seconds."""

    def __init__(self, wait: Callable[[float], None] = time.sleep) -> None:
        self.trouble: Trouble = "none"
        self.papers: list[bytes] = []
        self._wait = wait

    def print_document(self, document: bytes) -> None:
        if self.trouble == "off":
            raise Unavailable("printer_unreachable", printed="no")
        if self.trouble == "out_of_paper":
            raise Unavailable("printer_out_of_paper", printed="no")
        if self.trouble == "slow":
            self._wait(_SLOW_S)
        if self.trouble == "dies_mid_receipt":
            self.papers.append(document[: len(document) // 2])
            raise Unavailable("printer_interrupted", printed="maybe")
        self.papers.append(document)

    def state(self) -> PrinterState:
        if self.trouble == "off":
            return PrinterState("unreachable")
        return PrinterState("out_of_paper" if self.trouble == "out_of_paper" else "ready")

    def last_paper(self) -> tuple[str, ...]:
        """The newest paper as rows of text; empty before the first."""
        return read_escpos(self.papers[-1]) if self.papers else ()
