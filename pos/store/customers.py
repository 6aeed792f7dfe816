"""Customers as this till knows them, and their place in search."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pos.store.balances import Balances

_COLUMNS = 'customer_id, name, email, phone, card, tier, "group", birthday, language, consents, note, number'


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer; `consents` is a JSON object, true or false by purpose, for what was ever answered."""

    customer_id: str
    name: str
    email: str
    phone: str
    card: str
    tier: str
    group: str
    birthday: str
    language: str
    consents: str
    note: str
    number: int


class Customers:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def get(self, customer_id: str) -> Customer | None:
        return self._one("customer_id = ?", customer_id)

    def by_card(self, card: str) -> Customer | None:
        """Whose card this is; nobody's when it is empty, as it is with everybody who has none."""
        return self._one("card = ?", card) if card else None

    def by_numbers(self, numbers: Sequence[int]) -> list[Customer]:
        """The customers of these row numbers, in one statement and in no order."""
        rows = self._driver.execute(
            f"SELECT {_COLUMNS} FROM json_each(?) j JOIN copy_customer ON number = j.value", (json.dumps(numbers),)
        ).fetchall()
        return [Customer(*row) for row in rows]

    def points(self, customer_id: str) -> int:
        """What the hub told last with this till's own points since; without a hub the sum of its own."""
        held = Balances(self._driver).points(customer_id)
        return 0 if held is None else held.amount

    def count(self) -> int:
        return int(self._driver.execute("SELECT count(*) FROM copy_customer").fetchone()[0])

    def upsert(self, rows: Sequence[dict[str, Any]]) -> None:
        """Customers by column name without `number`; the search index follows in the same transaction."""
        top = int(self._driver.execute("SELECT coalesce(max(number), 0) FROM copy_customer").fetchone()[0])
        names = (
            "customer_id", "name", "email", "phone", "card", "tier", "group", "birthday", "language", "consents",
            "note", "words", "rev",
        )  # fmt: skip
        gone, come, written = [], [], []
        for row in rows:
            known = self._driver.execute(
                "SELECT number, words FROM copy_customer WHERE customer_id = ?", (row["customer_id"],)
            ).fetchone()
            if known is None:
                top += 1
            number = top if known is None else known[0]
            if known is None or known[1] != row["words"]:
                gone += [] if known is None else [(known[0], known[1])]
                come.append((number, row["words"]))
            written.append((number, *(row[name] for name in names)))
        columns = ", ".join(f'"{name}"' for name in names)
        changes = ", ".join(f'"{name}" = excluded."{name}"' for name in names[1:])
        self._driver.executemany(
            f"INSERT INTO copy_customer (number, {columns}) VALUES ({', '.join('?' * (len(names) + 1))}) "
            f"ON CONFLICT (customer_id) DO UPDATE SET {changes}",
            written,
        )
        self._driver.executemany(
            "INSERT INTO find_customer (find_customer, rowid, words) VALUES ('delete', ?, ?)", gone
        )
        self._driver.executemany("INSERT INTO find_customer (rowid, words) VALUES (?, ?)", come)

    def remove(self, customer_ids: Sequence[str]) -> None:
        """Take customers away, from search too; what they bought stays."""
        for customer_id in customer_ids:
            known = self._driver.execute(
                "SELECT number, words FROM copy_customer WHERE customer_id = ?", (customer_id,)
            ).fetchone()
            if known is not None:
                self._driver.execute(
                    "INSERT INTO find_customer (find_customer, rowid, words) VALUES ('delete', ?, ?)", tuple(known)
                )
                self._driver.execute("DELETE FROM copy_customer WHERE number = ?", (known[0],))

    def _one(self, where: str, value: str) -> Customer | None:
        row = self._driver.execute(f"SELECT {_COLUMNS} FROM copy_customer WHERE {where}", (value,)).fetchone()
        return None if row is None else Customer(*row)
