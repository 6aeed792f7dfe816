"""Personal coupons: made here, put aside for the basket that shows one first, and told when two sales used one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pos.domain.basket import Basket
from pos.domain.catalogue import PersonalCoupon
from pos.domain.coupon_token import make_coupon, parse_coupon, why_not_taken
from pos.domain.failures import Refused
from pos.domain.journal import stamp
from sync.hub.calls.access import TillAccess
from sync.hub.claims.claimed import Claimed
from sync.hub.hub import Hub
from sync.hub.imports.rules import PROMOTION, rule_of
from sync.hub.journal.exceptions import Found, facts_of
from sync.hub.pickup.pickup_keys import public_keys, sign_key
from sync.hub.store import entries, holds, identity
from sync.hub.store.coupon_uses import CouponUse, coupon_uses
from sync.hub.store.engine import Connection
from sync.hub.store.holds import Hold
from sync.wire import ClaimRequest, Held

HELD_FOR = timedelta(hours=24)
MOST_AT_ONCE = 10_000
USED_TWICE = "coupon_used_twice"
_REF = re.compile("coupon:[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Made:
    """One personal code, and whose it is; empty for whoever brings it."""

    code: str
    customer_id: str = ""


def make_coupons(
    hub: Hub, promotion_id: str, until: datetime, customers: Sequence[str] = (), count: int = 1
) -> list[Made]:
    """Codes that unlock a promotion once each: one for each of these customers, else `count` for anybody.

    Refused `unknown_promotion`, `too_many`, `coupon_ends_too_early`.
    """
    whose = list(customers) or [""] * count
    if len(whose) > MOST_AT_ONCE:
        raise Refused("too_many", field="count", limit=MOST_AT_ONCE)
    if until <= hub.now():
        raise Refused("coupon_ends_too_early", until=stamp(until))
    with hub.read() as connection:
        if rule_of(connection, PROMOTION + promotion_id) is None:
            raise Refused("unknown_promotion", promotion=promotion_id)
        kid, signer = sign_key(connection)
    exp = int(until.timestamp())

    def made(customer: str) -> Made:
        serial = int.from_bytes(hub.chance(8))
        named = {"kid": kid, "promotion_id": promotion_id, "serial": serial, "exp": exp}
        return Made(make_coupon(signer, customer_id=customer, **named), customer)  # type: ignore[arg-type]

    return [made(customer) for customer in whose]


def take_coupon(connection: Connection, hub: Hub, till: TillAccess, name: str, asked: ClaimRequest) -> Claimed:
    """Put personal coupons aside for a basket, all of them or none; one that a sale used, or another basket has, is
    answered with who was first."""
    refs = sorted(set(asked.refs))
    if not asked.sale or not all(_REF.fullmatch(ref) for ref in refs):
        return Claimed("refused", why="bad_ref")
    if asked.release:
        holds.release(connection, "coupon", asked.sale, refs)
        return Claimed("granted")
    now = stamp(hub.now())
    used = [use for use in coupon_uses(connection, refs) if use.sale_id != asked.sale]
    others = holds.holders(connection, "coupon", refs, asked.sale, now)
    if used or others:
        held = (Held(ref=one.ref, by=one.by, at=one.at, store=str(one.store_no)) for one in others)
        return Claimed("already", (*_users(connection, used), *held))
    until = stamp(hub.now() + HELD_FOR)
    mine = [Hold("coupon", asked.sale, ref, 1, "", name, till.store_no, now, until) for ref in refs]
    holds.keep_holds(connection, mine)
    return Claimed("granted")


def personal_coupons(connection: Connection, basket: Basket, at: datetime) -> dict[str, PersonalCoupon]:
    """The personal codes among the coupons of a basket, each with why it is not taken; used is what any till told."""
    told = {code: parse_coupon(code) for code in basket.coupons}
    tokens = {code: token for code, token in told.items() if token is not None}
    if not tokens:
        return {}
    keys = public_keys(connection)
    used = {use.ref for use in coupon_uses(connection, [token.ref for token in tokens.values()])}
    return {
        code: PersonalCoupon(
            token.ref, token.promotion, why_not_taken(token, keys, at.timestamp(), basket.customer_id, used)
        )
        for code, token in tokens.items()
    }


def used_twice(connection: Connection, refs: Sequence[str]) -> list[Found]:
    """Coupons that more than one sale used: an exception each, with the first use and the last. The customer keeps what
    was given."""
    if not refs:
        return []
    identity.hold_setting(connection, "hub_id")  # two sales that come at once would not see each other
    by_ref: dict[str, list[CouponUse]] = {}
    for use in coupon_uses(connection, refs):
        by_ref.setdefault(use.ref, []).append(use)
    twice = {ref: uses for ref, uses in by_ref.items() if len(uses) > 1}
    tellers = entries.tellers(connection, {use.place for uses in twice.values() for use in uses}) if twice else {}
    return [
        Found(
            USED_TWICE,
            ref,
            frozenset(tellers[use.place].store_no for use in uses),
            facts_of(tellers[uses[-1].place]) | {"sale": uses[-1].sale_id},
            facts_of(tellers[uses[0].place]) | {"sale": uses[0].sale_id},
            uses[-1].place,
        )
        for ref, uses in twice.items()
    ]


def _users(connection: Connection, used: Sequence[CouponUse]) -> list[Held]:
    tellers = entries.tellers(connection, {use.place for use in used}) if used else {}
    told = ((use.ref, tellers[use.place]) for use in used)
    return [Held(ref=ref, by=f"Till {who.till}", at=who.at, store=who.store) for ref, who in told]
