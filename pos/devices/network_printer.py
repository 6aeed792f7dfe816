"""ESC/POS over TCP, the way most shop printers listen on port 9100."""

import socket
from collections.abc import Callable
from contextlib import suppress

from pos.devices.escpos_commands import ANSWER_WHEN_DONE, ASK_CAUSE, ASK_ONLINE, ASK_PAPER
from pos.devices.printer import TIMEOUT_S, PrinterState
from pos.devices.printer_status import is_sensor, is_status, sensor_state, state_of
from pos.domain.failures import Unavailable

PORT = 9100
_ANSWER_S = 1.0
"""Status is answered at once or, by printers that have none, never."""
_PIECE = 4096
"""Bytes handed over at a time: the patience is for a printer that has stopped, not for a long receipt."""


class NetworkPrinter:
    """A printer at an address. Every document is a connection of its own, so a printer may be switched off between."""

    def __init__(self, host: str, port: int = PORT, timeout_s: float = TIMEOUT_S, answer_s: float = _ANSWER_S) -> None:
        self._address, self._timeout_s, self._answer_s = (host, port), timeout_s, answer_s

    def print_document(self, document: bytes) -> None:
        with self._connected() as line:
            state = self._ask(line)
            if not state.can_print:
                raise Unavailable(f"printer_{state.code}", printed="no")
            line.settimeout(self._timeout_s)
            try:
                for start in range(0, len(document), _PIECE):
                    line.sendall(document[start : start + _PIECE])
            except OSError as error:
                raise self._stopped(line, error) from error
            if state.code != "no_answer":
                self._wait_until_done(line)

    def state(self) -> PrinterState:
        try:
            with self._connected() as line:
                return self._ask(line)
        except Unavailable:
            return PrinterState("unreachable")

    def _connected(self) -> socket.socket:
        try:
            return socket.create_connection(self._address, self._timeout_s)
        except OSError as error:
            raise Unavailable("printer_unreachable", printed="no", why=str(error)) from error

    def _ask(self, line: socket.socket) -> PrinterState:
        """The state now; a printer that is silent on the first question is not asked the others."""
        answers: list[int] = []
        for question in (ASK_ONLINE, ASK_CAUSE, ASK_PAPER):
            answer = self._answer(line, question, is_status, self._answer_s)
            if answer is None:
                return PrinterState("no_answer")
            answers.append(answer)
        return state_of(*answers)

    def _wait_until_done(self, line: socket.socket) -> None:
        """GS r is answered behind the document, so its answer means that all of it was taken in."""
        answer = self._answer(line, ANSWER_WHEN_DONE, is_sensor, self._timeout_s)
        if answer is None:
            raise self._stopped(line, None)
        if sensor_state(answer).code == "out_of_paper":
            raise Unavailable("printer_out_of_paper", printed="maybe")

    def _stopped(self, line: socket.socket, error: OSError | None) -> Unavailable:
        """Why a document did not get through, asked on the line if that still stands."""
        state = self._ask(line)
        code = "printer_interrupted" if state.can_print else f"printer_{state.code}"
        return Unavailable(code, printed="maybe", why=str(error or "no answer"))

    def _answer(
        self, line: socket.socket, question: bytes, fits: Callable[[int], bool], patience_s: float
    ) -> int | None:
        """The first byte that can be the answer; None when none comes or the line is gone.

        Other bytes are passed over: printers also report by themselves, and answer what looks like a question
        inside a picture.
        """
        with suppress(OSError):
            line.settimeout(patience_s)
            line.sendall(question)
            while answer := line.recv(1):
                if fits(answer[0]):
                    return answer[0]
        return None
