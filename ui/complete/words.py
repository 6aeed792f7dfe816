"""What the screen after a sale says."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CompleteWords:
    title: str = "Sale complete"
    refunded: str = "Refund complete"
    subtitle: str = "Sale {number}"
    give_change: str = "Give change"
    no_change: str = "Paid in full"
    given_back: str = "Given back"
    received: str = "{tender} received {amount}"
    returned: str = "{tender} given back {amount}"
    total: str = "Sale total {amount}"
    refund_total: str = "Refund total {amount}"
    left_on_it: str = "{amount} left on it"
    rounding: str = "Rounded by {amount}"
    drawer_open: str = "Drawer open"
    suggested: str = "Suggested:"
    coins: str = "{count} × {coin}"
    tenders: Mapping[str, str] = field(
        default_factory=lambda: {
            "cash": "Cash",
            "card": "Card",
            "gift_card": "Gift card",
            "store_credit": "Store credit",
            "points": "Points",
            "voucher": "Voucher",
            "account": "Account",
        }
    )

    receipt: str = "Receipt"
    receipt_aside: str = "Printed whenever it is asked for"
    email: str = "E-mail"
    print: str = "Print"
    print_detail: str = "On the receipt printer"
    qr: str = "Show QR"
    qr_detail: str = "On the customer screen"
    gift: str = "Gift receipt"
    gift_detail: str = "No prices"
    printing: str = "Printing"
    printed: str = "Printed"

    earned: str = "{name} earned {points} points"
    served: str = "Sold to {name}"
    no_customer: str = "Sold without a customer"
    nobody: str = "Without a customer"
    taken_back: str = "{points} points taken back from {name}"
    balance: str = "New balance {points}"
    balance_later: str = "New balance {points} · to be confirmed"
    saved: str = "Saved"
    saved_detail: str = "Sale {receipt} · {time}"
    saved_here: str = "Saved on this till"
    saved_here_detail: str = "Sends by itself when the line is back"

    refund: str = "Refund this sale"
    nothing_sold: str = "Nothing was sold with it that could come back"
    reprint: str = "Reprint"
    new_sale: str = "New sale"
    or_scan: str = "or just scan"
    paper: str = "Receipt of sale {receipt}"
    not_printed: str = "The sale is done; only the paper is missing."
