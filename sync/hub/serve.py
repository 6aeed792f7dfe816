"""The hub as a process: where it listens, with which certificate, and how it stops."""

import signal
import socket as sockets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from ssl import SSLError

import uvicorn
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificate

from pos.domain.failures import Refused, Unavailable
from sync.hub.app import make_app
from sync.hub.background import background
from sync.hub.hub import Hub
from sync.hub.logs import log, set_up_logs

STOP_WITHIN_S = 5
"""Calls that are being answered get so long when the process is told to stop; a long poll is cut off."""
IDLE_LINE_S = 75
"""A line on which nobody asks anything is kept so long."""
MOST_WAITING = 2048
"""Lines that wait for being taken."""


def require_certificate(host: str, cert: Path | None, key: Path | None) -> None:
    """Refused `certificate_needed` where others could listen in, `certificate_half` for one file without the other."""
    if (cert is None) != (key is None):
        raise Refused("certificate_half")
    if cert is None and not _is_loopback(host):
        raise Refused("certificate_needed", host=host)


def pins_of(cert: Path | None) -> tuple[str, ...]:
    """SHA-256 of the certificate's public key (SPKI) in hexadecimal: by this tills know their hub again.

    Refused `certificate_unreadable`.
    """
    if cert is None:
        return ()
    try:
        public_key = load_pem_x509_certificate(cert.read_bytes()).public_key()
    except (OSError, ValueError):
        raise Refused("certificate_unreadable", path=str(cert)) from None
    spki = public_key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return (sha256(spki).hexdigest(),)


@contextmanager
def listening(host: str, port: int) -> Iterator[sockets.socket]:
    """A socket on this address; Unavailable `cannot_listen` when another program has it or there is none such."""
    family = sockets.AF_INET6 if ":" in host else sockets.AF_INET
    try:
        made = sockets.create_server((host, port), family=family, backlog=MOST_WAITING)
    except OSError as failure:
        raise Unavailable("cannot_listen", host=host, port=port) from failure
    with made:
        yield made


def run(hub: Hub, socket: sockets.socket, cert: Path | None, key: Path | None, ready: Callable[[], None]) -> None:
    """Answer until SIGTERM or SIGINT; `ready` is called once, when the first call would be answered."""
    set_up_logs()
    config = uvicorn.Config(
        make_app(hub, background),
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="on",
        ssl_certfile=cert,
        ssl_keyfile=key,
        timeout_keep_alive=IDLE_LINE_S,
        timeout_graceful_shutdown=STOP_WITHIN_S,
        backlog=MOST_WAITING,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stopped)  # uvicorn raises the signal again at its end
    try:
        config.load()
    except SSLError:
        raise Refused("certificate_unreadable", path=str(key)) from None
    log("started", host=socket.getsockname()[0], port=socket.getsockname()[1])
    _Server(config, ready).run(sockets=[socket])
    log("stopped")


class _Server(uvicorn.Server):
    """Says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[sockets.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()
            sys.stdout.flush()


def _stopped(_number: int, _frame: object) -> None:
    """Being told to stop is no failure."""


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
