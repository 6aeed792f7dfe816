"""Personal coupons: what a code says, who signed it, and when it is not taken."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.catalogue import PersonalCoupon
from pos.domain.codes import COUPON_SYMBOLS, classify
from pos.domain.coupon_token import NOBODY, SYMBOLS, make_coupon, mark_of, parse_coupon, why_not_taken
from pos.domain.priced import NotApplied, Warned
from pos.domain.pricing import price
from tests.make import a_basket, a_catalogue, a_context

SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEYS = {7: SIGNER.public_key().public_bytes_raw()}
EXP = 1_800_000_000
SPRING = {"id": "P-SPRING", "when": {"coupon": "nobody is told"}, "give": {"percent": "10"}}


def a_code(**changed: object) -> str:
    told = {"kid": 7, "promotion_id": "P-SPRING", "serial": 42, "exp": EXP, "customer_id": ""}
    return make_coupon(SIGNER, **(told | changed))  # type: ignore[arg-type]


def taken(code: str, now: float = EXP - 1, customer: str = "", used: tuple[str, ...] = ()) -> str:
    token = parse_coupon(code)
    assert token is not None
    return why_not_taken(token, KEYS, now, customer, used)


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**32 - 1), st.text(max_size=20))
def test_a_code_says_again_what_was_signed(serial: int, exp: int, customer: str) -> None:
    code = a_code(serial=serial, exp=exp, customer_id=customer)

    token = parse_coupon(f" {code.lower()} ")

    assert token is not None and token.is_signed_by(KEYS[7])
    assert (token.serial, token.exp, token.promotion) == (serial, exp, mark_of("promotion", "P-SPRING"))
    assert token.customer == (mark_of("customer", customer) if customer else NOBODY)
    assert (classify(code), SYMBOLS) == ("coupon", COUPON_SYMBOLS)


@given(st.integers(2, SYMBOLS + 1), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_no_symbol_can_be_changed(place: int, symbol: str) -> None:
    code = a_code()
    forged = code[:place] + symbol + code[place + 1 :]

    token = parse_coupon(forged)

    assert forged == code or token is None or why_not_taken(token, KEYS, 0, "", ()) == "coupon_forged"


@pytest.mark.parametrize(
    ("code", "asked", "why"),
    [
        (a_code(), {}, ""),
        (a_code(kid=8), {}, "coupon_forged"),
        (a_code(), {"now": EXP}, "coupon_expired"),
        (a_code(), {"used": ("coupon:000000000000002a",)}, "coupon_used"),
        (a_code(customer_id="C-1"), {}, "coupon_not_theirs"),
        (a_code(customer_id="C-1"), {"customer": "C-2"}, "coupon_not_theirs"),
        (a_code(customer_id="C-1"), {"customer": "C-1"}, ""),
    ],
)
def test_a_code_is_taken_only_while_it_is_good(code: str, asked: dict[str, object], why: str) -> None:
    assert taken(code, **asked) == why  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "TC", "TC0000", a_code()[:-1], a_code() + "0", "TG" + a_code()[2:], "SPRING10"])
def test_what_is_no_personal_coupon_is_none(text: str) -> None:
    assert parse_coupon(text) is None


def test_a_pickup_token_is_no_coupon_whoever_signed_it() -> None:
    token = parse_coupon(a_code())
    assert token is not None

    other = SIGNER.sign(b"pickup-token/v1\0" + token.body)

    assert token.sig != other


def personal(why_not: str = "", ref: str = "coupon:1") -> PersonalCoupon:
    return PersonalCoupon(ref, mark_of("promotion", "P-1"), why_not)


def test_a_good_code_unlocks_its_promotion_and_is_used() -> None:
    context = a_context(coupons={"TC1": personal()})

    done = price(a_basket(coupons=("TC1",)), a_catalogue(SPRING | {"id": "P-1"}), context)

    assert (done.discounts_minor, done.coupons_used, done.warnings) == (1_80, ("coupon:1",), ())


def test_a_code_that_is_not_taken_unlocks_nothing_and_says_why() -> None:
    context = a_context(coupons={"TC1": personal("coupon_used")})

    done = price(a_basket(coupons=("TC1",)), a_catalogue(SPRING | {"id": "P-1"}), context)

    assert (done.discounts_minor, done.coupons_used, done.warnings) == (0, (), ())
    assert done.not_applied == (NotApplied("TC1", "coupon_used"),)


def test_a_code_that_gave_nothing_is_not_used() -> None:
    context = a_context(coupons={"TC1": personal()})
    late = SPRING | {"id": "P-1", "when": {"coupon": "x", "until": "2026-01-01"}}

    done = price(a_basket(coupons=("TC1",)), a_catalogue(late), context)

    assert (done.coupons_used, done.not_applied) == ((), (NotApplied("P-1", "expired"),))


def test_two_codes_for_one_promotion_use_the_first() -> None:
    context = a_context(coupons={"TC1": personal(), "TC2": personal(ref="coupon:2")})

    done = price(a_basket(coupons=("TC1", "TC2")), a_catalogue(SPRING | {"id": "P-1"}), context)

    assert (done.discounts_minor, done.coupons_used) == (1_80, ("coupon:1",))


def test_a_good_code_for_a_promotion_that_is_not_here_is_unknown() -> None:
    context = a_context(coupons={"TC1": personal()})

    done = price(a_basket(coupons=("TC1",)), a_catalogue(SPRING | {"id": "P-9"}), context)

    assert (done.not_applied, done.warnings) == ((NotApplied("TC1", "unknown_coupon"),), (Warned("unknown_coupon"),))
