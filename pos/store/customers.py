"""Customers as this till knows them, and their place in search.

What was changed here stands in the copied row at once, so that search and scans find it. A newer row of the hub that
does not count the change in yet has it laid over again; one that does is the truth.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pos.domain.customer_words import customer_words
from pos.store.projection_customer import SEALED_FIELDS
from pos.store.projection_pickup import ERASED

_COLUMNS = (
    'customer_id, name, email, phone, card, tier, "group", birthday, language, consents, note, number, rev, own_n'
)
CHANGEABLE = ("name", "email", "phone", "card", "birthday", "language")
"""The fields of a customer that are changed at a till."""


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer; `consents` is a JSON object, true or false by purpose, for what was ever answered. With rev 0 only
    this till knows him; the row counts in this till's entries up to `own_n`."""

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
    rev: int = 1
    own_n: int = 0


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

    def count(self) -> int:
        return int(self._driver.execute("SELECT count(*) FROM copy_customer").fetchone()[0])

    def create(self, customer_id: str, values: Mapping[str, str]) -> None:
        """A row for somebody whom only this till knows: rev 0, found at once. Fields as in CHANGEABLE."""
        row = dict.fromkeys((*CHANGEABLE, "tier", "group", "note"), "") | dict(values)
        words = customer_words(customer_id, row["name"], row["email"], row["phone"], row["card"])
        self.upsert([row | {"customer_id": customer_id, "consents": "{}", "words": words, "rev": 0}])

    def lay_over(self, customer_id: str, values: Mapping[str, str]) -> None:
        """Put what was changed here into the copied row. Fields as in CHANGEABLE."""
        assert values
        assert set(values) <= set(CHANGEABLE)
        held = self._driver.execute(
            "SELECT number, name, email, phone, card, words FROM copy_customer WHERE customer_id = ?", (customer_id,)
        ).fetchone()
        if held is None:
            return
        number, *told, before = held
        found_by = {name: values.get(name, value) for name, value in zip(CHANGEABLE[:4], told, strict=True)}
        words = customer_words(customer_id, **found_by)
        columns = ", ".join(f'"{name}" = ?' for name in values)
        self._driver.execute(
            f"UPDATE copy_customer SET {columns}, words = ? WHERE number = ?", (*values.values(), words, number)
        )
        self._index([(number, before)], [(number, words)])

    def erase(self, customer_ids: Iterable[str]) -> None:
        """The keys of these customers are gone: their words here say `erased`, as their entries do from now on."""
        for customer_id in customer_ids:
            sealed = ", ".join(f"{field} = '{ERASED}'" for field in SEALED_FIELDS)
            self._driver.execute(f"UPDATE fact_customer SET {sealed} WHERE customer = ?", (customer_id,))
            self._driver.execute("UPDATE fact_customer_change SET value = ? WHERE customer = ?", (ERASED, customer_id))
            self._driver.execute("UPDATE fact_customer_note SET words = ? WHERE customer = ?", (ERASED, customer_id))
        self.follow_facts()

    def follow_facts(self) -> None:
        """Customers whom only this till knows have no words any more where their facts have none."""
        erased = self._driver.execute(
            "SELECT f.customer FROM fact_customer f JOIN copy_customer c ON c.customer_id = f.customer "
            "WHERE f.name = ?1 AND c.rev = 0 AND c.name <> ?1",
            (ERASED,),
        ).fetchall()
        for (customer_id,) in erased:
            self.lay_over(customer_id, dict.fromkeys(SEALED_FIELDS, ERASED))

    def upsert(self, rows: Sequence[dict[str, Any]]) -> None:
        """Customers by column name without `number`; the search index follows in the same transaction.

        `own_n` is the last entry of this till that a row counts in; later changes made here are laid over it.
        """
        top = int(self._driver.execute("SELECT coalesce(max(number), 0) FROM copy_customer").fetchone()[0])
        names = (
            "customer_id", "name", "email", "phone", "card", "tier", "group", "birthday", "language", "consents",
            "note", "words", "rev", "own_n",
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
            written.append((number, *(row.get(name, 0) if name == "own_n" else row[name] for name in names)))
        columns = ", ".join(f'"{name}"' for name in names)
        changes = ", ".join(f'"{name}" = excluded."{name}"' for name in names[1:])
        self._driver.executemany(
            f"INSERT INTO copy_customer (number, {columns}) VALUES ({', '.join('?' * (len(names) + 1))}) "
            f"ON CONFLICT (customer_id) DO UPDATE SET {changes}",
            written,
        )
        self._index(gone, come)
        self._lay_pending(row["customer_id"] for row in rows)

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

    def _lay_pending(self, customer_ids: Iterable[str]) -> None:
        """Lay over these rows what was changed here since what they count in."""
        if self._driver.execute("SELECT 1 FROM fact_customer_change LIMIT 1").fetchone() is None:
            return
        for customer_id in customer_ids:
            rows = self._driver.execute(
                "SELECT f.field, f.value FROM copy_customer c JOIN fact_customer_change f "
                "ON f.customer = c.customer_id WHERE f.customer = ? AND f.n > c.own_n ORDER BY f.n",
                (customer_id,),
            ).fetchall()
            if values := {field: value for field, value in rows if field in CHANGEABLE and value != ERASED}:
                self.lay_over(customer_id, values)

    def _index(self, gone: Sequence[tuple[int, str]], come: Sequence[tuple[int, str]]) -> None:
        """Take words out of the search index and put others in."""
        self._driver.executemany(
            "INSERT INTO find_customer (find_customer, rowid, words) VALUES ('delete', ?, ?)", gone
        )
        self._driver.executemany("INSERT INTO find_customer (rowid, words) VALUES (?, ?)", come)

    def _one(self, where: str, value: str) -> Customer | None:
        row = self._driver.execute(f"SELECT {_COLUMNS} FROM copy_customer WHERE {where}", (value,)).fetchone()
        return None if row is None else Customer(*row)
