"""Goods that come back to another till than sold them: two real tills, a real hub, a line that is cut anywhere."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pos.domain.basket import Basket
from pos.domain.codes import receipt_code
from pos.domain.failures import Refused
from pos.domain.sale import Sale
from pos.domain.tender import Tender
from pos.services.backup import prove
from pos.services.basket import suspend_basket
from pos.services.other_receipt import look_up
from pos.services.return_find import open_return
from pos.services.return_hold import hold_goods
from pos.services.return_ways import refund_tenders
from pos.services.returns import (
    ReturnAsked,
    price_return,
    refund,
    return_basket,
    return_lines,
    rights_needed,
)
from pos.services.sale import complete_sale, price_basket
from pos.services.shift import open_shift
from pos.services.till import open_till
from pos.store.rebuild import rebuild
from sync.hub.claims.claim import take_claim
from sync.hub.hub import Hub
from sync.hub.sales.receipts import receipt_for
from sync.hub.store.tills import add_till
from sync.wire import ClaimRequest
from tests.store.joined import SHEET, AHub, a_person, a_product, brought, join
from tests.store.shop import a_basket, bought, facts, new_id
from tests.sync.hub_shop import a_store
from tests.sync.hub_value import exceptions_of
from tests.sync.test_held_round import STORE, Counter

CODE = "H"
PRICES = {"JACKET": 189_00, "FLASK": 24_00, "CAP": 12_00}


@dataclass
class Desk(Counter):
    """A till that takes goods back; the hub tells it of receipts too."""

    def _relay(self) -> None:
        with self.till.store.read() as tx:
            asked = tx.claims.asked()
        for one in asked:
            answer = {"result": "offline"} if self.cut == "request" else self._answer(one.claim_id, one.document)
            with self.till.store.write() as tx:
                if self.cut == "answer":
                    tx.claims.mark_sent(one.claim_id)
                else:
                    tx.claims.answer(one.claim_id, answer)

    def _answer(self, claim_id: str, asked: dict[str, Any]) -> dict[str, Any]:
        if asked["kind"] == "receipt":
            try:
                kept, _left, kin = receipt_for(self.hub, asked["number"])
            except Refused as refused:
                return {"result": "refused", "why": refused.code}
            told, *others = ({**msgspec.to_builtins(one), "body": one.body.decode()} for one in (kept, *kin))
            return {"result": "found", **told, "kin": others}
        told = {**asked, "till_id": f"till-{self.number}", "claim": claim_id}
        answer = take_claim(self.hub, self.access, msgspec.convert(told, ClaimRequest))
        held = [msgspec.to_builtins(one) for one in answer.already]
        return {"result": answer.result, "already": held, "why": answer.why, "left": answer.left}

    def sell(self, *skus: str, by: str = "cash") -> Sale:
        basket = a_basket(self.till, *(bought(sku) for sku in skus))
        with self.till.store.read() as tx:
            total = price_basket(tx, self.till, basket, self.till.now()).total_minor
        return complete_sale(self.till, basket, [Tender(by, total)], staff="maya", request="r")

    def code(self, sale: Sale) -> str:
        return receipt_code(sale.receipt, self.till.secrets.store_key)

    def ask(self, receipt: str) -> str:
        return look_up(self.till, receipt, self.waiting)

    def basket(self, sale: Sale, *lines: int, approved_by: str = "") -> Basket:
        asked = [ReturnAsked(sale.sale_id, n, reason="Too small", approved_by=approved_by) for n in lines or (1,)]
        return return_basket(self.till, new_id(), return_lines(self.till, asked))

    def unseen(self, receipt: str, *skus: str, approved_by: str = "") -> Basket:
        asked = [ReturnAsked(code=sku, reason="Faulty", unseen=receipt, approved_by=approved_by) for sku in skus]
        return return_basket(self.till, new_id(), return_lines(self.till, asked))

    def give(self, basket: Basket, staff: str = "maya") -> Sale:
        tenders = refund_tenders(self.till, price_return(self.till, basket))
        return refund(self.till, basket, tenders, staff, self.waiting)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The homes of two tills of one store. Never open them: copy them."""
    folder = tmp_path_factory.mktemp("receipts")
    for number in (1, 2):
        sheet = msgspec.structs.replace(SHEET, code=CODE)
        join(folder / f"till-{number}", AHub(till_id=f"till-{number}", till=number, store=sheet))
    return folder


