"""What the search field found, as rows under group heads."""

from collections.abc import Callable

from ui.sell.shop import Hit
from ui.sell.view import HitView
from ui.sell.words import SellWords

MOST_HITS = 200


def hit_views(found: tuple[Hit, ...], query: str, words: SellWords, money: Callable[[int], str]) -> tuple[HitView, ...]:
    """Groups in the order of the mock-ups, each under its head; nothing found says so in one row."""
    if not query.strip():
        return ()
    if not found:
        return (HitView(words.no_hits.format(query=query.strip())),)
    heads = {"product": words.hits_products, "customer": words.hits_customers, "sale": words.hits_sales}
    rows: list[HitView] = []
    for kind, head in heads.items():
        hits = [hit for hit in found[:MOST_HITS] if hit.kind == kind]
        rows += [HitView(head), *(_row(hit, money) for hit in hits)] if hits else []
    return tuple(rows)


def _row(hit: Hit, money: Callable[[int], str]) -> HitView:
    return HitView(
        hit.name, hit.kind, hit.key, hit.detail, money(hit.price_minor) if hit.price_minor is not None else ""
    )
