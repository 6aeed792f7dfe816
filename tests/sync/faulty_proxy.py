"""A proxy on loopback that does to the talk of a till and its hub what bad networks do, by a seed.

It stands between real processes: the till is told the proxy's address. Every request is answered once by the hub at
the most times that the mischief says; what the till hears of it is another thing.
"""

import gzip
import http.client
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

MEDIA_TYPE = "application/vnd.tandem+json"
PORTAL = b"<html><body><h1>Welcome to the airport</h1><form>Accept our terms</form></body></html>"
BOMB_BYTES = 64 * 1024 * 1024
SLOW_BYTES_S = 30_000
STEP_S = 0.02
UPSTREAM_LIMIT_S = 40


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_told: object) -> None:
        """A till that hangs up in the middle is what happens here."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back; `cut` says how many bytes of the body do, `None` as reply closes the connection."""

    status: int
    headers: dict[str, str]
    body: bytes
    cut: int | None = None
    bytes_s: int = 0


class FaultyProxy:
    """Forwards to `upstream` (host, port). While `mischief` is left, each request may meet one of the FAULTS."""

    def __init__(self, upstream: tuple[str, int], seed: int) -> None:
        self.upstream = upstream
        self.chance = random.Random(seed)
        self.did: Counter[str] = Counter()
        self.faults: tuple[str, ...] = tuple(FAULTS)
        self._mischief = 0
        self._held: Call | None = None
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _handler_of(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def misbehave(self, requests: int, *faults: str) -> None:
        """The next so many requests meet faults: these, or any."""
        with self._lock:
            self.faults = faults or tuple(FAULTS)
            self._mischief = requests

    def behave(self) -> None:
        with self._lock:
            self._mischief = 0

    @property
    def quiet(self) -> bool:
        """Whether all mischief that was asked for is done."""
        return self._mischief == 0

    def answer(self, call: Call) -> Reply | None:
        with self._lock:
            fault = self.chance.choice(self.faults) if self._mischief else ""
            self._mischief = max(0, self._mischief - 1)
            held, self._held = self._held, None
        if held is not None:
            self.forward(held)  # what was held back arrives after what was sent later
        if not fault:
            return self.forward(call)
        self.did[fault] += 1
        return FAULTS[fault](self, call)

    def hold(self, call: Call) -> None:
        with self._lock:
            self._held = call

    def forward(self, call: Call) -> Reply:
        """Ask the hub. A hub that cannot be reached is a bad gateway, as with any proxy."""
        upstream = http.client.HTTPConnection(*self.upstream, timeout=UPSTREAM_LIMIT_S)
        try:
            upstream.request(call.method, call.path, call.body or None, call.headers)
            told = upstream.getresponse()
            body = told.read()
            headers = {name: value for name, value in told.getheaders() if name.lower() not in _OF_ONE_HOP}
            return Reply(told.status, headers, body)
        except OSError:
            return Reply(502, {"Content-Type": "text/plain"}, b"bad gateway")
        finally:
            upstream.close()


_OF_ONE_HOP = ("connection", "transfer-encoding", "content-length", "keep-alive", "date", "server")


def _drop_request(_proxy: FaultyProxy, _call: Call) -> None:
    return None


def _drop_answer(proxy: FaultyProxy, call: Call) -> None:
    proxy.forward(call)


def _replay(proxy: FaultyProxy, call: Call) -> Reply:
    proxy.forward(call)
    return proxy.forward(call)


def _reorder(proxy: FaultyProxy, call: Call) -> None:
    proxy.hold(call)


def _truncate(proxy: FaultyProxy, call: Call) -> Reply:
    told = proxy.forward(call)
    return Reply(told.status, told.headers, told.body, cut=proxy.chance.randrange(len(told.body) or 1))


def _truncate_neatly(proxy: FaultyProxy, call: Call) -> Reply:
    """Half of the body under a content length that fits it."""
    told = proxy.forward(call)
    return Reply(told.status, told.headers, told.body[: len(told.body) // 2])


def _captive_portal(_proxy: FaultyProxy, _call: Call) -> Reply:
    return Reply(200, {"Content-Type": "text/html"}, PORTAL)


def _portal_in_disguise(_proxy: FaultyProxy, _call: Call) -> Reply:
    return Reply(200, {"Content-Type": MEDIA_TYPE}, PORTAL)


def _redirect(_proxy: FaultyProxy, _call: Call) -> Reply:
    return Reply(302, {"Location": "http://127.0.0.1:9/login", "Content-Type": "text/html"}, PORTAL)


def _gzip_bomb(_proxy: FaultyProxy, _call: Call) -> Reply:
    return Reply(200, {"Content-Type": MEDIA_TYPE, "Content-Encoding": "gzip"}, _bomb())


def _too_many(proxy: FaultyProxy, _call: Call) -> Reply:
    status = proxy.chance.choice((429, 503))
    return Reply(status, {"Retry-After": "1", "Content-Type": "text/plain"}, b"slow down")


def _slow(proxy: FaultyProxy, call: Call) -> Reply:
    told = proxy.forward(call)
    return Reply(told.status, told.headers, told.body, bytes_s=SLOW_BYTES_S)


def _wrong_hub(proxy: FaultyProxy, call: Call) -> Reply:
    """Another hub takes the request: the real one never hears of it, the answer looks right but for its name."""
    accepted = {"status": "accepted"}
    told: dict[str, object] = {
        "proto": "tandem/1",
        "request_id": _request_id(call),
        "hub_id": "another-hub",
        "epoch": "e",
    }
    told |= {"high": {}, "high_hash": {}, "quarantine": 0, "exceptions": [], "results": _ids(call, accepted)}
    return Reply(200, {"Content-Type": MEDIA_TYPE}, json.dumps(told).encode())


def _foreign_json(_proxy: FaultyProxy, _call: Call) -> Reply:
    return Reply(200, {"Content-Type": "application/json"}, b'{"status": "ok", "results": []}')


def _other_answer(proxy: FaultyProxy, call: Call) -> Reply:
    """A cache between gives the answer to another request."""
    told = proxy.forward(call)
    return Reply(told.status, told.headers, told.body.replace(_request_id(call).encode(), b"another-request"))


FAULTS: dict[str, Callable[[FaultyProxy, Call], Reply | None]] = {
    "drop_request": _drop_request,
    "drop_answer": _drop_answer,
    "replay": _replay,
    "reorder": _reorder,
    "truncate": _truncate,
    "truncate_neatly": _truncate_neatly,
    "captive_portal": _captive_portal,
    "portal_in_disguise": _portal_in_disguise,
    "redirect": _redirect,
    "gzip_bomb": _gzip_bomb,
    "too_many": _too_many,
    "slow": _slow,
    "wrong_hub": _wrong_hub,
    "foreign_json": _foreign_json,
    "other_answer": _other_answer,
}


def _request_id(call: Call) -> str:
    try:
        return str(json.loads(_plain(call))["request_id"])
    except (ValueError, KeyError, TypeError, OSError):
        return call.headers.get("X-Request-Id", "-") or "-"


def _ids(call: Call, result: dict[str, str]) -> list[dict[str, str]]:
    try:
        return [{"id": item["id"], **result} for item in json.loads(_plain(call)).get("items", ())]
    except (ValueError, AttributeError, KeyError, OSError):
        return []


def _plain(call: Call) -> bytes:
    encoding = call.headers.get("Content-Encoding", "")
    if encoding == "zstd":
        import zstandard

        return zstandard.ZstdDecompressor().decompressobj().decompress(call.body)
    return gzip.decompress(call.body) if encoding == "gzip" else call.body


_BOMB: list[bytes] = []


def _bomb() -> bytes:
    """Zeros that unpack to far more than any answer of ours; packed once."""
    if not _BOMB:
        _BOMB.append(gzip.compress(bytes(BOMB_BYTES)))
    return _BOMB[0]


def _handler_of(proxy: FaultyProxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _take(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(size)
            headers = {name: value for name, value in self.headers.items() if name.lower() not in _OF_ONE_HOP}
            told = proxy.answer(Call(self.command, self.path, headers, body))
            if told is None:
                self.close_connection = True
                return
            try:
                self._tell(told)
            except OSError:
                self.close_connection = True  # the till has hung up

        do_GET = do_POST = do_PUT = do_DELETE = _take  # noqa: N815 - names that http.server calls

        def _tell(self, told: Reply) -> None:
            self.send_response_only(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(told.body)))
            self.end_headers()
            body = told.body if told.cut is None else told.body[: told.cut]
            if told.bytes_s:
                self._drip(body, told.bytes_s)
            else:
                self.wfile.write(body)
            if told.cut is not None:
                self.close_connection = True

        def _drip(self, body: bytes, bytes_s: int) -> None:
            size = max(1, int(bytes_s * STEP_S))
            for start in range(0, len(body), size):
                self.wfile.write(body[start : start + size])
                self.wfile.flush()
                time.sleep(STEP_S)  # the speed of the line is what is played here

        def log_message(self, *_told: object) -> None:
            """Nothing is logged: the test looks at what the programs say."""

    return Handler
