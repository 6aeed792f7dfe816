"""One product in words: what it costs, what is here, its codes and the offers on it."""

from collections.abc import Callable

from pos.domain.quantity import format_milli
from ui.sell.basket_view import age_words
from ui.sell.shop import Goods, Offer
from ui.sell.variants import offer_chips
from ui.sell.view import ChipView, ItemView
from ui.sell.words import SellWords

Money = Callable[[int], str]


def item_view(goods: Goods, offers: tuple[Offer, ...], words: SellWords, money: Money) -> ItemView:
    options = f" · {goods.options}" if goods.options else ""
    facts = [(words.item_stock, stock_words(goods, words))]
    if goods.barcodes:
        facts.append((words.item_barcode, ", ".join(goods.barcodes)))
    facts.append((words.item_sku, goods.sku))
    if goods.category:
        facts.append((words.item_category, goods.category))
    return ItemView(
        sku=goods.sku,
        title=f"{goods.name}{options}",
        price=money(goods.price_minor),
        facts=tuple(facts),
        offers=offer_chips(goods.price_minor, offers, words, money),
        add=words.choose_size if goods.has_variants else words.add_item.format(price=money(goods.price_minor)),
        stock=_stock_chip(goods, words),
        picture=goods.picture,
    )


def stock_words(goods: Goods, words: SellWords) -> str:
    """`6 in store`, with the age of the count where that matters; nobody counts some goods."""
    if goods.stock_milli is None:
        return words.not_counted
    count = words.in_store.format(count=_count(goods.stock_milli))
    age = age_words(goods.freshness, goods.as_of, words)
    return f"{count}, {age}" if age else count


def _stock_chip(goods: Goods, words: SellWords) -> ChipView | None:
    """Only what is worth a look: few left, or none."""
    if goods.stock_milli is None or goods.stock_milli > goods.low_milli:
        return None
    if goods.stock_milli <= 0:
        return ChipView(words.none_left, "danger", "warn")
    return ChipView(words.left.format(count=_count(goods.stock_milli)), "warning", "warn")


def _count(milli: int) -> str:
    return format_milli(max(0, milli)).split(".")[0]
