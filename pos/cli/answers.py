"""One basket document in, one result document out: what `sell` and `price` do with every line of their input."""

from collections.abc import Mapping
from typing import Any

from pos.cli.selling import LONGEST_LINE_BYTES
from pos.domain.document import read_basket
from pos.domain.document_result import price_document, refusal_document, result_document
from pos.domain.failures import Refused, Unavailable
from pos.domain.journal import stamp
from pos.domain.json_object import read_json
from pos.services import document as baskets
from pos.services.loyalty import points_shown
from pos.services.tenders import due_in_cash
from pos.services.till import Till


def sold(till: Till, line: bytes) -> tuple[dict[str, Any], bool]:
    """Sell the basket of this line; its result, or its refusal and False."""
    given: object = None
    try:
        given = _read(line)
        sale = baskets.sell_document(till, read_basket(given, till.setup.currency, needs_tenders=True))
    except (Refused, Unavailable) as failure:
        return refusal_document(failure, _id_of(given)), False
    return result_document(sale, points_shown(till, sale)), True


def priced(till: Till, line: bytes) -> tuple[dict[str, Any], bool]:
    """Price the basket of this line; its result, or its refusal and False."""
    given: object = None
    try:
        given = _read(line)
        document = read_basket(given, till.setup.currency, needs_tenders=False)
        basket = baskets.price_document(till, document)
    except (Refused, Unavailable) as failure:
        return refusal_document(failure, _id_of(given)), False
    return price_document(basket, stamp(document.at or till.now()), due_in_cash(till, basket)), True


def _read(line: bytes) -> object:
    if len(line) > LONGEST_LINE_BYTES:
        raise Refused("json_too_large", limit=LONGEST_LINE_BYTES)
    try:
        return read_json(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Refused("document_not_utf8") from None


def _id_of(given: object) -> object:
    return given.get("id") if isinstance(given, Mapping) else None
