"""The programme file: one JSON object with the rules of the shop's points."""

from pos.domain.failures import Refused
from pos.domain.imports.row import MAX_WORD
from pos.domain.json_object import JsonObject, read_json
from pos.domain.money import parse_minor
from pos.domain.programme import GiftCardPolicy, OfflinePolicy, Programme, Tier
from pos.domain.quantity import parse_milli

_KEYS = (
    "points_per", "value", "redeem_step", "redeem_min", "expire_months", "pending_days", "tiers", "offline",
    "gift_card_offline",
)  # fmt: skip
MAX_TIERS = 20
MAX_POINTS = 10**9
MAX_MONTHS = 1200
MAX_DAYS = 365
MAX_AGE_H = 24 * 365


def read_programme(data: bytes, currency: str) -> Programme:
    """The programme of a file; Refused with the field for anything that is not exactly one."""
    document = JsonObject(read_json(data), _KEYS)
    return Programme(
        points_per_minor=_amount(document, "points_per", currency, least=1),
        value_minor=_amount(document, "value", currency, least=1),
        redeem_step=document.whole("redeem_step", 1, MAX_POINTS) if "redeem_step" in document else 1,
        redeem_min=document.whole("redeem_min", 1, MAX_POINTS) if "redeem_min" in document else 1,
        expire_months=document.whole("expire_months", 1, MAX_MONTHS) if "expire_months" in document else None,
        pending_days=document.whole("pending_days", 0, MAX_DAYS) if "pending_days" in document else 0,
        tiers=_tiers(document, currency) if "tiers" in document else (),
        offline=_offline(document.child("offline", ("per_sale", "per_day", "max_age_h")), currency)
        if "offline" in document
        else None,
        gift_card_offline=_gift_cards(document.child("gift_card_offline", ("per_card", "per_day")), currency)
        if "gift_card_offline" in document
        else None,
    )


def _amount(document: JsonObject, name: str, currency: str, least: int = 0) -> int:
    minor = document.read(name, lambda value: parse_minor(value, currency))
    if minor < least:
        raise document.refuse("bad_amount", name)
    return minor


def _tiers(document: JsonObject, currency: str) -> tuple[Tier, ...]:
    tiers = [
        _tier(JsonObject(tier, ("name", "from_spend", "times"), f"tiers.{number}"), currency)
        for number, tier in enumerate(document.items("tiers", MAX_TIERS), 1)
    ]
    if len({tier.name for tier in tiers}) < len(tiers) or len({tier.from_spend_minor for tier in tiers}) < len(tiers):
        raise Refused("tier_twice", field="tiers")
    return tuple(sorted(tiers, key=lambda tier: tier.from_spend_minor))


def _tier(tier: JsonObject, currency: str) -> Tier:
    return Tier(
        name=tier.free_text("name", MAX_WORD),
        from_spend_minor=_amount(tier, "from_spend", currency),
        times_milli=tier.read("times", parse_milli) if "times" in tier else 1000,
    )


def _offline(policy: JsonObject, currency: str) -> OfflinePolicy:
    return OfflinePolicy(
        per_sale_minor=_amount(policy, "per_sale", currency),
        per_day_minor=_amount(policy, "per_day", currency),
        max_age_h=policy.whole("max_age_h", 1, MAX_AGE_H),
    )


def _gift_cards(policy: JsonObject, currency: str) -> GiftCardPolicy:
    return GiftCardPolicy(_amount(policy, "per_card", currency), _amount(policy, "per_day", currency))
