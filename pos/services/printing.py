"""Paper: receipts and reports through the print queue, which survives a restart and never stops a sale."""

from pathlib import Path

from pos.devices.device_printer import DevicePrinter
from pos.devices.file_printer import FilePrinter
from pos.devices.network_printer import PORT, NetworkPrinter
from pos.devices.printer import Printer
from pos.domain.codes import receipt_code
from pos.domain.failures import Refused, Unavailable
from pos.domain.journal import stamp
from pos.domain.receipt import ReceiptExtras, printer_check_blocks, receipt_blocks
from pos.domain.receipt_block import Block
from pos.domain.receipt_shift import z_report_blocks
from pos.domain.receipt_words import ReceiptWords, ReportWords
from pos.domain.sale import Sale
from pos.domain.shift import ShiftFigures
from pos.domain.staff import BUILT_IN
from pos.services.journal import write_down
from pos.services.loyalty import points_shown
from pos.services.till import Till
from pos.store.print_jobs import PRINTED, PRINTING, UNKNOWN, WAITING, PrintJob

PRINTER_FOLDER = "printer"
RECEIPT = "receipt"
GIFT_RECEIPT = "gift receipt"


def printer_of(till: Till) -> Printer | None:
    """The receipt printer of the set-up: a folder of files, a device of this computer, one on the network, or none."""
    told = till.setup.printer
    if told in ("", "none"):
        return None
    if told == "file":
        return FilePrinter(till.home / PRINTER_FOLDER)
    kind, _, place = told.partition(":")
    if kind == "device":
        return DevicePrinter(Path(place))
    host, _, port = place.partition(":")
    return NetworkPrinter(host, int(port) if port else PORT)


def receipt(till: Till, sale: Sale, copy: int = 0, gift: bool = False) -> tuple[Block, ...]:
    """The receipt of a sale as blocks, for paper and screen alike."""
    with till.store.read() as tx:
        person = tx.people.get(sale.staff)
    served_by = person.short_name if person else "" if sale.staff == BUILT_IN.staff_id else sale.staff
    points = points_shown(till, sale)
    extras = ReceiptExtras(
        served_by=served_by,
        code=receipt_code(sale.receipt, till.secrets.store_key),
        points_earned=points.earned if points else 0,
        points_balance=points.balance if points else None,
    )
    words = ReceiptWords(tenders={**ReceiptWords().tenders, **till.setup.tender_types})
    return receipt_blocks(sale, till.setup.printed, words, copy, gift, extras)


def shift_report(till: Till, figures: ShiftFigures, copy: int = 0) -> tuple[Block, ...]:
    """An X or Z report as blocks."""
    return z_report_blocks(figures, till.setup.printed, ReportWords(), copy)


def ask_for_print(till: Till, sale: Sale, kind: str = RECEIPT, staff: str = "") -> int:
    """Put a receipt into the queue; the job's number. Anything after the original is a copy, marked and journalled.

    While one waits for paper, asking again means that one: it never came out.
    """
    with till.store.write() as tx:
        if (waiting := tx.print_jobs.waiting(sale.sale_id, kind)) is not None:
            return waiting
        copy = 0
        if kind == RECEIPT and tx.print_jobs.asked(sale.sale_id, RECEIPT):
            copy = tx.print_jobs.copies(sale.sale_id) + 1
            write_down(tx, till, "receipt_copied", {"subject": sale.receipt, "copy": copy}, staff)
        return tx.print_jobs.add(sale.sale_id, kind, stamp(till.now()), copy)


def print_job(till: Till, printer: Printer | None, job_number: int) -> PrintJob:
    """Print one waiting job of the queue; how it stands afterwards. A printer that fails leaves it waiting with the
    reason, one that may have printed leaves it unknown: a person looks at the paper first (`settle_doubt`)."""
    with till.store.write() as tx:
        job = tx.print_jobs.get(job_number)
        if job is None:
            raise Refused("no_print_job")
        if job.state != WAITING:
            return job
        sale = tx.sales.get(job.sale_id)
        assert sale is not None
        tx.print_jobs.mark(job_number, PRINTING)
    state, reason = _sent(printer, receipt(till, sale, job.copy, job.kind == GIFT_RECEIPT))
    with till.store.write() as tx:
        tx.print_jobs.mark(job_number, state, reason)
        done = tx.print_jobs.get(job_number)
    assert done is not None
    return done


def print_report(till: Till, printer: Printer | None, figures: ShiftFigures, copy: int = 0) -> None:
    """Print an X or Z report now; Unavailable `no_printer` or what the printer says."""
    print_blocks(printer, shift_report(till, figures, copy))


def print_check(till: Till) -> None:
    """Print a page with every kind of row and both codes; Unavailable `no_printer` or what the printer says."""
    print_blocks(printer_of(till), printer_check_blocks(till.setup.printed, ReceiptWords(), stamp(till.now())))


def print_blocks(printer: Printer | None, blocks: tuple[Block, ...]) -> None:
    """Print a document that is no receipt now; Unavailable `no_printer` or what the printer says."""
    if printer is None:
        raise Unavailable("no_printer")
    printer.print_document(_document(blocks))


def settle_doubt(till: Till, job_number: int, came_out: bool) -> None:
    """What a person saw of a job that was printing when the till stopped."""
    with till.store.write() as tx:
        tx.print_jobs.mark(job_number, PRINTED if came_out else WAITING)


def waiting_jobs(till: Till) -> tuple[PrintJob, ...]:
    """What is not on paper yet, oldest first."""
    with till.store.read() as tx:
        return tuple(tx.print_jobs.open())


def doubt_after_crash(till: Till) -> tuple[PrintJob, ...]:
    """At the start of the window: jobs that were on their way to paper are unknown now."""
    with till.store.write() as tx:
        tx.print_jobs.doubt()
        return tuple(job for job in tx.print_jobs.open() if job.state == UNKNOWN)


def _sent(printer: Printer | None, blocks: tuple[Block, ...]) -> tuple[str, str]:
    if printer is None:
        return WAITING, "no_printer"
    try:
        printer.print_document(_document(blocks))
    except Unavailable as failure:
        return (UNKNOWN if failure.facts.get("printed") == "maybe" else WAITING), failure.code
    return PRINTED, ""


def _document(blocks: tuple[Block, ...]) -> bytes:
    from pos.devices.escpos_receipt import (
        escpos_document,  # python-escpos is slow to import, paper comes after the sale
    )

    return escpos_document(blocks)
