"""Promotions as data: conditions, scope, what they give, and limits; INTERFACES.md has the document."""

from pos.domain.promotion.document import new_promotions_of, promotion_of, promotions_of
from pos.domain.promotion.give import Amount, Bundle, BuyGet, Component, Give, Percent, PointsTimes, Steps, UnitPrice
from pos.domain.promotion.rule import Limits, Phase, Promotion, When
from pos.domain.promotion.scope import Scope

__all__ = [
    "Amount",
    "Bundle",
    "BuyGet",
    "Component",
    "Give",
    "Limits",
    "Percent",
    "Phase",
    "PointsTimes",
    "Promotion",
    "Scope",
    "Steps",
    "UnitPrice",
    "When",
    "new_promotions_of",
    "promotion_of",
    "promotions_of",
]
