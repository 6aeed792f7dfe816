"""What the catalogue was: the documents that newer ones took the place of, so that a sale is priced again by the rules
that its till had, however late it comes.

Kept is what a price depends on: products, price lists, taxes and promotions. A document counts from its own number
until that of the publication that changed or deleted its thing.
"""

from collections.abc import Collection, Iterator, Sequence
from threading import Lock
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    case,
    delete,
    insert,
    literal,
    select,
    tuple_,
    union_all,
    update,
)

from sync.hub.store.rows import among
from sync.hub.store.tables import stream, thing, thing_key, thing_past

CATALOGUE = "catalogue"
PAST_KEPT = 1_000_000
"""So many numbers of the catalogue back it can still be read: a new price for every one of a million goods."""
DROPPED_AT_ONCE = 20_000
"""So many documents are dropped in one transaction, which holds up whoever writes."""
RULES_KEPT = 8
"""Of so many numbers the rules stay in memory."""
TAXES, PROMOTION = "taxes", "promotion:"
_ENTITIES = ("product", "price", "rule")
_AT_ONCE = 500


def keep_past(connection: Connection, name: str, keys: Collection[tuple[str, str]], until: int) -> None:
    """Put aside what these things of a stream, as (entity, id), said until now; before they are changed."""
    if name != CATALOGUE:
        return
    for entity in _ENTITIES:
        ids = [thing_id for kind, thing_id in keys if kind == entity and _is_priced_by(kind, thing_id)]
        for start in range(0, len(ids), _AT_ONCE):
            _keep(connection, entity, ids[start : start + _AT_ONCE], until)


def is_kept(connection: Connection, n: int) -> bool:
    """Whether all that the catalogue said at this number can be read."""
    since = connection.scalar(select(stream.c.past_from).where(stream.c.stream == CATALOGUE))
    return since is not None and n >= since


def rules_at(connection: Connection, n: int) -> tuple[tuple[str, bytes], ...]:
    """Taxes and promotions by their names as they were at this number."""
    found = ((thing_id, body) for thing_id, _key, body in _at(connection, "rule", n, None))
    return tuple(sorted((name, body) for name, body in found if _is_priced_by("rule", name)))


def products_at(connection: Connection, n: int, skus: Collection[str]) -> dict[str, bytes]:
    """The documents of these products at this number, by SKU."""
    return {sku: body for sku, _key, body in _at(connection, "product", n, skus)}


def prices_at(connection: Connection, n: int, skus: Collection[str]) -> list[tuple[str, bytes]]:
    """The price-list rows of these SKUs at this number, each with its SKU."""
    found = ((thing_id, sku, body) for thing_id, sku, body in _at(connection, "price", n, skus))
    return [(sku, body) for _id, sku, body in sorted(found)]


def forget_past(connection: Connection, kept: int = PAST_KEPT, at_once: int = DROPPED_AT_ONCE) -> None:
    """Drop some of what the catalogue said so many numbers ago; sales of that time are not priced again any more."""
    newest = connection.scalar(select(stream.c.n).where(stream.c.stream == CATALOGUE)) or 0
    since = newest - kept
    if since <= 0:
        return
    key = tuple_(*thing_past.primary_key.columns)
    old = select(*thing_past.primary_key.columns).where(thing_past.c.stream == CATALOGUE, thing_past.c.until_n <= since)
    connection.execute(delete(thing_past).where(key.in_(old.limit(at_once))))
    later = case((stream.c.past_from > since, stream.c.past_from), else_=since)
    connection.execute(update(stream).where(stream.c.stream == CATALOGUE).values(past_from=later))


class KeptRules:
    """Taxes and promotions at the numbers that were asked for last: tills sell at one for long, and reading is slow."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[tuple[str, bytes], ...]] = {}
        self._lock = Lock()

    def at(self, connection: Connection, n: int) -> tuple[tuple[str, bytes], ...]:
        with self._lock:
            known = self._kept.get(n)
        found = rules_at(connection, n) if known is None else known
        with self._lock:
            self._kept.pop(n, None)
            self._kept[n] = found  # the last of all: the first goes first
            while len(self._kept) > RULES_KEPT:
                del self._kept[next(iter(self._kept))]
        return found


def _is_priced_by(entity: str, thing_id: str) -> bool:
    """Roles, the points programme and what was lent of promotions are rules too, and no price depends on them."""
    return entity != "rule" or thing_id == TAXES or thing_id.startswith(PROMOTION)


def _keep(connection: Connection, entity: str, ids: Sequence[str], until: int) -> None:
    said = _standing(entity).add_columns(literal(until)).where(among(connection, thing.c.id, ids))
    columns = ["stream", "entity", "id", "n", "key", "body", "until_n"]
    connection.execute(insert(thing_past).from_select(columns, said))


def _at(connection: Connection, entity: str, n: int, keys: Collection[str] | None) -> Iterator[tuple[str, str, bytes]]:
    """Id, key and body of each thing that stood there at this number; one statement, so that nothing moves between."""
    now = _standing(entity).where(thing.c.n <= n)
    past = select(*(thing_past.c[name] for name in ("stream", "entity", "id", "n", "key", "body"))).where(
        thing_past.c.stream == CATALOGUE, thing_past.c.entity == entity, thing_past.c.n <= n, thing_past.c.until_n > n
    )
    if keys is not None:
        wanted = sorted(keys)
        now = now.where(among(connection, _key(entity), wanted))
        past = past.where(among(connection, thing_past.c.key, wanted))
    for row in connection.execute(union_all(now, past)):
        yield row.id, row.key, bytes(row.body)


def _standing(entity: str) -> Select[Any]:
    """Stream, entity, id, number, key and body of what the catalogue holds of an entity now."""
    columns = (thing.c.stream, thing.c.entity, thing.c.id, thing.c.n, _key(entity).label("key"), thing.c.body)
    asked = select(*columns).where(thing.c.stream == CATALOGUE, thing.c.entity == entity, thing.c.op == "put")
    if entity != "price":
        return asked
    of_price = (thing_key.c.stream == thing.c.stream) & (thing_key.c.entity == thing.c.entity)
    return asked.join(thing_key, of_price & (thing_key.c.id == thing.c.id))


def _key(entity: str) -> ColumnElement[str]:
    """A price is found by its SKU, the others by their id."""
    return thing_key.c.key if entity == "price" else thing.c.id
