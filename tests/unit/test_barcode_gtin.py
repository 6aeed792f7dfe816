"""One product, however its number is written: real GTINs, their lengths, UPC-E, and one digit misread."""

import csv
import os
from pathlib import Path

import pytest
from biip.upc import Upc
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.barcode import read_code
from pos.domain.barcode_gtin import check_digit, equivalents, expand_upc_e, gtin_key, has_good_check_digit

SAMPLE = Path(__file__).parents[3] / "shared" / "data" / "ean_products" / "off_products_sample.csv"
PAYLOADS = st.text("0123456789", min_size=11, max_size=11)


@pytest.fixture(scope="module")
def real_gtins() -> list[str]:
    if not SAMPLE.exists():
        assert "CI" not in os.environ, f"{SAMPLE} is missing"
        pytest.skip("the sample of real products is not beside this checkout")
    with SAMPLE.open(encoding="utf-8", newline="") as rows:
        return [row["gtin"] for row in csv.DictReader(rows)]


def test_every_real_product_code_is_a_gtin(real_gtins: list[str]) -> None:
    codes = [read_code(gtin) for gtin in real_gtins]

    assert len(codes) > 2_900
    assert {code.kind for code in codes} == {"gtin"}
    assert all(len(code.gtin) == 14 and has_good_check_digit(code.gtin) for code in codes)


def test_a_real_product_is_found_under_every_length_its_number_can_have(real_gtins: list[str]) -> None:
    for gtin in real_gtins:
        significant = gtin.lstrip("0")
        spellings = [significant.zfill(size) for size in (12, 13, 14) if len(significant) <= size]

        assert {gtin_key(spelling) for spelling in spellings} == {gtin_key(gtin)}
        assert all(set(spellings) <= set(equivalents(spelling)) for spelling in spellings)


def test_one_misread_digit_never_passes_for_a_real_product(real_gtins: list[str]) -> None:
    for n, gtin in enumerate(real_gtins):
        place = n % len(gtin)
        misread = gtin[:place] + str((int(gtin[place]) + 1 + n % 9) % 10) + gtin[place + 1 :]

        code = read_code(misread)

        assert code.kind == "text" or len(misread) == 8, misread
        assert code.bad_check_digit or len(misread) == 8, misread
        assert code.keys[0] == misread


@pytest.mark.parametrize(
    ("short", "whole"),
    [("04252614", "042100005264"), ("425261", "042100005264"), ("0425261", "042100005264")],
)
def test_a_upc_e_is_found_under_every_form_of_its_upc_a(short: str, whole: str) -> None:
    code = read_code(short)

    assert code.keys[0] == short
    assert set(code.keys) >= {short, whole, "0" + whole, "00" + whole}


@given(st.sampled_from("01"), st.text("0123456789", min_size=6, max_size=6))
def test_a_upc_e_expands_as_the_standard_says(system: str, body: str) -> None:
    expected = Upc.parse(system + body).as_upc_a()

    assert expand_upc_e(system + body) == expected
    assert expand_upc_e(system + body + expected[-1]) == expected
    assert expand_upc_e(system + body + str((int(expected[-1]) + 1) % 10)) == ""


@pytest.mark.parametrize("text", ["24252615", "04252615", "04252", "042526144", "2425261", "abcdef", "١٢٣٤٥٦"])
def test_what_is_no_upc_e_expands_to_nothing(text: str) -> None:
    assert expand_upc_e(text) == ""
    assert read_code(text).keys == (text,)


def test_a_carton_is_not_the_piece_inside_it() -> None:
    piece, carton = "4006381333931", "1400638133393"

    carton += check_digit(carton)

    assert has_good_check_digit(carton)
    assert not set(equivalents(carton)) & set(equivalents(piece))


@given(PAYLOADS)
def test_the_key_is_the_same_with_and_without_leading_zeros(payload: str) -> None:
    upc = payload + check_digit(payload)

    keys = {gtin_key(upc), gtin_key("0" + upc), gtin_key("00" + upc)}

    assert keys == {"00" + upc}


@given(st.text(max_size=20))
def test_a_key_is_its_own_key(text: str) -> None:
    assert gtin_key(gtin_key(text)) == gtin_key(text)
