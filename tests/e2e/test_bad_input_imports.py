"""Files that cannot be imported: one sentence or a list of rows with reasons, exit code 1, nothing changed."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.shop import entries, one_sentence
from tests.till_program import till_program

WriteFile = Callable[..., Path]
KINDS = ("products", "prices", "customers", "staff", "stock", "promotions", "taxes", "programme")
HEADER = "sku,name,price,tax,barcodes\n"


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_file_is_said_to_be_empty(shop_home: Path, a_file: WriteFile, kind: str) -> None:
    before = entries(shop_home)

    ran = till_program(shop_home, "import", kind, a_file(""))

    assert one_sentence(ran) == "The file is empty. Check the export it comes from."
    assert entries(shop_home) == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_bytes_is_no_text(shop_home: Path, a_file: WriteFile, kind: str) -> None:
    before = entries(shop_home)

    ran = till_program(shop_home, "import", kind, a_file(bytes(range(256)) * 400))

    assert "text" in one_sentence(ran)
    assert entries(shop_home) == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            f"{HEADER}A,N\N{LATIN SMALL LETTER A WITH DIAERESIS}gel,1.00,,\n".encode("latin-1"),
            "Line 2: The file is not",
        ),
        (f"{HEADER}A,{'x' * 10_000_000},1.00,,\n", "Line 2: A row is longer than"),
        ("sku,name,price,colour\nA,b,1.00,red\n", "There is no column colour."),
        ("sku,name\nA,b\n", "The column price is missing."),
        ('sku,name,price\nA,"b,1.00\n', "A quote is not closed"),
        ("hello world\n", "The first line does not name columns we know."),
    ],
    ids=["wrong encoding", "10 MB row", "unknown column", "missing column", "open quote", "no header"],
)
def test_a_file_that_cannot_be_trusted_is_refused_whole(
    shop_home: Path, a_file: WriteFile, content: str | bytes, says: str
) -> None:
    before = entries(shop_home)

    ran = till_program(shop_home, "import", "products", a_file(content), "--keep-good")

    assert says in one_sentence(ran)
    assert entries(shop_home) == before


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("A,b,-1.00,,", "price", "A price cannot be below zero."),
        ("A,b,cheap,,", "price", "This is not a price."),
        ("A,b,1.00,exotic,", "tax", "The tax file has no such category."),
        ("A,b,1.00,,4006381333931", "barcodes", "Another product in this till has this barcode."),
        ("B,b,1.00,,12345678|1\nA,b,1.00,,1", "barcodes", "Another SKU in the file has this barcode."),
        ("B,b,1.00,,\nB,c,1.00,,", "sku", "This SKU stands in the file before."),
        (",b,1.00,,", "sku", "This field needs a value."),
        ("A,4111 1111 1111 1111,1.00,,", "name", "This looks like a payment card number."),
    ],
    ids=["negative", "words", "tax", "taken barcode", "barcode twice", "sku twice", "no sku", "payment card"],
)
def test_a_bad_row_is_listed_with_its_line_and_reason(
    shop_home: Path, a_file: WriteFile, row: str, column: str, reason: str
) -> None:
    before = entries(shop_home)
    file = a_file(f"{HEADER}{row}\n")

    ran = till_program(shop_home, "import", "products", file)

    line = 1 + len(row.splitlines())
    assert ran.code == 1 and ran.out == "" and "Traceback" not in ran.err
    assert f"Line {line}, {column}: {reason}" in ran.err
    with Path(f"{file}.errors.csv").open(encoding="utf-8", newline="") as source:
        listed = list(csv.DictReader(source))
    assert [(found["line"], found["column"]) for found in listed] == [(str(line), column)]
    assert listed[0]["reason"].startswith(reason)
    assert "4111" not in listed[0]["value"] + ran.err
    assert entries(shop_home) == before


@pytest.mark.parametrize(
    ("kind", "content", "says"),
    [
        ("prices", "sku,list,price\nNOPE,sale,1.00\n", "There is no product with this SKU here."),
        ("customers", "id,name,email\nC-1,Ann,nowhere\n", "This is not an e-mail address."),
        ("staff", "id,name,role,pin\nmaya,Maya,manager,12\n", "A PIN has 4 to 8 digits."),
        ("stock", "sku,location,on_hand\nSOCK,,-3\n", "This is not a counted quantity."),
    ],
)
def test_bad_rows_of_every_table_are_named(
    shop_home: Path, a_file: WriteFile, kind: str, content: str, says: str
) -> None:
    before = entries(shop_home)

    # Another member of staff is fine, so that the file as a whole could be taken.
    more = "sofia,Sofia,manager,4321\n" if kind == "staff" else ""
    ran = till_program(shop_home, "import", kind, a_file(content + more))

    assert ran.code == 1 and says in ran.err and "Line 2" in ran.err
    assert entries(shop_home) == before


@pytest.mark.parametrize(
    ("kind", "content", "says"),
    [
        ("taxes", '{"categories": {}}', "The tax file cannot be used."),
        ("taxes", '{"categories": {"standard": [{"name": "VAT", "percent": "NaN"}]}}', "NaN is not a percentage."),
        ("taxes", '{"categories": {"books": [{"name": "VAT", "percent": "7"}]}}', "Products use the tax category"),
        ("promotions", "{}", "The promotions file cannot be used."),
        (
            "promotions",
            '[{"id": "P-1", "name": "x", "give": {"percent": "101"}}]',
            "The promotions file cannot be used.",
        ),
        ("promotions", '[{"id": "P-1"', "This is not JSON."),
        ("programme", '{"points_per": "-1", "value": "0.01"}', "-1 is not an amount"),
    ],
)
def test_rules_with_a_fault_are_refused_whole(
    shop_home: Path, a_file: WriteFile, kind: str, content: str, says: str
) -> None:
    before = entries(shop_home)

    ran = till_program(shop_home, "import", kind, a_file(content, "rules.json"))

    assert says in one_sentence(ran)
    assert entries(shop_home) == before


def test_a_promotion_group_keeps_to_one_phase_also_across_files(shop_home: Path, a_file: WriteFile) -> None:
    first = '[{"id": "P-1", "name": "one", "combine": "best_of:G", "give": {"percent": "10"}}]'
    second = '[{"id": "P-2", "name": "two", "phase": "order", "combine": "best_of:G", "give": {"percent": "10"}}]'
    assert till_program(shop_home, "import", "promotions", a_file(first, "first.json")).code == 0
    before = entries(shop_home)

    ran = till_program(shop_home, "import", "promotions", a_file(second, "second.json"))

    assert "P-2" in one_sentence(ran)
    assert entries(shop_home) == before


@pytest.mark.parametrize("place", ["missing.csv", ".", "/dev/zero"])
def test_what_is_no_file_is_not_read(shop_home: Path, tmp_path: Path, place: str) -> None:
    ran = till_program(shop_home, "import", "products", tmp_path / place)

    assert str(tmp_path / place) in one_sentence(ran)


def test_only_stock_is_adjusted(shop_home: Path, a_file: WriteFile) -> None:
    ran = till_program(shop_home, "import", "prices", a_file("sku,list,price\n"), "--adjust")

    assert one_sentence(ran).startswith("Only stock is adjusted.")


def test_nobody_unknown_imports(shop_home: Path, a_file: WriteFile) -> None:
    ran = till_program(shop_home, "import", "products", a_file(HEADER), "--staff", "nobody")

    assert one_sentence(ran).startswith("There is no user nobody here.")


def test_an_error_is_a_document_for_those_who_ask_for_one(shop_home: Path, a_file: WriteFile) -> None:
    ran = till_program(shop_home, "import", "products", a_file(f"{HEADER}A,b,-1.00,,\n"), "--json")

    assert ran.code == 1 and ran.err == ""
    assert ran.document["error"]["code"] == "import_problems"
    assert [(x["line"], x["column"], x["code"]) for x in ran.document["problems"]] == [(2, "price", "negative_price")]
