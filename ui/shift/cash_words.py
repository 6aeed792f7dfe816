"""What the page for cash in and out says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

_CORRECTION = "Correction of a booking"


@dataclass(frozen=True, slots=True)
class CashWords:
    subtitle: str = "Cash in and out"
    kinds: Mapping[str, str] = field(
        default_factory=lambda: {
            "paid_in": "Paid in",
            "paid_out": "Paid out",
            "dropped": "To the safe",
            "no_sale": "No sale",
        }
    )
    what: Mapping[str, str] = field(
        default_factory=lambda: {
            "paid_in": "Money that goes into the drawer beside sales",
            "paid_out": "Money that leaves the drawer to pay for something",
            "dropped": "Money that goes from the drawer to the safe",
            "no_sale": "The drawer opens and no money moves",
        }
    )
    reason: str = "Reason"
    choose_reason: str = "Choose a reason"
    reasons: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: {
            "paid_in": ("Change from the bank", "More float", "Money found", _CORRECTION),
            "paid_out": ("Post and parcels", "Cleaning", "Office supplies", "Food and drink", "Travel", _CORRECTION),
            "dropped": ("Too much in the drawer", "Before the end of the shift", _CORRECTION),
            "no_sale": ("Change a note", "Look for a note or coin", "Count in between", "Drawer was stuck"),
        }
    )
    other: str = "Something else"
    details: str = "Details"
    details_needed: str = "Say what it is"
    no_names: str = "No names, no card numbers"
    amount: str = "Amount"
    amount_needed: str = "Enter an amount"
    point: str = "Decimal point"
    clear: str = "Clear"
    backspace: str = "Delete the last digit"
    bad_amount: str = "Not an amount"
    for_good: str = "A booking cannot be taken back"
    for_good_more: str = "If one is wrong, book the opposite with the reason “{correction}”."
    written_down: str = "The opening is written down"
    written_down_more: str = "Who opened the drawer, when and why stays in the journal."
    correction: str = _CORRECTION
    actions: Mapping[str, str] = field(
        default_factory=lambda: {
            "paid_in": "Pay in",
            "paid_out": "Pay out",
            "dropped": "To the safe",
            "no_sale": "Open drawer",
        }
    )
    moved: str = "Moved in this shift"
    nothing_moved: str = "No cash moved beside sales yet."
    print_slip: str = "Print the slip again"
    slip_printed: str = "Slip sent to the printer"
    booked: str = "{kind} {amount} is booked"
    drawer_opened: str = "The opening of the drawer is written down"
    no_slip: str = "The slip did not come out. {why}"
    approval: str = "{kind} {amount}: {reason}"
    approval_drawer: str = "Open the drawer without a sale: {reason}"
