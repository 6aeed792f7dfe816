"""An order with what happened at this till laid over it, and the clock, lock and papers of the pickup desk."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.devices.code_image import qr_image
from pos.devices.escpos_receipt import PrinterModel, escpos_document
from pos.domain.pickup_order import OrderLine, PickupOrder, pickup_order_of
from pos.domain.pickup_queue import group_of
from pos.domain.pickup_slip import by_way, hand_over_blocks, pick_list_blocks, qr_slip
from pos.domain.pickup_steps import Handed, Happened, Step, laid_over
from pos.domain.receipt import Shop
from pos.domain.receipt_block import Qr
from pos.domain.receipt_rows import text_rows
from pos.domain.short_code import code_lock_seconds
from pos.domain.trusted_time import trusted_time

NOW = datetime(2026, 11, 21, 14, 38, tzinfo=UTC)
SHOP = Shop("Northgate Store", till="2", zone="Europe/London")
TOKEN = "2" + "3" * 226


def an_order(*pieces: int, **changed: Any) -> PickupOrder:
    """An order with a line of so many pieces each, assigned to this store."""
    lines = [
        {"line": n, "sku": f"S-{n}", "name": f"Socks {n}", "qty_milli": count * 1000, "place": f"Aisle {9 - n}"}
        for n, count in enumerate(pieces or (2, 1), 1)
    ]
    body = {
        "order_id": 88231,
        "number": "N-88231",
        "store_no": 1,
        "channel": "web",
        "state": "assigned",
        "placed_at": "2026-11-20T09:00:00.000Z",
        "promised_at": "2026-11-21T16:00:00.000Z",
        "hold_until": "2026-11-28T16:00:00.000Z",
        "currency": "GBP",
        "total_minor": 54_00,
        "lines": lines,
    }
    return pickup_order_of(body | changed)


def a_step(n: int, step: Any, milli: dict[int, int] | None = None, **changed: Any) -> Step:
    return Step(n, 88231, step, "2026-11-21T14:00:00.000Z", "maya", milli or {}, **changed)


def a_hand_over(n: int, **units: Any) -> Handed:
    told = {name: {line: frozenset(found) for line, found in by.items()} for name, by in units.items() if name != "of"}
    return Handed(n, 88231, f"E-{n}", "2026-11-21T14:30:00.000Z", "maya", undoes=units.get("of", ""), **told)


def test_a_day_of_an_order() -> None:
    own: list[Happened] = [
        a_step(1, "picked", {1: 1000}),
        a_step(2, "picked", {1: 1000}),
        a_step(3, "short", {2: 1000}),
        a_step(4, "staged", {1: 2000}, bag="1", bay="A3"),
        a_step(5, "ready"),
        a_hand_over(6, collected={1: [1]}),
        a_hand_over(7, collected={1: [2]}),
        a_hand_over(8, back={1: [2]}, of="E-7"),
    ]

    states = [laid_over(an_order(), own[:count], 2).state for count in range(9)]
    last = laid_over(an_order(), own, 2)

    assert states == [
        "assigned", "picking", "picking", "short", "staged", "ready", "partly_collected", "collected",
        "partly_collected",
    ]  # fmt: skip
    assert (last.bay, last.bags, last.lines[0].open_units, last.lines[1].open_units) == ("A3", ("1",), (2,), ())
    assert [(one.entry, one.till) for one in last.collected] == [("E-6", 2)]


def test_what_does_not_fit_changes_nothing() -> None:
    order = an_order(state="cancelled")

    steps = [a_step(n, step, {1: 1000}) for n, step in enumerate(("picked", "short", "staged", "ready", "accepted"), 1)]

    assert laid_over(order, steps, 2) == order


_units = st.dictionaries(st.integers(1, 2), st.frozensets(st.integers(1, 3)), max_size=2)
_steps = st.builds(
    Step,
    st.just(0),
    st.just(88231),
    st.sampled_from(("accepted", "picked", "short", "staged", "ready", "restocked")),
    st.just("2026-11-21T14:00:00.000Z"),
    st.just("maya"),
    st.dictionaries(st.integers(1, 3), st.integers(0, 9000), max_size=3),
)
_hands = st.builds(
    Handed, st.just(0), st.just(88231), st.uuids().map(str), st.just(""), st.just("maya"), _units, _units, _units
)


@given(st.lists(st.one_of(_steps, _hands), max_size=12))
def test_whatever_happened_the_parts_of_a_line_add_up(happened: list[Happened]) -> None:
    own = [replace(one, n=n) for n, one in enumerate(happened, 1)]

    order = laid_over(an_order(3, 1), own, 2)

    for line in order.lines:
        assert 0 <= line.picked_milli <= line.qty_milli
        assert 0 <= line.short_milli <= line.qty_milli
        assert not set(line.open_units) & (line.collected | line.refused)
        assert set(line.open_units) <= set(range(1, line.units + 1))
    assert laid_over(an_order(3, 1), list(reversed(own)), 2) == order


@given(st.lists(_steps, max_size=10), st.integers(0, 10))
def test_it_does_not_matter_how_much_the_hub_counts_in_already(steps: list[Step], counted: int) -> None:
    own = [replace(step, n=n) for n, step in enumerate(steps, 1)]

    at_hub = laid_over(an_order(3, 2), own[:counted], 2)

    assert laid_over(at_hub, own[counted:], 2) == laid_over(an_order(3, 2), own, 2)


@pytest.mark.parametrize(
    ("changed", "group"),
    [
        ({}, "to_pick"),
        ({"promised_at": "2026-11-21T14:00:00.000Z"}, "overdue"),
        ({"state": "ready", "ready_at": "2026-11-19T11:00:00.000Z"}, "ready"),
        ({"state": "ready", "ready_at": "2026-11-18T14:00:00.000Z"}, "overdue"),
        ({"state": "collected"}, "done"),
    ],
)
def test_an_order_stands_in_one_group(changed: dict[str, str], group: str) -> None:
    assert group_of(an_order(**changed), NOW) == group


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("wall", "entry", "hub", "since", "at", "suspect"),
    [
        (NOW, None, None, None, NOW, False),
        (NOW, NOW - HOUR, None, None, NOW - HOUR, False),
        (NOW - HOUR, NOW, None, None, NOW, True),
        (NOW + 400 * 24 * HOUR, NOW, None, None, NOW, True),
        (NOW, NOW - HOUR, NOW - HOUR, HOUR, NOW, False),
        (NOW + HOUR, NOW - HOUR, NOW - HOUR, HOUR, NOW, True),
        (NOW - HOUR, NOW - HOUR, NOW - HOUR, HOUR, NOW, True),
        (NOW, NOW + 9 * HOUR, NOW - HOUR, HOUR, NOW + 9 * HOUR, True),
        (NOW, NOW - 9 * HOUR, NOW - HOUR, None, NOW - HOUR, False),
        (NOW - 2 * HOUR, None, NOW - HOUR, None, NOW - HOUR, True),
    ],
)
def test_the_wall_clock_comes_last(wall: Any, entry: Any, hub: Any, since: Any, at: Any, suspect: bool) -> None:
    trusted = trusted_time(wall, entry, hub, since)

    assert (trusted.at, trusted.suspect) == (at, suspect)


def test_a_lock_doubles_up_to_a_day() -> None:
    assert [code_lock_seconds(tries) for tries in (0, 4, 5, 10, 15, 500)] == [0, 0, 900, 1800, 3600, 86_400]


def test_a_slip_says_what_went_out_and_names_no_customer() -> None:
    order = an_order(customer_name="Amelia Okafor")
    one, two = order.lines

    rows = text_rows(
        hand_over_blocks("N-88231", [(one, 2)], [], [(two, 1)], "2026-11-21T14:41:00.000Z", "Maya K.", SHOP)
    )

    assert "\n".join(rows) == (
        "             NORTHGATE STORE\n"
        "               HANDED OVER\n"
        "------------------------------------------\n"
        "Order N-88231\n"
        "2 Socks 1\n"
        "Still here: 1 Socks 2\n"
        "------------------------------------------\n"
        "21 Nov 2026 14:41                   Till 2\n"
        "By Maya K."
    )


def test_a_pick_list_goes_the_way_through_the_store() -> None:
    order = an_order()

    rows = text_rows(pick_list_blocks([order], SHOP, "2026-11-21T14:38:00.000Z"))

    assert [line.line for line in by_way(order.lines)] == [2, 1]
    assert rows[-2].startswith("1 Socks 2") and rows[-2].endswith("Aisle 7")
    assert rows[-1].startswith("2 Socks 1") and rows[-1].endswith("Aisle 8")


def test_the_customers_qr_is_the_small_numeric_one() -> None:
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode
    from qrcode.util import MODE_NUMBER, QRData

    blocks = qr_slip(an_order(), TOKEN, SHOP)
    expected = QRCode(version=6, error_correction=ERROR_CORRECT_M, border=4)
    expected.add_data(QRData(TOKEN, mode=MODE_NUMBER))
    expected.make(fit=False)
    matrix = expected.get_matrix()

    picture = qr_image(TOKEN, 512)
    module = picture.height // len(matrix)
    left = (picture.width - picture.height) // 2
    drawn = [
        [picture.getpixel((left + x * module + 1, y * module + 1)) == 0 for x in range(len(matrix))]
        for y in range(len(matrix))
    ]

    assert [block.data for block in blocks if isinstance(block, Qr)] == [TOKEN]
    assert len(matrix) == 41 + 8
    assert drawn == matrix
    assert TOKEN.encode() in escpos_document(blocks)
    assert len(escpos_document(blocks, PrinterModel(native_codes=False))) > 1000


def test_a_weighed_line_that_is_missing_is_not_open() -> None:
    line = OrderLine(1, "APPLE", "Apples", "", "weighed", (), "", 1250, 0, 0, "", short_milli=1250)

    assert line.open_units == ()
