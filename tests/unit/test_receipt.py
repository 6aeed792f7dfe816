from dataclasses import replace

import pytest

from pos.domain.basket import AppliedDiscount
from pos.domain.receipt import ReceiptExtras, Shop, receipt_blocks
from pos.domain.receipt_block import Barcode, Cut, Heading, Pair, Qr, Total
from pos.domain.receipt_rows import text_rows
from pos.domain.receipt_words import Notation, ReceiptWords
from pos.domain.sale import ReturnOf
from pos.domain.tax import LineTax
from pos.domain.tender import Tender
from tests.make import a_sale, a_sale_line

SHOP = Shop(
    "Northgate Store",
    till="2",
    zone="Europe/London",
    address=("14 Harbour Row",),
    vat_number="GB 000 0000 00",
    return_policy="Returns within 30 days with this receipt",
)
WORDS = ReceiptWords()
EXTRAS = ReceiptExtras("Maya K.", "TRN-2-004117-K7Q2M9", 243, 2723)
MEMBER = AppliedDiscount("P-MEMBER", "Member −10 %", 18_90)


def the_mockups_sale():
    jacket = a_sale_line(
        discounts=(MEMBER,),
        total_minor=170_10,
        net_minor=141_75,
        gross_minor=170_10,
        taxes=(LineTax("VAT 20 %", "20", 28_35, included=True),),
    )
    socks = a_sale_line(
        2,
        name="Merino Hike Sock, 2-pack",
        options="Rust · UK 6–8",
        qty_milli=2000,
        unit_price_minor=18_00,
        list_minor=36_00,
        discounts=(AppliedDiscount("P-SOCKS", "2 for £30", 6_00),),
        total_minor=30_00,
        net_minor=25_00,
        gross_minor=30_00,
        taxes=(LineTax("VAT 20 %", "20", 5_00, included=True),),
    )
    trail_map = a_sale_line(
        3,
        name="Trail Map 1:25 000, Northgate Moors",
        options="",
        list_minor=9_99,
        total_minor=9_99,
        net_minor=9_99,
        gross_minor=9_99,
        taxes=(LineTax("VAT 0 %", "0", 0, included=True),),
    )
    return a_sale(jacket, socks, trail_map, tenders=(Tender("cash", 250_00),), change_minor=39_91)


def test_a_cash_receipt_reads_like_this():
    sale = the_mockups_sale()

    rows = text_rows(receipt_blocks(sale, SHOP, WORDS, extras=EXTRAS))

    assert "\n".join(rows) == (
        "             NORTHGATE STORE\n"
        "              14 Harbour Row\n"
        "            VAT GB 000 0000 00\n"
        "------------------------------------------\n"
        "1 Harrier 3L Waterproof Jacket      170.10\n"
        "  Slate · M\n"
        "  1 × 189.00\n"
        "  Member −10 %  −18.90\n"
        "2 Merino Hike Sock, 2-pack           30.00\n"
        "  Rust · UK 6–8\n"
        "  2 × 18.00\n"
        "  2 for £30  −6.00\n"
        "1 Trail Map 1:25 000, Northgate       9.99\n"
        "Moors\n"
        "------------------------------------------\n"
        "TOTAL                              £210.09\n"
        "Cash                                250.00\n"
        "Change                               39.91\n"
        "VAT 20 % on 166.75                   33.35\n"
        "VAT 0 % on 9.99                       0.00\n"
        "You saved                            24.90\n"
        "Points earned                          243\n"
        "Points balance                       2,723\n"
        "------------------------------------------\n"
        "21 Nov 2026 14:34               N-2-004117\n"
        "Served by Maya K.                   Till 2\n"
        " Returns within 30 days with this receipt\n"
        "\n"
        "           TR N-2-004117-K7Q2M9"
    )


def test_the_amounts_in_the_right_column_add_up_to_the_total():
    sale = the_mockups_sale()

    blocks = receipt_blocks(sale, SHOP, WORDS)

    end = next(n for n, block in enumerate(blocks) if isinstance(block, Total))
    amounts = [int(block.right.replace(".", "")) for block in blocks[:end] if isinstance(block, Pair)]
    assert sum(amounts) == sale.total_minor


def test_taxes_on_top_of_prices_stand_between_subtotal_and_total():
    sale = a_sale(a_sale_line(taxes=(LineTax("Sales tax", "8.875", 16_77, included=False),), gross_minor=205_77))

    rows = text_rows(receipt_blocks(sale, SHOP, WORDS))

    subtotal = next(n for n, row in enumerate(rows) if row.startswith("Subtotal"))
    assert [row.split()[-1] for row in rows[subtotal : subtotal + 3]] == ["189.00", "16.77", "£205.77"]


def test_a_weighed_line_says_weight_and_price_per_kilogram():
    sale = a_sale(a_sale_line(kind="weighed", name="Trail mix", qty_milli=345, unit_price_minor=12_00))

    rows = text_rows(receipt_blocks(sale, SHOP, WORDS))

    assert "  0.345 kg × 12.00" in rows


