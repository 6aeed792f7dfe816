"""One plain sentence for every refusal: what happened and what to do. A test finds every code that has none."""

from collections.abc import Mapping

from pos.domain.failures import Refused, Unavailable
from pos.domain.free_text import shown

_DOCUMENTS = {
    "bad_json": "This is not JSON. Check quotes, commas and brackets.",
    "json_too_large": "The document is longer than {limit} characters. Split it.",
    "duplicate_key": "The key {field} stands in one object twice. Keep one of them.",
    "unknown_field": "There is no field {field} here. Check its spelling.",
    "missing_field": "The field {field} is missing. Add it.",
    "bad_field": "The field {field} does not take {value}. Give another value.",
    "too_many": "The field {field} takes at most {limit} entries. Split the document.",
    "too_long": "The text in {field} is too long. Shorten it.",
    "control_characters": "The text in {field} contains characters that cannot be shown. Type it again.",
    "payment_card": "The text in {field} looks like a payment card number. Remove it, no card number is kept here.",
    "bad_id": "The id {value} is not a UUID. Make a new one for this basket.",
    "id_reused": "A basket with this id was sold with other content. Give this one an id of its own.",
    "bad_time": "{value} is not a time. Write it like 2026-11-21T14:32:00+00:00.",
    "time_without_zone": "The time {value} has no zone. Add one, like +00:00.",
    "bad_text": "A text contains half a character. Type it again.",
}
_FIGURES = {
    "bad_amount": '{value} is not an amount of this currency. Write it like "12.30".',
    "amount_too_large": "The amount {value} is too large. Check it.",
    "negative_amount": "The amount {value} is below zero. Give 0 or more.",
    "bad_quantity": '{value} is not a quantity. Write it like "1" or "0.345", above zero.',
    "bad_percent": '{value} is not a percentage. Write it like "10" or "12.5".',
    "percent_too_large": "{value} is more than 100 %. Give at most 100.",
    "discount_needs_one": "A discount is either a percentage or an amount. Give one of them.",
    "reason_without_discount": "There is a discount reason but no discount. Add the discount or remove the reason.",
}
_IMPORTS = {
    "import_empty": "The file is empty. Check the export it comes from.",
    "import_not_utf8": "The file is not UTF-8 text. Save it as UTF-8, from a spreadsheet as CSV UTF-8.",
    "import_not_text": "The file is not a text file. Save it as CSV UTF-8.",
    "import_row_too_long": "A row is longer than {limit} characters. Look for a quote that is not closed.",
    "import_quotes": "A quote is not closed or stands inside a field. Write a quote inside a field twice.",
    "import_no_header": "The first line does not name columns we know. Name {columns} in it.",
    "import_unknown_column": "There is no column {column}. Choose from {columns}.",
    "import_missing_column": "The column {column} is missing. Add it.",
    "import_duplicate_column": "The column {column} stands in the header twice. Keep one of them.",
    "import_too_large": "The file is too large to be imported at once. Split it.",
    "adjust_is_for_stock": "Only stock is adjusted. Leave --adjust out or import a stock file.",
    "file_unreadable": "The file {path} cannot be read. Check its permissions and the disk.",
    "first_user_manager": "The first user has to be a manager. Add one to the file.",
    "tax_category_in_use": "Products use the tax category {category}. Keep it in the file.",
    "promotion_twice": "Two promotions have this id. Give one of them another.",
    "bad_promotion": "The promotions file cannot be used.",
    "unsupported_promotion": "This version of Tandem cannot do what it asks for. Leave it out.",
    "group_in_two_phases": "All promotions of the group {value} need the same phase. Change one of them.",
    "bad_taxes": "The tax file cannot be used.",
    "unknown_tax": "There is no tax category {category}. Import the taxes first.",
    "until_before_from": "The time in {field} is not after the one it begins. Change one of them.",
    "tier_twice": "Two tiers have the same name or the same spend. Change one of them.",
}
_CODES = {
    "unknown_code": "No product has the code {raw}. Check it or search by name.",
    "bad_check_digit": "The code {raw} was misread, its last digit does not fit. Scan it again.",
    "bad_code": "{raw} cannot be a product code. Scan it again.",
    "malformed_code": "The code {raw} is cut short or mixed up. Scan it again.",
    "code_not_printable": "The code {value} has characters that no bar code can show. Use letters and digits.",
    "bad_pattern": "{value} is not a pattern for price or weight codes. Look at the examples in the settings.",
    "lot_expired": "The lot {lot} expired on {expiry}. Take it off the shelf.",
    "price_currency": "The price in the code is in {printed}. Type the price in the currency of this till.",
    "mistyped": "A character is wrong or missing. Compare it with the paper and type it again.",
    "not_a_receipt": "This is not the code of a receipt. Scan the code at its foot or type its number.",
    "receipt_forged": "The code does not belong to receipt {number}. Look the sale up by its number.",
    "not_a_loyalty_card": "This is not a loyalty card. Scan it again or search the customer by name.",
    "not_a_gift_card": "This is not a gift card. Scan it again or type its number.",
    "not_a_bag_label": "This is not a bag label. Scan the label on the bag.",
}
_SELLING = {
    "basket_empty": "The basket is empty. Add a line first.",
    "unknown_customer": "There is no customer {customer} here. Search by name or go on without.",
    "unknown_sale_line": "Receipt {receipt} has no line {sold_line}. Look at the receipt again.",
    "line_is_a_return": "Line {sold_line} of receipt {receipt} is itself a return. Choose a line that was sold.",
    "price_needed": "{sku} has no fixed price. Give its unit price.",
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
    "tender_sign": "A sale takes tenders above zero and a refund gives them below zero. Correct the amounts.",
    "under_paid": "The tenders are less than the total. Add what is missing.",
    "over_paid": "The tenders are more than what is due, and change is given only in cash. Take less.",
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
_PEOPLE_AND_CASH = {
    "unknown_staff": "There is no user {staff} here. Sign in with another name.",
    "own_approval": "Nobody approves what they ask for themselves. Ask somebody else.",
    "approval_not_allowed": "{staff} may not approve this. Ask a manager.",
    "approval_needed": "This needs approval. Ask a manager for a PIN.",
    "training_by_its_till": "This is the training of a till. Open that till and choose Training, or give --training.",
    "hub_owns_people": "The people of this till are kept at its hub. Ask whoever runs the hub to change this there.",
    "bad_pin": "A PIN has 4 to 8 digits. Choose another.",
    "same_pin": "This is the PIN that you have. Choose another.",
    "role_twice": "Two roles are called {value}. Give one of them another name.",
    "unknown_right": "There is no right {value}. Check its spelling.",
    "nobody_manages": "Nobody could look after the staff. Give one role manage_people and unlock_user.",
    "nobody_left_to_manage": "Nobody who works here could look after the staff any more. Keep the role of a manager.",
    "reason_needed": "This needs a reason. Write a few words.",
    "no_shift": "No shift is open. Open one first.",
    "shift_open": "A shift is open already. Close it first.",
    "unknown_shift": "There is no shift {shift} at this till. Choose one from the list.",
    "not_enough_cash": "There is less in the drawer. Take out less or count it.",
    "left_more_than_counted": "More would stay in the drawer than was counted. Count again or leave less.",
}
_COMMANDS = {
    "no_input": "There is nothing to read. Give the baskets on standard input.",
    "document_not_utf8": "The line is not UTF-8 text. Send it as UTF-8.",
    "bad_date": "{value} is not a day. Write it like 2026-11-21.",
    "no_shift_closed": "No shift was closed yet. Close one first.",
    "passphrase_needed": "A backup needs its passphrase or the recovery key. Give a file with one of them.",
    "secret_unreadable": "The first line of {path} is empty or no text. Write the passphrase or key there.",
    "unknown_journal": "There is no journal {journal} here. Look at what journal prints.",
    "system_refused": "The computer says: {words}. Check the disk and its permissions.",
}
_TILL = {
    "no_till": "There is no till in {home}. Set one up with tandem-till init.",
    "till_exists": "There is a till in {home} already. Choose another home.",
    "home_not_writable": "Nothing can be written in this folder. Choose another or change its permissions.",
    "till_in_use": "Another program is using this till. Close it first.",
    "till_busy": "The till is busy. Try again in a moment, nothing is lost.",
    "till_read_only": "Damage was found, so nothing is written any more. Restore the last backup.",
    "disk_full": "The disk is full. Free some space before the next sale.",
    "disk_error": "The disk does not take what is written. Try again; if it stays so, sell on another till.",
    "newer_schema": "The data was written by a newer version of Tandem. Update this program.",
    "file_missing": "The data file {path} is not there. Restore the last backup.",
    "file_damaged": "The data file is damaged. Restore the last backup.",
    "wrong_key": "The key does not open the data file. Bring back its key file or restore the last backup.",
    "key_unreadable": "The key in {path} cannot be read. Bring back the file or restore the last backup.",
    "keyring_waits": "The key ring of this computer does not answer. Unlock it and try again.",
    "credential_is_set_by_systemd": "The key comes from systemd here. Set it with systemd-creds.",
    "demo_damaged": "The demo file {file} is damaged in row {row}. Install Tandem again.",
    "no_file": "There is no file {path}. Check the name.",
    "bad_config": "The file {path} is not a TOML file. Check its quotes and brackets.",
    "unknown_setting": "There is no setting {field}. Check its spelling.",
    "bad_scale": "{value} is not a scale. Give a number from 1 to 1.75, like 1.25.",
    "bad_setup": "The setting {field} has a value that cannot be used. Change it.",
}
_HUB = {
    "bad_enrol_code": "This is no code for joining. Type it as the hub shows it.",
    "code_refused": "The hub does not take this code. It may be mistyped, used or too old; make a new one there.",
    "not_our_protocol": "What answers there is no hub of Tandem that this program understands. Check its address.",
    "hub_owns_this": "This till has joined a hub. Import the {kind} there, they come by themselves.",
    "staff_required": "This till has joined a hub, so every sale needs its cashier. Give staff.",
    "page_set_aside": "The hub sent {entity} {id} as it cannot be, so its page was not taken. Tell who runs the hub.",
    "bad_base64": "A key or a signature in it is cut short.",
    "wrong_id": "Its id is not that of what stands in it.",
    "bad_signature": "Our hub did not sign it.",
    "older_keys": "A newer list of keys was here already.",
    "page_does_not_fit": "What the hub sent does not follow what is here. It is asked again.",
    "no_snapshot": "What the hub sent does not belong to what was asked. It is asked again.",
}
_BACKUPS = {
    "backup_in_home": "A backup does not belong in the folder of the till itself. Choose another place.",
    "not_a_demo": "What is in {home} is no demo, so it was left as it is. Choose the folder of a demo.",
    "not_a_backup": "The file {path} is not a backup of Tandem. Choose another.",
    "newer_backup": "The backup was written by a newer version of Tandem. Update this program.",
    "backup_damaged": "The backup is damaged. Use an older one.",
    "backup_not_written": "The backup {path} could not be written. Check the disk and its permissions.",
    "backup_without_passphrase": "The backup has no passphrase. Use the recovery key.",
    "passphrase_too_short": "The passphrase is too short. Use {least} characters or more.",
    "wrong_passphrase": "The passphrase does not open this backup. Type it again or use the recovery key.",
    "wrong_recovery_key": "The recovery key does not open this backup. Compare it with the paper.",
    "restored_this_second": "A backup was restored here a moment ago. Wait a second and try again.",
}
_DEVICES = {
    "no_display": "There is no display here to open a window on. Use tandem-till, which needs none.",
    "no_printer": "No printer is set up. Choose one in the settings.",
    "no_print_job": "This document is not in the print queue any more. Print a copy from the sale.",
    "printer_unreachable": "The printer does not answer. Check its cable and power, nothing is lost.",
    "printer_out_of_paper": "The printer is out of paper. Put in a roll and print again.",
    "printer_cover_open": "The cover of the printer is open. Close it and print again.",
    "printer_off_line": "The printer is off line. Look at its lights, then print again.",
    "printer_interrupted": "The printer stopped in the middle. Look at the paper before printing again.",
    "drawer_not_opened": "The drawer did not open. Try again or use its key.",
    "terminal_silent": "The terminal does not answer, so nobody knows yet whether the card was charged. Ask it again.",
    "terminal_unreachable": "The terminal is not connected, so nothing was charged. Check its cable and power.",
    "terminal_missing": (
        "The program for the terminal {driver} does not start. Install it or name another in the settings."
    ),
    "no_terminal": "No card terminal is set up at this till. Choose another means.",
    "card_in_doubt": "Nobody knows yet whether the card was charged. Ask the terminal first.",
    "card_declined": "The card was declined. Try another card or take cash.",
    "card_cancelled": "The payment was ended before the card was charged. Try again or choose another means.",
    "card_back_refused": "The terminal did not give the money back, the payment stands. Try again or ask a manager.",
    "card_money_stands": "A card has paid for this basket. Undo that payment on Pay first.",
    "card_payment_missing": "A card payment of this basket was left out. Open Pay again; it is kept there.",
    "unknown_card_payment": "This till has no such card payment, or all of it was given back. Look at the sale again.",
}
_PICKUPS = {
    "unknown_order": "There is no pickup order {order} here. Check its number.",
    "order_not_to_pick": "Order {number} is not being packed any more. Look at the queue again.",
    "unknown_order_line": "Order {number} has no line {order_line}. Look at the order again.",
    "already_complete": "{name} is complete already. Put this one back.",
    "too_many_picked": "Only {left} more of {name} belong to this order. Take less.",
    "not_in_order": "{name} does not belong to order {number}. Put it back.",
    "not_picked": "{left} lines of order {number} are not picked yet. Pick them or say that they are missing.",
    "nothing_to_stage": "Nothing of order {number} was found. Say so to the customer instead of packing it.",
    "unknown_bay": "There is no bay {bay} in this store. Choose another.",
    "bad_bag": "A bag has a number from 1 to 99. Give one of them.",
    "not_staged": "Order {number} is not in a bay yet. Choose its bay first.",
    "not_to_restock": "The goods of order {number} do not go back to the floor. Look at the order again.",
    "already_collected": "Order {number} was handed over before, on {at} at till {till}. Hand nothing over.",
    "claim_refused": "The hub does not allow order {number} to be handed over. Look at the order again.",
    "code_malformed": "This is not a whole pickup code. Scan it again or ask for the order number.",
    "code_key_unknown": "This till does not know who made the code. Ask for the order number and the short code.",
    "code_not_genuine": "The code is not genuine. Hand nothing over and ask for the order number.",
    "wrong_store": "This order waits in another store: {store}. Send the customer there.",
    "code_revoked": "The code of order {number} does not count any more. Ask for the newest message.",
    "code_not_yet_valid": "The code of order {number} is not valid yet. Check the clock of this till.",
    "pickup_expired": "The time to collect order {number} is over. Ask the customer to order again.",
    "code_of_another_order": "The code is of another order than {order}. Open that one.",
    "not_ready": "Order {number} is not ready. Pack it first or ask a manager.",
    "clock_not_sure": "The clock of this till is not sure. Ask a manager to decide on order {number}.",
    "order_not_here_yet": "Order {number} has not arrived here yet. Ask a manager to decide by the bag and its goods.",
    "items_do_not_fit": "The scanned goods are not those of order {order}. Scan all that is in its bag.",
    "bag_of_another_order": "This bag does not belong to order {number}. Put it back.",
    "code_wrong": "The code is not that of order {number}. Compare it and type it again; tries left: {left}.",
    "code_locked": "The code of order {number} is locked for {seconds} s. Ask for the QR or a manager.",
    "pay_first": "Order {number} is not paid. Sell its goods at the till, then hand them over.",
    "id_check_needed": "Order {number} needs a look at a photo ID. Look at it, then say so.",
    "age_check_needed": "Some of these goods have an age limit. Check the age, then say so.",
    "somebody_else_not_allowed": "Order {number} is for its customer alone. Ask a manager.",
    "bag_needed": "While the till is offline the bag is the proof. Scan its label or ask a manager.",
    "too_many_units": "Only {left} of {name} are left to hand over. Hand over less.",
    "nothing_to_hand_over": "Nothing of order {number} was chosen. Scan what the customer takes.",
    "order_changed": "Somebody else worked on order {number} just now. Look at it again.",
    "unknown_hand_over": "This hand-over was not made at this till. Look at the order again.",
    "already_undone": "The hand-over of order {number} was taken back already. Look at the order again.",
    "too_late_to_undo": "The hand-over of order {number} is more than a minute old. Make a return instead.",
    "nothing_to_undo": "Nothing of order {number} left the shop then. Look at the order again.",
}
_CUSTOMERS = {
    "contact_needed": "A customer needs an e-mail address or a phone number. Ask for one of them.",
    "customer_exists": "{name} is a customer here with this contact. Open that customer.",
    "card_taken": "The card {card} belongs to {name}. Scan another card.",
    "bad_birthday": "{value} is not a birthday. Write it like 1990-04-28.",
    "bad_language": "{value} is not a language. Write it like en or en-GB.",
    "unknown_purpose": "Nobody is asked about {purpose} here. Choose another purpose.",
    "words_needed": "There are no words yet. Write them first.",
    "unknown_task": "This task is not known here. Look at the customer again.",
}
_WINDOW = {
    "unknown_exception": "This is not in the list any more. Look at it again.",
    "exception_decided": "{by} has decided this already. Look at the list again.",
    "has_variants": "{sku} comes in sizes. Choose one of them.",
    "unknown_badge": "This till does not know that badge. Sign in with a PIN.",
}
_ORDERS = {
    "must_refetch": "The hub does not know how far this was read. Fetch everything again.",
    "unknown_store": "There is no store {store}. Check its number.",
    "unknown_sku": "There is no product {sku}. Check its SKU.",
    "not_for_pickup": "{sku} cannot be collected, nothing of it lies on a shelf. Leave it out of the order.",
    "too_much": "{value} is more than the {limit} that can be collected of one line. Order less.",
    "more_than_spent": "{value} points are more than the {limit} that this order spent. Give back at most these.",
    "other_currency": "This store sells in {wanted}, not in {currency}. Order in {wanted}.",
    "order_ref_reused": "An order with this reference is there with other goods. Give this one a reference of its own.",
    "order_collected": "Order {number} was handed over already. Take the goods back as a return.",
    "order_ended": "Order {number} is over. Place a new one.",
    "no_refund_due": "No money of order {number} is due. Look at the order again.",
    "too_many_tokens": "Order {number} has had {limit} tokens. Cancel it and place it anew.",
    "name_needed": "A new customer needs a name. Write it.",
    "idempotency_key_needed": "The header Idempotency-Key is missing or no text of up to 128 characters. Send one.",
    "idempotency_reused": "This Idempotency-Key was used for something else. Make a new one.",
}
_HUB_ITSELF = {
    "bad_message": "This is not a message of the protocol: {why_not}. Correct it and send it again.",
    "bad_packing": "The message cannot be unpacked. Send it again.",
    "unknown_packing": "The hub unpacks gzip and zstd, not {packing}. Send it as one of them or as it is.",
    "unknown_media": "The hub reads JSON, not {media}. Send it as JSON.",
    "body_too_large": "The message is too large. Split it.",
    "key_needed": "Nobody gets an answer here without a key. Send one in the header Authorization.",
    "bearer_refused": "The key is not good any more. Sign in again.",
    "not_allowed": "This key does not open this. Ask whoever runs the hub for one that does.",
    "wrong_till": "A till speaks only for itself. Send its own till_id.",
    "till_revoked": "This till was taken out of the shop. Enrol it again.",
    "till_suspended": "This till is suspended. Ask whoever runs the hub.",
    "till_waiting": "This till waits for a yes at the hub. Ask whoever runs the hub for it.",
    "epoch_changed": "The hub was put back from a backup. Say hello to it again.",
    "hub_refused": "The hub says no without a reason that is known here. Ask whoever runs the hub.",
    "hub_unreachable": "The hub does not answer ({why}). It is asked again later.",
    "hub_busy": "The hub had too much to do at once. Nothing is lost; try again later.",
    "bench_needs_empty": "This database is a hub's with stores. Measure on an empty one.",
    "unknown_path": "There is nothing here. Check the address.",
    "wrong_method": "This address does not take this kind of request. Check its method.",
    "hub_error": "The hub failed at this. Nothing is lost; try again later.",
    "upgrade_needed": "The hub speaks version {speak} of the protocol. Update this program.",
    "too_many_tries": "Too many wrong codes came from here. Try again in {seconds} seconds.",
    "bad_key": "This is not a key of 32 bytes. Send one in base64url.",
    "challenge_refused": "The signature is not this till's, or it came too late. Sign in again.",
    "unknown_product": "There is no product {sku} here. Check its SKU.",
    "coupon_ends_too_early": "The coupons would end at {until}, which is over. Give a later time.",
    "coupon_used_elsewhere": "The coupon was used at {by}, {store}, {at}. Take it off the basket.",
    "unknown_promotion": "There is no such promotion here. Check its id.",
    "bad_till_number": "{till} is no till number. Give one from 1 to {highest}.",
    "till_number_taken": "Till {till} of this store is in use. Give another number, or --replace to take its place.",
    "unknown_fingerprint": "No waiting till shows this fingerprint. Compare the six digits on both sides.",
    "till_is_revoked": "Till {till} was revoked for good. Enrol it again.",
    "till_waits": "Till {till} waits for a yes. Give its fingerprint with enrol --yes.",
    "unknown_till": "There is no till {till} at this hub. Look at enrol --list.",
    "bad_channel_name": "{channel} is no name of a channel. Use small letters, digits, dots and dashes.",
    "bad_scope": "There is no scope {scope}. Choose from {scopes}.",
    "bad_webhook": "This is not an address for webhooks. Begin it with https.",
    "channel_exists": "There is a channel {channel} already. Choose another name.",
    "unknown_channel": "There is no channel {channel} whose key is still good. Look at channel list.",
    "store_exists": "Store number {store} or the store code {store_code} is taken. Choose another.",
    "no_stores": "The hub has no store yet. Add one first.",
    "store_needed": "The stores differ in this. Say which one with --store.",
    "bad_database": "This is not the address of a database. Begin it with sqlite:/// or postgresql+psycopg://.",
    "database_unreachable": "The database does not answer. Check that it runs and the address is right.",
    "certificate_half": "A certificate needs its key and a key its certificate. Give both.",
    "certificate_needed": "On {host} others can listen in. Give --tls-cert and --tls-key, or use 127.0.0.1.",
    "certificate_unreadable": "The certificate or its key in {path} cannot be used. Give both as PEM files.",
    "cannot_listen": "The hub cannot listen on {host} port {port}. Choose another port or stop who uses it.",
    "file_not_written": "The file {path} could not be written. Check the folder and its permissions.",
}
_LINE_TO_HUB = {
    "unreachable": "The hub {host} cannot be reached. Everything is kept and sent later.",
    "timed_out": "The hub {host} did not answer in time. Everything is kept and sent later.",
    "certificate_expired": "The certificate of {host} is not valid today. Check the clock here and the hub there.",
    "certificate_unknown": "The certificate of {host} comes from nobody this computer trusts. Tell who runs the hub.",
    "certificate_other": "{host} shows another key than at enrolment. Tell who looks after the network.",
    "not_our_hub": "Somebody else answers in the place of the hub. Check its address and the network.",
    "captive_portal": "The network wants somebody to sign in first. Open a web page and do so.",
    "proxy_login": "The proxy of this network wants a name and password. Tell who looks after the network.",
    "hub_failed": "The hub has a trouble of its own. Everything is kept and sent later.",
    "bad_answer": "The answer of the hub was cut off or mixed up. It is asked again later.",
    "bad_hub_url": "{url} is not the address of a hub. Write it like https://hub.example.",
    "plain_http": "Plain http goes only to this computer itself. Give the address of {host} with https.",
    "join_again": "This till was restored and has a new key, so its sales stay here. Join its hub again with enrol.",
    "other_hub": "This till belongs to another hub. Join that one; a restored till goes back to its own.",
    "other_till": "The code is for till {till} of store {store}, this is till {wanted}. Take one made with --replace.",
    "not_enrolled": "This till has no hub. Join one with tandem-sync enrol.",
}
SENTENCES = {
    **_DOCUMENTS,
    **_FIGURES,
    **_IMPORTS,
    **_CODES,
    **_SELLING,
    **_PEOPLE_AND_CASH,
    **_COMMANDS,
    **_TILL,
    **_HUB,
    **_HUB_ITSELF,
    **_BACKUPS,
    **_DEVICES,
    **_PICKUPS,
    **_CUSTOMERS,
    **_WINDOW,
    **_LINE_TO_HUB,
    **_ORDERS,
}

# For a code of a plug-in or of a newer hub.
_OTHERWISE = "This is not possible now, and nothing was changed. Try again or ask a manager."
_LIMITS = {"columns": 200, "words": 200, "path": 300, "home": 300}
_ABOUT = {"line": "Line", "promotion": "Promotion"}


def sentence(failure: Refused | Unavailable) -> str:
    """What to tell a person; the line or the promotion it is about goes before it.

    Where the fact `why` is a code too, its words follow: the file cannot be used, because of this field.
    """
    facts = _Shown(failure.facts)
    about = "".join(f"{words} {facts[name]}: " for name, words in _ABOUT.items() if failure.facts.get(name))
    codes = [failure.code, *(why for why in (facts.get("why"),) if why in SENTENCES)]
    return about + " ".join(SENTENCES.get(code, _OTHERWISE).format_map(facts) for code in codes)


class _Shown(dict[str, str]):
    """The facts as they may be repeated: short, and never a payment card."""

    def __init__(self, facts: Mapping[str, object]) -> None:
        super().__init__({name: shown(value, _LIMITS.get(name, 60)) for name, value in facts.items()})

    def __missing__(self, name: str) -> str:
        return "…"
