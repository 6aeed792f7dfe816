"""Every kind of code a scanner may send, and everything that is none."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.barcode import MAX_BYTES, MAX_DISPLAY, display_code, read_code
from pos.domain.barcode_price import PrintedPrice
from pos.domain.failures import Refused

FNC1 = "\x1d"
EAN = "4006381333931"
TODAY = date(2026, 11, 21)


def outcome_of(raw: str) -> str:
    """The kind of code, or why it was refused; anything else a test must not meet."""
    try:
        return read_code(raw, today=TODAY).kind
    except Refused as refused:
        return refused.code


@pytest.mark.parametrize("raw", ["SOCK-R", "tent 2", "袜子", "ABC-123/4", "<b>1</b>", "'; drop table product --", "7"])
def test_a_text_is_a_code_as_it_stands(raw: str) -> None:
    code = read_code(raw)

    assert (code.kind, code.text, code.keys, code.bad_check_digit) == ("text", raw, (raw,), False)


@pytest.mark.parametrize(
    "raw", [EAN, f"]E0{EAN}", f" {EAN}\r\n", f"\t{EAN} ", f"]C0{EAN}", f"]E3{EAN}12", f"]I10{EAN}"]
)
def test_the_wrapping_of_a_scanner_changes_nothing(raw: str) -> None:
    code = read_code(raw)

    assert (code.kind, code.gtin) == ("gtin", "0" + EAN)


def test_a_wrong_check_digit_leaves_the_decision_to_the_caller() -> None:
    code = read_code("4006381333932")

    assert (code.kind, code.keys, code.bad_check_digit) == ("text", ("4006381333932",), True)


@pytest.mark.parametrize("raw", ["1234567", "123456789", "1234567890", "12345678901", "400638133393199"])
def test_digits_of_another_length_are_a_text(raw: str) -> None:
    code = read_code(raw)

    assert (code.kind, code.keys[0], code.bad_check_digit) == ("text", raw, False)


def test_an_element_string_tells_the_piece_in_hand() -> None:
    code = read_code(f"]C101{'0' + EAN}1727013110LOT/7{FNC1}21S-99{FNC1}3103001250{FNC1}3922350", today=TODAY)

    elements = code.elements
    assert elements is not None
    assert (code.kind, code.gtin, elements.gtin) == ("elements", "0" + EAN, "0" + EAN)
    assert (elements.lot, elements.expiry, elements.serial) == ("LOT/7", date(2027, 1, 31), "S-99")
    assert elements.weight_milli == 1_250
    assert elements.price == PrintedPrice(350, 2)
    assert EAN in code.keys


@pytest.mark.parametrize(
    "raw",
    [
        f"]d201{'0' + EAN}10A",
        f"]Q301{'0' + EAN}10A",
        f"]e001{'0' + EAN}10A",
        f"{FNC1}01{'0' + EAN}10A",
        f"01{'0' + EAN}10A",
        f"01{'0' + EAN}10A{FNC1}",
        f"https://id.gs1.org/01/{EAN}/10/A",
        f"HTTPS://shop.example/products/01/0{EAN}/10/A?utm=x#top",
        f"]Q1http://shop.example/01/{EAN}?10=A",
    ],
)
def test_every_carrier_of_an_element_string_is_read_alike(raw: str) -> None:
    code = read_code(raw, today=TODAY)

    assert code.elements is not None
    assert (code.gtin, code.elements.lot) == ("0" + EAN, "A")


def test_a_databar_without_its_prefix_is_its_gtin() -> None:
    assert read_code(f"010{EAN}").gtin == "0" + EAN


@pytest.mark.parametrize(
    "raw",
    [
        "]C1",
        "]C1hello",
        f"]C101{'0' + EAN}17271331",
        f"]C101{'0' + EAN}17270230",
        f"]C101{'0' + EAN}172701",
        "]C10104006381333932",
        f"]C101{'0' + EAN}10{'A' * 25}",
        f"]C101{'0' + EAN}10A{FNC1}10B",
        f"]C101{'0' + EAN}21é",
        f"]d201{'0' + EAN}3103١٢٣٤٥٦",
        f"abc{FNC1}def",
        f"https://id.gs1.org/01/{EAN[:-1]}2",
        f"https://id.gs1.org/01/{EAN}/10",
        f"https://[/01/{EAN}",
    ],
)
def test_a_broken_element_string_is_refused_whole(raw: str) -> None:
    with pytest.raises(Refused) as refused:
        read_code(raw, today=TODAY)

    assert refused.value.code in {"malformed_code", "bad_code"}
    assert refused.value.facts["raw"]


def test_an_expired_lot_is_refused_from_the_day_after() -> None:
    raw = f"01{'0' + EAN}17261121" + "10L1"

    on_the_day = read_code(raw, today=date(2026, 11, 21))
    with pytest.raises(Refused) as refused:
        read_code(raw, today=date(2026, 11, 22))

    assert on_the_day.elements is not None
    assert refused.value.code == "lot_expired"
    assert refused.value.facts == {"lot": "L1", "expiry": "2026-11-21", "gtin": "0" + EAN}


def test_an_expired_lot_can_still_be_counted() -> None:
    code = read_code(f"01{'0' + EAN}17200101")

    assert code.elements is not None
    assert code.elements.expiry == date(2020, 1, 1)


@pytest.mark.parametrize(
    ("digits", "today", "expiry"),
    [
        ("270200", TODAY, date(2027, 2, 28)),
        ("280200", TODAY, date(2028, 2, 29)),
        ("760101", TODAY, date(2076, 1, 1)),
        ("010101", date(2099, 12, 1), date(2101, 1, 1)),
    ],
)
def test_a_date_of_six_digits_is_the_nearest_such_day(digits: str, today: date, expiry: date) -> None:
    code = read_code(f"01{'0' + EAN}17{digits}", today=today)

    assert code.elements is not None
    assert code.elements.expiry == expiry


def test_a_year_more_than_fifty_ahead_is_one_of_the_last_century() -> None:
    with pytest.raises(Refused) as refused:
        read_code(f"01{'0' + EAN}17770101", today=TODAY)

    assert refused.value.facts["expiry"] == "1977-01-01"


def test_a_long_number_that_only_begins_like_an_element_string_is_a_text() -> None:
    code = read_code(f"01{'0' + EAN}5550123")

    assert (code.kind, code.bad_check_digit) == ("text", False)


@pytest.mark.parametrize("raw", ["https://example.com/", "http://example.com/01/about", "mailto:a@b.example"])
def test_any_other_address_is_a_text(raw: str) -> None:
    assert read_code(raw).kind == "text"


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "   ",
        "\r\n",
        "a\x00b",
        "a\nb",
        "a\x1bb",
        "\x7f",
        "a\u202eb",
        "a\u200bb",
        "\ud800",
        "]E0",
        "x" * (MAX_BYTES + 1),
        "é" * (MAX_BYTES // 2 + 1),
    ],
)
def test_junk_is_refused_and_can_be_shown(raw: str) -> None:
    with pytest.raises(Refused) as refused:
        read_code(raw)

    shown = refused.value.facts["raw"]
    assert refused.value.code == "bad_code"
    assert isinstance(shown, str)
    assert shown == display_code(raw)


def test_the_longest_code_is_still_read() -> None:
    assert read_code("x" * MAX_BYTES).text == "x" * MAX_BYTES


def test_a_code_on_a_label_is_short_and_no_markup() -> None:
    assert display_code("<script>\nalert(1)") == "‹script>·alert(1)"
    assert display_code("7" * 300) == "7" * (MAX_DISPLAY - 1) + "…"
    assert display_code(f"01{FNC1}\u202e\ud800") == "01···"


@given(st.text(st.characters(), max_size=60))
def test_any_text_is_read_or_refused(raw: str) -> None:
    shown = display_code(raw)
    outcome = outcome_of(raw)

    assert outcome in {"text", "gtin", "elements", "bad_code", "malformed_code", "lot_expired"}
    assert len(shown) <= MAX_DISPLAY
    assert shown.replace(" ", "").isprintable()


@given(st.text("0123456789ABC]\x1d/", max_size=60).map(lambda rest: f"]C101{'0' + EAN}{rest}"))
def test_any_element_string_is_read_or_refused_whole(raw: str) -> None:
    outcome = outcome_of(raw)

    assert outcome in {"elements", "malformed_code", "lot_expired"}


def test_reading_a_plain_code_loads_no_library_of_element_strings() -> None:
    program = (
        "import sys; from pos.domain.barcode import read_code; read_code('4006381333931'); print('biip' in sys.modules)"
    )

    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)

    assert answer.stdout.strip() == "False"
