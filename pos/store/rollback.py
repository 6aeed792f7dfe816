"""Whether the file is behind its witness: an older copy, another file, or one whose end was cut off."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pos.domain.journal import Entry
from pos.store.entries import Entries
from pos.store.witness import Seen

UNREADABLE_BODY = (AttributeError, KeyError, TypeError, ValueError)
"""What reading the body of an entry raises that somebody changed; `verify` names the entry by its hash."""


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
    told = {told for _n, gap in entries.of_kind("gap") for told in _told_in(gap)}
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


def journals_known(driver: Any) -> set[bytes]:
    """Every journal that this file has or tells to be lost."""
    entries = Entries(driver, None)
    lost = {journal_id for _n, gap in entries.of_kind("gap") for journal_id, _seq in _told_in(gap)}
    return lost.union(journal_id for journal_id, _last in entries.journals())


def _told_in(gap: Entry) -> list[tuple[bytes, int]]:
    """Journal and seq of everything that a gap entry accounts for; nothing where somebody changed its body."""
    with suppress(*UNREADABLE_BODY):
        return [(bytes.fromhex(lost["journal_id"]), lost["seen"]) for lost in gap.content["lost"]]
    return []
