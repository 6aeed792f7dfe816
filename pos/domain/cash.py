"""Notes and coins: what a drawer is counted in, what a shopper is likely to give, and how change is made up."""

from dataclasses import dataclass
from functools import lru_cache

from pos.domain.money import exponent

_SERIES = ("500 200 100 50 20 10 5", "2 1 0.5 0.2 0.1 0.05 0.02 0.01")

# Notes and coins in everyday use, in major units, as the issuing banks list them; rare ones (the two-dollar note, the
# 2000-yen note) are left out, because change is suggested from this table too.
_MONEY: dict[str, tuple[str, str]] = {
    "AUD": ("100 50 20 10 5", "2 1 0.5 0.2 0.1 0.05"),
    "CAD": ("100 50 20 10 5", "2 1 0.25 0.1 0.05"),
    "CHF": ("1000 200 100 50 20 10", "5 2 1 0.5 0.2 0.1 0.05"),
    "CNY": ("100 50 20 10 5", "1 0.5 0.1"),
    "CZK": ("5000 2000 1000 500 200 100", "50 20 10 5 2 1"),
    "DKK": ("500 200 100 50", "20 10 5 2 1 0.5"),
    "EUR": ("500 200 100 50 20 10 5", "2 1 0.5 0.2 0.1 0.05 0.02 0.01"),
    "GBP": ("50 20 10 5", "2 1 0.5 0.2 0.1 0.05 0.02 0.01"),
    "HKD": ("1000 500 100 50 20", "10 5 2 1 0.5 0.2 0.1"),
    "HUF": ("20000 10000 5000 2000 1000 500", "200 100 50 20 10 5"),
    "JPY": ("10000 5000 1000", "500 100 50 10 5 1"),
    "KRW": ("50000 10000 5000 1000", "500 100 50 10"),
    "KWD": ("20 10 5 1 0.5 0.25", "0.1 0.05 0.02 0.01 0.005"),
    "NOK": ("1000 500 200 100 50", "20 10 5 1"),
    "NZD": ("100 50 20 10 5", "2 1 0.5 0.2 0.1"),
    "PLN": ("500 200 100 50 20 10", "5 2 1 0.5 0.2 0.1 0.05 0.02 0.01"),
    "SEK": ("1000 500 200 100 50 20", "10 5 2 1"),
    "SGD": ("100 50 10 5 2", "1 0.5 0.2 0.1 0.05"),
    "TWD": ("1000 500 100", "50 10 5 1"),
    "USD": ("100 50 20 10 5 1", "0.25 0.1 0.05 0.01"),
}
# How people write an amount of one note or coin: whole units, then parts of a unit ({0} is the number of parts).
_WORDS: dict[str, tuple[str, str]] = {
    "AUD": ("${0}", "{0}c"),
    "CAD": ("${0}", "{0}¢"),
    "CHF": ("{0} Fr.", "{0} Rp."),
    "CNY": ("¥{0}", "¥0.{0}"),
    "CZK": ("{0} Kč", "{0} h"),
    "DKK": ("{0} kr.", "{0} øre"),
    "EUR": ("€{0}", "{0}c"),
    "GBP": ("£{0}", "{0}p"),
    "HKD": ("${0}", "{0}¢"),
    "HUF": ("{0} Ft", "{0} f"),
    "JPY": ("¥{0}", ""),
    "KRW": ("₩{0}", ""),
    "KWD": ("{0} KD", "{0} fils"),
    "NOK": ("{0} kr", "{0} øre"),
    "NZD": ("${0}", "{0}c"),
    "PLN": ("{0} zł", "{0} gr"),
    "SEK": ("{0} kr", "{0} öre"),
    "SGD": ("${0}", "{0}¢"),
    "TWD": ("${0}", ""),
    "USD": ("${0}", "{0}¢"),
}
# What shoppers round up to: the next 5, 10, 20 and 50 of most currencies; notes of these begin higher.
_STEPS: dict[str, tuple[int, int, int, int]] = {
    **dict.fromkeys(("CZK", "DKK", "NOK", "SEK", "TWD"), (50, 100, 200, 500)),
    "HUF": (500, 1000, 2000, 5000),
    "JPY": (500, 1000, 5000, 10000),
    "KRW": (5000, 10000, 20000, 50000),
}


@dataclass(frozen=True, slots=True)
class Denomination:
    """One kind of note or coin; `label` reads like "£50" or "50p"."""

    minor: int
    label: str
    is_note: bool


@lru_cache(maxsize=64)
def denominations(currency: str) -> tuple[Denomination, ...]:
    """Notes, then coins, each from the largest down; of a currency not listed here, the usual 1-2-5 series."""
    notes, coins = _MONEY.get(currency, _SERIES)
    found = [(text, True) for text in notes.split()] + [(text, False) for text in coins.split()]
    made = (_denomination(text, is_note, currency) for text, is_note in found)
    return tuple(kind for kind in made if kind is not None)


def suggested_notes(due_minor: int, currency: str) -> tuple[int, ...]:
    """Amounts a shopper is likely to hand over: exactly this, the next 5, the next 10, the next 20 or else 50."""
    unit = 10 ** exponent(currency)
    five, ten, *notes = (_next(due_minor, step * unit) for step in _STEPS.get(currency, (5, 10, 20, 50)))
    found = list(dict.fromkeys((due_minor, five, ten)))
    found += [note for note in notes if note not in found][:1]
    return tuple(found)


def change_in_coins(minor: int, currency: str) -> tuple[tuple[Denomination, int], ...]:
    """The fewest notes and coins that make up an amount, largest first; less than the smallest coin stays out."""
    parts = []
    for kind in denominations(currency):
        pieces, minor = divmod(minor, kind.minor)
        if pieces:
            parts.append((kind, pieces))
    return tuple(parts)


def _denomination(text: str, is_note: bool, currency: str) -> Denomination | None:
    """None for a coin smaller than the currency's minor unit, as the 1-2-5 series has for a currency without one."""
    whole, _, part = text.partition(".")
    digits = exponent(currency)
    if len(part) > digits:
        return None
    minor = int(whole) * 10**digits + int(part.ljust(digits, "0") or "0")
    units, parts = _WORDS.get(currency, (f"{{0}} {currency}", f"0.{{0:0{digits}d}} {currency}"))
    return Denomination(minor, parts.format(minor) if part else units.format(whole), is_note)


def _next(minor: int, step: int) -> int:
    return -(-minor // step) * step
