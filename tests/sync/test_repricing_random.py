"""Whatever a till sells while prices change around it, the hub comes to the same; and whatever a till tells, the hub
does not stumble over it."""

import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain.failures import Refused
from pos.domain.journal import Entry, Place, make_entry
from pos.domain.sale import Sale
from pos.services.till import open_till
from sync.hub.hub import Hub
from sync.hub.journal.arrival import Journal
from sync.hub.journal.bodies import Unreadable, read_body
from sync.hub.journal.taken import Taken
from sync.hub.sales.repricing import reprice
from sync.hub.store.journals import hold_journals
from tests.store.joined import join
from tests.sync.hub_shop import a_hub
from tests.sync.hub_value import exceptions_of
from tests.sync.priced_shop import PRICES, PRODUCTS, PROMOTIONS, TAXES, PricedShop, line, stocked

LONG = os.environ.get("TANDEM_LONG") == "1"
SEEDS, SALES, EXAMPLES = (40, 120, 20_000) if LONG else (4, 40, 1500)
SKUS = ("JACKET", "SOCK-R", "SOCK-G", "APPLE", "FLASK", "HEM", "ODD")


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a till that has joined. Never open it: copy it."""
    home = tmp_path_factory.mktemp("random") / "till"
    join(home)
    return home


@pytest.fixture
def shop(joined: Path, hub: Hub, tmp_path: Path) -> Iterator[PricedShop]:
    till = open_till(Path(shutil.copytree(joined, tmp_path / "till")), synchronous="OFF")
    yield stocked(PricedShop(hub, till, tmp_path))
    till.close()


def a_line(chance: random.Random) -> dict[str, Any]:
    sku = chance.choice(SKUS)
    asked = line(sku, f"{chance.randint(1, 2500) / 1000:.3f}" if sku == "APPLE" else str(chance.randint(1, 5)))
    if sku == "ODD" or chance.random() < 0.1:
        asked |= {"unit_price": money(chance, 90_00), "reason": "worn"}
    if chance.random() < 0.2:
        asked |= {"discount": a_discount(chance), "reason": chance.choice(("dent", "friend"))}
    elif chance.random() < 0.08:
        asked |= {"return": True, "reason": "small", "disposition": "damaged"}
    return asked


def a_basket(chance: random.Random, sold: list[Sale]) -> dict[str, Any]:
    lines = [a_line(chance) for _ in range(chance.randint(1, 6))]
    asked: dict[str, Any] = {"lines": lines}
    if sold and chance.random() < 0.25:
        whole = chance.choice(sold)
        back = chance.choice(whole.lines)
        of = {"receipt": whole.receipt, "line": back.number}
        lines.append({"return_of": of, "reason": "small", "disposition": "restock"})
    if chance.random() < 0.4:
        asked["customer"] = chance.choice(("C-1", "C-2", "C-3"))
    if chance.random() < 0.3:
        asked["coupons"] = chance.choice((["winter10"], ["NO-SUCH", "WINTER10"], ["p-mine"]))
    if chance.random() < 0.2:
        asked["promotions"] = ["P-STAFF"]
    if chance.random() < 0.2:
        asked |= {"discount": a_discount(chance), "discount_reason": "goodwill"}
    if chance.random() < 0.1:
        asked["tax_exempt"] = {"reason": "diplomat"}
    return asked


def a_discount(chance: random.Random) -> dict[str, str]:
    return chance.choice(({"percent": f"{chance.randint(1, 990) / 10:.1f}"}, {"amount": money(chance, 20_00)}))


def money(chance: random.Random, most: int) -> str:
    return str(Decimal(chance.randint(1, most)) / 100)


def change_prices(shop: PricedShop, chance: random.Random) -> None:
    """A new price, list, promotion or tax at the hub."""
    match chance.randrange(4):
        case 0:
            shop.publish(
                products=PRODUCTS.replace("189.00", money(chance, 400_00)).replace("3.99", money(chance, 9_00))
            )
        case 1:
            shop.publish(prices=PRICES.replace("21.50", money(chance, 30_00)))
        case 2:
            shop.publish(promotions=json.dumps(chance.sample(PROMOTIONS, chance.randint(3, len(PROMOTIONS)))))
        case 3:
            rounding, mode = chance.choice(("line", "unit", "document")), chance.choice(("half_up", "half_even"))
            shop.publish(taxes=json.dumps(TAXES | {"rounding": rounding, "mode": mode}))


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_sale_costs_anything_else_at_the_hub(shop: PricedShop, seed: int) -> None:
    chance = random.Random(seed)
    sold: list[Sale] = []
    repriced: Counter[str] = Counter()

    while len(sold) < SALES:
        asked = a_basket(chance, sold)
        try:
            sold.append(shop.sell(*asked.pop("lines"), **asked))
        except Refused:  # more came back than was sold, or a price below its deposit
            continue
        for true, happens in ((0.15, change_prices), (0.2, PricedShop.pull)):
            if chance.random() < true:
                happens(shop, *((chance,) if happens is change_prices else ()))
        if chance.random() < 0.1:
            repriced.update(shop.push().repriced)
    repriced.update(shop.push().repriced)

    assert exceptions_of(shop.hub) == []
    assert repriced == {"same": SALES}


@pytest.fixture(scope="module")
def told(joined: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[PricedShop, Entry, Journal]]:
    """A sale that the hub has taken, of many things, with its journal."""
    folder = tmp_path_factory.mktemp("told")
    till = open_till(Path(shutil.copytree(joined, folder / "till")))
    shop = stocked(PricedShop(a_hub(folder / "hub"), till, folder))
    shop.sell(
        line("SOCK-R", "3", discount={"percent": "5"}, reason="dent"),
        line("APPLE", "1.237"),
        line("ODD", unit_price="3.33"),
        {"code": "FLASK", "qty": "1", "return": True, "reason": "small"},
        customer="C-3",
        coupons=["winter10"],
        promotions=["P-STAFF"],
        discount={"amount": "1.00"},
        discount_reason="goodwill",
    )
    shop.push()
    entry = shop.entries[-1]
    with shop.hub.write() as connection:
        journal = hold_journals(connection, {entry.journal_id}, shop.access)[entry.journal_id]
    yield shop, entry, journal
    till.close()
    shop.hub.engine.dispose()


values = st.one_of(
    st.integers(-(10**16), 10**16),
    st.sampled_from([0, -1, 1, 500, 10**12, 10**15]),
    st.sampled_from(
        ["", "JPY", "KWD", "Europe", "../x", "America/Lima", "1e9", "100", "9" * 300, "override", "list", "ODD"]
    ),
    st.text(max_size=5),
    st.none(),
    st.booleans(),
    st.just([]),
    st.just({}),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where every part of a document stands."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield (*path, key)
        yield from places(part, (*path, key))


@given(st.data())
@settings(max_examples=EXAMPLES, deadline=None)
def test_no_sale_that_can_be_told_stops_the_hub(told: tuple[PricedShop, Entry, Journal], data: st.DataObject) -> None:
    shop, entry, journal = told
    body = json.loads(entry.body)
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted(body)))  # as often in what is told once as in the many lines
        *way, last = data.draw(st.sampled_from([(name,), *places(body[name], (name,))]))
        part = body
        for key in way:
            part = part[key]
        part[last] = data.draw(values)
    year = data.draw(st.sampled_from(["0001", "1900", "2026", "9998"]))
    place = Place(entry.journal_id, entry.seq - 1)
    try:
        forged = make_entry(
            place,
            shop.till.secrets.signer,
            entry_id=entry.entry_id,
            kind=entry.kind,
            at=f"{year}-01-01T00:00:00.000Z",
            business_date=entry.business_date,
            body=body,
        )
        read = read_body(forged.kind, 1, forged.body)
    except (Unreadable, AssertionError):  # no journal has such a body, or the hub sets it aside as unreadable
        return

    with shop.hub.read() as connection:
        done = reprice(connection, shop.hub, [Taken(forged, read, journal, forged.seq)])

    assert sum(done.counted.values()) == 1
    assert len(done.found) == done.counted["differs"]
