"""What may come into the sale from outside it: the online basket, the wish list, and what this till suggests."""

from collections.abc import Callable

from pos.domain.customer import Customer360, Event, Goods, Reason
from pos.domain.customer_consent import allows_profiling
from ui.customer.teller import Teller, units
from ui.customer.view import GoodsRow, GoodsView


def goods_views(teller: Teller, known: Customer360, sold_here: Callable[[str], bool]) -> tuple[GoodsView, ...]:
    """`sold_here` says whether this till has a product of a SKU."""
    words = teller.words
    basket = _rows(teller, known.basket, sold_here)
    wished = _rows(teller, known.wishlist, sold_here)
    suggested = tuple(_row(teller, one, sold_here, reason_words(teller, reason)) for one, reason in known.suggestions)
    when = teller.near(known.basket.at) if known.basket is not None and basket else ""
    count = words.one_item if len(wished) == 1 else words.items.format(count=len(wished))
    return (
        GoodsView("basket", words.online_basket, "cart", when, basket, _bring(teller, basket), words.no_basket),
        GoodsView("wishlist", words.wishlist, "wishlist", count if wished else "", wished, "", words.no_wishlist),
        GoodsView("offers", words.suggest, "preference", words.stays_here, suggested, "", _why_none(teller, known)),
    )


def reason_words(teller: Teller, reason: Reason) -> str:
    """The reason of a suggestion in words."""
    words = teller.words
    reasons: dict[Reason, str] = {
        "goes_with": words.goes_with,
        "brand": words.same_brand,
        "tag": words.same_kind,
        "popular": words.popular,
    }
    return reasons[reason]


def _why_none(teller: Teller, known: Customer360) -> str:
    return teller.words.no_suggestions if allows_profiling(known.consents) else teller.words.not_profiled


def _bring(teller: Teller, rows: tuple[GoodsRow, ...]) -> str:
    words, able = teller.words, sum(1 for row in rows if not row.reason)
    if able < 2:
        return words.bring_one if able else ""
    return words.bring_both if able == 2 else words.bring_all.format(count=able)


def _rows(teller: Teller, event: Event | None, sold_here: Callable[[str], bool]) -> tuple[GoodsRow, ...]:
    if event is None:
        return ()
    return tuple(_row(teller, one, sold_here, one.options) for one in event.goods)


def _row(teller: Teller, goods: Goods, sold_here: Callable[[str], bool], detail: str) -> GoodsRow:
    count = units(goods)
    many = f"{count} × " if count > 1 else ""
    return GoodsRow(
        goods.sku,
        f"{many}{goods.name}",
        " · ".join(part for part in (teller.counted(goods), detail) if part),
        teller.money(goods.amount_minor) if goods.amount_minor else "",
        teller.thumbnail(goods),
        teller.here(goods),
        count,
        "" if sold_here(goods.sku) else teller.words.not_sold,
    )
