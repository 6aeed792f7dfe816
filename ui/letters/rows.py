"""Which keys stand where: the letters of a language, and a second page with signs and the accents of the others."""

from dataclasses import dataclass

from ui.widgets.keypad import BACK

SHIFT, TURN, SPACE, HIDE, ENTER = "shift", "turn", "space", "hide", "enter"

_LETTERS = {
    "en": ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    "de": ("qwertzuiopü", "asdfghjklöä", "yxcvbnmß"),
    "pl": ("qwertyuiopęó", "asdfghjkląśł", "zxcvbnmżźćń"),
}
"""As they stand on the keyboards of the language; its own letters at the end of each row."""
_ACCENTS = ("àáâãäåæąçćčďèéêëę", "ěìíîïłñńňòóôõöőøœ", "řśšßťùúûüůűýÿźžż")
_DIGITS, _SIGNS = "1234567890", '!?:;"&+/()#%'
_STOPS = "@'-_,."
_WIDE, _SPACE_WIDTH = 1.5, 2.5


@dataclass(frozen=True, slots=True)
class Spot:
    """A key and its width, in widths of a letter. `sign` is what it writes, or one of the names above and `BACK`."""

    sign: str
    width: float = 1.0


Row = tuple[Spot, ...]


def writes_in(language: str) -> bool:
    """Whether the letters of a language are on the keys: Chinese comes from the system's own keyboard."""
    return language in _LETTERS


def letters(language: str) -> tuple[Row, ...]:
    """The first page; where a language is written otherwise, the letters of mail addresses."""
    return _page(_DIGITS, _LETTERS.get(language, _LETTERS["en"]))


def accents() -> tuple[Row, ...]:
    """The second page."""
    return _page(_SIGNS, _ACCENTS)


def width_of(row: Row) -> float:
    return sum(spot.width for spot in row)


def _page(first: str, three: tuple[str, str, str]) -> tuple[Row, ...]:
    last = (Spot(SHIFT, _WIDE), *_spots(three[2]), Spot(BACK, _WIDE))
    foot = (Spot(TURN, _WIDE), *_spots(_STOPS[:3]), Spot(SPACE, _SPACE_WIDTH), *_spots(_STOPS[3:]))
    return (_spots(first), _spots(three[0]), _spots(three[1]), last, (*foot, Spot(HIDE, _WIDE), Spot(ENTER, _WIDE)))


def _spots(signs: str) -> Row:
    return tuple(Spot(sign) for sign in signs)
