"""What is sold, for how much and by which rules, from the feed into the till."""

import json
from collections.abc import Sequence
from typing import Any

from pos.domain.catalogue import ListPrice
from pos.domain.failures import Refused
from pos.domain.imports.prices import PriceRow
from pos.domain.imports.products import ProductRow
from pos.domain.imports.programme import read_programme
from pos.domain.product import Component, Product
from pos.domain.promotion import promotions_of
from pos.domain.promotion_lease import RULE as LEASES
from pos.domain.promotion_lease import read_leases
from pos.domain.roles import RULE as ROLES
from pos.domain.roles import read_roles
from pos.domain.tax import tax_rules_of
from pos.services.imports.prices import written_price
from pos.services.imports.products import WrittenProduct, put_products, written_product
from pos.services.imports.rules import PROGRAMME
from pos.store.prices import PROMOTION, TAXES
from pos.store.store import Tx
from sync import entities
from sync.feed_kinds import Kind, Reader, is_file_name


def _product(_reader: Reader, body: entities.Product, rev: int) -> WrittenProduct:
    product = Product(
        sku=body.sku,
        name=body.name,
        price_minor=body.price_minor,
        tax=body.tax,
        kind=body.kind,
        category=body.category,
        brand=body.brand,
        tags=tuple(body.tags),
        unit=body.unit,
        variant_of=body.variant_of,
        options=body.options,
        image=_picture(body.image),
        components=tuple(Component(part.sku, part.qty_milli) for part in body.components),
        min_age=body.min_age,
    )
    return written_product(ProductRow(product, tuple(body.barcodes), body.cost_minor), rev)


def _picture(image: str) -> str:
    """A picture is a file of the till's own folder of pictures: what leads anywhere else on its disk is none."""
    return image if is_file_name(image) else ""


def _price(_reader: Reader, body: entities.ListedPrice, rev: int) -> dict[str, object]:
    price = ListPrice(
        body.list_name,
        body.price_minor,
        body.since,
        body.until,
        body.min_qty_milli,
        body.group,
        body.store,
        body.channel,
    )
    return written_price(PriceRow(body.sku, price), rev)


def _put_prices(tx: Tx, rows: Sequence[dict[str, Any]]) -> None:
    tx.prices.put(list(rows))


def check_rule(name: str, document: dict[str, Any], currency: str) -> None:
    """A rule by itself, as its import checks it; that a group of promotions keeps to one phase is for the hub to see,
    because the other half of a change may stand on the next page. Refused with what is wrong."""
    text = json.dumps(document, ensure_ascii=False)
    if name == TAXES:
        tax_rules_of(document, currency)
    elif name == PROGRAMME:
        read_programme(text.encode(), currency)
    elif name == ROLES:
        read_roles(document, newer=True)
    elif name == LEASES:
        read_leases(document)
    elif promotions_of([document], currency)[0].promotion_id != name.removeprefix(PROMOTION):
        raise Refused("wrong_id")


def put_rules(tx: Tx, rows: Sequence[tuple[str, str, int]]) -> None:
    for name, text, rev in rows:
        tx.settings.put_rule(name, text, rev)


def knows_rule(name: str) -> bool:
    """Whether this program has a use for a rule of this name."""
    return name in (TAXES, PROGRAMME, ROLES, LEASES) or name.startswith(PROMOTION)


KINDS = {
    "product": Kind(lambda body: str(body.sku), _product, put_products),
    "price": Kind(entities.price_id, _price, _put_prices),
}
