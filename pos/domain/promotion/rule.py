"""A promotion: when it holds, what it is about, what it gives and how often. An empty value is no condition."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pos.domain.promotion.give import Give
from pos.domain.promotion.scope import EVERYTHING, Scope

Phase = Literal["item", "bundle", "order"]

_ANY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class When:
    """Conditions; a time without a zone is the store's. `hours` are minutes of the day, the first included.

    `min_units` counts units in scope that are not fully free.
    """

    coupon: str = ""
    tiers: frozenset[str] = _ANY
    groups: frozenset[str] = _ANY
    segments: frozenset[str] = _ANY
    customers: frozenset[str] = _ANY
    channels: frozenset[str] = _ANY
    stores: frozenset[str] = _ANY
    since: datetime | None = None
    until: datetime | None = None
    weekdays: frozenset[int] = frozenset()
    hours: tuple[tuple[int, int], ...] = ()
    min_subtotal_minor: int = 0
    min_units: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """How much and how often; None is no limit. `per_customer` and `total` count sales, `per_sale` applications."""

    max_discount_minor: int | None = None
    max_units: int | None = None
    per_sale: int | None = None
    per_customer: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Promotion:
    """One rule, automatic unless `auto` is false. `best_of` names the group of which only the best member counts."""

    promotion_id: str
    name: str
    phase: Phase
    give: Give
    scope: Scope = EVERYTHING
    when: When = When()
    priority: int = 0
    exclusive: bool = False
    best_of: str = ""
    auto: bool = True
    limits: Limits = Limits()
