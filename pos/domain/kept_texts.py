"""What people wrote on a basket and its tenders, before the journal keeps it for good."""

from collections.abc import Iterator, Sequence

from pos.domain.basket import Basket, Line
from pos.domain.document_line import MAX_CODE
from pos.domain.free_text import require_free_text
from pos.domain.tender import Tender


def require_kept_texts(basket: Basket, tenders: Sequence[Tender]) -> None:
    """Refused `too_long`, `control_characters` or `payment_card` with the `field` and on a line the `line`.

    However it came here, typed in a window or read from a document: no card number is kept (SEMANTICS.md).
    """
    for number, line in enumerate(basket.lines, 1):
        for field, text in _of_line(line):
            require_free_text(field, text, line=number)
    for field, text in _of_basket(basket):
        require_free_text(field, text)
    for tender in tenders:
        if tender.type != "gift_card":  # its number may look like a payment card's (document.py)
            require_free_text("tenders", tender.reference, MAX_CODE)


def _of_line(line: Line) -> Iterator[tuple[str, str]]:
    yield "note", line.note
    yield "reason", line.reason
    if line.product.kind != "gift_card":  # the serial number of one is its account, which no person typed
        yield "serial", line.serial
    if line.discount:
        yield "reason", line.discount.reason


def _of_basket(basket: Basket) -> Iterator[tuple[str, str]]:
    yield "note", basket.note
    if basket.discount:
        yield "discount_reason", basket.discount.reason
    if basket.tax_exempt:
        yield "tax_exempt.reason", basket.tax_exempt.reason
        yield "tax_exempt.certificate", basket.tax_exempt.certificate
