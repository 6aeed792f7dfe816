"""What the Pay screen asks, answered by the services."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from pos.devices.terminal import Terminal
from pos.domain.basket import Basket
from pos.domain.card import Attempt
from pos.domain.cash import suggested_notes
from pos.domain.failures import Refused
from pos.domain.sale import Sale
from pos.domain.sentences import sentence
from pos.domain.staff import BUILT_IN, Right, may
from pos.domain.tender import Settlement, Tender, settle
from pos.services import card
from pos.services.basket import request_of
from pos.services.sale import complete_sale
from ui.pay.card_calls import CardCalls
from ui.pay.shop import PayShop
from ui.pay.words import PayWords
from ui.run_job import RunJob
from ui.scanner import monotonic_ms
from ui.sell.shop import SellShop
from ui.session import Session

_NOT_YET = "Not at this till"


@dataclass(frozen=True)
class PayDesk:
    """The till behind the Pay screen. `hold` puts the basket that is being paid aside, `ask_yes` asks a manager.

    `run_terminal` runs beside `run_job`, for what waits for the card terminal.
    """

    session: Session
    sell: SellShop
    run_job: RunJob
    hold: Callable[[], None]
    ask_yes: Callable[[Right, Callable[[str], None]], None]
    run_terminal: RunJob | None = None
    terminal: Terminal | None = None

    def shop(self) -> PayShop:
        session = self.session
        return PayShop(
            settle=self.settle,
            notes=lambda due: tuple(suggested_notes(due, session.till.setup.currency)),
            complete=self.complete,
            other_tender=self.other_tender,
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
            card=self.card_calls(),
        )

    def card_calls(self) -> CardCalls | None:
        """Nothing where no terminal is set up: a card is approved elsewhere then."""
        terminal, run_terminal = self.terminal, self.run_terminal
        if terminal is None or run_terminal is None:
            return None
        session, till = self.session, self.session.till

        def decide(attempt_id: str, outcome: Literal["approved", "declined"], approved_by: str) -> Attempt:
            return card.decide(till, attempt_id, outcome, session.staff_id, approved_by)

        return CardCalls(
            name=PayWords().terminal.format(till=till.setup.till),
            begin=lambda basket_id, minor: card.begin_payment(till, basket_id, minor, session.staff_id),
            begin_reversal=lambda basket_id, reference, minor: card.begin_reversal(
                till, basket_id, reference, minor, session.staff_id
            ),
            talk=partial(card.talk, terminal),
            keep_heard=lambda attempt_id, heard: card.keep_heard(till, attempt_id, heard, session.staff_id),
            ask=partial(card.ask, terminal),
            keep_asked=lambda attempt_id, heard: card.keep_asked(till, attempt_id, heard, session.staff_id),
            decide=decide,
            cancel=terminal.cancel,
            standing=partial(card.card_tenders, till),
            open=lambda basket_id: next(iter(card.open_attempts(till, basket_id)), None),
            may_decide=lambda: session.staff_id == BUILT_IN.staff_id or may(session.staff, "decide_card_payment"),
            run_terminal=run_terminal,
            time=lambda at: f"{session.local(at):%H:%M:%S}" if at else "",
        )

    def settle(self, total_minor: int, tenders: tuple[Tender, ...]) -> Settlement:
        with self.session.till.store.read() as tx:
            cash = tx.prices.rules().taxes.cash
        return settle(total_minor, tenders, cash)

    def complete(self, basket: Basket, tenders: tuple[Tender, ...]) -> Sale:
        till = self.session.till
        request = request_of(basket, tenders, till.setup.currency)
        return complete_sale(till, basket, tenders, staff=self.session.staff_id, request=request)

    def other_tender(self, name: str, _due_minor: int) -> Tender:
        raise Refused("unknown_tender", type=name)
