"""Personal coupons at the hub: made and signed, put aside for one basket, and told when two sales used one."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from pos.domain.coupon_token import mark_of, parse_coupon, why_not_taken
from pos.domain.failures import Refused
from sync.hub.claims.claim import Claimed, take_claim
from sync.hub.hub import Hub
from sync.hub.imports.file import import_file
from sync.hub.sales.coupons import make_coupons
from sync.hub.sales.pricing import price_at_hub
from sync.hub.store.identity import pickup_keys
from sync.hub.store.things import bodies
from sync.wire import ClaimRequest
from tests.sync.hub_journal import Pen, a_sale_body, enrol, send
from tests.sync.hub_process import hub_document
from tests.sync.hub_shop import SATURDAY

RULE = {"id": "P-HALF", "name": "Half", "phase": "item", "when": {"coupon": "untold"}, "give": {"percent": "50"}}
REF = "coupon:00000000000000aa"
SOON = SATURDAY + timedelta(days=30)


@pytest.fixture(params=["hub", "pg_hub"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Hub:
    """A hub with socks at 18.00 and a promotion that only a personal code unlocks."""
    made: Hub = request.getfixturevalue(request.param)
    (tmp_path / "products").write_text("sku,name,price\nSOCK-R,Wool socks,18.00\n")
    (tmp_path / "promotions").write_text(json.dumps([RULE]))
    (tmp_path / "customers").write_text("id,name\nC-1,Amelia Okafor\n")
    for kind in ("products", "promotions", "customers"):
        import_file(made, kind, tmp_path / kind)
    return made


def test_a_code_is_proved_with_the_keys_that_tills_have(shop: Hub) -> None:
    (one, other) = make_coupons(shop, "P-HALF", SOON, count=2)

    token = parse_coupon(one.code)
    with shop.read() as connection:
        kids = {key.kid for key in pickup_keys(connection)}
    assert token is not None
    assert (token.kid in kids, token.promotion, token.exp) == (True, mark_of("promotion", "P-HALF"), SOON.timestamp())
    assert one.code != other.code


def test_a_code_of_a_customer_is_theirs_alone(shop: Hub) -> None:
    (made,) = make_coupons(shop, "P-HALF", SOON, customers=["C-1"])
    basket = {"lines": [{"code": "SOCK-R"}], "coupons": [made.code]}

    nobody, theirs = price_at_hub(shop, basket), price_at_hub(shop, basket | {"customer": "C-1"})

    assert (nobody["total"], nobody["not_applied"]) == ("18.00", [{"by": made.code, "why": "coupon_not_theirs"}])
    assert theirs["total"] == "9.00"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"promotion_id": "P-GONE"}, "unknown_promotion"),
        ({"until": SATURDAY}, "coupon_ends_too_early"),
        ({"count": 10_001}, "too_many"),
    ],
)
def test_codes_that_nobody_could_use_are_not_made(shop: Hub, asked: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        make_coupons(shop, **({"promotion_id": "P-HALF", "until": SOON} | asked))  # type: ignore[arg-type]


def claim(hub: Hub, pen: Pen, sale: str, **changed: Any) -> Claimed:
    told = {"till_id": pen.access.till_id, "claim": str(uuid4()), "kind": "coupon", "refs": [REF], "sale": sale}
    return take_claim(hub, pen.access, ClaimRequest(**{**told, **changed}))


def used(pen: Pen, name: str) -> None:
    """A sale in which the coupon took something off."""
    body = a_sale_body(name, ("SOCK-R", 1), coupon_uses=[REF])
    pen.write("sale_completed", body)


@pytest.fixture
def pens(shop: Hub) -> tuple[Pen, Pen]:
    made = (Pen(1), Pen(2))
    enrol(shop, *made)
    return made


def test_a_coupon_is_put_aside_for_one_basket(shop: Hub, pens: tuple[Pen, Pen]) -> None:
    first, again, other = claim(shop, pens[0], "B-1"), claim(shop, pens[0], "B-1"), claim(shop, pens[1], "B-2")

    assert (first.result, again.result, other.result) == ("granted", "granted", "already")
    assert [held.by for held in other.already] == ["N-1"]


def test_a_coupon_that_is_let_go_is_free(shop: Hub, pens: tuple[Pen, Pen]) -> None:
    claim(shop, pens[0], "B-1")
    claim(shop, pens[0], "B-1", release=True)

    assert claim(shop, pens[1], "B-2").result == "granted"


def test_a_coupon_that_was_used_is_not_granted_again(shop: Hub, pens: tuple[Pen, Pen]) -> None:
    used(pens[0], "A")
    send(shop, pens[0])

    assert claim(shop, pens[1], "B-2").result == "already"
    assert claim(shop, pens[0], "sale-A").result == "granted"


@pytest.mark.parametrize("wrong", [{"refs": ["coupon:xyz"]}, {"sale": ""}])
def test_a_claim_that_names_no_coupon_or_basket_is_refused(shop: Hub, pens: tuple[Pen, Pen], wrong: Any) -> None:
    assert claim(shop, pens[0], **({"sale": "B-1"} | wrong)) == Claimed("refused", why="bad_ref")


def test_two_sales_with_one_coupon_are_told_from_both_sides(shop: Hub, pens: tuple[Pen, Pen]) -> None:
    for pen, name in zip(pens, ("A", "B"), strict=True):
        used(pen, name)
        send(shop, pen)
        send(shop, pen)

    (told,) = exceptions_of(shop)
    assert (told["kind"], told["ref"]) == ("coupon_used_twice", REF)
    assert (told["here"]["sale"], told["there"]["sale"]) == ("sale-B", "sale-A")


def exceptions_of(hub: Hub) -> list[dict[str, Any]]:
    with hub.read() as connection:
        ids = [row[0] for row in connection.exec_driver_sql("SELECT id FROM thing WHERE entity = 'exception'")]
        found = bodies(connection, "orders:1", "exception", ids).values()
    return [msgspec.json.decode(body) for body in found]


def test_codes_are_made_by_the_program(tmp_path: Path) -> None:
    home = tmp_path / "hub"
    (tmp_path / "promotions").write_text(json.dumps([RULE]))
    hub_document(home, "store", "add", "--name", "Northgate", "--currency", "GBP", "--country", "GB")
    hub_document(home, "import", "promotions", str(tmp_path / "promotions"))

    told = hub_document(home, "coupons", "make", "P-HALF", "--until", "2099-01-01", "--customer", "C-1")

    (made,) = told["coupons"]
    token = parse_coupon(made["code"])
    assert (told["promotion"], made["customer"]) == ("P-HALF", "C-1")
    assert token is not None and why_not_taken(token, {}, 0, "C-1", ()) == "coupon_forged"


def test_a_code_that_was_used_anywhere_prices_nothing_at_the_hub(shop: Hub, pens: tuple[Pen, Pen]) -> None:
    (made,) = make_coupons(shop, "P-HALF", SOON)
    token = parse_coupon(made.code)
    assert token is not None
    basket = {"lines": [{"code": "SOCK-R"}], "coupons": [made.code]}
    before = price_at_hub(shop, basket)
    pens[0].write("sale_completed", a_sale_body("A", ("SOCK-R", 1), coupon_uses=[token.ref]))

    send(shop, pens[0])

    after = price_at_hub(shop, basket)
    assert [before["total"], after["total"]] == ["9.00", "18.00"]
    assert after["not_applied"] == [{"by": made.code, "why": "coupon_used"}]
