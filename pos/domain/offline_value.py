"""What may be spent of value at the hub while the hub cannot be asked; SEMANTICS.md, "Loyalty" and "Gift cards".

Amounts are minor units, points counted by their value. The web and other tills may have spent the same meanwhile: what
may be lost is at most the caps here, at each till that is cut off.
"""

from dataclasses import dataclass

from pos.domain.failures import Refused
from pos.domain.programme import GiftCardPolicy, OfflinePolicy, Programme
from pos.domain.stored_value import ValueType

HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class Known:
    """What a till knows of an account: what the hub counted last, `age_s` ago, and what is left of it after what this
    till did since. Of an account on which one owes, `left_minor` is what may still be owed."""

    counted_minor: int
    left_minor: int
    age_s: int = 0


@dataclass(frozen=True, slots=True)
class Spent:
    """What was taken without the hub already: in this sale, today of all accounts of the kind at this till, and of this
    account since the hub counted it (of a gift card, which is not counted here: today)."""

    in_sale_minor: int = 0
    today_minor: int = 0
    since_minor: int = 0


def room_offline(
    kind: ValueType, programme: Programme | None, known: Known | None, spent: Spent, *, is_holder: bool
) -> int:
    """How much more may be taken of an account now; `is_holder`: their card was scanned for this basket.

    Refused `offline_not_allowed`, `offline_unknown`, `offline_too_old` (with `hours`), `offline_no_proof`.
    """
    if kind == "gift_card":
        return _of_gift_card(programme.gift_card_offline if programme else None, spent)
    if known is None:
        raise Refused("offline_unknown")
    if kind == "account":
        return max(0, known.left_minor)
    policy = programme.offline if programme else None
    if policy is None:
        raise Refused("offline_not_allowed", type=kind)
    if known.age_s > policy.max_age_h * HOUR_S:
        raise Refused("offline_too_old", hours=policy.max_age_h)
    if not is_holder:
        raise Refused("offline_no_proof")
    return _within(policy, known, spent)


def _within(policy: OfflinePolicy, known: Known, spent: Spent) -> int:
    """Of one member never more than half of what the hub counted, nor than two sales' worth, however often."""
    of_member = min(2 * policy.per_sale_minor, known.counted_minor // 2)
    room = min(
        policy.per_sale_minor - spent.in_sale_minor,
        policy.per_day_minor - spent.today_minor,
        of_member - spent.since_minor,
        known.left_minor,
    )
    return max(0, room)


def _of_gift_card(policy: GiftCardPolicy | None, spent: Spent) -> int:
    if policy is None:
        raise Refused("offline_not_allowed", type="gift_card")
    return max(0, min(policy.per_card_minor - spent.since_minor, policy.per_day_minor - spent.today_minor))
