"""The basket document: what a script, another system or a test asks the till to sell or to price (INTERFACES.md).

Read strictly and without looking anything up: what is here is well-formed, not yet possible.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import cast

from pos.domain.basket import ManualDiscount, TaxExemption
from pos.domain.document_line import MAX_CODE, MAX_ID, MAX_LINES, DocumentLine, read_discount, read_line
from pos.domain.failures import Refused
from pos.domain.free_text import MAX_REASON, why_not_free_text
from pos.domain.journal import canonical, stamp
from pos.domain.json_object import JsonObject
from pos.domain.money import parse_minor
from pos.domain.tender import Tender

MAX_COUPON = 200
"""A personal coupon has 153 letters and digits."""
MAX_TENDERS = 50
MAX_CODES = 100
MAX_POINTS = 10**9

_KEYS = tuple(
    "id customer staff salesperson at lines age_checked discount discount_reason coupons promotions tax_exempt "
    "tenders".split()
)
_UUID = re.compile("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_AT = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(.*)", re.DOTALL)
_ZONE = re.compile("[Zz]|[+-][0-9]{2}:?[0-9]{2}")
_TENDER_TYPE = re.compile("[a-z][a-z0-9_]{0,31}")


@dataclass(frozen=True, slots=True)
class BasketDocument:
    """A whole document. `id` is a UUID in lower case, empty only where none is needed; `at` is aware.

    The amount of a points tender is 0 here: the programme says what a point is worth. What came later into documents
    is None when not given, so that the hash of one that does not say it stays what it was.
    """

    id: str
    lines: tuple[DocumentLine, ...]
    customer: str = ""
    staff: str = ""
    at: datetime | None = None
    discount: ManualDiscount | None = None
    coupons: tuple[str, ...] = ()
    promotions: tuple[str, ...] = ()
    tax_exempt: TaxExemption | None = None
    tenders: tuple[Tender, ...] = ()
    salesperson: str | None = None
    age_checked: bool | None = None


def read_basket(document: object, currency: str, *, needs_tenders: bool) -> BasketDocument:
    """The document of a parsed JSON value; Refused with `line`, `field` and `value` for the first thing wrong.

    `needs_tenders` is for selling: then `id` and `tenders` are required too.
    """
    given = JsonObject(document, _KEYS)
    return BasketDocument(
        id=given.read("id", _uuid) if needs_tenders or "id" in given else "",
        customer=given.free_text("customer", MAX_ID, ""),
        staff=given.free_text("staff", MAX_ID, ""),
        at=given.read("at", _moment) if "at" in given else None,
        lines=_lines(given, currency),
        discount=_basket_discount(given, currency),
        coupons=_codes(given, "coupons", MAX_COUPON),
        promotions=_codes(given, "promotions"),
        tax_exempt=_exemption(given),
        tenders=_tenders(given, currency) if needs_tenders or "tenders" in given else (),
        salesperson=given.free_text("salesperson", MAX_ID) if "salesperson" in given else None,
        age_checked=given.flag("age_checked", False) if "age_checked" in given else None,
    )


def request_hash(document: BasketDocument) -> str:
    """SHA-256 in hexadecimal of what is asked: equal however it was written, different when anything asked differs."""
    at = stamp(document.at) if document.at else None
    return sha256(canonical(cast(Mapping[str, object], _present(asdict(document) | {"at": at})))).hexdigest()


def _present(value: object) -> object:
    """Absent instead of null, and lists for tuples."""
    if isinstance(value, dict):
        return {name: _present(part) for name, part in value.items() if part is not None}
    return [_present(part) for part in value] if isinstance(value, tuple) else value


def _uuid(value: object) -> str:
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise Refused("bad_id", value=value)
    return value.lower()


def _moment(value: object) -> datetime:
    found = _AT.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise Refused("bad_time", value=value)
    if not found[1]:
        raise Refused("time_without_zone", value=value)
    try:
        if not _ZONE.fullmatch(found[1]):
            raise ValueError
        return datetime.fromisoformat(found[0].upper()).astimezone(UTC)
    except ValueError:
        raise Refused("bad_time", value=value) from None


def _lines(given: JsonObject, currency: str) -> tuple[DocumentLine, ...]:
    lines = given.items("lines", MAX_LINES)
    if not lines:
        raise Refused("basket_empty")
    return tuple(read_line(line, number, currency) for number, line in enumerate(lines, 1))


def _basket_discount(given: JsonObject, currency: str) -> ManualDiscount | None:
    reason = given.free_text("discount_reason", MAX_REASON, "")
    if "discount" in given:
        return read_discount(given, currency, reason, "")
    if reason:
        raise given.refuse("reason_without_discount", "discount_reason")
    return None


def _codes(given: JsonObject, name: str, longest: int = MAX_ID) -> tuple[str, ...]:
    """Codes in the order given, each once."""
    if name not in given:
        return ()
    found: dict[str, None] = {}
    for value in given.items(name, MAX_CODES):
        if not isinstance(value, str) or not value.strip():
            raise given.refuse("bad_field", name)
        if code := why_not_free_text(value, longest):
            raise given.refuse(code, name)
        found[value.strip()] = None
    return tuple(found)


def _exemption(given: JsonObject) -> TaxExemption | None:
    if "tax_exempt" not in given:
        return None
    stated = given.child("tax_exempt", ("reason", "certificate"))
    return TaxExemption(stated.free_text("reason", MAX_REASON), stated.free_text("certificate", MAX_REASON, ""))


def _tenders(given: JsonObject, currency: str) -> tuple[Tender, ...]:
    return tuple(_tender(value, n, currency) for n, value in enumerate(given.items("tenders", MAX_TENDERS), 1))


def _tender(value: object, number: int, currency: str) -> Tender:
    """One tender; whether the till takes its type is looked up later."""
    path = f"tenders.{number}"
    kind = value.get("type") if isinstance(value, dict) else None
    given = JsonObject(value, ("type", "points") if kind == "points" else ("type", "amount", "code"), path)
    if not isinstance(kind, str) or not _TENDER_TYPE.fullmatch(kind):
        raise given.refuse("bad_field" if "type" in given else "missing_field", "type")
    if kind == "points":
        points = given.whole("points", -MAX_POINTS, MAX_POINTS)
        if points == 0:
            raise given.refuse("bad_field", "points")
        return Tender(kind, 0, points=points)
    amount_minor = given.read("amount", lambda amount: parse_minor(amount, currency))
    # A gift card's number may look like a payment card's; a card that is not known as a gift card is refused later.
    read_code = given.word if kind == "gift_card" else given.free_text
    return Tender(kind, amount_minor, reference=read_code("code", MAX_CODE, ""))
