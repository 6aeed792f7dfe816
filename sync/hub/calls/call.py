"""One call of the hub: declared with what it takes and gives and who may make it, carried out outside the event loop.

From the same declaration come the decoding, the guard and the OpenAPI document.
"""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar, cast

import anyio.to_thread
from litestar import Response
from litestar.handlers import HTTPRouteHandler

from pos.domain.failures import Refused
from sync.hub.calls.access import ChannelAccess, TillAccess
from sync.hub.calls.envelope import JSON, Asking, read_message, read_query, reply, request_id_of, unpacked
from sync.hub.hub import Hub
from sync.wire import LARGEST_BODY_BYTES, MEDIA_TYPE, Answer

Who = Literal[
    "anybody", "local", "till", "any_till", "any_channel", "orders", "prices", "stock", "customers", "value", "metrics"
]
"""`till`: one that may pull (active or forked); `any_till`: whatever its state; `local`: a client on this machine; the
others are scopes of a channel's key."""
CALL = "call"
"""Under this name a handler's options carry its `Declared`."""
_TAKEN_MEDIA = ("", MEDIA_TYPE, JSON)

T = TypeVar("T")
A = TypeVar("A", bound=Answer)


@dataclass(frozen=True, slots=True)
class Declared:
    """What a call takes (a body, or for GET its query) and gives (None: no JSON document)."""

    takes: type | None
    gives: type | None
    who: tuple[Who, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """One call that is being answered. `asked` is its body, or for GET its query, as the declared type."""

    hub: Hub
    request: Asking
    asked: T
    request_id: str

    @property
    def till(self) -> TillAccess:
        """The till that asks, where only tills may."""
        return cast(TillAccess, self.request.state.till)

    @property
    def channel(self) -> ChannelAccess:
        """The channel that asks, where only channels may."""
        return cast(ChannelAccess, self.request.state.channel)

    @property
    def address(self) -> str:
        """Where the asker is, as far as the connection shows."""
        client = self.request.client
        return "" if client is None else client.host

    def path(self, name: str) -> str:
        """A part of the path that stands in braces in its declaration."""
        return str(self.request.path_params[name])

    def own_till(self, till_id: str) -> None:
        """Refused `wrong_till` when a till speaks for another."""
        if till_id != self.till.till_id:
            raise Refused("wrong_till")

    def answer(self, kind: type[A], **fields: Any) -> A:
        """An answer to this request from this hub."""
        return kind(request_id=self.request_id, hub_id=self.hub.hub_id, **fields)


def call(
    method: Literal["GET", "POST", "PUT", "DELETE"],
    path: str,
    *,
    takes: type[T],
    gives: type | None,
    who: tuple[Who, ...] = ("till",),
) -> Callable[[Callable[[Call[T]], Any]], HTTPRouteHandler]:
    """Declare `work(call)` under a path (`/v1/tills/{till_id:str}/keys`); put the handler into the module's HANDLERS.

    `work` returns a struct (status 200), `(status, document)`, or a Response as it stands. An `async` work runs in the
    event loop and must not touch the database there. Refused and Unavailable become refusals in the answer.
    """

    def register(work: Callable[[Call[T]], Any]) -> HTTPRouteHandler:
        waits = inspect.iscoroutinefunction(work)

        async def run(request: Asking) -> Response[Any]:
            body = await request.body()
            made = await anyio.to_thread.run_sync(_made, request, body, takes, method == "GET")
            if waits:
                return _replied(request, await cast(Awaitable[Any], work(made)))
            return await anyio.to_thread.run_sync(lambda: _replied(request, work(made)))

        declared = Declared(None if takes is Nothing else takes, gives, who, inspect.getdoc(work) or "")
        handler = HTTPRouteHandler(
            path,
            http_method=method,
            opt={CALL: declared},
            status_code=200,
            request_max_body_size=LARGEST_BODY_BYTES,
            name=work.__name__,
        )
        return handler(run)

    return register


class Nothing:
    """Taken by a call that has neither body nor query."""


def _made(request: Asking, body: bytes, takes: type[T], in_query: bool) -> Call[T]:
    plain = unpacked(body, request.headers.get("content-encoding", ""))
    request.state.request_id = request_id = request_id_of(request, plain)
    hub: Hub = request.app.state.hub
    if takes is Nothing:
        return Call(hub, request, takes(), request_id)
    if in_query:
        return Call(hub, request, read_query(request, takes), request_id)
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media not in _TAKEN_MEDIA:
        raise Refused("unknown_media", media=media)
    return Call(hub, request, read_message(plain, takes), request_id)


def _replied(request: Asking, outcome: object) -> Response[Any]:
    if isinstance(outcome, Response):
        return outcome
    status, document = outcome if isinstance(outcome, tuple) else (200, outcome)
    return reply(request, document, status, MEDIA_TYPE if isinstance(document, Answer) else JSON)
