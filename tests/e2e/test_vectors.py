"""Worked results of other systems: each example from files that a shop could import, answered by the program itself.

`tests/data/vectors/<id>/` holds the taxes, products, promotions and baskets of an example of `vectors.json`, which has
the result; or the question about a tier or an availability. Two examples ask for more than one price: their baskets
choose the promotions that apply.
"""

import json
import os
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.till_program import ROOT, till_program

INPUTS = ROOT / "tests" / "data" / "vectors"
RESULTS = ROOT.parent / "shared" / "data" / "vectors.json"
Answer = dict[str, Any]


def total(answer: Answer) -> str:
    return str(answer["total"])


def tax(answer: Answer) -> str:
    return str(sum(Decimal(rate["tax"]) for rate in answer["tax"]))


def untaxed(answer: Answer) -> str:
    return str(Decimal(answer["total"]) - Decimal(tax(answer)))


def off(answer: Answer, promotion: str) -> list[float]:
    """What a promotion took off each line that it took something off, as the examples write amounts."""
    given = [given for line in answer["lines"] for given in line["discounts"] if given["by"] == promotion]
    return [float(Decimal(discount["amount"])) for discount in given]


# Each example by the names of its published result.
FOUND: dict[str, Callable[[Sequence[Answer]], dict[str, Any]]] = {
    "odoo-b3g1+10": lambda answers: {"total": total(answers[0])},
    "odoo-20pc-15tax": lambda answers: {
        "untaxed": untaxed(answers[0]), "tax": tax(answers[0]), "total": total(answers[0]),
    },
    "odoo-specific-only": lambda answers: {"total": total(answers[0])},
    "odoo-free-not-discounted": lambda answers: {"total": total(answers[0])},
    "odoo-two-tax-25pc": lambda answers: {"total": total(answers[0]), "untaxed": untaxed(answers[0])},
    "odoo-order-matters-1": lambda answers: {"after_10pc": total(answers[0]), "after_fixed": total(answers[1])},
    "odoo-order-matters-2": lambda answers: {
        "after_fixed": total(answers[0]), "after_10pc": total(answers[1]),
        "tax": tax(answers[1]), "untaxed": untaxed(answers[1]),
    },
    "medusa-across-fixed": lambda answers: {"adj": off(answers[0], "P-400")},
    "medusa-across-two": lambda answers: {"adj": [off(answers[0], "P-30"), off(answers[0], "P-50")]},
    "medusa-bxgx-cheapest": lambda answers: {"adj": off(answers[0], "P-22")},
    "ct-tax-line": lambda answers: {"gross": total(answers[0])},
    "ct-tax-unit": lambda answers: {"gross": total(answers[0])},
    "scayle-tax-sum": lambda answers: {"tax": tax(answers[0])},
    "scayle-tax-sum-document": lambda answers: {"round_of_sum": tax(answers[0])},
    "vtex-seq": lambda answers: {"total": total(answers[0])},
}  # fmt: skip

# The field of the answer that is the published result, by the question's kind.
EXPLAINED: dict[str, Callable[[Answer], dict[str, Any]]] = {
    "tier": lambda answer: {"tier": answer["tier"]},
    "availability": lambda answer: {"atp": int(answer["available"])},
}


def published(example: str) -> dict[str, Any]:
    if not RESULTS.exists() and not os.environ.get("CI"):
        pytest.skip("../shared/data/vectors.json is not here")
    results = {vector["id"]: vector["expected"] for vector in json.loads(RESULTS.read_text(encoding="utf-8"))}
    return dict(results[example.removesuffix("-document")])


def priced(home: Path, example: str) -> list[Answer]:
    """The answers to the baskets of an example, in a till that imported its files."""
    folder = INPUTS / example
    for kind, name in (("taxes", "taxes.json"), ("products", "products.csv"), ("promotions", "promotions.json")):
        imported = till_program(home, "import", kind, folder / name)
        assert imported.code == 0, imported
    ran = till_program(home, "price", stdin=(folder / "baskets.ndjson").read_bytes())
    assert ran.code == 0, ran
    return ran.lines


@pytest.mark.parametrize("example", FOUND)
def test_a_published_example_comes_out_to_the_cent(till_home: Path, example: str) -> None:
    expected = published(example)

    found = FOUND[example](priced(till_home, example))

    assert found == {name: expected[name] for name in found}


@pytest.mark.parametrize("question", sorted(INPUTS.glob("*/tier.json")) + sorted(INPUTS.glob("*/availability.json")))
def test_a_published_tier_or_availability_is_explained(tmp_path: Path, question: Path) -> None:
    expected = published(question.parent.name)

    explained = till_program(tmp_path / "no-till", "explain", question.stem, question, "--json")

    assert explained.code == 0, explained
    assert EXPLAINED[question.stem](explained.document) == expected


def test_every_example_of_these_kinds_is_tried() -> None:
    published("vtex-seq")
    kinds = ("odoo-", "medusa-", "ct-", "scayle-", "vtex-", "hotwax-", "erpnext-")
    wanted = {one["id"] for one in json.loads(RESULTS.read_text(encoding="utf-8")) if one["id"].startswith(kinds)}
    asked = {question.parent.name for question in INPUTS.glob("*/*.json") if question.stem in EXPLAINED}

    assert {folder.name for folder in INPUTS.iterdir()} == set(FOUND) | asked
    assert wanted <= set(FOUND) | asked
