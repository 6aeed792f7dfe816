"""The outbox: the journal behind what the hub has acknowledged. An acknowledgement deletes nothing.

A journal is acknowledged up to one seq without a gap, set-aside entries and forks included: they are the hub's too, but
stand apart in a table of their own. Days that were equal on both sides prove a journal up to a seq.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pos.domain.journal import FIRST_PREVIOUS, Entry
from pos.store.tables import JournalRow, table_of

FORK = "fork"
"""The code of a set-aside entry in whose place the hub has another one."""
_ENTRY = ", ".join(f"j.{column.name}" for column in table_of(JournalRow).columns if column.name != "n")
_BEFORE = "(SELECT p.h FROM journal p WHERE p.journal_id = j.journal_id AND p.seq = j.seq - 1)"
_PERSON_KEYS = "SELECT person, key FROM key_person WHERE person IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Unsent:
    """An entry with the hash of the one before it, as the hub wants them."""

    entry: Entry
    prev: bytes


@dataclass(frozen=True, slots=True)
class Sent:
    """How far one journal is: its last seq here, acknowledged and proven up to. `aside` is the first entry that is set
    aside, 0 for none, and `forked` the first of those that the hub has otherwise."""

    journal_id: bytes
    last: int
    acked: int
    proven: int
    aside: int
    forked: int


class Outbox:
    """The outbox of the open transaction; entries behind row number `start` belong to the hub."""

    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def unsent(self, start: int, limit: int, most_bytes: int) -> tuple[Unsent, ...]:
        """The next entries in order, as many as fit, and one whatever its size."""
        found: list[Unsent] = []
        size = 0
        for journal_id, acked in self._journals():
            rows = self._driver.execute(
                f"SELECT {_BEFORE}, {_ENTRY} FROM journal j "
                "WHERE j.journal_id = ? AND j.seq > ? AND j.n > ? ORDER BY j.seq LIMIT ?",
                (journal_id, acked, start, limit - len(found)),
            )
            for row in rows:
                item = _unsent(row)
                size += len(item.entry.body)
                if found and size > most_bytes:
                    return tuple(found)
                found.append(item)
        return tuple(found)

    def waiting(self, start: int) -> tuple[int, str]:
        """How many entries the hub does not have yet, and the time of the oldest, empty when there is none."""
        count, oldest = 0, ""
        for journal_id, acked in self._journals():
            row = self._driver.execute(
                "SELECT count(*), min(at) FROM journal WHERE journal_id = ? AND seq > ? AND n > ?",
                (journal_id, acked, start),
            ).fetchone()
            count += row[0]
            oldest = min(filter(None, (oldest, row[1])), default="")
        return count, oldest

    def sent(self) -> list[Sent]:
        """How far each journal is, in the order in which they began."""
        rows = self._driver.execute(
            "SELECT o.journal_id, (SELECT max(seq) FROM journal WHERE journal_id = o.journal_id), "
            "coalesce(s.acked, 0), coalesce(s.proven, 0), "
            "coalesce((SELECT min(seq) FROM local_set_aside WHERE journal_id = o.journal_id), 0), "
            "coalesce((SELECT min(seq) FROM local_set_aside WHERE journal_id = o.journal_id AND code = ?), 0) "
            "FROM journal o LEFT JOIN local_sent s ON s.journal_id = o.journal_id "
            "WHERE o.kind = 'journal_opened' ORDER BY o.n",
            (FORK,),
        ).fetchall()
        return [Sent(bytes(row[0]), *row[1:]) for row in rows]

    def acked(self, journal_id: bytes) -> int:
        """Up to which seq the hub has this journal."""
        row = self._driver.execute("SELECT acked FROM local_sent WHERE journal_id = ?", (journal_id,)).fetchone()
        return 0 if row is None else int(row[0])

    def hash_at(self, journal_id: bytes, seq: int) -> bytes | None:
        """The hash of an entry, None where it is not here."""
        row = self._driver.execute(
            "SELECT h FROM journal WHERE journal_id = ? AND seq = ?", (journal_id, seq)
        ).fetchone()
        return None if row is None else bytes(row[0])

    def ack(self, journal_id: bytes, seq: int, at: str) -> None:
        """The hub has this journal up to `seq`; it never shrinks by this."""
        self._driver.execute(
            "INSERT INTO local_sent (journal_id, acked, acked_at, proven) VALUES (?, ?, ?, 0) ON CONFLICT (journal_id) "
            "DO UPDATE SET acked = excluded.acked, acked_at = excluded.acked_at WHERE excluded.acked > acked",
            (journal_id, seq, at),
        )

    def take_back(self, journal_id: bytes, seq: int) -> None:
        """The hub has this journal only up to `seq` any more: the rest is sent again, and proven again."""
        self._driver.execute(
            "UPDATE local_sent SET acked = min(acked, ?2), proven = min(proven, ?2) WHERE journal_id = ?1",
            (journal_id, seq),
        )
        self._driver.execute("DELETE FROM local_set_aside WHERE journal_id = ? AND seq > ?", (journal_id, seq))
        self._driver.execute("DELETE FROM local_proof WHERE journal_id = ?", (journal_id,))

    def prove(self, journal_id: bytes, seq: int) -> None:
        """All days up to `seq` were equal on both sides."""
        self._driver.execute(
            "UPDATE local_sent SET proven = max(proven, min(acked, ?)) WHERE journal_id = ?", (seq, journal_id)
        )

    def set_aside(self, entry: Entry, code: str, at: str) -> None:
        """The hub keeps this entry apart and says why by a code."""
        self._driver.execute(
            "INSERT INTO local_set_aside (entry_id, journal_id, seq, code, at) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (entry_id) DO UPDATE SET code = excluded.code",
            (entry.entry_id, entry.journal_id, entry.seq, code, at),
        )

    def take_up(self, entry_id: str) -> None:
        """The hub could read an entry after all that was set aside."""
        self._driver.execute("DELETE FROM local_set_aside WHERE entry_id = ?", (entry_id,))

    def aside_count(self) -> int:
        return int(self._driver.execute("SELECT count(*) FROM local_set_aside").fetchone()[0])

    def aside(self, after: str, limit: int) -> tuple[Unsent, ...]:
        """Set-aside entries by their ids, behind this one."""
        rows = self._driver.execute(
            f"SELECT {_BEFORE}, {_ENTRY} FROM local_set_aside a JOIN journal j ON j.entry_id = a.entry_id "
            "WHERE a.entry_id > ? ORDER BY a.entry_id LIMIT ?",
            (after, limit),
        ).fetchall()
        return tuple(_unsent(row) for row in rows)

    def keys_of(self, persons: Sequence[str]) -> list[tuple[str, bytes]]:
        """The keys of these persons, as far as they are here and not erased."""
        rows = self._driver.execute(_PERSON_KEYS, (json.dumps(list(persons)),)).fetchall()
        return [(person, bytes(key)) for person, key in rows]

    def journal_hashes(self, journal_id: bytes, first: int, last: int) -> list[tuple[int, bytes]]:
        """Seq and hash of the entries `first` to `last` that are here, in order."""
        rows = self._driver.execute(
            "SELECT seq, h FROM journal WHERE journal_id = ? AND seq BETWEEN ? AND ? ORDER BY seq",
            (journal_id, first, last),
        ).fetchall()
        return [(seq, bytes(h)) for seq, h in rows]

    def newest(self) -> tuple[int, int]:
        """The row numbers of the newest entry and of the newest closed shift, 0 for none."""
        row = self._driver.execute(
            "SELECT coalesce(max(n), 0), (SELECT coalesce(max(n), 0) FROM fact_shift_close) FROM journal"
        ).fetchone()
        return int(row[0]), int(row[1])

    def _journals(self) -> list[tuple[bytes, int]]:
        rows = self._driver.execute(
            "SELECT o.journal_id, coalesce(s.acked, 0) FROM journal o LEFT JOIN local_sent s "
            "ON s.journal_id = o.journal_id WHERE o.kind = 'journal_opened' ORDER BY o.n"
        ).fetchall()
        return [(bytes(journal_id), acked) for journal_id, acked in rows]


def _unsent(row: Sequence[Any]) -> Unsent:
    return Unsent(Entry(*row[1:]), bytes(row[0] or FIRST_PREVIOUS))
