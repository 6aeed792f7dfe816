"""Price- and weight-embedded codes: what the digits after a leading 2 mean is each shop's own table of patterns."""

import re
from dataclasses import dataclass

from pos.domain.barcode_gtin import check_digit, has_good_check_digit, is_digits
from pos.domain.barcode_price import PrintedPrice
from pos.domain.failures import Refused
from pos.domain.money import divide
from pos.domain.quantity import ONE

_SHAPE = re.compile(r"(?P<prefix>0?2[0-9]*)(?P<rest>[IPWV]*)C(?::(?P<decimals>[0-4]))?")
_FIELD = re.compile(r"I+|P+|W+|V+")

# The weights of the check digit inside a price or weight field (GS1 General Specifications, 7.9.2 to 7.9.4).
_TWO_MINUS, _THREE, _FIVE_PLUS, _FIVE_MINUS = "0246891357", "0369258147", "0516273849", "0594837261"
_INNER_WEIGHTS = {
    4: (_TWO_MINUS, _TWO_MINUS, _THREE, _FIVE_MINUS),
    5: (_FIVE_PLUS, _TWO_MINUS, _FIVE_MINUS, _FIVE_PLUS, _TWO_MINUS),
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the table, written as a label looks: `28IIIIIPPPPPC`.

    Digits stand for themselves, I is the item, P the price, W the weight, V a check digit of the price or weight,
    C the check digit of the whole. `:2` behind it says how many of the digits are decimals; without it a price is in
    minor units and a weight in grams. Twelve places are a UPC-A, thirteen an EAN-13.
    """

    text: str
    prefix: str
    fields: tuple[tuple[str, int, int], ...]
    decimals: int | None = None

    @property
    def length(self) -> int:
        return len(self.text.partition(":")[0])


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a pattern reads from a code: an item and either its price or its weight in grams."""

    pattern: str
    item: str
    price: PrintedPrice | None = None
    weight_milli: int | None = None
    item_keys: tuple[str, ...] = ()


def parse_pattern(text: str) -> Pattern:
    """Read a row of the table; Refused `bad_pattern` with a `reason` the settings page puts into words."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        raise Refused("bad_pattern", value=text, reason="shape")
    at, fields = len(found["prefix"]), []
    for field in _FIELD.findall(found["rest"]):
        fields.append((field[0], at, at + len(field)))
        at += len(field)
    letters = [letter for letter, _, _ in fields]
    if len(letters) != len(set(letters)) or "I" not in letters or ("P" in letters) == ("W" in letters):
        raise Refused("bad_pattern", value=text, reason="fields")
    if at + 1 not in (12, 13) or (found["prefix"].startswith("0") and at + 1 != 13):
        raise Refused("bad_pattern", value=text, reason="length")
    sizes = {letter: end - start for letter, start, end in fields}
    if "V" in sizes and (sizes["V"] != 1 or sizes.get("P", sizes.get("W")) not in _INNER_WEIGHTS):
        raise Refused("bad_pattern", value=text, reason="inner_check_digit")
    decimals = None if found["decimals"] is None else int(found["decimals"])
    return Pattern(text, found["prefix"], tuple(fields), decimals)


def try_pattern(pattern: Pattern, code: str) -> Embedded | None:
    """What this pattern reads from a code, or None: another shape, another prefix or a check digit that is wrong.

    A UPC-A with a leading zero is the same number, so twelve places also match thirteen digits and the reverse.
    """
    digits = code.zfill(13)[-pattern.length :]
    if not is_digits(code) or len(code) not in (12, 13) or code.zfill(13) != digits.zfill(13):
        return None
    if not digits.startswith(pattern.prefix) or not has_good_check_digit(digits):
        return None
    read = {letter: digits[start:end] for letter, start, end in pattern.fields}
    value = read.get("P", read.get("W", ""))
    if "V" in read and read["V"] != inner_check_digit(value):
        return None
    return Embedded(
        pattern=pattern.text,
        item=read["I"],
        price=PrintedPrice(int(value), pattern.decimals) if "P" in read else None,
        weight_milli=_weight_milli(int(value), pattern.decimals) if "W" in read else None,
        item_keys=_item_keys(pattern, digits, read["I"]),
    )


def inner_check_digit(value: str) -> str:
    """The check digit of a price or weight field of four or five digits."""
    weighted = sum(int(table[int(digit)]) for table, digit in zip(_INNER_WEIGHTS[len(value)], value, strict=True))
    if len(value) == 4:
        return str(weighted * 3 % 10)
    return str(_FIVE_MINUS.index(str(-weighted % 10)))


def _weight_milli(value: int, decimals: int | None) -> int:
    """Thousandths of a kilogram, which are grams; parts of a gram are rounded, half away from zero."""
    return value if decimals is None else divide(value * ONE, 10**decimals)


def _item_keys(pattern: Pattern, digits: str, item: str) -> tuple[str, ...]:
    """How a catalogue may file the item: the label with a value of nought, the part in front, the number alone."""
    blank = list(digits[:-1])
    for letter, start, end in pattern.fields:
        if letter != "I":
            blank[start:end] = "0" * (end - start)
    payload = "".join(blank)
    nought = payload + check_digit(payload)
    front = next(end for letter, _, end in pattern.fields if letter == "I")
    keys = (nought, nought.zfill(13), nought.zfill(14), digits[:front], item, item.lstrip("0"))
    return tuple(dict.fromkeys(key for key in keys if key))
