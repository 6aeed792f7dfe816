"""The hub as others meet it: who gets an answer, in which shape, and within which limits."""

import httpx
from litestar.routes import HTTPRoute

from sync.hub.app import make_app
from sync.hub.hub import Hub

OPEN = {("POST", "/v1/enrol"), ("POST", "/v1/token"), ("GET", "/healthz")}


def test_only_three_calls_answer_without_a_key(hub: Hub, client: httpx.Client) -> None:
    calls = {
        (method, route.path_format.replace("{", "").replace("}", ""))
        for route in make_app(hub).routes
        if isinstance(route, HTTPRoute)
        for method in route.methods - {"OPTIONS", "HEAD"}
    }

    refused = {(method, path) for method, path in calls if client.request(method, path, json={}).status_code == 401}

    assert calls - refused == OPEN & calls
    assert calls >= OPEN
