"""What may stand in a name or a free text: bounded, no characters that act instead of show, no payment card."""

import json
import re

from pos.domain.card_number import looks_like_payment_card, mask_payment_cards
from pos.domain.failures import Refused

MAX_REASON = 200
"""Characters of a reason or a note that somebody writes at the till."""

# Controls, line and paragraph separators, direction overrides (they make a receipt read otherwise than it is) and
# halves of surrogate pairs. Joiners and direction marks, which many scripts need, are not among them.
_ACTS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_LOOKED_AT = 1000
# A spreadsheet takes a text that begins so for a formula; OWASP, "CSV Injection".
_FORMULA = ("=", "+", "-", "@")
_SHAPES: dict[type, str] = {dict: "{…}", list: "[…]"}


def why_not_word(text: str, limit: int, allowed: str = "") -> str | None:
    """Why this text cannot be an id or a code: `too_long`, `control_characters`, or None; `allowed` may stand in it."""
    if len(text) > limit:
        return "too_long"
    if text.isprintable():
        return None
    return "control_characters" if any(found not in allowed for found in _ACTS.findall(text)) else None


def why_not_free_text(text: str, limit: int, allowed: str = "") -> str | None:
    """Why this text cannot be kept as written by people: as `why_not_word`, or `payment_card`."""
    return why_not_word(text, limit, allowed) or ("payment_card" if looks_like_payment_card(text) else None)


def require_free_text(field: str, text: str, limit: int = MAX_REASON, **facts: object) -> None:
    """Refused `too_long`, `control_characters` or `payment_card` with the `field`, for a text that must not be kept."""
    if text and (code := why_not_free_text(text, limit)):
        raise Refused(code, field=field, **facts)


def shown(value: object, limit: int = 60) -> str:
    """A value from outside as it may be repeated to people: one short line, never a payment card."""
    text = value if isinstance(value, str) else _SHAPES.get(type(value)) or json.dumps(value, default=repr)
    masked = mask_payment_cards(text[:_LOOKED_AT])  # before it is cut, so that no cut hides what a number was
    line = _ACTS.sub("\N{REPLACEMENT CHARACTER}", masked)
    return line if len(line) <= limit else line[: limit - 1] + "…"


def spreadsheet_cell(text: str) -> str:
    """A text as it may stand in a CSV file that somebody opens in a spreadsheet; a signed number stays one."""
    is_number = text[1:].replace(".", "", 1).isdecimal()
    return f"'{text}" if text.startswith(_FORMULA) and not is_number else text
