"""Paper comes once as the original and else as a copy, and a printer never stops a sale."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pos.devices.simulated_printer import SimulatedPrinter, Trouble
from pos.domain.failures import Refused, Unavailable
from pos.services.printing import (
    GIFT_RECEIPT,
    ask_for_print,
    doubt_after_crash,
    print_job,
    print_report,
    settle_doubt,
    waiting_jobs,
)
from pos.services.shift import open_shift, report
from pos.services.till import Till
from tests.store.shop import bought, kinds, rows, sell


@pytest.fixture
def printer() -> SimulatedPrinter:
    return SimulatedPrinter()


def test_the_first_paper_is_the_original_and_every_other_is_marked_and_journalled(
    shop: Till, printer: SimulatedPrinter
) -> None:
    sale = sell(shop, bought("JACKET"))

    copies = [print_job(shop, printer, ask_for_print(shop, sale, staff="maya")).copy for _ in range(3)]

    with shop.store.read() as tx:
        audit = rows(tx, "SELECT staff, subject FROM fact_audit WHERE kind = 'receipt_copied'")
    assert copies == [0, 1, 2]
    assert len(set(printer.papers)) == 3
    assert audit == [("maya", sale.receipt)] * 2


def test_a_gift_receipt_is_no_copy(shop: Till, printer: SimulatedPrinter) -> None:
    sale = sell(shop, bought("JACKET"))
    print_job(shop, printer, ask_for_print(shop, sale))

    print_job(shop, printer, ask_for_print(shop, sale, GIFT_RECEIPT))

    assert "receipt_copied" not in kinds(shop)
    assert not any("189.00" in row for row in printer.last_paper())


@pytest.mark.parametrize(
    ("trouble", "state", "reason"),
    [
        ("off", "waiting", "printer_unreachable"),
        ("out_of_paper", "waiting", "printer_out_of_paper"),
        ("dies_mid_receipt", "unknown", "printer_interrupted"),
    ],
)
def test_a_printer_in_trouble_leaves_the_job_with_the_reason(
    shop: Till, printer: SimulatedPrinter, trouble: Trouble, state: str, reason: str
) -> None:
    sale = sell(shop, bought("JACKET"))
    printer.trouble = trouble

    job = print_job(shop, printer, ask_for_print(shop, sale))

    assert (job.state, job.reason) == (state, reason)
    assert waiting_jobs(shop) == (job,)


def test_without_a_printer_the_job_waits(shop: Till) -> None:
    sale = sell(shop, bought("JACKET"))

    job = print_job(shop, None, ask_for_print(shop, sale))

    assert (job.state, job.reason) == ("waiting", "no_printer")


def test_asking_again_for_what_never_came_out_is_still_the_original(shop: Till, printer: SimulatedPrinter) -> None:
    sale = sell(shop, bought("JACKET"))
    printer.trouble = "out_of_paper"
    print_job(shop, printer, ask_for_print(shop, sale))
    printer.trouble = "none"

    job = print_job(shop, printer, ask_for_print(shop, sale))

    assert (job.copy, job.state) == (0, "printed")
    assert "receipt_copied" not in kinds(shop)


def test_a_job_that_is_on_paper_is_not_printed_again(shop: Till, printer: SimulatedPrinter) -> None:
    number = ask_for_print(shop, sell(shop, bought("JACKET")))

    states = [print_job(shop, printer, number).state for _ in range(2)]

    assert states == ["printed", "printed"]
    assert len(printer.papers) == 1


def test_what_was_printing_when_the_till_stopped_asks_before_it_prints_again(
    shop: Till, printer: SimulatedPrinter, opened: Callable[[Path], Till]
) -> None:
    number = ask_for_print(shop, sell(shop, bought("JACKET")))
    with shop.store.write() as tx:
        tx.print_jobs.mark(number, "printing")
    shop.close()
    again = opened(shop.home)

    (doubtful,) = doubt_after_crash(again)
    unprinted = print_job(again, printer, number)
    settle_doubt(again, number, came_out=False)
    printed = print_job(again, printer, number)

    assert (doubtful.job, doubtful.state) == (number, "unknown")
    assert (unprinted.state, printed.state) == ("unknown", "printed")
    assert len(printer.papers) == 1


def test_paper_that_did_come_out_is_not_printed_again(shop: Till, printer: SimulatedPrinter) -> None:
    number = ask_for_print(shop, sell(shop, bought("JACKET")))
    printer.trouble = "dies_mid_receipt"
    print_job(shop, printer, number)

    settle_doubt(shop, number, came_out=True)

    assert waiting_jobs(shop) == ()


def test_there_is_no_job_without_a_receipt(shop: Till, printer: SimulatedPrinter) -> None:
    with pytest.raises(Refused, match="no_print_job"):
        print_job(shop, printer, 99)


def test_a_report_without_a_printer_says_so(shop: Till) -> None:
    open_shift(shop, 0, "maya")

    with pytest.raises(Unavailable) as unavailable:
        print_report(shop, None, report(shop))

    assert unavailable.value.code == "no_printer"
