"""A line on loopback that leads every connection to one of several places that lives, as slowly as it is told to."""

import random
import socket
import threading
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

PIECE_BYTES = 4096
CONNECT_S = 1.0


class Forwarder:
    """Takes connections for `ports`. `delay_s` is how long every piece is on its way, `bytes_s` what all connections
    together carry in a second and direction; 0 is no limit. Both may change at any time."""

    def __init__(self, ports: Callable[[], Sequence[int]]) -> None:
        self._ports = ports
        self.delay_s, self.bytes_s = 0.0, 0
        self._lanes = (_Lane(), _Lane())
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._thread = threading.Thread(target=self._take, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join()

    def _take(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._lead, args=(line,), daemon=True).start()

    def _lead(self, line: socket.socket) -> None:
        ports = list(self._ports())
        random.shuffle(ports)
        for port in ports:
            try:
                there = socket.create_connection(("127.0.0.1", port), timeout=CONNECT_S)
            except OSError:
                continue
            there.settimeout(None)
            for lane, source, target in zip(self._lanes, (line, there), (there, line), strict=True):
                threading.Thread(target=self._carry, args=(lane, source, target), daemon=True).start()
            return
        line.close()

    def _carry(self, lane: "_Lane", source: socket.socket, target: socket.socket) -> None:
        """Whatever ends a direction ends both: a connection to a hub that died is no line any more."""
        try:
            while piece := source.recv(PIECE_BYTES):
                time.sleep(self.delay_s)  # the length of the line is what is played here
                lane.wait_for(len(piece), self.bytes_s)
                target.sendall(piece)
        except OSError:
            pass
        finally:
            for end in (source, target):
                _shut(end)


class _Lane:
    """One direction of the line: what all connections send shares its speed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free_at = 0.0

    def wait_for(self, size: int, bytes_s: int) -> None:
        if not bytes_s:
            return
        with self._lock:
            now = time.monotonic()
            self._free_at = max(now, self._free_at) + size / bytes_s
            rest = self._free_at - now
        time.sleep(rest)


def _shut(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
