"""Baskets that cannot be sold: each is answered with its error, the rest goes on, the journal keeps only the good."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.shop import basket_id, basket_line, entries
from tests.till_program import till_program

LONG = "9" * 4096


def cash(amount: str) -> list[dict[str, str]]:
    return [{"type": "cash", "amount": amount}]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("no JSON at all\n", "bad_json"),
        ("[" * 100_000 + "\n", "bad_json"),
        (b"\xff\xfe{}\n", "document_not_utf8"),
        (b"\x00\x01\x02\n", "bad_json"),
        ("a" * 10_000_000 + "\n", "json_too_large"),
        ("null\n", "bad_field"),
        ('{"id": 1, "id": 2}\n', "duplicate_key"),
        ('{"lines": [{"code": "SOCK", "qty": NaN}]}\n', "bad_json"),
        ("1" * 5000 + "\n", "bad_json"),
    ],
    ids=["words", "nested", "encoding", "control", "10 MB", "null", "key twice", "NaN", "long number"],
)
def test_a_line_of_junk_is_answered_and_the_rest_goes_on(shop_home: Path, line: str | bytes, code: str) -> None:
    junk = line.encode() if isinstance(line, str) else line
    stdin = basket_line(2).encode() + junk + b"\n  \n" + basket_line(3).encode()

    ran = till_program(shop_home, "sell", stdin=stdin)

    assert ran.code == 1 and ran.err == ""
    first, refused, last = ran.lines
    assert refused["error"]["code"] == code and refused["error"]["message"].endswith(".")
    assert (first["receipt"], last["receipt"]) == ("N-1-000002", "N-1-000003")


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        ({"lines": []}, "basket_empty", None),
        ({"lines": [{"code": "NOPE"}]}, "unknown_code", 1),
        ({"lines": [{"code": "SOCK"}, {"code": "4006381333932"}]}, "bad_check_digit", 2),
        ({"lines": [{"code": LONG}]}, "too_long", 1),
        ({"lines": [{"code": "SOCK", "qty": "-1"}]}, "bad_quantity", 1),
        ({"lines": [{"code": "SOCK", "qty": 1}]}, "bad_quantity", 1),
        ({"lines": [{"code": "SOCK", "qty": "0.5"}]}, "whole_pieces_only", 1),
        ({"lines": [{"code": "SOCK", "unit_price": "-1.00"}]}, "negative_amount", 1),
        ({"lines": [{"code": "SOCK", "unit_price": "1e3"}]}, "bad_amount", 1),
        ({"lines": [{"code": "WRAP"}]}, "price_needed", 1),
        ({"lines": [{"code": "SOCK", "colour": "red"}]}, "unknown_field", 1),
        ({"lines": [{"code": "SOCK", "discount": {"percent": "101"}}]}, "percent_too_large", 1),
        ({"lines": [{"return_of": {"receipt": "N-1-999999", "line": 1}}]}, "unknown_receipt", 1),
        ({"lines": [{"return_of": {"receipt": "N-1-000001", "line": 9}}]}, "unknown_sale_line", 1),
        ({"lines": [{"return_of": {"receipt": "N-1-000001", "line": 1}, "qty": "3"}]}, "already_returned", 1),
        ({"lines": [{"code": "SOCK", "reason": "card 4111 1111 1111 1111"}]}, "payment_card", 1),
        ({"tenders": cash("18.99")}, "under_paid", None),
        ({"tenders": []}, "under_paid", None),
        ({"tenders": [{"type": "card", "amount": "20.00"}]}, "over_paid", None),
        ({"tenders": [{"type": "shells", "amount": "19.00"}]}, "unknown_tender", None),
        ({"tenders": cash("-19.00")}, "tender_sign", None),
        ({"tenders": [{"type": "cash", "amount": 19}]}, "bad_amount", None),
        ({"id": "7"}, "bad_id", None),
        ({"id": None}, "bad_id", None),
        ({"at": "2026-02-30T10:00:00Z"}, "bad_time", None),
        ({"at": "2026-02-20T10:00:00"}, "time_without_zone", None),
        ({"customer": "C-404"}, "unknown_customer", None),
        ({"staff": "nobody"}, "unknown_staff", None),
    ],
)
def test_a_basket_that_cannot_be_sold_leaves_no_trace(
    shop_home: Path, change: dict[str, Any], code: str, line: int | None
) -> None:
    before = entries(shop_home)

    ran = till_program(shop_home, "sell", stdin=basket_line(2, **change))

    assert ran.code == 1 and ran.err == ""
    error = ran.document["error"]
    assert (error["code"], error.get("line")) == (code, line)
    assert error["message"].startswith(f"Line {line}: " if line else "") and error["message"].endswith(".")
    assert "4111" not in ran.out
    assert entries(shop_home) == before


def test_the_same_basket_again_is_the_same_sale_and_with_other_content_none(shop_home: Path) -> None:
    before = entries(shop_home)

    again = till_program(shop_home, "sell", stdin=basket_line(1))
    other = till_program(shop_home, "sell", stdin=basket_line(1, tenders=cash("19.00")))

    assert again.code == 0 and again.document["receipt"] == "N-1-000001"
    assert other.code == 1 and other.document == {"id": basket_id(1), "error": other.document["error"]}
    assert other.document["error"]["code"] == "id_reused"
    assert entries(shop_home) == before


def test_pricing_writes_nothing_whatever_it_is_asked(shop_home: Path) -> None:
    before = entries(shop_home)
    lines = [
        basket_line(2),
        "junk\n",
        basket_line(3, lines=[{"code": "NOPE"}]),
        json.dumps({"lines": [{"code": "TENT"}]}),
    ]

    ran = till_program(shop_home, "price", stdin="".join(lines))

    assert ran.code == 1
    assert [answer.get("total") or answer["error"]["code"] for answer in ran.lines] == [
        "19.00",
        "bad_json",
        "unknown_code",
        "249.00",
    ]
    assert entries(shop_home) == before


def test_no_input_is_no_sale(shop_home: Path) -> None:
    ran = till_program(shop_home, "sell", stdin="\n \n\t\n")

    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_a_refused_basket_takes_no_receipt_number(shop_home: Path) -> None:
    stdin = "".join((basket_line(2, tenders=[]), basket_line(3, lines=[{"code": "X"}]), basket_line(4)))

    ran = till_program(shop_home, "sell", stdin=stdin)

    assert [answer.get("receipt") for answer in ran.lines] == [None, None, "N-1-000002"]
    assert till_program(shop_home, "verify").code == 0
