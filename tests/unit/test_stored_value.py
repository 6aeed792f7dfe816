"""Refs of value in a ledger: the same everywhere, and nobody can spend what a ref says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.codes import GIFT_CARD_BYTES, gift_card_code
from pos.domain.failures import Refused
from pos.domain.stored_value import (
    customer_of_ref,
    customer_ref,
    gift_ref,
    gift_reference,
    kind_of_ref,
    last_four,
    ref_of_reference,
)

CODE = gift_card_code(bytes(range(GIFT_CARD_BYTES)))


def test_a_gift_card_has_the_ref_that_the_hub_and_every_till_computes() -> None:
    ref = gift_ref(CODE)

    assert (CODE, ref) == ("TG00G40R40M30E209B", "gift:5d06b6c677eb64fe4be4d8f136bb8768")


@given(st.binary(min_size=GIFT_CARD_BYTES, max_size=GIFT_CARD_BYTES))
def test_a_card_is_the_same_however_its_code_is_typed(secret: bytes) -> None:
    code = gift_card_code(secret)

    typed = code.lower().replace("0", "o").replace("1", "i")

    assert gift_reference(typed) == gift_reference(code)


@given(st.binary(min_size=GIFT_CARD_BYTES, max_size=GIFT_CARD_BYTES))
def test_a_reference_shows_four_symbols_of_the_code_and_no_more(secret: bytes) -> None:
    code = gift_card_code(secret)

    reference = gift_reference(code)

    assert last_four(reference) == code[-4:]
    assert ref_of_reference(reference) == gift_ref(code)
    assert code[2:8] not in reference.upper()


def test_a_mistyped_code_is_no_card() -> None:
    wrong = CODE[:-1] + ("0" if CODE[-1] != "0" else "1")

    with pytest.raises(Refused) as refused:
        gift_ref(wrong)

    assert refused.value.code == "not_a_gift_card"


@pytest.mark.parametrize("kind", ["store_credit", "account", "points"])
def test_a_customers_account_is_named_after_them(kind: str) -> None:
    ref = customer_ref(kind, "C-1:7")  # type: ignore[arg-type]

    assert kind_of_ref(ref) == kind
    assert customer_of_ref(ref) == "C-1:7"


def test_nobody_has_an_account_without_a_customer() -> None:
    with pytest.raises(Refused) as refused:
        customer_ref("points", "")

    assert refused.value.code == "customer_needed"


@pytest.mark.parametrize("text", ["", "gift", "gift:", "card:1234", ":x"])
def test_what_is_no_ref_names_no_account(text: str) -> None:
    assert kind_of_ref(text) is None
    assert customer_of_ref(text) == ""


def test_a_gift_card_belongs_to_nobody_by_name() -> None:
    assert customer_of_ref(gift_ref(CODE)) == ""
