"""What can be sold: one SKU with its name, price, tax category and kind."""

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["each", "weighed", "open_price", "service", "gift_card", "bundle"]
KINDS: tuple[str, ...] = get_args(Kind)
WITHOUT_STOCK = ("service", "gift_card")
"""Kinds of which nothing lies on a shelf: selling them moves no stock."""


@dataclass(frozen=True, slots=True)
class Product:
    """One SKU as it stood when it was looked up; a line keeps it whatever happens to the catalogue.

    `price_minor` is per piece, per kilogram when `kind` is weighed. `number` is the row number that never moves
    (0: not from the catalogue). `variant_of` is the parent's SKU, `options` words such as `Slate · M`.
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
