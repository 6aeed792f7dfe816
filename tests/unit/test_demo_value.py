"""The gift cards and accounts of the demo can be used as they are written down for newcomers."""

import csv
import json
from pathlib import Path

from pos.domain.codes import check_gift_card_code, classify

FILES = Path(__file__).resolve().parents[2] / "resources" / "demo"
VALUE = json.loads((FILES / "value.json").read_text(encoding="utf-8"))


def test_the_cards_are_numbers_that_a_scanner_reads_and_the_guide_names_them() -> None:
    codes = [card["code"] for card in VALUE["gift_cards"]]
    guide = (FILES / "README.md").read_text(encoding="utf-8")

    assert [check_gift_card_code(code) for code in codes] == codes
    assert {classify(code) for code in codes} == {"gift_card"}
    assert all(f"`{card['code']}` with {card['amount']}" in guide for card in VALUE["gift_cards"])


def test_store_credit_and_limits_are_of_customers_that_there_are() -> None:
    with (FILES / "customers.csv").open(encoding="utf-8", newline="") as source:
        known = {row["id"] for row in csv.DictReader(source)}

    assert {*VALUE["store_credit"], *VALUE["account_limit"]} <= known
