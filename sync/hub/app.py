"""The hub as a web application: the handlers of all parts behind one guard, every failure an answer in the envelope."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import anyio
from litestar import Litestar, Response
from litestar.datastructures import State
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from pos.domain.failures import Refused, Unavailable
from sync.hub.calls.envelope import Asking, refusal, request_id_of
from sync.hub.calls.guard import guard
from sync.hub.hub import Hub
from sync.hub.logs import log_failure
from sync.hub.routes import (
    activities,
    availability,
    claims,
    customers,
    enrolment,
    feed,
    gift_cards,
    health,
    journal,
    orders,
    pricing,
    receipts,
    reconcile,
    tills,
)
from sync.hub.store.engine import DatabaseAway, ValueNotTaken
from sync.wire import LARGEST_BODY_BYTES

PARTS = (
    health,
    enrolment,
    tills,
    feed,
    orders,
    journal,
    claims,
    receipts,
    reconcile,
    availability,
    pricing,
    customers,
    activities,
    gift_cards,
)
"""Every module with HANDLERS, one line to add one."""
BACK_AFTER_S = 5
"""What runs beside the calls and failed is begun again after so long."""
_CODES = {404: "unknown_path", 405: "wrong_method", 413: "body_too_large"}


Beside = Callable[[Hub], Awaitable[None]]


def make_app(hub: Hub, *beside: Beside) -> Litestar:
    """The whole application of one hub; what runs `beside` its calls does so from the server's start to its end."""
    handlers: list[HTTPRouteHandler] = [handler for part in PARTS for handler in part.HANDLERS]
    return Litestar(
        route_handlers=handlers,
        guards=[guard],
        middleware=[_Measured()],
        exception_handlers={
            Refused: _refused,
            Unavailable: _refused,
            HTTPException: _http_refused,
            DatabaseAway: _away,
            ValueNotTaken: _not_taken,
            Exception: _failed,
        },
        state=State({"hub": hub}),
        lifespan=[_running(hub, work) for work in beside],
        request_max_body_size=LARGEST_BODY_BYTES,
        openapi_config=None,
        logging_config=None,
    )


def _running(hub: Hub, work: Beside) -> Callable[[Litestar], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def running(_app: Litestar) -> AsyncIterator[None]:
        async with anyio.create_task_group() as group:
            group.start_soon(_again_and_again, hub, work)
            yield
            group.cancel_scope.cancel()

    return running


async def _again_and_again(hub: Hub, work: Beside) -> None:
    """A database that is away for a while, or a fault of ours, ends neither the calls nor this for good."""
    while True:
        try:
            await work(hub)
        except Exception as failure:
            log_failure(failure, work.__module__)
        await anyio.sleep(BACK_AFTER_S)


def _refused(request: Asking, failure: Refused | Unavailable) -> Response[bytes]:
    hub: Hub = request.app.state.hub
    return refusal(request, hub.hub_id, _request_id(request), failure)


def _http_refused(request: Asking, failure: HTTPException) -> Response[bytes]:
    code = _CODES.get(failure.status_code, "bad_message")
    facts = {"limit": LARGEST_BODY_BYTES} if code == "body_too_large" else {}
    return _refused(request, Refused(code, **facts))


def _away(request: Asking, failure: Exception) -> Response[bytes]:
    log_failure(failure, str(request.scope.get("path_template", "")))
    return _refused(request, Unavailable("database_unreachable"))


def _not_taken(request: Asking, failure: Exception) -> Response[bytes]:
    """Nothing was written: the asker hears that no hub keeps this, and the log where it came to light."""
    log_failure(failure, str(request.scope.get("path_template", "")))
    return _refused(request, Refused("bad_message", why_not="a text or a number that cannot be kept"))


def _failed(request: Asking, failure: Exception) -> Response[bytes]:
    """A fault of ours: the log says where, the asker only that it was."""
    log_failure(failure, str(request.scope.get("path_template", "")))
    return _refused(request, Refused("hub_error"))


def _request_id(request: Asking) -> str:
    """What the asker called the request; of a body that could not be read only the header and the query tell."""
    return str(getattr(request.state, "request_id", "")) or request_id_of(request, b"")


class _Measured(ASGIMiddleware):
    """Keeps how long each answer took, by route and status."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        hub: Hub = scope["litestar_app"].state.hub
        began, status = time.perf_counter(), 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await next_app(scope, receive, watched)
        finally:
            told: Any = scope
            route = str(told.get("path_template", "")) or "unknown"
            hub.metrics.requests.labels(told["method"], route, status).observe(time.perf_counter() - began)
