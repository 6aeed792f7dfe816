"""The demo's customers as people: since when they come, where they shop, what they like, and which sizes they wear."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pos.domain.imports.customers import CustomerRow
from pos.domain.product import Product
from sync.demo.shelf import Shelf, Sizes, size_of

SEED = "northgate"
"""Whoever makes the demo with the same files on the same day gets the same people."""

_LETTERS = ("XS", "S", "S", "M", "M", "M", "L", "L", "XL")
_WAISTS = ("28 / R", "30 / R", "32 / R", "34 / R", "36 / R", "36 / L")
_SHOES = ("UK 5", "UK 6", "UK 6.5", "UK 7", "UK 8", "UK 9", "UK 10")
_SOCKS = (("UK 3–5", 3, 5.5), ("UK 6–8", 6, 8.5), ("UK 9–11", 9, 11.5))
_AVOIDED = {"no down": "down", "vegan": "down", "no wool": "merino", "allergic to wool": "merino"}
_ONLINE_PERCENT = (0, 10, 25, 40, 60, 85)
_OLDEST_DAYS, _NEWEST_DAYS = 3_300, 760


@dataclass(frozen=True, slots=True)
class Person:
    """Who buys. `online_percent` of the purchases are made in the web shop; `home_store` is where the others are.

    `loves` are categories, likelier than others; `avoids` are tags. `with_children` buys for them too.
    """

    row: CustomerRow
    since: datetime
    home_store: int
    online_percent: int
    sizes: Sizes
    loves: tuple[str, ...]
    avoids: frozenset[str]
    with_children: bool

    @property
    def customer_id(self) -> str:
        return self.row.customer_id

    def agreed(self, purpose: str) -> bool:
        """Whether the customers file says yes to being written to, rung up …"""
        return dict(self.row.consents).get(purpose, False)

    def chance(self, about: str) -> random.Random:
        """This person's luck in one matter: always the same."""
        return random.Random(f"{SEED}/{self.customer_id}/{about}")

    def wears(self, product: Product) -> bool:
        """Whether it is something for this person at all."""
        for_children = size_of(product.options)[0] == "age" or "kids" in product.tags
        return not self.avoids & set(product.tags) and (self.with_children or not for_children)


def person_of(row: CustomerRow, shelf: Shelf, stores: Sequence[int], bought: Iterable[str], now: datetime) -> Person:
    """The person behind a row of the customers file; `bought` are SKUs that are written down elsewhere, and fit."""
    chance = random.Random(f"{SEED}/{row.customer_id}")
    note = row.note.lower()
    categories = sorted({product.category for model in shelf.models for product in model})
    return Person(
        row=row,
        since=now - timedelta(days=chance.randint(_NEWEST_DAYS, _OLDEST_DAYS)),
        home_store=chance.choice((*stores, stores[0], stores[0])),
        online_percent=chance.choice(_ONLINE_PERCENT),
        sizes=_sizes(chance, [shelf.products[sku] for sku in bought]),
        loves=tuple(chance.sample(categories, min(3, len(categories)))),
        avoids=frozenset(tag for words, tag in _AVOIDED.items() if words in note),
        with_children=any(word in note for word in ("children", "scout", "school")) or chance.random() < 0.12,
    )


def _sizes(chance: random.Random, bought: Iterable[Product]) -> Sizes:
    shoe = chance.choice(_SHOES)
    drawn = {
        "letter": chance.choice(_LETTERS),
        "waist": chance.choice(_WAISTS),
        "shoe": shoe,
        "age": chance.choice(("3–4", "5–6", "7–8", "9–10", "11–12")),
    }
    known = dict(size for product in bought if (size := size_of(product.options))[0])
    return _with_socks({**drawn, **known}, known)


def _with_socks(sizes: Sizes, known: Mapping[str, str]) -> Sizes:
    """Socks go with the shoes, or the shoes with socks that were bought."""
    if "sock" in known and "shoe" not in known:
        low = next(low for name, low, _high in _SOCKS if name == known["sock"])
        return {**sizes, "shoe": f"UK {low}"}
    foot = float(sizes["shoe"].removeprefix("UK "))
    sock = next((name for name, low, high in _SOCKS if low <= foot <= high), _SOCKS[-1][0])
    return {**sizes, "sock": known.get("sock", sock)}
