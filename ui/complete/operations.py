"""What the screen after a sale asks, answered by the services."""

from collections.abc import Callable
from dataclasses import dataclass

from pos.domain.cash import change_in_coins
from pos.domain.failures import Unavailable
from pos.domain.sale import Sale
from pos.domain.tender import CASH
from pos.services import printing
from pos.store.print_jobs import PRINTED
from ui.complete.shop import CompleteShop
from ui.run_job import RunJob
from ui.sell.shop import SellShop
from ui.session import Session
from ui.text import sentence

_NOT_YET = {
    "email": "No mail server is set up",
    "qr": "No customer screen is set up",
}


@dataclass(frozen=True)
class CompleteDesk:
    """The till behind the screen. `take_back` opens the sale for goods that come back."""

    session: Session
    sell: SellShop
    run_job: RunJob
    take_back: Callable[[Sale], None]

    def shop(self) -> CompleteShop:
        session = self.session
        return CompleteShop(
            blocks=lambda sale: printing.receipt(session.till, sale),
            coins=self.coins,
            print_receipt=lambda sale, gift: self._print(sale, printing.GIFT_RECEIPT if gift else printing.RECEIPT),
            reprint=lambda sale: self._print(sale, printing.RECEIPT),
            shopper=self.sell.shopper,
            earned=lambda sale: sale.points_earned or None,
            confirmed=self.confirmed,
            opened_drawer=self.opened_drawer,
            why_not=self.why_not,
            do=lambda _name, sale: self.take_back(sale),
            time=lambda at: f"{session.local(at):%H:%M:%S}",
            run_job=self.run_job,
            money=session.money,
            sentence=sentence,
        )

    def coins(self, change_minor: int) -> tuple[tuple[str, int], ...]:
        """What to give back: how many of which, from the largest."""
        return tuple(
            (one.label, count) for one, count in change_in_coins(change_minor, self.session.till.setup.currency)
        )

    def opened_drawer(self, sale: Sale) -> bool:
        return printing.printer_of(self.session.till) is not None and any(t.type == CASH for t in sale.tenders)

    def confirmed(self) -> bool:
        """Whether the hub hears of a sale at once; a till without a hub counts points itself."""
        with self.session.till.store.read() as tx:
            line = tx.link.line()
            return tx.link.peer() is None or (line is not None and line.line == "online")

    def why_not(self, name: str) -> str:
        if name in ("print", "gift", "reprint") and printing.printer_of(self.session.till) is None:
            return "No receipt printer is set up"
        return _NOT_YET.get(name, "")

    def _print(self, sale: Sale, kind: str) -> None:
        """Through the queue, so that paper that fails now can come later; Unavailable says what the printer said."""
        till = self.session.till
        number = printing.ask_for_print(till, sale, kind, self.session.staff_id)
        job = printing.print_job(till, printing.printer_of(till), number)
        if job.state != PRINTED:
            raise Unavailable(job.reason)
