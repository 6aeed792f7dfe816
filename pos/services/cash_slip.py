"""The slip that goes with cash that moved beside sales, made from the entry that says so."""

from pos.devices.printer import Printer
from pos.domain.journal import Entry
from pos.domain.receipt_block import Block
from pos.domain.receipt_cash import CashSlip, cash_slip_blocks
from pos.domain.receipt_words import ReportWords
from pos.domain.staff import BUILT_IN
from pos.services.printing import print_blocks
from pos.services.till import Till
from pos.store.store import Tx


def cash_slip(till: Till, entry: Entry, copy: bool = False) -> tuple[Block, ...]:
    """The slip of an entry `cash_paid_in`, `cash_paid_out` or `cash_dropped`."""
    body = entry.content
    with till.store.read() as tx:
        slip = CashSlip(
            kind=entry.kind.removeprefix("cash_"),
            at=entry.at,
            amount_minor=body["amount_minor"],
            currency=till.setup.currency,
            reason=body["reason"],
            by=_name(tx, entry.staff),
            approved_by=_name(tx, body.get("approved_by", "")),
            seq=entry.seq,
        )
    return cash_slip_blocks(slip, till.setup.printed, ReportWords(), copy)


def print_cash_slip(till: Till, printer: Printer | None, entry: Entry) -> None:
    """Print the slip now; Unavailable `no_printer` or what the printer says. The cash has moved either way."""
    print_blocks(printer, cash_slip(till, entry))


def print_cash_copy(till: Till, printer: Printer | None, n: int) -> None:
    """Print the slip of row `n` of the journal once more, marked as a copy."""
    with till.store.read() as tx:
        entry = tx.journal.at(n)
    print_blocks(printer, cash_slip(till, entry, copy=True))


def _name(tx: Tx, staff_id: str) -> str:
    person = tx.people.get(staff_id)
    return person.name if person else "" if staff_id == BUILT_IN.staff_id else staff_id
