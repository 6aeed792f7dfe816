"""From a basket document to a basket of this till: every code looked up, every return found."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from pos.domain.age_check import age_to_check
from pos.domain.basket import AgeCheck, Basket, Line, PriceSource
from pos.domain.document import BasketDocument, request_hash
from pos.domain.document_line import DocumentLine
from pos.domain.failures import Refused
from pos.domain.gift_card_line import GIFT_CARD, OPEN_PRICES, card_serial
from pos.domain.priced import PricedBasket
from pos.domain.quantity import ONE
from pos.domain.sale import Sale
from pos.domain.staff import BUILT_IN
from pos.services.coupon import claim_coupons
from pos.services.hub_claim import PATIENT, Waiting
from pos.services.lookup import HasGoods, find_line
from pos.services.other_receipt import is_of_other_till, look_up, number_of
from pos.services.return_hold import hold_goods
from pos.services.sale import HasSales, complete_sale, price_basket, return_line, sold_line
from pos.services.shop import Setup
from pos.services.staff import member
from pos.services.till import Till
from pos.services.value import hold_returned, let_go, take_all
from pos.store.store import Tx


def sell_document(till: Till, document: BasketDocument, waiting: Waiting = PATIENT) -> Sale:
    """Complete the sale that a document asks for; without an open shift one is opened.

    Without `staff` the built-in user of a stand-alone till sells, Refused `staff_required` on one that has joined a
    hub. The same document again gives the same sale, whatever became of the catalogue since.
    """
    request = request_hash(document)
    moment = document.at or till.now()
    till.store.end_doubt()
    with till.store.read() as tx:
        done = tx.sales.get(document.id)
        if done is not None and done.request == request:
            return done
        if done is not None:
            raise Refused("id_reused", id=document.id)
        if document.staff:
            member(tx, document.staff)
        elif tx.link.peer() is not None:
            raise Refused("staff_required")
    _look_up_receipts(till, document, waiting)
    with till.store.read() as tx:
        basket = basket_of(tx, till, document, moment)
    is_holder = basket.customer_id != document.customer
    hold_returned(till, basket, waiting)
    hold_goods(till, basket, document.staff or BUILT_IN.staff_id, waiting)
    claim_coupons(till, basket, waiting)
    tenders = take_all(till, basket, document.tenders, moment, is_holder=is_holder, waiting=waiting)
    try:
        return complete_sale(
            till,
            basket,
            tenders,
            staff=document.staff or BUILT_IN.staff_id,
            request=request,
            at=moment,
            opens_shift=True,
            is_holder=is_holder,
        )
    except Refused:
        let_go(till, basket, tenders)
        raise


def price_document(till: Till, document: BasketDocument, waiting: Waiting = PATIENT) -> PricedBasket:
    """What the document's basket costs; no sale is made of it."""
    moment = document.at or till.now()
    _look_up_receipts(till, document, waiting)
    with till.store.read() as tx:
        return price_basket(tx, till, basket_of(tx, till, document, moment), moment)


def _look_up_receipts(till: Till, document: BasketDocument, waiting: Waiting) -> None:
    """Ask the hub for the receipts of other tills that nobody has asked for here. Refused with the `line`
    `unknown_receipt` where the hub has none either, `receipt_of_other_till` where it cannot be asked."""
    with till.store.read() as tx:
        asked = [
            (number, line.return_of.receipt)
            for number, line in enumerate(document.lines, 1)
            if line.return_of and _sold_on(tx, line.return_of.receipt) is None
        ]
    for number, receipt in asked:
        with at_line(number):
            if not is_of_other_till(till, receipt) or (heard := look_up(till, receipt, waiting)) == "unknown":
                raise Refused("unknown_receipt", receipt=receipt)
            if heard == "offline":
                raise Refused("receipt_of_other_till", receipt=receipt)


def _sold_on(tx: Tx, receipt: str) -> Sale | None:
    """The sale of a receipt's number or code, of this till or as another till's was looked up."""
    number = number_of(receipt)
    return tx.sales.by_receipt(receipt) or tx.sales.by_receipt(number) or tx.sales.elsewhere.by_receipt(number)


