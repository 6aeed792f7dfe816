"""Paying in the words of the shop: parts, change, rounding, undo; and nothing is ever lost or paid twice."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pos.domain.basket import Basket
from pos.domain.failures import Unavailable
from pos.domain.priced import PricedBasket
from pos.domain.sale import Sale
from pos.domain.tax import CashRounding
from pos.domain.tender import Tender
from tests.ui.northgate import Northgate, pounds, price
from tests.ui.pay_page import Desk, amelias_basket
from ui.pay.presenter import PayPresenter
from ui.pay.value_desk import ValueDesk
from ui.pay.view import CardAskView, PayBanner, PayView, PointsAskView, SplitView, VoucherAskView
from ui.pay.words import PayWords


class Asked:
    """The dialogs, as far as they were opened, and what they said."""

    def __init__(self) -> None:
        self.ways: tuple[SplitView, ...] = ()
        self.card: CardAskView | None = None
        self.points: PointsAskView | None = None
        self.voucher: VoucherAskView | None = None
        self.means: tuple[tuple[str, str], ...] = ()
        self.worth = self.problem = ""
        self.closed = 0

    def choose_split(self, ways: tuple[SplitView, ...]) -> None:
        self.ways = ways

    def ask_card(self, view: CardAskView) -> None:
        self.card = view

    def ask_points(self, view: PointsAskView) -> None:
        self.points = view

    def ask_voucher(self, view: VoucherAskView) -> None:
        self.voucher = view

    def choose_means(self, rows: tuple[tuple[str, str], ...]) -> None:
        self.means = rows

    def show_points_worth(self, words: str) -> None:
        self.worth = words

    def refuse(self, words: str) -> None:
        self.problem = words

    def close_dialog(self) -> None:
        self.closed += 1


class Shown:
    def __init__(self) -> None:
        self.dialogs = Asked()
        self.view: PayView | None = None
        self.amounts: list[str] = []
        self.banner: PayBanner | None = None
        self.toast: tuple[str, Callable[[], None] | None] = ("", None)

    def show_title(self, title: str, subtitle: str) -> None:
        self.title = (title, subtitle)

    def show_pay(self, view: PayView) -> None:
        self.view = view

    def show_amount(self, text: str) -> None:
        self.amounts.append(text)

    def show_banner(self, banner: PayBanner | None) -> None:
        self.banner = banner

    def say(self, words: str, icon: str, undo: Callable[[], None] | None) -> None:
        self.toast = (words, undo)


class Paying:
    """Amelia's basket of £243.29, opened a second ago."""

    def __init__(self, **desk: object) -> None:
        self.desk, self.shown = Desk(**desk), Shown()  # type: ignore[arg-type]
        self.sales: list[Sale] = []
        self.went_back: list[str] = []
        self.presenter = PayPresenter(
            self.shown, self.desk.shop(), PayWords(), self.sales.append, self.went_back.append
        )
        self.presenter.start(amelias_basket())
        self.desk.now_ms += 1_000

    @property
    def value(self) -> ValueDesk:
        assert self.presenter.value is not None
        return self.presenter.value

    @property
    def view(self) -> PayView:
        assert self.shown.view is not None
        return self.shown.view


def test_what_is_due_is_shown_with_its_tax_and_likely_notes() -> None:
    paying = Paying()

    assert (paying.view.due.label, paying.view.due.amount, paying.view.due.aside) == (
        "To pay",
        "£243.29",
        "VAT £38.88 included",
    )
    assert [(note.amount, note.detail) for note in paying.view.notes] == [
        ("£243.29", "exact"),
        ("£245", ""),
        ("£250", ""),
        ("£260", ""),
    ]
    assert paying.view.basket.count == "6 items"


def test_one_press_pays_all_by_card() -> None:
    paying = Paying()

    paying.presenter.taking.primary("")

    assert [settled.tenders for _, settled in paying.desk.booked] == [(Tender("card", 243_29),)]
    assert len(paying.sales) == 1


def test_more_cash_than_needed_gives_change() -> None:
    paying = Paying()

    paying.presenter.taking.cash(250_00)

    assert paying.desk.booked[0][1].change_minor == 6_71


