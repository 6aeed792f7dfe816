"""Taking goods back at the window: the lines of a return, where its money goes, and the refund itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pos.domain.basket import Basket, Disposition, Line
from pos.domain.failures import Refused
from pos.domain.free_text import require_free_text
from pos.domain.priced import PricedBasket
from pos.domain.refund import reverse
from pos.domain.refund_tender import original_tenders, owed_to_tenders
from pos.domain.return_window import days_of_policy, days_since, is_late
from pos.domain.sale import Sale
from pos.domain.staff import BUILT_IN, Right, may
from pos.domain.tender import CASH, Tender, round_cash
from pos.services import card
from pos.services.basket import request_of
from pos.services.card_money import CARD
from pos.services.lookup import find_line
from pos.services.rights import check_rights, goes_elsewhere, held_for, require_right
from pos.services.sale import complete_sale, price_basket, return_line, sold_line
from pos.services.staff import member
from pos.services.till import Till
from pos.store.store import Tx

Way = Literal["original", "cash", "card"]
"""How money is given back: as it came, or all of it by one means."""


@dataclass(frozen=True, slots=True)
class ReturnAsked:
    """Goods that come back: line `line` of the sale `sale_id`, or without receipt those of a `code`.

    `qty_milli` of 0 is what a weight-embedded code says, else one. `approved_by` is who allowed what the person at the
    till may not do alone.
    """

    sale_id: str = ""
    line: int = 0
    code: str = ""
    qty_milli: int = 0
    reason: str = ""
    disposition: Disposition = "restock"
    approved_by: str = ""


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


def refund_tenders(till: Till, priced: PricedBasket, way: Way = "original") -> tuple[Tender, ...]:
    """The tenders that give a negative total back this way; none where there is nothing to give back."""
    due = -priced.total_minor
    if due <= 0:
        return ()
    with till.store.read() as tx:
        cash = tx.prices.rules().taxes.cash
        if way == "original":
            return original_tenders(due, owed_to_tenders(priced), held_for(tx, priced), cash)
    amount = round_cash(due, cash) if way == CASH else due
    return (Tender(way, -amount),) if amount else ()


def rights_needed(till: Till, priced: PricedBasket, tenders: Sequence[Tender], staff: str) -> tuple[Right, ...]:
    """What of this return the person at the till may not do alone; one approval may cover all of it."""
    if staff == BUILT_IN.staff_id:
        return ()
    with till.store.read() as tx:
        person = member(tx, staff)
        needed: list[Right] = []
        if any(line.is_return and line.reversal is None for line in priced.basket.lines):
            needed.append("return_without_receipt")
        if any(_is_late(tx, till, line) for line in priced.basket.lines):
            needed.append("return_late")
        if goes_elsewhere(tx, priced, tenders):
            needed.append("refund_tender")
    return tuple(right for right in needed if not may(person, right))


def require_in_time(till: Till, basket: Basket, staff: str) -> None:
    """Refused `approval_needed` for goods that come back after the days on the receipt without somebody's yes."""
    if staff == BUILT_IN.staff_id:
        return
    with till.store.read() as tx:
        person = member(tx, staff)
        if may(person, "return_late"):
            return
        for number, line in enumerate(basket.lines, 1):
            if _is_late(tx, till, line):
                require_right(tx, person, line.approved_by, "return_late", number)


def refund(till: Till, basket: Basket, tenders: tuple[Tender, ...], staff: str) -> Sale:
    """Give the money of a basket of returns back; the same basket again gives the same refund.

    What a card paid at the terminal goes back there first, once all else is sure. Refused as `complete_sale` has it,
    `approval_needed` with the `right` above all; Refused and Unavailable as `card.refund`.
    """
    require_in_time(till, basket, staff)
    tenders = _through_terminal(till, basket, tenders, staff)
    return complete_sale(till, basket, tenders, staff=staff, request=request_of(basket, tenders, till.setup.currency))


def _through_terminal(till: Till, basket: Basket, tenders: tuple[Tender, ...], staff: str) -> tuple[Tender, ...]:
    """Money of cards given back by the terminal that took it; what was approved elsewhere is given back elsewhere."""
    with till.store.read() as tx:
        back = {done.takes_back for done in tx.cards.given_back(basket.basket_id)}
        cards = [one for one in tenders if one.type == CARD and one.reference]
        ours = [one for one in cards if one.reference in back or tx.cards.payment(one.reference)]
        if not ours:
            return tenders
        if tx.sales.get(basket.basket_id) is None:
            _require_still_there(tx, till, basket, tenders, staff)
    terminal = card.terminal_of(till)
    if terminal is None:
        return tenders
    if card.open_attempts(till, basket.basket_id):
        card.resolve(till, terminal, staff)
    return tuple(
        card.refund(till, terminal, basket.basket_id, one.reference, -one.amount_minor, staff) if one in ours else one
        for one in tenders
    )


def _require_still_there(tx: Tx, till: Till, basket: Basket, tenders: Sequence[Tender], staff: str) -> None:
    """Before money moves: nobody took the goods back meanwhile, and the person here may do this."""
    for line in basket.lines:
        if line.reversal is not None:
            sold = sold_line(tx, _sale(tx, line.reversal.sale_id), line.reversal.line)
            reverse(sold, line.qty_milli)
    check_rights(tx, price_basket(tx, till, basket, till.now()), tenders, staff)


def _sale(tx: Tx, sale_id: str) -> Sale:
    sale = tx.sales.get(sale_id)
    assert sale is not None
    return sale


def _known_line(tx: Tx, till: Till, asked: ReturnAsked, taken: dict[tuple[str, int], int]) -> Line:
    sale = _sale(tx, asked.sale_id)
    line = _as_asked(Line(till.new_id(), sold_line(tx, sale, asked.line).product), asked)
    return return_line(tx, sale, asked.line, line, taken.get((asked.sale_id, asked.line), 0))


def _line_without_receipt(tx: Tx, till: Till, asked: ReturnAsked) -> Line:
    line = find_line(tx, till.setup, asked.code, till.new_id(), None)
    if tx.products.variants(line.product.sku) and not line.product.variant_of:
        raise Refused("has_variants", sku=line.product.sku)
    if line.product.kind == "open_price" and line.unit_price_minor is None:
        raise Refused("price_needed", sku=line.product.sku)
    return replace(_as_asked(line, asked), is_return=True)


def _as_asked(line: Line, asked: ReturnAsked) -> Line:
    return replace(
        line,
        qty_milli=asked.qty_milli or line.qty_milli,
        reason=asked.reason,
        disposition=asked.disposition,
        approved_by=asked.approved_by,
    )


def _is_late(tx: Tx, till: Till, line: Line) -> bool:
    sale = tx.sales.get(line.reversal.sale_id) if line.reversal else None
    if sale is None:
        return False
    setup = till.setup
    return is_late(days_since(sale.at, till.now(), setup.time_zone), days_of_policy(setup.return_policy))
