"""A shop's promotions over a real month: a served hub and the till price every basket of December 2010 alike."""

import json
import os
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from pos.services.till import open_till
from sync.hub.imports.file import import_file
from tests.e2e.december import FILE, December, read_december
from tests.e2e.december_shop import PROMOTIONS, baskets, write_shop
from tests.store.joined import join
from tests.sync.hub_process import serving
from tests.sync.hub_shop import a_channel, a_hub, a_store
from tests.sync.hub_value import exceptions_of
from tests.sync.priced_shop import PricedShop
from tests.till_program import till_process

EVERY = 1 if os.environ.get("TANDEM_LONG") == "1" else 8


@pytest.fixture(scope="module")
def december() -> December:
    if not FILE.exists():
        assert not os.environ.get("CI"), f"{FILE.name} is needed here"
        pytest.skip(f"{FILE.name} is not there")
    return read_december(EVERY)


def test_the_hub_prices_every_basket_of_a_month_as_the_till_does(december: December, tmp_path: Path) -> None:
    files, asked = write_shop(tmp_path, december), baskets(december)
    home = tmp_path / "till"
    made = till_process(home, "init", "--store", "Gifts", "--currency", "GBP", "--country", "GB")
    imported = [till_process(home, "import", kind, path) for kind, path in files.items()]
    key = stock_hub(tmp_path / "hub", files)

    at_till = till_process(home, "price", stdin="\n".join(asked))
    at_hub = priced_by_the_hub(tmp_path / "hub", key, asked)

    assert [ran.code for ran in (made, *imported, at_till)] == [0] * (len(files) + 2), at_till.out[-800:]
    assert at_hub == at_till.lines
    assert applied(at_hub) == {"manual", "basket", *giving_money()}


def test_what_a_till_sold_over_a_month_costs_the_same_at_its_hub(december: December, tmp_path: Path) -> None:
    join(tmp_path / "till")
    files, asked = write_shop(tmp_path, december), [json.loads(basket) for basket in baskets(december)]
    hub = a_hub(tmp_path / "hub")
    with closing(open_till(tmp_path / "till", synchronous="OFF")) as till:
        shop = PricedShop(hub, till, tmp_path)
        shop.publish(**{kind: path.read_text(encoding="utf-8") for kind, path in files.items()})
        shop.pull()

        for basket in asked:
            shop.sell(*basket.pop("lines"), **basket)
        taken = shop.push()

    assert exceptions_of(hub) == []
    assert taken.repriced == {"same": len(asked)}
    hub.engine.dispose()


def stock_hub(home: Path, files: dict[str, Path]) -> str:
    """A hub of the same shop; the key of a web shop that may ask it for prices."""
    hub = a_hub(home)
    a_store(hub, 1, "G", name="Gifts")
    for kind, path in files.items():
        import_file(hub, kind, path)
    with httpx.Client() as nowhere:
        key = a_channel(nowhere, hub, scopes=("prices",)).key
    hub.engine.dispose()
    return key


def priced_by_the_hub(home: Path, key: str, asked: list[str]) -> list[dict[str, Any]]:
    """What the hub answers to each basket, a process of its own asked one by one over the line."""
    answers: list[dict[str, Any]] = []
    with serving(home) as served, served.client() as client:
        for basket in asked:
            headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
            answer = client.post("/v1/price", content=basket, headers=headers)
            assert answer.status_code == httpx.codes.OK, answer.text
            answers.append(answer.json())
    return answers


def giving_money() -> set[str]:
    """The promotions of the shop but for the one that only multiplies points."""
    rules = json.loads(PROMOTIONS.read_text(encoding="utf-8"))
    return {rule["id"] for rule in rules if "points_times" not in rule["give"]}


def applied(answers: list[dict[str, Any]]) -> set[str]:
    """What took something off anywhere; a month in which a promotion never applies would prove nothing about it."""
    found = Counter(given["by"] for answer in answers for line in answer["lines"] for given in line["discounts"])
    return set(found)
