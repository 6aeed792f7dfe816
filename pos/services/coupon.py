"""Personal coupons at the till: proved without the hub, used once by the journal, claimed where there is a line."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from pos.domain.basket import Basket
from pos.domain.catalogue import PersonalCoupon
from pos.domain.coupon_token import CouponToken, parse_coupon, why_not_taken
from pos.domain.failures import Refused
from pos.services.hub_claim import PATIENT, Waiting, ask_hub, put_claim
from pos.services.till import Till
from pos.store.coupons import used_here
from pos.store.store import Tx


def personal_coupons(tx: Tx, basket: Basket, at: datetime) -> dict[str, PersonalCoupon]:
    """The personal codes among the coupons of a basket, each with why it is not taken."""
    tokens = _tokens(basket.coupons)
    if not tokens:
        return {}
    keys = tx.stores.pickup_keys()
    used = used_here(tx.driver, [token.ref for token in tokens.values()])
    return {
        code: PersonalCoupon(
            token.ref, token.promotion, why_not_taken(token, keys, at.timestamp(), basket.customer_id, used)
        )
        for code, token in tokens.items()
    }


def claim_coupons(till: Till, basket: Basket, waiting: Waiting = PATIENT) -> None:
    """Hold the personal codes of a basket at the hub until it is paid. Refused `coupon_used_elsewhere`, with who has it
    and when; where nobody can be asked the code itself is the proof, and the journal tells the hub later."""
    for token in _tokens(basket.coupons).values():
        claim = {"kind": "coupon", "refs": [token.ref], "mode": "online", "sale": basket.basket_id}
        answer = ask_hub(till, claim, waiting)
        if answer["result"] == "already":
            raise Refused("coupon_used_elsewhere", **_who(answer))


def release_coupon(till: Till, code: str, basket_id: str) -> None:
    """A personal code that was taken off a basket is free again; where nobody can be told that lapses by itself."""
    for token in _tokens([code]).values():
        put_claim(till, {"kind": "coupon", "refs": [token.ref], "mode": "online", "sale": basket_id, "release": True})


def _tokens(codes: Iterable[str]) -> dict[str, CouponToken]:
    told = {code: parse_coupon(code) for code in codes}
    return {code: token for code, token in told.items() if token is not None}


def _who(answer: Mapping[str, object]) -> dict[str, object]:
    """The first who had it, as the hub says."""
    already = answer.get("already")
    first = already[0] if isinstance(already, list) and already else {}
    return {name: first.get(name, "") for name in ("by", "at", "store")}