def test_parts_are_taken_until_nothing_is_left() -> None:
    paying = Paying()

    paying.presenter.taking.cash_typed("100")
    due = paying.view.due
    paying.presenter.taking.primary("")

    assert (due.label, due.amount, due.aside) == ("Left to pay", "£143.29", "of £243.29 total")
    assert paying.desk.booked[0][1].tenders == (Tender("cash", 100_00), Tender("card", 143_29))


def test_a_typed_amount_before_card_makes_it_a_part() -> None:
    paying = Paying()

    paying.presenter.taking.primary("43.29")

    assert paying.view.due.amount == "£200.00"
    assert [taken.label for taken in paying.view.taken] == ["Card, approved on the terminal"]


def test_a_card_takes_no_more_than_is_due() -> None:
    paying = Paying()

    paying.presenter.taking.primary("300")

    assert paying.shown.banner == PayBanner("Sentence for over_paid.", "Nothing was taken.")
    assert paying.view.taken == ()


@pytest.mark.parametrize("typed", ["abc", "0", "1.2.3.x"])
def test_what_is_no_amount_is_said_and_takes_nothing(typed: str) -> None:
    paying = Paying()

    paying.presenter.taking.cash_typed(typed)

    assert paying.shown.banner == PayBanner("That is not an amount.", "Type it like 20 or 20.50.")
    assert paying.presenter.taken == ()


def test_a_tender_can_be_undone_and_taken_again() -> None:
    paying = Paying()
    paying.presenter.taking.cash_typed("100")
    paying.presenter.taking.undo(0)
    left, (_, again) = paying.view.due.amount, paying.shown.toast

    assert again is not None
    again()

    assert left == "£243.29"
    assert paying.view.due.amount == "£143.29"


def test_undoing_a_card_says_what_is_left_to_do_on_the_terminal() -> None:
    paying = Paying()
    paying.presenter.taking.primary("50")

    paying.presenter.taking.undo(0)

    assert paying.shown.toast[0] == "Card £50.00 taken back here: give it back on the terminal too"


def test_cash_is_rounded_to_the_smallest_coin_and_says_so() -> None:
    paying = Paying(cash=CashRounding(5))
    shown = paying.view

    paying.presenter.taking.cash(paying.view.notes[0].minor)

    assert shown.due.rounding == "Cash £243.30, rounded by +£0.01"
    assert shown.notes[0].amount == "£243.30"
    assert paying.desk.booked[0][1].rounding_minor == 1
    assert paying.desk.booked[0][1].change_minor == 0


def given_back(minor: int) -> PricedBasket:
    """Socks that come back at this price."""
    line = replace(Northgate().find_code("SOCK"), is_return=True, unit_price_minor=minor, source="override")
    return price(Basket("returned").add(line))


@pytest.mark.parametrize(
    ("due", "note", "rounding"),
    [
        (3_34, "£3.35", "Cash £3.35, rounded by +£0.01"),
        (3_36, "£3.35", f"Cash £3.35, rounded by {pounds(-1)}"),
        (2, "£0.00", f"Cash £0.00, rounded by {pounds(-2)}"),
        (3_35, "£3.35", ""),
    ],
)
def test_what_is_given_back_in_cash_is_rounded_too_and_one_tap_gives_it(due: int, note: str, rounding: str) -> None:
    paying = Paying(cash=CashRounding(5))
    paying.presenter.start(given_back(due))
    paying.desk.now_ms += 1_000
    shown = paying.view

    paying.presenter.taking.cash(shown.notes[0].minor)

    assert (shown.due.amount, shown.due.rounding) == (pounds(due), rounding)
    assert [one.amount for one in shown.notes] == [note]
    assert [(pounds(-one.amount_minor), one.type) for one in paying.desk.booked[0][1].tenders] == [(note, "cash")]


def test_all_of_it_typed_as_cash_gives_back_what_there_are_coins_for() -> None:
    paying = Paying(cash=CashRounding(5))
    paying.presenter.start(given_back(3_34))
    paying.desk.now_ms += 1_000

    paying.presenter.taking.cash_typed("3.34")

    assert paying.desk.booked[0][1].tenders == (Tender("cash", -3_35),)


def test_card_is_never_rounded() -> None:
    paying = Paying(cash=CashRounding(5))

    paying.presenter.taking.primary("")

    assert paying.desk.booked[0][1].tenders == (Tender("card", 243_29),)


