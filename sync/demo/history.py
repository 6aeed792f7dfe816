"""Two years of all customers of the demo store: made up around what its files say of them, the same each time.

It is made up rather than kept in a file so that it follows the goods, prices, tiers and people of the other files.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from pos.domain.imports.customers import CustomerRow, read_customers
from pos.domain.imports.programme import read_programme
from pos.domain.imports.staff import read_staff
from pos.domain.programme import Programme
from pos.domain.quantity import ONE, parse_milli
from pos.services.shop import Setup
from sync.demo.contacts import Coupon, contacts
from sync.demo.deals import dealings
from sync.demo.documents import Numbers, Place, activities_of
from sync.demo.open_things import open_things
from sync.demo.people import person_of
from sync.demo.shelf import Shelf
from sync.demo.stores import other_stores
from sync.demo.story import Teller, stories, told
from sync.entities import Activity

_STAFF_ELSEWHERE = ("Marek L.", "Joy A.", "Petra S.", "Dev R.")
"""Who serves in stores whose people this store's tills do not know."""


@dataclass(frozen=True, slots=True)
class Files:
    """The demo store's files, read. `bought` are SKU and quantity of what customers bought by other files."""

    setup: Setup
    shelf: Shelf
    programme: Programme
    people: tuple[CustomerRow, ...]
    places: tuple[Place, ...]
    coupons: tuple[Coupon, ...]
    stories: dict[str, list[dict[str, Any]]]
    bought: dict[str, list[tuple[str, str]]]

    @classmethod
    def of(cls, folder: Path, setup: Setup) -> Self:
        programme = read_programme((folder / "programme.json").read_bytes(), setup.currency)
        tiers = [tier.name for tier in programme.tiers]
        people = read_customers((folder / "customers.csv").read_bytes(), setup.country, tiers)
        return cls(
            setup=setup,
            shelf=Shelf.of_file(folder / "products.csv", setup.currency),
            programme=programme,
            people=tuple(row.value for row in people.rows),
            places=_places(folder, setup),
            coupons=tuple(_coupons(_json(folder / "promotions.json"))),
            stories=stories(folder / "story.json"),
            bought=_bought([*_json(folder / "past.json"), *_json(folder / "orders.json")]),
        )


def history(files: Files, now: datetime) -> list[Activity]:
    """Everything that happened before `now` (in the store's zone), but for what is done at the till itself."""
    written = [event["ref"] for events in files.stories.values() for event in events if event["kind"] == "order"]
    numbers = Numbers(now, {ref.rpartition("-")[2] for ref in written})
    teller = Teller(files.shelf, files.places, numbers, files.setup.currency, now)
    made: list[Activity] = []
    for row in files.people:
        if row.customer_id in files.stories:
            made += told(teller, row.customer_id, files.stories[row.customer_id])
        else:
            made += _made_up(files, row, numbers, now)
    return made


def _made_up(files: Files, row: CustomerRow, numbers: Numbers, now: datetime) -> list[Activity]:
    bought, currency = files.bought.get(row.customer_id, []), files.setup.currency
    person = person_of(row, files.shelf, [place.store_no for place in files.places], [sku for sku, _ in bought], now)
    prices = {sku: product.price_minor for sku, product in files.shelf.products.items()}
    known = sum(prices[sku] * parse_milli(quantity) // ONE for sku, quantity in bought)
    done = dealings(person, files.shelf, files.programme, known, now)
    home = next(place for place in files.places if place.store_no == person.home_store)
    return [
        *activities_of(done.deals, done.backs, files.places, numbers, currency),
        *contacts(person, done.deals, files.shelf, files.coupons, now),
        *open_things(person, files.shelf, home.staff, currency, now),
    ]


def _places(folder: Path, setup: Setup) -> tuple[Place, ...]:
    """The demo's own store first."""
    staff = read_staff((folder / "staff.csv").read_bytes())
    own = Place(setup.store_no, setup.name, setup.code, tuple(row.value.staff_id for row in staff.rows))
    others = [Place(one.store_no, one.name, one.code, _STAFF_ELSEWHERE) for one in other_stores(folder, setup)]
    return (own, *others)


def _coupons(promotions: Iterable[Mapping[str, Any]]) -> list[Coupon]:
    conditions = [(one, one.get("when", {}).get("coupon", "")) for one in promotions]
    return [Coupon(one["id"], one["name"], code) for one, code in conditions if code]


def _bought(told: Sequence[Mapping[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for one in told:
        found.setdefault(one.get("customer", ""), []).extend((sku, quantity) for sku, quantity in one["lines"])
    return found


def _json(path: Path) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return read
