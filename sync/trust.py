"""Whether the other end is our hub: certificates, pins, and in plain codes why not.

A certificate is always verified (SSL_CERT_FILE names more authorities, as everywhere); a hub with pins also has to show
one of the public keys that were told at enrolment. Plain HTTP only goes to this machine itself. Nothing here can be
switched off.
"""

import hashlib
import ipaddress
import socket
import ssl
from collections.abc import Collection, Iterator
from typing import Any
from urllib.parse import SplitResult, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from pos.domain.failures import Refused, Unavailable

LOOK_S = 3.0
"""How long a look at a certificate that was refused may take."""
_EXPIRED, _NOT_YET, _OTHER_NAME, _OTHER_ADDRESS = 10, 9, 62, 64
"""OpenSSL's X509_V_ERR_CERT_HAS_EXPIRED, …_NOT_YET_VALID, …_HOSTNAME_MISMATCH and …_IP_ADDRESS_MISMATCH."""


class PinDiffers(ssl.SSLError):
    """The certificate is good, but its key is none of those told at enrolment: somebody stands in between."""


def checked_url(url: str) -> SplitResult:
    """The address of a hub; Refused `bad_hub_url`, and `plain_http` for one that would send secrets in the clear."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        good = False
    if not good or parts.username or parts.query or parts.fragment:
        raise Refused("bad_hub_url", url=url)
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise Refused("plain_http", host=parts.hostname or "")
    return parts


def is_loopback(host: str) -> bool:
    """Whether a name or address is this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def context_of(pins: Collection[str]) -> ssl.SSLContext:
    """What connections are made with: system authorities, TLS 1.2 at least, and the pins right after the handshake,
    before a byte of ours is sent."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if pins:
        context.sslsocket_class = _pinned(frozenset(pins))
    return context


def pin_of(certificate: bytes) -> str:
    """The pin of a DER certificate: SHA-256 of its public key (SubjectPublicKeyInfo), in hexadecimal."""
    key = x509.load_der_x509_certificate(certificate).public_key()
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def _pinned(pins: frozenset[str]) -> type[ssl.SSLSocket]:
    class PinnedSocket(ssl.SSLSocket):
        def do_handshake(self, block: bool = False) -> None:
            super().do_handshake(block)
            shown = self.getpeercert(binary_form=True)
            if shown is None or pin_of(shown) not in pins:
                raise PinDiffers("the certificate has another key")

    return PinnedSocket


def why_untrusted(failure: BaseException, host: str, port: int) -> Unavailable | None:
    """What a failed connection says about trust, None when it failed for another reason."""
    for cause in _causes(failure):
        if isinstance(cause, PinDiffers):
            return Unavailable("certificate_other", host=host)
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _why_refused(cause.verify_code, host, port)
        if isinstance(cause, ssl.SSLError) and "CERTIFICATE" not in str(cause):
            return Unavailable("not_our_hub", host=host, why="tls")
    return None


def _why_refused(code: int, host: str, port: int) -> Unavailable:
    if code in (_EXPIRED, _NOT_YET):
        return Unavailable("certificate_expired", host=host, **_dates(code, host, port))
    if code in (_OTHER_NAME, _OTHER_ADDRESS):
        return Unavailable("not_our_hub", host=host, why="name")
    return Unavailable("certificate_unknown", host=host)


def _dates(code: int, host: str, port: int) -> dict[str, str]:
    """The date on the certificate that was refused: it is looked at once more, and nothing is sent."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        with (
            socket.create_connection((host, port), timeout=LOOK_S) as plain,
            context.wrap_socket(plain, server_hostname=host) as secure,
        ):
            shown = x509.load_der_x509_certificate(secure.getpeercert(binary_form=True) or b"")
    except (OSError, ValueError):
        return {}
    if code == _NOT_YET:
        return {"from": shown.not_valid_before_utc.date().isoformat()}
    return {"date": shown.not_valid_after_utc.date().isoformat()}


def _causes(failure: BaseException) -> Iterator[Any]:
    seen: BaseException | None = failure
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
