"""What a customer usually takes, from what was bought in all channels less what came back: sizes, tags, brands."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from pos.domain.customer import Event, Size
from pos.domain.customer_figures import RETURNS, counts
from pos.domain.product import Product

MOST_PREFERENCES = 5
_PART = " · "
_SIZE = re.compile(
    r"\d?X{0,4}[SL]|M|[SML]/[ML]|M/X?L|L/XL|W\d{2}(?:\s?/?\s?L\d{2})?"
    r"|(?:EU|UK|US)?\s?\d{1,3}(?:[.,]5|\s?½)?(?:\s?[/–-]\s?(?:\d{1,3}|[SRL]))?(?:\s?(?:cm|Y))?",
    re.IGNORECASE,
)
"""Words and numbers that say a size: letters, shoe and collar numbers, waist and length, years of children."""

Taken = Mapping[str, int]
"""Pieces that a customer kept, in thousandths, by SKU in the order of the newest."""


def kept_goods(events: Iterable[Event]) -> Taken:
    """What was bought and did not come back; `events` newest first."""
    taken: Counter[str] = Counter()
    for event in filter(counts, events):
        sign = _sign(event)
        for goods in event.goods:
            taken[goods.sku] += sign * goods.qty_milli
    return {sku: milli for sku, milli in taken.items() if milli > 0}


def size_in(options: str) -> str:
    """The size among the options of a variant (`Slate · M`), empty where none of them is one. Of two systems
    (`UK 6.5 · EU 40`) the first."""
    parts = (part.strip() for part in options.split(_PART))
    return next((part for part in parts if _SIZE.fullmatch(part)), "")


def sizes_of(taken: Taken, products: Mapping[str, Product]) -> tuple[Size, ...]:
    """The usual size of each category, the category with the most pieces first; of two alike the newest bought."""
    pieces: dict[str, Counter[str]] = {}
    for sku, milli in taken.items():
        product = products.get(sku)
        size = size_in(product.options) if product else ""
        if product and product.category and size:
            pieces.setdefault(product.category, Counter())[size] += max(1, milli // 1000)
    usual = [Size(category, *sizes.most_common(1)[0]) for category, sizes in pieces.items()]
    return tuple(sorted(usual, key=lambda size: (-size.pieces, size.category)))


def preferences_of(taken: Taken, products: Mapping[str, Product]) -> tuple[str, ...]:
    """The tags of what was bought most, with at least two pieces of each: one purchase is no habit."""
    tags = _pieces_by(taken, products, lambda product: product.tags)
    return tuple(tag for tag, pieces in tags.most_common(MOST_PREFERENCES) if pieces > 1)


def brands_of(taken: Taken, products: Mapping[str, Product]) -> tuple[str, ...]:
    """Brands of which at least two pieces were bought, the most bought first."""
    brands = _pieces_by(taken, products, lambda product: (product.brand,) if product.brand else ())
    return tuple(brand for brand, pieces in brands.most_common() if pieces > 1)


def _pieces_by(
    taken: Taken, products: Mapping[str, Product], words_of: Callable[[Product], Iterable[str]]
) -> Counter[str]:
    pieces: Counter[str] = Counter()
    for sku, milli in taken.items():
        if product := products.get(sku):
            for word in words_of(product):
                pieces[word] += max(1, milli // 1000)
    return pieces


def _sign(event: Event) -> int:
    """Tills tell what comes back with quantities below zero, also within an exchange; other channels may not."""
    told_signed = any(one.qty_milli < 0 for one in event.goods)
    return -1 if event.kind in RETURNS and not told_signed else 1
