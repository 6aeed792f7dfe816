"""Offers that customers were sent, as the till knows them, and the codes that are coupons."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pos.services.imports import import_file
from pos.services.mailed_offers import MailedOffer, coupon_promotions, mailed_offers
from pos.services.till import Till

NOW = datetime(2026, 11, 21, 14, 32, tzinfo=UTC)
RULES = [
    {"id": "P-TEN", "name": "Ten", "auto": False, "give": {"percent": "10"}},
    {"id": "P-SPRING", "name": "Spring", "when": {"coupon": "SPRING10"}, "give": {"percent": "10"}},
]


@pytest.fixture
def shop(till: Till, tmp_path: Path) -> Till:
    (tmp_path / "promotions").write_text(json.dumps(RULES))
    import_file(till, "promotions", tmp_path / "promotions", staff="till")
    return till


def sent(till: Till, *offers: dict[str, Any], customer: str = "C-1") -> None:
    """Offers as the hub tells of them, the first the oldest."""
    told = []
    for n, offer in enumerate(offers, 1):
        body = {"activity_id": f"offer:web:{n}:{customer}", "customer_id": customer, "kind": "offer", "channel": "web"}
        body |= {"at": f"2026-11-0{n}T09:00:00.000Z", **offer}
        told.append((body["activity_id"], customer, "offer", body["at"], json.dumps(body), n))
    with till.store.write() as tx:
        tx.activities.put(told)


def test_an_offer_is_known_by_its_promotion_or_by_its_code(shop: Till) -> None:
    until = "2026-11-30T00:00:00.000Z"
    sent(shop, {"promotion": "P-TEN", "words": "10 % for you", "until": until}, {"code": "spring10", "state": "sent"})

    assert mailed_offers(shop, "C-1", NOW) == (
        MailedOffer("P-SPRING", "Spring", "SPRING10", True, ""),
        MailedOffer("P-TEN", "10 % for you", "", False, until),
    )
    assert mailed_offers(shop, "C-2", NOW) == ()


@pytest.mark.parametrize(
    "offer",
    [
        {"promotion": "P-GONE"},
        {"promotion": "P-TEN", "state": "redeemed"},
        {"promotion": "P-TEN", "until": "2026-11-21T14:32:00.000Z"},
    ],
)
def test_an_offer_that_is_none_any_more_is_not_shown(shop: Till, offer: dict[str, str]) -> None:
    sent(shop, offer)

    assert mailed_offers(shop, "C-1", NOW) == ()


def test_a_promotion_that_was_sent_twice_is_one_offer(shop: Till) -> None:
    sent(shop, {"promotion": "P-TEN", "words": "old"}, {"promotion": "P-TEN", "words": "new"})

    assert [offer.words for offer in mailed_offers(shop, "C-1", NOW)] == ["new"]


def test_a_code_is_a_coupon_in_any_case_of_letters(shop: Till) -> None:
    assert coupon_promotions(shop, " Spring10 ") == ("P-SPRING",)
    assert coupon_promotions(shop, "SPRING") == coupon_promotions(shop, " ") == ()
