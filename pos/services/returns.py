"""Taking goods back at the window: the lines of a return, what it needs a yes for, and the refund itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pos.domain.basket import Basket, Disposition, Line
from pos.domain.failures import Refused
from pos.domain.free_text import require_free_text
from pos.domain.priced import PricedBasket
from pos.domain.return_window import days_of_policy, days_since, is_late
from pos.domain.sale import Sale
from pos.domain.staff import BUILT_IN, Right, may
from pos.domain.tender import Tender
from pos.services.basket import request_of
from pos.services.hub_claim import PATIENT, Waiting
from pos.services.lookup import find_line
from pos.services.other_receipt import is_unheard
from pos.services.return_card import known_sale, require_still_there, through_terminal
from pos.services.return_hold import hold_goods
from pos.services.rights import goes_elsewhere, require_right
from pos.services.sale import complete_sale, price_basket, return_line, sold_line
from pos.services.staff import member
from pos.services.till import Till, require_room
from pos.services.value import hold_returned
from pos.store.store import Tx


@dataclass(frozen=True, slots=True)
class ReturnAsked:
    """Goods that come back: line `line` of the sale `sale_id`, or without receipt those of a `code`.

    `unseen` is the number of another till's receipt that was shown for such a code, where nobody could be asked of it.
    `qty_milli` of 0 is what a weight-embedded code says, else one. `approved_by` is who allowed what the person at the
    till may not do alone. `serial` is the number that stands on the piece, where it has one.
    """

    sale_id: str = ""
    line: int = 0
    code: str = ""
    qty_milli: int = 0
    reason: str = ""
    disposition: Disposition = "restock"
    approved_by: str = ""
    unseen: str = ""
    serial: str = ""


def return_lines(till: Till, asked: Sequence[ReturnAsked], held: Sequence[Line] = ()) -> tuple[Line, ...]:
    """The lines of a basket that take these goods back; `held` are those that it has already.

    Refused `already_returned` and `bad_return_quantity` as refund.py has it; without receipt as `find_line` does, and
    `has_variants` or `price_needed` for what has no price of its own.
    """
    taken = taken_back(held)
    lines = []
    with till.store.read() as tx:
        for one in asked:
            require_free_text("reason", one.reason)
            line = _known_line(tx, till, one, taken) if one.sale_id else _line_without_receipt(tx, till, one)
            if line.reversal is not None:
                key = (line.reversal.sale_id, line.reversal.line)
                taken[key] = taken.get(key, 0) + line.qty_milli
            lines.append(line)
    return tuple(lines)


def taken_back(lines: Sequence[Line]) -> dict[tuple[str, int], int]:
    """How much of which sold line these lines take back, by sale id and line."""
    taken: dict[tuple[str, int], int] = {}
    for line in lines:
        if line.reversal is not None:
            key = (line.reversal.sale_id, line.reversal.line)
            taken[key] = taken.get(key, 0) + line.qty_milli
    return taken


def return_basket(till: Till, basket_id: str, lines: tuple[Line, ...]) -> Basket:
    """A basket of returns alone. It is for the customer of the sale, as long as this till knows them."""
    customers = {line.reversal.customer_id for line in lines if line.reversal}
    customer_id = customers.pop() if len(customers) == 1 else ""
    with till.store.read() as tx:
        known = customer_id if customer_id and tx.customers.get(customer_id) else ""
    return Basket(basket_id, lines, known)


def price_return(till: Till, basket: Basket) -> PricedBasket:
    """What these returns give back: of a known line what was paid, without receipt today's list price."""
    with till.store.read() as tx:
        return price_basket(tx, till, basket, till.now())


