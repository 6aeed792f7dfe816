import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.receipt_block import Barcode, Cut, Feed, Heading, Pair, Qr, Rule, Text, Total
from pos.domain.receipt_rows import columns_of, text_rows, wrap

WORDS = st.text(st.characters(codec="utf-8"), max_size=120)
AMOUNTS = st.integers(-(10**13), 10**13).map(lambda minor: f"{minor:,}")


@given(WORDS, AMOUNTS, st.sampled_from([24, 32, 42, 48]))
def test_an_amount_is_never_wrapped_and_no_row_is_too_wide(name, amount, columns):
    rows = text_rows([Pair(name, amount), Total(name, amount)], columns)

    assert sum(row.endswith(amount) for row in rows) >= 2
    assert max(columns_of(row) for row in rows) <= columns


@given(WORDS, st.integers(10, 60))
def test_wrapping_keeps_every_letter_in_order(text, room):
    rows = wrap(text, room)

    letters = [c for c in text if c.isprintable() and not c.isspace()]
    assert [c for row in rows for c in row if c in letters and not c.isspace()] == letters
    assert all(columns_of(row) <= room for row in rows)


@given(WORDS)
def test_no_control_character_reaches_the_paper(text):
    rows = text_rows([Heading(text), Text(text), Pair(text, text[:5]), Barcode("X", text)])

    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for row in rows for c in row)


def test_long_names_wrap_between_words_beside_their_amount():
    rows = text_rows([Pair("Windproof Fleece Glove with a long name", "28.00")], 30)

    assert rows == ("Windproof Fleece Glove   28.00", "with a long name")


def test_a_name_without_room_beside_its_amount_gets_rows_of_its_own():
    rows = text_rows([Pair("Grand total, ever", "1,284,907,311.00")], 24)

    assert rows == ("Grand total, ever", "        1,284,907,311.00")


def test_chinese_counts_two_columns_a_character():
    rows = text_rows([Pair("防水外套", "189.00")], 20)

    assert rows == ("防水外套      189.00",)
    assert columns_of(rows[0]) == 20


def test_chinese_breaks_between_characters_but_not_before_a_full_stop():
    rows = wrap("三十天内可退货。谢谢", 14)

    assert rows == ("三十天内可退", "货。谢谢")


def test_a_no_break_space_does_not_break():
    assert wrap("price 1\u00a0105,12", 10) == ("price", "1\u00a0105,12")


def test_a_mark_on_a_letter_takes_no_column():
    assert columns_of("e\u0301") == 1


def test_rules_fill_the_row_and_codes_show_only_their_caption():
    rows = text_rows([Rule(), Barcode("TRX", "TR X"), Qr("TRX"), Feed(2), Cut()], 8)

    assert rows == ("--------", "  TR X", "", "")


@pytest.mark.parametrize("text", ["", "   ", "\x1b\x00"])
def test_there_is_always_one_row(text):
    assert len(wrap(text, 10)) == 1
