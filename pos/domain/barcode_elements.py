"""GS1 element strings, from GS1-128, DataMatrix, GS1 QR or a Digital Link: what they say of the one piece in hand."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.barcode_price import PrintedPrice
from pos.domain.failures import Refused
from pos.domain.money import divide
from pos.domain.quantity import ONE

if TYPE_CHECKING:
    from biip import ParseConfig
    from biip.gs1_element_strings import GS1ElementString

SEPARATOR = "\x1d"
"""FNC1 behind an element of variable length, as scanners send it."""

_DIGITAL_LINK = re.compile(r"https?://[^?#]*/01/[0-9]{8,}(?:[/?#].*)?", re.IGNORECASE)
_LONGEST_MESSAGE = 512


@dataclass(frozen=True, slots=True)
class Elements:
    """What the till uses of a message; `expiry` is the last day on which the piece may be sold."""

    gtin: str = ""
    lot: str = ""
    expiry: date | None = None
    serial: str = ""
    weight_milli: int | None = None
    price: PrintedPrice | None = None


def is_digital_link(text: str) -> bool:
    """Whether an address names a product; any other address is only a text."""
    return _DIGITAL_LINK.fullmatch(text) is not None


def read_elements(text: str, today: date | None = None) -> Elements:
    """Read a message or a Digital Link; Refused `malformed_code` as a whole when any part of it is wrong."""
    parts = _parsed(text)
    if parts is None:
        raise Refused("malformed_code", raw=text)
    values: dict[str, str] = {}
    for part in parts:
        if values.setdefault(part.ai.ai, part.value) != part.value or part.gtin_error or part.sscc_error:
            raise Refused("malformed_code", raw=text)
    try:
        expiry = _expiry(values.get("17") or values.get("7003", "")[:6], today)
    except ValueError:
        raise Refused("malformed_code", raw=text) from None
    return Elements(
        gtin=values.get("01", ""),
        lot=values.get("10", ""),
        expiry=expiry,
        serial=values.get("21", ""),
        weight_milli=_weight_milli(values),
        price=_price(values),
    )


def _parsed(text: str) -> "list[GS1ElementString] | None":
    from biip import ParseConfig, ParseError  # costs a tenth of a second, so only when such a code is scanned
    from biip.gs1_digital_link_uris import GS1DigitalLinkURI

    if not text.isascii() or len(text) > _LONGEST_MESSAGE:
        return None
    config = ParseConfig(gs1_element_strings_verify_date=False)  # biip dates by its own clock; _expiry does not
    try:
        if is_digital_link(text):
            return list(GS1DigitalLinkURI.parse(text, config=config).element_strings)
        return _message_parts(text.strip(SEPARATOR), config)
    except (ParseError, ValueError):
        return None


def _message_parts(text: str, config: "ParseConfig") -> "list[GS1ElementString]":
    """Take element after element; one of variable length must end at a separator, which biip does not ask for."""
    from biip.gs1_element_strings import GS1ElementString

    parts = []
    while text:
        part = GS1ElementString.extract(text, config=config)
        parts.append(part)
        text = text[len(part) :]
        if text and part.ai.separator_required and not text.startswith(SEPARATOR):
            raise ValueError("an element of variable length runs into the next")
        text = text.lstrip(SEPARATOR)
    if not parts:
        raise ValueError("no element at all")
    return parts


def _expiry(digits: str, today: date | None) -> date | None:
    """YYMMDD as a day; day 00 is the month's last. The year is the one nearest to today (up to 50 years ahead)."""
    if not digits:
        return None
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    this_year = today.year if today else 2000
    year += this_year - this_year % 100
    if today and year - this_year > 50:
        year -= 100
    elif today and year - this_year < -49:
        year += 100
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _weight_milli(values: dict[str, str]) -> int | None:
    """Net weight in kilograms (310n) as thousandths; the fourth digit of the identifier counts the decimals."""
    for decimals in range(6):
        if (value := values.get(f"310{decimals}")) is not None:
            return divide(int(value) * ONE, 10**decimals)
    return None


def _price(values: dict[str, str]) -> PrintedPrice | None:
    """The amount payable for the piece: 392n in the shop's own currency, 393n with ISO 4217's number in front."""
    for decimals in range(10):
        if (value := values.get(f"392{decimals}")) is not None:
            return PrintedPrice(int(value), decimals)
        if (value := values.get(f"393{decimals}")) is not None:
            return PrintedPrice(int(value[3:]), decimals, value[:3])
    return None
