"""Pickup orders of this store as the hub told them last."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from pos.domain.pickup_order import TO_PICK, WAITING, PickupOrder, pickup_order_of
from pos.store.prepared import Prepared
from pos.store.tables import OrderRow

MOST = 2_000
"""Orders that are shown at the most: a store with more of them open has another problem."""
_COLUMNS = (OrderRow.body, OrderRow.rev, OrderRow.own_n)
_GET = Prepared(select(*_COLUMNS).where(OrderRow.order_id == bindparam("order_id")))
_BY_NUMBER = Prepared(select(*_COLUMNS).where(OrderRow.number == bindparam("number")))
_OPEN = ", ".join(f"'{state}'" for state in (*TO_PICK, *WAITING))

HeldOrder = tuple[PickupOrder, int]
"""An order with the row number of the last entry of this till that it counts in."""


class Orders:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def get(self, order_id: int) -> HeldOrder | None:
        return _order(_GET.run(self._driver, order_id=order_id).fetchone())

    def by_number(self, number: str) -> HeldOrder | None:
        """The order with the number that people say (`N-88231`)."""
        return _order(_BY_NUMBER.run(self._driver, number=number).fetchone())

    def all_open(self, limit: int = MOST) -> list[HeldOrder]:
        """Orders that the hub thinks are to be picked or waiting, whatever was promised first."""
        return self._several(f"state IN ({_OPEN}) ORDER BY promised_at, order_id", (), limit)

    def of_customer(self, customer_id: str, limit: int = MOST) -> list[HeldOrder]:
        """A customer's orders here in every state, the newest first."""
        return self._several("customer = ? ORDER BY order_id DESC", (customer_id,), limit)

    def newest(self, limit: int = MOST) -> list[HeldOrder]:
        """Orders in every state, the newest first."""
        return self._several("1 ORDER BY order_id DESC", (), limit)

    def by_number_end(self, end: str, limit: int) -> list[int]:
        """The ids of orders whose number ends so, the newest first."""
        rows = self._driver.execute(
            "SELECT order_id FROM copy_order WHERE substr(number, -length(?1)) = ?1 ORDER BY order_id DESC LIMIT ?2",
            (end, limit),
        )
        return [row[0] for row in rows.fetchall()]

    def of_contact(self, email: str, postcode: str) -> list[int]:
        """The ids of orders of this e-mail and postcode, the newest first; case and blanks mean nothing."""
        rows = self._driver.execute(
            "SELECT order_id FROM copy_order WHERE lower(json_extract(body, '$.email')) = lower(?1) "
            "AND replace(lower(json_extract(body, '$.postcode')), ' ', '') = replace(lower(?2), ' ', '') "
            "AND ?2 <> '' ORDER BY order_id DESC",
            (email, postcode),
        )
        return [row[0] for row in rows.fetchall()]

    def put(self, rows: Sequence[tuple[dict[str, Any], int, int]]) -> None:
        """Feed documents of orders, each with its own_n and rev."""
        self._driver.executemany(
            "INSERT OR REPLACE INTO copy_order (order_id, number, state, promised_at, customer, body, own_n, rev) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [_row(body, own_n, rev) for body, own_n, rev in rows],
        )

    def _several(self, where: str, values: tuple[object, ...], limit: int) -> list[HeldOrder]:
        rows = self._driver.execute(
            f"SELECT body, rev, own_n FROM copy_order WHERE {where} LIMIT ?", (*values, limit)
        ).fetchall()
        return [order for row in rows if (order := _order(row)) is not None]


def _row(body: dict[str, Any], own_n: int, rev: int) -> tuple[Any, ...]:
    return (
        body["order_id"],
        body["number"],
        body["state"],
        body["promised_at"],
        body.get("customer_id", ""),
        json.dumps(body, ensure_ascii=False),
        own_n,
        rev,
    )


def _order(row: Sequence[Any] | None) -> HeldOrder | None:
    return None if row is None else (pickup_order_of(json.loads(row[0]), row[1]), row[2])
