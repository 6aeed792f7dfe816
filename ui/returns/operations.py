"""What the return page asks, answered by the services."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pos.domain.basket import Basket, Line
from pos.domain.priced import PricedBasket
from pos.domain.sale import Sale
from pos.domain.staff import Right
from pos.domain.tender import Tender
from pos.services import (
    order_find,
    order_return,
    other_receipt,
    return_card,
    return_find,
    return_hold,
    return_ways,
    returns,
    staff,
)
from pos.services.card_money import CARD
from pos.services.demo import PICTURES
from pos.services.lookup import find_line
from ui.pay.card_calls import CardCalls
from ui.returns.calls import ReturnCalls
from ui.returns.order_calls import OrderCalls
from ui.returns.teller import ReturnTeller
from ui.returns.words import ReturnWords
from ui.run_job import RunJob
from ui.scanner import monotonic_ms
from ui.session import Session
from ui.shift.operations import approvers
from ui.signin.view import PinAnswer
from ui.text import sentence

GTIN_KEY = 14
"""Digits of a barcode as it is kept; on goods it has one less."""


@dataclass(frozen=True)
class ReturnOperations:
    """The till behind the return page. `held` are the lines of the basket that is being rung up."""

    session: Session
    words: ReturnWords
    held: Callable[[], Sequence[Line]]

    def calls(
        self,
        run_job: RunJob,
        *,
        sound: Callable[[str], None],
        completed: Callable[[Sale], None],
        exchange: Callable[[tuple[Line, ...], str], None],
        card: CardCalls | None,
        ask_yes: Callable[[Right, Callable[[str], None]], None],
        put_aside: Callable[[], None],
    ) -> ReturnCalls:
        session, till = self.session, self.session.till
        return ReturnCalls(
            orders=self.order_calls(),
            find=lambda text: return_find.find_sales(till, text),
            joined=self.joined,
            look_up=lambda asked: other_receipt.look_up(till, asked),
            hold=lambda basket: return_hold.hold_goods(till, basket, session.staff_id),
            open=lambda asked: return_find.open_return(till, asked, returns.taken_back(self.taken())),
            lines=lambda asked: returns.return_lines(till, asked, self.taken()),
            basket=lambda basket_id, lines: returns.return_basket(till, basket_id, lines),
            price=lambda basket: returns.price_return(till, basket),
            tenders=lambda priced, way: return_ways.refund_tenders(till, priced, way),
            ledgers=lambda customer, held: return_ways.ledger_ways(till, customer, held),
            needed=self.needed,
            goods=self.goods,
            sku_of=self.sku_of,
            prepare=self.prepare,
            forget=self.forget,
            held=put_aside,
            card=card,
            ask_yes=ask_yes,
            money=session.money,
            refund=lambda basket, tenders: returns.refund(till, basket, tenders, session.staff_id),
            completed=completed,
            exchange=exchange,
            approvers=lambda rights: approvers(session, rights[0]),
            approve=self.approve,
            new_id=till.new_id,
            run_job=run_job,
            sound=sound,
            sentence=sentence,
            clock_ms=monotonic_ms,
        )

    def order_calls(self) -> OrderCalls:
        session, till = self.session, self.session.till
        return OrderCalls(
            find=lambda text: order_find.find_orders(till, text),
            open=lambda asked: order_find.open_order(till, asked),
            amounts=order_return.amount_of,
            ledgers=lambda customer: return_ways.ledger_ways(till, customer, ()),
            needed=lambda found, to: order_return.order_rights(till, found, to, session.staff_id),
            give_back=lambda order_id, lines, to, approved_by: order_return.return_order(
                till, order_id, lines, session.staff_id, approved_by, to=to
            ),
        )

    def teller(self) -> ReturnTeller:
        session = self.session
        return ReturnTeller(
            words=self.words,
            money=session.money,
            day=session.day,
            time=session.time,
            staff=self.staff_name,
            picture=self.picture,
            barcode=self.barcode,
        )

    def joined(self) -> bool:
        with self.session.till.store.read() as tx:
            return tx.link.peer() is not None

    def taken(self) -> tuple[Line, ...]:
        """What comes back elsewhere already: in the basket that is rung up, or where a card's money is under way."""
        return (*self.held(), *return_card.lines_with_card_money(self.session.till))

    def prepare(self, basket: Basket, tenders: tuple[Tender, ...]) -> tuple[Tender, ...]:
        session, till = self.session, self.session.till
        if not any(tender.type == CARD and tender.reference for tender in tenders):
            return ()
        back = return_card.card_back(till, returns.price_return(till, basket))
        if back:
            returns.require_refundable(till, basket, tenders, session.staff_id)
            return_card.put_aside(till, basket, session.staff_id, self.words.kept_label)
        return back

    def forget(self, basket_id: str) -> bool:
        return return_card.forget(self.session.till, basket_id)

    def needed(self, priced: PricedBasket, tenders: Sequence[Tender]) -> tuple[Right, ...]:
        return returns.rights_needed(self.session.till, priced, tenders, self.session.staff_id)

    def goods(self, code: str) -> Line:
        """A line without receipt; Refused as `find_line` has it, and for goods that have no price of their own."""
        asked = returns.ReturnAsked(code=code)
        return returns.return_lines(self.session.till, [asked])[0]

    def sku_of(self, code: str) -> str:
        """The product of a code, empty when there is none: a price or weight in it does not matter here."""
        till = self.session.till
        with till.store.read() as tx:
            known = tx.products.by_code(code) or tx.products.by_sku(code)
            return known.sku if known is not None else find_line(tx, till.setup, code, "", None).product.sku

    def approve(self, rights: tuple[Right, ...], subject: str, staff_id: str, pin: str) -> PinAnswer:
        """One PIN for all that is asked; each right stands in the journal."""
        session, (first, *others) = self.session, rights
        answer = staff.give_approval(session.till, first, session.staff_id, staff_id, pin, subject)
        if answer.outcome == "right":
            for right in others:
                staff.give_approval(session.till, right, session.staff_id, staff_id, pin, subject)
        return answer

    def staff_name(self, staff_id: str) -> str:
        with self.session.till.store.read() as tx:
            person = tx.people.get(staff_id)
        return person.short_name if person is not None else ""

    def picture(self, sku: str) -> str:
        with self.session.till.store.read() as tx:
            product = tx.products.by_sku(sku)
        found = PICTURES / product.image if product is not None and product.image else None
        return str(found) if found is not None and found.is_file() else ""

    def barcode(self, sku: str) -> str:
        """The first code that stands on the goods, empty where they have none; a key of 14 digits without its zero."""
        with self.session.till.store.read() as tx:
            key = next(iter(tx.products.codes(sku)), "")
        return key.removeprefix("0") if len(key) == GTIN_KEY else key
