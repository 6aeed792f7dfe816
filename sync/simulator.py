"""A small web shop for the demo: people look, fill baskets, write, order a pickup now and then, and take one back.

It is a program of its own and talks to the hub as any channel does, over its public API with a key. A hub that is away
is said once and tried again after growing pauses.
"""

import argparse
import csv
import random
import signal
import sys
import threading
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pos.domain.failures import Unavailable
from sync.channel_api import ChannelApi
from sync.demo.shelf import size_of
from sync.hub.calls.idempotency import Write, write_of
from sync.hub.history.activity_documents import PostActivity, PutList, ToldGoods
from sync.hub.pickup.order_documents import AskedLine, Buyer, PlaceOrder

FIRST_S = (9.0, 15.0)
"""Until the first order: somebody who has just opened the demo sees it come."""
EVERY_S = (5.0, 14.0)
"""Between two things that people do."""
PAUSES_S = (1.0, 2.0, 5.0, 10.0, 20.0)
"""Between two tries while the hub is away; the last one from then on."""
CANCEL_EACH = 4
"""Every so many orders one is taken back."""
PROMISE = timedelta(hours=2)
STORE = 1
_STORES = (STORE, STORE, STORE, 2, 3)
"""Where orders are collected: mostly where the demo's till is."""
_WORDS = (
    "Is the blanket machine-washable?",
    "Can I bring the boots for waxing on Saturday?",
    "Where is my order, please?",
    "Do you take old jackets back?",
)


class Shop:
    """Who buys and what, from the demo store's files. `goods` are those that fit everybody and are there."""

    def __init__(self, files: Path, channel: str) -> None:
        self._channel = channel
        with (files / "customers.csv").open(encoding="utf-8", newline="") as source:
            self.people = {row["id"]: row for row in csv.DictReader(source)}
        with (files / "products.csv").open(encoding="utf-8", newline="") as source:
            sized = {row["sku"] for row in csv.DictReader(source) if size_of(row["options"])[0]}
        with (files / "stock.csv").open(encoding="utf-8", newline="") as source:
            there = [row["sku"] for row in csv.DictReader(source) if float(row["on_hand"]) > 1]
        self.goods = [sku for sku in there if sku not in sized]

    def buyer(self, customer_id: str, postcode: str = "") -> Buyer:
        person = self.people[customer_id]
        contact = {name: person[name] for name in ("name", "email", "phone")}
        return Buyer(**contact, postcode=postcode, id=customer_id)

    def write(self, key: str, path: str, asked: PlaceOrder | None) -> Write:
        return write_of(self._channel, key, path, asked)


def order_of(told: dict[str, Any], shop: Shop, promised_at: datetime) -> PlaceOrder:
    """The order that a row of the demo's orders means."""
    return PlaceOrder(
        ref=told["ref"],
        store=told.get("store", STORE),
        lines=[AskedLine(sku=sku, qty=qty) for sku, qty in told["lines"]],
        customer=shop.buyer(told["customer"], told.get("postcode", "")),
        promised_at=promised_at,
        hold_days=told.get("hold_days", 7),
        flags=told.get("flags", []),
    )


def random_order(shop: Shop, chance: random.Random, ref: str, now: datetime, store: int = STORE) -> PlaceOrder:
    """Somebody buys one or two things."""
    lines = [[sku, "1"] for sku in chance.sample(shop.goods, chance.choice((1, 1, 2)))]
    told = {"ref": ref, "store": store, "lines": lines, "customer": chance.choice(sorted(shop.people))}
    return order_of(told, shop, now + PROMISE)


@dataclass(slots=True)
class Day:
    """What goes on in the shop: the orders that stand, and whose baskets are filled."""

    api: ChannelApi
    shop: Shop
    chance: random.Random
    now: Callable[[], datetime]
    placed: list[str] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)

    def order(self) -> None:
        """Somebody orders; of so many orders the oldest is taken back."""
        store = self.chance.choice(_STORES) if self.placed else STORE
        order = self.api.place(random_order(self.shop, self.chance, f"W-{uuid.uuid4().hex[:8]}", self.now(), store))
        if order is not None:
            self.placed.append(order)
        if len(self.placed) >= CANCEL_EACH:
            self.api.cancel(self.placed[0])
            self.placed.clear()

    def look(self) -> None:
        """A page of the shop is opened: what it costs, and where it is."""
        sku = self.chance.choice(self.shop.goods)
        self.api.price(sku)
        self.api.availability(sku)

    def account(self) -> None:
        """Somebody looks at the own account: points, and how the order stands."""
        self.api.customer(self._somebody())
        if self.placed:
            self.api.order(self.placed[-1])

    def basket(self) -> None:
        """Somebody puts things into the basket, or empties it again."""
        if self.filled and self.chance.random() < 0.3:
            self.api.put_list("basket", self.filled.pop(0), PutList(lines=[]))
            return
        customer = self._somebody()
        if self.api.put_list("basket", customer, self._list()) is not None:
            self.filled.append(customer)

    def wish(self) -> None:
        self.api.put_list("wishlist", self._somebody(), self._list())

    def write(self) -> None:
        """Somebody asks something."""
        asked = PostActivity(
            id=f"S-{uuid.uuid4().hex[:8]}",
            customer=self._somebody(),
            kind="support",
            device=self.chance.choice(("web", "mail", "phone app")),
            state="open",
            words=self.chance.choice(_WORDS),
        )
        self.api.tell(asked)

    def _list(self) -> PutList:
        goods = self.chance.sample(self.shop.goods, self.chance.choice((1, 1, 2, 3)))
        return PutList(
            lines=[ToldGoods(sku=sku) for sku in goods], at=self.now(), device=self.chance.choice(("web", "phone app"))
        )

    def _somebody(self) -> str:
        """Anybody but the first customer, whose story pictures and tours tell."""
        return self.chance.choice(sorted(self.shop.people)[1:])


def run(day: Day, wait: Callable[[float], bool], say: Callable[[str], None]) -> None:
    """Let people come until `wait` (seconds) says that it was told to stop."""
    acts = (day.look, day.look, day.look, day.account, day.account, day.basket, day.basket, day.wish, day.write)
    todo: Callable[[], None] = day.order
    away = 0
    pause = day.chance.uniform(*FIRST_S)
    while not wait(pause):
        try:
            todo()
        except Unavailable as failure:
            if not away:
                say(f"the hub is away ({failure.facts.get('why', '')}), trying again")
            pause = PAUSES_S[min(away, len(PAUSES_S) - 1)]
            away += 1
            continue
        if away:
            say("the hub is back")
        away, pause = 0, day.chance.uniform(*EVERY_S)
        todo = day.order if day.chance.randrange(6) == 0 else day.chance.choice(acts)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="sync.simulator", description=__doc__)
    parser.add_argument("--hub", required=True, metavar="URL")
    parser.add_argument("--key-file", required=True, type=Path, help="a file with the channel's key")
    parser.add_argument("--files", required=True, type=Path, help="the demo store's files")
    asked = parser.parse_args(argv)
    api = ChannelApi(asked.hub, asked.key_file.read_text().strip())
    told_to_stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told_to_stop.set())
    day = Day(api, Shop(asked.files, ""), random.Random(), lambda: datetime.now(UTC))
    _say("open")
    run(day, told_to_stop.wait, _say)
    return 0


def _say(words: str) -> None:
    sys.stdout.write(f"web shop: {words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
