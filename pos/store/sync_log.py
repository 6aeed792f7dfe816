"""The last things that the synchroniser did, for people: a code and facts without names or keys."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class Logged:
    """`number` grows; `at` as the journal writes moments; facts are whole numbers and short words."""

    number: int
    at: str
    code: str
    facts: dict[str, Any]


class SyncLog:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def add(self, at: str, code: str, facts: Mapping[str, str | int] | None = None) -> None:
        """Write one row; the oldest beyond the limit goes."""
        cursor = self._driver.execute(
            "INSERT INTO local_sync_log (number, at, code, facts) "
            "SELECT coalesce(max(number), 0) + 1, ?, ?, ? FROM local_sync_log RETURNING number",
            (at, code, json.dumps(dict(facts or {}))),
        )
        number = int(cursor.fetchone()[0])
        self._driver.execute("DELETE FROM local_sync_log WHERE number <= ?", (number - MOST_ROWS,))

    def newest(self, limit: int = 50) -> list[Logged]:
        """The newest rows, newest first."""
        rows = self._driver.execute(
            "SELECT number, at, code, facts FROM local_sync_log ORDER BY number DESC LIMIT ?", (limit,)
        ).fetchall()
        return [Logged(number, at, code, json.loads(facts)) for number, at, code, facts in rows]
