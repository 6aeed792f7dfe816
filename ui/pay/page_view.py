"""The whole Pay page in words, from what is to be paid, what was taken and what the shop allows."""

from ui.pay.pay_view import TILES, due, notes, pay_basket, primary, taken_views, tiles
from ui.pay.payment import Payment
from ui.pay.shop import PayShop
from ui.pay.value_desk import ValueDesk
from ui.pay.view import PayView, TerminalView
from ui.pay.words import PayWords


def page_view(
    payment: Payment,
    shop: PayShop,
    words: PayWords,
    terminal: TerminalView | None,
    value: ValueDesk | None,
    locked: str,
) -> PayView:
    """`locked` says why nothing else can be pressed now."""
    priced, taken, left = payment.due, payment.taken, payment.left
    exact = payment.in_cash
    waits = terminal is not None and not terminal.in_doubt
    shopper = shop.shopper(priced.basket.customer_id) if priced.basket.customer_id else None
    amounts = shop.notes(exact) if left > 0 else (exact,) if left < 0 else ()
    return PayView(
        basket=pay_basket(priced, words, shop.money, shopper, shop.earns(priced)),
        due=due(priced, taken, exact, words, shop.money),
        taken=taken_views(
            taken, words, shop.money, lambda tender: "" if value is None else value.left_words(tender), own_names(shop)
        ),
        primary=primary(left, words, shop.money, _terminal_name(shop), waits, shop.is_offline()),
        tiles=tiles(words, shop.why_not) if value is None else value.tiles(TILES),
        cash_title=words.cash_received if left >= 0 else words.cash_back,
        notes=notes(amounts, exact, words, shop.money),
        can_split=left > 1,
        hold_reason=hold_reason(payment, shop, words),
        quote_reason=shop.why_not("quote"),
        more_reason="" if value is not None and left else words.nothing_to_pay,
        locked=locked,
        terminal=terminal,
    )


def hold_reason(payment: Payment, shop: PayShop, words: PayWords) -> str:
    """Why this basket cannot be put aside; empty when it can."""
    return words.scan_refused if payment.taken else shop.why_not("hold")


def own_names(shop: PayShop) -> dict[str, str]:
    """What the shop calls its own means of payment, by type."""
    return {one.type: one.name for one in (shop.value.means if shop.value is not None else ())}


def _terminal_name(shop: PayShop) -> str:
    return shop.card.name if shop.card is not None and shop.card.has_terminal else ""
