"""What holds for every import file: encodings, separators, headers, quotes, line numbers and limits."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain.failures import Refused
from pos.domain.imports.customers import read_customers
from pos.domain.imports.lines import MAX_ROW
from pos.domain.imports.prices import read_prices
from pos.domain.imports.products import iter_products, read_products
from pos.domain.imports.programme import read_programme
from pos.domain.imports.reasons import REASONS, errors_csv
from pos.domain.imports.row import Problem
from pos.domain.imports.staff import read_staff
from pos.domain.imports.stock import read_stock, read_stock_changes
from pos.domain.imports.table import Read
from pos.domain.sentences import sentence

SOCK = "sku,name,price\nSOCK-R,Merino sock red,18.00\n"


def refusal(data: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        read_products(data, "EUR")
    return caught.value


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\r\n  \n"])
def test_a_file_without_a_word_is_refused(data: bytes) -> None:
    refused = refusal(data)

    assert refused.code == "import_empty"


def test_a_header_alone_brings_no_rows() -> None:
    read = read_products(b"sku,name,price\n", "EUR")

    assert read.rows == () and read.problems == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_in_the_encodings_that_spreadsheets_write(encoding: str) -> None:
    data = "sku,name,price\nM-1,Größe 袜子,18.00\n".encode(encoding)

    read = read_products(data, "EUR")

    assert [row.value.product.name for row in read.rows] == ["Größe 袜子"]


def test_bytes_that_are_not_utf_8_are_refused_with_their_line() -> None:
    refused = refusal("sku,name,price\nA,Sock,1.00\nB,Größe,1.00\n".encode("latin-1"))

    assert (refused.code, refused.facts["line"]) == ("import_not_utf8", 3)


def test_half_a_character_at_the_end_of_a_utf_16_file_is_refused() -> None:
    refused = refusal(SOCK.encode("utf-16")[:-1])

    assert refused.code == "import_not_utf8"


def test_a_file_with_nul_bytes_is_no_text() -> None:
    refused = refusal(b"sku,name,price\nA,So\0ck,1.00\n")

    assert (refused.code, refused.facts["line"]) == ("import_not_text", 2)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_by_the_header(separator: str, end: str) -> None:
    data = SOCK.replace(",", separator).replace("\n", end).encode()

    read = read_products(data, "EUR")

    assert [(row.line, row.value.product.sku, row.value.product.price_minor) for row in read.rows] == [
        (2, "SOCK-R", 1800)
    ]


def test_columns_stand_in_any_order_and_a_spreadsheet_may_add_empty_ones() -> None:
    read = read_products(b"PRICE, Name ,sku,,\n18.00,Sock,A,,\n", "EUR")

    assert [row.value.product.sku for row in read.rows] == ["A"]


@pytest.mark.parametrize(
    ("header", "code", "column"),
    [
        ("sku,nam,price", "import_unknown_column", "nam"),
        ("sku,name", "import_missing_column", "price"),
        ("sku,name,price,sku", "import_duplicate_column", "sku"),
        ("sku,,name,price", "import_unknown_column", "(without a name)"),
    ],
)
def test_a_header_with_another_column_is_refused_and_names_it(header: str, code: str, column: str) -> None:
    refused = refusal(f"{header}\nA,B,1.00\n".encode())

    assert (refused.code, refused.facts["column"]) == (code, column)


@pytest.mark.parametrize("data", [b'[{"sku": "A"}]', b"PK\x03\x04 archive", b"A,Sock,1.00\n"])
def test_a_file_without_a_header_is_refused(data: bytes) -> None:
    refused = refusal(data)

    assert refused.code == "import_no_header"


@pytest.mark.parametrize(
    ("rows", "line"),
    [('A,"Sock,1.00\nB,Shoe,2.00\n', 2), ('A,Sock,1.00\nB,"Shoe"s,2.00\n', 3), ('A,"Two\nlines,1.00', 2)],
)
def test_a_wrong_quote_is_refused_with_the_line_where_its_row_begins(rows: str, line: int) -> None:
    refused = refusal(f"sku,name,price\n{rows}".encode())

    assert (refused.code, refused.facts["line"]) == ("import_quotes", line)


def test_a_line_of_ten_megabytes_is_refused() -> None:
    refused = refusal(b"sku,name,price\nA," + b"x" * 10_000_000 + b",1.00\n")

    assert (refused.code, refused.facts) == ("import_row_too_long", {"line": 2, "limit": MAX_ROW})


def test_a_quote_that_swallows_the_rest_of_a_long_file_is_refused_where_it_opens() -> None:
    refused = refusal(b'sku,name,price\nA,Sock,1.00\nB,"Sock,1.00\n' + b"C,Sock,1.00\n" * 20_000)

    assert (refused.code, refused.facts["line"]) == ("import_row_too_long", 3)


def test_a_quoted_field_with_line_breaks_keeps_the_line_numbers_right() -> None:
    data = b'id,name,note\r\nC-1,Ada,"one\r\ntwo\r\nthree"\r\n\r\nC-2,,\r\nC-3,Eve,\r\n'

    read = read_customers(data, "GB")

    assert [row.line for row in read.rows] == [2, 7]
    assert read.rows[0].value.note == "one\r\ntwo\r\nthree"
    assert read.problems == (Problem(6, "name", "missing", ""),)


@pytest.mark.parametrize(("row", "code"), [("A,Sock", "row_short"), ("A,Sock,1.00,surplus", "row_long")])
def test_a_row_that_does_not_fit_the_header_is_set_aside_alone(row: str, code: str) -> None:
    read = read_products(f"sku,name,price\n{row}\nB,Shoe,2.00\n".encode(), "EUR")

    assert [(problem.line, problem.code) for problem in read.problems] == [(2, code)]
    assert [row.value.product.sku for row in read.rows] == ["B"]


def test_reading_row_by_row_leaves_the_file_open() -> None:
    file = BytesIO(SOCK.encode())

    entries = list(iter_products(file, "EUR"))

    assert len(entries) == 1 and not file.closed


def test_the_error_file_says_each_reason_in_words() -> None:
    read = read_products(b'sku,name,price\nA,"Sock, red",dear\n', "EUR")

    text = errors_csv(read.problems)

    assert text == (
        'line,column,reason,value\r\n2,price,"This is not a price. '
        'Write it like 12.30, with a point and without a currency sign.",dear\r\n'
    )


def test_a_formula_in_a_value_stays_a_text_in_a_spreadsheet() -> None:
    text = errors_csv([Problem(2, "price", "bad_price", '=HYPERLINK("x")'), Problem(3, "price", "bad_price", "-1.00")])

    assert '"\'=HYPERLINK(""x"")"' in text and ",-1.00\r\n" in text


def test_a_value_is_shortened_and_its_control_characters_are_not_repeated() -> None:
    read = read_products(f'sku,name,price\nA,Sock,"{"9" * 70}x\x1b[2J"\n'.encode(), "EUR")

    (problem,) = read.problems
    assert len(problem.value) <= 60 and problem.value.endswith("…")


HEADERS = ["sku,name,price,barcodes,cost", "id,name,role,pin", "sku,list,price,from,until", "sku,location,on_hand"]
ROWS = st.lists(st.lists(st.text(max_size=12), max_size=6).map(",".join), max_size=8).map("\n".join)
READERS: list[Callable[[bytes], Read[Any]]] = [
    lambda data: read_products(data, "EUR"),
    lambda data: read_prices(data, "EUR"),
    lambda data: read_customers(data, "DE"),
    read_staff,
    read_stock,
    read_stock_changes,
]


def said(read: Callable[[bytes], Read[Any]], data: bytes) -> list[str]:
    """All sentences that a reader has for a file; anything but a refusal or a problem goes through."""
    try:
        return [REASONS[problem.code] for problem in read(data).problems]
    except Refused as refused:
        return [sentence(refused)]


@settings(deadline=None)  # other checks run beside this one
@given(header=st.sampled_from(HEADERS), rows=ROWS)
def test_no_rows_of_text_bring_down_a_reader(header: str, rows: str) -> None:
    data = f"{header}\n{rows}".encode("utf-8", "surrogatepass")

    sentences = [text for read in READERS for text in said(read, data)]

    assert all(text.endswith(".") for text in sentences)


@settings(deadline=None)  # other checks run beside this one
@given(st.binary(max_size=200) | st.binary(max_size=60).map(lambda tail: b"sku,name,price\n" + tail))
def test_no_bytes_bring_down_a_reader(data: bytes) -> None:
    sentences = [text for read in READERS for text in said(read, data)]

    assert all(text.endswith(".") for text in sentences)


@settings(deadline=None)  # other checks run beside this one
@given(st.binary(max_size=100))
def test_no_bytes_are_a_programme_by_accident(data: bytes) -> None:
    with pytest.raises(Refused) as caught:
        read_programme(data, "EUR")

    assert sentence(caught.value).endswith(".")
