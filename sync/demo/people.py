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
_FEET = ("UK 4", "UK 5", "UK 6", "UK 6", "UK 7", "UK 8", "UK 8", "UK 9", "UK 10")
_DRESSES = ("UK 8", "UK 10", "UK 12", "UK 12", "UK 14", "UK 16")
_AGES = ("1–2 years", "3–4 years", "5–6 years", "7–8 years", "9–10 years")
_CHILDS_FEET = ("UK 8 kids", "UK 10 kids", "UK 12 kids", "UK 13 kids")
_SOCKS = (("UK 3–5", 3, 5.5), ("UK 6–8", 6, 8.5), ("UK 9–11", 9, 11.5))
_AVOIDED = {"no down": ("down",), "vegan": ("down", "merino", "leather"), "allergic to wool": ("merino",)}
"""Tags by what a note of the customers file says."""
_WOMEN = frozenset(
    "Emily Sophie Charlotte Lucy Hannah Ella Grace Alice Poppy Freya Molly Eleanor Rosie Imogen Jessica Catriona Mairi "
    "Eilidh Kirsty Gwen Carys Siân Aoife Niamh Caoimhe Katarzyna Magdalena Ewa Joanna Aleksandra Natalia Dorota Monika "
    "Karolina Izabela Johanna Sabine Ingrid Heike Ursula Camille Margaux Inès Lucía Carmen Giulia Alessandra Beatriz "
    "Inês Sanne Lotte Astrid Maja Ingeborg Guðrún Aino Kadri Rūta Zuzana Réka Ioana Željka Gülşen Adaeze Abena "
    "Thandiwe Wanjiru Selam Hodan Aminata Folake Ngozi Aisha Nisha Zainab Meera Sana Kamala Aroha Nayeli Camila Ximena "
    "Brianna Shanice Ava Amelie Priya Zofia Fatima Isla Harriet Łucja Elena Megan Anneliese Chloé Agnieszka Sinéad "
    "Ruth Nadia Greta Beatrice Clara Ivy Edith Maud Tess Nell".split()
)
"""First names of customers who buy what is cut for women."""
_ONLINE_PERCENT = (0, 10, 25, 40, 60, 85)
_OLDEST_DAYS, _NEWEST_DAYS = 3_300, 760


@dataclass(frozen=True, slots=True)
class Person:
    """Who buys. `online_percent` of the purchases are made in the web shop; `home_store` is where the others are.

    `loves` are categories, likelier than others; `avoids` are tags. `with_children` buys for them too, `womens` says
    who buys what is cut for women.
    """

    row: CustomerRow
    since: datetime
    home_store: int
    online_percent: int
    sizes: Sizes
    loves: tuple[str, ...]
    avoids: frozenset[str]
    with_children: bool
    womens: bool

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
        tags = set(product.tags)
        fits = (self.with_children or "kids" not in tags) and (self.womens or "women" not in tags)
        return fits and not self.avoids & tags


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
        avoids=frozenset(tag for words, tags in _AVOIDED.items() if words in note for tag in tags),
        with_children=any(word in note for word in ("children", "scout", "school")) or chance.random() < 0.12,
        womens=row.name.split()[0] in _WOMEN,
    )


def _sizes(chance: random.Random, bought: Iterable[Product]) -> Sizes:
    drawn = {
        "letter": chance.choice(_LETTERS),
        "waist": chance.choice(_WAISTS),
        "foot": chance.choice(_FEET),
        "dress": chance.choice(_DRESSES),
        "age": chance.choice(_AGES),
        "child's foot": chance.choice(_CHILDS_FEET),
    }
    known = dict(size for product in bought if (size := size_of(product.options))[0])
    return _with_socks({**drawn, **known}, known)


def _with_socks(sizes: Sizes, known: Mapping[str, str]) -> Sizes:
    """Socks go with the shoes, or the shoes with socks that were bought."""
    if "sock" in known and "foot" not in known:
        low = next(low for name, low, _high in _SOCKS if name == known["sock"])
        return {**sizes, "foot": f"UK {low}"}
    foot = float(sizes["foot"].removeprefix("UK "))
    sock = next((name for name, low, high in _SOCKS if low <= foot <= high), _SOCKS[-1][0])
    return {**sizes, "sock": known.get("sock", sock)}
