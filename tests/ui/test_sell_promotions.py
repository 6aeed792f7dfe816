"""Coupons and offers on the Sell screen: what they give, why nothing, and the way to apply or to take back."""

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton

from pos.domain import pricing
from pos.domain.basket import Basket
from pos.domain.catalogue import Catalogue
from pos.domain.failures import Refused
from pos.domain.pricing import price
from pos.services.mailed_offers import MailedOffer
from tests.make import a_catalogue, a_context, a_line, a_product
from tests.ui import gallery
from tests.ui.northgate import Northgate, pounds
from tests.ui.selling import Shown
from ui.sell.presenter import SellPresenter
from ui.sell.promotion_list import PromotionList
from ui.sell.promotion_views import Known, promotion_views
from ui.sell.promotion_words import PromotionWords
from ui.sell.view import PromotionView
from ui.sell.words import SellWords
from ui.theme import Mode

SPRING = {"id": "P-SPRING", "name": "Spring 10 %", "when": {"coupon": "SPRING10"}, "give": {"percent": "10"}}
LARGE = {
    "id": "P-LARGE",
    "name": "£5 off",
    "phase": "order",
    "when": {"min_subtotal": "22.10"},
    "give": {"amount": "5.00", "spread": "across"},
}
STAFF = {"id": "P-STAFF", "name": "Friends 20 %", "auto": False, "give": {"percent": "20"}}
MAILED = MailedOffer("P-STAFF", "20 % for you", "", False, "2026-11-30T00:00:00.000Z")


def unlocked_by(code: str) -> tuple[str, ...]:
    return ("P-SPRING",) if code.casefold() == "spring10" else ()


def rows(
    *promotions: dict[str, Any], mailed: tuple[MailedOffer, ...] = (), pieces: int = 1, **basket: Any
) -> tuple[PromotionView, ...]:
    bought = Basket("0190c8f2-0000-7000-8000-000000000001", (a_line(a_product(), pieces),), **basket)
    priced = price(bought, a_catalogue(*promotions), a_context())
    return promotion_views(priced, Known(unlocked_by, mailed), PromotionWords(), pounds, lambda at: at[8:10] + " Nov")


def test_a_coupon_says_what_it_takes_off_and_can_be_taken_back() -> None:
    (row,) = rows(SPRING, coupons=("spring10",))

    assert (row.text, row.act, row.key, row.tone) == ("spring10: −£1.80", "remove", "spring10", "promo.fg")


def test_a_coupon_that_gives_nothing_says_why() -> None:
    late = SPRING | {"when": {"coupon": "SPRING10", "until": "2026-01-01"}}

    (row,) = rows(late, coupons=("SPRING10",))

    assert (row.text, row.act, row.tone) == ("SPRING10 has ended.", "remove", "warning.fg")


def test_what_is_nearly_reached_is_said_in_money() -> None:
    (row,) = rows(LARGE)

    assert (row.text, row.act) == ("£4.10 more for £5 off.", "")


def test_only_the_nearest_of_what_is_missing_is_said() -> None:
    further = LARGE | {"id": "P-FAR", "when": {"min_subtotal": "99.00"}}

    assert [row.text for row in rows(further, LARGE)] == ["£4.10 more for £5 off."]


def test_what_the_fewest_pieces_are_missing_for_is_said_beside_the_money() -> None:
    trio = {"id": "P-TRIO", "name": "Trio", "when": {"min_qty": "3"}, "give": {"percent": "10"}}
    further = trio | {"id": "P-DOZEN", "name": "Dozen", "when": {"min_qty": "12"}}
    of_others = trio | {"id": "P-HATS", "name": "Hats", "items": {"skus": ["HAT"]}}

    texts = [row.text for row in rows(further, LARGE, trio, of_others)]

    assert texts == ["£4.10 more for £5 off.", "Trio needs 2 more in the basket."]


def test_a_mailed_offer_can_be_applied() -> None:
    (row,) = rows(STAFF, mailed=(MAILED,))

    assert (row.text, row.act, row.key) == ("Offer: 20 % for you, until 30 Nov", "apply", "P-STAFF")


def test_a_mailed_offer_that_is_applied_can_be_taken_back() -> None:
    (row,) = rows(STAFF, mailed=(MAILED,), promotions=("P-STAFF",))

    assert (row.text, row.act) == ("Friends 20 %: −£3.60", "remove")


def test_an_automatic_offer_is_applied_by_itself() -> None:
    automatic = replace(MAILED, auto=True)

    (row,) = rows(STAFF | {"auto": True}, mailed=(automatic,))

    assert (row.text, row.act) == ("Offer: 20 % for you: −£3.60", "")


def test_an_automatic_offer_that_gives_nothing_says_why() -> None:
    automatic = replace(MAILED, auto=True)

    (row,) = rows(STAFF | {"auto": True, "when": {"min_qty": "3"}}, mailed=(automatic,))

    assert row.text == "Offer: 20 % for you needs 2 more in the basket."


def test_no_more_rows_are_shown_than_there_is_room_for() -> None:
    assert len(rows(SPRING, LARGE, STAFF, mailed=(MAILED,), coupons=("SPRING10", "A", "B"), pieces=1)) == 3


def test_every_reason_of_the_pricing_has_its_sentence() -> None:
    folder = Path(pricing.__file__).parent
    reasons = {why for name in ("conditions", "offers", "phases") for why in _reasons(folder / f"{name}.py")}

    missing = reasons - set(PromotionWords().whys)

    assert len(reasons) >= 15
    assert missing == set()


