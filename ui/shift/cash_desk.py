"""What the page for cash in and out asks, answered by the services."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from pos.domain.failures import Unavailable
from pos.domain.staff import Right, may
from pos.services import cash_slip, printing, shift
from ui.session import Session
from ui.shift.cash_view import CashCalls, CashOrder, Moved
from ui.text import sentence


@dataclass(frozen=True)
class CashDesk:
    """The till behind the page; `kick` opens the drawer and journals nothing."""

    session: Session
    kick: Callable[[], None]
    ask_yes: Callable[[Right, str, Callable[[str], None]], None]

    def calls(self) -> CashCalls:
        return CashCalls(
            moved=self.moved,
            book=self.book,
            open_drawer=self.open_drawer,
            print_copy=self.print_copy,
            may=lambda right: may(self.session.staff, right),
            ask_yes=self.ask_yes,
        )

    def moved(self) -> tuple[Moved, ...]:
        """What moved in the open shift, the last first."""
        session = self.session
        with session.till.store.read() as tx:
            opened = tx.shifts.open()
            rows = tx.shifts.cash_moved(opened.shift) if opened else []
            names = {person.staff_id: person.short_name for person in tx.people.all()}
        return tuple(
            Moved(row.n, row.kind, session.time(row.at), names.get(row.staff, ""), row.amount_minor, row.reason)
            for row in reversed(rows)
        )

    def book(self, order: CashOrder) -> str:
        """Journal it, open the drawer and print the slip; why none came out, empty when it did."""
        till = self.session.till
        entry = shift.move_cash(
            till, order.kind, order.amount_minor, order.reason, self.session.staff_id, approved_by=order.approved_by
        )
        with suppress(Unavailable):  # it has a key of its own, and the booking stands
            self.kick()
        try:
            cash_slip.print_cash_slip(till, printing.printer_of(till), entry)
        except Unavailable as failure:
            return sentence(failure)
        return ""

    def open_drawer(self, order: CashOrder) -> str:
        """Journalled first, whatever the drawer then does; why it stayed shut, empty when it opened."""
        shift.open_drawer(self.session.till, order.reason, self.session.staff_id, approved_by=order.approved_by)
        try:
            self.kick()
        except Unavailable as failure:
            return sentence(failure)
        return ""

    def print_copy(self, n: int) -> None:
        till = self.session.till
        cash_slip.print_cash_copy(till, printing.printer_of(till), n)
