"""Points of one customer at two tills of a hub: earned apart, counted together, taken back wherever goods come back."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pos.services.balances import points_of
from pos.services.till import open_till
from sync.hub.imports.file import import_file
from tests.e2e.shop import PRODUCTS, TAXES, basket, basket_id
from tests.e2e.town import Town, TownTill, a_town, run

FILES = {
    "products.csv": PRODUCTS,
    "taxes.json": TAXES,
    "staff.csv": "id,name,role,pin\nmaya,Maya King,manager,1111\n",
    "programme.json": json.dumps(
        {"points_per": "1.00", "value": "0.01", "tiers": [{"name": "Gold", "from_spend": "100.00", "times": "2"}]}
    ),
    "customers.csv": "id,name,tier\nC-1,Amelia Okafor,Gold\n",
}


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    for name, content in FILES.items():
        (tmp_path / name).write_text(content)
    with a_town(tmp_path, tmp_path / "products.csv", tmp_path / "taxes.json", tmp_path / "staff.csv") as made:
        with made.opened() as hub:
            for kind, name in (("programme", "programme.json"), ("customers", "customers.csv")):
                assert import_file(hub, kind, tmp_path / name).kept
        yield made


def a_till(town: Town, number: int) -> TownTill:
    """A till that has joined and read everything."""
    till = town.enrol(number)
    run("sync", till.home, "once")
    return till


def sell(till: TownTill, number: int, **changed: Any) -> dict[str, Any]:
    """Two socks for Amelia, 19.00, unless the basket is changed; what is None is left out."""
    asked = basket(number, staff="maya") | {"customer": "C-1"} | changed
    told = till.sell(json.dumps({name: value for name, value in asked.items() if value is not None}))[0]
    assert "error" not in told, told
    return told


def known(till: TownTill) -> int | None:
    opened = open_till(till.home)
    try:
        with opened.store.read() as tx:
            figure = points_of(tx, opened, "C-1")
    finally:
        opened.close()
    return None if figure is None else figure.amount


def at_the_hub(town: Town) -> list[tuple[Any, ...]]:
    return town.held("SELECT balance FROM points")


def test_what_a_customer_has_is_the_same_at_every_till_and_the_hub(town: Town) -> None:
    first, second = a_till(town, 1), a_till(town, 2)
    offline = [sell(first, 1), sell(second, 2)]
    back = {"return_of": {"receipt": offline[0]["receipt"], "line": 1}, "qty": "1", "reason": "too big"}

    refund = sell(first, 3, lines=[back], tenders=[{"type": "cash", "amount": "-9.50"}])
    before = known(first), known(second)
    for till in (first, second, first):
        run("sync", till.home, "once")

    assert [told["points"]["earned"] for told in offline] == [38, 38]
    assert refund["points"]["earned"] == -19
    assert before == (19, 38)
    assert at_the_hub(town) == [(57,)]
    assert (known(first), known(second)) == (57, 57)


def test_a_return_without_the_customer_takes_the_points_at_the_hub_too(town: Town) -> None:
    till = a_till(town, 1)
    sold = sell(till, 1)
    back = {"return_of": {"receipt": sold["receipt"], "line": 1}, "qty": "2", "reason": "too big"}

    refund = sell(till, 2, customer=None, lines=[back], tenders=[{"type": "cash", "amount": "-19.00"}])
    run("sync", till.home, "once")

    assert refund["points"] == {"earned": -38, "redeemed": 0}  # no balance: nobody said who they are
    assert at_the_hub(town) == [(0,)] and known(till) == 0
    assert town.held("SELECT sale_id FROM sale ORDER BY seq") == [(basket_id(1),), (basket_id(2),)]
    assert run("sync", till.home, "reconcile")["equal"]
