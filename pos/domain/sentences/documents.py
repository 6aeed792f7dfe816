"""What is wrong with what is written: a document on standard input, a figure in it, a command."""

DOCUMENTS = {
    "bad_json": "This is not JSON. Check quotes, commas and brackets.",
    "json_too_large": "The document is longer than {limit} characters. Split it.",
    "duplicate_key": "The key {field} stands in one object twice. Keep one of them.",
    "unknown_field": "There is no field {field} here. Check its spelling.",
    "missing_field": "The field {field} is missing. Add it.",
    "bad_field": "The field {field} does not take {value}. Give another value.",
    "no_line": '{value} is no line of a basket. Write each line in braces, like {{"code": "FLASK", "qty": "1"}}.',
    "not_an_object": 'The field {field} is {value}, which is no object. Write it in braces, like {{"name": "value"}}.',
    "not_a_list": 'The field {field} is {value}, which is no list. Write it in square brackets, like ["A", "B"].',
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
FIGURES = {
    "bad_amount": '{value} is not an amount of this currency. Write it like "12.30".',
    "amount_too_large": "The amount {value} is too large. Check it.",
    "negative_amount": "The amount {value} is below zero. Give 0 or more.",
    "cash_above_zero": (
        "{value} is not above zero. Give the amount without a sign: pay-in puts cash into the drawer, pay-out takes it "
        "out, drop brings it to the safe."
    ),
    "bad_quantity": '{value} is not a quantity. Write it like "1" or "0.345", above zero.',
    "bad_percent": '{value} is not a percentage. Write it like "10" or "12.5".',
    "percent_too_large": "{value} is more than 100 %. Give at most 100.",
    "discount_needs_one": "A discount is either a percentage or an amount. Give one of them.",
    "reason_without_discount": "There is a discount reason but no discount. Add the discount or remove the reason.",
}
COMMANDS = {
    "no_input": "There is nothing to read. Give the baskets on standard input.",
    "document_not_utf8": "The line is not UTF-8 text. Send it as UTF-8.",
    "bad_date": "{value} is not a day. Write it like 2026-11-21.",
    "days_reversed": "The days begin on {since} and end on {until}, which is before. Give the earlier day first.",
    "no_shift_closed": "No shift was closed yet. Close one first.",
    "passphrase_needed": "A backup needs its passphrase or the recovery key. Give a file with one of them.",
    "secret_unreadable": "The first line of {path} is empty or no text. Write the passphrase or key there.",
    "unknown_journal": "There is no journal {journal} here. Look at what journal prints.",
    "system_refused": "The computer says: {words}. Check the disk and its permissions.",
}
