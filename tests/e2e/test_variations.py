"""Promotions, taxes, tiers and availability worked by hand from the rules of the shop, answered by the program itself.

`tests/data/variations/<name>/` holds the files that a shop imports and its baskets, or the questions about a tier or an
availability. `expected.json` has the arithmetic in words and, for each basket or question, what the answer must say: a
field that is not named there may be anything, a list that is named is complete.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.till_program import ROOT, till_program

FOLDERS = sorted((ROOT / "tests" / "data" / "variations").iterdir())
ASKED = [
    question for folder in FOLDERS for question in folder.glob("*.json") if question.stem in ("tier", "availability")
]
PRICED = [folder for folder in FOLDERS if (folder / "baskets.ndjson").exists()]
FILES = (
    ("taxes", "taxes.json"),
    ("products", "products.csv"),
    ("prices", "prices.csv"),
    ("promotions", "promotions.json"),
)


def worked(folder: Path) -> list[dict[str, Any]]:
    """What was worked out by hand, an answer for each basket or question."""
    return list(json.loads((folder / "expected.json").read_text(encoding="utf-8"))["answers"])


def named(found: object, expected: object) -> object:
    """Of what was answered the part that the expected answer names, to be compared with it."""
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        return {name: named(found.get(name), value) for name, value in expected.items()}
    if isinstance(expected, list) and isinstance(found, list) and len(found) == len(expected):
        return [named(one, value) for one, value in zip(found, expected, strict=True)]
    return found


@pytest.mark.parametrize("folder", PRICED, ids=lambda folder: folder.name)
def test_a_basket_costs_what_was_worked_out_by_hand(till_home: Path, folder: Path) -> None:
    expected = worked(folder)

    imported = [
        till_program(till_home, "import", kind, folder / name) for kind, name in FILES if (folder / name).exists()
    ]
    ran = till_program(till_home, "price", stdin=(folder / "baskets.ndjson").read_bytes())

    assert [one.code for one in imported] == [0] * len(imported), imported
    assert ran.code == 0, ran
    assert named(ran.lines, expected) == expected


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.parent.name)
def test_a_tier_or_availability_is_what_was_worked_out_by_hand(tmp_path: Path, question: Path) -> None:
    expected = worked(question.parent)

    explained = till_program(tmp_path / "no-till", "explain", question.stem, question, "--json")

    assert explained.code == 0, explained
    assert named(explained.document["answers"], expected) == expected


def test_a_difference_in_what_is_named_is_seen() -> None:
    expected = [{"total": "1.00", "lines": [{"total": "1.00"}]}]

    assert named([{"total": "1.00", "lines": [{"total": "1.00", "sku": "A"}], "at": ""}], expected) == expected
    assert named([{"total": "1.00", "lines": []}], expected) != expected
    assert named([{"total": "1.00"}], expected) != expected
