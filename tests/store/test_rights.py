"""What a person may do alone, and what only somebody else's word allows."""

import json
from typing import Any

import pytest

from pos.domain.failures import Refused
from pos.services.shift import close_shift, move_cash, open_drawer, open_shift
from pos.services.staff import give_approval
from pos.services.till import Till
from tests.store.shop import bought, kinds, rows, sell

NO_RECEIPT: dict[str, Any] = {
    "return": True,
    "code": "FLASK",
    "qty": "1",
    "unit_price": "24.00",
    "reason": "no receipt",
    "disposition": "restock",
}


def discounted(percent: str, **more: Any) -> dict[str, Any]:
    return bought("JACKET", discount={"percent": percent}, reason="scratch", **more)


def code_of(till: Till, *lines: dict[str, Any], **more: Any) -> tuple[str, object]:
    """The code and line of the refusal, or nothing when it was sold."""
    try:
        sell(till, *lines, **more)
    except Refused as refused:
        return refused.code, refused.facts.get("line")
    return "", None


@pytest.mark.parametrize(
    ("staff", "percent", "code"),
    [
        ("maya", "10", ""),
        ("maya", "10.1", "approval_needed"),
        ("ines", "20", ""),
        ("ines", "21", "approval_needed"),
        ("sofia", "100", ""),
    ],
)
def test_a_role_gives_discounts_up_to_its_limit(shop: Till, staff: str, percent: str, code: str) -> None:
    assert code_of(shop, discounted(percent), staff=staff) == (code, 1 if code else None)


def test_an_amount_is_measured_in_percent_of_its_line(shop: Till) -> None:
    within = bought("JACKET", discount={"amount": "18.90"}, reason="scratch")
    beyond = bought("JACKET", discount={"amount": "18.91"}, reason="scratch")

    assert code_of(shop, within, staff="maya") == ("", None)
    assert code_of(shop, beyond, staff="maya") == ("approval_needed", 1)


def test_a_discount_on_the_basket_has_the_limit_too(shop: Till) -> None:
    given = {"discount": {"percent": "11"}, "discount_reason": "goodwill"}

    assert code_of(shop, bought("JACKET"), staff="maya", **given) == ("approval_needed", 0)


@pytest.mark.parametrize(
    ("line", "staff"),
    [
        (discounted("50"), "ines"),
        (bought("JACKET", unit_price="1.00", reason="display piece"), "maya"),
        (NO_RECEIPT, "ines"),
    ],
)
def test_somebody_who_may_approves_what_another_may_not(shop: Till, line: dict[str, Any], staff: str) -> None:
    alone = code_of(shop, line, staff=staff)
    by_oneself = code_of(shop, line | {"approved_by": staff}, staff=staff)
    by_a_cashier = code_of(shop, line | {"approved_by": "daniel"}, staff=staff)
    by_nobody = code_of(shop, line | {"approved_by": "ghost"}, staff=staff)
    by_the_manager = code_of(shop, line | {"approved_by": "sofia"}, staff=staff)

    assert alone == ("approval_needed", 1)
    assert by_oneself == ("own_approval", 1)
    assert by_a_cashier == ("approval_not_allowed", 1)
    assert by_nobody == ("unknown_staff", 1)
    assert by_the_manager == ("", None)


def test_an_approval_stands_with_the_line_that_it_allowed(shop: Till) -> None:
    sell(shop, discounted("50", approved_by="sofia"), staff="maya")

    with shop.store.read() as tx:
        assert rows(tx, "SELECT approved_by FROM fact_sale_line") == [("sofia",)]


PLAIN = bought("FLASK")
CHEAPER = bought("JACKET", unit_price="150.00", reason="match")


@pytest.mark.parametrize(
    ("line", "staff", "named", "code"),
    [
        (PLAIN, "maya", "zed", "unknown_staff"),
        (discounted("5"), "maya", "zed", "unknown_staff"),
        (CHEAPER, "ines", "zed", "unknown_staff"),
        (NO_RECEIPT, "sofia", "zed", "unknown_staff"),
        (CHEAPER, "till", "zed", "unknown_staff"),
        (CHEAPER, "ines", "daniel", "approval_not_allowed"),
        (CHEAPER, "till", "daniel", "approval_not_allowed"),
        (discounted("20"), "ines", "daniel", "approval_not_allowed"),
    ],
)
def test_who_is_named_without_need_works_here_and_could_allow_it(
    shop: Till, line: dict[str, Any], staff: str, named: str, code: str
) -> None:
    more = {} if staff == "till" else {"staff": staff}

    assert code_of(shop, PLAIN, line | {"approved_by": named}, **more) == (code, 2)
    assert "sale_completed" not in kinds(shop)


