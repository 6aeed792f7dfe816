"""Every paper that a till in training prints says so, and none of a real till does."""

from dataclasses import replace

import pytest

from pos.domain.badge_slip import badge_blocks
from pos.domain.codes import badge_code
from pos.domain.pickup_slip import bag_label_blocks, hand_over_blocks, pick_list_blocks, qr_slip
from pos.domain.receipt import Shop, printer_check_blocks, receipt_blocks
from pos.domain.receipt_block import Block, Heading
from pos.domain.receipt_cash import CashSlip, cash_slip_blocks
from pos.domain.receipt_words import ReceiptWords, ReportWords
from pos.domain.staff import CASHIER, Staff
from tests.make import a_sale, a_sale_line
from tests.unit.test_pickup_steps import an_order

MARK = Heading("TRAINING – NOT A RECEIPT")
REAL = Shop("Northgate Store", till="2", zone="Europe/London")
AT = "2026-11-21T14:38:00.000Z"


def papers(shop: Shop) -> dict[str, tuple[Block, ...]]:
    order, words = an_order(), ReceiptWords()
    slip = CashSlip("paid_out", AT, 8_40, "GBP", "stamps", "Maya K.", "", 12)
    return {
        "receipt": receipt_blocks(a_sale(a_sale_line()), shop, words),
        "printer check": printer_check_blocks(shop, words, AT),
        "cash": cash_slip_blocks(slip, shop, ReportWords()),
        "badge": badge_blocks(Staff("maya", "Maya Kern", CASHIER), badge_code(bytes(16)), shop),
        "pick list": pick_list_blocks([order], shop, AT),
        "label": bag_label_blocks(replace(order, bags=("1",)), shop),
        "hand over": hand_over_blocks("N-1", [], [], [], AT, "Maya K.", shop),
        "QR": qr_slip(order, "1" * 201, shop),
    }


@pytest.mark.parametrize("name", list(papers(REAL)))
def test_a_paper_of_training_is_marked_and_a_real_one_is_not(name: str) -> None:
    practised, real = papers(replace(REAL, training=True))[name], papers(REAL)[name]

    assert MARK in practised
    assert MARK not in real
