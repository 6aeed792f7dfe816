"""What `sell` and `price` answer, key by key: a script that was written from the description alone gets along."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.shop import basket_id, basket_line, entries
from tests.till_program import till_program

WriteFile = Callable[..., Path]


def test_the_same_id_gives_the_same_answer_to_the_letter(shop_home: Path, a_file: WriteFile) -> None:
    minimum = {"id": "P-OVER100", "name": "Over 100", "phase": "order", "when": {"min_subtotal": "100.00"}}
    offers = a_file(json.dumps([minimum | {"give": {"percent": "10"}}]), "promotions.json")
    assert till_program(shop_home, "import", "promotions", offers).code == 0
    line = basket_line(2, coupons=["SPRING10"])

    first = till_program(shop_home, "sell", stdin=line)
    second = till_program(shop_home, "sell", stdin=line)

    assert first.document["not_applied"] == [
        {"by": "SPRING10", "why": "unknown_coupon"},
        {"by": "P-OVER100", "why": "min_subtotal", "missing": "81.00"},
    ]
    assert second == first


@pytest.mark.parametrize(
    ("tender", "kind"),
    [
        ({"type": "points", "points": 200}, "points"),
        ({"type": "gift_card", "code": "TG0123456789ABCDEF", "amount": "10.00"}, "gift_card"),
        ({"type": "store_credit", "amount": "10.00"}, "store_credit"),
    ],
)
def test_a_till_without_a_hub_takes_nothing_that_stands_in_its_ledgers(
    shop_home: Path, tender: dict[str, object], kind: str
) -> None:
    before = entries(shop_home)

    ran = till_program(shop_home, "sell", stdin=basket_line(2, tenders=[tender, {"type": "cash", "amount": "20.00"}]))

    assert ran.code == 1
    assert ran.document == {
        "id": basket_id(2),
        "error": {
            "code": "unknown_tender",
            "message": f"Tenders of the type {kind} are not taken here. Choose another.",
        },
    }
    assert entries(shop_home) == before
