"""One plain sentence for every refusal: what happened and what to do. A test finds every code that has none."""

from collections.abc import Mapping

from pos.domain.failures import Refused, Unavailable
from pos.domain.free_text import shown

SENTENCES = {
    # Reading files and documents
    "bad_json": "This is not JSON. Check quotes, commas and brackets.",
    "json_too_large": "The document is longer than {limit} characters. Split it.",
    "duplicate_key": "The key {field} stands in one object twice. Keep one of them.",
    "unknown_field": "There is no field {field} here. Check its spelling.",
    "missing_field": "The field {field} is missing. Add it.",
    "bad_field": "The field {field} does not take {value}.",
    "too_many": "The field {field} takes at most {limit} entries. Split the document.",
    "too_long": "The text in {field} is too long. Shorten it.",
    "control_characters": "The text in {field} contains characters that cannot be shown. Type it again.",
    "payment_card": "The text in {field} looks like a payment card number. Remove it, no card number is kept here.",
    "bad_id": "The id {value} is not a UUID. Make a new one for this basket.",
    "bad_time": "{value} is not a time. Write it like 2026-11-21T14:32:00+00:00.",
    "time_without_zone": "The time {value} has no zone. Add one, like +00:00.",
    "bad_amount": "{value} is not an amount of this currency. Write it as a text like 12.30.",
    "amount_too_large": "The amount {value} is too large.",
    "negative_amount": "The amount {value} is below zero. Give 0 or more.",
    "bad_quantity": "{value} is not a quantity. Write it as a text like 1 or 0.345, above zero.",
    "bad_percent": "{value} is not a percentage. Write it as a text like 10 or 12.5.",
    "percent_too_large": "{value} is more than 100 %. Give at most 100.",
    "discount_needs_one": "A discount is either a percentage or an amount. Give one of them.",
    "reason_without_discount": "There is a discount reason but no discount. Add the discount or remove the reason.",
    "basket_empty": "The basket is empty. Add a line first.",
    "bad_text": "A text contains half a character. Type it again.",
    "bad_email": "{value} is not an e-mail address. Check it.",
    "bad_phone": "{value} is not a phone number. Write it with its country code.",
    "draft_unreadable": "The kept basket is of another version of the program. Ring it up again.",
    "tier_twice": "Two tiers have the same name or the same spend. Change one of them.",
    # Import files
    "import_empty": "The file is empty. Check the export it comes from.",
    "import_not_utf8": "The file is not UTF-8 text. Save it as CSV UTF-8.",
    "import_not_text": "The file is not a text file. Save it as CSV UTF-8.",
    "import_row_too_long": "A row is longer than {limit} characters. Look for a quote that is not closed.",
    "import_quotes": "A quote is not closed or stands inside a field. Write a quote inside a field twice.",
    "import_no_header": "The first line does not name columns we know. It has to name {columns}.",
    "import_unknown_column": "There is no column {column}. The columns are {columns}.",
    "import_missing_column": "The column {column} is missing. Add it.",
    "import_duplicate_column": "The column {column} stands in the header twice. Keep one of them.",
    # People
    "own_approval": "Nobody approves what they ask for themselves. Ask somebody else.",
    "approval_not_allowed": "{staff} may not approve this. Ask a manager.",
}


def sentence(failure: Refused | Unavailable) -> str:
    """What to tell a person; the line of the basket or file goes before it when there is one."""
    words = SENTENCES[failure.code].format_map(_Shown(failure.facts))
    return f"Line {failure.facts['line']}: {words}" if failure.facts.get("line") else words


class _Shown(dict[str, object]):
    """The facts as they may be repeated: short, and never a payment card."""

    def __init__(self, facts: Mapping[str, object]) -> None:
        super().__init__({name: shown(value, 200 if name == "columns" else 60) for name, value in facts.items()})

    def __missing__(self, name: str) -> str:
        return "…"
