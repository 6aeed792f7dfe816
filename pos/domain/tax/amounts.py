"""The taxes of lines: rounded per line, per unit or per document, and added up per rate."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pos.domain.money import Rounding, divide, parse_rate
from pos.domain.tax.plan import TaxPlan
from pos.domain.tax.rules import EXEMPT, LineTax, TaxRules, TaxTotal


@dataclass(frozen=True, slots=True)
class Charge:
    """What is taxed: the discounted total of a line in the mode of the prices, its units, and its taxes."""

    plan: TaxPlan
    total_minor: int
    units: int


@dataclass(frozen=True, slots=True)
class Taxed:
    """The taxes of one charge. `net_minor` is without any tax, `gross_minor` with all of them."""

    taxes: tuple[LineTax, ...]
    net_minor: int
    gross_minor: int


def tax_charges(charges: Sequence[Charge], rules: TaxRules) -> list[Taxed]:
    """The taxes of each charge; callers put the lines into the order in which ties are decided."""
    if rules.rounding == "document":
        amounts = _per_document(charges, rules.mode)
    elif rules.rounding == "unit":
        amounts = [_per_unit(charge, rules.mode) for charge in charges]
    else:
        amounts = [charge.plan.rounded(charge.total_minor, charge.units, rules.mode) for charge in charges]
    return [_taxed(charge, taxes) for charge, taxes in zip(charges, amounts, strict=True)]


def tax_totals(lines: Iterable[tuple[Sequence[LineTax], int]]) -> tuple[TaxTotal, ...]:
    """One row per name and rate over the taxes and nets of lines: the highest rate first, fixed amounts last."""
    sums: dict[tuple[str, str], list[int]] = {}
    for taxes, net in lines:
        for key in {(tax.name, tax.rate) for tax in taxes}:
            row = sums.setdefault(key, [0, 0])
            row[0] += net
            row[1] += sum(tax.amount_minor for tax in taxes if (tax.name, tax.rate) == key)
    ordered = sorted(sums, key=lambda key: (-parse_rate(key[1]) if key[1] else 1, key))
    return tuple(TaxTotal(*key, *sums[key]) for key in ordered)


def _per_unit(charge: Charge, mode: Rounding) -> list[int]:
    """The line is shared equally into units, so they have at most two different amounts."""
    each, more = divmod(charge.total_minor, charge.units)
    less = charge.plan.rounded(each, 1, mode)
    if not more:
        return [charge.units * tax for tax in less]
    full = charge.plan.rounded(each + 1, 1, mode)
    return [more * one + (charge.units - more) * other for one, other in zip(full, less, strict=True)]


def _per_document(charges: Sequence[Charge], mode: Rounding) -> list[list[int]]:
    """The sum of each rate is rounded once and shared by largest remainder of the unrounded taxes."""
    exact = [charge.plan.exact(charge.total_minor, charge.units) for charge in charges]
    amounts = [[0] * len(taxes) for taxes in exact]
    rates: dict[tuple[str, str | None], list[tuple[int, int]]] = {}
    for n, charge in enumerate(charges):
        for m, tax in enumerate(charge.plan.taxes):
            rates.setdefault((tax.name, tax.percent), []).append((n, m))
    for places in rates.values():
        parts = _share([exact[n][m] for n, m in places], mode)
        for (n, m), part in zip(places, parts, strict=True):
            amounts[n][m] = part
    return amounts


def _share(exact: Sequence[Fraction], mode: Rounding) -> list[int]:
    total = sum(exact, Fraction(0))
    parts = [tax.numerator // tax.denominator for tax in exact]
    left = divide(total.numerator, total.denominator, mode) - sum(parts)
    claims = sorted(range(len(exact)), key=lambda n: (parts[n] - exact[n], -exact[n], n))
    for n in claims[:left]:
        parts[n] += 1
    return parts


def _taxed(charge: Charge, amounts: Sequence[int]) -> Taxed:
    if not amounts:
        return Taxed(EXEMPT, charge.total_minor, charge.total_minor)
    taxes = tuple(
        LineTax(tax.name, tax.percent or "", amount, tax.included, tax.percent is None)
        for tax, amount in zip(charge.plan.taxes, amounts, strict=True)
    )
    net = charge.total_minor - sum(tax.amount_minor for tax in taxes if tax.included)
    return Taxed(taxes, net, net + sum(amounts))
