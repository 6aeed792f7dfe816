"""Money is whole minor units of one currency: read from text, written as text, rounded once, shared to the cent."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from pos.domain.failures import Refused

# ISO 4217, list one: the currencies whose minor unit is not a hundredth.
_OTHER_EXPONENTS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}
MAX_MINOR = 10**13
"""No single amount is larger: sums of a long day stay far inside the 2^53 - 1 of canonical JSON."""
ONE_PERCENT = 10**7
"""A rate is an integer of this part of a percent, so every percentage with up to seven decimals is exact."""
WHOLE = 100 * ONE_PERCENT

Rounding = Literal["half_up", "half_even"]

_AMOUNT = re.compile(r"(-?)([0-9]{1,14})(?:\.([0-9]{1,7}))?")


def exponent(currency: str) -> int:
    """Digits behind the point in amounts of this ISO 4217 currency."""
    return _OTHER_EXPONENTS.get(currency, 2)


def parse_minor(text: object, currency: str) -> int:
    """Read an amount in major units (`"12.30"`) as minor units; Refused `bad_amount` for anything else."""
    found = _AMOUNT.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise Refused("bad_amount", value=text)
    sign, whole, part = found.groups(default="")
    digits = exponent(currency)
    if len(part) > digits and part[digits:].strip("0"):
        raise Refused("bad_amount", value=text, decimals=digits)
    minor: int = int(whole) * 10**digits + int(part[:digits].ljust(digits, "0") or "0")
    if minor > MAX_MINOR:
        raise Refused("amount_too_large", value=text)
    return -minor if sign else minor


def format_minor(minor: int, currency: str) -> str:
    """Write minor units in major units, as documents do: `"12.30"`, `"-18.00"`, `"1500"` for yen."""
    digits = exponent(currency)
    if digits == 0:
        return str(minor)
    whole, part = divmod(abs(minor), 10**digits)
    return f"{'-' if minor < 0 else ''}{whole}.{part:0{digits}d}"


@lru_cache(maxsize=4096)
def parse_rate(text: str) -> int:
    """Read a percentage (`"19"`, `"8.875"`) in parts of WHOLE; Refused `bad_percent` unless 0 or more."""
    found = _AMOUNT.fullmatch(text) if isinstance(text, str) else None
    if found is None or found[1]:
        raise Refused("bad_percent", value=text)
    return int(found[2]) * ONE_PERCENT + int((found[3] or "0").ljust(7, "0"))


def divide(numerator: int, denominator: int, mode: Rounding = "half_up") -> int:
    """The quotient as a whole number; a half goes away from zero, or to the even neighbour."""
    assert denominator > 0
    whole, rest = divmod(abs(numerator), denominator)
    if 2 * rest > denominator or (2 * rest == denominator and (mode == "half_up" or whole % 2)):
        whole += 1
    return whole if numerator >= 0 else -whole


def split(minor: int, weights: Sequence[int]) -> list[int]:
    """Share by weight, largest remainder first, ties to the larger weight, then the earlier; always adds up.

    Callers order the weights (SEMANTICS.md, "Shares"); weights are at least zero and not all zero.
    """
    whole = sum(weights)
    assert whole > 0 and min(weights) >= 0
    if minor < 0:
        return [-part for part in split(-minor, weights)]
    parts = [minor * weight // whole for weight in weights]
    left = minor - sum(parts)
    if left:
        claims = sorted(range(len(weights)), key=lambda n: (-(minor * weights[n] % whole), -weights[n], n))
        for n in claims[:left]:
            parts[n] += 1
    return parts


def unit_share(minor: int, units: int, before: int, taken: int) -> int:
    """What `taken` units carry of an amount shared equally over `units`, when `before` units already took theirs.

    Taking all units in any number of steps takes exactly the amount.
    """
    assert units > 0 and 0 <= before <= before + taken <= units
    sign, (each, more) = (1 if minor >= 0 else -1), divmod(abs(minor), units)
    return sign * (each * taken + min(more, before + taken) - min(more, before))
