"""What selling and pricing answer, to the character."""

from pos.domain.basket import AppliedDiscount, Basket, Line
from pos.domain.document_result import PointsShown, price_document, refusal_document, result_document
from pos.domain.failures import Refused, Unavailable
from pos.domain.priced import NotApplied, PricedBasket, PricedLine, Warned
from pos.domain.product import Product
from pos.domain.sale import ReturnOf
from pos.domain.tax import LineTax, TaxTotal
from pos.domain.tender import Tender
from tests.make import a_sale, a_sale_line


def test_a_sale_is_answered_with_every_figure() -> None:
    socks = a_sale_line(
        sku="SOCK-R",
        name="Merino hike sock",
        qty_milli=2000,
        unit_price_minor=18_00,
        list_minor=36_00,
        discounts=(AppliedDiscount("P-SOCKS", "2 for 30", 6_00),),
        total_minor=30_00,
        taxes=(LineTax("VAT 20 %", "20", 5_00, included=True),),
        net_minor=25_00,
        gross_minor=30_00,
    )
    sale = a_sale(
        socks,
        tenders=(Tender("points", 10_00, points=1000), Tender("cash", 50_00)),
        change_minor=30_00,
        seq=8812,
        hash="ab" * 32,
        not_applied=(
            NotApplied("P-OVER100", "min_subtotal", 70_00),
            NotApplied("P-SIX", "min_qty", missing_units=4),
            NotApplied("P-XMAS", "expired"),
        ),
        warnings=(Warned("stock_below_zero", 1), Warned("no_taxes")),
    )

    document = result_document(
        sale,
        points=PointsShown(20, 1000, 2723, "2026-11-21T14:30:00.000Z"),
    )

    assert document == {
        "sale_id": "0190c8f2-0000-7000-8000-000000000001",
        "receipt": "N-2-004117",
        "at": "2026-11-21T14:34:00.000Z",
        "currency": "GBP",
        "lines": [
            {
                "line": 1,
                "sku": "SOCK-R",
                "name": "Merino hike sock",
                "qty": "2",
                "unit_price": "18.00",
                "list": "36.00",
                "discounts": [{"by": "P-SOCKS", "name": "2 for 30", "amount": "6.00"}],
                "total": "30.00",
                "tax": [{"name": "VAT 20 %", "rate": "20", "amount": "5.00"}],
            }
        ],
        "total": "30.00",
        "discounts": "6.00",
        "tax": [{"name": "VAT 20 %", "rate": "20", "net": "25.00", "tax": "5.00", "gross": "30.00"}],
        "tenders": [{"type": "points", "amount": "10.00", "points": 1000}, {"type": "cash", "amount": "50.00"}],
        "rounding": "0.00",
        "change": "30.00",
        "points": {"earned": 20, "redeemed": 1000, "balance": 2723, "balance_as_of": "2026-11-21T14:30:00.000Z"},
        "not_applied": [
            {"by": "P-OVER100", "why": "min_subtotal", "missing": "70.00"},
            {"by": "P-SIX", "why": "min_qty", "missing": "4"},
            {"by": "P-XMAS", "why": "expired"},
        ],
        "journal": {"seq": 8812, "hash": "ab" * 32},
        "warnings": [{"code": "stock_below_zero", "line": 1}, {"code": "no_taxes"}],
    }


def test_a_sale_without_a_customer_says_nothing_of_points() -> None:
    document = result_document(a_sale())

    assert "points" not in document


def test_a_balance_that_is_not_known_here_is_not_made_up() -> None:
    document = result_document(a_sale(), points=PointsShown(189, 0))

    assert document["points"] == {"earned": 189, "redeemed": 0}


def test_a_return_line_is_negative_in_quantity_and_amounts() -> None:
    returned = a_sale_line(
        qty_milli=-1500,
        list_minor=-18_00,
        total_minor=-18_00,
        taxes=(LineTax("VAT 20 %", "20", -3_00, included=True),),
        net_minor=-15_00,
        gross_minor=-18_00,
        returns=ReturnOf("sale", "N-2-004000", 3),
    )

    document = result_document(a_sale(returned))

    line = document["lines"][0]
    assert (line["qty"], line["list"], line["total"], line["tax"][0]["amount"]) == ("-1.5", "-18.00", "-18.00", "-3.00")
    assert (document["total"], document["tenders"]) == ("-18.00", [{"type": "cash", "amount": "-18.00"}])


def test_an_exempt_line_says_so() -> None:
    document = result_document(a_sale(a_sale_line(taxes=())))

    assert document["lines"][0]["tax"] == [{"name": "exempt", "rate": "0", "amount": "0.00"}]


def test_yen_have_no_decimals() -> None:
    document = result_document(a_sale(currency="JPY"))

    assert (document["total"], document["rounding"]) == ("18900", "0")


def test_a_priced_basket_is_answered_without_sale_receipt_and_journal() -> None:
    product = Product("TEA", "Loose tea", 40_00, kind="weighed")
    back = Line("2", Product("FLASK", "Flask", 24_00), is_return=True)
    tax = (LineTax("VAT 20 %", "20", 1_67, included=True),)
    priced = PricedBasket(
        basket=Basket("", (Line("1", product, qty_milli=250), back)),
        currency="GBP",
        lines=(
            PricedLine(Line("1", product, qty_milli=250), 40_00, 10_00, (), 10_00, tax, 8_33, 10_00),
            PricedLine(back, 24_00, -24_00, (), -24_00, (), -24_00, -24_00),
        ),
        total_minor=-14_00,
        discounts_minor=0,
        taxes=(TaxTotal("VAT 20 %", "20", 8_33, 1_67),),
        not_applied=(NotApplied("SPRING10", "unknown"),),
        warnings=(Warned("no_taxes"),),
    )

    document = price_document(priced, "2026-11-21T14:34:00.000Z", due_in_cash_minor=-14_05)

    sums = {"total", "due_in_cash", "discounts", "tax"}
    assert set(document) == {"at", "currency", "lines", "not_applied", "warnings"} | sums
    assert [(line["line"], line["sku"], line["qty"], line["total"]) for line in document["lines"]] == [
        (1, "TEA", "0.25", "10.00"),
        (2, "FLASK", "-1", "-24.00"),
    ]
    assert (document["total"], document["due_in_cash"]) == ("-14.00", "-14.05")
    assert document["not_applied"] == [{"by": "SPRING10", "why": "unknown"}]


def test_a_refused_basket_is_answered_with_code_line_and_words() -> None:
    document = refusal_document(Refused("bad_quantity", line=2, field="qty", value="-1"), "B-1")

    assert document == {
        "id": "B-1",
        "error": {
            "code": "bad_quantity",
            "line": 2,
            "field": "qty",
            "message": 'Line 2: -1 is not a quantity. Write it like "1" or "0.345", above zero.',
        },
    }


def test_a_till_that_could_not_answer_says_so_in_the_same_form() -> None:
    document = refusal_document(Unavailable("till_busy"), 42)

    assert document["id"] is None and document["error"]["code"] == "till_busy"
