"""The money of a return in words: the ways that it can go, and what it comes to."""

from dataclasses import dataclass, replace

from pos.domain.priced import PricedBasket
from pos.domain.quantity import ONE
from pos.domain.tender import CASH, Tender
from pos.services.return_ways import LedgerWays, Way
from ui.returns.teller import ReturnTeller
from ui.returns.view import RefundView, SumView, WayView

ICONS = {"cash": "cash", "card": "card", "gift_card": "giftcard", "store_credit": "credit"}
LEDGERS: tuple[Way, ...] = ("store_credit", "gift_card")
"""Ways that need a ledger at the hub; where one cannot be taken it is shown with the reason."""


@dataclass(frozen=True, slots=True)
class Money:
    """A priced return and the ways it can be paid out: `original` are the tenders that it came by, `ledgers` says what
    accounts at the hub can take."""

    priced: PricedBasket | None
    original: tuple[Tender, ...]
    way: Way
    has_receipt: bool
    ledgers: LedgerWays


def refund_view(money: Money, reason: str, teller: ReturnTeller) -> RefundView:
    priced = money.priced
    total = teller.money(-priced.total_minor if priced else 0)
    return RefundView(ways(money, teller), sums(priced, teller) if priced else (), total, reason)


def sums(priced: PricedBasket, teller: ReturnTeller) -> tuple[SumView, ...]:
    words, money = teller.words, teller.money
    count = sum(1 if x.line.product.kind == "weighed" else x.line.qty_milli // ONE for x in priced.lines)
    label = words.one_item if count == 1 else words.items.format(count=count)
    rows = [SumView(label, money(sum(line.total_minor for line in priced.lines)))]
    if priced.taxes:
        included = all(tax.included for line in priced.lines for tax in line.taxes)
        rows.append(SumView(words.tax_included if included else words.tax_added, money(priced.tax_minor)))
    points = sum(line.line.reversal.points for line in priced.lines if line.line.reversal)
    if points:
        rows.append(SumView(words.points_back, f"\N{MINUS SIGN}{points:,}", "promo.fg"))
    return tuple(rows)


def ways(money: Money, teller: ReturnTeller) -> tuple[WayView, ...]:
    """As it was paid first; other money needs somebody's yes, and what cannot be done says why."""
    words = teller.words
    if not money.has_receipt:
        free = tuple(_money_way(kind, words.any_way, money.way, teller) for kind in (CASH, "card"))
        return (*free, *(_ledger_way(kind, "", money, teller) for kind in LEDGERS))
    original = money.original
    kinds = {tender.type for tender in original}
    asks = words.manager.format(tenders=teller.tenders(original)) if original else ""
    ledgers = tuple(_ledger_way(kind, asks, money, teller) for kind in LEDGERS if kinds != {kind})
    others = tuple(
        replace(_money_way(kind, asks, money.way, teller), asks=True)
        for kind in (CASH, "card")
        if original and kinds != {kind}
    )
    return (_original_way(money, teller), *ledgers, *others)


def _ledger_way(kind: Way, asks: str, money: Money, teller: ReturnTeller) -> WayView:
    """Store credit of the customer, or the gift card that paid."""
    words, ledgers = teller.words, money.ledgers
    why = ledgers.why_not(kind)
    if why:
        told = "no_receipt" if why == "no_card" and not money.has_receipt else why
        return _money_way(kind, "", money.way, teller, words.why_no_ledger[told])
    whose = words.card_ending.format(last=ledgers.card) if kind == "gift_card" else ledgers.customer
    later = words.counts_later if ledgers.is_offline else asks
    return replace(_money_way(kind, words.also.join(filter(None, (whose, later))), money.way, teller), asks=bool(asks))


def _money_way(kind: str, detail: str, chosen: Way, teller: ReturnTeller, reason: str = "") -> WayView:
    return WayView(kind, teller.words.tenders[kind], detail, ICONS[kind], chosen == kind, reason=reason)


def _original_way(money: Money, teller: ReturnTeller) -> WayView:
    words, original, chosen = teller.words, money.original, money.way == "original"
    if not original:
        return WayView("original", words.as_paid, words.tick_first, "refund", chosen)
    if len(original) == 1:
        only = original[0]
        detail = words.same_card if only.type == "card" else words.as_paid
        return WayView("original", teller.tender(only), detail, ICONS.get(only.type, "refund"), chosen)
    parts = (words.part.format(tender=teller.tender(one), amount=teller.money(-one.amount_minor)) for one in original)
    return WayView("original", words.as_paid, words.and_then.join(parts), "refund", chosen)
