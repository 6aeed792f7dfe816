import pytest
from barcode.charsets import code128 as known
from barcode.codex import Code128
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.code128 import code128_modules, code128_runs
from pos.domain.failures import Refused

PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=40)
MOSTLY_DIGITS = st.from_regex(r"[A-Z]{0,3}[0-9]{0,12}-?[0-9]{0,9}[A-Z]?", fullmatch=True).filter(bool)


def bits(widths):
    return "".join(("1" if place % 2 == 0 else "0") * width for place, width in enumerate(widths))


def read(widths):
    """A reader of Code 128 subsets B and C over the table of the python-barcode library."""
    drawn = bits(widths)
    assert drawn.endswith(known.STOP + "11")
    symbols = [known.CODES.index(drawn[n : n + 11]) for n in range(0, len(drawn) - 13, 11)]
    *values, check = symbols
    assert check == (values[0] + sum(n * value for n, value in enumerate(values))) % 103
    subset, text = {104: "B", 105: "C"}[values[0]], ""
    for value in values[1:]:
        if value in (99, 100) and not (subset == "C" and value == 99):
            subset = "C" if value == 99 else "B"
        else:
            text += f"{value:02d}" if subset == "C" else chr(value + 32)
    return text


@given(PRINTABLE | MOSTLY_DIGITS)
def test_bars_read_back_as_what_was_written(text):
    assert read(code128_modules(text)) == text


@pytest.mark.parametrize("text", ["TRN-2-004117-K7Q2M9", "TP1234-1", "Hello"])
def test_bars_need_no_more_room_than_those_of_another_encoder(text):
    other = Code128(text).build()[0]

    ours = bits(code128_modules(text))

    assert len(ours) <= len(other)


def test_text_without_digit_pairs_has_the_very_bars_of_another_encoder():
    assert bits(code128_modules("HARBOUR ROW")) == Code128("HARBOUR ROW").build()[0]


def test_digits_go_in_pairs_where_that_saves_room():
    assert code128_runs("TRN-2-004117-K7Q2M9") == (("B", "TRN-2-"), ("C", "004117"), ("B", "-K7Q2M9"))
    assert code128_runs("1234") == (("C", "1234"),)
    assert code128_runs("A12345B") == (("B", "A12345B"),)


@pytest.mark.parametrize("text", ["", "Zürich", "a\nb", "\x7f"])
def test_what_bars_cannot_say_is_refused(text):
    with pytest.raises(Refused, match="code_not_printable"):
        code128_modules(text)
