"""The hub as others meet it: who gets an answer, in which shape, and within which limits."""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import anyio
import httpx
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute
from litestar.testing import TestClient

from pos.domain.sentences import SENTENCES
from sync.hub.app import make_app
from sync.hub.calls.call import CALL, Call, Nothing, call
from sync.hub.calls.statuses import CODES
from sync.hub.hub import Hub
from sync.hub.store.engine import open_database
from sync.wire import LARGEST_BODY_BYTES, MEDIA_TYPE
from tests.sync.hub_shop import HubChannel, HubTill, a_channel, an_enrolled_till, is_message

OPEN = {("POST", "/v1/enrol"), ("POST", "/v1/token"), ("GET", "/healthz")}
ASKED = {"till_id": "T", "request_id": "r-1"}


def calls_of(hub: Hub) -> Iterator[tuple[str, str]]:
    """Every method and path of the application, names standing in for what is in braces."""
    for route in make_app(hub).routes:
        if isinstance(route, HTTPRoute):
            for method in route.methods - {"OPTIONS", "HEAD"}:
                yield method, route.path_format.replace("{", "").replace("}", "")


def test_only_three_calls_answer_without_a_key(hub: Hub, client: httpx.Client) -> None:
    calls = set(calls_of(hub))

    refused = {(method, path) for method, path in calls if client.request(method, path, json={}).status_code == 401}

    assert calls - refused == OPEN


def test_a_made_up_bearer_opens_nothing(hub: Hub, client: httpx.Client) -> None:
    closed = set(calls_of(hub)) - OPEN
    bearers = ("x", "tck_x", "a" * 600, "AAAA", hub.secret.hex())

    answers = [
        client.request(method, path, json={}, headers={"Authorization": f"Bearer {bearer}"})
        for method, path in closed
        for bearer in bearers
    ]

    assert {answer.status_code for answer in answers} == {401}


def test_a_till_opens_nothing_of_the_channels(hub: Hub, hub_till: HubTill) -> None:
    app = make_app(hub)
    theirs = [
        (method, route.path_format)
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in handler.http_methods - {"OPTIONS"}
        if not {"anybody", "till", "any_till"} & set(handler.opt[CALL].who)
    ]

    answers = [hub_till.send(method, path) for method, path in theirs]

    assert theirs and {answer.status_code for answer in answers} == {403}


def test_a_channel_opens_nothing_of_the_tills(channel: HubChannel) -> None:
    answer = channel.post("/v1/tills/hello", {})

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not_allowed")


def test_a_key_opens_only_its_scopes(client: httpx.Client, hub: Hub) -> None:
    channel = a_channel(client, hub, "figures", ["stock"])

    answer = channel.get("/metrics")

    assert answer.status_code == 403


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_status_belongs_to_a_refusal_with_words(code: str) -> None:
    assert code in SENTENCES


@pytest.mark.parametrize(
    ("method", "path", "content", "status"),
    [
        ("POST", "/v1/token", b'{"till_id":"T","request_id":"r-1"}', 200),
        ("POST", "/v1/token", b'{"request_id":"r-1"}', 400),
        ("POST", "/v1/enrol", b'{"request_id":"r-1","code":7}', 400),
        ("POST", "/v1/tills/hello", b'{"request_id":"r-1"}', 401),
        ("GET", "/healthz?request_id=r-1", b"", 200),
        ("GET", "/nowhere?request_id=r-1", b"", 404),
        ("DELETE", "/v1/token?request_id=r-1", b"", 405),
    ],
)
def test_every_answer_says_whose_it_is_and_to_what(
    hub: Hub, client: httpx.Client, method: str, path: str, content: bytes, status: int
) -> None:
    answer = client.request(method, path, content=content)

    assert answer.status_code == status and is_message(answer)
    assert (answer.json()["request_id"], answer.json()["hub_id"]) == ("r-1", hub.hub_id)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe",
        b'{"till_id": 7}',
        b'{"till_id": "' + b"x" * 65 + b'"}',
        b'{"till_id":"T","challenge":"' + b"y" * 5000 + b'"}',
        b"[" * 100_000,
        b'{"till_id":"\\ud800"}',
    ],
)
def test_a_body_that_is_no_message_is_told_so(client: httpx.Client, body: bytes) -> None:
    answer = client.post("/v1/token", content=body)

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_message")
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("packing", "pack"), [("gzip", gzip.compress), ("zstd", zstandard.compress), ("identity", bytes)]
)
def test_bodies_may_come_packed(client: httpx.Client, packing: str, pack: Callable[[bytes], bytes]) -> None:
    body = pack(json.dumps(ASKED).encode())

    answer = client.post("/v1/token", content=body, headers={"Content-Encoding": packing})

    assert answer.status_code == 200 and answer.json()["request_id"] == "r-1"


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_answers_are_packed_as_asked(channel: HubChannel, packing: str) -> None:
    whole = channel.send("GET", "/openapi.json", headers={"Accept-Encoding": "identity"})

    answer = channel.send("GET", "/openapi.json", headers={"Accept-Encoding": f"br, {packing}"})

    assert answer.headers["content-encoding"] == packing
    assert answer.json() == whole.json() and "content-encoding" not in whole.headers


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_a_bomb_is_not_unpacked(client: httpx.Client, pack: Callable[[bytes], bytes]) -> None:
    packing = "gzip" if pack is gzip.compress else "zstd"
    bomb = pack(bytes(LARGEST_BODY_BYTES + 1))

    answer = client.post("/v1/token", content=bomb, headers={"Content-Encoding": packing})

    assert len(bomb) < 20_000
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "body_too_large")


