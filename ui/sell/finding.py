"""What the search field found, as rows under group heads; and what a product with sizes comes in."""

from collections.abc import Callable

from pos.domain.quantity import format_milli
from ui.sell.shop import Hit, Variant
from ui.sell.view import HitView, VariantsView, VariantView
from ui.sell.words import SellWords

MOST_HITS = 200
IN_A_ROW = 4


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


def variants_view(found: tuple[Variant, ...], words: SellWords, money: Callable[[int], str]) -> VariantsView:
    """Rows by the first option, in the order they come; a product with one option has one row of them."""
    rows: dict[str, list[VariantView]] = {}
    for variant in found:
        first, dot, second = variant.options.partition(" · ")
        row, label = (first, second) if dot else ("", first or variant.sku)
        rows.setdefault(row, []).append(_variant(variant, label, words, money))
    name = found[0].name if found else ""
    if len(rows) > 1 and all(len(cells) == 1 for cells in rows.values()):
        return VariantsView(name, _side_by_side(found, words, money))
    return VariantsView(name, tuple((row, tuple(cells)) for row, cells in rows.items()))


def _side_by_side(
    found: tuple[Variant, ...], words: SellWords, money: Callable[[int], str]
) -> tuple[tuple[str, tuple[VariantView, ...]], ...]:
    """Where each first option has one second, as sizes in two measures, both stand in the cell."""
    cells = [_variant(variant, variant.options, words, money) for variant in found]
    return tuple(("", tuple(cells[at : at + IN_A_ROW])) for at in range(0, len(cells), IN_A_ROW))


def _variant(variant: Variant, label: str, words: SellWords, money: Callable[[int], str]) -> VariantView:
    stock = variant.stock_milli
    count = "" if stock is None else words.here.format(count=format_milli(max(0, stock)).split(".")[0])
    spoken = ", ".join(part for part in (variant.name, variant.options, money(variant.price_minor), count) if part)
    return VariantView(variant.sku, label, count or money(variant.price_minor), spoken, stock is None or stock > 0)
