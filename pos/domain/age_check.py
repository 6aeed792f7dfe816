"""Goods that are not for the young: how old the buyer of a basket has to be, and from which day of birth on."""

from datetime import date

from pos.domain.basket import Basket
from pos.domain.failures import Refused


def age_to_check(basket: Basket) -> int:
    """The age that nobody has looked at yet, 0 when nothing is left to ask."""
    needed = max((line.product.min_age for line in basket.lines if not line.is_return), default=0)
    return needed if basket.age_check is None or basket.age_check.min_age < needed else 0


def born_by(today: date, years: int) -> date:
    """The last day of birth that is old enough: whoever was born on the 29th of February is so on the 1st of March."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:  # today is a 29th of February
        return date(today.year - years, 2, 28)


def require_age_check(basket: Basket, today: date) -> None:
    """Refused `age_check_needed` with `min_age` and `born_by` while somebody has to look."""
    if years := age_to_check(basket):
        raise Refused("age_check_needed", min_age=years, born_by=born_by(today, years).isoformat())
