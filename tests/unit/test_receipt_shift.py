from dataclasses import replace
from itertools import pairwise

from pos.domain.receipt import Shop
from pos.domain.receipt_block import Heading, Pair, Rule
from pos.domain.receipt_rows import text_rows
from pos.domain.receipt_shift import z_report_blocks
from pos.domain.receipt_words import ReportWords
from pos.domain.shift import ShiftFigures, TenderFigures
from pos.domain.tax import TaxTotal

SHOP = Shop("Northgate Store", till="2", zone="Europe/London")
WORDS = ReportWords()
FIGURES = ShiftFigures(
    shift_id="S-318",
    currency="GBP",
    opened_at="2026-11-21T08:56:00.000Z",
    closed_at="2026-11-21T18:14:00.000Z",
    number=318,
    sales_count=126,
    sales_minor=6_482_15,
    returns_count=7,
    returns_minor=-391_40,
    taxes=(TaxTotal("VAT 20 %", "20", 4_916_42, 983_28), TaxTotal("VAT 0 %", "0", 153_25, 0)),
    tenders=(
        TenderFigures("card", 88, 4_256_05),
        TenderFigures("cash", 44, 1_619_70),
        TenderFigures("gift_card", 5, 215_00),
    ),
    discounts_count=31,
    discounts_minor=412_60,
    voids_count=4,
    voids_minor=88_40,
    drawer_openings=2,
    sent_later=9,
    float_minor=150_00,
    dropped_minor=1_000_00,
    cash_expected_minor=769_70,
    cash_counted_minor=768_20,
    grand_total_minor=1_284_907_31,
    first_seq=1,
    last_seq=4231,
    unbroken=True,
)


def test_a_z_report_reads_like_this():
    rows = text_rows(z_report_blocks(FIGURES, SHOP, WORDS))

    assert "\n".join(rows) == (
        "           Z REPORT No. 000318\n"
        "         Northgate Store · Till 2\n"
        "        21 Nov 2026, 08:56 – 18:14\n"
        "------------------------------------------\n"
        "Sales, 126                        6,482.15\n"
        "Returns, 7                         −391.40\n"
        "Net, VAT included                 6,090.75\n"
        "------------------------------------------\n"
        "VAT 20 % on 4,916.42                983.28\n"
        "VAT 0 % on 153.25                     0.00\n"
        "------------------------------------------\n"
        "Card, 88                          4,256.05\n"
        "Cash, 44                          1,619.70\n"
        "Gift card, 5                        215.00\n"
        "Total                             6,090.75\n"
        "------------------------------------------\n"
        "Discounts, 31                      −412.60\n"
        "Voids before pay, 4                 −88.40\n"
        "Drawer opened, no sale                   2\n"
        "Made offline, sent later                 9\n"
        "------------------------------------------\n"
        "Float                               150.00\n"
        "To the safe                      −1,000.00\n"
        "Cash expected                       769.70\n"
        "Cash counted                        768.20\n"
        "Cash difference                      −1.50\n"
        "Grand total, ever             1,284,907.31\n"
        "      Journal 000001–004231 unbroken"
    )


def test_what_rounding_cash_added_or_took_stands_between_the_sales_and_what_was_taken():
    rounded = replace(FIGURES, rounding_minor=-3, tenders=(TenderFigures("cash", 44, 6_090_72),))

    rows = text_rows(z_report_blocks(rounded, SHOP, WORDS))

    net = next(n for n, row in enumerate(rows) if row.startswith("Net"))
    assert [row.split()[-1] for row in rows if row.startswith(("Net", "Total"))] == ["6,090.75", "6,090.72"]
    assert rows[net + 1] == "Rounding to cash                     −0.03"


def test_an_x_report_keeps_the_expected_cash_to_itself():
    so_far = replace(FIGURES, closed_at="", number=0, cash_counted_minor=None)

    rows = text_rows(z_report_blocks(so_far, SHOP, WORDS))

    assert rows[0].strip() == "X REPORT"
    assert rows[2].strip() == "Since 21 Nov 2026 08:56"
    assert not any("expected" in row or "difference" in row or "Journal" in row for row in rows)


def test_a_shift_over_midnight_names_both_days():
    late = replace(FIGURES, closed_at="2026-11-22T00:30:00.000Z")

    rows = text_rows(z_report_blocks(late, SHOP, WORDS))

    assert "21 Nov 2026 08:56 – 22 Nov 2026 00:30" in [row.strip() for row in rows]


def test_a_chain_that_was_not_proved_is_not_called_unbroken():
    rows = text_rows(z_report_blocks(replace(FIGURES, unbroken=False), SHOP, WORDS))

    assert rows[-1].strip() == "Journal 000001–004231"


def test_prices_without_tax_are_not_called_tax_included():
    blocks = z_report_blocks(replace(FIGURES, prices_include_tax=False), SHOP, WORDS)

    assert Pair("Sales less returns, with tax", "6,090.75", bold=True) in blocks


def test_copies_and_training_are_marked():
    blocks = z_report_blocks(FIGURES, replace(SHOP, training=True), WORDS, copy=1)

    assert Heading("COPY 1") in blocks and Heading("TRAINING – NOT A RECEIPT") in blocks


def test_what_nobody_counted_stands_on_no_report() -> None:
    rows = text_rows(z_report_blocks(replace(FIGURES, sent_later=None), SHOP, WORDS))

    assert not any("sent later" in row for row in rows)


def test_a_shift_without_taxes_has_no_two_rules_in_a_row():
    blocks = z_report_blocks(replace(FIGURES, taxes=(), tenders=()), SHOP, WORDS)

    assert not any(isinstance(one, Rule) and isinstance(after, Rule) for one, after in pairwise(blocks))
