"""Labels of the scale: which digits are the item, the price, the weight, and when a label is not believed."""

import pytest
from biip.checksums import gs1_price_weight_check_digit
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.barcode import read_code
from pos.domain.barcode_gtin import check_digit
from pos.domain.barcode_pattern import inner_check_digit, parse_pattern, try_pattern
from pos.domain.barcode_price import PrintedPrice
from pos.domain.failures import Refused

PRICE = parse_pattern("28IIIIIPPPPPC")
WEIGHT = parse_pattern("29IIIIIWWWWWC")


def a_label(payload: str) -> str:
    return payload + check_digit(payload)


def test_a_price_label_is_charged_exactly_as_printed() -> None:
    code = read_code(a_label("281234501234"), [WEIGHT, PRICE])

    assert code.kind == "embedded"
    assert code.embedded is not None
    assert code.embedded.item == "12345"
    assert code.embedded.price is not None
    assert code.embedded.price.minor("EUR") == 12_34
    assert code.embedded.weight_milli is None


def test_a_weight_label_weighs_in_grams() -> None:
    read = try_pattern(WEIGHT, a_label("290004201250"))

    assert read is not None
    assert (read.item, read.weight_milli, read.price) == ("00042", 1_250, None)


def test_a_known_product_with_the_whole_code_comes_before_the_item_in_it() -> None:
    label = a_label("281234501234")

    code = read_code(label, [PRICE])

    assert code.keys[0] == label
    assert code.embedded is not None
    assert set(code.embedded.item_keys) == {a_label("281234500000"), "0" + a_label("281234500000"), "2812345", "12345"}


def test_an_item_is_also_found_without_its_leading_zeros() -> None:
    read = try_pattern(WEIGHT, a_label("290004201250"))

    assert read is not None
    assert read.item_keys[-2:] == ("00042", "42")


def test_decimals_of_the_label_are_not_those_of_the_currency() -> None:
    whole_forints = try_pattern(parse_pattern("28IIIIIPPPPPC:0"), a_label("281234501234"))
    tens_of_grams = try_pattern(parse_pattern("29IIIIIWWWWWC:2"), a_label("290004200125"))

    assert whole_forints is not None and whole_forints.price is not None
    assert whole_forints.price.minor("HUF") == 1_234_00
    assert tens_of_grams is not None
    assert tens_of_grams.weight_milli == 1_250


def test_a_upc_label_reads_the_same_with_the_zero_a_scanner_puts_in_front() -> None:
    pattern = parse_pattern("2IIIIIVPPPPC")
    label = a_label("212345" + inner_check_digit("0350") + "0350")

    short, long = try_pattern(pattern, label), try_pattern(pattern, "0" + label)

    assert short is not None
    assert short == long
    assert short.price == PrintedPrice(350)


def test_a_label_with_one_misread_digit_is_not_read() -> None:
    label = a_label("281234501234")
    misread = [label[:n] + str((int(label[n]) + 1) % 10) + label[n + 1 :] for n in range(13)]

    codes = [read_code(text, [PRICE]) for text in misread]

    assert all(code.embedded is None and code.bad_check_digit for code in codes)


def test_a_wrong_inner_check_digit_is_not_believed() -> None:
    pattern = parse_pattern("2IIIIIVPPPPPC")
    wrong = str((int(inner_check_digit("01234")) + 1) % 10)

    code = read_code(a_label(f"212345{wrong}01234"), [pattern])

    assert (code.kind, code.embedded) == ("gtin", None)


def test_the_first_pattern_that_fits_reads_the_label() -> None:
    any_two = parse_pattern("2IIIIIIPPPPPC")

    code = read_code(a_label("291234501234"), [PRICE, WEIGHT, any_two])

    assert code.embedded is not None
    assert code.embedded.pattern == WEIGHT.text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "shape"),
        ("4006381333931", "shape"),
        ("28IIIIIPPPPP", "shape"),
        ("28IIIIIPPPPPC:9", "shape"),
        ("28iiiiipppppC", "shape"),
        ("28IIIIIPPPPPC ", "shape"),
        ("28IIIIIIIIIIC", "fields"),
        ("28PPPPPPPPPPC", "fields"),
        ("28IIIPPPWWWWC", "fields"),
        ("28IIIPPPPPIIC", "fields"),
        ("28IIIIPPPPC", "length"),
        ("28IIIIIIPPPPPC", "length"),
        ("02IIIIIPPPPC", "length"),
        ("2IIIIIVPPPPPPC", "length"),
        ("2IIIIVPPPPPPC", "inner_check_digit"),
        ("2IIIIIVVPPPPC", "inner_check_digit"),
    ],
)
def test_a_pattern_that_means_nothing_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_pattern(text)

    assert refused.value.code == "bad_pattern"
    assert refused.value.facts == {"value": text, "reason": reason}


@pytest.mark.parametrize(
    "code", ["", "abc", "4006381333931", "281234501234", "28123450123450", "２８１２３４５０１２３４５"]
)
def test_what_has_another_shape_is_not_read(code: str) -> None:
    assert try_pattern(PRICE, code) is None


@given(st.text("0123456789", min_size=4, max_size=5))
def test_the_inner_check_digit_is_the_one_of_the_standard(value: str) -> None:
    assert inner_check_digit(value) == str(gs1_price_weight_check_digit(value))


@given(st.integers(0, 99_999), st.integers(0, 99_999))
def test_whatever_a_scale_prints_is_read_back(item: int, price: int) -> None:
    read = try_pattern(PRICE, a_label(f"28{item:05d}{price:05d}"))

    assert read is not None
    assert read.price is not None
    assert (int(read.item), read.price.minor("EUR")) == (item, price)


def test_a_price_in_another_currency_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        PrintedPrice(1234, 2, "840").minor("EUR")

    assert (refused.value.code, refused.value.facts) == ("price_currency", {"printed": "USD"})


@pytest.mark.parametrize(
    ("price", "currency", "minor"),
    [
        (PrintedPrice(1234), "JPY", 1234),
        (PrintedPrice(1234, 2), "EUR", 1234),
        (PrintedPrice(1230, 3), "EUR", 123),
        (PrintedPrice(12, 0, "978"), "EUR", 1200),
        (PrintedPrice(1234, 3), "KWD", 1234),
    ],
)
def test_a_printed_price_becomes_minor_units_of_its_currency(price: PrintedPrice, currency: str, minor: int) -> None:
    assert price.minor(currency) == minor


@pytest.mark.parametrize(
    ("price", "currency", "code"),
    [
        (PrintedPrice(1234, 3), "EUR", "bad_amount"),
        (PrintedPrice(150, 2), "JPY", "bad_amount"),
        (PrintedPrice(10**15, 0), "EUR", "amount_too_large"),
        (PrintedPrice(1, 2, "000"), "EUR", "price_currency"),
    ],
)
def test_a_price_that_cannot_be_paid_exactly_is_refused(price: PrintedPrice, currency: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        price.minor(currency)

    assert refused.value.code == code
