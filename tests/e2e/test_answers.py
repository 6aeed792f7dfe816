"""What `sell` and `price` answer, key by key: a script that was written from the description alone gets along."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.shop import basket_id, basket_line, entries
from tests.till_program import till_program

WriteFile = Callable[..., Path]
FILES = {
    "taxes": '{"cash_rounding": {"step": "0.05", "ties": "up"}, "categories": '
    '{"standard": [{"name": "VAT 20 %", "percent": "20"}]}}',
    "staff": "id,name,role,pin\nsofia,Sofia Lind,manager,4321\nmaya,Maya Okafor,associate,1234\n",
    "customers": "id,name,tier,points\nC-1001,Ann Lee,Silver,2480\n",
    "products": "sku,name,price,barcodes,kind\nSOCK-R,Red sock,18.00,4006381333931,\nTENT-2,Tent,299.00,,\n"
    "12345,Ham,20.00,,weighed\nFLASK,Flask,24.00,,\n",
    "promotions": json.dumps(
        [
            {
                "id": "P-SOCKS", "name": "2 for 30", "phase": "item", "priority": 100, "combine": "stack",
                "when": {"coupon": None, "tiers": [], "from": "2026-11-01T00:00", "until": "2026-12-01T00:00"},
                "items": {"skus": ["SOCK-R", "SOCK-G"], "except_skus": []},
                "give": {"price": "30.00", "for_qty": "2"}, "auto": True, "limits": {"per_sale": None},
            },
            {"id": "P-STAFF", "name": "Staff", "phase": "order", "give": {"percent": "10"}, "auto": False},
            {
                "id": "P-SPRING", "name": "Spring", "phase": "order", "when": {"coupon": "SPRING10"},
                "give": {"amount": "3.00", "spread": "across"},
            },
        ]
    ),
}  # fmt: skip
LINES = [
    {"code": "4006381333931", "qty": "2"},
    {"code": "TENT-2", "qty": "1", "unit_price": "249.00", "reason": "display piece", "approved_by": "sofia"},
    {"code": "2812345012345"},
    {"code": "SOCK-R", "qty": "1", "discount": {"percent": "20"}, "reason": "damaged tin"},
    {
        "return_of": {"receipt": "N-2-000001", "line": 1},
        "qty": "1",
        "reason": "wrong size",
        "disposition": "restock",
    },
    {
        "return": True,
        "code": "FLASK",
        "qty": "1",
        "unit_price": "24.00",
        "reason": "no receipt",
        "disposition": "damaged",
        "approved_by": "sofia",
    },
]
"""One line of every form; the third is a label with its price in the code."""


def test_the_same_id_gives_the_same_answer_to_the_letter(shop_home: Path, a_file: WriteFile) -> None:
    minimum = {"id": "P-OVER100", "name": "Over 100", "phase": "order", "when": {"min_subtotal": "100.00"}}
    pieces = {"id": "P-SIX", "name": "Six", "when": {"min_qty": "6"}}
    both = [one | {"give": {"percent": "10"}} for one in (minimum, pieces)]
    offers = a_file(json.dumps(both), "promotions.json")
    assert till_program(shop_home, "import", "promotions", offers).code == 0
    line = basket_line(2, coupons=["SPRING10"])

    first = till_program(shop_home, "sell", stdin=line)
    second = till_program(shop_home, "sell", stdin=line)

    assert first.document["not_applied"] == [
        {"by": "SPRING10", "why": "unknown_coupon"},
        {"by": "P-SIX", "why": "min_qty", "missing": "4"},
        {"by": "P-OVER100", "why": "min_subtotal", "missing": "81.00"},
    ]
    assert second == first


@pytest.mark.parametrize(
    "tender",
    [
        {"type": "gift_card", "code": "TG0123456789ABCDEF", "amount": "10.00"},
        {"type": "store_credit", "amount": "10.00"},
    ],
)
def test_a_till_without_a_hub_takes_nothing_that_stands_in_its_ledgers(
    shop_home: Path, tender: dict[str, object]
) -> None:
    before = entries(shop_home)

    ran = till_program(shop_home, "sell", stdin=basket_line(2, tenders=[tender, {"type": "cash", "amount": "20.00"}]))

    assert ran.code == 1
    assert ran.document == {
        "id": basket_id(2),
        "error": {
            "code": "tender_needs_hub",
            "message": (
                "Gift cards and store credit are kept by a hub, and this till works without one. Choose another means, "
                "or set up a till that joins a hub."
            ),
        },
    }
    assert entries(shop_home) == before


@pytest.fixture
def northgate(tmp_path: Path, a_file: WriteFile) -> Path:
    """A shop that has everything LINES speaks of, and sold two socks for 30.00."""
    home = tmp_path / "till"
    config = a_file('patterns = ["28IIIIIPPPPPC"]\nprinter = "none"\n', "till.toml")
    init = ("init", "--store", "Northgate", "--currency", "GBP", "--country", "GB", "--till", "2", "--config", config)
    runs = [till_program(home, *init)]
    runs += [till_program(home, "import", kind, a_file(content, kind)) for kind, content in FILES.items()]
    two = basket_line(1, at="2026-11-20T10:00:00+00:00", lines=LINES[:1], tenders=[{"type": "card", "amount": "30.00"}])
    runs.append(till_program(home, "sell", stdin=two))
    assert [ran.code for ran in runs] == [0] * len(runs), runs
    return home


def test_a_basket_with_everything_in_it_is_sold_to_the_cent(northgate: Path) -> None:
    asked = basket_line(
        2,
        customer="C-1001",
        staff="maya",
        at="2026-11-21T14:32:00+00:00",
        lines=LINES,
        discount={"amount": "5.00"},
        discount_reason="goodwill",
        coupons=["SPRING10"],
        promotions=["P-STAFF"],
        tax_exempt={"reason": "diplomat", "certificate": "D 12"},
        tenders=[{"type": "card", "amount": "20.00"}, {"type": "cash", "amount": "200.00"}],
    )

    sold = till_program(northgate, "sell", stdin=asked).document

    keys = "sale_id receipt at currency lines total discounts tax tenders rounding change not_applied journal warnings"
    assert list(sold) == keys.split()
    assert [line["total"] for line in sold["lines"]] == ["23.07", "204.02", "8.62", "8.38", "-15.00", "-20.00"]
    assert sold["lines"][3] == {
        "line": 4,
        "sku": "SOCK-R",
        "name": "Red sock",
        "qty": "1",
        "unit_price": "18.00",
        "list": "18.00",
        "discounts": [
            {"by": "P-SOCKS", "name": "2 for 30", "amount": "3.00"},
            {"by": "manual", "name": "damaged tin", "amount": "3.00"},
            {"by": "P-SPRING", "name": "Spring", "amount": "0.63"},
            {"by": "P-STAFF", "name": "Staff", "amount": "1.14"},
            {"by": "basket", "name": "goodwill", "amount": "0.17"},
            {"by": "tax_exempt", "name": "diplomat", "amount": "1.68"},
        ],
        "total": "8.38",
        "tax": [{"name": "exempt", "rate": "0", "amount": "0.00"}],
    }
    assert (sold["total"], sold["rounding"], sold["change"]) == ("209.09", "0.01", "10.90")
    assert sold["tenders"] == [{"type": "card", "amount": "20.00"}, {"type": "cash", "amount": "200.00"}]


def test_the_day_of_a_basket_opens_and_closes_the_shift(northgate: Path) -> None:
    before = len(entries(northgate))
    times = ("2026-11-20T23:59:59+00:00", "2026-11-21T00:00:00+00:00", "2026-11-19T12:00:00+00:00")
    asked = "".join(basket_line(number, at=at, lines=[{"code": "FLASK"}]) for number, at in enumerate(times, 2))

    paid = asked.replace('"amount": "20.00"', '"amount": "24.00"')
    sold = till_program(northgate, "sell", stdin=paid)

    after = entries(northgate)[before:]
    assert [entry["kind"] for entry in after] == [
        "sale_completed",
        "shift_closed",
        "shift_opened",
        "sale_completed",
        "shift_closed",
        "shift_opened",
        "sale_completed",
    ]
    assert after[1]["body"]["counted_minor"] == after[1]["body"]["expected_minor"] == 24_00
    assert [warned["code"] for warned in sold.lines[-1]["warnings"]][-1] == "earlier_than_last"
