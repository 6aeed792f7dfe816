"""The hub's API as the till calls it: the only HTTP of the till. Every call answers, or says by a code why not.

Failures: Unavailable (`unreachable`, `timed_out`, `certificate_…`, `not_our_hub`, `captive_portal`, `proxy_login`,
`hub_busy` with `asked_s`, `hub_failed`, `bad_answer`), and Refused with the hub's own code.
"""

import threading
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import httpx
import msgspec
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pos.domain.failures import Refused, Unavailable
from pos.services.till import new_uuid
from sync import wire
from sync.base64url import base64_of
from sync.reach import CONNECT_S, Reach
from sync.reply import Reply, answer_of, trusted_body, unpacked, unpacked_lines
from sync.trust import checked_url, context_of, is_loopback, why_untrusted

READ_S = 15.0
"""How long the hub may be silent before a call is given up; a long poll waits so much longer than it asked for."""
WRITE_S = 30.0
SMALLEST_PACKED_BYTES = 1024
RENEW_S = 60.0
"""A bearer is renewed so long before it ends."""
NDJSON = "application/x-ndjson"

T = TypeVar("T", bound=wire.Answer)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a snapshot."""

    head: wire.SnapshotHead
    changes: list[wire.Change]
    tail: wire.SnapshotTail


class Api:
    """One hub. Calls may come from several threads; connections are kept open between them.

    Without `till_id` only `enrol` can be called, and any hub that speaks the protocol answers it.
    """

    def __init__(
        self,
        url: str,
        *,
        hub_id: str = "",
        till_id: str = "",
        signer: Ed25519PrivateKey | None = None,
        pins: Sequence[str] = (),
        new_id: Callable[[], str] = new_uuid,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        parts = checked_url(url)
        self._hub_id, self._till_id, self._signer = hub_id, till_id, signer
        self._new_id, self._clock = new_id, clock
        self._scheme, self._host = parts.scheme, parts.hostname or ""
        self._port = parts.port or (443 if parts.scheme == "https" else 80)
        self._path = parts.path.rstrip("/")
        self._netloc = parts.netloc
        proxy = _proxy_of(self._scheme, self._host)
        self._reach = None if proxy or is_loopback(self._host) else Reach(self._host, self._port)
        self._client = httpx.Client(
            verify=context_of(pins),
            proxy=proxy,
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(READ_S, connect=CONNECT_S, write=WRITE_S),
            headers={"Accept": wire.MEDIA_TYPE, "Accept-Encoding": "zstd, gzip", "User-Agent": "tandem-sync"},
        )
        self._bearer, self._bearer_until = "", 0.0
        self._asking = threading.Lock()

    def close(self) -> None:
        self._client.close()

    # Joining and who we are

    def enrol(self, asked: wire.EnrolRequest) -> wire.EnrolAnswer:
        """Redeem a one-time code."""
        return self._call("POST", "/v1/enrol", wire.EnrolAnswer, asked, open_to_all=True)

    def hello(self, message: wire.Hello) -> wire.HelloAnswer:
        return self._call("POST", "/v1/tills/hello", wire.HelloAnswer, message)

    # The journal

    def journal(self, epoch: str, items: Sequence[wire.WireEntry]) -> wire.JournalAnswer:
        """Send entries; what became of each stands in the answer."""
        raw = [msgspec.Raw(msgspec.json.encode(item)) for item in items]
        message = wire.JournalRequest(till_id=self._till_id, epoch=epoch, items=raw)
        return self._call("POST", "/v1/journal", wire.JournalAnswer, message)

    def keys(self, keys: Sequence[wire.PersonKey]) -> wire.KeysAnswer:
        """Send the keys of persons, ahead of the entries that need them."""
        path = f"/v1/tills/{self._till_id}/keys"
        return self._call("PUT", path, wire.KeysAnswer, wire.KeysRequest(keys=list(keys)))

    # Feeds

    def feed(self, scope: wire.Scope, cursor: str, wait_s: int) -> wire.FeedPage:
        """The page behind a cursor; the hub waits so long for news. Refused `must_refetch`."""
        query = {"scope": scope, "cursor": cursor, "limit": str(wire.MOST_CHANGES), "wait": str(wait_s)}
        return self._call("GET", "/v1/feed", wire.FeedPage, query=query, read_s=READ_S + wait_s)

    def snapshot(self, scope: wire.Scope, after: str) -> Part:
        """A part of all that a scope holds; empty `after`: the first. Refused `must_refetch` for a strange `after`."""
        query: dict[str, str] = {"scope": scope, "after": after} if after else {"scope": scope}
        reply, request_id = self._authorised("GET", "/v1/snapshot", None, query, READ_S)
        if reply.status == 200 and reply.media == NDJSON:
            reply = Reply(reply.status, wire.MEDIA_TYPE, "", "", reply.body)
        lines = unpacked_lines(reply.body) or [b""]
        trusted_body(reply, request_id, self._hub_id, whole=lines[0])
        return _part_of(lines)

    # What must happen once, and proof of equality

    def claim(self, request: wire.ClaimRequest, limit_s: float) -> wire.ClaimAnswer:
        """Claim what must happen once, within a limit of the caller's."""
        return self._call("POST", "/v1/claims", wire.ClaimAnswer, request, read_s=limit_s)

    def receipt(self, number: str, limit_s: float) -> wire.ReceiptAnswer:
        """A sale of any till by its receipt's number, within a limit of the caller's. Refused `unknown_receipt`."""
        path = f"/v1/tills/{self._till_id}/receipts/{number}"
        return self._call("GET", path, wire.ReceiptAnswer, read_s=limit_s)

    def reconcile(self, days: Sequence[wire.DayFigures], feeds: Sequence[wire.FeedFigures]) -> wire.ReconcileAnswer:
        message = wire.ReconcileRequest(till_id=self._till_id, days=list(days), feeds=list(feeds))
        return self._call("POST", "/v1/reconcile", wire.ReconcileAnswer, message)

    def ranges(self, journal_id: str, ranges: Sequence[wire.Range]) -> wire.RangeAnswer:
        message = wire.RangeRequest(till_id=self._till_id, journal_id=journal_id, ranges=list(ranges))
        return self._call("POST", "/v1/reconcile/range", wire.RangeAnswer, message)

    # How a call is made

    def _call(
        self,
        method: str,
        path: str,
        kind: type[T],
        message: wire.Message | None = None,
        *,
        query: dict[str, str] | None = None,
        read_s: float = READ_S,
        open_to_all: bool = False,
    ) -> T:
        make = self._made if open_to_all else self._authorised
        reply, request_id = make(method, path, message, query, read_s)
        return answer_of(reply, kind, request_id, self._hub_id)

    def _authorised(
        self, method: str, path: str, message: wire.Message | None, query: dict[str, str] | None, read_s: float
    ) -> tuple[Reply, str]:
        """A call with our bearer; where it does not count any more, once again with a new one."""
        for bearer in (self._current_bearer, self._new_bearer):
            reply, request_id = self._made(method, path, message, query, read_s, bearer())
            if reply.status != 401:
                break
        return reply, request_id

    def _current_bearer(self) -> str:
        with self._asking:
            if self._clock() < self._bearer_until:
                return self._bearer
        return self._new_bearer()

    def _new_bearer(self) -> str:
        """Prove with our key who we are: a challenge is asked for and signed."""
        assert self._signer is not None
        if not self._till_id:
            raise Refused("join_again")
        with self._asking:
            asked = wire.TokenRequest(till_id=self._till_id)
            told = self._call("POST", "/v1/token", wire.TokenAnswer, asked, open_to_all=True)
            words = wire.token_words(self._hub_id, self._till_id, told.challenge)
            signed = wire.TokenRequest(
                till_id=self._till_id, challenge=told.challenge, sig=base64_of(self._signer.sign(words))
            )
            given = self._call("POST", "/v1/token", wire.TokenAnswer, signed, open_to_all=True)
            if not given.bearer.isascii() or not given.bearer.isprintable():
                raise Unavailable("bad_answer", why="bearer")
            self._bearer, self._bearer_until = given.bearer, self._clock() + given.seconds - RENEW_S
            return self._bearer

    def _made(
        self,
        method: str,
        path: str,
        message: wire.Message | None,
        query: dict[str, str] | None,
        read_s: float,
        bearer: str = "",
    ) -> tuple[Reply, str]:
        request_id = self._new_id()
        headers = {"Tandem-Request-Id": request_id, "Host": self._netloc}
        if bearer:
            headers["Authorization"] = f"Bearer {bearer}"
        content = None
        if message is not None:
            content = msgspec.json.encode(msgspec.structs.replace(message, request_id=request_id))
            headers["Content-Type"] = wire.MEDIA_TYPE
            if len(content) >= SMALLEST_PACKED_BYTES:
                content, headers["Content-Encoding"] = zstandard.compress(content, 3), "zstd"
        timeout = httpx.Timeout(read_s, connect=min(CONNECT_S, read_s), write=min(WRITE_S, max(read_s, 1.0)))
        return self._sent(method, path, query, headers, content, timeout), request_id

    def _sent(
        self,
        method: str,
        path: str,
        query: dict[str, str] | None,
        headers: dict[str, str],
        content: bytes | None,
        timeout: httpx.Timeout,
    ) -> Reply:
        extensions = {"sni_hostname": self._host} if self._scheme == "https" else {}
        try:
            with self._client.stream(
                method,
                self._url(path),
                params=query,
                headers=headers,
                content=content,
                timeout=timeout,
                extensions=extensions,
            ) as response:
                return _reply_of(response, self._host)
        except httpx.ProxyError as failure:
            code = "proxy_login" if "407" in str(failure) else "unreachable"
            raise Unavailable(code, host=self._host) from failure
        except (httpx.TransportError, httpx.InvalidURL) as failure:
            raise self._why_not(failure) from failure

    def _url(self, path: str) -> str:
        if self._reach is None:
            return f"{self._scheme}://{self._netloc}{self._path}{path}"
        address = self._reach.address()
        if not address:
            raise Unavailable("unreachable", host=self._host)
        shown = f"[{address}]" if ":" in address else address
        return f"{self._scheme}://{shown}:{self._port}{self._path}{path}"

    def _why_not(self, failure: Exception) -> Unavailable:
        if self._reach is not None and isinstance(failure, httpx.ConnectError | httpx.TimeoutException):
            self._reach.failed()
        if isinstance(failure, httpx.ReadTimeout | httpx.WriteTimeout | httpx.PoolTimeout):
            return Unavailable("timed_out", host=self._host)
        return why_untrusted(failure, self._host, self._port) or Unavailable("unreachable", host=self._host)


def _reply_of(response: httpx.Response, host: str) -> Reply:
    headers = response.headers
    media = headers.get("content-type", "").partition(";")[0].strip().lower()
    body = unpacked(response.iter_raw(), headers.get("content-encoding", ""), host=host)
    return Reply(response.status_code, media, headers.get("retry-after", ""), headers.get("location", ""), body)


def _part_of(lines: list[bytes]) -> Part:
    try:
        head = msgspec.json.decode(lines[0], type=wire.SnapshotHead)
        changes = [msgspec.json.decode(line, type=wire.Change) for line in lines[1:-1]]
        tail = msgspec.json.decode(lines[-1], type=wire.SnapshotTail)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as failure:
        raise Unavailable("bad_answer", why="json") from failure
    return Part(head, changes, tail)


def _proxy_of(scheme: str, host: str) -> str | None:
    """The proxy that this computer is set up to use for the hub, None to go there directly."""
    if is_loopback(host) or urllib.request.proxy_bypass(host):
        return None
    return urllib.request.getproxies().get(scheme)
