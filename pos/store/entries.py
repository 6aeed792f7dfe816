"""The journal in the database: appending an entry together with the rows that show it, and reading entries back."""

from collections.abc import Iterator, Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from pos.domain.journal import Entry, Place, make_entry, place_of
from pos.store.prepared import Prepared, insert_rows
from pos.store.projection import project
from pos.store.sale_index import index_sale
from pos.store.tables import JournalRow, MovementRow, PersonKeyRow, StockRow, table_of

_ENTRY_COLUMNS = [column for column in table_of(JournalRow).columns if column.name != "n"]
_LAST = Prepared(
    select(JournalRow.n, JournalRow.journal_id, JournalRow.seq, JournalRow.h, JournalRow.at)
    .order_by(JournalRow.n.desc())
    .limit(1)
)
_APPEND = Prepared(insert(JournalRow))
_KEY_OF = Prepared(select(PersonKeyRow.key).where(PersonKeyRow.person == bindparam("person")))
_moved = upsert(StockRow)
_MOVE_STOCK = Prepared(
    _moved.on_conflict_do_update(
        index_elements=["sku", "location"], set_={"qty_milli": StockRow.qty_milli + _moved.excluded.qty_milli}
    )
)
_MOVEMENTS = table_of(MovementRow).name
PAGE = 1000
"""Entries read at a time: a reader never holds the file open for long."""


class Entries:
    """The journal of the open transaction; `signer` is None for readers."""

    def __init__(self, driver: Any, signer: Ed25519PrivateKey | None) -> None:
        self._driver = driver
        self._signer = signer
        self.appended: Entry | None = None

    def place(self) -> Place | None:
        """The end of the newest journal, None before the first entry."""
        last = _LAST.run(self._driver).fetchone()
        return None if last is None else Place(last[1], last[2], last[3])

    def newest_at(self) -> str:
        """The time of the newest entry, empty before the first."""
        last = _LAST.run(self._driver).fetchone()
        return "" if last is None else str(last[4])

    def append(
        self,
        kind: str,
        body: Mapping[str, Any],
        *,
        entry_id: str,
        at: str,
        business_date: str,
        shift: str = "",
        staff: str = "",
        new_journal: bytes = b"",
    ) -> Entry:
        """Write the next entry and its rows; `new_journal` begins a journal of that id."""
        assert self._signer is not None
        last = _LAST.run(self._driver).fetchone()
        n = 1 if last is None else last[0] + 1
        place = Place(new_journal) if new_journal else Place(last[1], last[2], last[3])
        entry = make_entry(
            place,
            self._signer,
            entry_id=entry_id,
            kind=kind,
            at=at,
            business_date=business_date,
            body=body,
            shift=shift,
            staff=staff,
        )
        _insert(self._driver, n, entry)
        show(self._driver, n, entry, body)
        self.appended = entry
        return entry

    def key_of(self, person: str) -> bytes | None:
        return key_of(self._driver, person)

    def keep_key(self, person: str, key: bytes) -> None:
        """Keep a person's key; it stays in this table and in backups alone."""
        self._driver.execute("INSERT INTO key_person (person, key) VALUES (?, ?)", (person, key))

    def count(self) -> int:
        return int(self._driver.execute("SELECT count(*) FROM journal").fetchone()[0])

    def number_of(self, journal_id: bytes, seq: int) -> int | None:
        """The row number of an entry, None when it is not here."""
        found = self._driver.execute(
            "SELECT n FROM journal WHERE journal_id = ? AND seq = ?", (journal_id, seq)
        ).fetchone()
        return None if found is None else int(found[0])

    def read(self, after: int = 0) -> Iterator[tuple[int, Entry]]:
        """Entries behind row number `after` with their row numbers, oldest first, a page at a time."""
        page = Prepared(
            select(JournalRow.n, *_ENTRY_COLUMNS)
            .where(JournalRow.n > bindparam("after"))
            .order_by(JournalRow.n)
            .limit(PAGE)
        )
        while True:
            rows = page.run(self._driver, after=after).fetchall()
            for row in rows:
                yield row[0], Entry(*row[1:])
            if len(rows) < PAGE:
                return
            after = rows[-1][0]

    def at(self, n: int) -> Entry:
        """The entry of this row number."""
        columns = ", ".join(column.name for column in _ENTRY_COLUMNS)
        return Entry(*self._driver.execute(f"SELECT {columns} FROM journal WHERE n = ?", (n,)).fetchone())

    def before(self, entry: Entry) -> Place:
        """The place that an entry follows, as far as the entry before it is here."""
        n = self.number_of(entry.journal_id, entry.seq - 1)
        return Place(entry.journal_id) if n is None else place_of(self.at(n))

    def of_shift(self, shift: str) -> Iterator[Entry]:
        """The entries from the first of a shift to its last, whoever wrote them, oldest first."""
        ends = self._driver.execute(
            "SELECT (SELECT n FROM fact_shift WHERE shift = ?1), (SELECT n FROM fact_shift_close WHERE shift = ?1)",
            (shift,),
        ).fetchone()
        for n, entry in self.read(ends[0] - 1):
            if ends[1] is not None and n > ends[1]:
                return
            yield entry

    def public_key(self, journal_id: bytes) -> Ed25519PublicKey:
        """The key that a journal said it is signed with."""
        for _n, entry in self.of_kind("journal_opened"):
            if entry.journal_id == journal_id:
                return Ed25519PublicKey.from_public_bytes(bytes.fromhex(entry.content["public_key"]))
        raise AssertionError("a journal begins with its key")

    def of_kind(self, kind: str) -> Iterator[tuple[int, Entry]]:
        """All entries of a kind that opens or mends a journal, oldest first; these few have an index."""
        assert kind in ("journal_opened", "gap")
        found = self._driver.execute(f"SELECT n FROM journal WHERE kind = '{kind}' ORDER BY n").fetchall()
        for (n,) in found:
            yield n, self.at(n)

    def journals(self) -> list[tuple[bytes, int]]:
        """Every journal of this file with its last seq, in the order in which they began."""
        found = Prepared(
            select(JournalRow.journal_id, func.max(JournalRow.seq))
            .group_by(JournalRow.journal_id)
            .order_by(func.min(JournalRow.n))
        )
        return [(row[0], row[1]) for row in found.run(self._driver).fetchall()]


def show(driver: Any, n: int, entry: Entry, body: Mapping[str, Any]) -> None:
    """Write the rows that show an entry, and the stock cache that sums them."""
    for table, rows in project(n, entry, body, lambda person: key_of(driver, person)):
        insert_rows(driver, table, rows)
        if table.name == _MOVEMENTS:
            _MOVE_STOCK.run_many(driver, [{"sku": r[2], "location": r[3], "qty_milli": r[4]} for r in rows])
    if entry.kind == "sale_completed":
        index_sale(driver, n, entry.business_date, body)


def key_of(driver: Any, person: str) -> bytes | None:
    """The key under which a person's words are sealed, None where it was erased or never here."""
    found = _KEY_OF.run(driver, person=person).fetchone()
    return None if found is None else bytes(found[0])


def _insert(driver: Any, n: int, entry: Entry) -> None:
    _APPEND.run(
        driver,
        n=n,
        journal_id=entry.journal_id,
        seq=entry.seq,
        entry_id=entry.entry_id,
        kind=entry.kind,
        v=entry.v,
        at=entry.at,
        business_date=entry.business_date,
        shift=entry.shift,
        staff=entry.staff,
        body=entry.body,
        h=entry.h,
        sig=entry.sig,
    )