def basket_of(tx: Tx, till: Till, document: BasketDocument, moment: datetime) -> Basket:
    """The basket with its codes looked up as of `moment`; Refused with the `line` of what was not found."""
    taken: dict[tuple[str, int], int] = {}
    lines = []
    for number, asked in enumerate(document.lines, 1):
        with at_line(number):
            if asked.return_of:
                lines.append(returned_line(tx, asked, number, taken, _sold_on(tx, asked.return_of.receipt)))
            else:
                lines.append(asked_line(tx, till.setup, asked, number, moment))
    basket = Basket(
        document.id,
        tuple(lines),
        _customer_of(tx, document.customer),
        document.discount,
        document.coupons,
        document.promotions,
        document.tax_exempt,
        salesperson=document.salesperson or "",
    )
    years = age_to_check(basket) if document.age_checked else 0
    return replace(basket, age_check=AgeCheck(years, document.staff or BUILT_IN.staff_id)) if years else basket


def asked_line(tx: HasGoods, setup: Setup, asked: DocumentLine, number: int, moment: datetime) -> Line:
    """A line that names goods by a code, as of `moment`."""
    today = None if asked.is_return else moment.astimezone(setup.time_zone).date()
    line = find_line(tx, setup, asked.code, str(number), today)
    if asked.qty_milli is not None:
        line = replace(line, qty_milli=asked.qty_milli)
    if asked.unit_price_minor is not None:
        source: PriceSource = "open" if line.product.kind in OPEN_PRICES else "override"
        line = replace(line, unit_price_minor=asked.unit_price_minor, source=source)
    elif line.product.kind == "open_price" and line.source != "embedded":
        raise Refused("price_needed", sku=line.product.sku)
    return replace(
        line,
        serial=line.serial if asked.serial is None else _serial(line, asked.serial),
        salesperson=asked.salesperson or "",
        discount=asked.discount,
        reason=asked.reason,
        approved_by=asked.approved_by,
        is_return=asked.is_return,
        disposition=asked.disposition,
    )


def _serial(line: Line, asked: str) -> str:
    """A piece's own number; of a gift card what is kept of its number."""
    return card_serial(asked) if asked and line.product.kind == GIFT_CARD else asked


def _customer_of(tx: Tx, asked: str) -> str:
    """A customer is named by id, or by their card: then whoever pays has shown it."""
    known = None if tx.customers.get(asked) else tx.customers.by_card(asked)
    return asked if known is None else known.customer_id


def returned_line(
    tx: HasSales, asked: DocumentLine, number: int, taken: dict[tuple[str, int], int], sale: Sale | None
) -> Line:
    """A line that gives back what its receipt's `sale` sold; `taken` is what lines before it take back already, and
    grows.

    Refused `unknown_receipt`, `unknown_sale_line`, `line_is_a_return`, `already_returned`, `bad_return_quantity`.
    """
    assert asked.return_of is not None
    if sale is None:
        raise Refused("unknown_receipt", receipt=asked.return_of.receipt)
    key = (sale.sale_id, asked.return_of.line)
    sold = sold_line(tx, sale, asked.return_of.line)
    quantity = asked.qty_milli or (sold.qty_milli if sold.units == 1 else ONE)
    wanted = Line(
        str(number),
        sold.product,
        quantity,
        reason=asked.reason,
        approved_by=asked.approved_by,
        disposition=asked.disposition,
        serial=asked.serial or "",
    )
    line = return_line(tx, sale, asked.return_of.line, wanted, taken.get(key, 0))
    taken[key] = taken.get(key, 0) + quantity
    return line


@contextmanager
def at_line(number: int) -> Iterator[None]:
    """A refusal in this block says which line of the document it is about."""
    try:
        yield
    except Refused as refused:
        raise Refused(refused.code, **{"line": number, **refused.facts}) from refused
