"""Promotions with a limit count the sales they took part in."""

import json
from pathlib import Path
from uuid import UUID

import pytest

from pos.domain.document import read_basket
from pos.services.document import sell_document
from pos.services.imports import import_file
from pos.services.till import Till

FILES = {
    "products": "sku,name,price\nSOCK,Hike Sock,10.00\n",
    "customers": "id,name\nC-1,Amelia Okafor\nC-2,Noah Byrne\n",
}


@pytest.fixture
def shop(till: Till, tmp_path: Path) -> Till:
    for kind, text in FILES.items():
        (tmp_path / kind).write_text(text)
        import_file(till, kind, tmp_path / kind, staff="till")
    return till


def promote(till: Till, tmp_path: Path, **limits: int) -> None:
    path = tmp_path / "promotions.json"
    rule = {"id": "P-HALF", "name": "Half", "phase": "item", "give": {"percent": "50"}, "limits": limits}
    path.write_text(json.dumps([rule]))
    import_file(till, "promotions", path, staff="till")


def paid(till: Till, number: int, customer: str = "") -> int:
    document = {
        "id": str(UUID(int=number)),
        "lines": [{"code": "SOCK"}],
        "tenders": [{"type": "cash", "amount": "10.00"}],
    }
    if customer:
        document["customer"] = customer
    return sell_document(till, read_basket(document, "GBP", needs_tenders=True)).total_minor


def test_a_promotion_ends_after_so_many_sales_in_all(shop: Till, tmp_path: Path) -> None:
    promote(shop, tmp_path, total=2)

    totals = [paid(shop, number) for number in range(1, 4)]

    assert totals == [500, 500, 1000]


def test_a_promotion_is_given_to_each_customer_so_often(shop: Till, tmp_path: Path) -> None:
    promote(shop, tmp_path, per_customer=1)

    totals = [paid(shop, 1, "C-1"), paid(shop, 2, "C-1"), paid(shop, 3, "C-2")]

    assert totals == [500, 1000, 500]