@pytest.mark.parametrize("line", [PLAIN, discounted("5"), CHEAPER, NO_RECEIPT])
@pytest.mark.parametrize(("staff", "named", "kept"), [("sofia", "sofia", ""), ("ines", "sofia", "sofia")])
def test_nobody_is_written_down_as_having_approved_his_own(
    shop: Till, line: dict[str, Any], staff: str, named: str, kept: str
) -> None:
    sell(shop, line | {"approved_by": named}, staff=staff)

    with shop.store.read() as tx:
        [entry] = [entry for _n, entry in tx.journal.read() if entry.kind == "sale_completed"]
        assert rows(tx, "SELECT approved_by FROM fact_sale_line") == [(kept,)]
    assert ("approved_by" in json.dumps(entry.content)) == bool(kept)


def test_a_till_without_staff_knows_nobody_and_keeps_the_name(shop: Till) -> None:
    with shop.store.write() as tx:
        tx.driver.execute("DELETE FROM copy_staff")

    sell(shop, CHEAPER | {"approved_by": "sofia"})
    sell(shop, CHEAPER | {"approved_by": "till"})

    with shop.store.read() as tx:
        assert rows(tx, "SELECT approved_by FROM fact_sale_line") == [("sofia",), ("",)]


def test_an_associate_sets_prices_alone(shop: Till) -> None:
    assert code_of(shop, bought("JACKET", unit_price="150.00", reason="match"), staff="ines") == ("", None)


def test_somebody_who_does_not_work_here_sells_nothing(shop: Till) -> None:
    assert code_of(shop, bought("JACKET"), staff="ghost")[0] == "unknown_staff"


def test_an_approval_in_place_journals_both_names(shop: Till) -> None:
    answer = give_approval(shop, "discount", "maya", "sofia", "8642", "line 1")

    with shop.store.read() as tx:
        audit = rows(tx, "SELECT staff, approved_by, subject FROM fact_audit WHERE kind = 'approval_given'")
    assert answer.outcome == "right"
    assert audit == [("maya", "sofia", "discount line 1")]


@pytest.mark.parametrize(
    ("approving", "pin", "code"), [("maya", "2580", "own_approval"), ("daniel", "1470", "approval_not_allowed")]
)
def test_nobody_approves_himself_or_beyond_his_rights(shop: Till, approving: str, pin: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        give_approval(shop, "override_price", "maya", approving, pin, "")

    assert "approval_given" not in kinds(shop)


def test_a_wrong_pin_approves_nothing(shop: Till) -> None:
    answer = give_approval(shop, "discount", "maya", "sofia", "0000", "")

    assert (answer.outcome, answer.tries_left) == ("wrong", 4)
    assert "approval_given" not in kinds(shop)


def test_on_a_till_without_staff_a_name_is_kept_as_given_for_everything(till: Till) -> None:
    open_shift(till, 100_00, "till")

    paid_out = move_cash(till, "paid_out", 5_00, "stamps", "till", approved_by="zed")
    drawer = open_drawer(till, "change", "till", approved_by="zed")
    closed = close_shift(till, 0, "till", reason="stolen", approved_by="zed")

    with till.store.read() as tx:
        kept = rows(tx, "SELECT approved_by FROM fact_shift_close")
    assert [entry.content["approved_by"] for entry in (paid_out, drawer)] == ["zed", "zed"]
    assert (closed.figures.cash_difference_minor, kept) == (-95_00, [("zed",)])


def test_on_a_till_without_staff_a_name_makes_nobody_a_member(till: Till) -> None:
    open_shift(till, 100_00, "till")

    with pytest.raises(Refused, match="unknown_staff"):
        move_cash(till, "paid_out", 5_00, "stamps", "ghost", approved_by="zed")
