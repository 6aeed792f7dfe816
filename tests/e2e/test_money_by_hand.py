"""Everything about money at the till, once with keys alone and once with fingers alone."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from pos.domain.codes import gift_card_code
from pos.domain.sale import Sale
from pos.services.demo import HUB
from sync.hub.identity import open_hub
from sync.hub.imports.file import import_file
from tests.e2e.hands import Fingers, Hands, Keys
from tests.e2e.window import a_demo
from ui.demo_world import DATABASE, make_world
from ui.sell.held_dialog import HeldDialog
from ui.shift.day_desk import EXPORTS

pytestmark = pytest.mark.lengthy

MAYA, JAMES = "2580", "4826"
GOODS = """sku,name,price,tax,kind,serial,min_age,barcodes
GPS,Trail GPS,199.00,standard,each,required,,4006381333931
WINE,Picnic Wine,12.00,standard,each,,18,4006381333948
REPAIR,Repair,1.00,standard,open_price,,,4006381333955
"""
JACKET, SOCKS = "5012345600222", "5012345601144"
AMELIA, TOMASZ, SILVER = "TL7710010005", "TL7710020376", "TL7710041117"
CARD_IN_USE, NEW_CARD = "TGNRTHGATE26044471", gift_card_code(bytes(10))


@pytest.fixture(scope="module")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, with goods in it that need more than a code."""
    folder: Path = tmp_path_factory.mktemp("demo")
    assert make_world(folder)
    goods = folder / "goods.csv"
    goods.write_text(GOODS)
    hub = open_hub(DATABASE, folder / HUB, now=lambda: datetime.now(UTC))
    assert not import_file(hub, "products", goods).problems
    hub.engine.dispose()
    return folder


@pytest.fixture(scope="module", params=[Keys, Fingers])
def window(
    request: pytest.FixtureRequest, made_demo: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hands]:
    """The window of a demo of its own, for all that is done with these hands."""
    folder = tmp_path_factory.mktemp("hands") / "demo"
    with a_demo(Path(shutil.copytree(made_demo, folder)), request.param) as one:
        yield one


@pytest.fixture
def hands(window: Hands) -> Hands:
    """Maya at the till with a shift open and an empty basket, whatever was done before."""
    if not window.app.session.signed_in:
        sign_in(window, "maya", MAYA)
    if not is_open(window):
        window.press_when_calm("as-left")
    window.see("a shift is open", lambda: is_open(window))
    window.page("sell")
    window.see("the goods have come", lambda: known(window, "REPAIR"))
    return window


def is_open(one: Hands) -> bool:
    with one.app.till.store.read() as tx:
        return tx.shifts.open() is not None


def known(one: Hands, sku: str) -> bool:
    with one.app.till.store.read() as tx:
        return tx.products.by_sku(sku) is not None


def sign_in(one: Hands, staff_id: str, pin: str) -> None:
    one.press_on(f"person-{staff_id}")
    one.pin(pin)
    one.see(f"{staff_id} is signed in", lambda: one.app.session.signed_in)


def newest(one: Hands) -> Sale:
    with one.app.till.store.read() as tx:
        return tx.sales.newest()[0]


def pay(one: Hands) -> None:
    one.press_on("pay")
    one.see("what is to be paid is shown", lambda: one.app.selling.step == "pay")
    one.rest()


def done(one: Hands) -> Sale:
    one.see("the sale is complete", lambda: one.app.selling.step == "complete")
    sale = newest(one)
    one.press_when_calm("new-sale")
    one.see("the next sale can begin", lambda: one.app.selling.step == "sell")
    return sale


def in_basket(one: Hands, lines: int) -> None:
    one.see(f"{lines} lines are in the basket", lambda: len(one.app.selling.sell.basket.lines) == lines)


def test_value_of_every_kind_pays_for_one_sale(hands: Hands) -> None:
    basket_of(hands, JACKET, customer=AMELIA)
    pay(hands)
    hands.press_on("tender-points")
    hands.press_on("take-value")
    taken(hands, "points")
    hands.see("nothing is asked any more", lambda: not hands.app.selling.pay_screen.dialogs.open_dialog)
    hands.press_when_calm("tender-store_credit")
    taken(hands, "points", "store_credit")
    hands.press_when_calm("tender-gift_card")
    hands.asked("gift-card-number")
    hands.code(CARD_IN_USE)
    taken(hands, "points", "store_credit", "gift_card")
    other_means(hands, "voucher")
    hands.write_words("voucher-number", "GV-47110815")
    hands.write("voucher-amount", "5.00")
    hands.press_on("take-value")
    taken(hands, "points", "store_credit", "gift_card", "voucher")
    hands.press_when_calm("primary")

    sale = done(hands)

    assert [tender.type for tender in sale.tenders] == ["points", "store_credit", "gift_card", "voucher", "card"]


