"""The hub's API as a channel calls it, as far as the demo's web shop needs it."""

import http.client
import json
import uuid
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec

from pos.domain.failures import Unavailable
from sync.hub.history.activity_documents import PostActivity, PutList
from sync.hub.pickup.order_documents import PlaceOrder
from sync.wire import MEDIA_TYPE

PATIENCE_S = 10.0
_DONE = (200, 201)
_NO_ANSWER = 500


class ChannelApi:
    """Each call gives the hub's document, or None where the hub refuses; Unavailable `hub_unreachable` without an
    answer."""

    def __init__(self, url: str, key: str, channel: str = "webshop") -> None:
        parts = urlsplit(url)
        assert parts.hostname is not None
        self._host, self._port, self._key, self._channel = parts.hostname, parts.port or 80, key, channel

    def place(self, order: PlaceOrder) -> str | None:
        """The id of the order."""
        told = self._ask("POST", "/v1/orders", msgspec.json.encode(order))
        return None if told is None else str(told["id"])

    def cancel(self, order_id: str) -> bool:
        return self._ask("POST", f"/v1/orders/{order_id}/cancel", b"{}") is not None

    def order(self, order_id: str) -> dict[str, Any] | None:
        return self._ask("GET", f"/v1/orders/{order_id}")

    def availability(self, sku: str) -> dict[str, Any] | None:
        """In all stores."""
        return self._ask("GET", f"/v1/availability?sku={quote(sku, safe='')}")

    def price(self, sku: str) -> dict[str, Any] | None:
        """Of one piece in the web shop."""
        return self._ask("POST", "/v1/price?channel=online", json.dumps({"lines": [{"code": sku}]}).encode())

    def customer(self, customer_id: str) -> dict[str, Any] | None:
        """With points."""
        return self._ask("GET", f"/v1/customers/{quote(customer_id, safe='')}")

    def put_list(self, kind: str, customer_id: str, held: PutList) -> dict[str, Any] | None:
        """`kind` is `basket` or `wishlist`."""
        path = f"/v1/customers/{self._channel}/{quote(customer_id, safe='')}/{kind}"
        return self._ask("PUT", path, msgspec.json.encode(held))

    def tell(self, activity: PostActivity) -> dict[str, Any] | None:
        return self._ask("POST", "/v1/activities", msgspec.json.encode(activity))

    def _ask(self, method: str, path: str, body: bytes | None = None) -> dict[str, Any] | None:
        line = http.client.HTTPConnection(self._host, self._port, timeout=PATIENCE_S)
        heads = {"Authorization": f"Bearer {self._key}", "Accept": MEDIA_TYPE}
        if body is not None:
            heads |= {"Idempotency-Key": uuid.uuid4().hex, "Content-Type": MEDIA_TYPE}
        try:
            line.request(method, path, body, heads)
            answer = line.getresponse()
            told = answer.read()
            if answer.status >= _NO_ANSWER:
                raise Unavailable("hub_unreachable", why=str(answer.status))
            document: dict[str, Any] | None = json.loads(told) if answer.status in _DONE else None
            return document
        except (OSError, http.client.HTTPException, ValueError) as failure:
            raise Unavailable("hub_unreachable", why=type(failure).__name__) from failure
        finally:
            line.close()