def rights_needed(till: Till, priced: PricedBasket, tenders: Sequence[Tender], staff: str) -> tuple[Right, ...]:
    """What of this return the person at the till may not do alone; one approval may cover all of it."""
    if staff == BUILT_IN.staff_id:
        return ()
    with till.store.read() as tx:
        person = member(tx, staff)
        needed: list[Right] = []
        lines = priced.basket.lines
        if any((line.is_return and line.reversal is None) or is_unheard(tx, line) for line in lines):
            needed.append("return_without_receipt")
        if any(_is_late(tx, till, line) for line in priced.basket.lines):
            needed.append("return_late")
        if goes_elsewhere(tx, priced, tenders):
            needed.append("refund_tender")
    return tuple(right for right in needed if not may(person, right))


def require_in_time(till: Till, basket: Basket, staff: str) -> None:
    """Refused `approval_needed` for goods that come back after the days on the receipt without somebody's yes.

    The days are the shop's own words to its customers, not a rule of SEMANTICS.md: the window asks, while a basket
    document (`tandem-till sell`) says what was decided already.
    """
    if staff == BUILT_IN.staff_id:
        return
    with till.store.read() as tx:
        person = member(tx, staff)
        if may(person, "return_late"):
            return
        for number, line in enumerate(basket.lines, 1):
            if _is_late(tx, till, line):
                require_right(tx, person, line.approved_by, "return_late", number)


def refund(till: Till, basket: Basket, tenders: tuple[Tender, ...], staff: str, waiting: Waiting = PATIENT) -> Sale:
    """Give the money of a basket of returns back; the same basket again gives the same refund.

    What a card paid at the terminal goes back there first, once all else is sure. Refused as `complete_sale` and
    `hold_goods` have it, `approval_needed` with the `right` above all; Refused and Unavailable as `card.refund`.
    """
    require_in_time(till, basket, staff)
    hold_goods(till, basket, staff, waiting)
    hold_returned(till, basket, waiting)
    tenders = through_terminal(till, basket, tenders, staff)
    return complete_sale(till, basket, tenders, staff=staff, request=request_of(basket, tenders, till.setup.currency))


def require_refundable(till: Till, basket: Basket, tenders: Sequence[Tender], staff: str) -> None:
    """Before a terminal gives money back: everything that would refuse the refund afterwards refuses it now."""
    require_in_time(till, basket, staff)
    hold_goods(till, basket, staff)
    require_room(till.home)
    with till.store.read() as tx:
        if tx.shifts.open() is None:
            raise Refused("no_shift")
        require_still_there(tx, till, basket, tenders, staff)


def _known_line(tx: Tx, till: Till, asked: ReturnAsked, taken: dict[tuple[str, int], int]) -> Line:
    sale = known_sale(tx, asked.sale_id)
    line = _as_asked(Line(till.new_id(), sold_line(tx, sale, asked.line).product), asked)
    return return_line(tx, sale, asked.line, line, taken.get((asked.sale_id, asked.line), 0))


def _line_without_receipt(tx: Tx, till: Till, asked: ReturnAsked) -> Line:
    line = find_line(tx, till.setup, asked.code, till.new_id(), None)
    if tx.products.variants(line.product.sku) and not line.product.variant_of:
        raise Refused("has_variants", sku=line.product.sku)
    if line.product.kind == "open_price" and line.unit_price_minor is None:
        raise Refused("price_needed", sku=line.product.sku)
    return replace(_as_asked(line, asked), is_return=True, unseen=asked.unseen)


def _as_asked(line: Line, asked: ReturnAsked) -> Line:
    return replace(
        line,
        qty_milli=asked.qty_milli or line.qty_milli,
        reason=asked.reason,
        disposition=asked.disposition,
        approved_by=asked.approved_by,
        serial=asked.serial or line.serial,
    )


def _is_late(tx: Tx, till: Till, line: Line) -> bool:
    sale = tx.sales.get(line.reversal.sale_id) if line.reversal else None
    if sale is None:
        return False
    setup = till.setup
    return is_late(days_since(sale.at, till.now(), setup.time_zone), days_of_policy(setup.return_policy))
