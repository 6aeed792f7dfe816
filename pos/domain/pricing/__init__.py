"""The one pure function that computes money: price(basket, catalogue, context) gives the priced basket.

No clock, no chance, no locale, integers only. Screen, receipt, hub and tests call the same function.
"""

from pos.domain.pricing.document import price

__all__ = ["price"]