def test_a_split_is_undone_and_paid_on_account(hands: Hands) -> None:
    basket_of(hands, SOCKS, customer=TOMASZ)
    pay(hands)
    hands.press_on("split")
    hands.press_on("choice-2")
    hands.press_when_calm("take-cash")
    taken(hands, "cash")
    undo(hands)
    taken(hands)
    other_means(hands, "account")
    taken(hands, "account")
    hands.press_when_calm("note-0")

    sale = done(hands)

    assert [(tender.type, tender.amount_minor) for tender in sale.tenders] == [("account", 9_00), ("cash", 9_00)]


def test_goods_are_sold_with_all_that_is_asked_about_them(hands: Hands) -> None:
    hands.code("GIFT")
    hands.asked("serial")
    hands.code(NEW_CARD)
    in_basket(hands, 1)
    hands.code("4006381333931")
    hands.asked("serial")
    hands.code("SN-17")
    in_basket(hands, 2)
    hands.code("4006381333948")
    hands.press_on("age-yes")
    in_basket(hands, 3)
    hands.code("4006381333955")
    hands.write("open-price", "12.50")
    hands.press_on("take-price")
    in_basket(hands, 4)
    of_line(hands, "line_salesperson")
    hands.press_on("choice-daniel")
    advised(hands, "daniel")
    pay(hands)
    hands.press_on("note-0")

    sale = done(hands)

    assert [line.sku for line in sale.lines] == ["GIFT", "GPS", "WINE", "REPAIR"]
    assert [line.serial[-4:] for line in sale.lines] == [f"{NEW_CARD[-4:]}", "N-17", "", ""]
    assert (sale.lines[3].unit_price_minor, sale.lines[3].salesperson) == (12_50, "daniel")


def test_what_a_cashier_may_not_give_away_somebody_allows_in_place(hands: Hands) -> None:
    basket_of(hands, JACKET)
    of_line(hands, "line_discount")
    hands.press_on("percent-50")
    hands.press_on("reason-0")
    hands.press_on("apply-discount")
    hands.agree("James", JAMES)
    costs(hands, 94_50)
    hands.code(SOCKS)
    in_basket(hands, 2)
    of_line(hands, "line_discount")
    hands.press_on("segment-price")
    hands.write("discount-amount", "12.00")
    hands.press_on("reason-2")
    hands.press_on("apply-discount")
    hands.agree("James", JAMES)
    costs(hands, 106_50)
    hands.code(SILVER)
    hands.code("NORTH10")
    hands.see("the coupon is in the basket", lambda: hands.app.selling.sell.basket.coupons)
    costs(hands, 97_05)
    hands.press_on("action-hold")
    in_basket(hands, 0)
    hands.press_on("action-recall")
    hands.press_on(held(hands))
    in_basket(hands, 2)
    pay(hands)
    hands.press_on("note-0")

    sale = done(hands)

    assert sale.total_minor == 97_05
    assert {line.approved_by for line in sale.lines} == {"james"}


def test_the_whole_basket_is_discounted_by_somebody_who_may_with_a_note_why(hands: Hands) -> None:
    basket_of(hands, JACKET, SOCKS)
    hands.press_on("action-discount")
    hands.press_on("percent-50")
    hands.press_on("reason-0")
    hands.press_on("apply-discount")
    hands.agree("James", JAMES)
    costs(hands, 103_50)
    hands.press_on("action-note")
    hands.write_words("note", "Torn box, seam open.")
    hands.enter()
    hands.see("the note is kept", lambda: hands.app.selling.sell.basket.note == "Torn box, seam open.")
    pay(hands)
    hands.press_on("note-0")

    sale = done(hands)

    assert sale.total_minor == 103_50
    assert approvals(hands)[-1] == ("maya", "james")


def test_goods_come_back_with_a_receipt_without_one_and_for_others(hands: Hands) -> None:
    first, second = sold(hands, SOCKS), sold(hands, SOCKS)
    hands.page("returns")
    take_back(hands, first)
    hands.press_when_calm("refund-money")
    given_back = done(hands)
    hands.page("returns")
    hands.press_on("start-without")
    hands.asked("return-field")
    hands.code(SOCKS)
    reason_of_first(hands)
    hands.press_when_calm("refund-money")
    hands.agree("James", JAMES)
    without = done(hands)
    hands.page("returns")
    take_back(hands, second)
    hands.press_on("exchange")
    hands.see("what comes back is in the basket", lambda: hands.app.shell.page == "sell")
    hands.code(SOCKS)
    in_basket(hands, 2)
    pay(hands)
    hands.press_when_calm("primary")

    exchanged = done(hands)

    assert [given_back.total_minor, without.total_minor] == [-first.total_minor] * 2
    assert (exchanged.total_minor, [line.qty_milli for line in exchanged.lines]) == (0, [-1000, 1000])