def test_the_key_that_opened_the_page_does_not_pay_on_it() -> None:
    paying = Paying()
    paying.presenter.start(amelias_basket())

    paying.desk.now_ms += 399
    paying.presenter.taking.primary("")
    too_soon = len(paying.sales)
    paying.desk.now_ms += 1
    paying.presenter.taking.primary("")

    assert too_soon == 0
    assert len(paying.sales) == 1


def test_everything_is_locked_while_the_sale_is_booked_and_it_is_booked_once() -> None:
    paying = Paying(slow=True)
    paying.presenter.taking.primary("")
    locked = paying.view.locked

    paying.presenter.taking.primary("")
    paying.presenter.taking.cash(250_00)
    paying.presenter.taking.undo(0)
    paying.presenter.back()
    paying.presenter.scanned("MAP")
    for finish in paying.desk.waiting:
        finish()

    assert locked == "Booking the sale"
    assert len(paying.desk.booked) == 1
    assert paying.went_back == []
    assert len(paying.sales) == 1


def test_a_sale_that_cannot_be_booked_keeps_what_was_paid_and_is_tried_again() -> None:
    paying = Paying(failing=Unavailable("disk_full"))
    paying.presenter.taking.primary("")
    banner, view = paying.shown.banner, paying.view
    paying.desk.failing = None

    paying.presenter.taking.primary("")

    assert banner is not None
    assert banner.title == "Sentence for disk_full."
    assert (view.due.label, view.primary.label, view.locked) == ("Nothing left to pay", "Finish the sale", "")
    assert len(paying.sales) == 1
    assert paying.desk.booked[0][1].tenders == (Tender("card", 243_29),), "the card is not charged again"


def test_going_back_keeps_the_basket_and_what_was_taken() -> None:
    paying = Paying()
    paying.presenter.taking.cash_typed("100")
    paying.presenter.back()

    paying.presenter.start(amelias_basket())

    assert paying.went_back == [""]
    assert paying.view.due.amount == "£143.29"


def test_another_basket_begins_without_the_tenders_of_the_one_before() -> None:
    paying = Paying()
    paying.presenter.taking.cash_typed("100")
    other = Basket("other").add(Northgate().find_code("MAP"))

    paying.presenter.start(price(other))

    assert paying.view.due.amount == "£9.99"


def test_a_scan_goes_back_to_the_basket_until_something_is_paid() -> None:
    paying = Paying()

    paying.presenter.scanned("MAP")
    paying.presenter.taking.cash_typed("1")
    paying.presenter.scanned("MAP")

    assert paying.went_back == ["MAP"]
    assert paying.desk.sounds == ["blocked"]
    assert paying.shown.banner is not None
    assert paying.shown.banner.title == "A payment is already taken."


def test_splitting_equally_adds_up_to_the_penny() -> None:
    paying = Paying()
    paying.presenter.split_asked()
    words = [(way.title, way.detail) for way in paying.shown.dialogs.ways[:2]]
    paying.presenter.split_chosen(3)
    for _ in range(3):
        paying.presenter.taking.cash_typed(paying.shown.amounts[-1])

    assert words == [("Among 2", "£121.65, the last £121.64"), ("Among 3", "£81.10, the last £81.09")]
    assert [tender.amount_minor for tender in paying.desk.booked[0][1].tenders] == [81_10, 81_10, 81_09]
    assert paying.desk.booked[0][1].change_minor == 0


def test_means_that_cannot_be_used_say_why_and_do_nothing() -> None:
    paying = Paying()

    paying.presenter.taking.other("points")

    assert {tile.kind: tile.reason for tile in paying.view.tiles}["points"] == "No programme at this till"
    assert paying.presenter.taken == ()


def test_a_gift_card_pays_what_is_on_it() -> None:
    paying = Paying(missing={})

    paying.presenter.taking.other("gift_card")
    paying.value.card_given("TG00G40R40M30E209B")

    assert paying.view.due.amount == "£193.29"
    assert [(row.label, row.detail) for row in paying.view.taken] == [("Gift card ending 4471", "£0.00 left on card")]


def test_a_basket_with_a_payment_is_not_held() -> None:
    paying = Paying()
    paying.presenter.hold()
    paying.presenter.taking.cash_typed("10")

    paying.presenter.hold()

    assert paying.desk.asked == ["hold"]
    assert paying.view.hold_reason == "A payment is already taken."
