"""What counts as an answer of our hub, and what everything else that comes back is; PROTOCOL.md, "Principles".

A captive portal's page, a proxy's error, a foreign or cut JSON, a body that unpacks without end: each is told apart by
a code, because each needs another person to do something. The facts are few, short and never personal.
"""

import re
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import RawIOBase
from typing import IO, Any, TypeVar, cast
from urllib.parse import urlsplit

import msgspec
import zstandard

from pos.domain.failures import Refused, Unavailable
from sync.wire import LARGEST_BODY_BYTES, MEDIA_TYPE, PROTO, Answer, ProblemAnswer

LONGEST_ANSWER_S = 300.0
"""An answer that drips in for longer is none."""
LONGEST_ASKED_S = 3600
_ZSTD_MARK = bytes.fromhex("28b52ffd")
_LARGEST_WINDOW_BYTES = 8 * 1024 * 1024
_GZIP = 16 + zlib.MAX_WBITS
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_BUSY = (429, 502, 503, 504)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: its status, what it says of itself, and its unpacked body."""

    status: int
    media: str
    retry_after: str
    location: str
    body: bytes


def answer_of(reply: Reply, kind: type[T], request_id: str, hub_id: str) -> T:
    """The answer in a reply, if it is one of ours: Unavailable says what else it is, Refused what the hub refuses.

    `hub_id` is empty as long as we have no hub.
    """
    body = trusted_body(reply, request_id, hub_id, whole=reply.body)
    return _decoded(body, kind)


def trusted_body(reply: Reply, request_id: str, hub_id: str, whole: bytes) -> bytes:
    """The body of a reply whose head (`whole`: the JSON object that echoes the request) is that of our hub."""
    if reply.status != 200 or reply.media != MEDIA_TYPE:
        _require_ours(reply)
    _require_echo(_decoded(whole, Answer), request_id, hub_id)
    if reply.status != 200:
        raise _refusal(reply, _decoded(reply.body, ProblemAnswer))
    return reply.body


def unpacked(
    chunks: Iterator[bytes], encoding: str, clock: Callable[[], float] = time.monotonic, host: str = ""
) -> bytes:
    """A body as it was before it was packed; Unavailable `bad_answer` when it is broken or too large, `timed_out` when
    `host` sends it without end."""
    timed = _in_time(chunks, clock() + LONGEST_ANSWER_S, clock, host)
    try:
        match encoding.strip().lower():
            case "" | "identity":
                body = _Stream(timed).read(LARGEST_BODY_BYTES + 1)
            case "gzip":
                body = _gunzipped(timed)
            case "zstd":
                body = _unzstd(_Stream(timed))
            case _:
                raise Unavailable("bad_answer", why="packing")
    except (zlib.error, zstandard.ZstdError) as failure:
        raise Unavailable("bad_answer", why="packing") from failure
    if len(body) > LARGEST_BODY_BYTES:
        raise Unavailable("bad_answer", why="too_large")
    return body


def unpacked_lines(body: bytes) -> list[bytes]:
    """The lines of a part of a snapshot, which may be packed once more."""
    if body.startswith(_ZSTD_MARK):
        body = unpacked(iter((body,)), "zstd")
    return [line for line in body.split(b"\n") if line]


def _require_ours(reply: Reply) -> None:
    """Unavailable or Refused for what cannot be an answer of ours by its status and kind alone."""
    if reply.status == 407:
        raise Unavailable("proxy_login")
    if 300 <= reply.status < 400:
        raise Unavailable("captive_portal", host=urlsplit(reply.location).hostname or "")
    if reply.media == MEDIA_TYPE:
        return
    if reply.status == 413:
        raise Refused("body_too_large")
    if reply.status in _BUSY:
        raise Unavailable("hub_busy", **_asked(reply))
    if reply.status >= 500 and reply.status != 511:
        raise Unavailable("hub_failed", status=reply.status)
    if reply.status < 300 or reply.status == 511:
        raise Unavailable("captive_portal", host="")
    raise Unavailable("not_our_hub", why="answer", status=reply.status)


def _require_echo(head: Answer, request_id: str, hub_id: str) -> None:
    if head.proto != PROTO:
        raise Unavailable("not_our_hub", why="proto")
    if hub_id and head.hub_id != hub_id:
        raise Unavailable("not_our_hub", why="hub_id")
    if head.request_id != request_id:
        raise Unavailable("bad_answer", why="request_id")


def _refusal(reply: Reply, problem: ProblemAnswer) -> Refused | Unavailable:
    code = problem.error.code if _CODE.fullmatch(problem.error.code) else "hub_refused"
    if reply.status in _BUSY:
        return Unavailable("hub_busy", why=code, **_asked(reply))
    if reply.status >= 500:
        return Unavailable("hub_failed", status=reply.status)
    facts = {
        name: value
        for name, value in problem.error.facts.items()
        if name.isidentifier() and name not in ("self", "code") and isinstance(value, int | str)
    }
    return Refused(code, **facts)


def _asked(reply: Reply) -> dict[str, int]:
    """How long the hub wants to be left alone, in seconds; a date or nonsense says nothing."""
    told = reply.retry_after.strip()
    return {"asked_s": min(int(told), LONGEST_ASKED_S)} if told.isdigit() and len(told) < 10 else {}


def _decoded(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as failure:
        raise Unavailable("bad_answer", why="json") from failure


def _in_time(chunks: Iterator[bytes], until: float, clock: Callable[[], float], host: str) -> Iterator[bytes]:
    for chunk in chunks:
        if clock() > until:
            raise Unavailable("timed_out", host=host)
        yield chunk


def _gunzipped(chunks: Iterator[bytes]) -> bytes:
    unpacker = zlib.decompressobj(_GZIP)
    body = bytearray()
    for chunk in chunks:
        body += unpacker.decompress(chunk, LARGEST_BODY_BYTES + 1 - len(body))
        if len(body) > LARGEST_BODY_BYTES:
            raise Unavailable("bad_answer", why="too_large")
    if not unpacker.eof:
        raise Unavailable("bad_answer", why="packing")
    return bytes(body)


def _unzstd(stream: "_Stream") -> bytes:
    unpacker = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW_BYTES)
    return unpacker.stream_reader(cast(IO[bytes], stream)).read(LARGEST_BODY_BYTES + 1)


class _Stream(RawIOBase):
    """Chunks as a file, for readers that take only as much as they need."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._left = b""

    def read(self, size: int = -1) -> bytes:
        parts, missing = [], size
        while missing > 0 and (part := self._next(missing)):
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def _next(self, most: int) -> bytes:
        while not self._left:
            try:
                self._left = next(self._chunks)
            except StopIteration:
                return b""
        part, self._left = self._left[:most], self._left[most:]
        return part

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)
