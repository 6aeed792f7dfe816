"""What the pickup screens say."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PickupWords:
    queue: str = "Orders"
    all: str = "All"
    to_pick: str = "To pick"
    in_bay: str = "In its bay"
    not_told: str = "not announced yet"
    ready: str = "Ready"
    overdue: str = "Overdue"
    collected_chip: str = "Collected"
    collected_today: str = "{count} collected today"
    print_list: str = "Print pick list"
    nothing_to_pick: str = "There is nothing to pick"
    nobody: str = "No name"
    no_bay: str = "—"
    one_item: str = "1 item"
    items_of: str = "{count} items"
    since: str = "since {when}"
    promised: str = "promised {when}"
    days_left: str = "{count} days left"
    one_day_left: str = "1 day left"
    last_day: str = "last day today"
    window_over: str = "hold over since {day}"
    in_the_shop: str = "{day}, {time}"
    empty_all: str = "No orders are waiting here."
    empty_to_pick: str = "Nothing is to be picked."
    empty_ready: str = "No order is ready for a customer."
    empty_overdue: str = "No order is overdue."
    checked_at: str = "Last checked {time}."
    never_checked: str = "This till has not heard from the web shop yet."

    scan_code: str = "Scan the customer’s QR code, or type the order number"
    scan_item: str = "Scan an item to tick it off"
    scan_pick: str = "Scan each item as you take it"
    scan_bag: str = "Scan the label on the bag"
    idle: str = "Ready for the next customer"
    idle_words: str = "Scan the QR code, type an order number, or choose an order in the list."

    genuine: str = "Code is genuine: order {number}"
    genuine_words: str = "For this store · {paid} · valid until {day}"
    by_code: str = "Short code is right: order {number}"
    looked_up: str = "Order {number} is ready"
    looked_up_words: str = "{paid} · ask for the QR code, the short code or a photo ID"
    not_here: str = "Code is genuine: order {number}"
    not_here_words: str = "The order itself has not arrived yet. Scan the bag and every item; a manager approves it."
    paid_online: str = "paid online {amount}"
    pay_here: str = "{amount} is still to be paid"
    bay: str = "Bay"
    clock_doubt: str = "The clock of this till is in doubt; a manager approves the date of the code."

    items: str = "Items"
    scanned: str = "{done} of {all} scanned"
    of: str = "{done} of {all}"
    missing_note: str = "missing"
    refused_note: str = "not wanted"
    handed_note: str = "handed over before"
    missing: str = "Item missing"
    refuses: str = "Customer refuses item"
    back: str = "Back to queue"
    back_short: str = "Back"
    hand_over: str = "Hand over"
    hand_over_part: str = "Hand over {done} of {all}"
    one_left: str = "1 item left"
    left: str = "{count} left"
    items_left: str = "{count} items left"
    nothing_left: str = "Nothing is left to hand over"
    need_proof: str = "Ask for code or ID"
    need_id: str = "Look at the ID"
    need_age: str = "Check the age"
    need_payment: str = "Not paid yet"
    scan_everything: str = "Scan every item"
    partly_there: str = "Some of it is ticked. Hand over that part, the rest stays in the order."
    no_open_item: str = "No item is open"
    which_missing: str = "Which item is missing?"
    which_refused: str = "Which item is not wanted?"
    why_refused: str = "Why is it not wanted?"
    refuse_reasons: Mapping[str, str] = field(
        default_factory=lambda: {
            "fit": "Does not fit",
            "damaged": "Damaged or faulty",
            "not_as_described": "Not as described",
            "changed_mind": "Changed their mind",
        }
    )
    why_missing: str = "Why is it missing?"
    missing_reasons: Mapping[str, str] = field(
        default_factory=lambda: {
            "not_found": "Not found",
            "damaged": "Damaged",
            "sold": "Sold meanwhile",
        }
    )

    who: str = "Who is collecting?"
    ordered_it: str = "placed the order"
    collects_for: str = "collects for {name}"
    nobody_told: str = "the order is not here yet"
    id_matches: str = "Name on photo ID matches"
    id_of_somebody: str = "Name on photo ID looked at"
    age: str = "Age 18+"
    not_needed: str = "(not needed here)"
    nothing_stored: str = "Nothing from the ID is stored: only that you looked, and when."
    someone_else: str = "Someone else collects"
    no_one_else: str = "The customer collects"
    not_allowed: str = "The order does not allow somebody else; a manager approves it."
    ask_manager: str = "Ask a manager"
    someone_title: str = "Who collects instead?"
    someone_name: str = "Name as on the photo ID"
    someone_note: str = "The name is kept sealed: it is read only when the order is in dispute."
    take_name: str = "Take the name"

    approve_no_proof: str = "Order {number} is handed over without code and without ID."
    approve_someone: str = "Somebody else collects order {number}."
    approve_clock: str = "The clock is in doubt, and the code of order {number} is not valid by it."
    approve_offline: str = "Order {number} is handed over offline without its bag label."
    approve_not_here: str = "Order {number} has not arrived at this till yet."

    what_to_do: str = "What you can do"
    what_was_scanned: str = "What was scanned"
    tone_played: str = "A tone was played. Nothing is handed over for this code."
    do_not: str = "Do not hand over"
    fact_code: str = "Code"
    fact_customer: str = "Customer"
    fact_store: str = "Pickup store"
    fact_here: str = "This store"
    fact_handed: str = "Handed over"
    fact_by: str = "Handed over by"
    fact_window: str = "Window"
    fact_refund: str = "Refund"
    fact_read: str = "Read as"
    fact_signature: str = "Signature"
    fact_checked: str = "Checked"
    fact_state: str = "Order"
    fact_promised: str = "Promised"
    fact_valid_from: str = "Valid from"
    genuine_code: str = "genuine"
    looked_up_code: str = "none, the order was looked up"
    genuine_used: str = "genuine, used before"
    genuine_closed: str = "genuine, window closed"
    genuine_old: str = "genuine, replaced by a newer one"
    genuine_early: str = "genuine, not valid yet"
    not_genuine: str = "not genuine"
    not_readable: str = "not a pickup code"
    not_checkable: str = "signed with a key this till does not know"
    read_as: str = "PU1 · order {order} · key k{kid}"
    no_verify: str = "does not verify"
    key_unknown: str = "cannot be checked"
    on_this_till: str = "on this till, no network needed"

    other_store: str = "Other store"
    waits_at: str = "This order waits at {store}"
    waits_elsewhere: str = "This order waits at another store"
    order_is: str = "Order {number}"
    other_code: str = "Another code"
    other_code_words: str = "Perhaps the customer has one for an order here"
    open_until: str = "open until {time} today"
    go_there: str = "{store}"
    call_store: str = "Call {store}"
    call_words: str = "{phone} · ask them to hold it"
    already: str = "Already collected"
    already_title: str = "This order was handed over before"
    at_till: str = "Till {till}"
    see_record: str = "See the handover"
    see_record_words: str = "Who handed over what, and when"
    open_record: str = "Open record"
    not_them: str = "Customer says it was not them"
    not_them_words: str = "Nothing is handed over. A manager looks into it with the record."
    expired: str = "Expired"
    expired_title: str = "The pickup window closed on {day}"
    refunded: str = "refunded {amount}"
    back_on_shelf: str = "items are back on the shelf"
    sell_again: str = "Sell the items now"
    sell_again_words: str = "They are in the shop’s stock again"
    put_in_basket: str = "Put in a basket"
    reopen: str = "Re-open the order"
    reopen_words: str = "Only the web shop can, and only before a refund"
    forged: str = "This code was not issued by our shop"
    forged_words: str = "The signature does not fit. It may be a damaged code, a screenshot of an old one, or a copy."
    malformed: str = "This is not a pickup code"
    malformed_words: str = "What was read is not complete, or it is another kind of code."
    unknown_key: str = "This code cannot be checked here"
    unknown_key_words: str = "It is signed with a key that this till has not heard of."
    revoked: str = "A newer code was sent for this order"
    revoked_words: str = "Order {number} · this code is no longer valid. The newest e-mail has the right one."
    early: str = "This code is not valid yet"
    early_words: str = "Order {number} · valid from {day}, {time}"
    not_ready: str = "Not ready"
    not_ready_title: str = "This order is not ready yet"
    not_ready_words: str = "Order {number} · {state} · promised by {when}"
    cancelled_title: str = "This order was cancelled"
    cancelled_words: str = "Order {number} · nothing is handed over"
    try_again: str = "Try once more"
    try_again_words: str = "Clean screen, full brightness"
    scan_again: str = "Scan again"
    look_up: str = "Look the order up"
    look_up_words: str = "By order number plus name on photo ID"
    find_order: str = "Find order"
    still_wrong: str = "Still wrong"
    still_wrong_words: str = "Ask a manager. Without a right code, only a photo ID or a manager’s PIN hands over."
    newest_code: str = "Open the newest e-mail"
    newest_words: str = "The code in it is the valid one"
    pick_now: str = "Pick it now"
    pick_now_words: str = "Take the items from the shelf while the customer waits"
    pick: str = "Pick"
    come_back: str = "Come back later"
    come_back_words: str = "An e-mail tells the customer when it is ready"
    states: Mapping[str, str] = field(
        default_factory=lambda: {
            "placed": "just placed",
            "assigned": "to be picked",
            "accepted": "to be picked",
            "declined": "declined by the store",
            "picking": "being picked",
            "picked": "picked, not in a bay yet",
            "short": "picked, not complete",
            "staged": "in its bay, not announced yet",
            "ready": "ready",
            "partly_collected": "partly collected",
            "collected": "collected",
            "cancelled": "cancelled",
            "expired": "expired",
            "restocked": "back on the shelf",
            "refunded": "refunded",
            "refused": "refused by the customer",
        }
    )
    proofs: Mapping[str, str] = field(
        default_factory=lambda: {
            "qr": "QR code",
            "code": "short code",
            "photo_id": "name on ID",
            "manager": "manager",
        }
    )
    record: str = "Handover of order {number}"
    record_row: str = "{count} · {day}, {time}"

    handed_to: str = "Handed over to {name}"
    handed_over: str = "Handed over"
    handed_words: str = "Order {number} · {units} · {time} · {proof}"
    units_of: str = "{done} of {all} items"
    looked_at_id: str = "{name} looked at the ID"
    saw_code: str = "QR code was genuine"
    saw_short_code: str = "short code was right"
    approved: str = "approved by a manager"
    web_told: str = "Web shop told"
    web_waiting: str = "Waiting to tell the web shop"
    web_waiting_words: str = "It is written down here, and the web shop hears of it as soon as the line is back."
    print_slip: str = "Print slip"
    undo_for: str = "Undo, {seconds} s left"
    undo_brief: str = "Undo, {seconds} s"
    next_brief: str = "Next"
    next_customer: str = "Next customer"
    undone: str = "Handover of {number} undone"
    slip_printed: str = "Slip sent to the printer"

    pick_title: str = "Pick {number} for {name}"
    pick_title_nameless: str = "Pick {number}"
    pick_words: str = "{items} · {paid} · promised by {when}"
    time_left: str = "{time} left"
    late_by: str = "{time} late"
    hours_minutes: str = "{hours} h {minutes} min"
    minutes: str = "{minutes} min"
    days: str = "{days} days"
    sorted_by_way: str = "Sorted by the way through the store. Two items in one scan? Type the number with F4."
    not_found: str = "Not found"
    ready_label: str = "Ready, print label"
    ready_brief: str = "Ready, label"
    need_bay: str = "Choose a bay"
    no_bays: str = "No bay is free"
    nothing_found: str = "Nothing was found"
    more_bays: str = "More"
    choose_bay: str = "Which bay?"
    ready_told: str = "{number} is ready in {bay}"
    quantity_title: str = "How many?"
    at_most: str = "At most {count} are left"
    no_place: str = "place not known"

    ticked: str = "{name} ticked"
    bag_seen: str = "Bag label matches"
    other_bag: str = "That bag belongs to another order"
    not_in_order: str = "Not in this order"
    all_ticked: str = "Already ticked"
    not_found_order: str = "No order {text} here"
    one_moment: str = "One moment, then scan again"
    no_order_open: str = "Open an order first"
    code_right: str = "Short code is right"
    wrong_code: str = "That code is not right. {tries} tries left"
    code_locked: str = "The short code is locked for {minutes} min"
    list_printed: str = "Pick list sent to the printer"
