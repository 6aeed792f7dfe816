"""Recovery keys on paper: printed, copied by hand, typed with the mistakes people make."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.crockford import decode_crockford, encode_crockford
from pos.domain.failures import Refused

KEYS = st.binary(min_size=1, max_size=64)


@given(KEYS)
def test_bytes_come_back(key: bytes) -> None:
    assert decode_crockford(encode_crockford(key)) == key


@given(KEYS)
def test_case_blanks_and_lookalikes_are_forgiven(key: bytes) -> None:
    printed = encode_crockford(key)

    assert decode_crockford(printed.lower()) == key
    assert decode_crockford(f"  {printed.replace('-', ' ')}\n") == key
    assert decode_crockford(printed.replace("-", "").replace("0", "O").replace("1", "l")) == key
    assert decode_crockford(printed.replace("0", "o").replace("1", "I").replace("-", "–")) == key


@given(st.binary(min_size=32, max_size=32), st.data())
def test_one_wrong_symbol_is_found(key: bytes, data: st.DataObject) -> None:
    printed = encode_crockford(key).replace("-", "")
    place = data.draw(st.integers(0, len(printed) - 1))
    wrong = data.draw(st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ").filter(lambda it: it != printed[place]))

    with pytest.raises(Refused, match="mistyped"):
        decode_crockford(printed[:place] + wrong + printed[place + 1 :])


@given(st.binary(min_size=32, max_size=32), st.integers(0, 51))
def test_two_swapped_symbols_are_found(key: bytes, place: int) -> None:
    printed = encode_crockford(key).replace("-", "")
    swapped = printed[:place] + printed[place + 1] + printed[place] + printed[place + 2 :]

    if swapped == printed:
        assert decode_crockford(swapped) == key
    else:
        with pytest.raises(Refused, match="mistyped"):
            decode_crockford(swapped)


def test_a_recovery_key_is_printed_in_groups_of_four() -> None:
    groups = encode_crockford(bytes(32)).split("-")

    assert [len(group) for group in groups] == [4] * 13 + [1]


@pytest.mark.parametrize("text", ["", "-", "0", "00", "ABC", "U" * 10, "0" * 2000, "ÄÖ", "٠٠٠٠"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="mistyped"):
        decode_crockford(text)


@given(st.text(max_size=80))
def test_any_text_is_decoded_or_refused(text: str) -> None:
    try:
        key = decode_crockford(text)
    except Refused:
        return

    assert decode_crockford(encode_crockford(key)) == key
