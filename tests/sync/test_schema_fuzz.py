"""What the hub's own description allows, and what it forbids, is sent to it: every answer is one, none is a failure."""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from sync.hub.hub import Hub
from sync.hub.imports.file import import_file
from tests.sync.hub_shop import HubChannel, HubTill, is_message

EXAMPLES = 300 if os.environ.get("TANDEM_LONG") == "1" else 12
"""For each operation and each kind of key."""
OPEN = {("POST", "/v1/enrol"), ("POST", "/v1/token"), ("GET", "/healthz")}
NOT_MESSAGES = (
    "/metrics",
    "/openapi.json",
    "/v1/snapshot",
    "/v1/orders/{order_id}/qr.png",
    "/v1/orders/{order_id}/slip.bin",
)
PRODUCTS = "sku,name,price,barcodes\nSOCK,Wool sock,9.50,\nTENT,Two-person tent,249.00,4006381333931\n"
TAXES = {"prices_include_tax": True, "categories": {"standard": [{"name": "VAT 20 %", "percent": "20"}]}}


@pytest.fixture
def order_id(hub: Hub, channel: HubChannel, tmp_path: Path) -> str:
    """An order that is there, so that what is asked of an order finds one."""
    (tmp_path / "taxes.json").write_text(json.dumps(TAXES))
    (tmp_path / "products.csv").write_text(PRODUCTS)
    for kind, name in (("taxes", "taxes.json"), ("products", "products.csv")):
        import_file(hub, kind, tmp_path / name)
    order = {"ref": "W-1", "store": 1, "lines": [{"sku": "SOCK", "qty": "1"}], "customer": {"name": "Amelia"}}
    answer = channel.post("/v1/orders", order)
    assert answer.is_success, answer.text
    assert channel.put("/v1/customers/webshop/u-7", {"name": "Amelia"}).is_success
    return str(answer.json()["id"])


def test_nothing_that_can_be_sent_makes_the_hub_fail(
    hub: Hub, hub_till: HubTill, channel: HubChannel, order_id: str
) -> None:
    document = channel.get("/openapi.json").json()
    real = real_values(hub, hub_till, order_id)
    keys = {"till": hub_till.sign_in(), "channel": channel.key}
    seen: Counter[str] = Counter()

    for operation in operations_of(document):
        for key in keys.values():
            for answer in answers(channel.client, operation, key, real, EXAMPLES):
                seen[f"{operation.method.upper()} {operation.path} {answer.status_code}"] += 1
                assert answer.status_code < 500, (answer.request.url, answer.request.content, answer.text)
                assert operation.path in NOT_MESSAGES or shaped(answer), (operation.path, answer.text[:500])

    asked = {name.rpartition(" ")[0] for name in seen}
    well = {name.rpartition(" ")[0] for name, _ in seen.items() if name.endswith(" 200")}
    tell(seen)
    assert asked == {f"{operation.method.upper()} {operation.path}" for operation in operations_of(document)}
    assert {"GET /v1/feed", "POST /v1/tills/hello", "POST /v1/journal", "POST /v1/token"} <= well
    assert well & {"PUT /v1/customers/{channel}/{ref}/basket", "POST /v1/activities", "POST /v1/offers"}
    assert well & {"POST /v1/orders", "POST /v1/price", "GET /v1/orders/{order_id}"}


