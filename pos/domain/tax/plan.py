"""The taxes in force for one category, made ready to compute: every tax as a share of the net plus a part per unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from math import lcm

from pos.domain.failures import Refused
from pos.domain.money import WHOLE, Rounding, divide, parse_rate
from pos.domain.tax.rules import Tax, TaxRules
from pos.domain.validity import in_force


@dataclass(frozen=True, slots=True)
class TaxPlan:
    """Unrounded, tax n of `units` units is (`shares[n]` x net + `parts[n]` x units) / `scale`.

    `fixed_minor` is what a unit carries of included fixed amounts; no discount touches it.
    """

    taxes: tuple[Tax, ...]
    fixed_minor: int
    scale: int
    shares: tuple[int, ...]
    parts: tuple[int, ...]

    def exact(self, total_minor: int, units: int) -> list[Fraction]:
        """Every tax, unrounded, of a total that carries its included ones."""
        above, below = self._net(total_minor, units)
        return [
            Fraction(share * above + part * units * below, below * self.scale)
            for share, part in zip(self.shares, self.parts, strict=True)
        ]

    def rounded(self, total_minor: int, units: int, mode: Rounding) -> list[int]:
        """Every tax, rounded: included ones each out of the total, excluded ones on the net that is left then."""
        above, below = self._net(total_minor, units)
        amounts = [
            divide(share * above + part * units * below, below * self.scale, mode) if tax.included else 0
            for tax, share, part in zip(self.taxes, self.shares, self.parts, strict=True)
        ]
        net = total_minor - sum(amounts)
        for n, tax in enumerate(self.taxes):
            if tax.included:
                continue
            if tax.percent is None:
                amounts[n] = (tax.amount_minor or 0) * units
            else:
                base = net + sum(amounts[:n]) if tax.compound else net
                amounts[n] = divide(base * parse_rate(tax.percent), WHOLE, mode)
        return amounts

    def _net(self, total_minor: int, units: int) -> tuple[int, int]:
        """The net as a fraction: what, with all included taxes on it, makes the total."""
        included = [n for n, tax in enumerate(self.taxes) if tax.included]
        above = total_minor * self.scale - units * sum(self.parts[n] for n in included)
        return above, self.scale + sum(self.shares[n] for n in included)


class TaxPlans:
    """The plans of all categories at one moment, each made when it is first asked for."""

    def __init__(self, rules: TaxRules, at: datetime) -> None:
        self.rules, self._at = rules, at
        self._made: dict[str, TaxPlan] = {}

    def of(self, category: str, line: int) -> TaxPlan:
        """Refused `unknown_tax` for a category that the rules do not define; `line` is where it stands."""
        plan = self._made.get(category)
        if plan is None:
            taxes = self.rules.categories.get(category)
            if taxes is None:
                raise Refused("unknown_tax", category=category, line=line)
            plan = _plan(tuple(tax for tax in taxes if in_force(tax.since, tax.until, self._at)))
            self._made[category] = plan
        return plan


@lru_cache(maxsize=1024)
def _plan(taxes: tuple[Tax, ...]) -> TaxPlan:
    shares: list[Fraction] = []
    parts: list[Fraction] = []
    for tax in taxes:
        rate = Fraction(parse_rate(tax.percent), WHOLE) if tax.percent is not None else Fraction(0)
        share, part = (rate * (1 + sum(shares)), rate * sum(parts)) if tax.compound else (rate, Fraction(0))
        shares.append(share)
        parts.append(part + (tax.amount_minor or 0))
    scale = lcm(*(fraction.denominator for fraction in (*shares, *parts)))
    fixed = sum(tax.amount_minor or 0 for tax in taxes if tax.included)
    return TaxPlan(taxes, fixed, scale, _whole(shares, scale), _whole(parts, scale))


def _whole(fractions: Sequence[Fraction], scale: int) -> tuple[int, ...]:
    return tuple(fraction.numerator * (scale // fraction.denominator) for fraction in fractions)
