"""The catalogue as the hub prices with it: products by SKU and barcode, price lists, tax rules and promotions."""

from typing import Any

import msgspec
from sqlalchemy import Connection, select

from pos.domain.catalogue import ListPrice
from pos.domain.product import Component, Product
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
        return None if body is None else _product(msgspec.json.decode(body, type=entities.Product))

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
        found.setdefault(row.key, []).append(_price(msgspec.json.decode(bytes(row.body), type=entities.ListedPrice)))
    return {sku: tuple(prices) for sku, prices in found.items()}


def rules(connection: Connection) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """The tax document, None where there is none, and the promotions by id, as their files have them."""
    asked = (
        select(thing.c.id, thing.c.body)
        .where(thing.c.stream == _STREAM, thing.c.entity == "rule", thing.c.op == "put")
        .order_by(thing.c.id)
    )
    documents = {
        row.id: msgspec.json.decode(bytes(row.body), type=entities.Rule).document for row in connection.execute(asked)
    }
    promotions = [document for name, document in documents.items() if name.startswith(_PROMOTION)]
    return documents.get(_TAXES), promotions


def _product(told: entities.Product) -> Product:
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


def _price(told: entities.ListedPrice) -> ListPrice:
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
