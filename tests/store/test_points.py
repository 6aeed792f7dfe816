"""Points of sales at a till: earned with the sale, taken back with the goods, in journal, rows and answers alike."""

import json
from typing import Any

import pytest

from pos.cli.answers import sold
from pos.domain.day_figures import figures_of
from pos.domain.failures import Refused
from pos.domain.receipt_block import Pair
from pos.services.backup import make_anew, prove
from pos.services.balances import points_of
from pos.services.document import price_document
from pos.services.journal import write_down
from pos.services.loyalty import points_shown
from pos.services.printing import receipt
from pos.services.till import Till
from tests.store.shop import (
    a_document,
    bought,
    facts,
    give_back,
    import_text,
    kinds,
    new_id,
    paid,
    returned,
    rows,
    sell,
)

PROGRAMME = {
    "points_per": "1.00",
    "value": "0.01",
    "tiers": [{"name": "Silver", "from_spend": "500.00"}, {"name": "Gold", "from_spend": "1500.00", "times": "1.5"}],
}
DOUBLE = [{"id": "P-DOUBLE", "name": "Double points", "items": {"skus": ["FLASK"]}, "give": {"points_times": "2"}}]
GOLD, PLAIN = "C-1", "C-2"


@pytest.fixture
def shop(shop: Till, tmp_path: Any) -> Till:
    """The small shop with a points programme: a point a pound, half more for gold."""
    import_text(shop, "programme", json.dumps(PROGRAMME), tmp_path)
    return shop


def points(till: Till, customer: str = PLAIN) -> int | None:
    with till.store.read() as tx:
        figure = points_of(tx, till, customer)
    return None if figure is None else figure.amount


def point_rows(till: Till) -> list[tuple[Any, ...]]:
    with till.store.read() as tx:
        return rows(tx, "SELECT k, customer, points, reason FROM fact_points ORDER BY n, k")


def newest_body(till: Till, kind: str = "sale_completed") -> dict[str, Any]:
    with till.store.read() as tx:
        return [entry.content for _n, entry in tx.journal.read() if entry.kind == kind][-1]


def spend(till: Till, much: int) -> None:
    lines = [{"customer": PLAIN, "points": -much, "reason": "spent"}]
    with till.store.write() as tx:
        write_down(tx, till, "points_adjusted", {"lines": lines}, "maya")


def test_a_sale_to_a_customer_earns_points(shop: Till) -> None:
    sale = sell(shop, bought("SOCK-R", "3"), bought("FLASK"), customer=PLAIN)

    body = newest_body(shop)
    assert body["points"] == {"earned": 72, "redeemed": 0}
    assert [line["points"] for line in body["lines"]] == [48, 24]
    assert (sale.points_earned, [line.points for line in sale.lines]) == (72, [48, 24])
    assert point_rows(shop) == [(0, PLAIN, 72, "sale")]
    assert points(shop) == 72


def test_tier_and_promotion_multiply_what_is_earned(shop: Till, tmp_path: Any) -> None:
    import_text(shop, "promotions", json.dumps(DOUBLE), tmp_path)

    sale = sell(shop, bought("FLASK"), bought("HEM"), customer=GOLD)

    assert [line.points for line in sale.lines] == [72, 13]
    assert sale.points_earned == (24 * 2 + 9) * 3 // 2


def test_a_sale_without_a_customer_says_nothing_of_points(shop: Till) -> None:
    sell(shop, bought("FLASK"))

    body = newest_body(shop)
    assert "points" not in body and "points" not in body["lines"][0]
    assert point_rows(shop) == []


def test_a_line_given_back_piece_by_piece_takes_back_exactly_its_points(shop: Till) -> None:
    sale = sell(shop, bought("FLASK", "2"), bought("SOCK-G", "3"), customer=GOLD)

    earned = [give_back(shop, sale, line=2, customer=GOLD).points_earned for _ in range(3)]
    rest = give_back(shop, sale, line=1, qty="2", customer=GOLD)

    assert sum(earned) + rest.points_earned == -sale.points_earned
    assert points(shop, GOLD) == 0
    assert {row[3] for row in point_rows(shop)} == {"sale", "return"}


def test_a_later_programme_does_not_change_what_comes_back(shop: Till, tmp_path: Any) -> None:
    sale = sell(shop, bought("FLASK", "2"), customer=PLAIN)
    import_text(shop, "programme", json.dumps(PROGRAMME | {"points_per": "10.00"}), tmp_path)

    back = give_back(shop, sale, customer=PLAIN)

    assert back.points_earned == -24
    assert points(shop) == 24


