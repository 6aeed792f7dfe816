"""A personal coupon at the till: proved without the hub, used once, and the journal says so."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pos.domain.coupon_token import make_coupon
from pos.domain.document import read_basket
from pos.domain.failures import Refused
from pos.domain.sale import Sale
from pos.services.document import price_document, sell_document
from pos.services.imports import import_file
from pos.services.till import Till
from pos.store.tables import FACTS

SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
RULE = {"id": "P-HALF", "name": "Half", "when": {"coupon": "nobody is told"}, "give": {"percent": "50"}}


@pytest.fixture
def shop(till: Till, tmp_path: Path) -> Till:
    (tmp_path / "products").write_text("sku,name,price\nSOCK,Hike Sock,10.00\n")
    (tmp_path / "promotions").write_text(json.dumps([RULE]))
    for kind in ("products", "promotions"):
        import_file(till, kind, tmp_path / kind, staff="till")
    with till.store.write() as tx:
        tx.stores.put_pickup_keys(1, [(3, SIGNER.public_key().public_bytes_raw())], 1)
    return till


def a_code(serial: int = 1) -> str:
    return make_coupon(SIGNER, kid=3, promotion_id="P-HALF", serial=serial, exp=2_000_000_000)


def document(number: int, code: str, **more: Any) -> Any:
    basket = {"id": str(UUID(int=number)), "lines": [{"code": "SOCK"}], "coupons": [code], **more}
    return read_basket(basket, "EUR", needs_tenders="tenders" in more)


def sold(till: Till, number: int, code: str, paid: str = "5.00") -> Sale:
    return sell_document(till, document(number, code, tenders=[{"type": "cash", "amount": paid}]))


def test_a_code_gives_its_discount_once(shop: Till) -> None:
    first = sold(shop, 1, a_code())

    again = price_document(shop, document(2, a_code()))
    with pytest.raises(Refused, match="under_paid"):
        sold(shop, 3, a_code())

    assert first.total_minor == 5_00
    assert [(missed.by, missed.why) for missed in again.not_applied] == [(a_code(), "coupon_used")]
    assert price_document(shop, document(4, a_code(2))).total_minor == 5_00


def test_the_same_sale_asked_again_is_the_same_sale(shop: Till) -> None:
    assert sold(shop, 1, a_code()) == sold(shop, 1, a_code())


def test_the_journal_names_the_coupon_that_was_used(shop: Till) -> None:
    sold(shop, 1, a_code())
    sold(shop, 2, a_code(), paid="10.00")

    with shop.store.read() as tx:
        rows = tx.driver.execute("SELECT ref FROM fact_coupon_use").fetchall()
    assert rows == [("coupon:0000000000000001",)]
    assert "fact_coupon_use" in {table.name for table in FACTS}
