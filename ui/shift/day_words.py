"""What the page of reports over days says."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DayWords:
    subtitle: str = "Reports"
    which: str = "Which report"
    reports: Mapping[str, str] = field(
        default_factory=lambda: {
            "day": "Sales by day",
            "hour": "Sales by hour",
            "category": "Sales by category",
            "tender": "Sales by means of payment",
            "staff": "Sales by person",
            "tax": "Tax",
            "exceptions": "Exceptions",
            "loss": "Loss prevention",
        }
    )
    periods: Mapping[str, str] = field(
        default_factory=lambda: {"today": "Today", "week": "7 days", "month": "30 days", "all": "All"}
    )
    between: str = "{first} – {last}"
    until: str = "Until {last}"
    export: str = "Export"
    written: str = "Written to {place}, as CSV and JSON"
    table: str = "Figures"
    plot: str = "{report}, {what}"
    nothing: str = "There is nothing to report on these days."
    total: str = "Total"
    no_category: str = "no category"
    not_compared: str = "–"
    approval: str = "Look at reports"
    columns: Mapping[str, str] = field(
        default_factory=lambda: {
            "day": "Day",
            "hour": "Hour",
            "category": "Category",
            "tender": "Means of payment",
            "staff": "Id",
            "name": "Name",
            "rate": "Rate",
            "sales": "Sales",
            "sold": "Sold",
            "returns": "Returns",
            "returned": "Returned",
            "discounts": "Discounts",
            "net": "Net",
            "tax": "Tax",
            "gross": "With tax",
            "payments": "Payments",
            "taken": "Taken",
            "refunds": "Refunds",
            "given_back": "Given back",
            "rounding": "Rounding",
            "at": "Time",
            "kind": "What",
            "what": "What",
            "subject": "About",
            "amount": "Amount",
            "reason": "Reason",
            "approved_by": "Approved by",
            "count": "Count",
            "per_100_sales": "On 100 sales",
            "others_median": "Others",
            "apart": "Apart",
        }
    )
    things: Mapping[str, str] = field(
        default_factory=lambda: {
            "basket_voids": "Emptied baskets",
            "line_voids": "Removed lines",
            "no_sales": "Drawer without sale",
            "price_overrides": "Changed prices",
            "manual_discounts": "Manual discounts",
            "returns_without_receipt": "Returns without receipt",
            "receipt_copies": "Receipt copies",
            "basket_voided": "Basket emptied",
            "line_voided": "Line removed",
            "line_restored": "Line put back",
            "drawer_opened": "Drawer opened",
            "approval_given": "Approval given",
            "receipt_copied": "Receipt copy",
            "override_price": "Price changed",
            "manual_discount": "Manual discount",
            "return_without_receipt": "Return without receipt",
            "cash_paid_in": "Paid in",
            "cash_paid_out": "Paid out",
            "cash_dropped": "To the safe",
            "cash_difference": "Cash difference",
            "exception_decided": "Decision",
            "customer_viewed": "Customer looked at",
            "clock_changed": "Clock changed",
            "gap": "Gap in the journal",
        }
    )
    """What was done, as the journal and the reports call it."""
