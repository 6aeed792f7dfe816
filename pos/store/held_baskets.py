"""Baskets that tills of this store put aside, as the hub tells of them; a till's own stand among its drafts too."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pos.domain.sealed import unseal

_COLUMNS = "basket_id, entry_id, till, at, staff, body, taken_here"


@dataclass(frozen=True, slots=True)
class HeldBasket:
    """`entry_id` is the entry that put it aside: each time is one of its own. `document` and `texts` are those of
    domain/held_basket.py, `texts` None where nothing can read them here. `taken_by` names the till that took it up."""

    basket_id: str
    entry_id: str
    till: int
    at: str
    staff: str
    document: Mapping[str, Any]
    texts: Mapping[str, str] | None
    taken_by: str = ""


class HeldBaskets:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def get(self, basket_id: str) -> HeldBasket | None:
        return next(iter(self._read("WHERE basket_id = ?", basket_id)), None)

    def waiting(self) -> list[HeldBasket]:
        """Those that nobody took up as far as is known here, oldest first."""
        return [held for held in self._read("WHERE taken_here = 0 ORDER BY at, basket_id") if not held.taken_by]

    def newest(self) -> tuple[int, int]:
        """How many there are and how new the newest is: whether anything changed at other tills."""
        row = self._driver.execute("SELECT count(*), coalesce(max(rev), 0) FROM copy_held_basket").fetchone()
        return int(row[0]), int(row[1])

    def mark_taken(self, basket_id: str) -> None:
        """This till took it up: the hub says so too, a little later."""
        self._driver.execute("UPDATE copy_held_basket SET taken_here = 1 WHERE basket_id = ?", (basket_id,))

    def put(self, rows: Sequence[tuple[dict[str, Any], int]]) -> None:
        """Feed documents with their revs."""
        self._driver.executemany(
            "INSERT OR REPLACE INTO copy_held_basket (basket_id, entry_id, till, at, staff, body, taken_here, rev) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7)",
            [
                (told["basket_id"], told["entry"], told["till"], told["at"], told["staff"], json.dumps(told), rev)
                for told, rev in rows
            ],
        )

    def _read(self, where: str, *values: str) -> list[HeldBasket]:
        rows = self._driver.execute(f"SELECT {_COLUMNS} FROM copy_held_basket {where}", values).fetchall()
        return [self._held(row) for row in rows]

    def _held(self, row: Sequence[Any]) -> HeldBasket:
        basket_id, entry_id, till, at, staff, body, _taken = row
        told = json.loads(body)
        return HeldBasket(
            basket_id, entry_id, till, at, staff, told.get("document", {}), self._texts(told), told.get("taken_by", "")
        )

    def _texts(self, told: Mapping[str, Any]) -> Mapping[str, str] | None:
        if not told.get("person"):
            return {}
        key = self._driver.execute("SELECT key FROM key_person WHERE person = ?", (told["person"],)).fetchone()
        return unseal({"person": told["person"], "box": told["box"]}, None if key is None else bytes(key[0]))
