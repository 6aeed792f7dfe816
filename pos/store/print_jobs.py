"""The print queue: it survives a restart, and a job that was being printed then asks before it prints again."""

from dataclasses import dataclass
from typing import Any

WAITING = "waiting"
PRINTING = "printing"
PRINTED = "printed"
UNKNOWN = "unknown"
"""The till stopped while this was on its way to the printer: only a person knows whether paper came out."""


@dataclass(frozen=True, slots=True)
class PrintJob:
    """`copy` 0 is the original; `reason` says why a job still waits."""

    job: int
    sale_id: str
    kind: str
    copy: int
    state: str
    at: str
    reason: str


class PrintJobs:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def add(self, sale_id: str, kind: str, at: str, copy: int = 0) -> int:
        cursor = self._driver.execute(
            "INSERT INTO local_print_job (sale_id, kind, copy, state, at, reason) VALUES (?, ?, ?, ?, ?, '')",
            (sale_id, kind, copy, WAITING, at),
        )
        return int(cursor.lastrowid)

    def mark(self, job: int, state: str, reason: str = "") -> None:
        self._driver.execute("UPDATE local_print_job SET state = ?, reason = ? WHERE job = ?", (state, reason, job))

    def open(self) -> list[PrintJob]:
        """What is not on paper yet, oldest first."""
        rows = self._driver.execute(
            "SELECT job, sale_id, kind, copy, state, at, reason FROM local_print_job WHERE state <> ? ORDER BY job",
            (PRINTED,),
        ).fetchall()
        return [PrintJob(*row) for row in rows]

    def get(self, job: int) -> PrintJob | None:
        row = self._driver.execute(
            "SELECT job, sale_id, kind, copy, state, at, reason FROM local_print_job WHERE job = ?", (job,)
        ).fetchone()
        return None if row is None else PrintJob(*row)

    def waiting(self, sale_id: str, kind: str) -> int | None:
        """The job of this document that waits for paper."""
        row = self._driver.execute(
            "SELECT job FROM local_print_job WHERE sale_id = ? AND kind = ? AND state = ? ORDER BY job LIMIT 1",
            (sale_id, kind, WAITING),
        ).fetchone()
        return None if row is None else int(row[0])

    def asked(self, sale_id: str, kind: str) -> bool:
        """Whether this document was ever asked for."""
        found = self._driver.execute(
            "SELECT 1 FROM local_print_job WHERE sale_id = ? AND kind = ? LIMIT 1", (sale_id, kind)
        ).fetchone()
        return found is not None

    def copies(self, sale_id: str) -> int:
        """How many copies of this receipt were ever asked for."""
        row = self._driver.execute(
            "SELECT coalesce(max(copy), 0) FROM local_print_job WHERE sale_id = ?", (sale_id,)
        ).fetchone()
        return int(row[0])

    def doubt(self) -> None:
        """At start: what was printing when the till stopped is unknown now."""
        self._driver.execute("UPDATE local_print_job SET state = ? WHERE state = ?", (UNKNOWN, PRINTING))
