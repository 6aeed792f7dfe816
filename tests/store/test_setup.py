"""What a till is set up as is checked before anything is made, and its printer is the one that stands there."""

from dataclasses import replace
from pathlib import Path

import pytest

from pos.devices.device_printer import DevicePrinter
from pos.devices.file_printer import FilePrinter
from pos.devices.network_printer import NetworkPrinter
from pos.domain.failures import Refused
from pos.services.printing import printer_of
from pos.services.shop import Setup, checked
from pos.services.till import Till
from tests.store.shop import SETUP

ZONES = {"GB": "Europe/London"}


def check(printer: str) -> Setup:
    return checked(replace(SETUP, printer=printer), ZONES, {"GBP"})


def with_printer(till: Till, printer: str) -> Till:
    return replace(till, setup=check(printer))


@pytest.mark.parametrize(
    "printer",
    ["usb", "device:", "device:lp0", "network:", "network:till printer", "network:p:0", "network:p:65536", "file:x"],
)
def test_a_printer_that_cannot_be_meant_is_refused(printer: str) -> None:
    with pytest.raises(Refused, match="bad_setup") as refused:
        check(printer)

    assert refused.value.facts == {"field": "printer"}


@pytest.mark.parametrize(
    ("printer", "driver"),
    [
        ("", type(None)),
        ("none", type(None)),
        ("file", FilePrinter),
        ("device:/dev/usb/lp0", DevicePrinter),
        ("network:printer.shop", NetworkPrinter),
        ("network:10.0.0.7:9101", NetworkPrinter),
    ],
)
def test_each_printer_of_the_set_up_has_its_driver(shop: Till, printer: str, driver: type) -> None:
    assert type(printer_of(with_printer(shop, printer))) is driver


def test_a_document_goes_to_the_device_of_the_set_up(shop: Till, tmp_path: Path) -> None:
    device = tmp_path / "lp0"
    device.touch()
    printer = printer_of(with_printer(shop, f"device:{device}"))
    assert printer is not None

    printer.print_document(b"receipt")

    assert device.read_bytes() == b"receipt"
