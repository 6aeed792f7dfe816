"""One line of a basket document: a sale, a return of a known receipt line, or a return without receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast, get_args

from pos.domain.basket import Disposition, ManualDiscount
from pos.domain.failures import Refused
from pos.domain.free_text import MAX_REASON
from pos.domain.json_object import JsonObject
from pos.domain.money import WHOLE, parse_minor, parse_rate
from pos.domain.quantity import parse_milli

MAX_LINES = 5000
"""Lines of one basket; the longest invoice of the December 2010 test data has 675."""
MAX_ID = 64
MAX_CODE = 512
"""Characters of a scanned code: a GS1 element string with all its parts stays below."""

_SOLD = ("code", "qty", "unit_price", "reason", "approved_by", "discount", "serial", "salesperson")
_RETURN_OF = ("return_of", "qty", "reason", "disposition", "approved_by", "serial")
_RETURN = ("return", "code", "qty", "unit_price", "reason", "disposition", "approved_by", "serial")
_SEPARATOR = "\x1d"
"""FNC1 as scanners report it: the only control character that belongs into a code."""


@dataclass(frozen=True, slots=True)
class SoldBefore:
    """Which line of which receipt comes back."""

    receipt: str
    line: int


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One line as asked: a sale of `code`, a return of a known receipt line, or a return without receipt.

    `qty_milli` is None when not given: one piece, or what a weight-embedded code says. The reason of a line is also
    that of its `discount`, and so is who approved it. `serial` and `salesperson` are None when not given.
    """

    code: str = ""
    qty_milli: int | None = None
    unit_price_minor: int | None = None
    discount: ManualDiscount | None = None
    reason: str = ""
    approved_by: str = ""
    is_return: bool = False
    return_of: SoldBefore | None = None
    disposition: Disposition = "restock"
    serial: str | None = None
    salesperson: str | None = None


def read_line(value: object, number: int, currency: str) -> DocumentLine:
    """Line `number` of a document; Refused with the line and the field for anything that is not exactly one."""
    names: Mapping[str, object] = value if isinstance(value, dict) else {}
    if "return_of" in names:
        line = JsonObject(value, _RETURN_OF, line=number)
        return _return_line(line, currency, _sold_before(line.child("return_of", ("receipt", "line"))))
    if "return" in names:
        line = JsonObject(value, _RETURN, line=number)
        if line.raw("return") is not True:
            raise line.refuse("bad_field", "return")
        return _return_line(line, currency, None)
    return _sold_line(JsonObject(value, _SOLD, line=number), currency)


def _sold_line(line: JsonObject, currency: str) -> DocumentLine:
    reason, approved_by = line.free_text("reason", MAX_REASON, ""), line.free_text("approved_by", MAX_ID, "")
    return DocumentLine(
        code=line.word("code", MAX_CODE, allowed=_SEPARATOR),
        qty_milli=_quantity(line),
        unit_price_minor=_amount(line, "unit_price", currency) if "unit_price" in line else None,
        discount=read_discount(line, currency, reason, approved_by) if "discount" in line else None,
        reason=reason,
        approved_by=approved_by,
        serial=_word(line, "serial"),
        salesperson=_word(line, "salesperson"),
    )


def _return_line(line: JsonObject, currency: str, sold: SoldBefore | None) -> DocumentLine:
    return DocumentLine(
        code="" if sold else line.word("code", MAX_CODE, allowed=_SEPARATOR),
        qty_milli=_quantity(line),
        unit_price_minor=_amount(line, "unit_price", currency) if "unit_price" in line else None,
        reason=line.free_text("reason", MAX_REASON, ""),
        approved_by=line.free_text("approved_by", MAX_ID, ""),
        is_return=True,
        return_of=sold,
        disposition=cast(Disposition, line.choice("disposition", get_args(Disposition), "restock")),
        serial=_word(line, "serial"),
    )


def _sold_before(given: JsonObject) -> SoldBefore:
    return SoldBefore(given.free_text("receipt", MAX_ID), given.whole("line", 1, MAX_LINES))


def _word(line: JsonObject, name: str) -> str | None:
    return line.free_text(name, MAX_ID) if name in line else None


def _quantity(line: JsonObject) -> int | None:
    return line.read("qty", parse_milli) if "qty" in line else None


def _amount(given: JsonObject, name: str, currency: str) -> int:
    """An amount of 0 or more."""
    minor = given.read(name, lambda value: parse_minor(value, currency))
    if minor < 0:
        raise given.refuse("negative_amount", name)
    return minor


def read_discount(owner: JsonObject, currency: str, reason: str, approved_by: str) -> ManualDiscount:
    """The `discount` of a line or of the basket: a percentage or an amount, exactly one of them."""
    given = owner.child("discount", ("percent", "amount"))
    if ("percent" in given) == ("amount" in given):
        raise owner.refuse("discount_needs_one", "discount")
    if "percent" in given:
        return ManualDiscount(percent=given.read("percent", _percent), reason=reason, approved_by=approved_by)
    return ManualDiscount(amount_minor=_amount(given, "amount", currency), reason=reason, approved_by=approved_by)


def _percent(value: object) -> str:
    """A share of at most the whole, in its shortest form: `20.0` is `20`."""
    if not isinstance(value, str):
        raise Refused("bad_percent", value=value)
    if parse_rate(value) > WHOLE:
        raise Refused("percent_too_large", value=value)
    whole, _, part = value.partition(".")
    return f"{int(whole)}.{part}".rstrip("0").rstrip(".") if part else str(int(whole))