def test_a_body_that_is_too_large_is_not_read(client: httpx.Client) -> None:
    answer = client.post("/v1/token", content=bytes(LARGEST_BODY_BYTES + 1))

    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "body_too_large")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Encoding": "br"}, 415),
        ({"Content-Encoding": "gzip"}, 400),
        ({"Content-Encoding": "zstd"}, 400),
        ({"Content-Type": "text/html"}, 415),
        ({"Content-Type": f"{MEDIA_TYPE}; charset=utf-8"}, 200),
    ],
)
def test_a_strange_packing_or_type_is_told_so(client: httpx.Client, headers: dict[str, str], status: int) -> None:
    answer = client.post("/v1/token", content=json.dumps(ASKED).encode(), headers=headers)

    assert answer.status_code == status and is_message(answer)


def test_a_gzip_that_was_cut_off_is_told_so(client: httpx.Client) -> None:
    body = gzip.compress(json.dumps(ASKED).encode())[:-9]

    answer = client.post("/v1/token", content=body, headers={"Content-Encoding": "gzip"})

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_packing")


def test_a_fault_of_ours_is_no_traceback(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    @call("GET", "/fault", takes=Nothing, gives=None, who=("anybody",))
    def fault(_call: Call[Nothing]) -> None:
        raise ValueError("amelia@mail.example")

    app = make_app(hub)
    app.register(fault)
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/fault")

    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "hub_error")
    assert "amelia" not in answer.text and "amelia" not in "".join(capsys.readouterr())


def test_a_hub_whose_database_is_away_says_so(hub: Hub, hub_till: HubTill, tmp_path: Path) -> None:
    bearer = hub_till.sign_in()
    nowhere = open_database(f"postgresql+psycopg://postgres:@/postgres?host={tmp_path}", tmp_path)
    with TestClient(make_app(replace(hub, engine=nowhere)), raise_server_exceptions=False) as client:
        health = client.get("/healthz")
        hello = client.post("/v1/tills/hello", json={}, headers={"Authorization": f"Bearer {bearer}"})

    assert (health.status_code, health.json()["ok"]) == (503, False)
    assert (hello.status_code, hello.json()["error"]["code"]) == (503, "database_unreachable")
    assert int(hello.headers["retry-after"]) > 0


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["a", "1", "2026-11-21"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("which", ["till", "channel"])
def test_no_document_makes_a_call_fail(hub: Hub, hub_till: HubTill, channel: HubChannel, which: str) -> None:
    document = channel.get("/openapi.json").json()
    schemas = document["components"]["schemas"]
    calls = [
        (method.upper(), path, [name for kind in refs(told["requestBody"]) for name in schemas[kind]["properties"]])
        for path, methods in document["paths"].items()
        for method, told in methods.items()
        if "requestBody" in told
    ]

    @settings(max_examples=400, deadline=None, derandomize=True)
    @given(st.data())
    def ask(data: st.DataObject) -> None:
        method, path, fields = data.draw(st.sampled_from(calls))
        body = data.draw(st.dictionaries(st.sampled_from(fields or ["lines"]), VALUES) | VALUES)
        path = re.sub(r"\{\w+\}", data.draw(st.sampled_from([hub_till.till_id, "1", "x", "%00"])), path)
        headers = {"Idempotency-Key": str(uuid4()), "Content-Type": "application/json"}
        headers["Authorization"] = f"Bearer {hub_till.bearer if which == 'till' else channel.key}"
        content = json.dumps(body).encode()

        answer = channel.client.request(method, path, content=content, headers=headers)

        assert answer.status_code < 500, (method, path, content, answer.text)

    hub_till.sign_in()
    ask()


def test_what_runs_beside_the_calls_begins_and_ends_with_them(hub: Hub) -> None:
    seen: list[str] = []

    async def beside(_hub: Hub) -> None:
        seen.append("begun")
        try:
            await anyio.sleep_forever()
        finally:
            seen.append("ended")

    with TestClient(make_app(hub, beside)) as client:
        client.get("/healthz")
        meanwhile = list(seen)

    assert (meanwhile, seen) == (["begun"], ["begun", "ended"])


def test_what_fails_beside_the_calls_stops_none_of_them(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    async def beside(_hub: Hub) -> None:
        raise ValueError("amelia@mail.example")

    with TestClient(make_app(hub, beside)) as client:
        answer = client.get("/healthz")

    told = "".join(capsys.readouterr())
    assert answer.status_code == 200 and "ValueError" in told and "amelia" not in told


def test_what_declares_nothing_is_for_nobody(hub: Hub) -> None:
    def bare() -> str:
        return "secret"

    app = make_app(hub)
    app.register(HTTPRouteHandler("/bare", http_method="GET", sync_to_thread=False)(bare))
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/bare")

    assert answer.status_code == 500 and "secret" not in answer.text


@pytest.mark.parametrize("path", ["/metrics", "/openapi.json"])
@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.7", {}, 401),
        ("testclient", {}, 401),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}, 401),
        ("127.0.0.1", {"Forwarded": "for=192.0.2.7"}, 401),
    ],
)
def test_figures_and_description_are_for_this_machine_or_a_key(
    hub: Hub, path: str, address: str, headers: dict[str, str], status: int
) -> None:
    with client_at(hub, address) as client:
        answer = client.get(path, headers=headers)

    assert answer.status_code == status


