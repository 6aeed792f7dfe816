"""Gift cards, store credit, points and accounts at a till: held at the hub first, or within the offline rules."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from pos.domain.basket import Basket
from pos.domain.codes import gift_card_code
from pos.domain.failures import Refused
from pos.domain.sale import Sale
from pos.domain.tender import Tender
from pos.services.backup import prove
from pos.services.document import sell_document
from pos.services.hub_claim import Waiting
from pos.services.till import Till
from pos.services.value import Told, let_go, look, take
from tests.store.shop import Clock, a_basket, a_document, bought, import_text, new_id, paid, returned, rows, sell
from tests.store.value_hub import CARD, GIFT, PROGRAMME, LedgerHub, link, on_line, told

OTHER_CARD = gift_card_code(b"another 75")
CREDIT, ACCOUNT, POINTS = "credit:C-1", "account:C-1", "points:C-1"
GIFT_CARDS = "sku,name,price,tax,kind\nGIFT,Gift card,25.00,zero,gift_card\n"

WITHOUT_LEDGER = "gift_card_without_ledger"


@pytest.fixture
def shop(shop: Till, tmp_path: Path) -> Till:
    """The small shop with points, offline rules and gift cards to sell."""
    import_text(shop, "programme", json.dumps(PROGRAMME), tmp_path)
    import_text(shop, "products", GIFT_CARDS, tmp_path)
    return shop


@pytest.fixture
def hub(shop: Till) -> Iterator[LedgerHub]:
    """The hub of the shop's till, within reach; Amelia has something of everything."""
    balances = {GIFT: 50_00, CREDIT: 12_50, ACCOUNT: 100_00, POINTS: 2480}
    with on_line(shop):
        yield LedgerHub(shop, balances)


def waiting(hub: LedgerHub) -> Waiting:
    ticks = iter(range(10_000))
    return Waiting(lambda: next(ticks) / 10, hub.pause)


def amelias(till: Till) -> Basket:
    return a_basket(till, bought("JACKET"), customer="C-1")


