"""The demo store's goods as people choose them: by kind, in their own size, in colours that they like."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

from pos.domain.imports.products import read_products
from pos.domain.product import Product

Sizes = dict[str, str]
"""Somebody's size by its scale."""

_SCALES = {
    "letter": re.compile(r"XX?S|S|M|L|X{1,3}L|[23]XL"),
    "foot": re.compile(r"UK \d+(?:\.5)?"),
    "child's foot": re.compile(r"UK \d+ kids"),
    "sock": re.compile(r"UK \d+–\d+"),
    "waist": re.compile(r"\d\d / [SRL]"),
    "age": re.compile(r"\d+–\d+ years"),
}
_EUROPEAN = re.compile(r"EU \d+(?:\.5)?")
"""The same shoe in other words; a number without it is a dress size."""


@cache
def size_of(options: str) -> tuple[str, str]:
    """Scale and size of a product's options, `("letter", "M")` of `Slate · M`; both empty where it has none."""
    parts = options.split(" · ")
    for part in parts:
        for scale, form in _SCALES.items():
            if form.fullmatch(part):
                is_dress = scale == "foot" and not any(_EUROPEAN.fullmatch(other) for other in parts)
                return ("dress" if is_dress else scale), part
    return "", ""


@cache
def colour_of(options: str) -> str:
    """`Slate` of `Slate · M`; empty where it comes in one colour."""
    size = size_of(options)[1]
    return " · ".join(part for part in options.split(" · ") if part != size and not _EUROPEAN.fullmatch(part))


@dataclass(frozen=True, slots=True)
class Shelf:
    """Products by SKU, and what is sold by piece: each model with its variants, or a product that has none."""

    products: dict[str, Product]
    models: tuple[tuple[Product, ...], ...]

    @classmethod
    def of_file(cls, path: Path, currency: str) -> Self:
        products = {row.value.product.sku: row.value.product for row in read_products(path.read_bytes(), currency).rows}
        parents = {product.variant_of for product in products.values()}
        models: dict[str, list[Product]] = {}
        for product in products.values():
            if product.kind == "each" and product.price_minor and product.sku not in parents:
                models.setdefault(product.variant_of or product.sku, []).append(product)
        return cls(products, tuple(tuple(variants) for variants in models.values()))

    def siblings(self, product: Product) -> tuple[Product, ...]:
        """Every variant of the product's model."""
        return next((model for model in self.models if product in model), (product,))

    def another_size(self, product: Product) -> Product | None:
        """The same in the next size, at the same price: what somebody takes by mistake. None where there is none."""
        colour, price = colour_of(product.options), product.price_minor
        same = [one for one in self.siblings(product) if (colour_of(one.options), one.price_minor) == (colour, price)]
        at = same.index(product) if product in same else 0
        near = [*same[at + 1 : at + 2], *same[max(0, at - 1) : at]] if size_of(product.options)[0] else []
        return near[0] if near else None


def fitting(model: Iterable[Product], sizes: Sizes) -> list[Product]:
    """Which variants of a model somebody of these sizes can wear; of what has no sizes, all."""
    found = []
    for product in model:
        scale, size = size_of(product.options)
        if not scale or sizes.get(scale) == size:
            found.append(product)
    return found
