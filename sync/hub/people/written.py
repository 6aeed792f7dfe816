"""An entry about a customer, and the words that are sealed in it."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from pos.domain.journal import Entry
from pos.domain.sealed import unseal
from sync.hub.journal.bodies import ConsentChanged, CustomerChanged, CustomerCreated, OfCustomer, Sealed, read_body
from sync.hub.store.accounts import Waiting


@dataclass(frozen=True, slots=True)
class Written:
    """An entry about a customer: by a till of which store, when it came, and how far its journal is counted with it."""

    entry: Entry
    body: OfCustomer
    store_no: int
    received_at: str
    counted_to: int

    @property
    def place(self) -> tuple[bytes, int]:
        return self.entry.journal_id, self.entry.seq

    @property
    def person(self) -> str:
        """Whose key opens it, empty where nothing is sealed."""
        return "" if self.body.sealed is None else self.body.sealed.person

    @property
    def is_counted(self) -> bool:
        """Whether the customer's document says which of these it counts in; notes and tasks are things of their own."""
        return isinstance(self.body, (CustomerCreated, CustomerChanged, ConsentChanged))


def again(one: Waiting) -> Written:
    """An entry that waited, as it is looked at once more."""
    body = read_body(one.entry.kind, one.entry.v, one.entry.body)
    assert isinstance(body, OfCustomer)
    return Written(one.entry, body, one.store_no, one.received_at, one.entry.seq)


def opened(sealed: Sealed | None, keys: Sequence[bytes]) -> dict[str, str] | None:
    """What was sealed, None while no key opens it; nothing where it is no words at all."""
    if sealed is None:
        return {}
    for key in keys:
        try:
            texts = unseal({"person": sealed.person, "box": sealed.box}, key)
            if texts is not None:
                return msgspec.convert(texts, dict[str, str])
        except (ValueError, RecursionError):
            return {}
    return None
