import socket

import pytest

from pos.devices.drawer import open_drawer
from pos.devices.network_printer import NetworkPrinter
from pos.domain.failures import Unavailable
from tests.fake_printer import FakePrinter

DOCUMENT = b"\x1b@" + b"Harrier 3L Waterproof Jacket 189.00\n" * 300


def a_printer(fake: FakePrinter) -> NetworkPrinter:
    return NetworkPrinter("127.0.0.1", fake.port, timeout_s=2.0, answer_s=0.3)


def test_a_document_arrives_whole():
    with FakePrinter() as fake:
        a_printer(fake).print_document(DOCUMENT)

    assert fake.papers == [DOCUMENT]


def test_a_picture_with_a_question_in_it_does_not_count_as_the_answer():
    document = DOCUMENT + b"\x1dv0\x00\x01\x00\x03\x00\x10\x04\x01"

    with FakePrinter(nearly_empty=True) as fake:
        a_printer(fake).print_document(document)

    assert fake.papers[0].startswith(DOCUMENT)


def test_a_printer_that_tells_nothing_still_prints():
    with FakePrinter(silent=True) as fake:
        state = a_printer(fake).state()
        a_printer(fake).print_document(DOCUMENT)

    assert state.code == "no_answer"
    assert DOCUMENT in fake.papers


def test_without_paper_nothing_is_sent_and_nothing_can_have_come_out():
    with FakePrinter(takes=0) as fake, pytest.raises(Unavailable) as failed:
        a_printer(fake).print_document(DOCUMENT)

    assert (failed.value.code, failed.value.facts["printed"]) == ("printer_out_of_paper", "no")
    assert fake.papers == [b""]


def test_paper_that_ends_mid_receipt_leaves_it_open_what_came_out():
    with FakePrinter(takes=5_000) as fake, pytest.raises(Unavailable) as failed:
        a_printer(fake).print_document(DOCUMENT)

    assert (failed.value.code, failed.value.facts["printed"]) == ("printer_out_of_paper", "maybe")


def test_a_line_cut_mid_receipt_leaves_it_open_what_came_out():
    with FakePrinter(drops_after=4_000) as fake, pytest.raises(Unavailable) as failed:
        a_printer(fake).print_document(DOCUMENT)

    assert (failed.value.code, failed.value.facts["printed"]) == ("printer_interrupted", "maybe")


@pytest.mark.parametrize(("trouble", "code"), [({"cover_open": True}, "cover_open"), ({"off_line": True}, "off_line")])
def test_an_open_cover_or_a_printer_off_line_is_said_before_printing(trouble, code):
    with FakePrinter(**trouble) as fake:
        with pytest.raises(Unavailable) as failed:
            a_printer(fake).print_document(DOCUMENT)
        state = a_printer(fake).state()

    assert (failed.value.code, failed.value.facts["printed"]) == (f"printer_{code}", "no")
    assert state.code == code and not state.can_print


def test_paper_near_its_end_is_said_and_still_printed_on():
    with FakePrinter(nearly_empty=True) as fake:
        state = a_printer(fake).state()
        a_printer(fake).print_document(DOCUMENT)

    assert state.code == "paper_low" and state.can_print
    assert DOCUMENT in fake.papers


def test_a_printer_that_is_off_is_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        free = taken.getsockname()[1]
    printer = NetworkPrinter("127.0.0.1", free, timeout_s=2.0)

    with pytest.raises(Unavailable) as failed:
        printer.print_document(DOCUMENT)

    assert (failed.value.code, failed.value.facts["printed"]) == ("printer_unreachable", "no")
    assert printer.state().code == "unreachable"


def test_the_drawer_is_kicked_through_the_printer():
    with FakePrinter() as fake:
        open_drawer(a_printer(fake), pin=5)

    assert fake.papers == [b"\x1bp\x01\x32\x32"]


def test_a_drawer_that_cannot_open_says_why():
    with FakePrinter(cover_open=True) as fake, pytest.raises(Unavailable) as failed:
        open_drawer(a_printer(fake))

    assert (failed.value.code, failed.value.facts["why"]) == ("drawer_not_opened", "printer_cover_open")
