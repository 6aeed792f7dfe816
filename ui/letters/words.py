"""What the keys of the sheet are called; letters and digits are called what they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SIGNS = {
    "@": "At sign",
    "'": "Apostrophe",
    "-": "Hyphen",
    "_": "Underscore",
    ",": "Comma",
    ".": "Full stop",
    "!": "Exclamation mark",
    "?": "Question mark",
    ":": "Colon",
    ";": "Semicolon",
    '"': "Quotation mark",
    "&": "Ampersand",
    "+": "Plus",
    "/": "Slash",
    "(": "Opening bracket",
    ")": "Closing bracket",
    "#": "Number sign",
    "%": "Per cent",
}


@dataclass(frozen=True, slots=True)
class LettersWords:
    sheet: str = "Letters"
    shift: str = "Shift"
    shift_once: str = "The next letter is a capital"
    shift_stays: str = "Capitals until Shift is pressed again"
    space: str = "Space"
    delete: str = "Delete the last letter"
    accents: str = "Accents and signs"
    letters: str = "Plain letters"
    hide: str = "Hide"
    enter: str = "Enter"
    signs: Mapping[str, str] = field(default_factory=lambda: dict(SIGNS))
