"""What a till is set up as is checked before anything is made, and its printer is the one that stands there."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pos.devices.device_printer import DevicePrinter
from pos.devices.file_printer import FilePrinter
from pos.devices.network_printer import NetworkPrinter
from pos.domain.failures import Refused
from pos.domain.receipt_block import Pair
from pos.domain.sentences import sentence
from pos.services.printing import printer_of, receipt
from pos.services.shop import Setup, checked
from pos.services.till import Till
from tests.store.shop import SETUP, bought, sell

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

    assert refused.value.facts == {"field": "printer", "value": printer}


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


@pytest.mark.parametrize("told", ["cheque", "Cheque=Cheque", "cheque=", "cash=Cash", "cheque=4111 1111 1111 1111"])
def test_a_means_of_payment_that_cannot_be_meant_is_refused(told: str) -> None:
    with pytest.raises(Refused, match="bad_setup") as refused:
        checked(replace(SETUP, tenders=(told,)), ZONES, {"GBP"})

    assert (refused.value.facts["field"], "4111" in sentence(refused.value)) == ("tenders", False)


def test_a_sale_is_paid_by_the_means_that_the_shop_set_up_itself(shop: Till) -> None:
    till = replace(shop, setup=checked(replace(SETUP, tenders=("cheque=Cheque",)), ZONES, {"GBP"}))

    sale = sell(till, bought("FLASK"), by="cheque")

    assert [(tender.type, tender.amount_minor) for tender in sale.tenders] == [("cheque", 24_00)]
    assert any(isinstance(row, Pair) and row.left == "Cheque" for row in receipt(till, sale))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"currency": "XXQ"}, "XXQ is no currency. Write the three letters of ISO 4217, like EUR or GBP."),
        ({"country": "QQ", "zone": ""}, 'The setting country cannot be "QQ". Change it.'),
        ({"code": "TOOLONG"}, 'The setting store_code cannot be "TOOLONG". Change it.'),
    ],
)
def test_a_setting_that_cannot_be_is_named_with_what_it_was(changed: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match="bad_setup") as refused:
        checked(replace(SETUP, **changed), ZONES, {"GBP"})

    assert sentence(refused.value) == words


@pytest.mark.parametrize("told", ["10-15", "10-15:13-13", "15-10:18-18", "25-30:24-16", "1-2:18-18"])
def test_a_wallet_whose_codes_might_be_goods_is_refused(told: str) -> None:
    with pytest.raises(Refused, match="bad_setup") as refused:
        checked(replace(SETUP, wallets=(told,)), ZONES, {"GBP"})

    assert refused.value.facts == {"field": "wallets", "value": (told,)}


def test_a_wallets_code_is_known_by_its_first_digits_and_its_length() -> None:
    setup = checked(replace(SETUP, wallets=("10-15:18-18", "25-30:16-24")), ZONES, {"GBP"})

    known = [
        code for code in ("1" * 18, "1" * 17, "28" + "0" * 14, "31" + "0" * 16, "TL1") if setup.is_wallet_code(code)
    ]

    assert known == ["1" * 18, "28" + "0" * 14]
