"""An entry of a journal as it travels, either way."""

from pos.domain.journal import Entry
from sync.base64url import base64_of
from sync.wire import WireEntry


def wire_entry(entry: Entry, prev: bytes) -> WireEntry:
    """`prev` is the hash of the one before it. The body is a string with exactly the journal's bytes; where they are no
    UTF-8 any more, the hash tells that they are damaged."""
    return WireEntry(
        id=entry.entry_id,
        journal_id=entry.journal_id.hex(),
        seq=entry.seq,
        kind=entry.kind,
        v=entry.v,
        prev=base64_of(prev),
        h=base64_of(entry.h),
        sig=base64_of(entry.sig),
        at=entry.at,
        business_date=entry.business_date,
        shift=entry.shift,
        staff=entry.staff,
        body=entry.body.decode(errors="replace"),
    )
