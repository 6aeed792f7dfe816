"""Amounts in words: every currency and language reads right, and what is typed comes back as it was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.money import MAX_MINOR, exponent
from ui.money_text import amount_text, denomination_text, money_text, typed_minor

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("minor", "currency", "locale", "written"),
    [
        (1618_20, "GBP", "en_GB", "£1,618.20"),
        (-27_20, "GBP", "en_GB", "−£27.20"),
        (1105_12, "PLN", "pl", f"1{NBSP}105,12{NBSP}zł"),
        (1662_30, "CNY", "zh_Hans_CN", "¥1,662.30"),
        (1105_12, "EUR", "de", f"1.105,12{NBSP}€"),
        (150_000, "JPY", "en_GB", "JP¥150,000"),
        (123_45, "CHF", "en_GB", f"CHF{NBSP}123.45"),
        (12345678, "INR", "en_IN", "₹1,23,456.78"),
        (1_999, "KWD", "en_GB", f"KWD{NBSP}1.999"),
        (0, "GBP", "en_GB", "£0.00"),
    ],
)
def test_amounts_are_written_as_people_there_write_them(minor: int, currency: str, locale: str, written: str) -> None:
    assert money_text(minor, currency, locale) == written


@pytest.mark.parametrize(
    ("minor", "currency", "locale", "name"),
    [
        (50_00, "GBP", "en_GB", "£50"),
        (20, "GBP", "en_GB", "20p"),
        (50, "PLN", "pl", f"50{NBSP}gr"),
        (50, "CNY", "zh_Hans_CN", "¥0.50"),
        (1000, "JPY", "en_GB", "JP¥1,000"),
    ],
)
def test_notes_and_coins_go_by_their_names(minor: int, currency: str, locale: str, name: str) -> None:
    assert denomination_text(minor, currency, locale) == name


@given(st.integers(0, MAX_MINOR), st.sampled_from(["GBP", "PLN", "JPY", "CNY"]), st.sampled_from(["en_GB", "pl", "de"]))
def test_what_is_written_can_be_typed(minor: int, currency: str, locale: str) -> None:
    assert typed_minor(amount_text(minor, currency, locale), currency) == minor


@given(st.integers(-MAX_MINOR, MAX_MINOR), st.sampled_from(["GBP", "JPY", "KWD"]))
def test_an_amount_never_breaks_and_keeps_its_digits(minor: int, currency: str) -> None:
    written = money_text(minor, currency)

    digits = "".join(sign for sign in written if sign.isdigit())

    assert " " not in written and "-" not in written
    assert written.startswith("−") == (minor < 0)
    assert int(digits) == abs(minor)
    assert len(digits) > exponent(currency)


@pytest.mark.parametrize("text", ["", "abc", "-5", "1e3", "٣", "1" * 20, "."])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert typed_minor(text, "GBP") is None


@pytest.mark.parametrize(
    ("text", "minor"),
    [("150", 150_00), ("1,468.20", 1468_20), ("1.468,20", 1468_20), (".5", 50), ("1 105,12", 1105_12)],
)
def test_points_and_commas_are_taken_as_they_are_meant(text: str, minor: int) -> None:
    assert typed_minor(text, "GBP") == minor
