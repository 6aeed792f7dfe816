"""Amounts as people read them on screens: `£1,618.20`, `−£27.20`, `1 105,12 zł`; and what people type, read back.

Signs and grouping come from the locale data of Babel, read once per currency and language. Thousands are always
grouped, also where CLDR leaves four digits together, because amounts stand in columns.
"""

from dataclasses import dataclass
from functools import lru_cache

from pos.domain.money import MAX_MINOR, exponent

MINUS = "\N{MINUS SIGN}"
_COIN_SIGNS = {
    "GBP": "p",
    "EUR": "\N{NO-BREAK SPACE}c",
    "USD": "¢",
    "PLN": "\N{NO-BREAK SPACE}gr",
    "CHF": "\N{NO-BREAK SPACE}Rp.",
}
"""How coins of less than one unit are called, where amounts with a leading zero would read badly."""


@dataclass(frozen=True, slots=True)
class _Notation:
    before: str
    after: str
    point: str
    group: str
    first_group: int
    next_group: int
    digits: int


@lru_cache(maxsize=16_384)
def money_text(minor: int, currency: str, locale: str = "en_GB") -> str:
    """Minor units with the currency's sign, never with a line break inside; the minus is U+2212."""
    notation = _notation(currency, locale)
    number = _number(abs(minor), notation)
    return f"{MINUS if minor < 0 else ''}{notation.before}{number}{notation.after}"


@lru_cache(maxsize=4_096)
def amount_text(minor: int, currency: str, locale: str = "en_GB") -> str:
    """The same without the currency's sign, as fields for typing show it: `150.00`."""
    notation = _notation(currency, locale)
    return f"{MINUS if minor < 0 else ''}{_number(abs(minor), notation)}"


def denomination_text(minor: int, currency: str, locale: str = "en_GB") -> str:
    """A note or coin by its name: `£50`, `20p`, `50 gr`."""
    units, part = divmod(minor, 10 ** exponent(currency))
    notation = _notation(currency, locale)
    if part == 0:
        return f"{notation.before}{_grouped(units, notation)}{notation.after}"
    if units == 0 and currency in _COIN_SIGNS:
        return f"{part}{_COIN_SIGNS[currency]}"
    return money_text(minor, currency, locale)


def typed_minor(text: str, currency: str) -> int | None:
    """What a person typed as an amount, in minor units; None when it is none.

    The last point or comma with no more digits behind it than the currency has is the decimal sign; spaces and other
    points and commas only group.
    """
    digits = exponent(currency)
    cleaned = "".join(text.split())
    at = max(cleaned.rfind("."), cleaned.rfind(","))
    whole, part = (cleaned, "") if at < 0 else (cleaned[:at], cleaned[at + 1 :])
    if at >= 0 and len(part) > digits:
        whole, part = cleaned, ""
    whole = whole.replace(".", "").replace(",", "")
    if not (whole + part).isascii() or not (whole + part).isdigit() or len(whole) > 14:
        return None
    minor = int(whole or "0") * 10**digits + int(part.ljust(digits, "0") or "0")
    return minor if minor <= MAX_MINOR else None


def _number(minor: int, notation: _Notation) -> str:
    units, part = divmod(minor, 10**notation.digits)
    tail = f"{notation.point}{part:0{notation.digits}d}" if notation.digits else ""
    return _grouped(units, notation) + tail


def _grouped(units: int, notation: _Notation) -> str:
    left = str(units)
    left, parts = left[: -notation.first_group], [left[-notation.first_group :]]
    while left:
        parts.insert(0, left[-notation.next_group :])
        left = left[: -notation.next_group]
    return notation.group.join(parts)


@lru_cache(maxsize=256)
def _notation(currency: str, locale: str) -> _Notation:
    from babel import Locale  # about 50 ms, and not needed before the first amount
    from babel.numbers import get_currency_symbol, get_decimal_symbol, get_group_symbol

    parsed = Locale.parse(locale)
    pattern = parsed.currency_formats["standard"]
    sign = get_currency_symbol(currency, locale=parsed)
    gap = "\N{NO-BREAK SPACE}" if sign[-1:].isalpha() and sign.isascii() and len(sign) > 1 else ""
    before = pattern.prefix[0].replace("¤", sign + gap if not pattern.prefix[0].endswith("\xa0") else sign)
    return _Notation(
        before=before,
        after=pattern.suffix[0].replace("¤", sign).replace(" ", "\N{NO-BREAK SPACE}"),
        point=get_decimal_symbol(parsed),
        group=get_group_symbol(parsed).replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"),
        first_group=pattern.grouping[0],
        next_group=pattern.grouping[1],
        digits=exponent(currency),
    )
