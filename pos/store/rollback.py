"""Whether the file is behind its witness: an older copy, another file, or one whose end was cut off."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pos.store.entries import Entries
from pos.store.witness import Seen


@dataclass(frozen=True, slots=True)
class Loss:
    """The witness saw `seen`, of whose journal this file has `held` entries (0: it does not know the journal)."""

    code: str
    seen: Seen
    held: int

    @property
    def words(self) -> str:
        journal = self.seen.journal_id.hex()
        if self.code == "other_file":
            return f"the witness knows journal {journal}, this file does not"
        if self.code == "other_entry":
            return f"entry {self.seen.seq} of journal {journal} is not the one that the witness saw"
        first, last = self.held + 1, self.seen.seq
        lost = f"entry {last}" if first == last else f"entries {first} to {last}"
        return f"{lost} of journal {journal} are missing: the witness saw more than this file has"

    @property
    def document(self) -> dict[str, object]:
        """What the gap entry of the next journal says of it."""
        return {
            "journal_id": self.seen.journal_id.hex(),
            "held": self.held,
            "seen": self.seen.seq,
            "h": self.seen.h.hex(),
            "receipt": self.seen.receipt,
        }


def losses(driver: Any, newest: Mapping[bytes, Seen]) -> list[Loss]:
    """Everything that the witness saw and this file does not have and no gap entry accounts for.

    `newest` is read from the witness before the transaction begins: it is appended after each commit, so what others
    sell meanwhile would be in the witness and not in the file as this transaction sees it. A witness that lacks the
    newest entries is normal: it is flushed in the background.
    """
    entries = Entries(driver, None)
    have = dict(entries.journals())
    told = {
        (bytes.fromhex(lost["journal_id"]), lost["seen"])
        for _n, gap in entries.of_kind("gap")
        for lost in gap.content["lost"]
    }
    found = []
    for journal_id, seen in newest.items():
        if (journal_id, seen.seq) in told:
            continue
        held = have.get(journal_id, 0)
        n = entries.number_of(journal_id, seen.seq)
        if held == 0:
            found.append(Loss("other_file", seen, held))
        elif n is None:
            found.append(Loss("rolled_back", seen, held))
        elif entries.at(n).h != seen.h:
            found.append(Loss("other_entry", seen, held))
    return found
