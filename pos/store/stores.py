"""Every store of the shop, so that another one can be named, and who may sign its pickup tokens."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class KnownStore:
    """A store as the hub tells of it; `address` in lines."""

    store_no: int
    name: str
    code: str
    address: tuple[str, ...] = ()
    phone: str = ""
    open_until: str = ""


class Stores:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def get(self, store_no: int) -> KnownStore | None:
        row = self._driver.execute("SELECT body FROM copy_store WHERE store_no = ?", (store_no,)).fetchone()
        return None if row is None else _store(row[0])

    def all(self) -> list[KnownStore]:
        """Every store, by its number."""
        return [_store(row[0]) for row in self._driver.execute("SELECT body FROM copy_store ORDER BY store_no")]

    def put(self, rows: Sequence[tuple[dict[str, Any], int]]) -> None:
        """Feed documents of stores with their revs."""
        self._driver.executemany(
            "INSERT OR REPLACE INTO copy_store (store_no, name, code, body, rev) VALUES (?, ?, ?, ?, ?)",
            [
                (body["store_no"], body["name"], body["code"], json.dumps(body, ensure_ascii=False), rev)
                for body, rev in rows
            ],
        )

    def pickup_keys(self) -> dict[int, bytes]:
        """The public halves (raw Ed25519) that pickup tokens are checked with, by key id."""
        rows = self._driver.execute("SELECT kid, public_key FROM copy_pickup_key").fetchall()
        return {row[0]: bytes(row[1]) for row in rows}

    def pickup_keys_number(self) -> int:
        """The number of the list of keys that is here; 0 before the first."""
        row = self._driver.execute("SELECT coalesce(max(number), 0) FROM copy_pickup_key").fetchone()
        return int(row[0])

    def put_pickup_keys(self, number: int, keys: Sequence[tuple[int, bytes]], rev: int) -> None:
        """A new list comes in the place of the one here."""
        self._driver.execute("DELETE FROM copy_pickup_key")
        self._driver.executemany(
            "INSERT INTO copy_pickup_key (kid, public_key, number, rev) VALUES (?, ?, ?, ?)",
            [(kid, public_key, number, rev) for kid, public_key in keys],
        )


def _store(body: str) -> KnownStore:
    told = json.loads(body)
    return KnownStore(
        told["store_no"],
        told["name"],
        told["code"],
        tuple(told.get("address", ())),
        told.get("phone", ""),
        told.get("open_until", ""),
    )