def test_points_spent_meanwhile_leave_a_balance_below_zero(shop: Till) -> None:
    sale = sell(shop, bought("FLASK"), customer=PLAIN)
    spend(shop, 20)

    give_back(shop, sale, customer=PLAIN)

    assert points(shop) == -20


@pytest.mark.parametrize("brings", ["", GOLD])
def test_points_are_taken_from_whoever_bought_whoever_brings_the_goods(shop: Till, brings: str) -> None:
    sale = sell(shop, bought("FLASK", "2"), customer=PLAIN)
    who: dict[str, Any] = {"customer": brings} if brings else {}

    back = give_back(shop, sale, **who)

    assert back.points_earned == 0
    assert kinds(shop)[-2:] == ["sale_completed", "points_adjusted"]
    assert newest_body(shop, "points_adjusted") == {
        "sale_id": back.sale_id,
        "lines": [{"customer": PLAIN, "points": -24, "reason": "return"}],
    }
    assert (points(shop), points(shop, GOLD)) == (24, None)


def test_points_taken_back_in_nobody_s_name_are_told_without_a_balance(shop: Till) -> None:
    sale = sell(shop, bought("FLASK", "2"), customer=PLAIN)
    asked = _asked(shop, returned(sale.receipt), bought("HEM"))

    told, _ = sold(shop, asked)
    with shop.store.read() as tx:
        back = tx.sales.get(told["sale_id"])
    make_anew(shop)
    again, _ = sold(shop, asked)

    assert told["points"] == {"earned": -24, "redeemed": 0}
    assert _pairs(shop, back) == {"Points taken back": "24"}
    assert again == told
    assert points(shop) == 24


def test_an_exchange_earns_the_difference(shop: Till) -> None:
    sale = sell(shop, bought("FLASK"), customer=PLAIN)

    exchange = sell(shop, returned(sale.receipt), bought("JACKET"), customer=PLAIN)

    assert exchange.points_earned == 189 - 24
    assert points(shop) == 189


def test_a_refused_return_takes_no_points(shop: Till) -> None:
    sale = sell(shop, bought("FLASK"), customer=PLAIN)
    give_back(shop, sale)

    with pytest.raises(Refused, match="already_returned"):
        give_back(shop, sale)

    assert points(shop) == 0


def test_the_same_sale_again_earns_once_and_gives_the_same_answer(shop: Till) -> None:
    asked = _asked(shop, bought("FLASK"), customer=PLAIN)

    first, done = sold(shop, asked)
    sell(shop, bought("JACKET"), customer=PLAIN)
    again, _ = sold(shop, asked)

    assert done and first["points"] == {"earned": 24, "redeemed": 0, "balance": 24, "balance_as_of": first["at"]}
    assert again == first
    assert points(shop) == 24 + 189


def test_points_are_told_of_customers_in_a_programme_only(shop: Till) -> None:
    card, _ = sold(shop, _asked(shop, bought("FLASK")))
    small, _ = sold(shop, _asked(shop, bought("APPLE", "0.1"), customer=PLAIN))

    assert "points" not in card
    assert small["points"] == {"earned": 0, "redeemed": 0}


def test_the_receipt_says_what_was_earned_and_what_there_is(shop: Till) -> None:
    first = sell(shop, bought("JACKET"), customer=PLAIN)
    sale = sell(shop, bought("FLASK"), customer=PLAIN)
    back = give_back(shop, sale, customer=PLAIN)

    assert _pairs(shop, sale) == {"Points earned": "24", "Points balance": "213"}
    assert _pairs(shop, back) == {"Points taken back": "24", "Points balance": "189"}
    assert _pairs(shop, first) == {"Points earned": "189", "Points balance": "189"}
    assert points_shown(shop, sell(shop, bought("FLASK"))) is None


def test_rows_and_figures_of_points_are_those_of_the_journal(shop: Till) -> None:
    sale = sell(shop, bought("FLASK", "3"), customer=PLAIN)
    give_back(shop, sale, customer=PLAIN)
    give_back(shop, sale)
    before = facts(shop)

    make_anew(shop)

    assert facts(shop) == before
    assert prove(shop).problems == ()
    with shop.store.read() as tx:
        assert sum(day.points for day in figures_of(entry for _n, entry in tx.journal.read())) == 24


def _asked(till: Till, *lines: dict[str, Any], **more: Any) -> bytes:
    total = price_document(till, a_document(*lines, **more)).total_minor
    return json.dumps({"id": new_id(), "lines": list(lines), "tenders": [paid(total)], **more}).encode()


def _pairs(till: Till, sale: Any) -> dict[str, str]:
    return {b.left: b.right for b in receipt(till, sale) if isinstance(b, Pair) and b.left.startswith("Points")}
