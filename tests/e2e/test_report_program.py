"""`report` with its groupings and the report against loss, as people and scripts call it."""

from pathlib import Path

from tests.till_program import till_program


def test_sales_are_grouped_by_what_is_asked_for(shop_home: Path) -> None:
    by_hour = till_program(shop_home, "report", "sales", "--by", "hour", "--json").document
    by_person = till_program(shop_home, "report", "sales", "--by", "staff", "--json").document

    assert by_hour["total"] == by_person["total"]
    assert by_hour["rows"][0]["hour"].endswith(":00")
    assert by_person["rows"][0]["staff"] == "till"


def test_only_sales_are_grouped(shop_home: Path) -> None:
    ran = till_program(shop_home, "report", "tax", "--by", "hour")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("--by is for sales")


def test_loss_is_told_with_how_to_read_it(shop_home: Path) -> None:
    table = till_program(shop_home, "report", "loss")
    document = till_program(shop_home, "report", "loss", "--json").document

    assert table.code == 0
    assert "where to look, not why" in table.out
    assert document["notes"][0] == "Nobody stands out from the others."
    assert {row["what"] for row in document["rows"]} >= {"line_voids", "no_sales", "receipt_copies"}
