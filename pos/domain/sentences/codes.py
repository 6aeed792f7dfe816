"""What is wrong with a code that was scanned or typed."""

CODES = {
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
