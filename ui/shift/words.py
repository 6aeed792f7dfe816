"""What the shift screens say."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ShiftWords:
    title: str = "Shift"
    subtitle_open: str = "Open"
    subtitle_close: str = "Close"
    subtitle_x: str = "X report"
    subtitle_z: str = "Z report"

    count_float: str = "Count the float"
    count_drawer: str = "Count the drawer"
    next_line: str = "Tab or Enter goes to the next line"
    open_drawer: str = "Open drawer"
    by_machine: str = "Count by machine"
    no_machine: str = "No coin counter is connected to this till"
    large: str = "Notes and larger coins"
    large_of: Mapping[str, str] = field(default_factory=lambda: {"GBP": "Notes and pounds", "USD": "Notes"})
    """How the first column is called in a currency, where there is a better name for it."""
    small: str = "Coins"
    amount: str = "Amount"
    pieces_of: str = "Pieces of {denomination}"
    counted: str = "Counted"
    blind_note: str = "expected amount shows after you confirm (blind count)"

    open_heading: str = "Open the shift"
    open_shift: str = "Open shift"
    before_open: str = "Before the first sale"
    matches: str = "Matches the planned float"
    less_than_planned: str = "{amount} less than the planned float"
    more_than_planned: str = "{amount} more than the planned float"
    nothing_planned: str = "The first float of this till"
    nothing_planned_more: str = "Count what lies in the drawer now."

    blind_heading: str = "Blind count"
    hidden: str = "The expected amount is hidden"
    hidden_more: str = "It shows once you confirm. You can count again one time before a manager is asked."
    hidden_again: str = "This is the second count. After it a manager is asked."
    before_close: str = "Before closing"
    confirm: str = "Confirm"

    cash_heading: str = "Cash in the drawer"
    opening_float: str = "Opening float"
    cash_taken: str = "Cash sales and refunds"
    cash_taken_count: str = "Cash sales and refunds · {count}"
    paid_in: str = "Paid in"
    paid_out: str = "Paid out"
    dropped: str = "Dropped to the safe"
    expected: str = "Expected"
    even: str = "No difference"
    even_more: str = "What was counted is what was expected."
    short: str = "{amount} short"
    over: str = "{amount} over"
    within_limit: str = "Within the store limit of {limit}"
    above_limit: str = "Above the store limit of {limit}: a manager approves it"
    reason: str = "Reason for the difference"
    choose_reason: str = "Choose a reason"
    reasons: tuple[str, ...] = (
        "Wrong change given",
        "Note or coin not counted",
        "Cash paid in or out not booked",
        "Counterfeit or foreign money",
        "Not known",
    )
    leave: str = "Leave in the drawer for tomorrow"
    to_safe: str = "to safe {amount}"
    bad_amount: str = "not an amount"
    too_much: str = "more than was counted"
    close_shift: str = "Close shift, print Z"
    count_again: str = "Count again"

    approval_difference: str = "A difference of {amount} is above the limit of {limit}."
    approval_recount: str = "The drawer was counted twice already."

    x_so_far: str = "X, so far"
    z_closed: str = "Z, closed"
    earlier: str = "Earlier"
    export: str = "Export"
    print_again: str = "Print again"
    print_x: str = "Print X"
    net_sales: str = "Net sales"
    baskets: str = "Baskets"
    pieces: str = "Pieces a basket"
    with_member: str = "With a member"
    average: str = "average {amount}"
    change_on: str = "{percent} on {day}"
    of_all: str = "{part} of {all}"
    no_baskets: str = "no basket yet"
    by_hour: str = "Baskets by hour"
    closed_by: str = "Shift closed at {time} by {name}."
    goes_to_safe: str = "{amount} goes to the safe."
    still_open: str = "This shift is open since {time}."
    still_open_more: str = "Cash is counted when it closes."
    looking_back: str = "Shift of {time}, closed at {closed}."
    close_this: str = "Close the shift"
    sign_out: str = "Sign out"
    nothing_earlier: str = "No shift of this till was closed before."
    written: str = "Report written to {place}"
    printed: str = "Report sent to the printer"
    drawer_opened: str = "Drawer opened"
