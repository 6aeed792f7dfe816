"""What the search field found, as rows under the heads of their groups."""

from collections.abc import Callable

from pos.domain.quantity import format_milli
from ui.sell.shop import Hit
from ui.sell.view import HitView
from ui.sell.words import SellWords

MOST_HITS = 200


def hit_views(found: tuple[Hit, ...], query: str, words: SellWords, money: Callable[[int], str]) -> tuple[HitView, ...]:
    """Groups in the order of the mock-ups, each under its head; nothing found says so and offers what else to try."""
    asked = query.strip()
    if not asked:
        return ()
    if not found:
        as_code = HitView(words.as_code.format(query=asked), "code", asked, words.as_code_more)
        return (HitView(words.no_hits.format(query=asked)), as_code)
    heads = {
        "product": words.hits_products,
        "customer": words.hits_customers,
        "order": words.hits_orders,
        "sale": words.hits_sales,
    }
    rows: list[HitView] = []
    for kind, head in heads.items():
        hits = [hit for hit in found[:MOST_HITS] if hit.kind == kind]
        rows += [HitView(head), *(_row(hit, words, money) for hit in hits)] if hits else []
    return tuple(rows)


def _row(hit: Hit, words: SellWords, money: Callable[[int], str]) -> HitView:
    amount = money(hit.price_minor) if hit.price_minor is not None else ""
    detail = words.in_sizes if hit.has_variants else hit.detail
    return HitView(
        hit.name, hit.kind, hit.key, " · ".join(part for part in (detail, _stock(hit, words)) if part), amount
    )


def _stock(hit: Hit, words: SellWords) -> str:
    """How many are here, where somebody counts them."""
    if hit.stock_milli is None:
        return ""
    return words.in_store.format(count=format_milli(max(0, hit.stock_milli)).split(".")[0])
