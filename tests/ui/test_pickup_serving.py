"""What was ticked, refused and looked at while an order is handed over, without a till."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.pickup_order import ID_CHECK, SOMEBODY_ELSE, OrderLine, PickupOrder, pickup_order_of
from ui.pickup.serving import Serving


def an_order(*pieces: int, flags: int = 0) -> PickupOrder:
    """One line for each number of pieces."""
    moment = "2026-11-21T14:38:00.000Z"
    return pickup_order_of(
        {
            "order_id": 88231,
            "number": "N-88231",
            "store_no": 1,
            "channel": "web",
            "state": "ready",
            "placed_at": moment,
            "promised_at": moment,
            "hold_until": moment,
            "currency": "GBP",
            "total_minor": 112_50,
            "flags": flags,
            "lines": [
                {"line": n, "sku": f"SKU-{n}", "name": f"Item {n}", "qty_milli": count * 1000, "barcodes": [f"40{n}"]}
                for n, count in enumerate(pieces, 1)
            ],
        }
    )


def line_of(serving: Serving, code: str) -> OrderLine:
    found = serving.line_of("", code)
    assert found is not None
    return found


@given(st.lists(st.integers(1, 5), min_size=1, max_size=4), st.lists(st.integers(1, 4), max_size=30))
def test_no_more_is_ticked_than_there_is(pieces: list[int], scanned: list[int]) -> None:
    serving = Serving(an_order(*pieces))

    for number in scanned:
        if number <= len(pieces):
            serving = serving.tick(number)

    for number, count in enumerate(pieces, 1):
        assert serving.counts.get(number, 0) == min(count, scanned.count(number))
    assert len(serving.left) + len(serving.handed) == sum(pieces)


def test_a_refused_unit_is_neither_left_nor_handed_over() -> None:
    serving = Serving(an_order(2)).tick(1)

    after = serving.refuse(1, "fit")

    assert after.left == ()
    assert after.counts == {1: 1}
    assert after.reasons == {1: "fit"}


def test_a_line_with_refused_and_unscanned_units_is_not_clear_yet() -> None:
    serving = Serving(an_order(3)).refuse(1, "fit")

    assert serving.is_half_refused
    assert not serving.tick(1, 2).is_half_refused


def test_the_same_goods_in_two_lines_are_ticked_one_after_the_other() -> None:
    order = an_order(1, 1)
    same = Serving(replace(order, lines=(order.lines[0], replace(order.lines[0], line=2))))

    ticked = same.tick(line_of(same, "401").line)

    assert line_of(ticked, "401").line == 2


@pytest.mark.parametrize(("flags", "needed"), [(0, True), (SOMEBODY_ELSE, False)])
def test_somebody_else_needs_approval_unless_the_order_allows_it(flags: int, needed: bool) -> None:
    serving = Serving(an_order(1, flags=flags), collected_by="Jo Castellan")

    assert serving.somebody_needs_approval is needed


def test_a_code_proves_more_than_an_id_and_an_id_more_than_a_managers_word() -> None:
    order = an_order(1, flags=ID_CHECK)

    proofs = [
        Serving(order).shown_proof,
        Serving(order, vouched=True).shown_proof,
        Serving(order, vouched=True, id_checked=True).shown_proof,
        Serving(order, proof="qr", vouched=True, id_checked=True).shown_proof,
    ]

    assert proofs == [None, "manager", "photo_id", "qr"]
