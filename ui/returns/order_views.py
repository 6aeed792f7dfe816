"""A return of an online order in words: its head, its lines, and who gives the money back."""

from collections.abc import Mapping
from dataclasses import replace

from pos.domain.pickup_order import PickupOrder
from pos.services.order_find import OrderLineLeft, ReturnableOrder
from pos.services.return_ways import LedgerWays, Way
from ui.returns.chosen import Chosen, Goods
from ui.returns.order_basket import OrderBasket
from ui.returns.teller import ReturnTeller
from ui.returns.view import ChipView, FoundView, HeadView, RefundView, ReturnRow, ReturnView, SumView, WayView
from ui.returns.views import age_chip, choice_row, spoken

ONLINE = "online"


def found_order_view(order: PickupOrder, teller: ReturnTeller) -> FoundView:
    words, count = teller.words, sum(len(line.collected) for line in order.lines)
    pieces = words.one_piece if count == 1 else words.pieces.format(count=count)
    at = order.collected[-1].at
    detail = words.hit.format(day=teller.day(at), time=teller.time(at), count=pieces)
    title = words.order.format(number=order.number)
    return FoundView(order.number, title, detail, teller.money(order.total_minor), ONLINE)


def order_view(basket: OrderBasket, why_not: str, teller: ReturnTeller) -> ReturnView:
    found, words = basket.found, teller.words
    assert found is not None
    rows = tuple(
        _row(one, goods, basket.of(goods.key), basket.amounts, teller)
        for one, goods in zip(found.lines, basket.goods, strict=True)
    )
    total = teller.money(basket.total_minor)
    refund = RefundView(_ways(found.order, basket.way, basket.ledgers, teller), _sums(basket, teller), total, why_not)
    return ReturnView(_head(found, teller), rows, refund, exchange_reason=words.no_exchange)


def _head(found: ReturnableOrder, teller: ReturnTeller) -> HeadView:
    words, order = teller.words, found.order
    at = order.collected[-1].at
    paid = words.paid_online if order.paid else words.not_paid_online
    parts = (words.fetched.format(day=teller.day(at), time=teller.time(at)), order.customer_name, paid)
    mark = ChipView(words.online, "info", ONLINE)
    age = age_chip(found.days, found.allowed_days, found.is_late, teller)
    return HeadView(words.order.format(number=order.number), words.also.join(filter(None, parts)), age, ONLINE, mark)


def _row(
    one: OrderLineLeft, goods: Goods, chosen: Chosen, amounts: Mapping[str, int], teller: ReturnTeller
) -> ReturnRow:
    """A line of the order; one that came back says so and cannot be ticked."""
    words, line = teller.words, one.line
    row = choice_row(goods, chosen, amounts.get(goods.key, 0), teller)
    paid = words.paid if line.units == 1 else words.paid_for.format(count=line.units)
    back = one.handed_over - len(one.left)
    chip = ""
    if not one.left:
        chip = words.all_back
    elif back:
        chip = words.came_back.format(count=back, sold=one.handed_over)
    told = replace(row, paid=teller.money(line.total_minor), paid_words=paid, chip=chip)
    return spoken(told, teller)


def _sums(basket: OrderBasket, teller: ReturnTeller) -> tuple[SumView, ...]:
    words, found = teller.words, basket.found
    count = sum(basket.of(one.key).units for one in basket.ticked)
    if not count or found is None:
        return ()
    label = words.one_item if count == 1 else words.items.format(count=count)
    sums = [SumView(label, teller.money(-basket.total_minor))]
    if found.order.customer_id:
        sums.append(SumView(words.points_of_order, words.by_the_hub, "promo.fg"))
    return tuple(sums)


def _ways(order: PickupOrder, chosen: Way, ledgers: LedgerWays, teller: ReturnTeller) -> tuple[WayView, ...]:
    """The channel gives back what it took: nothing of it ever came to this till."""
    words = teller.words
    later = words.asked_later if ledgers.is_offline else words.channel_refunds.format(channel=order.channel)
    first = WayView("original", words.online_payment, later, "card", chosen == "original")
    if not order.paid:
        first = replace(first, detail="", reason=words.not_paid_online)
    others = (
        WayView(kind, words.tenders[kind], "", icon, reason=words.not_in_this_till)
        for kind, icon in (("gift_card", "giftcard"), ("cash", "cash"))
    )
    return (first, _credit(order, chosen, ledgers, teller), *others)


def _credit(order: PickupOrder, chosen: Way, ledgers: LedgerWays, teller: ReturnTeller) -> WayView:
    words = teller.words
    view = WayView("store_credit", words.tenders["store_credit"], "", "credit", chosen == "store_credit")
    if not order.paid:
        return replace(view, reason=words.not_paid_online)
    if why := ledgers.why_not("store_credit"):
        return replace(view, reason=words.why_no_ledger[why])
    later = words.counts_later if ledgers.is_offline else words.manager_online
    return replace(view, detail=words.also.join((ledgers.customer, later)), asks=True)
