"""A shift in figures: what X and Z report of one cashier's opened-to-closed period."""

from dataclasses import dataclass

from pos.domain.tax import TaxTotal


@dataclass(frozen=True, slots=True)
class TenderFigures:
    """What one means of payment took in a shift, change and refunds taken off."""

    type: str
    count: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class ShiftFigures:
    """Sums over one shift, in minor units, in the words of every report (services/report_sales.py): sales ≥ 0, returns
    ≤ 0; discounts ≥ 0 is what sold goods were reduced by; voids ≥ 0 is what was struck before it was paid.

    `number` counts the Z reports of a till, 0 while the shift is open (X). `closed_at` is empty while it is open and
    `cash_counted_minor` None until the drawer is counted. `rounding_minor` is what rounding cash to the smallest coin
    added (> 0) or took: sales, returns and this are what the tenders took. `sent_later` counts sales made while
    offline, None where nobody counted them. `cash_sales` are those that brought cash, without its change,
    `cash_refunds` (≤ 0) those that took some out.
    `first_seq` and `last_seq` are the journal entries of the shift, `unbroken` says that their chain was proved.
    """

    shift_id: str
    currency: str
    opened_at: str
    closed_at: str = ""
    number: int = 0
    sales_count: int = 0
    sales_minor: int = 0
    returns_count: int = 0
    returns_minor: int = 0
    prices_include_tax: bool = True
    rounding_minor: int = 0
    taxes: tuple[TaxTotal, ...] = ()
    tenders: tuple[TenderFigures, ...] = ()
    discounts_count: int = 0
    discounts_minor: int = 0
    voids_count: int = 0
    voids_minor: int = 0
    drawer_openings: int = 0
    sent_later: int | None = None
    float_minor: int = 0
    paid_in_minor: int = 0
    paid_out_minor: int = 0
    dropped_minor: int = 0
    cash_sales_count: int = 0
    cash_sales_minor: int = 0
    cash_refunds_count: int = 0
    cash_refunds_minor: int = 0
    cash_expected_minor: int = 0
    cash_counted_minor: int | None = None
    grand_total_minor: int = 0
    first_seq: int = 0
    last_seq: int = 0
    unbroken: bool = False

    @property
    def gross_minor(self) -> int:
        """Sales less returns, with tax."""
        return self.sales_minor + self.returns_minor

    @property
    def tax_minor(self) -> int:
        return sum(tax.tax_minor for tax in self.taxes)

    @property
    def net_minor(self) -> int:
        """Sales less returns, without tax."""
        return self.gross_minor - self.tax_minor

    @property
    def tendered_minor(self) -> int:
        return sum(tender.amount_minor for tender in self.tenders)

    @property
    def cash_difference_minor(self) -> int | None:
        """Counted less expected; None until the drawer is counted."""
        return None if self.cash_counted_minor is None else self.cash_counted_minor - self.cash_expected_minor
