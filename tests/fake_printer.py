"""An ESC/POS printer behind a real TCP socket on loopback, which can be out of paper, silent or cut off."""

import socket
import threading
from contextlib import suppress

_ASK = b"\x10\x04"
_ASK_DONE = b"\x1dr\x01"
_QUIET_STATUS = 0b00010010
_OFF_LINE = 0b00001000
_COVER_OPEN = 0b00000100
_PAPER_END = 0b01100000
_NEAR_END = 0b00001100


class FakePrinter:
    """Use as a context. `takes` is how many bytes it takes before its paper ends; `drops_after` how many before the
    line is cut. `papers` are the bytes of each connection without the questions."""

    def __init__(
        self,
        takes: int | None = None,
        drops_after: int | None = None,
        silent: bool = False,
        cover_open: bool = False,
        off_line: bool = False,
        nearly_empty: bool = False,
    ) -> None:
        self.takes, self.drops_after, self.silent = takes, drops_after, silent
        self.cover_open, self.off_line, self.nearly_empty = cover_open, off_line, nearly_empty
        self.papers: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> "FakePrinter":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)
        assert not self._thread.is_alive()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._listener.accept()
                with line, suppress(OSError):
                    line.settimeout(10)
                    self.papers.append(b"")
                    self._talk(line)

    def _talk(self, line: socket.socket) -> None:
        waiting = b""
        while received := line.recv(512):
            waiting = self._print(line, waiting + received)
            if self.drops_after is not None and len(self.papers[-1]) >= self.drops_after:
                return

    def _print(self, line: socket.socket, waiting: bytes) -> bytes:
        """Take in what is complete; a question split over two packets waits for its rest."""
        while waiting:
            if waiting.startswith(_ASK) and len(waiting) > 2:
                self._answer(line, waiting[2])
                waiting = waiting[3:]
            elif waiting.startswith(_ASK_DONE):
                if not self.silent and not self._is_empty():
                    line.sendall(bytes((3 if self.nearly_empty else 0,)))
                waiting = waiting[3:]
            elif _ASK.startswith(waiting[:2]) or _ASK_DONE.startswith(waiting[:3]):
                return waiting
            else:
                self.papers[-1] += waiting[:1]
                waiting = waiting[1:]
        return waiting

    def _answer(self, line: socket.socket, question: int) -> None:
        if self.silent:
            return
        stopped = self.off_line or self.cover_open or self._is_empty()
        answer = {
            1: _OFF_LINE if stopped else 0,
            2: _COVER_OPEN if self.cover_open else 0,
            4: _PAPER_END if self._is_empty() else _NEAR_END if self.nearly_empty else 0,
        }[question]
        line.sendall(bytes((_QUIET_STATUS | answer,)))

    def _is_empty(self) -> bool:
        return self.takes is not None and sum(len(paper) for paper in self.papers) >= self.takes
