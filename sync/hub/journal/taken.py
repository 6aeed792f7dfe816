"""An entry that was written down just now, on its way to all that it causes."""

from dataclasses import dataclass

from pos.domain.journal import Entry
from sync.hub.journal.arrival import Journal
from sync.hub.journal.bodies import Body
from sync.hub.store.projections import Place


@dataclass(frozen=True, slots=True)
class Taken:
    """An entry that was written down. `counted_to` is how far its journal is counted with it: its own seq, or more when
    it filled a place that had been passed over."""

    entry: Entry
    body: Body
    journal: Journal
    counted_to: int

    @property
    def place(self) -> Place:
        return self.entry.journal_id, self.entry.seq
