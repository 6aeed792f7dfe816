"""What price() needs to know of the shop besides the basket: tax rules, price lists, promotions, who and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pos.domain.promotion import Promotion
from pos.domain.tax import TaxRules


@dataclass(frozen=True, slots=True)
class ListPrice:
    """One row of a price list for a SKU; empty conditions mean all. `since` is included, `until` is not.

    Times are ISO, without a zone in the store's; without a time 00:00.
    """

    list_name: str
    price_minor: int
    since: str = ""
    until: str = ""
    min_qty_milli: int = 0
    group: str = ""
    store: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Tax rules, the price-list rows of the basket's SKUs, and every promotion that may be in force."""

    taxes: TaxRules
    prices: Mapping[str, tuple[ListPrice, ...]] = field(default_factory=dict)
    promotions: tuple[Promotion, ...] = ()
    version: str = ""


@dataclass(frozen=True, slots=True)
class Shopper:
    """What conditions may ask about the customer of a basket. `used` counts their sales that each promotion took
    part in, as far as known."""

    customer_id: str
    groups: tuple[str, ...] = ()
    tier: str = ""
    segments: tuple[str, ...] = ()
    used: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PersonalCoupon:
    """A personal code of a basket after it was looked at: `promotion` is the mark of what it unlocks (coupon_token.py),
    `why_not` why it is not taken, empty when it is good."""

    ref: str
    promotion: bytes
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """When and where a basket is priced. `at` is aware and in the store's zone.

    `used` counts the sales that each promotion took part in, as far as known; only promotions with a limit need it.
    `coupons` are the personal ones among the basket's, by their code.
    """

    currency: str
    at: datetime
    store: str = ""
    channel: str = "store"
    shopper: Shopper | None = None
    used: Mapping[str, int] = field(default_factory=dict)
    coupons: Mapping[str, PersonalCoupon] = field(default_factory=dict)
