"""What can be sold: one SKU with its name, price, tax category and kind."""

from dataclasses import dataclass
from typing import Literal, get_args

from pos.domain.quantity import ONE

Kind = Literal["each", "weighed", "open_price", "service", "gift_card", "bundle"]
KINDS: tuple[str, ...] = get_args(Kind)
WITHOUT_STOCK = ("service", "gift_card")
"""Kinds of which nothing lies on a shelf: selling them moves no stock."""
BUNDLED = 100_000
"""Movements of a sale are numbered by line; that of the k-th component of a bundle is k times this behind its line."""
AGES = (16, 18, 21)
"""From how many years on the law may want the buyer of some goods to be."""
SERIAL = "serial"
"""The tag of goods of which every piece has a number of its own that is written down when it is sold."""


@dataclass(frozen=True, slots=True)
class Component:
    """What leaves the shelf when one piece of a bundle is sold. `name` stands where it was looked up."""

    sku: str
    qty_milli: int
    name: str = ""


def bundled_milli(qty_milli: int, part_milli: int) -> int:
    """How much of a component goes with so many bundles, or with a negative quantity comes back with them."""
    moved = abs(qty_milli) * part_milli // ONE
    return moved if qty_milli >= 0 else -moved


@dataclass(frozen=True, slots=True)
class Product:
    """One SKU as it stood when it was looked up; a line keeps it whatever happens to the catalogue.

    `price_minor` is per piece, per kilogram when `kind` is weighed. `number` is the row number that never moves
    (0: not from the catalogue). `variant_of` is the parent's SKU, `options` words such as `Slate · M`. A bundle moves
    its `components` and no stock of its own. `min_age` is how old a buyer has to be, 0 where nobody asks.
    """

    sku: str
    name: str
    price_minor: int
    tax: str = "standard"
    kind: Kind = "each"
    category: str = ""
    brand: str = ""
    tags: tuple[str, ...] = ()
    unit: str = ""
    variant_of: str = ""
    options: str = ""
    image: str = ""
    number: int = 0
    components: tuple[Component, ...] = ()
    min_age: int = 0

    @property
    def needs_serial(self) -> bool:
        return SERIAL in self.tags

    def is_priced_like(self, other: "Product") -> bool:
        """Whether all agrees that a price may depend on: the price itself, its tax, and what promotions look for."""
        return _priced_by(self) == _priced_by(other)


def _priced_by(product: Product) -> tuple[object, ...]:
    return (
        product.sku,
        product.price_minor,
        product.tax,
        product.kind,
        product.category,
        product.brand,
        product.tags,
        product.variant_of,
    )
