"""`tandem-till sell` takes back what another till sold: through the hub, once, or with a refusal that says why not."""

from typing import Any

import pytest

from pos.domain.document import BasketDocument, read_basket
from pos.domain.failures import Refused
from pos.domain.sale import Sale
from pos.services.document import price_document, sell_document
from tests.store.shop import new_id
from tests.sync.test_other_receipts import Desk, desks, homes, kinds, refusal, returned

__all__ = ["desks", "homes"]


def back(receipt: str, paid: str = "-24.00", staff: str = "maya", **line: Any) -> BasketDocument:
    """The document that brings the first line of a receipt back."""
    told = {"return_of": {"receipt": receipt, "line": 1}, "reason": "Too small", "disposition": "restock", **line}
    tenders = [{"type": "cash", "amount": paid}]
    document = {"id": new_id(), "staff": staff, "lines": [told], "tenders": tenders}
    return read_basket(document, "GBP", needs_tenders=True)


def refused(desk: Desk, document: BasketDocument) -> Refused:
    with pytest.raises(Refused) as no:
        sell_document(desk.till, document, desk.waiting)
    return no.value


def sold(desk: Desk) -> Sale:
    sale = desk.sell("FLASK")
    desk.push()
    return sale


def test_what_another_till_sold_comes_back_by_a_document_and_nowhere_again(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    sale = sold(first)
    document = back(sale.receipt)

    price = price_document(second.till, document, second.waiting)
    done = sell_document(second.till, document, second.waiting)
    again = sell_document(second.till, document, second.waiting)
    no = refusal(first, first.basket(sale))
    second.push()

    assert (price.total_minor, done.total_minor, again) == (-24_00, -24_00, done)
    assert done.lines[0].returns is not None and done.lines[0].returns.sale_id == sale.sale_id
    assert no.code == "returned_elsewhere" and kinds(first.hub) == []
    assert refused(second, back(sale.receipt)).code == "already_returned"


def test_what_came_back_to_the_till_that_sold_it_does_not_come_back_by_a_document(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    sale = sold(first)
    first.give(first.basket(sale))
    first.push()

    no = refused(second, back(sale.receipt))

    assert no.code in ("already_returned", "returned_elsewhere") and returned(second) == 0


@pytest.mark.parametrize("cut", ["request", "answer", "offline"])
def test_without_a_line_a_receipt_that_is_not_here_is_refused_at_its_line(desks: tuple[Desk, Desk], cut: Any) -> None:
    first, second = desks
    sale = sold(first)
    second.line(cut)

    no = refused(second, back(sale.receipt))

    assert (no.code, no.facts["line"], no.facts["receipt"]) == ("receipt_of_other_till", 1, sale.receipt)
    assert returned(second) == 0


def test_one_that_was_looked_up_before_comes_back_without_a_line_with_a_yes(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    sale = sold(first)
    second.ask(sale.receipt)
    second.line("offline")

    alone = refused(second, back(sale.receipt, staff="tom"))
    done = sell_document(second.till, back(sale.receipt, staff="tom", approved_by="maya"), second.waiting)

    assert (alone.code, alone.facts["right"]) == ("approval_needed", "return_without_receipt")
    assert done.total_minor == -24_00


@pytest.mark.parametrize("receipt", ["H-1-999999", "H-2-999999", "what", "TRH-1-999999-00000000"])
def test_a_receipt_that_nobody_knows_is_refused_at_its_line(desks: tuple[Desk, Desk], receipt: str) -> None:
    _first, second = desks

    no = refused(second, back(receipt))

    assert (no.code, no.facts["line"]) == ("unknown_receipt", 1)