def _reasons(module: Path) -> set[str]:
    """The words that become the second value of a NotApplied: given to it, or returned by a function that says why."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("NotApplied", "_missed"):
            found |= _texts(node.args[1]) if len(node.args) > 1 else set()
        if isinstance(node, ast.FunctionDef) and node.name.startswith(("_not", "_used", "_why", "why_")):
            found |= {text for part in ast.walk(node) if isinstance(part, ast.Return) for text in _texts(part.value)}
            found |= {text for part in ast.walk(node) if isinstance(part, ast.Assign) for text in _texts(part.value)}
    return found


def _texts(node: ast.expr | None) -> set[str]:
    """Constants that stand for themselves in an expression: not the arguments of calls."""
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) and node.value else set()
    if isinstance(node, ast.IfExp):
        return _texts(node.body) | _texts(node.orelse)
    if isinstance(node, ast.BoolOp):
        return {text for part in node.values for text in _texts(part)}
    return set()


@pytest.fixture
def selling() -> tuple[SellPresenter, Shown, Northgate]:
    """A presenter whose prices follow real promotions; SPRING10 is a coupon, and Amelia was sent an offer."""
    northgate, screen = Northgate(), Shown()
    catalogue: Catalogue = a_catalogue(SPRING, STAFF)
    shop = replace(
        northgate.shop(),
        price=lambda basket: price(basket, catalogue, a_context()),
        unlocked_by=unlocked_by,
        mailed=lambda customer_id: (MAILED,) if customer_id == "amelia" else (),
    )
    presenter = SellPresenter(screen, shop, SellWords(), lambda priced: None)
    presenter.start()
    presenter.change(replace(presenter.basket, lines=(a_line(a_product(price_minor=10_00)),)))
    return presenter, screen, northgate


def texts(screen: Shown) -> list[str]:
    assert screen.basket is not None
    return [row.text for row in screen.basket.promotions]


def test_a_scanned_coupon_is_on_the_basket_once(selling: tuple[SellPresenter, Shown, Northgate]) -> None:
    presenter, screen, _ = selling

    presenter.scanned("SPRING10")
    presenter.scanned(" spring10 ")

    assert presenter.basket.coupons == ("SPRING10",)
    assert texts(screen) == ["SPRING10: −£1.00"]
    assert screen.banner is None


def test_a_code_that_is_no_coupon_stays_unknown(selling: tuple[SellPresenter, Shown, Northgate]) -> None:
    presenter, screen, _ = selling

    presenter.scanned("0000")

    assert presenter.basket.coupons == ()
    assert screen.banner is not None


def test_a_coupon_is_taken_back_and_comes_back(selling: tuple[SellPresenter, Shown, Northgate]) -> None:
    presenter, screen, _ = selling
    presenter.scanned("SPRING10")

    presenter.promotions.acted("remove", "SPRING10")
    gone, (said, undo) = presenter.basket.coupons, screen.toast
    assert undo is not None
    undo()

    assert (gone, said, presenter.basket.coupons) == ((), "SPRING10 removed", ("SPRING10",))


def test_an_offer_of_the_customer_is_applied(selling: tuple[SellPresenter, Shown, Northgate]) -> None:
    presenter, screen, _ = selling
    without = texts(screen)
    presenter.customer_chosen("amelia")
    offered = texts(screen)

    presenter.promotions.acted("apply", "P-STAFF")

    assert (without, offered) == ([], ["Offer: 20 % for you, until 2026-11-30"])
    assert presenter.basket.promotions == ("P-STAFF",)
    assert texts(screen) == ["Friends 20 %: −£2.00"]


def test_a_coupon_that_is_elsewhere_comes_off_again() -> None:
    def refuse(basket: Basket) -> None:
        raise Refused("coupon_used_elsewhere")

    screen = Shown()
    shop = replace(
        Northgate().shop(),
        price=lambda basket: price(basket, a_catalogue(SPRING), a_context()),
        unlocked_by=unlocked_by,
        claim_coupons=refuse,
    )
    presenter = SellPresenter(screen, shop, SellWords(), lambda priced: None)
    presenter.start()

    presenter.scanned("SPRING10")

    assert presenter.basket.coupons == ()
    assert screen.toast[0] == "Sentence for coupon_used_elsewhere."


def test_a_coupon_that_is_taken_back_is_let_go() -> None:
    released: list[tuple[str, str]] = []
    northgate, screen = Northgate(), Shown()
    shop = replace(
        northgate.shop(),
        price=lambda basket: price(basket, a_catalogue(SPRING), a_context()),
        unlocked_by=unlocked_by,
        release_coupon=lambda code, basket_id: released.append((code, basket_id)),
    )
    presenter = SellPresenter(screen, shop, SellWords(), lambda priced: None)
    presenter.start()
    presenter.scanned("SPRING10")

    presenter.promotions.acted("remove", "SPRING10")

    assert released == [("SPRING10", presenter.basket.basket_id)]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_row_can_be_pressed_and_is_as_large_as_a_finger(mode: Mode) -> None:
    shown = gallery.show(PromotionList, mode, (400, 150))
    acted: list[tuple[str, str]] = []
    shown.acted.connect(lambda act, key: acted.append((act, key)))
    view = PromotionView("SPRING10: −£1.80", "promo.fg", "remove", "SPRING10", "Remove", "Remove SPRING10")

    shown.show_promotions((view, PromotionView("£4.10 more for £5 off.")))
    gallery.settle()
    found = (shown.findChild(QAbstractButton, f"promotion-{n}") for n in range(3))
    buttons = [button for button in found if button is not None]
    buttons[0].click()

    assert acted == [("remove", "SPRING10")]
    assert [button.isVisible() for button in buttons] == [True, False, False]
    assert (buttons[0].height() >= 44, buttons[0].accessibleName()) == (True, "Remove SPRING10")
