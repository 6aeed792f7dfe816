"""The hub's things by entity and id, wherever their rows stand: how new they are, what there is, taking them away."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pos.store.customers import Customers
from pos.store.products import Products
from pos.store.settings import Settings

_PRICE_ID = (
    "sku || '|' || list_name || '|' || since || '|' || until || '|' || min_qty_milli || '|' || \"group\" || '|' "
    "|| store || '|' || channel"
)
_ROWS = {
    "product": ("copy_product", "sku"),
    "price": ("copy_price", _PRICE_ID),
    "rule": ("copy_rule", "name"),
    "staff": ("copy_staff", "staff_id"),
    "store": ("copy_store", "CAST(store_no AS TEXT)"),
    "order": ("copy_order", "CAST(order_id AS TEXT)"),
    "exception": ("copy_exception", "exception_id"),
    "held_basket": ("copy_held_basket", "basket_id"),
    "stock": ("copy_stock", "sku || '|' || location"),
    "customer": ("copy_customer", "customer_id"),
    "points": ("copy_points", "customer"),
    "credit": ("copy_credit", "ref"),
    "activity": ("copy_activity", "activity_id"),
}
"""The table of each entity, and its id as SQL."""
_BY_NUMBER = {"store": "store_no", "order": "order_id"}
_BY_SKU = ("price", "stock")
_OWN = {"customer": "rev = 0"}
"""A customer who was created here stands among the copies before any hub knows him: he is no copy of anything yet."""
SCOPES = {
    "policy": ("staff", "store"),
    "catalogue": ("rule", "product", "price"),
    "orders": ("order", "exception", "held_basket"),
    "stock": ("stock",),
    "customers": ("customer", "points", "credit", "activity"),
}
"""The entities of each scope that have rows of their own; of all others only the rev is kept (`local_thing`)."""


class Copies:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def rev(self, scope: str, entity: str, thing_id: str) -> int:
        """How new the copy of a thing is, 0 when there is none."""
        if entity in _ROWS:
            where, values = _where(entity, thing_id)
            row = self._driver.execute(f"SELECT rev FROM {_ROWS[entity][0]} WHERE {where}", values).fetchone()
        else:
            row = self._driver.execute(
                "SELECT rev FROM local_thing WHERE scope = ? AND entity = ? AND id = ?", (scope, entity, thing_id)
            ).fetchone()
        return 0 if row is None else int(row[0])

    def has_any(self, scope: str) -> bool:
        """Whether anything of this scope is here."""
        asked = [f"SELECT 1 FROM {_ROWS[entity][0]} WHERE NOT {_own(entity)}" for entity in SCOPES[scope]]
        asked.append("SELECT 1 FROM local_thing WHERE scope = ?")
        return any(
            self._driver.execute(f"{sql} LIMIT 1", (scope,) if "?" in sql else ()).fetchone() is not None
            for sql in asked
        )

    def all(self, scope: str) -> Iterator[tuple[str, str, int]]:
        """Entity, id and rev of everything of a scope."""
        for entity in SCOPES[scope]:
            table, thing_id = _ROWS[entity]
            for row in self._driver.execute(f"SELECT {thing_id}, rev FROM {table} WHERE NOT {_own(entity)}"):
                yield entity, row[0], row[1]
        for row in self._driver.execute("SELECT entity, id, rev FROM local_thing WHERE scope = ?", (scope,)):
            yield row[0], row[1], row[2]

    def unmarked(self, scope: str, limit: int) -> list[tuple[str, str]]:
        """Things of a scope that the snapshot did not bring, as (entity, id)."""
        found: list[tuple[str, str]] = []
        for entity in SCOPES[scope]:
            table, thing_id = _ROWS[entity]
            rows = self._driver.execute(
                f"SELECT {thing_id} AS thing_id FROM {table} WHERE NOT {_own(entity)} "
                "AND NOT EXISTS (SELECT 1 FROM local_seen s WHERE s.scope = ? AND s.entity = ? AND s.id = thing_id) "
                "LIMIT ?",
                (scope, entity, limit - len(found)),
            )
            found += [(entity, row[0]) for row in rows.fetchall()]
        rows = self._driver.execute(
            "SELECT t.entity, t.id FROM local_thing t WHERE t.scope = ?1 AND NOT EXISTS "
            "(SELECT 1 FROM local_seen s WHERE s.scope = ?1 AND s.entity = t.entity AND s.id = t.id) LIMIT ?2",
            (scope, limit - len(found)),
        )
        return found + [(row[0], row[1]) for row in rows.fetchall()]

    def keep_rev(self, scope: str, entity: str, thing_id: str, rev: int) -> None:
        """Note how new a thing is that has no row of its own."""
        self._driver.execute(
            "INSERT OR REPLACE INTO local_thing (scope, entity, id, rev) VALUES (?, ?, ?, ?)",
            (scope, entity, thing_id, rev),
        )

    def forget_rev(self, scope: str, entity: str, ids: Sequence[str]) -> None:
        """Things without a row of their own are gone."""
        self._driver.executemany(
            "DELETE FROM local_thing WHERE scope = ? AND entity = ? AND id = ?",
            [(scope, entity, thing_id) for thing_id in ids],
        )

    def learn_key(self, person: str, key: bytes) -> None:
        """Keep the key of somebody in this store's journals. One that is here stays: it opens what stands here."""
        self._driver.execute("INSERT OR IGNORE INTO key_person (person, key) VALUES (?, ?)", (person, key))

    def forget_keys(self, persons: Sequence[str]) -> None:
        """What was sealed for these persons can be read by nobody any more."""
        self._driver.executemany("DELETE FROM key_person WHERE person = ?", [(person,) for person in persons])
        Customers(self._driver).erase(persons)

    def remove(self, scope: str, entity: str, ids: Sequence[str]) -> None:
        """Take things of one entity away. A person's key stays here, unless `forget_keys` says so too."""
        if entity == "product":
            Products(self._driver).remove(ids)
        elif entity == "customer":
            Customers(self._driver).remove(ids)
        elif entity in _ROWS:
            for thing_id in ids:
                where, values = _where(entity, thing_id)
                self._driver.execute(f"DELETE FROM {_ROWS[entity][0]} WHERE {where}", values)
        else:
            self.forget_rev(scope, entity, ids)
        if entity == "rule":
            self.forget_rev(scope, entity, ids)  # one that only a newer program knows has its rev there
            Settings(self._driver).rules_changed()


def _own(entity: str) -> str:
    """Which rows of an entity's table only this till knows of, as SQL."""
    return f"({_OWN.get(entity, 'FALSE')})"


def _where(entity: str, thing_id: str) -> tuple[str, tuple[str, ...]]:
    """How SQL finds a thing by its index. An id that begins with a SKU is asked for with everything that may be one."""
    column = _ROWS[entity][1]
    if entity in _BY_NUMBER:
        return f"{_BY_NUMBER[entity]} = CAST(?1 AS INTEGER) AND {column} = ?1", (thing_id,)
    if entity in _BY_SKU:
        parts = thing_id.split("|")
        skus = json.dumps(["|".join(parts[:n]) for n in range(1, len(parts))])
        return f"sku IN (SELECT value FROM json_each(?1)) AND {column} = ?2", (skus, thing_id)
    return f"{column} = ?1", (thing_id,)
