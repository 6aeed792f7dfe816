"""What became of comparing days with the hub, and which days are still to be compared."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST_DAYS = 400
"""Days that are compared at once."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A day of one journal as it compared last; `body` holds both sides' figures."""

    journal_id: bytes
    business_date: str
    at: str
    equal: bool
    body: dict[str, Any]


class Proofs:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def keep(self, journal_id: bytes, business_date: str, at: str, equal: bool, body: Mapping[str, Any]) -> None:
        """The outcome of a comparison takes the place of the one before."""
        self._driver.execute(
            "INSERT INTO local_proof (journal_id, business_date, at, equal, body) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (journal_id, business_date) DO UPDATE SET at = excluded.at, equal = excluded.equal, "
            "body = excluded.body",
            (journal_id, business_date, at, int(equal), json.dumps(dict(body))),
        )

    def of_day(self, journal_id: bytes, business_date: str) -> Proof | None:
        row = self._driver.execute(
            "SELECT journal_id, business_date, at, equal, body FROM local_proof "
            "WHERE journal_id = ? AND business_date = ?",
            (journal_id, business_date),
        ).fetchone()
        return None if row is None else Proof(bytes(row[0]), row[1], row[2], bool(row[3]), json.loads(row[4]))

    def open_days(self, journal_id: bytes, start: int, acked: int, limit: int) -> list[str]:
        """Business dates behind row number `start` that the hub has whole and that were never equal, or have grown
        since they were; oldest first."""
        rows = self._driver.execute(
            "SELECT d.business_date, j.seq FROM (SELECT business_date, max(n) AS n FROM journal WHERE journal_id = ? "
            "AND n > ? GROUP BY business_date) d JOIN journal j ON j.n = d.n ORDER BY d.business_date",
            (journal_id, start),
        ).fetchall()
        days = []
        for business_date, last in rows:
            proof = self.of_day(journal_id, business_date)
            grown = proof is None or not proof.equal or proof.body.get("till", {}).get("last", 0) < last
            if last <= acked and grown:
                days.append(business_date)
        return days[:limit]

    def proven_up_to(self, journal_id: bytes, start: int, acked: int) -> int:
        """The seq up to which every entry belongs to a day that was equal, 0 for none."""
        open_days = self.open_days(journal_id, start, acked, MOST_DAYS)
        late = self._driver.execute(
            "SELECT min(seq) FROM journal WHERE journal_id = ? AND n > ? AND seq > ?", (journal_id, start, acked)
        ).fetchone()[0]
        first = self._driver.execute(
            "SELECT min(n) FROM journal WHERE journal_id = ? AND n > ? AND business_date IN "
            "(SELECT value FROM json_each(?))",
            (journal_id, start, json.dumps(open_days)),
        ).fetchone()[0]
        if first is not None:
            first = self._driver.execute("SELECT seq FROM journal WHERE n = ?", (first,)).fetchone()[0]
        return min(seq for seq in (first, late, acked + 1) if seq is not None) - 1
