"""A hub to talk to in tests: its clock, its stores, tills that enrol and sign as real ones do, channels with a key."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.hub.calls.channels import SCOPES, add_channel
from sync.hub.hub import Hub
from sync.hub.identity import open_hub
from sync.hub.tills.enrolment import make_code
from sync.hub.tills.stores import NewStore, add_store
from sync.wire import MEDIA_TYPE, PROTO, token_words

SATURDAY = datetime(2026, 11, 21, 14, 32, tzinfo=UTC)


class Clock:
    """The hub's time; it stands still until a test moves it."""

    def __init__(self, at: datetime = SATURDAY) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


def a_hub(folder: Path, url: str = "sqlite:///hub.db", now: Any = None) -> Hub:
    """A hub with nothing in it."""
    return open_hub(url, folder, now=now or Clock())


def a_store(hub: Hub, store_no: int = 1, code: str = "N", **changed: Any) -> int:
    """Northgate in London; its number."""
    told = {"name": "Northgate", "currency": "GBP", "country": "GB", "store_no": store_no, "code": code, **changed}
    return add_store(hub, NewStore(**told)).store_no


def b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class HubTill:
    """A till that talks to a hub: it holds its key and gets itself a bearer when it has none."""

    client: httpx.Client
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    enrolled: dict[str, Any] = field(default_factory=dict)
    bearer: str = ""

    @property
    def till_id(self) -> str:
        return str(self.enrolled["till_id"])

    @property
    def store_no(self) -> int:
        return int(self.enrolled["store"]["store_no"])

    @property
    def public_key(self) -> bytes:
        return self.key.public_key().public_bytes_raw()

    def redeem(self, code: str) -> httpx.Response:
        """Answer what came of it; a good answer is kept."""
        document = {
            "code": code.replace("-", ""),
            "public_key": b64(self.public_key),
            "recovery_public": b64(bytes(32)),
            "app": "0.1.0",
        }
        answer = self.client.post("/v1/enrol", json=document)
        if answer.status_code == httpx.codes.OK:
            self.enrolled = answer.json()
        return answer

    def sign_in(self) -> str:
        """A fresh bearer, from a challenge signed by this till's key."""
        asked = {"till_id": self.till_id}
        challenge = self.client.post("/v1/token", json=asked).json()["challenge"]
        sig = self.key.sign(token_words(self.enrolled["hub_id"], self.till_id, challenge))
        answer = self.client.post("/v1/token", json={**asked, "challenge": challenge, "sig": b64(sig)})
        self.bearer = answer.json()["bearer"]
        return self.bearer

    def get(self, path: str, **query: Any) -> httpx.Response:
        return self.send("GET", path, params={"request_id": str(uuid4()), **query})

    def post(self, path: str, document: dict[str, Any]) -> httpx.Response:
        """`till_id`, `request_id` and `proto` are filled in."""
        return self.send("POST", path, json=self._whole(document))

    def put(self, path: str, document: dict[str, Any]) -> httpx.Response:
        return self.send("PUT", path, json=self._whole(document))

    def send(self, method: str, path: str, **more: Any) -> httpx.Response:
        """A request with this till's bearer."""
        bearer = self.bearer or self.sign_in()
        return self.client.request(method, path, headers={"Authorization": f"Bearer {bearer}"}, **more)

    def hello(self, **changed: Any) -> dict[str, Any]:
        """What the hub answers to this till's hello."""
        document = {
            "store_id": self.store_no,
            "app": "0.1.0",
            "schema": "0002",
            "speaks": [1],
            "journal_id": "00" * 16,
            "seq": 0,
            "head": "",
            "t_wall": "2026-11-21T14:32:00.000Z",
            "t_mono_ms": 1,
            **changed,
        }
        answer = self.post("/v1/tills/hello", document)
        assert answer.status_code == httpx.codes.OK, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def _whole(self, document: dict[str, Any]) -> dict[str, Any]:
        return {"proto": PROTO, "request_id": str(uuid4()), "till_id": self.till_id, **document}


def an_enrolled_till(client: httpx.Client, hub: Hub, store_no: int = 1, number: int | None = None) -> HubTill:
    """A till of a store that is there, active."""
    till = HubTill(client)
    answer = till.redeem(make_code(hub, store_no, number).code)
    assert answer.status_code == httpx.codes.OK, answer.text
    return till


@dataclass(frozen=True)
class HubChannel:
    """A web shop, or a tool, with its key."""

    client: httpx.Client
    key: str

    def send(self, method: str, path: str, **more: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.key}", **more.pop("headers", {})}
        return self.client.request(method, path, headers=headers, **more)

    def get(self, path: str, **query: Any) -> httpx.Response:
        return self.send("GET", path, params=query)

    def post(self, path: str, document: Any, idempotency: str = "") -> httpx.Response:
        """Every write carries an Idempotency-Key of its own unless one is given."""
        return self.send("POST", path, json=document, headers={"Idempotency-Key": idempotency or str(uuid4())})

    def put(self, path: str, document: Any, idempotency: str = "") -> httpx.Response:
        return self.send("PUT", path, json=document, headers={"Idempotency-Key": idempotency or str(uuid4())})


def a_channel(client: httpx.Client, hub: Hub, name: str = "webshop", scopes: Sequence[str] = SCOPES) -> HubChannel:
    """A channel with a key for these scopes."""
    key, _secret = add_channel(hub, name, scopes)
    return HubChannel(client, key)


def is_message(answer: httpx.Response) -> bool:
    """Whether an answer has the shape that every answer to a till has."""
    told = answer.json()
    return answer.headers["content-type"] == MEDIA_TYPE and told["proto"] == PROTO and bool(told["hub_id"])
