"""What is around every message: its packing, its limits, who answers which request, and refusals in words."""

import re
import zlib
from typing import Any, TypeVar

import msgspec
import zstandard
from litestar import Request, Response

from pos.domain.failures import Refused, Unavailable
from pos.domain.free_text import shown
from pos.domain.sentences import sentence
from sync.hub.calls.statuses import status_of
from sync.wire import LARGEST_BODY_BYTES, MEDIA_TYPE, PROTO, Message, Problem, ProblemAnswer

JSON = "application/json"
SMALLEST_PACKED_BYTES = 1024
"""Shorter answers are sent as they are."""
LONGEST_FACT = 200
RETRY_AFTER_S = 5

_GZIP = 16 + zlib.MAX_WBITS
_LARGEST_WINDOW_BYTES = 8 * 1024 * 1024
_REQUEST_ID = re.compile(r"[\x21-\x7e]{1,64}")

T = TypeVar("T")
Asking = Request[Any, Any, Any]


def unpacked(body: bytes, encoding: str) -> bytes:
    """A body as it was before it was packed; Refused `body_too_large`, `bad_packing`, `unknown_packing`."""
    match encoding.strip().lower():
        case "" | "identity":
            plain = body
        case "gzip":
            plain = _gunzipped(body)
        case "zstd":
            plain = _unzstd(body)
        case other:
            raise Refused("unknown_packing", packing=other)
    if len(plain) > LARGEST_BODY_BYTES:
        raise Refused("body_too_large", limit=LARGEST_BODY_BYTES)
    return plain


def read_message(body: bytes, kind: type[T]) -> T:
    """A body as one of the messages; Refused `bad_message` says where it is not one."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as failure:
        raise Refused("bad_message", why_not=str(failure)) from None


def read_query(request: Asking, kind: type[T]) -> T:
    """The query string as a struct, each name once; Refused `bad_message`."""
    given = request.query_params.dict()
    if twice := [name for name, values in given.items() if len(values) > 1]:
        raise Refused("bad_message", why_not=f"`{twice[0]}` stands there twice")
    try:
        return msgspec.convert({name: values[0] for name, values in given.items()}, kind, strict=False)
    except msgspec.MsgspecError as failure:
        raise Refused("bad_message", why_not=str(failure)) from None


def request_id_of(request: Asking, body: bytes) -> str:
    """What the asker calls this request: the header `Tandem-Request-Id`, the body's or the query's `request_id`."""
    told = request.headers.get("tandem-request-id") or request.query_params.get("request_id") or ""
    if not told and body:
        try:
            told = msgspec.json.decode(body, type=Message).request_id
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return "-"
    return told if _REQUEST_ID.fullmatch(told) else "-"


def reply(request: Asking, document: object, status: int = 200, media_type: str = MEDIA_TYPE) -> Response[bytes]:
    """A document as an answer, packed when that was asked for."""
    return packed(request, msgspec.json.encode(document), status, media_type)


def packed(request: Asking, content: bytes, status: int, media_type: str) -> Response[bytes]:
    """Bytes as an answer, in the packing that the asker takes."""
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Encoding"}
    if len(content) >= SMALLEST_PACKED_BYTES:
        taken = _taken(request.headers.get("accept-encoding", ""))
        if "zstd" in taken:
            content, headers["Content-Encoding"] = zstandard.compress(content, 3), "zstd"
        elif "gzip" in taken:
            content, headers["Content-Encoding"] = _gzipped(content), "gzip"
    return Response(content, status_code=status, media_type=media_type, headers=headers)


def refusal(request: Asking, hub_id: str, request_id: str, failure: Refused | Unavailable) -> Response[bytes]:
    """What the asker is told of a refusal: its code, its sentence, its facts and the status that fits."""
    status = status_of(failure)
    told = {name: _fact(value) for name, value in failure.facts.items()}
    error = Problem(code=failure.code, message=sentence(failure), facts=told)
    answer = reply(
        request, ProblemAnswer(proto=PROTO, request_id=request_id, hub_id=hub_id, error=error), status, MEDIA_TYPE
    )
    if status in (429, 503):
        seconds = failure.facts.get("seconds")
        answer.headers["Retry-After"] = str(seconds if isinstance(seconds, int) else RETRY_AFTER_S)
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _fact(value: object) -> object:
    return value if isinstance(value, (int, list, dict)) else shown(value, LONGEST_FACT)


def _taken(accepted: str) -> set[str]:
    parts = (part.partition(";") for part in accepted.lower().split(","))
    return {name.strip() for name, _, weight in parts if weight.strip() not in ("q=0", "q=0.0")}


def _gzipped(content: bytes) -> bytes:
    packer = zlib.compressobj(level=5, wbits=_GZIP)
    return packer.compress(content) + packer.flush()


def _gunzipped(body: bytes) -> bytes:
    unpacker = zlib.decompressobj(_GZIP)
    try:
        plain = unpacker.decompress(body, LARGEST_BODY_BYTES + 1)
    except zlib.error:
        raise Refused("bad_packing") from None
    if not unpacker.eof and len(plain) <= LARGEST_BODY_BYTES:
        raise Refused("bad_packing")
    return plain


def _unzstd(body: bytes) -> bytes:
    unpacker = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW_BYTES)
    try:
        return unpacker.stream_reader(body).read(LARGEST_BODY_BYTES + 1)
    except zstandard.ZstdError:
        raise Refused("bad_packing") from None