def test_the_drawer_is_counted_blind_and_the_day_is_read_and_written(hands: Hands) -> None:
    sold(hands, SOCKS)
    hands.page("shift")
    hands.press_on("cash-in-out")
    for kind, amount in (("paid_in", "20.00"), ("paid_out", "5.00"), ("dropped", "10.00")):
        hands.press_on(f"segment-{kind}")
        hands.choose("cash-reason", "")
        hands.write("cash-amount", amount)
        hands.press_when_calm("book-cash")
        if kind == "paid_out":
            hands.agree("James", JAMES)
        hands.see(f"{kind} is booked", partial(moved, hands, kind))
    hands.page("sell")
    hands.press_on("user-pill")
    sign_in(hands, "maya", MAYA)
    hands.page("shift")
    hands.press_on("print-again")
    hands.press_on("export")
    written(hands, "x-*.json")
    hands.press_on("reports")
    hands.agree("James", JAMES)
    hands.choose("which-report", "means of payment")
    hands.press_on("export-days")
    written(hands, "tender*.csv", "tender*.json")
    hands.page("shift")
    hands.press_on("close-shift")
    hands.count(50_00)
    hands.press_when_calm("primary")
    hands.choose("reason", "")
    hands.press_when_calm("close-and-print")
    hands.agree("James", JAMES)
    hands.see("the shift is closed", lambda: hands.app.shift_screen.report.foot.sign_out.isVisible())
    hands.press_on("sign-out")

    hands.see("nobody is signed in", lambda: hands.app.shell.page == "sign-in")

    with hands.app.till.store.read() as tx:
        assert tx.shifts.open() is None


def approvals(one: Hands) -> list[tuple[str, str]]:
    """Who asked and who said yes, as the journal tells it."""
    with one.app.till.store.read() as tx:
        given = [entry for _n, entry in tx.journal.read() if entry.kind == "approval_given"]
    return [(entry.staff, str(entry.content["approved_by"])) for entry in given]


def moved(one: Hands, kind: str) -> bool:
    """Kept, and the page is ready for the next."""
    with one.app.till.store.read() as tx:
        opened = tx.shifts.open()
        assert opened is not None
        is_kept = any(row.kind == kind for row in tx.shifts.cash_moved(opened.shift))
    return is_kept and not one.app.shift_screen.cash.form.amount.text()


def written(one: Hands, *patterns: str) -> None:
    folder = one.app.till.home / EXPORTS
    one.see(f"{patterns} are written", lambda: all(any(folder.glob(pattern)) for pattern in patterns))


def sold(one: Hands, code: str) -> Sale:
    basket_of(one, code)
    pay(one)
    one.press_on("note-0")
    return done(one)


def take_back(one: Hands, sale: Sale) -> None:
    one.write_words("return-field", sale.receipt)
    one.enter()
    one.press_on("tick-line-1")
    reason_of_first(one)


def reason_of_first(one: Hands) -> None:
    one.see("a reason is asked for", lambda: one.boxes("reason-"))
    one.choose(one.boxes("reason-")[0].objectName(), "")


def basket_of(one: Hands, *codes: str, customer: str = "") -> None:
    for code in codes:
        one.code(code)
    in_basket(one, len(codes))
    if customer:
        one.code(customer)
        one.see("the customer is in the basket", lambda: one.app.selling.sell.basket.customer_id)


def taken(one: Hands, *kinds: str) -> None:
    one.see(f"{kinds} are taken", lambda: tuple(tender.type for tender in one.app.selling.pay.taken) == kinds)


def undo(one: Hands) -> None:
    """The last tender that was taken."""
    one.rest()
    one.press_on_widget(lambda: one.app.selling.pay_screen.taken.rows[-1].undo)


def other_means(one: Hands, kind: str) -> None:
    one.press_when_calm("pay-more")
    one.press_on(f"choice-{kind}")


def of_line(one: Hands, what: str) -> None:
    """Something about the selected line, from the list of what can be done."""
    one.press_on("action-more")
    one.press_on(f"choice-{what}")


def advised(one: Hands, staff_id: str) -> None:
    one.see(f"{staff_id} advised", lambda: one.app.selling.sell.basket.lines[-1].salesperson == staff_id)


def costs(one: Hands, minor: int) -> None:
    one.see(f"it costs {minor}", lambda: one.app.selling.sell.priced.total_minor == minor)


def held(one: Hands) -> str:
    one.see("what is held is listed", one.dialogs)
    dialog = one.dialogs()[-1]
    assert isinstance(dialog, HeldDialog)
    return f"choice-{next(iter(dialog.rows))}"
