"""The baskets that were worked out by hand, sold at a till that has joined: its hub comes to the same."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pos.domain.failures import Refused
from pos.services.till import open_till
from sync.hub.hub import Hub
from tests.store.joined import join
from tests.sync.hub_value import exceptions_of
from tests.sync.priced_shop import PricedShop
from tests.till_program import ROOT

GIFT_CARD = "TG00G40R40M30E209B"
DATA = ROOT / "tests" / "data"
FOLDERS = sorted(
    baskets.parent for kind in ("variations", "vectors") for baskets in DATA.glob(f"{kind}/*/baskets.ndjson")
)
FILES = {
    "taxes": "taxes.json",
    "products": "products.csv",
    "prices": "prices.csv",
    "promotions": "promotions.json",
    "customers": "customers.csv",
}


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a till that has joined. Never open it: copy it."""
    home = tmp_path_factory.mktemp("worked") / "till"
    join(home)
    return home


@pytest.fixture
def shop(joined: Path, hub: Hub, tmp_path: Path) -> Iterator[PricedShop]:
    till = open_till(Path(shutil.copytree(joined, tmp_path / "till")), synchronous="OFF")
    yield PricedShop(hub, till, tmp_path)
    till.close()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_what_was_worked_out_by_hand_costs_the_same_at_the_hub(shop: PricedShop, folder: Path) -> None:
    files = {kind: folder / name for kind, name in FILES.items() if (folder / name).exists()}
    shop.publish(**{kind: path.read_text(encoding="utf-8") for kind, path in files.items()})
    shop.pull()

    sold = [sold_or_refused(shop, basket) for basket in baskets_of(folder)]

    assert shop.push().repriced == {"same": sum(sold)} and any(sold)
    assert exceptions_of(shop.hub) == []


def baskets_of(folder: Path) -> list[dict[str, Any]]:
    text = (folder / "baskets.ndjson").read_text(encoding="utf-8")
    return [json.loads(basket) for basket in text.splitlines() if basket.strip()]


def sold_or_refused(shop: PricedShop, basket: dict[str, Any]) -> bool:
    """Some of them are there to be refused. Nothing but a price was asked of them, so a gift card names no card yet."""
    told = {name: value for name, value in basket.items() if name not in ("id", "lines", "tenders")}
    lines = [line | ({"serial": GIFT_CARD} if line.get("code") == "CARD" else {}) for line in basket["lines"]]
    try:
        shop.sell(*lines, **told)
    except Refused:
        return False
    return True
