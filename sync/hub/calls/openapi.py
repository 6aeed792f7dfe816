"""The hub's OpenAPI document, made from the declarations of its calls and the types of their messages."""

import re
from typing import Any

import msgspec
from litestar import Litestar
from litestar.routes import HTTPRoute

from sync.hub.calls.call import CALL, Declared
from sync.wire import MEDIA_TYPE, PROTO, Answer, ProblemAnswer

_REFS = "#/components/schemas/{name}"
_PARAMETER = re.compile(r"\{(\w+)\}")
_REFUSALS = ("400", "401", "403", "404", "409", "413", "429", "503")


def openapi_document(app: Litestar) -> dict[str, Any]:
    """OpenAPI 3.1 of every call of an application."""
    calls = [
        (route.path_format, method, handler.opt[CALL])
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in sorted(handler.http_methods)
        if CALL in handler.opt
    ]
    bodies = {kind for _, method, told in calls for kind in (told.takes, told.gives) if kind is not None}
    kinds = [*_named(bodies), ProblemAnswer]
    schemas, components = msgspec.json.schema_components(kinds, ref_template=_REFS)
    schema_of = dict(zip(kinds, schemas, strict=True))
    paths: dict[str, Any] = {}
    for path, method, told in sorted(calls, key=lambda call: call[:2]):
        paths.setdefault(path, {})[method.lower()] = _operation(path, method, told, schema_of, components)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tandem hub", "version": PROTO.partition("/")[2]},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }


def _named(kinds: set[type]) -> list[type]:
    """In one order, so that two documents of one program are the same."""
    return sorted(kinds - {ProblemAnswer}, key=lambda kind: kind.__name__)


def _operation(
    path: str, method: str, told: Declared, schema_of: dict[type, Any], components: dict[str, Any]
) -> dict[str, Any]:
    refused = {"description": "A refusal.", "content": {MEDIA_TYPE: {"schema": schema_of[ProblemAnswer]}}}
    operation: dict[str, Any] = {
        "summary": told.words.partition("\n")[0],
        "description": told.words,
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in _PARAMETER.findall(path)
        ],
        "responses": {"200": _given(told, schema_of), **dict.fromkeys(_REFUSALS, refused)},
        "security": [] if "anybody" in told.who else [{"bearer": []}],
    }
    if told.takes is not None and method == "GET":
        operation["parameters"] += _query(components[told.takes.__name__])
    elif told.takes is not None:
        content = {"schema": schema_of[told.takes]}
        operation["requestBody"] = {"required": True, "content": {MEDIA_TYPE: content, "application/json": content}}
    return operation


def _given(told: Declared, schema_of: dict[type, Any]) -> dict[str, Any]:
    if told.gives is None:
        return {"description": "As described."}
    media = MEDIA_TYPE if issubclass(told.gives, Answer) else "application/json"
    return {"description": "Done.", "content": {media: {"schema": schema_of[told.gives]}}}


def _query(schema: dict[str, Any]) -> list[dict[str, Any]]:
    needed = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in needed, "schema": about}
        for name, about in schema["properties"].items()
    ]
