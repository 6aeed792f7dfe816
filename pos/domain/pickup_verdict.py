"""What to think of a pickup code: the first verdict that applies, in the order of SEMANTICS.md, without a network."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from pos.domain.pickup_order import WAITING, PickupOrder
from pos.domain.pickup_token import Token
from pos.domain.trusted_time import TrustedTime

Verdict = Literal[
    "MALFORMED", "UNKNOWN_KEY", "BAD_SIGNATURE", "WRONG_STORE", "ALREADY_COLLECTED", "REVOKED", "NOT_YET_VALID",
    "EXPIRED", "NOT_READY", "NOT_KNOWN_HERE", "OK",
]  # fmt: skip
SKEW = timedelta(minutes=5)
_OVER = ("expired", "restocked", "refunded")


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, and with a suspect clock what it would have been otherwise."""

    verdict: Verdict
    warnings: tuple[Verdict, ...] = ()


def verdict(
    token: Token | None,
    keys: Mapping[int, bytes],
    store_no: int,
    order: PickupOrder | None,
    handed_over: bool,
    now: TrustedTime,
) -> Judged:
    """Judge what was scanned (None: no token at all).

    `keys` are public keys by key id, `order` is the token's as it is known here, `handed_over` says whether this till
    handed all of an order over that is not known here.
    """
    if token is None:
        return Judged("MALFORMED")
    if token.kid not in keys:
        return Judged("UNKNOWN_KEY")
    if not token.is_signed_by(keys[token.kid]):
        return Judged("BAD_SIGNATURE")
    if token.store != store_no:
        return Judged("WRONG_STORE")
    if handed_over or (order is not None and order.state == "collected"):
        return Judged("ALREADY_COLLECTED")
    if order is not None and (token.gen < order.gen or order.state == "cancelled"):
        return Judged("REVOKED")
    timed: tuple[Verdict, ...] = ()
    if now.at + SKEW < _moment(token.iat):
        timed += ("NOT_YET_VALID",)
    if now.at > (_moment(token.exp) if order is None else held_until(order)):
        timed += ("EXPIRED",)
    if timed and not now.suspect:
        return Judged(timed[0])
    return Judged(_of_goods(order), timed)


def verdict_without_token(order: PickupOrder, now: TrustedTime) -> Judged:
    """The same for an order that was found by its number or bag: what follows once somebody has proved who he is."""
    if order.state == "collected":
        return Judged("ALREADY_COLLECTED")
    if order.state == "cancelled":
        return Judged("REVOKED")
    late = now.at > held_until(order)
    if late and not now.suspect:
        return Judged("EXPIRED")
    return Judged(_of_goods(order), ("EXPIRED",) if late else ())


def held_until(order: PickupOrder) -> datetime:
    """Until when the hub keeps an order."""
    return datetime.fromisoformat(order.hold_until)


def _of_goods(order: PickupOrder | None) -> Verdict:
    if order is None:
        return "NOT_KNOWN_HERE"
    if order.state in _OVER:
        return "EXPIRED"
    return "OK" if order.state in WAITING else "NOT_READY"


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
