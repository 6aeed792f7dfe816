"""Which address of the hub to connect to: one family that leads nowhere must not hold up the other.

Each address gets 3 s, both families take turns, and the one that answered is kept until it fails. When the name cannot
be asked any more, the last good address still serves: who answers there proves itself by its certificate.
"""

import ipaddress
import socket
from collections.abc import Callable
from itertools import chain, zip_longest

CONNECT_S = 3.0
MOST_ADDRESSES = 4

Resolve = Callable[[str, int], list[str]]
TryOut = Callable[[str, int, float], bool]


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, in the system's order; none when the name cannot be asked."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        return []
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def answers(address: str, port: int, limit_s: float) -> bool:
    """Whether somebody takes a connection there."""
    try:
        socket.create_connection((address, port), timeout=limit_s).close()
    except OSError:
        return False
    return True


class Reach:
    """The address of one hub, found once and kept while it serves."""

    def __init__(self, host: str, port: int, resolve: Resolve = resolve, answers: TryOut = answers) -> None:
        self._host, self._port = host, port
        self._resolve, self._answers = resolve, answers
        self._kept = ""
        self._last_good = ""

    def address(self) -> str:
        """An address that answers, empty when none does."""
        if not self._kept:
            self._kept = self._found()
            self._last_good = self._kept or self._last_good
        return self._kept

    def failed(self) -> None:
        """The kept address did not serve: the next time all are tried again."""
        self._kept = ""

    def _found(self) -> str:
        known = in_turns(self._resolve(self._host, self._port))[:MOST_ADDRESSES]
        last = [self._last_good] if self._last_good and self._last_good not in known else []
        for address in (*known, *last):
            if self._answers(address, self._port, CONNECT_S):
                return address
        return ""


def in_turns(addresses: list[str]) -> list[str]:
    """Addresses with the families in turns, the system's first choice first."""
    first = [address for address in addresses if _family(address) == _family(addresses[0])]
    second = [address for address in addresses if address not in first]
    return [address for address in chain.from_iterable(zip_longest(first, second)) if address is not None]


def _family(address: str) -> int:
    return ipaddress.ip_address(address.partition("%")[0]).version
