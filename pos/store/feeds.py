"""How far each scope of the hub's feed was read, and what a snapshot that is on its way has brought."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Any, Literal

State = Literal["empty", "loading", "current", "set_aside"]
_WANTS_MARKS = ""
"""The entity of the row that says that a snapshot marks what it brings."""


@dataclass(frozen=True, slots=True)
class FeedPlace:
    """How far a scope was read. While `loading` the `cursor` is the place within the snapshot, and `things` of
    `expected` have come. `at` is when something came last; `reason` says why a page was `set_aside`."""

    scope: str
    epoch: str = ""
    cursor: str = ""
    state: State = "empty"
    at: str = ""
    things: int = 0
    expected: int = 0
    reason: str = ""


class Feeds:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def get(self, scope: str) -> FeedPlace:
        row = self._driver.execute(
            "SELECT scope, epoch, cursor, state, at, things, expected, reason FROM local_feed WHERE scope = ?", (scope,)
        ).fetchone()
        return FeedPlace(scope) if row is None else FeedPlace(*row)

    def keep(self, place: FeedPlace) -> None:
        self._driver.execute(
            "INSERT OR REPLACE INTO local_feed (scope, epoch, cursor, state, at, things, expected, reason) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            astuple(place),
        )

    def begin_marks(self, scope: str) -> None:
        """From here on a snapshot marks what it brings."""
        self.mark(scope, [(_WANTS_MARKS, "")])

    def is_marking(self, scope: str) -> bool:
        return self.is_marked(scope, _WANTS_MARKS, "")

    def end_marks(self, scope: str) -> None:
        """From here on the marks mean nothing, however many are still there."""
        self.drop_marks(scope, [(_WANTS_MARKS, "")])

    def is_marked(self, scope: str, entity: str, thing_id: str) -> bool:
        found = self._driver.execute(
            "SELECT 1 FROM local_seen WHERE scope = ? AND entity = ? AND id = ?", (scope, entity, thing_id)
        ).fetchone()
        return found is not None

    def mark(self, scope: str, things: Iterable[tuple[str, str]]) -> None:
        """These things, as (entity, id), stand in the snapshot."""
        self._driver.executemany(
            "INSERT OR IGNORE INTO local_seen (scope, entity, id) VALUES (?, ?, ?)",
            [(scope, entity, thing_id) for entity, thing_id in things],
        )

    def marked(self, scope: str, limit: int) -> list[tuple[str, str]]:
        """Some of the marks."""
        rows = self._driver.execute("SELECT entity, id FROM local_seen WHERE scope = ? LIMIT ?", (scope, limit))
        return [(row[0], row[1]) for row in rows.fetchall()]

    def drop_marks(self, scope: str, marks: Iterable[tuple[str, str]]) -> None:
        self._driver.executemany(
            "DELETE FROM local_seen WHERE scope = ? AND entity = ? AND id = ?",
            [(scope, entity, thing_id) for entity, thing_id in marks],
        )
