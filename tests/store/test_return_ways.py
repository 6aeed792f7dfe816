"""Money back to the ledgers at the hub: onto the gift card that paid, or as store credit of the customer."""

import json
from pathlib import Path

import pytest

from pos.domain.basket import Basket
from pos.domain.failures import Refused
from pos.domain.sale import Sale
from pos.domain.tender import Tender
from pos.services.basket import request_of
from pos.services.return_ways import LedgerWays, Way, ledger_ways, refund_tenders
from pos.services.returns import ReturnAsked, price_return, refund, return_basket, return_lines, rights_needed
from pos.services.sale import complete_sale, price_basket
from pos.services.shift import open_shift
from pos.services.till import Till
from tests.store.shop import a_basket, bought, import_text, new_id, rows
from tests.store.value_hub import GIFT, PROGRAMME, link

CARD, CREDIT = f"{GIFT}#209B", "credit:C-1"


@pytest.fixture
def joined(shop: Till, tmp_path: Path) -> Till:
    """The shop with points, a shift, and a hub that is out of reach: money back asks nobody."""
    import_text(shop, "programme", json.dumps(PROGRAMME), tmp_path)
    open_shift(shop, 500_00, "sofia")
    link(shop, "offline")
    return shop


def jacket(till: Till, customer: str = "C-1", gift_minor: int = 0) -> Sale:
    """A jacket, so much of it paid by gift card and the rest in cash."""
    basket = a_basket(till, bought("JACKET"), customer=customer)
    with till.store.read() as tx:
        total = price_basket(tx, till, basket, till.now()).total_minor
    tenders = [Tender("gift_card", gift_minor, CARD)] if gift_minor else []
    tenders += [Tender("cash", total - gift_minor)] if total > gift_minor else []
    return complete_sale(till, basket, tenders, staff="maya", request=request_of(basket, tenders, "GBP"))


def back(till: Till, sale: Sale, approved_by: str = "") -> Basket:
    asked = ReturnAsked(sale.sale_id, 1, "", 1000, "size", approved_by=approved_by)
    return return_basket(till, new_id(), return_lines(till, [asked]))


def given_back(till: Till, sale: Sale, way: Way, approved_by: str = "sofia") -> list[Tender]:
    basket = back(till, sale, approved_by)
    return list(refund(till, basket, refund_tenders(till, price_return(till, basket), way), "maya").tenders)


def held(till: Till, sale: Sale) -> LedgerWays:
    return ledger_ways(till, sale.customer_id, sale.tenders)


def test_a_gift_card_that_paid_gets_its_money_back_and_the_hub_will_book_it(joined: Till) -> None:
    sale = jacket(joined, gift_minor=189_00)

    tenders = given_back(joined, sale, "original", approved_by="")

    assert tenders == [Tender("gift_card", -189_00, CARD)]
    with joined.store.read() as tx:
        assert rows(tx, "SELECT ref, kind, amount_minor FROM fact_value ORDER BY n") == [
            (GIFT, "redeem", -189_00),
            (GIFT, "refund", 189_00),
        ]


def test_all_of_it_goes_onto_the_card_that_paid_a_part_once_somebody_said_yes(joined: Till) -> None:
    sale = jacket(joined, gift_minor=100_00)
    basket = back(joined, sale)
    tenders = refund_tenders(joined, price_return(joined, basket), "gift_card")

    needed = rights_needed(joined, price_return(joined, basket), tenders, "maya")
    with pytest.raises(Refused, match="approval_needed"):
        refund(joined, basket, tenders, "maya")

    assert (tenders, needed) == ((Tender("gift_card", -189_00, CARD),), ("refund_tender",))
    assert given_back(joined, sale, "gift_card") == list(tenders)


def test_store_credit_is_booked_for_the_customer_of_the_sale(joined: Till) -> None:
    tenders = given_back(joined, jacket(joined), "store_credit")

    assert tenders == [Tender("store_credit", -189_00, CREDIT)]
    with joined.store.read() as tx:
        assert rows(tx, "SELECT ref, kind, amount_minor FROM fact_value") == [(CREDIT, "refund", 189_00)]


def test_what_a_ledger_cannot_take_says_why(shop: Till) -> None:
    assert ledger_ways(shop, "C-1", ()) == LedgerWays("no_hub", "no_hub")
    link(shop)

    assert ledger_ways(shop, "", ()) == LedgerWays("customer", "no_card")
    assert ledger_ways(shop, "a-stranger", ()) == LedgerWays("customer", "no_card")


def test_whose_credit_and_which_card_it_would_be_is_told(joined: Till) -> None:
    told = held(joined, jacket(joined, gift_minor=50_00))

    assert (told.why_not("store_credit"), told.why_not("gift_card"), told.why_not("cash")) == ("", "", "")
    assert (told.customer, told.card, told.is_offline) == ("Amelia Okafor", "209B", True)
