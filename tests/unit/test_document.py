"""The basket document: read strictly, equal when it asks for the same."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain.basket import ManualDiscount, TaxExemption
from pos.domain.document import BasketDocument, read_basket, request_hash
from pos.domain.document_line import DocumentLine, SoldBefore
from pos.domain.failures import Refused
from pos.domain.free_text import why_not_word
from pos.domain.sentences import sentence
from pos.domain.tender import Tender

ID = "0190c8f2-0000-7000-8000-000000000001"


def a_document(**changed: Any) -> dict[str, Any]:
    """Two socks, paid in cash."""
    return {
        "id": ID,
        "lines": [{"code": "SOCK-R", "qty": "2"}],
        "tenders": [{"type": "cash", "amount": "36.00"}],
    } | changed


def a_line(**changed: Any) -> dict[str, Any]:
    return {"code": "SOCK-R"} | changed


def read(document: object, needs_tenders: bool = True) -> BasketDocument:
    return read_basket(document, "GBP", needs_tenders=needs_tenders)


def refusal(document: object, needs_tenders: bool = True) -> Refused:
    with pytest.raises(Refused) as caught:
        read(document, needs_tenders)
    return caught.value


def test_a_document_is_read_with_all_it_may_hold() -> None:
    given_document = {
        "id": ID.upper(),
        "customer": "C-1001",
        "staff": "maya",
        "at": "2026-11-21T15:32:00+01:00",
        "lines": [
            {"code": "4006381333931", "qty": "2"},
            {"code": "TENT-2", "qty": "1", "unit_price": "249.00", "reason": "display piece", "approved_by": "sofia"},
            {"code": "2812345012349"},
            {"code": "SOCK-R", "qty": "1", "discount": {"percent": "20.0"}, "reason": "damaged tin"},
            {
                "return_of": {"receipt": "N-2-004117", "line": 3},
                "qty": "1",
                "reason": "wrong size",
                "disposition": "supplier",
            },
            {"return": True, "code": "FLASK", "qty": "0.5", "unit_price": "24.00", "disposition": "damaged"},
        ],
        "discount": {"amount": "5.00"},
        "discount_reason": "goodwill",
        "coupons": ["SPRING10", "SPRING10"],
        "promotions": ["P-STAFF"],
        "tax_exempt": {"reason": "diplomat", "certificate": "D 17"},
        "tenders": [
            {"type": "cash", "amount": "50.00"},
            {"type": "points", "points": 200},
            {"type": "gift_card", "code": "TG2", "amount": "10.00"},
            {"type": "cash", "amount": "-18.00"},
        ],
    }

    document = read(given_document)

    assert document == BasketDocument(
        id=ID,
        customer="C-1001",
        staff="maya",
        at=datetime(2026, 11, 21, 14, 32, tzinfo=UTC),
        lines=(
            DocumentLine("4006381333931", 2000),
            DocumentLine("TENT-2", 1000, 249_00, reason="display piece", approved_by="sofia"),
            DocumentLine("2812345012349"),
            DocumentLine("SOCK-R", 1000, discount=ManualDiscount("20", reason="damaged tin"), reason="damaged tin"),
            DocumentLine(
                qty_milli=1000,
                reason="wrong size",
                is_return=True,
                return_of=SoldBefore("N-2-004117", 3),
                disposition="supplier",
            ),
            DocumentLine("FLASK", 500, 24_00, is_return=True, disposition="damaged"),
        ),
        discount=ManualDiscount(amount_minor=5_00, reason="goodwill"),
        coupons=("SPRING10",),
        promotions=("P-STAFF",),
        tax_exempt=TaxExemption("diplomat", "D 17"),
        tenders=(
            Tender("cash", 50_00),
            Tender("points", 0, points=200),
            Tender("gift_card", 10_00, "TG2"),
            Tender("cash", -18_00),
        ),
    )


def test_pricing_needs_nothing_but_lines() -> None:
    document = read({"lines": [a_line()]}, needs_tenders=False)

    assert document == BasketDocument(id="", lines=(DocumentLine("SOCK-R"),))


def test_a_code_may_hold_the_separator_of_gs1_and_no_other_control() -> None:
    element_string = "010400638133393110LOT\x1d17270101"

    document = read(a_document(lines=[a_line(code=element_string)]))
    refused = refusal(a_document(lines=[a_line(code="SOCK\x1b")]))

    assert document.lines[0].code == element_string
    assert refused.code == "control_characters"


@pytest.mark.parametrize("missing", ["id", "lines", "tenders"])
def test_selling_needs_an_id_lines_and_tenders(missing: str) -> None:
    document = a_document()
    del document[missing]

    refused = refusal(document)

    assert (refused.code, refused.facts) == ("missing_field", {"field": missing})


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"id": "42"}, "bad_id", "id"),
        ({"id": 42}, "bad_id", "id"),
        ({"id": f"{{{ID}}}"}, "bad_id", "id"),
        ({"lines": {}}, "bad_field", "lines"),
        ({"lines": [a_line()] * 5001}, "too_many", "lines"),
        ({"customer": 1001}, "bad_field", "customer"),
        ({"customer": None}, "bad_field", "customer"),
        ({"customer": "4111 1111 1111 1111"}, "payment_card", "customer"),
        ({"at": "2026-11-21T14:32:00"}, "time_without_zone", "at"),
        ({"at": "2026-11-21"}, "bad_time", "at"),
        ({"at": "2026-11-21T14:32:00+99:00"}, "bad_time", "at"),
        ({"at": "2026-11-21T14:32:00 CET"}, "bad_time", "at"),
        ({"at": "1969-11-21T14:32:00Z"}, "bad_time", "at"),
        ({"at": 1763735520}, "bad_time", "at"),
        ({"cart": []}, "unknown_field", "cart"),
        ({"discount": {"percent": "10", "amount": "5.00"}}, "discount_needs_one", "discount"),
        ({"discount": {}}, "discount_needs_one", "discount"),
        ({"discount": "5.00"}, "bad_field", "discount"),
        ({"discount": {"percent": "100.01"}}, "percent_too_large", "discount.percent"),
        ({"discount": {"percent": "-1"}}, "bad_percent", "discount.percent"),
        ({"discount": {"percent": 10}}, "bad_percent", "discount.percent"),
        ({"discount": {"percent": []}}, "bad_percent", "discount.percent"),
        ({"discount": {"amount": "-5.00"}}, "negative_amount", "discount.amount"),
        ({"discount": {"amount": "NaN"}}, "bad_amount", "discount.amount"),
        ({"discount": {"amount": "5.00", "per": "line"}}, "unknown_field", "discount.per"),
        ({"discount_reason": "goodwill"}, "reason_without_discount", "discount_reason"),
        ({"coupons": "SPRING10"}, "bad_field", "coupons"),
        ({"coupons": [10]}, "bad_field", "coupons"),
        ({"coupons": ["4111111111111111"]}, "payment_card", "coupons"),
        ({"promotions": ["P"] * 101}, "too_many", "promotions"),
        ({"tax_exempt": True}, "bad_field", "tax_exempt"),
        ({"tax_exempt": {"certificate": "D 17"}}, "missing_field", "tax_exempt.reason"),
        ({"tenders": [{"type": "cash"}]}, "missing_field", "tenders.1.amount"),
        ({"tenders": [{"type": "cash", "amount": 36}]}, "bad_amount", "tenders.1.amount"),
        ({"tenders": [{"type": "cash", "amount": "36.001"}]}, "bad_amount", "tenders.1.amount"),
        ({"tenders": [{"type": "cash", "amount": "9" * 15}]}, "bad_amount", "tenders.1.amount"),
        ({"tenders": [{"type": "cash", "amount": "99999999999999"}]}, "amount_too_large", "tenders.1.amount"),
        ({"tenders": [{"amount": "36.00"}]}, "missing_field", "tenders.1.type"),
        ({"tenders": [{"type": "Cash!", "amount": "36.00"}]}, "bad_field", "tenders.1.type"),
        ({"tenders": [{"type": [], "amount": "36.00"}]}, "bad_field", "tenders.1.type"),
        ({"tenders": ["cash"]}, "bad_field", "tenders.1"),
        ({"tenders": [{"type": "points", "points": "200"}]}, "bad_field", "tenders.1.points"),
        ({"tenders": [{"type": "points", "points": 200.0}]}, "bad_field", "tenders.1.points"),
        ({"tenders": [{"type": "points", "points": True}]}, "bad_field", "tenders.1.points"),
        ({"tenders": [{"type": "points", "points": 0}]}, "bad_field", "tenders.1.points"),
        ({"tenders": [{"type": "points", "amount": "2.00"}]}, "unknown_field", "tenders.1.amount"),
        ({"tenders": [{"type": "card", "amount": "1", "points": 2}]}, "unknown_field", "tenders.1.points"),
        (
            {"tenders": [{"type": "card", "amount": "1", "code": "4111111111111111"}]},
            "payment_card",
            "tenders.1.code",
        ),
    ],
)
def test_a_document_that_is_wrong_is_refused_with_the_field(changed: dict[str, Any], code: str, field: str) -> None:
    refused = refusal(a_document(**changed))

    assert (refused.code, refused.facts["field"]) == (code, field)


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        ("SOCK-R", "bad_field", "line"),
        ({}, "missing_field", "code"),
        (a_line(code=""), "missing_field", "code"),
        (a_line(code=4006381333931), "bad_field", "code"),
        (a_line(code="x" * 4096), "too_long", "code"),
        (a_line(code="\ud800"), "control_characters", "code"),
        (a_line(qty=2), "bad_quantity", "qty"),
        (a_line(qty=None), "bad_quantity", "qty"),
        (a_line(qty="-1"), "bad_quantity", "qty"),
        (a_line(qty="0"), "bad_quantity", "qty"),
        (a_line(qty="0.0001"), "bad_quantity", "qty"),
        (a_line(qty="1e3"), "bad_quantity", "qty"),
        (a_line(qty="Infinity"), "bad_quantity", "qty"),
        (a_line(qty="1000001"), "bad_quantity", "qty"),
        (a_line(unit_price="-1.00"), "negative_amount", "unit_price"),
        (a_line(unit_price=1.5), "bad_amount", "unit_price"),
        (a_line(reason="4111 1111 1111 1111"), "payment_card", "reason"),
        (a_line(reason="x" * 201), "too_long", "reason"),
        (a_line(disposition="restock"), "unknown_field", "disposition"),
        (a_line(price="1.00"), "unknown_field", "price"),
        (a_line(discount={"percent": "101"}), "percent_too_large", "discount.percent"),
        ({"return": False, "code": "FLASK"}, "bad_field", "return"),
        ({"return": True}, "missing_field", "code"),
        ({"return": True, "code": "FLASK", "disposition": "bin"}, "bad_field", "disposition"),
        ({"return": True, "code": "FLASK", "discount": {"percent": "1"}}, "unknown_field", "discount"),
        ({"return_of": "N-2-004117"}, "bad_field", "return_of"),
        ({"return_of": {"receipt": "N-2-004117", "line": "3"}}, "bad_field", "return_of.line"),
        ({"return_of": {"receipt": "N-2-004117", "line": 0}}, "bad_field", "return_of.line"),
        ({"return_of": {"line": 3}}, "missing_field", "return_of.receipt"),
        ({"return_of": {"receipt": "N-2-004117", "line": 3}, "unit_price": "1.00"}, "unknown_field", "unit_price"),
    ],
)
def test_a_line_that_is_wrong_is_refused_with_its_number(line: object, code: str, field: str) -> None:
    refused = refusal(a_document(lines=[a_line(), line]))

    assert (refused.code, refused.facts["line"], refused.facts["field"]) == (code, 2, field)


def test_a_refusal_keeps_the_value_unless_it_is_a_payment_card() -> None:
    wrong = refusal(a_document(lines=[a_line(qty="-1")]))
    card = refusal(a_document(lines=[a_line(reason="4111111111111111")]))

    assert wrong.facts["value"] == "-1" and "value" not in card.facts


def test_a_basket_without_lines_is_refused() -> None:
    refused = refusal(a_document(lines=[]))

    assert refused.code == "basket_empty"


@pytest.mark.parametrize("document", [None, 7, "sale", [], [a_document()]])
def test_what_is_no_object_is_no_document(document: object) -> None:
    refused = refusal(document)

    assert refused.code == "bad_field"


@pytest.mark.parametrize(
    "same",
    [
        a_document(id=ID.upper()),
        a_document(lines=[a_line(qty="2.0")]),
        a_document(lines=[a_line(qty="02")]),
        a_document(tenders=[{"amount": "36", "type": "cash"}]),
        a_document(coupons=[], customer=""),
    ],
)
def test_documents_that_ask_for_the_same_have_the_same_hash(same: dict[str, Any]) -> None:
    hashes = {request_hash(read(a_document())), request_hash(read(same))}

    assert len(hashes) == 1


def test_the_same_moment_in_two_zones_has_the_same_hash() -> None:
    hashes = {request_hash(read(a_document(at=at))) for at in ("2026-11-21T14:32:00Z", "2026-11-21T15:32:00.000+01:00")}

    assert len(hashes) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"id": ID.replace("1", "2")},
        {"customer": "C-1001"},
        {"staff": "maya"},
        {"at": "2026-11-21T14:32:00Z"},
        {"lines": [a_line()]},
        {"lines": [a_line(qty="2", unit_price="18.00")]},
        {"lines": [a_line(qty="2", reason="x")]},
        {"lines": [a_line(qty="2", approved_by="x")]},
        {"lines": [a_line(qty="2", discount={"percent": "0"})]},
        {"lines": [a_line(qty="2", discount={"amount": "0"})]},
        {"lines": [a_line(qty="1"), a_line(qty="1")]},
        {"lines": [{"return": True, "code": "SOCK-R", "qty": "2"}]},
        {"lines": [{"return": True, "code": "SOCK-R", "qty": "2", "disposition": "damaged"}]},
        {"lines": [{"return_of": {"receipt": "SOCK-R", "line": 1}, "qty": "2"}]},
        {"lines": [{"return_of": {"receipt": "SOCK-R", "line": 2}, "qty": "2"}]},
        {"discount": {"percent": "10"}},
        {"coupons": ["A"]},
        {"promotions": ["A"]},
        {"tax_exempt": {"reason": "A"}},
        {"tenders": [{"type": "card", "amount": "36.00"}]},
        {"tenders": [{"type": "cash", "amount": "36.01"}]},
        {"tenders": [{"type": "cash", "amount": "36.00", "code": "A"}]},
        {"tenders": []},
    ],
)
def test_a_document_that_asks_anything_else_has_another_hash(other: dict[str, Any]) -> None:
    hashes = {request_hash(read(a_document())), request_hash(read(a_document(**other)))}

    assert len(hashes) == 2


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)
ANY_TEXT = st.sampled_from(
    ["1", "-1", "NaN", "1.50", "cash", "points", "\ud800", "", "9" * 30, ID, "2026-11-21T14:32Z"]
)
ANY_VALUE = ANY_JSON | ANY_TEXT


def any_object(*keys: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(keys), ANY_VALUE, max_size=len(keys))


ANY_LINE = (
    any_object("code", "qty", "unit_price", "reason", "discount", "return", "return_of", "disposition") | ANY_JSON
)
ANY_TENDER = any_object("type", "amount", "points", "code") | ANY_JSON
ANY_DOCUMENT = ANY_JSON | st.builds(
    lambda fields, lines, tenders: {"id": ID} | fields | {"lines": lines, "tenders": tenders},
    any_object("id", "customer", "staff", "at", "discount", "discount_reason", "coupons", "promotions", "tax_exempt"),
    st.lists(ANY_LINE, max_size=3) | ANY_JSON,
    st.lists(ANY_TENDER, max_size=3) | ANY_JSON,
)


@settings(deadline=None)  # other checks run beside this one
@given(ANY_DOCUMENT, st.sampled_from(["GBP", "JPY", "KWD"]))
def test_any_json_is_read_or_refused_in_words(document: object, currency: str) -> None:
    try:
        said = request_hash(read_basket(document, currency, needs_tenders=True))
    except Refused as refused:
        said = sentence(refused)

    assert why_not_word(said, limit=400) is None


@settings(deadline=None)  # other checks run beside this one
@given(whole=st.integers(1, 10**5), part=st.integers(0, 999), zeros=st.integers(0, 3))
def test_a_quantity_means_the_same_however_many_zeros_it_ends_in(whole: int, part: int, zeros: int) -> None:
    written = f"{whole}.{part:03d}" + "0" * zeros

    documents = [read(json.loads(json.dumps(a_document(lines=[a_line(qty=qty)])))) for qty in (written, written + "0")]

    assert documents[0] == documents[1] and documents[0].lines[0].qty_milli == whole * 1000 + part
