"""What the return page says."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReturnWords:
    title: str = "Return"
    find: str = "Scan a receipt or an order’s code, or type a number or a customer’s name"
    find_goods: str = "Scan the goods, or type their code"
    start: str = "Scan the receipt"
    start_words: str = (
        "Or type the last digits of its number, or the name, e-mail or card of the customer who bought it. An online "
        "order is found by its number, its code, or e-mail and postcode together."
    )
    nothing_found: str = "No sale here fits {text}"
    nothing_found_words: str = (
        "Sales of this till are found by number, day and customer. Of another till scan the receipt, or type its whole "
        "number."
    )
    other_receipt: str = "Other receipt"
    no_receipt: str = "No receipt"
    not_added: str = "Nothing was changed."

    sale: str = "Sale {number}"
    order: str = "Online order {number}"
    online: str = "Online"
    fetched: str = "Collected {day} {time}"
    paid_online: str = "paid online"
    not_paid_online: str = "Not paid online"
    online_payment: str = "Online payment"
    channel_refunds: str = "As it was paid · {channel} refunds it"
    asked_later: str = "As it was paid · asked for when the line is back"
    not_in_this_till: str = "Paid online, not at a till"
    no_exchange: str = "Take it back, then sell what the customer takes instead"
    points_of_order: str = "Points of the order"
    by_the_hub: str = "set right by the hub"
    back_told: str = "{number} came back: {amount}"
    back_told_words: str = "The money is asked of {channel}, which gives it back once, the way it was paid."
    back_later_words: str = (
        "The request goes out when the line is back. Do not promise the money before: another store may have taken it."
    )
    back_credit_words: str = "It becomes store credit of {name} as soon as the hub has heard of it."
    inside: str = "Inside {days} days"
    over: str = "{age} days old, {days} allowed"
    age_today: str = "Sold today"
    age_one: str = "1 day old"
    age: str = "{age} days old"
    facts: str = "{day} {time} · Till {till} · {by} · {paid}"
    facts_short: str = "{day} {time} · Till {till} · {paid}"
    paid_by: str = "paid by {tenders}"
    not_paid: str = "paid by exchange"
    without: str = "No receipt"
    unseen_chip: str = "receipt {number}"
    unseen_goods: str = "Goods for receipt {number}: scan them, or type their code"
    unseen_next: str = "The hub compares it with the sale as soon as it has both."
    without_words: str = "Today’s list price · a manager says yes"
    hit: str = "{day}, {time} · {count}"
    one_piece: str = "1 item"
    pieces: str = "{count} items"

    question: str = "What comes back?"
    question_words: str = "Scan items, or tick them"
    paid: str = "paid"
    paid_for: str = "paid for {count}"
    paid_of: str = "paid, of {list}"
    today: str = "today’s price"
    came_back: str = "{count} of {sold} came back"
    all_back: str = "Came back already"
    all_back_title: str = "Everything on this receipt came back already"
    all_back_words: str = "There is nothing left to take back. Look for another receipt."
    no_receipt_chip: str = "without receipt"
    tick: str = "{name}, {amount}"
    quantity: str = "How many of {name} come back"
    reason: str = "Reason"
    reason_of: str = "Why {name} comes back"
    place_of: str = "Where {name} goes"
    more_lines: str = "{count} more lines"

    reasons: tuple[str, ...] = (
        "Too small",
        "Too large",
        "Changed their mind",
        "Not as described",
        "Wrong item",
        "Unwanted gift",
        "Faulty",
        "Damaged",
    )
    faulty: tuple[str, ...] = ("Faulty", "Damaged")
    """Reasons of goods that nobody can sell again."""
    places: dict[str, str] = field(
        default_factory=lambda: {
            "restock": "Back to shelf",
            "damaged": "Damaged goods",
            "supplier": "Return to supplier",
        }
    )
    note: str = "A faulty item never goes back to sellable stock."
    exchange: str = "Exchange instead"
    exchanged: str = "What comes back is in the basket. Scan what the customer takes."

    kept_label: str = "Return"
    """Under which a return waits among the held baskets while nobody knows whether its money went back."""
    kept_aside: str = "Return held with its payment: recall it on Sell."
    not_back: str = "Nothing was given back."

    refund_to: str = "Refund to"
    tenders: dict[str, str] = field(
        default_factory=lambda: {
            "cash": "Cash",
            "card": "Card",
            "voucher": "Voucher",
            "account": "Account",
            "gift_card": "Gift card",
            "store_credit": "Store credit",
        }
    )
    part: str = "{tender} {amount}"
    as_paid: str = "As it was paid"
    same_card: str = "Same card, as it was paid"
    manager: str = "A manager can allow this: paid by {tenders}"
    manager_online: str = "A manager can allow this: paid online"
    any_way: str = "No receipt to go by"
    why_no_ledger: dict[str, str] = field(
        default_factory=lambda: {
            "no_hub": "Needs a hub",
            "customer": "Needs a customer",
            "no_card": "Not paid by gift card",
            "no_receipt": "Needs a receipt",
        }
    )
    card_ending: str = "•• {last}"
    counts_later: str = "Counts when the line is back"
    also: str = " · "
    and_then: str = ", then "

    one_item: str = "1 item"
    items: str = "{count} items"
    tax_included: str = "VAT included"
    tax_added: str = "VAT"
    points_back: str = "Points taken back"
    refund: str = "Refund"
    tick_first: str = "Tick what comes back"
    reason_first: str = "Choose a reason for each"
    refunding: str = "Booking the refund"

    approve_refund: str = "{number}: {amount}. {why}"
    why: dict[str, str] = field(
        default_factory=lambda: {
            "return_without_receipt": "Goods without receipt.",
            "return_late": "{age} days old, {days} allowed.",
            "refund_tender": "Not given back the way it was paid.",
        }
    )
    ticked: str = "{name} ticked"
    serial_title: str = "Which piece is it?"
    serial_words: str = "Scan its serial number, or type it as it stands on the piece."
    serial_take: str = "Take back"
    serial_wrong: str = "Scan or type the number."
    serial_other: str = "Another piece was sold on this receipt. Compare the number with the paper."
    no_more: str = "No more of {name} can come back"
    not_in_order: str = "Not in this order, or not handed over"
    not_on_receipt: str = "Not on this receipt. Press No receipt to take it back without"
