"""A server on loopback that answers whatever a test wants, also over TLS with certificates of its own authority."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import NameOID

from sync.base64url import bytes_of
from sync.wire import MEDIA_TYPE, PROTO, Hello, token_words

HUB_ID = "hub-1"
LOOPBACK = "127.0.0.1"
"""An address and not its name: a machine need not know the name `localhost`."""
OURS = {"Content-Type": MEDIA_TYPE}


@dataclass
class Answered:
    """What the server says: a status, headers, and a body."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: dict(OURS))
    body: bytes = b""


@dataclass
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def request_id(self) -> str:
        return self.headers["tandem-request-id"]


Say = Callable[[Asked], Answered]


@contextmanager
def a_server(say: Say, context: ssl.SSLContext | None = None) -> Iterator[tuple[int, list[Asked]]]:
    """Its port, and what it was asked."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            length = int(self.headers.get("content-length", "0"))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked.append(Asked(self.command, self.path, headers, self.rfile.read(length)))
            answered = say(asked[-1])
            self.send_response(answered.status)
            for name, value in answered.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answered.body)))
            self.end_headers()
            self.wfile.write(answered.body)

        do_GET = do_POST = do_PUT = do_CONNECT = _answer  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1], asked
    finally:
        server.shutdown()
        server.server_close()


def document(asked: Asked, **fields: Any) -> bytes:
    """A body that echoes the request as our hub does."""
    return msgspec.json.encode({"proto": PROTO, "request_id": asked.request_id, "hub_id": HUB_ID, **fields})


@dataclass(frozen=True)
class Authority:
    """A certificate authority of a test."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    def keep(self, path: Path) -> Path:
        path.write_bytes(self.certificate.public_bytes(Encoding.PEM))
        return path

    def server(self, folder: Path, name: str = LOOPBACK, days: int = 30) -> tuple[ssl.SSLContext, bytes]:
        """What a server with a certificate for `name` uses (negative `days`: expired so long ago), and that in DER."""
        files = self.files(folder, name, days)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*files)
        return context, x509.load_pem_x509_certificate(files[0].read_bytes()).public_bytes(Encoding.DER)

    def files(
        self, folder: Path, name: str = LOOPBACK, days: int = 30, key_of: Path | None = None
    ) -> tuple[Path, Path]:
        """A certificate for `name` and its key as files: a new key, or the one of a file that is there."""
        key = ec.generate_private_key(ec.SECP256R1())
        if key_of is not None:
            told = load_pem_private_key(key_of.read_bytes(), None)
            assert isinstance(told, ec.EllipticCurvePrivateKey)
            key = told
        until = datetime.now(UTC) + timedelta(days=days)
        certificate = _certificate(name, key, self.certificate.subject, self.key, until, is_authority=False)
        files = folder / "server.pem", folder / "server.key"
        files[0].write_bytes(certificate.public_bytes(Encoding.PEM))
        files[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return files


def an_authority() -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
    until = datetime.now(UTC) + timedelta(days=30)
    return Authority(key, _certificate("Test authority", key, name, key, until, is_authority=True))


def _named(name: str) -> x509.GeneralName:
    return x509.IPAddress(ip_address(name)) if name == LOOPBACK else x509.DNSName(name)


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Name,
    signer: ec.EllipticCurvePrivateKey,
    until: datetime,
    *,
    is_authority: bool,
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(min(datetime.now(UTC), until) - timedelta(days=60))
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    )
    if is_authority:
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        made = made.add_extension(usage, critical=True)
    else:
        made = made.add_extension(x509.SubjectAlternativeName([_named(name)]), critical=False)
    return made.sign(signer, SHA256())


SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
HELLO = {
    "epoch": "epoch-1",
    "speak": 1,
    "high": {},
    "high_hash": {},
    "quarantine": 0,
    "t_hub": "2026-11-21T14:32:00.000Z",
    "policy_rev": 0,
    "keys_rev": 0,
    "till": "active",
    "min_app": "0.1.0",
}


def a_hello() -> Hello:
    return Hello(
        till_id="till-1",
        store_id=1,
        app="0.1.0",
        schema="0003",
        speaks=[1],
        journal_id="00" * 16,
        seq=1,
        head="",
        t_wall="2026-11-21T14:32:00.000Z",
        t_mono_ms=1,
    )


def token_says(asked: Asked) -> Answered:
    """Checks the signature as a hub does."""
    told = json.loads(asked.body)
    if not told.get("challenge"):
        return Answered(body=document(asked, challenge="word"))
    SIGNER.public_key().verify(bytes_of(told["sig"]), token_words(HUB_ID, "till-1", "word"))
    return Answered(body=document(asked, bearer="bearer-1", seconds=900))


def hub_says(asked: Asked) -> Answered:
    if asked.path == "/v1/token":
        return token_says(asked)
    return Answered(body=document(asked, **HELLO))
