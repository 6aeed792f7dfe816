"""Selling in the words of the shop: what is scanned, typed and pressed becomes a basket, and a basket becomes words."""

import pytest

from tests.ui.selling import Selling
from ui.sell.view import BannerView


@pytest.fixture
def selling() -> Selling:
    return Selling()


def test_a_scan_adds_a_line_selects_it_and_says_so(selling: Selling) -> None:
    selling.presenter.scanned("FLASK")

    assert [(line.quantity, line.total, line.selected) for line in selling.basket.lines] == [("1", "£24.00", True)]
    assert selling.shown.scan is not None
    assert selling.shown.scan.text.endswith("ml added")
    assert selling.till.sounds == ["scanOk"]


def test_the_same_code_again_counts_up_on_its_line(selling: Selling) -> None:
    for code in ("SOCK", "FLASK", "SOCK"):
        selling.presenter.scanned(code)

    assert [(line.name[:6], line.quantity) for line in selling.basket.lines] == [("Merino", "2"), ("Stainl", "1")]
    assert selling.basket.lines[0].selected
    assert [chip.text for chip in selling.basket.lines[0].chips] == ["2 for £30"]
    assert selling.basket.lines[0].was == "£36.00"


def test_every_change_of_the_basket_is_kept_as_a_draft(selling: Selling) -> None:
    selling.presenter.scanned("SOCK")
    selling.presenter.lines.stepped(1)
    selling.presenter.lines.removed()

    assert [[line.qty_milli for line in basket.lines] for basket in selling.till.kept] == [[1000], [2000], []]


def test_an_unknown_code_adds_nothing_and_scanning_goes_on(selling: Selling) -> None:
    selling.presenter.scanned("5012349999995")
    banner = selling.shown.banner
    selling.presenter.scanned("MAP")

    assert banner is not None
    assert banner.title == "5012349999995 is not in the catalogue"
    assert [name for name, _ in banner.choices] == ["find", "open_item"]
    assert selling.names() == ["Trail Map 1:25 000, Northgate Moors"]
    assert selling.shown.banner is None
    assert selling.till.sounds == ["scanUnknown", "scanOk"]


def test_a_code_that_is_refused_says_why_and_what_became_of_it(selling: Selling) -> None:
    selling.presenter.scanned("EXPIRED")

    assert selling.shown.banner == BannerView("Sentence for lot_expired.", "Nothing was added.")
    assert selling.basket.lines == ()


def test_one_less_stops_at_one(selling: Selling) -> None:
    selling.presenter.scanned("FLASK")

    selling.presenter.lines.stepped(-1)

    assert selling.basket.lines[0].quantity == "1"


@pytest.mark.parametrize(("typed", "taken"), [("12", "12"), ("0", "1"), ("1.5", "1"), ("-3", "1"), ("", "1")])
def test_pieces_are_whole_and_above_zero(selling: Selling, typed: str, taken: str) -> None:
    selling.presenter.scanned("FLASK")
    selling.presenter.lines.quantity_asked()

    good = selling.presenter.lines.quantity_given(typed)

    assert selling.basket.lines[0].quantity == taken
    assert bool(selling.shown.refused) is not good


def test_what_is_not_possible_is_disabled_with_its_reason(selling: Selling) -> None:
    selling.till.missing["drawer"] = "No drawer is set up"
    selling.presenter.new_sale()

    reasons = {name: view.reason for name, view in selling.shown.actions.items()}

    assert reasons["hold"] == "The basket is empty."
    assert reasons["recall"] == "No sale is held."
    assert reasons["drawer"] == "No drawer is set up"
    assert reasons["return"] == ""


def test_actions_elsewhere_are_handed_on_unless_they_are_disabled(selling: Selling) -> None:
    selling.till.missing["drawer"] = "No drawer is set up"

    for name in ("return", "drawer", "customer"):
        selling.presenter.act(name)

    assert selling.till.done == [("return", ""), ("customer", "")]


def test_an_empty_basket_cannot_be_paid(selling: Selling) -> None:
    selling.presenter.pay()
    selling.presenter.scanned("MAP")
    selling.presenter.pay()

    assert [priced.total_minor for priced in selling.paid] == [9_99]


def test_what_was_told_about_a_scan_is_over_when_it_goes_to_pay(selling: Selling) -> None:
    selling.presenter.scanned("MAP")
    selling.presenter.scanned("5012349999995")
    told = selling.shown.banner

    selling.presenter.pay()

    assert told is not None
    assert selling.shown.banner is None


def test_a_note_stays_with_its_line(selling: Selling) -> None:
    selling.presenter.scanned("MAP")
    line = selling.presenter.basket.lines[0]
    selling.presenter.lines.note_asked(line.line_id)

    selling.presenter.lines.note_given("  for   the rucksack ")

    assert selling.presenter.basket.lines[0].note == "for the rucksack"
    assert selling.basket.lines[0].noted


def test_emptying_the_basket_is_told_to_the_till(selling: Selling) -> None:
    selling.presenter.scanned("MAP")

    selling.presenter.void()

    assert [len(basket.lines) for basket in selling.till.voided] == [1]
    assert selling.basket.lines == ()
