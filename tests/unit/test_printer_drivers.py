import os
import select
from threading import Thread

import pytest

from pos.devices.device_printer import DevicePrinter
from pos.devices.drawer import open_drawer
from pos.devices.escpos_receipt import escpos_document
from pos.devices.file_printer import FilePrinter
from pos.devices.simulated_printer import SimulatedPrinter
from pos.domain.failures import Unavailable
from pos.domain.receipt_block import Text

DOCUMENT = escpos_document([Text("Fell Rib Beanie £16.50")])


def test_a_file_printer_keeps_bytes_and_text_under_a_number_each(tmp_path):
    printer = FilePrinter(tmp_path / "printed")

    printer.print_document(DOCUMENT)
    printer.print_document(DOCUMENT)

    names = sorted(path.name for path in (tmp_path / "printed").iterdir())
    assert names == ["receipt-001.bin", "receipt-001.txt", "receipt-002.bin", "receipt-002.txt"]
    assert (tmp_path / "printed" / "receipt-002.bin").read_bytes() == DOCUMENT
    assert (tmp_path / "printed" / "receipt-002.txt").read_text(encoding="utf-8") == "Fell Rib Beanie £16.50\n"


def test_a_file_printer_goes_on_counting_after_a_restart(tmp_path):
    (tmp_path / "receipt-041.bin").write_bytes(b"old")
    (tmp_path / "receipt-copy.bin").write_bytes(b"not ours")

    FilePrinter(tmp_path).print_document(DOCUMENT)

    assert (tmp_path / "receipt-042.bin").read_bytes() == DOCUMENT
    assert (tmp_path / "receipt-041.bin").read_bytes() == b"old"


def test_a_file_printer_without_its_folder_says_so(tmp_path):
    (tmp_path / "printed").write_text("a file stands where the folder should be")
    printer = FilePrinter(tmp_path / "printed")

    with pytest.raises(Unavailable, match="printer_interrupted"):
        printer.print_document(DOCUMENT)

    assert printer.state().code == "unreachable"


def test_a_simulated_printer_shows_what_it_printed():
    printer = SimulatedPrinter()

    printer.print_document(DOCUMENT)

    assert printer.last_paper() == ("Fell Rib Beanie £16.50",)
    assert printer.state().code == "ready"


@pytest.mark.parametrize(
    ("trouble", "code", "printed", "state"),
    [
        ("off", "printer_unreachable", "no", "unreachable"),
        ("out_of_paper", "printer_out_of_paper", "no", "out_of_paper"),
        ("dies_mid_receipt", "printer_interrupted", "maybe", "ready"),
    ],
)
def test_a_simulated_printer_fails_as_told(trouble, code, printed, state):
    printer = SimulatedPrinter()
    printer.trouble = trouble

    with pytest.raises(Unavailable) as failed:
        printer.print_document(DOCUMENT)

    assert (failed.value.code, failed.value.facts["printed"]) == (code, printed)
    assert printer.state().code == state
    assert DOCUMENT not in printer.papers


def test_a_slow_simulated_printer_takes_its_time_and_prints():
    waited = []
    printer = SimulatedPrinter(wait=waited.append)
    printer.trouble = "slow"

    printer.print_document(DOCUMENT)

    assert waited == [4.0] and printer.papers == [DOCUMENT]


def test_a_failed_kick_is_only_a_message():
    printer = SimulatedPrinter()
    printer.trouble = "off"

    with pytest.raises(Unavailable) as failed:
        open_drawer(printer)

    assert failed.value.code == "drawer_not_opened"
    assert printer.papers == []


def test_a_device_file_gets_the_bytes_as_they_are(tmp_path):
    path = tmp_path / "lp0"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)

    DevicePrinter(path).print_document(DOCUMENT)

    assert os.read(reader, 10_000) == DOCUMENT
    os.close(reader)


def test_a_device_that_stops_taking_bytes_is_given_up(tmp_path):
    path = tmp_path / "lp0"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    endless = DOCUMENT * 20_000

    with pytest.raises(Unavailable) as failed:
        DevicePrinter(path, timeout_s=0.2).print_document(endless)

    assert (failed.value.code, failed.value.facts["printed"]) == ("printer_interrupted", "maybe")
    os.close(reader)


def test_a_device_that_is_unplugged_is_unreachable(tmp_path):
    printer = DevicePrinter(tmp_path / "lp0")

    with pytest.raises(Unavailable) as failed:
        printer.print_document(DOCUMENT)

    assert (failed.value.code, failed.value.facts["printed"]) == ("printer_unreachable", "no")
    assert printer.state().code == "unreachable"


def test_a_printer_that_is_unplugged_while_printing_is_interrupted(tmp_path):
    path = tmp_path / "lp0"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    unplugging = Thread(target=_take_some_and_go, args=(reader,))

    unplugging.start()
    with pytest.raises(Unavailable) as failed:
        DevicePrinter(path, timeout_s=10).print_document(DOCUMENT * 200_000)
    unplugging.join()

    assert (failed.value.code, failed.value.facts["printed"]) == ("printer_interrupted", "maybe")


def _take_some_and_go(reader: int) -> None:
    select.select([reader], [], [], 10)
    os.read(reader, 1000)
    os.close(reader)
