"""Notes about customers and tasks for them: written here, or told by the hub from other tills and channels."""

import json
from dataclasses import dataclass
from typing import Any

from pos.domain.customer import Event
from pos.store.timeline_events import event_of_activity, event_of_note

_OWN = (
    "SELECT f.entry_id, f.kind, f.at, f.staff, f.words, f.due, "
    "EXISTS (SELECT 1 FROM fact_task_done d WHERE d.task = f.entry_id) FROM fact_customer_note f "
    "WHERE f.customer = ?1"
)
_TOLD = (
    "SELECT a.body, EXISTS (SELECT 1 FROM fact_task_done d WHERE d.task = substr(a.activity_id, 6)) "
    "FROM copy_activity a WHERE a.customer = ?1 AND a.kind = ?2 AND NOT EXISTS "
    "(SELECT 1 FROM fact_customer_note f WHERE f.customer = ?1 AND f.entry_id = substr(a.activity_id, 6)) "
    "ORDER BY a.at DESC, a.activity_id DESC LIMIT ?3"
)
MOST = 200
"""Notes or tasks of one customer that are read at the most, the newest."""


@dataclass(frozen=True, slots=True)
class Task:
    """A task by the id of the entry that set it."""

    entry_id: str
    customer_id: str
    is_done: bool


class CustomerNotes:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def notes(self, customer_id: str, place: str) -> list[Event]:
        """Newest first; `place` is where those of this till were written."""
        return self._of_kind(customer_id, "note", place)

    def open_tasks(self, customer_id: str, place: str) -> list[Event]:
        """What is still to be done, what is due first at the front."""
        tasks = [event for event in self._of_kind(customer_id, "task", place) if event.state != "done"]
        return sorted(tasks, key=lambda event: (event.due, event.at, event.event_id))

    def task(self, entry_id: str) -> Task | None:
        """A task that was set here or at another till."""
        row = self._driver.execute(
            "SELECT f.customer, f.kind, 0 FROM fact_customer_note f WHERE f.entry_id = ?1 UNION ALL "
            "SELECT a.customer, a.kind, json_extract(a.body, '$.state') = 'done' FROM copy_activity a "
            "WHERE a.activity_id = 'note:' || ?1 ORDER BY 3 DESC LIMIT 1",
            (entry_id,),
        ).fetchone()
        if row is None or row[1] != "task":
            return None
        done = self._driver.execute("SELECT 1 FROM fact_task_done WHERE task = ?", (entry_id,)).fetchone()
        return Task(entry_id, row[0], bool(row[2]) or done is not None)

    def _of_kind(self, customer_id: str, kind: str, place: str) -> list[Event]:
        own = self._driver.execute(
            f"{_OWN} AND f.kind = ?2 ORDER BY f.at DESC, f.n DESC LIMIT ?3", (customer_id, kind, MOST)
        ).fetchall()
        told = self._driver.execute(_TOLD, (customer_id, kind, MOST)).fetchall()
        events = [event_of_note(row, place) for row in own]
        events += [event_of_activity(json.loads(body), done=bool(done)) for body, done in told]
        return sorted(events, key=lambda event: event.mark, reverse=True)[:MOST]
