"""Whether the hub lives, what it counts, and what it understands."""

import msgspec
from litestar import Litestar, Response

from sync.hub.calls.call import Call, Nothing, call
from sync.hub.calls.envelope import packed
from sync.hub.calls.openapi import openapi_document
from sync.hub.store.engine import reachable
from sync.wire import Answer

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


class Health(Answer, frozen=True, kw_only=True):
    """`ok`: the database answers."""

    ok: bool


@call("GET", "/healthz", takes=Nothing, gives=Health, who=("anybody",))
def health(call: Call[Nothing]) -> tuple[int, Health]:
    """Whether the hub can work: 200, or 503 while its database does not answer."""
    ok = reachable(call.hub.engine)
    return 200 if ok else 503, call.answer(Health, ok=ok)


@call("GET", "/metrics", takes=Nothing, gives=None, who=("local", "metrics"))
def metrics(call: Call[Nothing]) -> Response[bytes]:
    """Counts for Prometheus."""
    return packed(call.request, call.hub.metrics.text(), 200, PROMETHEUS)


@call("GET", "/openapi.json", takes=Nothing, gives=None, who=("local", "any_channel"))
def openapi(call: Call[Nothing]) -> Response[bytes]:
    """This description."""
    app: Litestar = call.request.app
    return packed(call.request, msgspec.json.encode(openapi_document(app)), 200, "application/json")


HANDLERS = [health, metrics, openapi]
