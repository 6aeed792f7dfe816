"""What the sync centre shows, read from the tables that the synchroniser keeps; nothing is written here.

An entry waits until its journal is acknowledged up to it. Journals of a file follow each other, so the few that there
ever were are looked at one by one, each by its index.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pos.domain.journal import Entry
from pos.store.proofs import Proof
from pos.store.tables import JournalRow, table_of

_ENTRY = ", ".join(f"j.{column.name}" for column in table_of(JournalRow).columns if column.name != "n")
_JOURNALS = (
    "SELECT o.journal_id, coalesce(s.acked, 0) FROM journal o LEFT JOIN local_sent s ON s.journal_id = o.journal_id "
    "WHERE o.kind = 'journal_opened' ORDER BY o.n"
)
_UNSENT = "FROM journal j WHERE j.journal_id = ? AND j.seq > ? AND j.n > ?"
_NEWEST = f"SELECT j.n, {_ENTRY} FROM journal j WHERE j.n > ? ORDER BY j.n DESC LIMIT ?"


@dataclass(frozen=True, slots=True)
class SetAside:
    """An entry that the hub could not read, with the hub's `code` of why."""

    entry: Entry
    code: str
    at: str


@dataclass(frozen=True, slots=True)
class ShopException:
    """Two sides that disagree: what each says, by the name of the thing. `decided` is what was chosen at this till
    (`decided_by`, `decided_at`) or at the hub, empty while nobody did."""

    exception_id: str
    kind: str
    at: str
    ref: str
    here: tuple[tuple[str, str], ...]
    there: tuple[tuple[str, str], ...]
    decided: str = ""
    decided_by: str = ""
    decided_at: str = ""


class SyncCentre:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def waiting(self, outbox_from: int) -> int:
        """How many entries behind this row number the hub does not have yet."""
        return sum(
            int(self._driver.execute(f"SELECT count(*) {_UNSENT}", (journal, acked, outbox_from)).fetchone()[0])
            for journal, acked in self._journals()
        )

    def oldest_waiting(self, outbox_from: int, limit: int) -> list[tuple[int, Entry]]:
        """The next entries to be sent with their row numbers, in the order in which they are."""
        found: list[tuple[int, Entry]] = []
        for journal, acked in self._journals():
            rows = self._driver.execute(
                f"SELECT j.n, {_ENTRY} {_UNSENT} ORDER BY j.seq LIMIT ?",
                (journal, acked, outbox_from, limit - len(found)),
            )
            found += [(row[0], Entry(*row[1:])) for row in rows]
        return found

    def sent_since(self, at: str, outbox_from: int, limit: int) -> list[Entry]:
        """Entries made since `at` that the hub has, newest first; at most `limit` of the newest are looked at."""
        acked = dict(self._journals())
        aside = {row[0] for row in self._driver.execute("SELECT entry_id FROM local_set_aside")}
        newest = (Entry(*row[1:]) for row in self._driver.execute(_NEWEST, (outbox_from, limit)))
        return [
            entry
            for entry in newest
            if entry.at >= at and entry.seq <= acked.get(entry.journal_id, 0) and entry.entry_id not in aside
        ]

    def acked_at(self, journal_id: bytes) -> tuple[int, str]:
        """Up to which seq the hub has this journal, and since when."""
        row = self._driver.execute(
            "SELECT acked, acked_at FROM local_sent WHERE journal_id = ?", (journal_id,)
        ).fetchone()
        return (0, "") if row is None else (int(row[0]), str(row[1]))

    def set_aside_count(self) -> int:
        return int(self._driver.execute("SELECT count(*) FROM local_set_aside").fetchone()[0])

    def set_aside(self, limit: int) -> list[SetAside]:
        """Newest first."""
        rows = self._driver.execute(
            f"SELECT a.code, a.at, {_ENTRY} FROM local_set_aside a JOIN journal j ON j.entry_id = a.entry_id "
            "ORDER BY a.at DESC LIMIT ?",
            (limit,),
        )
        return [SetAside(Entry(*row[2:]), row[0], row[1]) for row in rows]

    def open_count(self) -> int:
        """Exceptions that nobody has decided, neither here nor at the hub."""
        return int(
            self._driver.execute(
                "SELECT count(*) FROM copy_exception e WHERE e.state = 'open' AND NOT EXISTS "
                "(SELECT 1 FROM fact_audit a WHERE a.kind = 'exception_decided' AND a.subject = e.exception_id "
                "AND a.reason <> 'for_manager')"
            ).fetchone()[0]
        )

    def exceptions(self, limit: int) -> list[ShopException]:
        """Those that are open at the hub, newest first, with what was decided here meanwhile."""
        rows = self._driver.execute(f"SELECT {_EXCEPTION} WHERE e.state = 'open' ORDER BY e.at DESC LIMIT ?", (limit,))
        return [_exception(row) for row in rows]

    def exception(self, exception_id: str) -> ShopException | None:
        row = self._driver.execute(f"SELECT {_EXCEPTION} WHERE e.exception_id = ?", (exception_id,)).fetchone()
        return None if row is None else _exception(row)

    def proofs(self, business_date: str) -> list[Proof]:
        """What became of a day's comparison, one for each journal that the day is in."""
        rows = self._driver.execute(
            "SELECT journal_id, business_date, at, equal, body FROM local_proof WHERE business_date = ? ORDER BY at",
            (business_date,),
        )
        return [Proof(bytes(row[0]), row[1], row[2], bool(row[3]), json.loads(row[4])) for row in rows]

    def proof_days(self, limit: int) -> list[str]:
        """Business dates that were compared, newest first."""
        rows = self._driver.execute(
            "SELECT DISTINCT business_date FROM local_proof ORDER BY business_date DESC LIMIT ?", (limit,)
        )
        return [row[0] for row in rows]

    def _journals(self) -> Iterator[tuple[bytes, int]]:
        for journal, acked in self._driver.execute(_JOURNALS).fetchall():
            yield bytes(journal), int(acked)


_EXCEPTION = (
    "e.exception_id, e.kind, e.at, e.body, a.reason, a.staff, a.at FROM copy_exception e "
    "LEFT JOIN fact_audit a ON a.n = (SELECT max(d.n) FROM fact_audit d "
    "WHERE d.kind = 'exception_decided' AND d.subject = e.exception_id)"
)


def _exception(row: tuple[Any, ...]) -> ShopException:
    exception_id, kind, at, body, decided, staff, decided_at = row
    told = json.loads(body)
    return ShopException(
        exception_id,
        kind,
        at,
        told.get("ref", ""),
        tuple(told.get("here", {}).items()),
        tuple(told.get("there", {}).items()),
        decided or told.get("decided", ""),
        staff or told.get("decided_by", ""),
        decided_at or "",
    )
