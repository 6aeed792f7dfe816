"""The journal as documents, for whoever keeps or checks it elsewhere."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from pos.domain.failures import Refused
from pos.domain.journal import FIRST_PREVIOUS, Entry
from pos.services.till import Till
from pos.store.entries import PAGE


def exported(till: Till, after: int | None = None, journal: str = "") -> Iterator[dict[str, Any]]:
    """Every entry once, oldest first, or those behind entry `after` of a journal (hexadecimal id, default the newest).

    A page a transaction, so that a slow reader never holds the file open. Refused `unknown_journal`.
    """
    n, before = _start(till, after, journal)
    while True:
        with till.store.read() as tx:
            page = list(islice(tx.journal.read(n), PAGE))
        for _n, entry in page:
            follows = before if before and before.journal_id == entry.journal_id else None
            yield _document(entry, follows.h if follows else FIRST_PREVIOUS)
            before = entry
        if len(page) < PAGE:
            return
        n = page[-1][0]


def _start(till: Till, after: int | None, journal: str) -> tuple[int, Entry | None]:
    """The row number and the entry behind which the export begins."""
    if after is None and not journal:
        return 0, None
    with till.store.read() as tx:
        ends = {journal_id.hex(): (journal_id, last) for journal_id, last in tx.journal.journals()}
        if journal and journal.lower() not in ends:
            raise Refused("unknown_journal", journal=journal)
        journal_id, last = ends[journal.lower() if journal else list(ends)[-1]]
        first = tx.journal.number_of(journal_id, 1)
        assert first is not None
        if not after:
            return first - 1, None
        n = first + min(after, last) - 1
        return n, tx.journal.at(n)


def _document(entry: Entry, previous: bytes) -> dict[str, Any]:
    document: dict[str, Any] = {
        "journal_id": entry.journal_id.hex(),
        "seq": entry.seq,
        "id": entry.entry_id,
        "kind": entry.kind,
        "v": entry.v,
        "at": entry.at,
        "business_date": entry.business_date,
    }
    document |= {name: value for name, value in (("shift", entry.shift), ("staff", entry.staff)) if value}
    return document | {
        "body": entry.content,
        "prev": previous.hex(),
        "h": entry.h.hex(),
        "sig": entry.sig.hex(),
    }