def test_a_returned_line_has_minus_signs_and_names_its_receipt():
    returned = a_sale_line(
        qty_milli=-1000,
        list_minor=-189_00,
        total_minor=-189_00,
        gross_minor=-189_00,
        returns=ReturnOf("x", "N-2-004001", 3),
    )

    rows = text_rows(receipt_blocks(a_sale(returned), SHOP, WORDS))

    assert "−1 Harrier 3L Waterproof Jacket    −189.00" in rows
    assert "  Returned from N-2-004001" in rows
    assert "TOTAL                             −£189.00" in rows


def test_a_return_without_receipt_says_so():
    returned = a_sale_line(qty_milli=-1000, total_minor=-189_00, returns=ReturnOf())

    rows = text_rows(receipt_blocks(a_sale(returned), SHOP, WORDS))

    assert "  Returned without receipt" in rows


def test_a_gift_receipt_has_no_amounts_but_can_be_returned():
    blocks = receipt_blocks(the_mockups_sale(), SHOP, WORDS, gift=True, extras=EXTRAS)

    text = "\n".join(text_rows(blocks))
    assert "GIFT RECEIPT" in text and "2 Merino Hike Sock, 2-pack" in text
    assert not any(amount in text for amount in ("170.10", "189.00", "18.90", "30.00", "£", "VAT 20"))
    assert Barcode("TRN-2-004117-K7Q2M9", "TR N-2-004117-K7Q2M9") in blocks


def test_a_gift_receipt_leaves_out_what_came_back():
    returned = a_sale_line(2, name="Fell Rib Beanie", qty_milli=-1000, returns=ReturnOf())

    rows = text_rows(receipt_blocks(a_sale(a_sale_line(), returned), SHOP, WORDS, gift=True))

    assert not any("Beanie" in row for row in rows)


def test_copies_are_numbered_and_the_original_is_not():
    original = receipt_blocks(a_sale(), SHOP, WORDS)
    second = receipt_blocks(a_sale(), SHOP, WORDS, copy=2)

    assert Heading("COPY 2") in second
    assert not any("COPY" in row for row in text_rows(original))


def test_training_is_marked_at_both_ends():
    blocks = receipt_blocks(a_sale(), replace(SHOP, training=True), WORDS)

    assert blocks.count(Heading("TRAINING – NOT A RECEIPT")) == 2


def test_a_demo_store_is_marked():
    assert Heading("DEMO") in receipt_blocks(a_sale(), replace(SHOP, demo=True), WORDS)


def test_cash_rounding_is_a_line_of_its_own():
    sale = a_sale(rounding_minor=-2)

    assert Pair("Rounding to cash", "−0.02") in receipt_blocks(sale, SHOP, WORDS)


def test_a_gift_card_shows_only_its_last_four():
    sale = a_sale(tenders=(Tender("gift_card", 189_00, f"gift:{'0' * 32}#4F7K"),))

    assert Pair("Gift card ···· 4F7K", "189.00") in receipt_blocks(sale, SHOP, WORDS)


def test_points_say_how_many_were_used():
    sale = a_sale(tenders=(Tender("points", 2_00, points=1200),))

    assert Pair("Points, 1,200", "2.00") in receipt_blocks(sale, SHOP, WORDS)


def test_a_tender_of_the_shops_own_goes_by_its_name():
    assert Pair("Book token", "5.00") in receipt_blocks(a_sale(tenders=(Tender("Book token", 5_00),)), SHOP, WORDS)


def test_an_exempt_sale_says_why():
    line = a_sale_line(taxes=(LineTax("exempt", "0", 0, included=False),), net_minor=189_00)
    rows = text_rows(receipt_blocks(a_sale(line, tax_exempt_reason="diplomat"), SHOP, WORDS))

    assert "Tax exempt: diplomat" in rows
    assert "Tax exempt on 189.00                  0.00" in rows


def test_barcode_and_qr_say_the_same_and_the_paper_is_cut_last():
    blocks = receipt_blocks(a_sale(), SHOP, WORDS, extras=EXTRAS)

    assert blocks[-2:] == (Qr(EXTRAS.code), Cut())
    assert any(isinstance(block, Barcode) and block.code == EXTRAS.code for block in blocks)


@pytest.mark.parametrize(
    ("at", "written"),
    [("2026-07-01T23:30:00.000Z", "2 Jul 2026 00:30"), ("2026-12-01T23:30:00.000Z", "1 Dec 2026 23:30")],
)
def test_times_are_those_of_the_store_in_summer_and_winter(at, written):
    rows = text_rows(receipt_blocks(a_sale(at=at), SHOP, WORDS))

    assert any(row.startswith(written) for row in rows)


@pytest.mark.parametrize(
    ("minor", "currency", "written"),
    [
        (1105_12, "PLN", "zł1,105.12"),
        (1662, "JPY", "¥1,662"),
        (-18_00, "GBP", "−£18.00"),
        (12_345, "KWD", "KWD\u00a012.345"),
        (5, "GBP", "£0.05"),
    ],
)
def test_amounts_carry_the_digits_and_the_sign_of_their_currency(minor, currency, written):
    assert Notation().with_currency(minor, currency) == written


def test_another_language_writes_amounts_its_own_way():
    polish = Notation(point=",", group="\u00a0", money="{amount}\u00a0{symbol}")

    assert polish.with_currency(-1105_12, "PLN") == "−1\u00a0105,12\u00a0zł"
    assert polish.with_currency(12_00, "CHF") == "12,00\u00a0CHF"
