"""Why a basket is not sold, or a tender not taken."""

SELLING = {
    "basket_empty": "The basket is empty. Add a line first.",
    "unknown_customer": "There is no customer {customer} here. Search by name or go on without.",
    "unknown_sale_line": "Receipt {receipt} has no line {sold_line}. Look at the receipt again.",
    "line_is_a_return": "Line {sold_line} of receipt {receipt} is itself a return. Choose a line that was sold.",
    "price_needed": "{sku} has no fixed price. Give its unit price.",
    "has_variants": "{sku} comes in sizes. Choose one of them.",
    "whole_pieces_only": "{sku} is sold by the piece. Give a whole number.",
    "unknown_receipt": "There is no receipt {receipt} here. Check its number.",
    "receipt_of_other_till": (
        "Receipt {receipt} is from another till, which cannot be asked now. Scan the code at its foot, or take the "
        "goods back without receipt."
    ),
    "receipt_unseen": (
        "Receipt {receipt} is genuine, but what was sold on it is not known here yet. Scan what comes back: with a "
        "manager's yes up to {limit} is given back."
    ),
    "order_not_returnable": (
        "Of order {number} only {left} of this can come back: what was handed over and did not come back yet. Take "
        "back less."
    ),
    "order_not_collected": "Nothing of order {number} was handed over yet. Hand it over on the Pickups page.",
    "order_of_other_store": "This order was for another store: {store}. Take it back there.",
    "returned_elsewhere_order": (
        "This of order {number} came back already, to {by}, {at}. Its money goes back once. Look at the order."
    ),
    "receipt_seen": "Receipt {receipt} can be looked up now. Scan its code again and tick what comes back.",
    "unseen_limit": (
        "While other tills cannot be asked, a basket gives back {limit} for their receipts at the most. Take back "
        "less, or wait for the line."
    ),
    "returned_elsewhere": (
        "{receipt}: only {left} of line {sold_line} can still come back, the rest came back at {by}, {at}. Take "
        "back less."
    ),
    "nothing_sold": "Receipt {receipt} is of a refund, nothing was sold on it. Scan the receipt of the sale.",
    "serial_needed": "{sku} is sold with its serial number. Scan or type it.",
    "serial_one_piece": "Each {sku} has a serial number of its own. Give every piece a line.",
    "serial_twice": "The serial number {serial} stands on two lines. Check which piece is which.",
    "serial_mismatch": "The piece that was sold has the serial number {sold}, not {serial}. Compare it with the paper.",
    "price_missing": "{sku} has no price. Give its unit price.",
    "price_below_fixed_tax": "The price is lower than the fixed taxes in it. Correct the price or the taxes.",
    "discount_not_allowed": "Returns and gift cards take no discount. Remove it.",
    "already_returned": "Of line {sold_line} of receipt {receipt} only {left} can still come back. Take back less.",
    "bad_return_quantity": "{value} of {sold} cannot come back. Take back whole pieces, of weighed goods all.",
    "unknown_tender": "Tenders of the type {type} are not taken here. Choose another.",
    "tender_needs_hub": (
        "Gift cards and store credit are kept by a hub, and this till works without one. Choose another means, or set "
        "up a till that joins a hub."
    ),
    "tender_sign": "A sale takes tenders above zero and a refund gives them below zero. Correct the amounts.",
    "under_paid": "The tenders are less than what is due.",
    "take_in_cash": "Take {in_cash} in cash.",
    "add_missing": "Add {missing}.",
    "back_more": "Give back {missing} more.",
    "over_paid": "The tenders are more than what is due.",
    "nothing_due": "Nothing is due. Give no tender.",
    "no_cash_due": "Nothing is left for cash. Leave the cash out.",
    "change_is_cash": "Change is given only in cash. Take {over} less.",
    "back_too_much": "Give back {over} less.",
    "back_in_cash": "Give back {in_cash} in cash.",
    "value_unknown": "The hub knows no such card or account. Check the number.",
    "bad_account": "{ref} is no account. Write the number of a card, or credit:, account: or points: and a customer.",
    "same_account": "These are the same customer. Name another one.",
    "card_exists": "This gift card is in use already. Take another one.",
    "wrong_card_pin": "This is not the PIN of the card. Type the one that came with it.",
    "expires_too_early": "A gift card cannot expire before it begins. Give a later day.",
    "value_blocked": "This card or account is blocked. Ask a manager, and choose another means.",
    "value_expired": "This card has expired. Choose another means.",
    "value_wrong_currency": "This card or account is in another currency. Choose another means.",
    "value_not_enough": "Only {left} is left on it. Take that, and the rest by another means.",
    "value_refused": "The hub does not let it be taken. Choose another means.",
    "no_programme": "This shop has no points programme. Choose another means.",
    "points_steps": "Points are taken in steps of {step}, at least {least}. Choose another number.",
    "points_not_enough": "This customer has {left} points to spend. Take no more, and the rest by another means.",
    "voucher_used": "The voucher {number} was taken here before. Ask a manager, and choose another means.",
    "gift_card_needed": "A gift card is sold with its number. Scan the card.",
    "gift_card_spent": "Only {left} is left on this gift card, so it does not come back. Leave it with the customer.",
    "offline_not_allowed": (
        "The hub cannot be asked now, and without it nothing of this kind is taken. Choose another means."
    ),
    "offline_unknown": (
        "The hub cannot be asked now, and nothing is known here of this account. Choose another means."
    ),
    "offline_too_old": (
        "The hub cannot be asked now, and what is known here is older than {hours} hours. Choose another means."
    ),
    "offline_no_proof": "The hub cannot be asked now. Scan the customer's card, then take it again.",
    "offline_limit": "The hub cannot be asked now, and only {left} more may be taken without it. Take less.",
    "customer_needed": "Store credit, points and accounts belong to a customer. Choose the customer first.",
    "bad_email": "{value} is not an e-mail address. Check it.",
    "bad_phone": "{value} is not a phone number. Write it with its country code.",
    "held_elsewhere": "Till {till} goes on with this basket. Ask there, or look at the list again.",
    "held_needs_line": "This basket was put aside at till {till}. Go on with it there, or wait for the line.",
    "not_suspended": "This basket is not on hold any more. Look at the list again.",
    "draft_unreadable": "The kept basket was made by another version of the program. Ring it up again.",
}
