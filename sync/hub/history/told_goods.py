"""Goods in what channels tell of a customer: with the words and prices of the hub's catalogue where none are told."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from pos.domain.failures import Refused
from pos.domain.free_text import require_free_text, why_not_word
from pos.domain.journal import stamp
from pos.domain.money import divide, parse_minor
from pos.domain.quantity import ONE, parse_milli
from pos.services.document import at_line
from sync.entities import ActivityLine, Product
from sync.hub.history.activities import HIGHEST_MINOR
from sync.hub.history.activity_documents import EARLIEST, LATEST, ToldGoods
from sync.hub.store.engine import Connection
from sync.hub.store.stores import all_sheets
from sync.hub.store.things import bodies

HIGHEST_MILLI = 10**9


def goods(connection: Connection, told: Sequence[ToldGoods], currency: str, now: datetime) -> list[ActivityLine]:
    """Refused with the `line`: `bad_quantity`, `bad_amount`, `amount_too_large`, and what cannot be kept as a text."""
    found = bodies(connection, "catalogue", "product", sorted({line.sku for line in told}))
    products = {sku: msgspec.json.decode(body, type=Product) for sku, body in found.items()}
    lines = []
    for number, line in enumerate(told, 1):
        with at_line(number):
            lines.append(_line(line, products, currency, now))
    return lines


def currency_of(connection: Connection, told: str) -> str:
    """What amounts are in: what is told, or what the first store takes."""
    sheets = [] if told else all_sheets(connection)
    return sheets[0].currency if sheets else told


def stamped(told: datetime | None, now: datetime, latest: datetime = LATEST) -> str:
    """A moment as messages carry it; now where none is told, and never one of which no till could count on."""
    return stamp(now if told is None else max(EARLIEST, min(told, latest)))


def sum_of(lines: Sequence[ActivityLine]) -> int:
    """What all of them cost together; Refused `amount_too_large`."""
    total = sum(line.amount_minor for line in lines)
    if total > HIGHEST_MINOR:
        raise Refused("amount_too_large", value=total)
    return total


def _line(told: ToldGoods, products: Mapping[str, Product], currency: str, now: datetime) -> ActivityLine:
    if code := why_not_word(told.sku, len(told.sku)):
        raise Refused(code, field="sku")
    require_free_text("name", told.name)
    require_free_text("options", told.options)
    product = products.get(told.sku)
    qty_milli = parse_milli(told.qty)
    if not 0 < qty_milli <= HIGHEST_MILLI:
        raise Refused("bad_quantity", value=told.qty)
    return ActivityLine(
        sku=told.sku,
        name=told.name or (product.name if product else told.sku),
        options=told.options or (product.options if product else ""),
        qty_milli=qty_milli,
        amount_minor=_amount(told, product, qty_milli, currency),
        since=stamped(told.since, now, now) if told.since else "",
    )


def _amount(told: ToldGoods, product: Product | None, qty_milli: int, currency: str) -> int:
    if told.amount is not None:
        amount = parse_minor(told.amount, currency)
    else:
        amount = 0 if product is None else divide(product.price_minor * qty_milli, ONE)
    if amount < 0:
        raise Refused("negative_amount", value=told.amount)
    if amount > HIGHEST_MINOR:
        raise Refused("amount_too_large", value=amount)
    return amount
