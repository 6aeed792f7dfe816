"""The catalogue as the hub prices with it: products by SKU and barcode, price lists, tax rules and promotions."""

from functools import lru_cache

import msgspec
from sqlalchemy import Connection, select

from pos.domain.catalogue import ListPrice
from pos.domain.product import Component, Product
from pos.domain.promotion import Promotion, promotion_of
from pos.domain.tax import TaxRules, tax_rules_of
from sync import entities
from sync.hub.store.tables import thing, thing_key
from sync.hub.store.things import bodies

_STREAM = "catalogue"
_TAXES, _PROMOTION = "taxes", "promotion:"


class Products:
    """Products of the feed, looked up as a till looks up its own."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_sku(self, sku: str) -> Product | None:
        body = bodies(self._connection, _STREAM, "product", [sku]).get(sku)
        return None if body is None else product_of(body)

    def by_code(self, code: str) -> Product | None:
        """The product that carries exactly this spelling of a barcode; of several the first SKU."""
        asked = select(thing_key.c.id).where(
            thing_key.c.stream == _STREAM, thing_key.c.entity == "product", thing_key.c.key == code
        )
        sku = self._connection.scalar(asked.order_by(thing_key.c.id).limit(1))
        return None if sku is None else self.by_sku(sku)


def prices_of(connection: Connection, skus: set[str]) -> dict[str, tuple[ListPrice, ...]]:
    """The rows of price lists for these SKUs."""
    asked = (
        select(thing_key.c.key, thing.c.body)
        .join(
            thing,
            (thing.c.stream == thing_key.c.stream)
            & (thing.c.entity == thing_key.c.entity)
            & (thing.c.id == thing_key.c.id),
        )
        .where(thing_key.c.stream == _STREAM, thing_key.c.entity == "price", thing_key.c.key.in_(sorted(skus)))
        .where(thing.c.op == "put")
        .order_by(thing_key.c.id)
    )
    found: dict[str, list[ListPrice]] = {}
    for row in connection.execute(asked):
        found.setdefault(row.key, []).append(price_of(bytes(row.body)))
    return {sku: tuple(prices) for sku, prices in found.items()}


def rules(connection: Connection) -> tuple[tuple[str, bytes], ...]:
    """The rules of the shop by their names, as the feed has them: taxes, promotions and what else there is."""
    asked = (
        select(thing.c.id, thing.c.body)
        .where(thing.c.stream == _STREAM, thing.c.entity == "rule", thing.c.op == "put")
        .order_by(thing.c.id)
    )
    return tuple((row.id, bytes(row.body)) for row in connection.execute(asked))


@lru_cache(maxsize=16)
def read_rules(bodies: tuple[tuple[str, bytes], ...], currency: str) -> tuple[TaxRules | None, tuple[Promotion, ...]]:
    """The tax rules, None where there are none, and the promotions: kept, because a thousand take long to read."""
    documents = {name: msgspec.json.decode(body, type=entities.Rule).document for name, body in bodies}
    taxes = documents.get(_TAXES)
    told = [document for name, document in documents.items() if name.startswith(_PROMOTION)]
    promotions = tuple(promotion_of(document, currency) for document in told)
    return None if taxes is None else tax_rules_of(taxes, currency), promotions


def product_of(body: bytes) -> Product:
    told = msgspec.json.decode(body, type=entities.Product)
    return Product(
        told.sku,
        told.name,
        told.price_minor,
        told.tax,
        told.kind,
        told.category,
        told.brand,
        tuple(told.tags),
        told.unit,
        told.variant_of,
        told.options,
        told.image,
        components=tuple(Component(part.sku, part.qty_milli) for part in told.components),
        min_age=told.min_age,
    )


def price_of(body: bytes) -> ListPrice:
    told = msgspec.json.decode(body, type=entities.ListedPrice)
    return ListPrice(
        told.list_name,
        told.price_minor,
        told.since,
        told.until,
        told.min_qty_milli,
        told.group,
        told.store,
        told.channel,
    )
