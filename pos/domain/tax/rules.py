"""Tax rules of a shop as data, and what they make of a line or a document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pos.domain.money import Rounding

TaxRounding = Literal["line", "unit", "document"]
CashTies = Literal["up", "down", "even"]


@dataclass(frozen=True, slots=True)
class Tax:
    """One tax of a category: a percentage of the base or a fixed amount per unit, exactly one of them.

    `included` is resolved from the rules' `prices_include_tax` when the file is read. `since` and `until` are ISO
    times in the store's zone or empty; `since` is included, `until` is not.
    """

    name: str
    percent: str | None = None
    amount_minor: int | None = None
    included: bool = True
    compound: bool = False
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class CashRounding:
    """The smallest coin: an amount paid in cash is rounded to a multiple of `step_minor`."""

    step_minor: int = 1
    ties: CashTies = "up"


@dataclass(frozen=True, slots=True)
class TaxRules:
    """The tax file of a store. A category without taxes is exempt; a category that is not there is refused.

    Without `cash` cash is rounded as in the till's country (smallest_coin.py).
    """

    prices_include_tax: bool = True
    rounding: TaxRounding = "line"
    mode: Rounding = "half_up"
    cash: CashRounding | None = None
    categories: Mapping[str, tuple[Tax, ...]] = field(default_factory=lambda: {"standard": ()})


@dataclass(frozen=True, slots=True)
class LineTax:
    """One tax on one priced line. `rate` is the percentage as written, empty for a fixed amount."""

    name: str
    rate: str
    amount_minor: int
    included: bool
    fixed: bool = False


EXEMPT = (LineTax("exempt", "0", 0, included=True),)
"""The taxes of a line that bears none."""


@dataclass(frozen=True, slots=True)
class TaxTotal:
    """All of one tax in a document: `net_minor` is the net of the lines that carry it, so rows may overlap."""

    name: str
    rate: str
    net_minor: int
    tax_minor: int

    @property
    def gross_minor(self) -> int:
        return self.net_minor + self.tax_minor
