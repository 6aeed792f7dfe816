"""Card numbers in notes and logs. The numbers are the schemes' published test numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.card_number import looks_like_payment_card, mask_payment_cards

CARDS = (
    "4111111111111111 4012888888881881 4222222222222 5555555555554444 5105105105105100 2223003122003222 "
    "378282246310005 371449635398431 6011111111111117 3530111333300000 30569309025904 38520000023237 "
    "6200000000000005 6304000000000000 6759649826438453 4000056655665556 2200000000000004 9792030394440796"
).split()


@pytest.mark.parametrize("card", CARDS)
def test_every_scheme_is_recognised_and_masked(card: str) -> None:
    assert looks_like_payment_card(card)
    assert mask_payment_cards(f"paid with {card}, thanks") == f"paid with ••••{card[-4:]}, thanks"


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "3782 822463 10005",
        "4111.1111.1111.1111",
        "4111  1111  1111  1111",
        "4111_1111_1111_1111",
        "4111/1111/1111/1111",
        "4111\r\n1111\n1111\t1111",
        "4111\u20131111\u202f1111\u20091111",
        "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "card4111111111111111x",
        "4111 1111 1111 1111 12/28 123",
        "12 4111 1111 1111 1111",
        "order 77 4111111111111111",
        "４１１１ １１１１ １１１１ １１１１",
    ],
)
def test_a_card_is_found_however_it_is_written(text: str) -> None:
    masked = mask_payment_cards(text)

    assert looks_like_payment_card(text)
    assert not looks_like_payment_card(masked)
    assert "••••1" in masked or "••••0005" in masked or "••••１" in masked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4111111111111112",
        "411111111111",
        "41111111111111111111",
        "1234567890123452",
        "+4111111111111111",
        "5012345678900",
        "6901234567892",
        "call 020 7946 0123",
        "2026-11-21 14:32:00",
        "1" * 227,
    ],
)
def test_what_is_no_card_stays_as_it_is(text: str) -> None:
    assert not looks_like_payment_card(text)
    assert mask_payment_cards(text) == text


def test_two_cards_in_one_note_are_both_masked() -> None:
    assert mask_payment_cards("4111111111111111 378282246310005") == "••••1111 ••••0005"


@given(st.text(st.sampled_from("0123456789 -.+x４"), max_size=60))
def test_nothing_that_looks_like_a_card_survives_masking(text: str) -> None:
    masked = mask_payment_cards(text)

    assert not looks_like_payment_card(masked)
    assert (masked == text) == (not looks_like_payment_card(text))
