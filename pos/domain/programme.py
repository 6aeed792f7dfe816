"""The loyalty programme of a shop as data: what earns points, what they are worth, tiers and offline limits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tier:
    """A step reached by this spend in twelve months; its points are multiplied by `times_milli` / 1000."""

    name: str
    from_spend_minor: int
    times_milli: int


@dataclass(frozen=True, slots=True)
class OfflinePolicy:
    """How many minor units of points may be redeemed without the hub, and how many hours old a balance may be."""

    per_sale_minor: int
    per_day_minor: int
    max_age_h: int


@dataclass(frozen=True, slots=True)
class GiftCardPolicy:
    """How many minor units of gift cards may be redeemed without the hub: of one card and of all a day at a till."""

    per_card_minor: int
    per_day_minor: int


@dataclass(frozen=True, slots=True)
class Earning:
    """What one customer earns: a point for every `points_per_minor` paid, multiplied by `times_milli` / 1000."""

    points_per_minor: int
    times_milli: int = 1000


@dataclass(frozen=True, slots=True)
class Programme:
    """A point is earned for every `points_per_minor` paid and is worth `value_minor`.

    Points are redeemed in steps of `redeem_step` from `redeem_min` on and expire after `expire_months` (None: never);
    what was earned can be spent after `pending_days`, when it will hardly come back any more.
    Tiers stand in the order of their spend. Without `offline` no points are redeemed while the hub is out of reach, and
    no gift cards without `gift_card_offline`.
    """

    points_per_minor: int
    value_minor: int
    redeem_step: int = 1
    redeem_min: int = 1
    expire_months: int | None = None
    pending_days: int = 0
    tiers: tuple[Tier, ...] = ()
    offline: OfflinePolicy | None = None
    gift_card_offline: GiftCardPolicy | None = None

    def earning(self, tier: str) -> Earning:
        """What a customer of this tier earns; one of no tier, or of one that is none any more, earns once."""
        times = {one.name: one.times_milli for one in self.tiers}
        return Earning(self.points_per_minor, times.get(tier, 1000))