def refusal(work: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as no:
        work()
    return no.value


def value_rows(till: Till) -> list[tuple[Any, ...]]:
    with till.store.read() as tx:
        return rows(tx, "SELECT ref, kind, amount_minor, mode FROM fact_value ORDER BY n, k")


def gift(minor: int) -> Tender:
    return Tender("gift_card", minor, CARD)


@pytest.mark.parametrize(
    ("tender", "kept", "left"),
    [
        (gift(20_00), Tender("gift_card", 20_00, f"{GIFT}#209B", left_minor=30_00), 30_00),
        (Tender("store_credit", 12_00), Tender("store_credit", 12_00, CREDIT, left_minor=50), 50),
        (Tender("account", 60_00), Tender("account", 60_00, ACCOUNT, left_minor=40_00), 40_00),
        (Tender("points", 0, points=500), Tender("points", 5_00, points=500), 1980),
    ],
)
def test_value_is_held_at_the_hub_before_it_is_taken(
    shop: Till, hub: LedgerHub, tender: Tender, kept: Tender, left: int
) -> None:
    taken = take(shop, amelias(shop), tender, waiting=waiting(hub))

    assert taken.tender == kept
    assert taken.told == Told("online", left, "2026-11-21T14:32:00.000Z")
    assert list(hub.holds.values()) == [kept.points or kept.amount_minor]


def test_more_than_there_is_says_how_much_is_left(shop: Till, hub: LedgerHub) -> None:
    refused = refusal(lambda: take(shop, amelias(shop), gift(50_01), waiting=waiting(hub)))

    assert (refused.code, refused.facts["left"]) == ("value_not_enough", "50.00")
    assert hub.holds == {}


def test_the_same_card_twice_is_held_for_both(shop: Till, hub: LedgerHub) -> None:
    basket = amelias(shop)
    first = take(shop, basket, gift(20_00), waiting=waiting(hub)).tender

    second = take(shop, basket, gift(30_00), [first], waiting=waiting(hub))

    assert second.told.left == 0
    assert list(hub.holds.values()) == [50_00]


def test_a_tender_that_is_undone_is_free_for_others(shop: Till, hub: LedgerHub) -> None:
    basket = amelias(shop)
    taken = take(shop, basket, gift(50_00), waiting=waiting(hub)).tender

    let_go(shop, basket, [taken])
    hub.pause(0)

    assert (hub.holds, look(shop, GIFT, waiting(hub)).left) == ({}, 50_00)


def test_a_look_holds_nothing(shop: Till, hub: LedgerHub) -> None:
    assert look(shop, GIFT, waiting(hub)) == Told("online", 50_00, "2026-11-21T14:32:00.000Z")
    assert refusal(lambda: look(shop, "gift:" + "0" * 32, waiting(hub))).code == "value_unknown"
    assert hub.holds == {}


@pytest.mark.parametrize(
    ("tender", "customer", "code"),
    [
        (Tender("gift_card", 5_00, CARD[:-1] + "C"), "C-1", "not_a_gift_card"),
        (Tender("store_credit", 5_00), "", "customer_needed"),
        (Tender("points", 0, points=250), "C-1", "points_steps"),
        (Tender("points", 0, points=100), "C-1", "points_steps"),
        (Tender("cheque", 5_00), "C-1", "unknown_tender"),
    ],
)
def test_what_cannot_pay_is_refused_before_anybody_is_asked(
    shop: Till, hub: LedgerHub, tender: Tender, customer: str, code: str
) -> None:
    basket = a_basket(shop, bought("JACKET"), customer=customer)

    assert refusal(lambda: take(shop, basket, tender, waiting=waiting(hub))).code == code
    assert hub.asked == []


# Without the hub


@pytest.fixture
def cut_off(shop: Till) -> Till:
    """A till whose line is down, and what it was told of Amelia half an hour ago."""
    link(shop, "offline")
    told(shop, "C-1", points=2480, credit=12_50, owed=40_00, limit=100_00)
    return shop


def offline(till: Till, tender: Tender, *, is_holder: bool = True) -> Tender:
    return take(till, amelias(till), tender, is_holder=is_holder).tender


@pytest.mark.parametrize(
    ("tender", "left"),
    [
        (Tender("points", 0, points=1200), None),  # half of the balance, 12.40, in steps of a hundred
        (Tender("points", 0, points=1300), "12.40"),
        (Tender("store_credit", 6_25), None),
        (Tender("store_credit", 6_26), "6.25"),
        (Tender("account", 60_00), None),
        (Tender("account", 60_01), "60.00"),
        (gift(15_00), None),
        (gift(15_01), "15.00"),
    ],
)
def test_without_the_hub_value_is_taken_within_the_caps(cut_off: Till, tender: Tender, left: str | None) -> None:
    if left is None:
        assert offline(cut_off, tender).mode == "offline"
    else:
        refused = refusal(lambda: offline(cut_off, tender))
        assert (refused.code, refused.facts["left"]) == ("offline_limit", left)


@pytest.mark.parametrize("tender", [Tender("points", 0, points=200), Tender("store_credit", 1_00)])
def test_without_the_hub_a_name_alone_spends_nothing(cut_off: Till, tender: Tender) -> None:
    assert refusal(lambda: offline(cut_off, tender, is_holder=False)).code == "offline_no_proof"


def test_a_balance_of_the_day_before_yesterday_is_too_old(cut_off: Till, clock: Clock) -> None:
    clock.moment += timedelta(hours=25)

    assert refusal(lambda: offline(cut_off, Tender("points", 0, points=200))).code == "offline_too_old"


@pytest.mark.parametrize(
    "tender", [gift(1_00), Tender("points", 0, points=100), Tender("store_credit", 1_00)], ids=lambda one: one.type
)
def test_a_shop_without_a_policy_takes_nothing_offline(cut_off: Till, tender: Tender) -> None:
    with cut_off.store.write() as tx:
        tx.settings.put_rule("programme", '{"points_per": "1.00", "value": "0.01"}')

    assert refusal(lambda: offline(cut_off, tender)).code == "offline_not_allowed"


def by_card(till: Till, *tenders: dict[str, Any], total: int = 24_00) -> Sale:
    """Amelia shows her card, pays with these and the rest in cash."""
    worth = sum(t["points"] if t["type"] == "points" else round(float(t["amount"]) * 100) for t in tenders)
    rest = [paid(total - worth)] if total > worth else []
    document = a_document(bought("FLASK"), tenders=[*tenders, *rest], customer="TL7710010005", staff="maya")
    return sell_document(till, document)


def test_the_caps_count_what_was_taken_before(cut_off: Till) -> None:
    by_card(cut_off, {"type": "points", "points": 800})

    assert refusal(lambda: offline(cut_off, Tender("points", 0, points=500))).facts["left"] == "4.40"
    assert refusal(lambda: by_card(cut_off, {"type": "points", "points": 500})).code == "offline_limit"
    assert value_rows(cut_off) == [(POINTS, "redeem", -8_00, "offline")]


def test_goods_that_points_paid_are_exchanged_for_the_same_without_any_points(cut_off: Till) -> None:
    """What points paid earned nothing when it was sold, and earns nothing when it is swapped."""
    sale = by_card(cut_off, {"type": "points", "points": 800})
    swap = a_document(returned(sale.receipt), bought("FLASK"), customer="C-1", staff="maya")

    once = sell_document(cut_off, swap)
    again = sell_document(cut_off, a_document(returned(once.receipt, 2), bought("FLASK"), customer="C-1", staff="maya"))

    assert (sale.points_earned, sale.lines[0].points_paid_minor) == (16, 8_00)
    assert [(one.points_earned, one.points_redeemed) for one in (once, again)] == [(0, 0), (0, 0)]
    assert [one.lines[1].points_paid_minor for one in (once, again)] == [8_00, 8_00]


def test_what_the_hub_has_counted_since_is_free_again(cut_off: Till) -> None:
    by_card(cut_off, {"type": "points", "points": 1200})

    told(cut_off, "C-1", points=1296)

    assert offline(cut_off, Tender("points", 0, points=600)).amount_minor == 6_00
    assert refusal(lambda: offline(cut_off, Tender("points", 0, points=700))).facts["left"] == "6.48"


def test_gift_cards_have_a_cap_of_their_own_and_one_for_the_day(cut_off: Till) -> None:
    by_card(cut_off, {"type": "gift_card", "code": CARD, "amount": "10.00"})
    by_card(cut_off, {"type": "gift_card", "code": OTHER_CARD, "amount": "12.00"})

    assert refusal(lambda: offline(cut_off, gift(6_00))).facts["left"] == "3.00"
    assert refusal(lambda: offline(cut_off, Tender("gift_card", 4_00, OTHER_CARD))).facts["left"] == "3.00"


# In the sale


def test_a_sale_paid_with_value_says_so_in_one_entry(cut_off: Till) -> None:
    sale = by_card(
        cut_off,
        {"type": "points", "points": 500},
        {"type": "gift_card", "code": CARD, "amount": "4.00"},
        {"type": "store_credit", "amount": "5.00"},
    )

    assert [(t.type, t.amount_minor, t.mode) for t in sale.tenders] == [
        ("points", 5_00, "offline"),
        ("gift_card", 4_00, "offline"),
        ("store_credit", 5_00, "offline"),
        ("cash", 10_00, None),
    ]
    assert sale.points_redeemed == 500
    assert value_rows(cut_off) == [
        (POINTS, "redeem", -5_00, "offline"),
        (GIFT, "redeem", -4_00, "offline"),
        (CREDIT, "redeem", -5_00, "offline"),
    ]
    assert prove(cut_off).problems == ()


def test_the_number_of_a_card_stands_nowhere_in_the_file(cut_off: Till) -> None:
    by_card(cut_off, {"type": "gift_card", "code": CARD, "amount": "4.00"})

    with cut_off.store.read() as tx:
        told_all = " ".join(str(row) for row in rows(tx, "SELECT body FROM journal"))
    assert CARD[2:] not in told_all.upper()


def test_a_refused_sale_lets_go_of_what_was_held(shop: Till, hub: LedgerHub) -> None:
    tenders = [{"type": "gift_card", "code": CARD, "amount": "10.00"}, paid(1_00)]

    with pytest.raises(Refused, match="under_paid"):
        _sell_online(shop, hub, a_document(bought("FLASK"), tenders=tenders, staff="maya"))

    hub.pause(0)
    assert hub.holds == {}


def test_money_of_a_refund_goes_back_onto_the_card_and_the_points(cut_off: Till) -> None:
    sale = by_card(cut_off, {"type": "points", "points": 500}, {"type": "gift_card", "code": CARD, "amount": "9.00"})
    back = [
        paid(-10_00),
        {"type": "gift_card", "code": CARD, "amount": "-9.00"},
        {"type": "points", "points": -500},
    ]

    refund = sell_document(cut_off, a_document(returned(sale.receipt), tenders=back, customer="C-1", staff="maya"))

    assert refund.points_redeemed == -500
    assert value_rows(cut_off)[2:] == [(GIFT, "refund", 9_00, "online"), (POINTS, "refund", 5_00, "online")]


def test_returned_money_goes_to_store_credit_only_with_a_yes(cut_off: Till) -> None:
    sale = sell(cut_off, bought("FLASK"), staff="maya", customer="C-1")
    onto = [{"type": "store_credit", "amount": "-24.00"}]
    back = returned(sale.receipt)

    with pytest.raises(Refused, match="approval_needed"):
        sell_document(cut_off, a_document(back, tenders=onto, customer="C-1", staff="maya"))
    sell_document(cut_off, a_document(back | {"approved_by": "sofia"}, tenders=onto, customer="C-1", staff="maya"))

    assert value_rows(cut_off) == [(CREDIT, "refund", 24_00, "online")]


def test_a_gift_card_is_sold_with_its_number_at_any_price(cut_off: Till) -> None:
    with pytest.raises(Refused, match="gift_card_needed"):
        sell(cut_off, bought("GIFT"), staff="maya")

    sale = sell(cut_off, bought("GIFT", unit_price="40.00", serial=CARD), bought("FLASK"), staff="maya", customer="C-1")

    assert sale.lines[0].serial == f"{GIFT}#209B"
    assert sale.points_earned == 24  # for the flask alone
    assert value_rows(cut_off) == [(GIFT, "load", 40_00, "online")]


def test_a_sold_gift_card_comes_back_only_while_the_hub_says_that_it_is_not_spent(shop: Till, hub: LedgerHub) -> None:
    sale = sell(shop, bought("GIFT", unit_price="60.00", serial=CARD), staff="maya")
    back = a_document(returned(sale.receipt), tenders=[paid(-60_00)], staff="maya")

    with pytest.raises(Refused, match="gift_card_spent"):
        _sell_online(shop, hub, back)
    hub.balances[GIFT] = 60_00
    _sell_online(shop, hub, back)

    assert value_rows(shop)[-1] == (GIFT, "adjust", -60_00, "online")


def test_a_voucher_pays_once_at_a_till(shop: Till) -> None:
    voucher = {"type": "voucher", "amount": "24.00", "code": "V-77"}
    sale = sell_document(shop, a_document(bought("FLASK"), tenders=[voucher]))

    with pytest.raises(Refused, match="voucher_used"):
        sell_document(shop, a_document(bought("FLASK"), tenders=[voucher]))
    sell_document(shop, a_document(returned(sale.receipt), tenders=[voucher | {"amount": "-24.00"}]))

    assert sell_document(shop, a_document(bought("FLASK"), tenders=[voucher])).tenders[0].reference == "V-77"


def test_a_gift_card_that_no_ledger_keeps_is_sold_with_a_warning(shop: Till) -> None:
    alone = sell(shop, bought("FLASK"), bought("GIFT"), bought("GIFT", serial=OTHER_CARD))
    back = sell(shop, returned(alone.receipt, 2))
    with on_line(shop):
        joined = sell(shop, bought("GIFT", serial=CARD), staff="maya")

    assert [(one.code, one.line) for one in alone.warnings] == [(WITHOUT_LEDGER, 2), (WITHOUT_LEDGER, 3)]
    assert (back.warnings, joined.warnings) == ((), ())


@pytest.mark.parametrize("kind", ["gift_card", "store_credit"])
def test_a_till_without_a_hub_takes_no_value_that_stands_there(shop: Till, kind: str) -> None:
    tender = {"type": kind, "amount": "24.00", "code": CARD}

    with pytest.raises(Refused, match="tender_needs_hub"):
        sell_document(shop, a_document(bought("FLASK"), tenders=[tender], customer="C-1", id=new_id()))


def _sell_online(till: Till, hub: LedgerHub, document: Any) -> Sale:
    """The hub answers beside the till, as its synchroniser does."""
    done = Event()

    def serve() -> None:
        while not done.wait(0.01):
            hub.pause(0)

    server = Thread(target=serve)
    server.start()
    try:
        return sell_document(till, document)
    finally:
        done.set()
        server.join()
