"""Why rows of an import file were not taken, in words, and the file that says so."""

import csv
import io
from collections.abc import Iterable

from pos.domain.free_text import spreadsheet_cell
from pos.domain.imports.row import Problem

REASONS = {
    "missing": "This field needs a value.",
    "row_short": "The row has fewer fields than the header. Check its separators and quotes.",
    "row_long": "The row has more fields than the header. Check its separators and quotes.",
    "too_long": "The text is too long.",
    "too_many": "The field lists too many values.",
    "control_characters": "The text contains characters that cannot be shown. Type it again.",
    "payment_card": "This looks like a payment card number. Remove it, no card number is kept here.",
    "bad_price": "This is not a price. Write it like 12.30, with a point and without a currency sign.",
    "too_many_decimals": "The price has more decimals than the currency.",
    "price_too_large": "The price is too large.",
    "negative_price": "A price cannot be below zero.",
    "sku_twice": "This SKU stands in the file before. Keep one of the rows.",
    "barcode_twice": "Another SKU in the file has this barcode. A barcode belongs to one product.",
    "barcode_taken": "Another product in this till has this barcode. A barcode belongs to one product.",
    "unknown_sku": "There is no product with this SKU here. Import the products first.",
    "unknown_tax": "The tax file has no such category. Import the taxes first.",
    "unknown_kind": "The kind is one of each, weighed, open_price, service, gift_card, bundle.",
    "bad_components": "These are no components. Write them as SKU:quantity joined by |, like MUG:2|SAUCER:2.",
    "component_twice": "This SKU stands among the components before. Add the quantities up.",
    "components_of_no_bundle": "Only a bundle has components. Write bundle as its kind.",
    "unknown_component": "There is no product with the SKU of this component. Import it first, or with this file.",
    "component_kind": "A bundle is made of goods with a stock of their own. Services and bundles cannot be in it.",
    "bad_serial_rule": "The serial number of a product is required or the field stays empty.",
    "bad_min_age": "The age that a buyer needs is 16, 18, 21 or empty.",
    "variant_of_itself": "A product cannot be a variant of itself. Give the SKU of its parent.",
    "bad_date": "This is not a date. Write it like 2026-11-21 or 2026-11-21T14:30.",
    "until_before_from": "The price ends before it begins.",
    "bad_min_qty": "This is not a quantity. Write it like 3 or 0.5.",
    "price_twice": "The same list has a price for this SKU under the same conditions before. Keep one of the rows.",
    "id_twice": "This id stands in the file before. Keep one of the rows.",
    "card_twice": "Another customer in the file has this card.",
    "bad_email": "This is not an e-mail address.",
    "bad_phone": "This is not a phone number. Write it with its country code, like +49 30 901820.",
    "unknown_tier": "The programme has no tier of this name.",
    "bad_points": "Points are a whole number.",
    "bad_birthday": "This is not a date of birth. Write it like 1990-04-23.",
    "bad_language": "This is not a language. Write it like en, de or zh-Hant.",
    "bad_consent": "A consent is yes, no or empty.",
    "unknown_role": "The shop has no such role. Without a roles file they are cashier, associate, manager.",
    "bad_badge": "This is no badge. A badge is TB and 26 letters and digits.",
    "badge_twice": "Somebody else in the file has this badge.",
    "badge_taken": "Somebody else has this badge already. Make a new one.",
    "bad_pin": "A PIN has 4 to 8 digits.",
    "reserved_id": "The id till belongs to the till itself. Choose another.",
    "bad_count": "This is not a counted quantity. Write it like 12 or 0.5, not below zero.",
    "bad_change": "This is not a change of stock. Write it like 5 or -2.5, and not 0.",
    "count_twice": "This SKU was counted at the same place in a row before. Keep one of the rows.",
}


def errors_csv(problems: Iterable[Problem]) -> str:
    """The file that lies beside an import with problems: line, column, reason in words, value."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("line", "column", "reason", "value"))
    for problem in problems:
        writer.writerow((problem.line, problem.column, REASONS[problem.code], spreadsheet_cell(problem.value)))
    return out.getvalue()
