"""What the Pay screen asks, answered by the services."""

from collections.abc import Callable
from dataclasses import dataclass

from pos.domain.basket import Basket
from pos.domain.cash import suggested_notes
from pos.domain.failures import Refused
from pos.domain.sale import Sale
from pos.domain.sentences import sentence
from pos.domain.staff import Right
from pos.domain.tender import Settlement, Tender, settle
from pos.services.basket import request_of
from pos.services.sale import complete_sale
from ui.pay.shop import PayShop
from ui.run_job import RunJob
from ui.scanner import monotonic_ms
from ui.sell.shop import SellShop
from ui.session import Session

_NOT_YET = "Not at this till"


@dataclass(frozen=True)
class PayDesk:
    """The till behind the Pay screen. `hold` puts the basket that is being paid aside, `ask_yes` asks a manager."""

    session: Session
    sell: SellShop
    run_job: RunJob
    hold: Callable[[], None]
    ask_yes: Callable[[Right, Callable[[str], None]], None]

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
