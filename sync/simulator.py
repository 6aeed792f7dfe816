"""A small web shop for the demo: it places a pickup order now and then, and takes one back.

It is a program of its own and talks to the hub as any channel does, over its public API with a key.
"""

import argparse
import csv
import http.client
import json
import random
import sys
import time
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from sync.hub.idempotency import Write, write_of
from sync.hub.order_documents import AskedLine, Buyer, PlaceOrder
from sync.wire import MEDIA_TYPE

EVERY_S = (45.0, 90.0)
"""Between two orders; short enough to be seen by somebody who looks around for some minutes."""
CANCEL_EACH = 4
"""Every so many orders one is taken back."""
PATIENCE_S = 10.0
PROMISE = timedelta(hours=2)
STORE = 1


class Shop:
    """Who buys and what, from the demo store's files."""

    def __init__(self, files: Path, channel: str) -> None:
        self._channel = channel
        with (files / "customers.csv").open(encoding="utf-8", newline="") as source:
            self.people = {row["id"]: row for row in csv.DictReader(source)}
        with (files / "stock.csv").open(encoding="utf-8", newline="") as source:
            self.goods = [row["sku"] for row in csv.DictReader(source)]

    def buyer(self, customer_id: str) -> Buyer:
        person = self.people[customer_id]
        return Buyer(name=person["name"], email=person["email"], phone=person["phone"], id=customer_id)

    def write(self, key: str, path: str, asked: PlaceOrder | None) -> Write:
        return write_of(self._channel, key, path, asked)


def order_of(told: dict[str, Any], shop: Shop, promised_at: datetime) -> PlaceOrder:
    """The order that a row of the demo's orders means."""
    return PlaceOrder(
        ref=told["ref"],
        store=STORE,
        lines=[AskedLine(sku=sku, qty=qty) for sku, qty in told["lines"]],
        customer=shop.buyer(told["customer"]),
        promised_at=promised_at,
        hold_days=told.get("hold_days", 7),
        flags=told.get("flags", []),
    )


def random_order(shop: Shop, chance: random.Random, ref: str, now: datetime) -> PlaceOrder:
    """Somebody buys one or two things."""
    lines = [[sku, "1"] for sku in chance.sample(shop.goods, chance.choice((1, 1, 2)))]
    return order_of({"ref": ref, "lines": lines, "customer": chance.choice(sorted(shop.people))}, shop, now + PROMISE)


class Channel:
    """The hub's API for channels, as far as this shop needs it; None for whatever was not answered well."""

    def __init__(self, url: str, key: str) -> None:
        parts = urlsplit(url)
        assert parts.hostname is not None
        self._host, self._port, self._key = parts.hostname, parts.port or 80, key

    def place(self, order: PlaceOrder) -> str | None:
        """The id of the order."""
        told = self._post("/v1/orders", msgspec.json.encode(order))
        return None if told is None else str(told["id"])

    def cancel(self, order_id: str) -> bool:
        return self._post(f"/v1/orders/{order_id}/cancel", b"{}") is not None

    def _post(self, path: str, body: bytes) -> dict[str, Any] | None:
        line = http.client.HTTPConnection(self._host, self._port, timeout=PATIENCE_S)
        heads = {
            "Authorization": f"Bearer {self._key}",
            "Idempotency-Key": uuid.uuid4().hex,
            "Content-Type": MEDIA_TYPE,
            "Accept": MEDIA_TYPE,
        }
        try:
            line.request("POST", path, body, heads)
            answer = line.getresponse()
            told = answer.read()
            return json.loads(told) if answer.status in (200, 201) else None
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            line.close()


def run(channel: Channel, shop: Shop, chance: random.Random) -> None:
    """Place orders until the program is told to stop; a hub that is away is tried again with the next one."""
    placed: list[str] = []
    while True:
        time.sleep(chance.uniform(*EVERY_S))
        order = channel.place(random_order(shop, chance, f"W-{uuid.uuid4().hex[:8]}", datetime.now(UTC)))
        if order is not None:
            placed.append(order)
        if len(placed) >= CANCEL_EACH:
            channel.cancel(placed[0])
            placed.clear()


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="sync.simulator", description=__doc__)
    parser.add_argument("--hub", required=True, metavar="URL")
    parser.add_argument("--key-file", required=True, type=Path, help="a file with the channel's key")
    parser.add_argument("--files", required=True, type=Path, help="the demo store's files")
    asked = parser.parse_args(argv)
    key = asked.key_file.read_text().strip()
    try:
        run(Channel(asked.hub, key), Shop(asked.files, ""), random.Random())
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