def test_without_a_key_every_call_but_three_is_refused(
    hub: Hub, hub_till: HubTill, channel: HubChannel, order_id: str, client: httpx.Client
) -> None:
    document = channel.get("/openapi.json").json()
    real = real_values(hub, hub_till, order_id)
    statuses: dict[tuple[str, str], set[int]] = {}

    for operation in operations_of(document):
        for answer in answers(client, operation, "", real, max(6, EXAMPLES // 4)):
            statuses.setdefault((operation.method.upper(), operation.path), set()).add(answer.status_code)

    refused = {call for call, told in statuses.items() if told <= {401, 403}}
    assert set(statuses) - refused == OPEN
    assert all(max(told) < 500 for told in statuses.values())


def operations_of(document: dict[str, Any]) -> list[Any]:
    """Every operation of the description, with what generates calls of it."""
    schema = schemathesis.openapi.from_dict(document)
    found = [operation.ok() for operation in schema.get_all_operations()]  # type: ignore[union-attr]
    assert found
    return found


def real_values(hub: Hub, till: HubTill, order_id: str) -> dict[str, list[Any]]:
    """What is there by the name of its field: made-up ids alone come no further than the door."""
    return {
        "till_id": [till.till_id],
        "epoch": [hub.epoch],
        "order_id": [order_id],
        "order": [order_id],
        "store": [1],
        "store_no": [1],
        "store_id": [1],
        "sku": ["SOCK", "TENT"],
        "channel": ["webshop"],
        "ref": ["u-7", "W-2"],
        "customer": ["u-7"],
        "customers": [["u-7"]],
        "code": ["SOCK", "4006381333931"],
        "scope": ["policy", "catalogue", "orders", "stock", "customers"],
        "speaks": [[1]],
        "wait": ["0"],
        "cursor": [""],
        "after": ["", "0"],
    }


def answers(
    client: httpx.Client, operation: Any, key: str, real: dict[str, list[Any]], examples: int
) -> list[httpx.Response]:
    """What came of so many generated calls: half of them as described, half of them not."""
    cases = operation.as_strategy(generation_mode=GenerationMode.POSITIVE) | operation.as_strategy(
        generation_mode=GenerationMode.NEGATIVE
    )
    told: list[httpx.Response] = []

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(cases, st.randoms(use_true_random=False))
    def ask(case: Any, chance: Any) -> None:
        told.append(sent(client, case, key, lambda name, value: mixed(real, chance, name, value)))

    ask()
    return told


def sent(client: httpx.Client, case: Any, key: str, instead: Callable[[str, Any], Any]) -> httpx.Response:
    """One generated call over the wire; a query never makes it wait."""
    path = case.operation.path
    for name, value in (case.path_parameters or {}).items():
        path = path.replace(f"{{{name}}}", quoted(instead(name, value)))
    query = {name: instead(name, value) for name, value in (case.query or {}).items()} if case.query else {}
    query = {name: "0" if name == "wait" else value for name, value in query.items()}
    headers = {"Idempotency-Key": str(uuid4()), "Content-Type": "application/json"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    body = case.body if isinstance(case.body, (dict, list, str, int, float, bool, type(None))) else None
    content = json.dumps(replaced(body, instead)).encode() if case.method.upper() != "GET" else None
    return client.request(case.method, path, params=as_text(query), content=content, headers=headers)


def mixed(real: dict[str, list[Any]], chance: Any, name: str, value: Any) -> Any:
    """Mostly a value that is there, else what was made up."""
    if name in real and chance.random() < 0.8:
        return chance.choice(real[name])
    return value


def replaced(value: Any, instead: Callable[[str, Any], Any]) -> Any:
    if isinstance(value, dict):
        return {name: instead(name, replaced(inner, instead)) for name, inner in value.items()}
    return [replaced(inner, instead) for inner in value] if isinstance(value, list) else value


def quoted(value: Any) -> str:
    return quote(str(value).encode(errors="replace").decode(), safe="") or "-"


def as_text(query: dict[str, Any]) -> dict[str, str]:
    return {
        str(name).encode(errors="replace").decode(): str(value).encode(errors="replace").decode()
        for name, value in query.items()
    }


def shaped(answer: httpx.Response) -> bool:
    """A message in the envelope of tills, or for channels any JSON document."""
    return is_message(answer) if answer.status_code >= 400 else isinstance(answer.json(), (dict, list))


def tell(seen: Counter[str]) -> None:
    sys.stdout.write("\n".join(f"{count:>6}  {name}" for name, count in sorted(seen.items())) + "\n")