@pytest.fixture(params=["hub", "pg_hub"])
def desks(request: pytest.FixtureRequest, homes: Path, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    hub: Hub = request.getfixturevalue(request.param)
    a_store(hub, STORE, CODE, name="Harbour Street")
    made = []
    for number in (1, 2):
        till = open_till(Path(shutil.copytree(homes / f"till-{number}", tmp_path / f"till-{number}")))
        brought(till, "policy", a_person("maya", 1, "manager"), a_person("tom", 2))
        goods = [a_product(sku, n, price_minor=price) for n, (sku, price) in enumerate(PRICES.items(), 1)]
        brought(till, "catalogue", *goods)
        desk = Desk(till, hub, number)
        with hub.write() as connection:
            add_till(connection, desk.access, bytes(32))
        desk.line("")
        open_shift(till, 0, "maya")
        made.append(desk)
    yield made[0], made[1]
    for desk in made:
        desk.lock.release()
        desk.till.close()


def refusal(desk: Desk, basket: Basket, staff: str = "maya") -> Refused:
    with pytest.raises(Refused) as no:
        desk.give(basket, staff)
    return no.value


def returned(desk: Desk) -> int:
    """How often this till gave something back."""
    with desk.till.store.read() as tx:
        return sum(sale.total_minor < 0 for sale in tx.sales.newest(50))


def kinds(hub: Hub) -> list[str]:
    return [one["kind"] for one in exceptions_of(hub)]


def test_a_receipt_of_another_till_comes_back_as_one_of_its_own(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    sale = first.sell("JACKET", "FLASK", by="card")
    first.push()

    heard = second.ask(first.code(sale))
    found = open_return(second.till, first.code(sale))
    back = second.give(second.basket(found.sale, 2))
    second.push()

    assert (heard, found.sale.receipt, found.store) == ("found", sale.receipt, "Harbour Street")
    assert (back.total_minor, [tender.type for tender in back.tenders]) == (-24_00, ["card"])
    assert back.lines[0].returns is not None and back.lines[0].returns.sale_id == sale.sale_id
    assert kinds(first.hub) == []


def test_what_came_back_elsewhere_is_shown_so_at_the_till_that_sold_it(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    sale = first.sell("JACKET", "FLASK")
    first.push()
    second.ask(sale.receipt)
    second.give(second.basket(sale, 2))
    second.push()

    first.ask(sale.receipt)
    found = open_return(first.till, sale.receipt)

    assert [line.left_milli for line in found.lines] == [1000, 0]
    assert sum(tender.amount_minor for tender in found.held) == 189_00


@pytest.mark.parametrize("who_first", [0, 1])
def test_of_two_tills_at_once_one_gives_the_money_back(desks: tuple[Desk, Desk], who_first: int) -> None:
    first, second = desks
    sale = first.sell("FLASK")
    first.push()
    for desk in desks:
        desk.ask(sale.receipt)
    baskets = [desk.basket(sale) for desk in desks]  # both have ticked it before either gives

    desks[who_first].give(baskets[who_first])
    no = refusal(desks[1 - who_first], baskets[1 - who_first])
    for desk in desks:
        desk.push()

    assert (no.code, no.facts["left"]) == ("returned_elsewhere", "0")
    assert returned(first) + returned(second) == 1 and kinds(first.hub) == []


def test_the_money_of_an_exchange_elsewhere_is_not_given_back_twice(desks: tuple[Desk, Desk]) -> None:
    """30 of the card went back at the first till: for the rest the second till has the cash."""
    first, second = desks
    basket = a_basket(first.till, bought("FLASK"), bought("CAP"))
    paid = [Tender("cash", 12_00), Tender("card", 24_00)]
    sale = complete_sale(first.till, basket, paid, staff="maya", request="r")
    first.give(first.basket(sale, 1))
    first.push()

    second.ask(sale.receipt)
    back = second.give(second.basket(sale, 2))

    assert [(tender.type, tender.amount_minor) for tender in back.tenders] == [("cash", -12_00)]


@pytest.mark.parametrize("cut", ["request", "answer", "offline"])
def test_a_known_receipt_comes_back_without_a_line_within_the_limit_and_with_a_yes(
    desks: tuple[Desk, Desk], cut: Any
) -> None:
    first, second = desks
    sale = first.sell("FLASK", "JACKET")
    first.push()
    second.ask(sale.receipt)
    second.line(cut)

    alone = refusal(second, second.basket(sale, 1), "tom")
    too_much = refusal(second, second.basket(sale, 2))
    back = second.give(second.basket(sale, 1, approved_by="maya"), "tom")

    assert (alone.code, alone.facts["right"]) == ("approval_needed", "return_without_receipt")
    assert (too_much.code, too_much.facts["limit"]) == ("unseen_limit", "50.00")
    assert back.total_minor == -24_00


def test_two_that_gave_it_back_without_a_line_are_told_so(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    sale = first.sell("FLASK")
    first.push()
    second.ask(sale.receipt)
    for desk in desks:
        desk.line("offline")
        desk.give(desk.basket(sale))

    second.push()
    first.push()

    assert kinds(first.hub) == ["returned_twice"]


def test_a_receipt_that_nobody_can_look_up_is_taken_by_its_proof(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    sale = first.sell("FLASK")
    second.line("offline")

    heard = second.ask(first.code(sale))
    with pytest.raises(Refused) as by_code:
        open_return(second.till, first.code(sale))
    with pytest.raises(Refused, match="receipt_of_other_till"):
        open_return(second.till, sale.receipt)
    with pytest.raises(Refused, match="receipt_forged"):
        open_return(second.till, f"TR{sale.receipt}-000000")
    basket = second.unseen(sale.receipt, "FLASK")
    needed = rights_needed(second.till, price_return(second.till, basket), (), "tom")
    back = second.give(basket)

    assert (heard, by_code.value.code, by_code.value.facts["limit"]) == ("offline", "receipt_unseen", "50.00")
    assert needed == ("return_without_receipt",)
    assert back.lines[0].returns is not None
    assert (back.lines[0].returns.receipt, back.lines[0].returns.unseen) == (sale.receipt, True)


@pytest.mark.parametrize("sale_first", [True, False])
def test_the_hub_compares_an_unseen_receipt_with_its_sale_whichever_comes_first(
    desks: tuple[Desk, Desk], sale_first: bool
) -> None:
    first, second = desks
    sale = first.sell("FLASK", "CAP")
    second.line("offline")
    second.give(second.unseen(sale.receipt, "FLASK"))

    for desk in desks if sale_first else reversed(desks):
        desk.push()
    fine = kinds(first.hub)
    second.give(second.unseen(sale.receipt, "FLASK"))
    second.push()

    assert (fine, kinds(first.hub)) == ([], ["returned_twice"])


def test_the_hub_says_when_more_was_given_back_than_was_paid(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    brought(second.till, "catalogue", a_product("FLASK", 9, price_minor=30_00))
    sale = first.sell("FLASK")
    second.line("offline")
    second.give(second.unseen(sale.receipt, "FLASK"))
    second.give(second.unseen(sale.receipt, "CAP"))

    second.push()
    first.push()

    told = {one["ref"]: one["here"] for one in exceptions_of(first.hub) if one["kind"] == "return_differs"}
    assert {ref: (one["given_minor"], one["paid_minor"]) for ref, one in told.items()} == {
        f"{sale.receipt}/FLASK": ("3000", "2400"),
        f"{sale.receipt}/CAP": ("1200", "0"),
    }


def test_what_came_back_unseen_is_not_held_for_another_till(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    sale = first.sell("FLASK")
    second.line("offline")
    second.give(second.unseen(sale.receipt, "FLASK"))
    second.push()
    first.push()

    no = refusal(first, first.basket(sale))

    assert (no.code, returned(first)) == ("returned_elsewhere", 0)


def test_an_unseen_receipt_gives_back_no_more_than_the_limit(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    sale = first.sell("FLASK", "FLASK", "FLASK")
    second.line("offline")

    no = refusal(second, second.unseen(sale.receipt, "FLASK", "FLASK", "FLASK"))

    assert (no.code, no.facts["limit"], returned(second)) == ("unseen_limit", "50.00", 0)


def test_what_can_be_looked_up_is_looked_up(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    sale = first.sell("FLASK")
    first.push()
    basket = second.unseen(sale.receipt, "FLASK")

    no = refusal(second, basket)

    assert (no.code, returned(second)) == ("receipt_seen", 0)


def test_a_basket_that_was_given_up_holds_nothing_back(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    sale = first.sell("FLASK")
    first.push()
    second.ask(sale.receipt)
    given_up = second.basket(sale)
    with pytest.raises(Refused):  # the hub held it, and then the till could not write it down
        refund(second.till, given_up, (Tender("card", -1),), "tom", second.waiting)

    back = second.give(second.basket(sale))

    assert back.total_minor == -24_00


def test_of_many_baskets_at_once_one_takes_the_only_piece_back(desks: tuple[Desk, Desk]) -> None:
    sale = desks[0].sell("JACKET")
    desks[0].push()

    def ask(number: int) -> str:
        desk, told = desks[number % 2], {"kind": "refund", "refs": [f"{sale.sale_id}/1/1000"], "mode": "online"}
        told |= {"till_id": f"till-{desk.number}", "claim": f"claim-{number}", "sale": f"basket-{number}"}
        return take_claim(desk.hub, desk.access, msgspec.convert(told, ClaimRequest)).result

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))

    assert sorted(answers) == ["granted"] + ["refused"] * 7


def test_what_this_till_holds_itself_never_stands_in_its_own_way(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    sale = first.sell("JACKET")
    first.push()
    second.ask(first.code(sale))
    given_up, other = second.basket(sale), second.basket(sale)
    hold_goods(second.till, given_up, "maya", second.waiting)
    suspend_basket(second.till, given_up, "maya")  # so it is not let go of

    given = second.give(other)

    assert given.total_minor == -PRICES["JACKET"]
    first.ask(first.code(sale))
    with pytest.raises(Refused, match="returned_elsewhere"):
        first.give(first.basket(sale))


def test_figures_of_a_till_are_its_own_entries_however_often_they_are_made(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    sale = first.sell("JACKET", "FLASK")
    first.push()
    second.ask(sale.receipt)
    second.give(second.basket(sale, 2))
    before = facts(second.till)

    with second.till.store.write() as tx:
        rebuild(tx.driver)

    with second.till.store.read() as tx:
        assert tx.sales.returned_milli(sale.sale_id, 2) == 1000
    assert facts(second.till) == before and prove(second.till).problems == ()
