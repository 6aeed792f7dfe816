"""A large store to measure on: as many made-up products and customers as asked for, the same each time."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pos.domain.barcode_gtin import check_digit, equivalents
from pos.domain.folding import index_text, pinyin_initials
from pos.services.shop import Setup
from pos.services.till import init_till, open_till
from pos.store.pace import Pace
from pos.store.prices import PROMOTION, TAXES, VERSION
from pos.store.search import BEST_SELLERS, merge_step, put_best_sellers
from pos.store.store import Tx

BATCH = 20_000
_MATERIAL = "Merino Wool Cotton Linen Fleece Leather Canvas Down Steel Titanium Bamboo Cork Silk Hemp Nylon".split()
_KIND = (
    "Jacket Boot Sock Flask Daypack Beanie Tent Headlamp Glove Mug Map Blanket Shirt Trousers Stove Poles Compass "
    "Mat Cap Gaiter Rope Scarf Lantern Kettle Towel Hammock Saw Axe Knife Spoon"
).split()
_MAKER = "Harrier Ridgeline Larch Beacon Fell Trailhead Heron Alder Rowan Curlew Tarn Moor Crag Birch Otter".split()
_VAT = {"name": "VAT 19 %", "percent": "19"}
_THIRD_FREE = {"buy": "2", "get": "1", "percent": "100", "choose": "cheapest"}
_FIRST = "Amelia Noah Zofia Łukasz Chloé Søren Mei Hana Omar Priya Jürgen Inés Kwame Aoife Tomáš Yuki".split()
_CHINESE = ("羊毛", "防水", "轻便", "儿童", "户外"), ("袜子", "外套", "帐篷", "水壶", "手套")
_CHINESE_EVERY = 50
_LAST = "Okafor Kowalska Müller Nguyễn Ødegård Smith García Novák Rossi Öztürk Ivanov Tanaka Lindqvist Byrne".split()


def make_store(home: Path, products: int, customers: int) -> None:
    """A till with so many products and customers, of which the best sellers are known."""
    init_till(home, Setup("Bench Store", "EUR", "DE", printer="none"))
    till = open_till(home)
    try:
        for rows in _batches(_products(products)):
            with till.store.write() as tx:
                _put_products(tx, rows)
            till.store.upkeep(merge=False)
        for rows in _batches(_customers(customers)):
            with till.store.write() as tx:
                tx.customers.upsert(rows)
                merge_step(tx.driver, "find_customer")
            till.store.upkeep(merge=False)
        with till.store.write() as tx:
            _sell_well(tx, products)
            _put_rules(tx)
        Pace(till.store).tidy_whole(("find_product", "find_customer"))
        till.store.upkeep()
    finally:
        till.close()


def barcode_of(number: int) -> str:
    """The EAN-13 of the product with this row number."""
    digits = f"40{number:010d}"
    return digits + check_digit(digits)


def _put_products(tx: Tx, rows: list[dict[str, Any]]) -> None:
    codes = [(key, row["sku"]) for row in rows for key in equivalents(barcode_of(int(row["sku"][1:])))]
    tx.products.upsert(rows, dict.fromkeys(codes))
    merge_step(tx.driver, "find_product")


def _put_rules(tx: Tx) -> None:
    """Taxes, and promotions as a shop runs beside each other: by maker, by department, for a large basket."""
    tx.settings.put_rule(TAXES, json.dumps({"prices_include_tax": True, "categories": {"standard": [_VAT]}}))
    promotions: list[dict[str, object]] = [
        {"id": f"P-{maker}", "phase": "item", "items": {"brands": [maker]}, "give": {"percent": "5"}}
        for maker in _MAKER[:5]
    ]
    promotions += [
        {"id": f"P-{n}", "phase": "item", "items": {"categories": [_department(n)]}, "give": _THIRD_FREE}
        for n in range(4)
    ]
    promotions.append({"id": "P-LARGE", "phase": "order", "when": {"min_subtotal": "500"}, "give": {"percent": "3"}})
    for promotion in promotions:
        tx.settings.put_rule(f"{PROMOTION}{promotion['id']}", json.dumps({"name": promotion["id"], **promotion}))
    tx.settings.put(VERSION, "bench")


def _sell_well(tx: Tx, products: int) -> None:
    """What sells is spread over the whole catalogue, a few products far more than the rest."""
    chance = random.Random(2)
    numbers = chance.sample(range(1, products + 1), min(BEST_SELLERS, products))
    put_best_sellers(tx.driver, [(number, 100_000 // (rank + 1) + 1) for rank, number in enumerate(numbers)])


def _products(count: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(1)
    for number in range(1, count + 1):
        maker, material, kind = chance.choice(_MAKER), chance.choice(_MATERIAL), chance.choice(_KIND)
        name, sku = f"{maker} {material} {kind} {number % 997}", f"P{number:08d}"
        if number % _CHINESE_EVERY == 0:
            name = f"{chance.choice(_CHINESE[0])}{chance.choice(_CHINESE[1])} {number % 997}"
        yield {
            "sku": sku,
            "name": name,
            "price_minor": chance.randrange(99, 40_000),
            "tax": "standard",
            "kind": "each",
            "category": _department(number % 40),
            "brand": maker,
            "tags": "",
            "unit": "",
            "variant_of": "",
            "options": "",
            "image": "",
            "cost_minor": None,
            "components": "",
            "min_age": 0,
            "words": index_text(name, sku, (barcode_of(number),), maker, pinyin_initials(name)),
            "rev": 1,
        }


def _department(number: int) -> str:
    return f"Department {number:02d}"


def _customers(count: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(3)
    for number in range(1, count + 1):
        name, customer_id = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}", f"C-{number:07d}"
        local = chance.randrange(20_000_000, 90_000_000)
        email, phone = f"c{number}@mail.example", f"030{local}"
        yield {
            "customer_id": customer_id,
            "name": name,
            "email": email,
            "phone": phone,
            "card": "",
            "tier": "",
            "group": "",
            "birthday": "",
            "language": "",
            "consents": "{}",
            "note": "",
            "words": index_text(name, customer_id, (phone, f"4930{local}", phone[-4:]), email),
            "rev": 1,
        }


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