def test_figures_are_told_without_names(hub: Hub, channel: HubChannel, hub_till: HubTill) -> None:
    hub_till.hello()

    figures = channel.get("/metrics").text

    assert 'tandem_request_seconds_count{method="POST",route="/v1/tills/hello",status="200"} 1.0' in figures
    assert "tandem_entries" in figures and "tandem_orders" in figures and "tandem_feed_pages" in figures
    assert hub_till.till_id not in figures and "webshop" not in figures


def test_strange_addresses_do_not_swell_the_figures(hub: Hub, client: httpx.Client, channel: HubChannel) -> None:
    for n in range(20):
        client.get(f"/nowhere/{n}")

    assert channel.get("/metrics").text.count("nowhere") == 0


def test_the_description_names_every_call_and_type(hub: Hub, channel: HubChannel) -> None:
    document = channel.get("/openapi.json").json()

    told = {(method.upper(), path) for path, calls in document["paths"].items() for method in calls}
    assert {(method, path.replace("{", "").replace("}", "")) for method, path in told} == set(calls_of(hub))
    assert document["components"]["schemas"]["EnrolRequest"]["required"] == [
        "code",
        "public_key",
        "recovery_public",
        "app",
    ]
    assert set(refs(document)) <= set(document["components"]["schemas"])


def refs(value: Any) -> Iterator[str]:
    """The names of all types that a document points to."""
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"].rpartition("/")[2]
        for part in value.values():
            yield from refs(part)
    elif isinstance(value, list):
        for part in value:
            yield from refs(part)


def client_at(hub: Hub, address: str) -> "TestClient[Any]":
    """A client that seems to sit at this address."""
    app = make_app(hub)

    async def moved(scope: Any, receive: Any, send: Any) -> None:
        await app({**scope, "client": (address, 50_000)} if scope["type"] == "http" else scope, receive, send)

    return TestClient(moved, raise_server_exceptions=False)


def test_a_text_that_no_database_takes_is_no_failure_of_the_hub(
    pg_hub: Hub, client_of: Callable[[Hub], httpx.Client]
) -> None:
    client = client_of(pg_hub)
    till, channel = an_enrolled_till(client, pg_hub), a_channel(client, pg_hub)
    claim = {"till_id": till.till_id, "claim": "c", "kind": "refund", "refs": ["S\0/1/0"]}
    order = {"ref": "W-1", "store": 1, "lines": [{"sku": "CAP\0"}], "customer": {"name": "Ana"}}

    answers = [
        till.post("/v1/claims", claim),
        channel.post("/v1/orders", order),
        channel.get("/v1/customers/C%001"),
        till.get(f"/v1/tills/{till.till_id}%00/journal"),
    ]

    assert [answer.status_code for answer in answers] == [400] * 4
