"""A basket and what was paid of it in words: everything the Pay screen shows."""

from collections.abc import Callable, Mapping

from pos.domain.priced import PricedBasket
from pos.domain.quantity import format_milli
from pos.domain.stored_value import last_four
from pos.domain.tender import CASH, Tender
from ui.pay.view import (
    DueView,
    NoteView,
    PayBasketView,
    PayCustomerView,
    PayLineView,
    PaySumView,
    PrimaryView,
    TakenView,
    TileView,
)
from ui.pay.words import PayWords
from ui.sell.basket_view import pieces
from ui.sell.shop import Shopper

Money = Callable[[int], str]
NO_NAMES: Mapping[str, str] = {}
TILES = ("gift_card", "points", "store_credit")


def pay_basket(
    priced: PricedBasket, words: PayWords, money: Money, shopper: Shopper | None, earns: int | None
) -> PayBasketView:
    count = pieces(priced)
    included = all(tax.included for line in priced.lines for tax in line.taxes)
    sums = [PaySumView(words.subtotal, money(priced.subtotal_minor))]
    if priced.discounts_minor:
        sums.append(PaySumView(words.discounts, money(-priced.discounts_minor), "promo.fg"))
    sums.append(PaySumView(words.tax_included if included else words.tax_added, money(priced.tax_minor)))
    return PayBasketView(
        tuple(
            PayLineView(format_milli(line.line.qty_milli), line.line.product.name, money(line.total_minor))
            for line in priced.lines
        ),
        words.one_item if count == 1 else words.items.format(count=count),
        tuple(sums),
        money(priced.total_minor),
        None if shopper is None else _customer(shopper, earns, words),
    )


def _customer(shopper: Shopper, earns: int | None, words: PayWords) -> PayCustomerView:
    if shopper.points is None:
        return PayCustomerView(shopper.name, shopper.tier)
    pattern = words.points if earns and earns > 0 else words.only_points
    points = pattern.format(points=f"{shopper.points:,}", earns=f"{earns or 0:,}")
    return PayCustomerView(shopper.name, shopper.tier, points)


def due(priced: PricedBasket, taken: tuple[Tender, ...], in_cash: int, words: PayWords, money: Money) -> DueView:
    """The amount left and what of it goes `in_cash`, with the tax of the whole, or the whole beside the rest."""
    left = left_minor(priced, taken)
    if left < 0:
        label = words.to_give_back
    elif left == 0:
        label = words.nothing_to_pay
    else:
        label = words.left_to_pay if taken else words.to_pay
    aside = words.of_total if taken else words.tax_aside
    amount = priced.total_minor if taken else priced.tax_minor
    rounding = ""
    if rounded := abs(in_cash) - abs(left):
        by = money(rounded) if rounded < 0 else f"+{money(rounded)}"
        rounding = words.rounding.format(amount=money(abs(in_cash)), rounding=by)
    return DueView(label, money(abs(left)), aside.format(amount=money(amount)), rounding)


def left_minor(priced: PricedBasket, taken: tuple[Tender, ...]) -> int:
    return priced.total_minor - sum(tender.amount_minor for tender in taken)


def tender_label(tender: Tender, words: PayWords, names: Mapping[str, str] = NO_NAMES) -> str:
    if last := last_four(tender.reference):
        return words.gift_card_ending.format(last=last)
    if tender.points:
        return words.points_taken.format(points=f"{abs(tender.points):,}")
    if tender.type == "voucher" and tender.reference:
        return words.voucher_taken.format(number=tender.reference)
    named = {
        CASH: words.cash,
        "card": words.card_taken,
        "gift_card": words.gift_card,
        "points": words.points_tile,
        "store_credit": words.store_credit,
        "voucher": words.voucher,
        "account": words.account,
    }
    return named.get(tender.type, names.get(tender.type, tender.type))


def taken_views(
    taken: tuple[Tender, ...],
    words: PayWords,
    money: Money,
    detail: Callable[[Tender], str] = lambda _tender: "",
    names: Mapping[str, str] = NO_NAMES,
) -> tuple[TakenView, ...]:
    """What a terminal has given back of another sale is gone; anything else can be undone. `names` are those of the
    shop's own means."""
    views = []
    for tender in taken:
        label, amount = tender_label(tender, words, names), money(tender.amount_minor)
        gone = tender.type == "card" and tender.amount_minor < 0 and bool(tender.reference)
        undo = words.undo_tender.format(label=label, amount=amount)
        reason = words.given_back if gone else ""
        views.append(TakenView(words.card_given if gone else label, amount, undo, reason, detail(tender)))
    return tuple(views)


def primary(
    left: int, words: PayWords, money: Money, terminal: str = "", waits: bool = False, offline: bool = False
) -> PrimaryView:
    """`terminal` is the name of the one that is set up here; it `waits` for a card now. `offline` is the till."""
    if left == 0:
        return PrimaryView(words.finish, words.finish_words, "", "tick")
    if terminal and left > 0:
        ready = words.card_own_line if offline else words.card_terminal_words
        pattern = words.card_in_progress if waits else ready
        return PrimaryView(words.card, pattern.format(terminal=terminal), money(left))
    if terminal:
        pattern = words.card_in_progress if waits else words.card_back_terminal
        return PrimaryView(words.card, pattern.format(terminal=terminal), money(-left))
    return PrimaryView(words.card, words.card_words if left > 0 else words.card_back_words, money(abs(left)))


def tiles(words: PayWords, why_not: Callable[[str], str]) -> tuple[TileView, ...]:
    labels = (words.gift_card, words.points_tile, words.store_credit)
    return tuple(TileView(kind, label, reason=why_not(kind)) for kind, label in zip(TILES, labels, strict=True))


def notes(amounts: tuple[int, ...], exact: int, words: PayWords, money: Money) -> tuple[NoteView, ...]:
    """At most four; whole amounts without their zeros, the exact one says that it is."""
    return tuple(
        NoteView(
            minor,
            _short(money(abs(minor))) if minor != exact else money(abs(minor)),
            words.exact if minor == exact else "",
            words.take_note.format(amount=money(abs(minor))),
        )
        for minor in amounts[:4]
    )


def _short(amount: str) -> str:
    """`£245` for `£245.00`, `1 105 zł` for `1 105,00 zł`: notes are read at a glance."""
    for zeros in (".00", ",00", ".000", ",000"):
        head, found, tail = amount.partition(zeros)
        if found and not tail[:1].isdigit() and head[-1:].isdigit():
            return head + tail
    return amount
