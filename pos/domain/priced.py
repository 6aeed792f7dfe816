"""A basket with its amounts: what pricing.py gives, and what screen, receipt, journal and hub show."""

from dataclasses import dataclass, field

from pos.domain.basket import AppliedDiscount, Basket, Line
from pos.domain.programme import Earning
from pos.domain.tax import LineTax, TaxTotal


@dataclass(frozen=True, slots=True)
class PricedLine:
    """Amounts of one line in minor units, in the mode of the prices; negative on return lines.

    `list_minor` − Σ discounts = `total_minor`. `net_minor` is without any tax, `gross_minor` with all of them.
    `unit_price_minor` is positive always. `points_times` multiplies the points the line earns.
    """

    line: Line
    unit_price_minor: int
    list_minor: int
    discounts: tuple[AppliedDiscount, ...]
    total_minor: int
    taxes: tuple[LineTax, ...]
    net_minor: int
    gross_minor: int
    points_times: str = "1"


@dataclass(frozen=True, slots=True)
class NotApplied:
    """Why a promotion or coupon gave nothing; `missing_minor` or `missing_units` is what a minimum still lacks.

    `name` is the promotion's, for people; it is not kept, and empty for what the shop does not know.
    """

    by: str
    why: str
    missing_minor: int | None = None
    name: str = field(default="", compare=False)
    missing_units: int | None = None


@dataclass(frozen=True, slots=True)
class Warned:
    """Something to say beside a result that does not stop it; `line` counts from 1, 0 is the whole basket."""

    code: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class PricedBasket:
    """The whole document: `total_minor` is what is to be paid, with every tax, before cash rounding.

    `discounts_minor` is Σ list − Σ line totals. `version` names the price snapshot that was used.
    `earning` says what its customer earns; None without a customer or a programme. `coupons_used` are the refs of
    personal coupons that took something off.
    """

    basket: Basket
    currency: str
    lines: tuple[PricedLine, ...]
    total_minor: int
    discounts_minor: int
    taxes: tuple[TaxTotal, ...]
    not_applied: tuple[NotApplied, ...] = ()
    warnings: tuple[Warned, ...] = ()
    version: str = ""
    earning: Earning | None = None
    coupons_used: tuple[str, ...] = ()

    @property
    def tax_minor(self) -> int:
        return sum(tax.tax_minor for tax in self.taxes)

    @property
    def subtotal_minor(self) -> int:
        """Σ list amounts of the lines."""
        return sum(line.list_minor for line in self.lines)
