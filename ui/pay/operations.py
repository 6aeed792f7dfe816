"""What the Pay screen asks, answered by the services."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal, TypeVar

from pos.devices.terminal import Terminal
from pos.domain.basket import Basket
from pos.domain.card import Attempt
from pos.domain.cash import suggested_notes
from pos.domain.failures import Unavailable
from pos.domain.priced import PricedBasket
from pos.domain.sale import Sale
from pos.domain.staff import BUILT_IN, Right, may
from pos.domain.tender import Settlement, Tender
from pos.services import card, returns, value
from pos.services.basket import request_of
from pos.services.return_card import card_back
from pos.services.return_hold import hold_goods
from pos.services.sale import complete_sale
from pos.services.tenders import settle_here
from ui.pay.card_calls import CardCalls
from ui.pay.shop import PayShop
from ui.pay.value_operations import value_calls
from ui.pay.words import PayWords
from ui.run_job import RunJob
from ui.scanner import monotonic_ms
from ui.sell.shop import SellShop
from ui.session import Session
from ui.text import sentence, spoken

_NOT_YET = "Not at this till"
What = TypeVar("What")


@dataclass(frozen=True)
class PayDesk:
    """The till behind the Pay screen. `hold` puts the basket that is being paid aside, `ask_yes` asks a manager;
    `is_offline` says that the hub cannot be reached now, while a terminal has a line of its own; `is_holder` that the
    customer's card was scanned for this basket.

    `run_terminal` runs beside `run_job`, for what waits for the card terminal.
    """

    session: Session
    sell: SellShop
    run_job: RunJob
    hold: Callable[[], None]
    ask_yes: Callable[[Right, Callable[[str], None]], None]
    run_terminal: RunJob | None = None
    terminal: Terminal | None = None
    is_offline: Callable[[], bool] = lambda: False
    is_holder: Callable[[Basket], bool] = lambda _basket: False

    def shop(self) -> PayShop:
        session = self.session
        return PayShop(
            settle=self.settle,
            notes=lambda due: tuple(suggested_notes(due, session.till.setup.currency)),
            complete=self.complete,
            ask_yes=self.ask_yes,
            shopper=self.sell.shopper,
            earns=self.sell.earns,
            next_receipt=self.sell.next_receipt,
            hold=self.hold,
            quote=lambda _priced: None,
            why_not=lambda name: "" if name == "hold" else _NOT_YET,
            run_job=self.run_job,
            money=session.money,
            currency=session.till.setup.currency,
            sentence=sentence,
            sound=self.sell.sound,
            clock_ms=monotonic_ms,
            is_offline=self.is_offline,
            card=self.card_calls(),
            value=value_calls(session.till, self.is_holder, self.is_offline, session.time),
        )

    def card_calls(self) -> CardCalls | None:
        """Nothing where nobody waits for a terminal. Where none is set up a card is approved elsewhere, and what is in
        doubt since there was one is decided."""
        terminal, run_terminal = self.terminal, self.run_terminal
        if run_terminal is None:
            return None
        session, till = self.session, self.session.till

        def decide(attempt_id: str, outcome: Literal["approved", "declined"], approved_by: str) -> Attempt:
            return card.decide(till, attempt_id, outcome, session.staff_id, approved_by)

        return CardCalls(
            name=spoken(PayWords).terminal.format(till=till.setup.till),
            begin=lambda basket_id, minor: card.begin_payment(till, basket_id, minor, session.staff_id),
            begin_reversal=lambda basket_id, reference, minor: card.begin_reversal(
                till, basket_id, reference, minor, session.staff_id
            ),
            has_terminal=terminal is not None,
            talk=lambda attempt, wallet: _at(terminal, lambda there, what: card.talk(there, what, wallet), attempt),
            keep_heard=lambda attempt_id, heard: card.keep_heard(till, attempt_id, heard, session.staff_id),
            ask=partial(_at, terminal, card.ask),
            keep_asked=lambda attempt_id, heard: card.keep_asked(till, attempt_id, heard, session.staff_id),
            decide=decide,
            cancel=lambda attempt_id: None if terminal is None else terminal.cancel(attempt_id),
            to_give_back=self.to_give_back,
            standing=partial(card.card_tenders, till),
            open=lambda basket_id: next(iter(card.open_attempts(till, basket_id)), None),
            may_decide=lambda: session.staff_id == BUILT_IN.staff_id or may(session.staff, "decide_card_payment"),
            run_terminal=run_terminal,
            time=lambda at: f"{session.local(at):%H:%M:%S}" if at else "",
            is_wallet=till.setup.is_wallet_code,
        )

    def to_give_back(self, priced: PricedBasket, taken: tuple[Tender, ...]) -> tuple[Tender, ...]:
        till = self.session.till
        back = card_back(till, priced, taken)
        if back:
            returns.require_refundable(till, priced.basket, (*taken, *back), self.session.staff_id)
        return back

    def settle(self, priced: PricedBasket, tenders: tuple[Tender, ...]) -> Settlement:
        till = self.session.till
        with till.store.read() as tx:
            return settle_here(tx, till, priced, tenders)

    def complete(self, basket: Basket, tenders: tuple[Tender, ...]) -> Sale:
        till = self.session.till
        returns.require_in_time(till, basket, self.session.staff_id)
        hold_goods(till, basket, self.session.staff_id)
        request = request_of(basket, tenders, till.setup.currency)
        value.hold_returned(till, basket)
        is_holder = self.is_holder(basket)
        return complete_sale(till, basket, tenders, staff=self.session.staff_id, request=request, is_holder=is_holder)


def _at(terminal: Terminal | None, call: Callable[[Terminal, What], card.Heard], what: What) -> card.Heard:
    """What a terminal says; where none is set up nobody can be asked."""
    return Unavailable("no_terminal") if terminal is None else call(terminal, what)
