"""Baskets that are not paid: the one being rung up, which survives a crash, and the suspended ones."""

from dataclasses import dataclass
from typing import Any

CURRENT = "current"
SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Draft:
    """`basket` is the draft document of domain/draft.py as JSON, `entry` the id of the entry that told other tills of
    it, empty where none did."""

    draft_id: str
    state: str
    at: str
    staff: str
    label: str
    basket: str
    entry: str = ""


class Drafts:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def keep(self, draft: Draft) -> None:
        self._driver.execute(
            "INSERT INTO local_draft (draft_id, state, at, staff, label, basket, entry) VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (draft_id) DO UPDATE SET state = excluded.state, at = excluded.at, staff = excluded.staff, "
            "label = excluded.label, basket = excluded.basket, entry = excluded.entry",
            (draft.draft_id, draft.state, draft.at, draft.staff, draft.label, draft.basket, draft.entry),
        )

    def drop(self, draft_id: str) -> None:
        """Forget a draft; one that is not there is forgotten already."""
        self._driver.execute("DELETE FROM local_draft WHERE draft_id = ?", (draft_id,))

    def drop_taken(self, draft_id: str, entry: str) -> None:
        """Another till goes on with what this one put aside by that entry; what was put aside anew since stays."""
        self._driver.execute(
            "DELETE FROM local_draft WHERE draft_id = ? AND state = ? AND entry = ?", (draft_id, SUSPENDED, entry)
        )

    def get(self, draft_id: str) -> Draft | None:
        return next(iter(self._read("draft_id = ?", draft_id)), None)

    def current(self) -> list[Draft]:
        return self._read("state = ?", CURRENT)

    def suspended(self) -> list[Draft]:
        return self._read("state = ?", SUSPENDED)

    def _read(self, where: str, value: str) -> list[Draft]:
        rows = self._driver.execute(
            "SELECT draft_id, state, at, staff, label, basket, entry FROM local_draft "
            f"WHERE {where} ORDER BY at, draft_id",
            (value,),
        ).fetchall()
        return [Draft(*row) for row in rows]
