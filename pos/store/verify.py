"""Proof that a till's file says what happened: pages, chain, signatures, tables, search and witness.

Everything wrong is named: the page, the entry, the row. Nothing is repaired here.
"""

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import sqlcipher3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Table

from pos.domain.journal import FIRST_PREVIOUS, Entry, Place, fault_of, place_of
from pos.store.engine import begin_write, checkpoint
from pos.store.entries import Entries, key_of
from pos.store.prepared import insert_sql
from pos.store.projection import project
from pos.store.rollback import UNREADABLE_BODY, losses
from pos.store.search import INDEXES
from pos.store.tables import FACTS
from pos.store.witness import Witness

LOOK_AGAIN_AFTER_S = (0.0, 0.01, 0.02, 0.05)
"""A page must fail its check each time before it counts as damaged."""
NAMED_ROWS = 20
"""Rows of one table that are named one by one; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it must be; `where` names the page, entry, row or index."""

    code: str
    where: str


@dataclass(frozen=True, slots=True)
class Findings:
    """`head` is the hash of the last entry; `damaged` says that pages cannot be read."""

    entries: int
    head: str
    problems: tuple[Problem, ...]
    damaged: bool


def verify(driver: Any, witness: Witness) -> Findings:
    """Check everything of the file behind this connection, which is outside any transaction."""
    problems = list(_pages(driver))
    damaged = bool(problems)
    walk = _Walk(driver)
    seen = witness.newest()
    try:
        driver.execute("BEGIN")
        problems += walk.problems()
        if not walk.unreadable:
            problems += _structure(driver)
            problems += _facts(driver)
            problems += _caches(driver)
            problems += (Problem(loss.code, loss.words) for loss in losses(driver, seen))
    except sqlcipher3.DatabaseError as failure:
        damaged = True
        problems.append(Problem("cannot_be_read", str(failure)))
    finally:
        if driver.in_transaction:
            driver.execute("ROLLBACK")
    if not (damaged or walk.unreadable):
        problems += _search(driver)
    return Findings(walk.count, walk.head.hex(), tuple(problems), damaged or walk.unreadable)


class _Walk:
    """One pass over the journal: chain, signatures, receipt numbers."""

    def __init__(self, driver: Any) -> None:
        self._driver = driver
        self.head = b""
        self.count = 0
        self.unreadable = False

    def problems(self) -> Iterator[Problem]:
        keys: dict[bytes, Ed25519PublicKey] = {}
        place: Place | None = None
        expected = 1
        numbers: dict[str, int] = {}
        try:
            for n, entry in Entries(self._driver, None).read():
                if n != expected:
                    yield Problem("entry_missing", f"entry row {expected} is not there")
                expected = n + 1
                if place is None or entry.journal_id != place.journal_id:
                    yield from _opening(n, entry, place, keys)
                    place = Place(entry.journal_id, 0, FIRST_PREVIOUS)
                key = keys.get(entry.journal_id)
                fault = fault_of(entry, place, key) if key else "signature"
                if fault:
                    yield Problem(f"entry_{fault}", f"entry {entry.seq} ({entry.kind}, row {n})")
                place = place_of(entry)
                self.head, self.count = entry.h, self.count + 1
                if entry.kind == "sale_completed" and not fault:
                    yield from _number(entry, numbers)
        except sqlcipher3.DatabaseError as failure:
            self.unreadable = True
            yield Problem("entry_unreadable", f"entry row {self._first_unreadable(expected)} ({failure})")
        if place is None and not self.unreadable:
            yield Problem("journal_empty", "the journal has no entries")

    def _first_unreadable(self, n: int) -> int:
        """Pages of entries are read together, so ask for one at a time from the last that was good."""
        entries = Entries(self._driver, None)
        while True:
            try:
                entries.at(n)
            except (sqlcipher3.DatabaseError, TypeError):
                return n
            n += 1


def _opening(n: int, entry: Entry, before: Place | None, keys: dict[bytes, Ed25519PublicKey]) -> Iterator[Problem]:
    """A journal begins with its key and says what it follows."""
    if entry.kind != "journal_opened":
        yield Problem("journal_not_opened", f"row {n} begins a journal without saying so")
        return
    try:
        body = entry.content
        keys[entry.journal_id] = Ed25519PublicKey.from_public_bytes(bytes.fromhex(body["public_key"]))
    except UNREADABLE_BODY:
        return  # without its key no entry of this journal is proved: each of them is named
    after = body.get("after")
    follows = {"journal_id": before.journal_id.hex(), "seq": before.seq, "h": before.h.hex()} if before else None
    if after != follows:
        yield Problem("journal_order", f"the journal that begins at row {n} does not follow the one before it")


def _number(entry: Entry, numbers: dict[str, int]) -> Iterator[Problem]:
    """Receipt numbers have no gap within their series."""
    receipt: str = entry.content["receipt"]
    series, _, text = receipt.rpartition("-")
    number = int(text)
    if number != numbers.get(series, 0) + 1:
        yield Problem("receipt_gap", f"{receipt} (entry {entry.seq}) does not follow {numbers.get(series, 0):06d}")
    numbers[series] = number


def _pages(driver: Any) -> Iterator[Problem]:
    """Pages that do not match their check although the whole log stands in the file.

    SQLCipher's check reads the file past the log and all locks. What it finds while others write may be a page that a
    checkpoint is just writing, or one that only the log has yet while later ones stand in the file already.
    """
    told = _failing_pages(driver)
    for pause_s in LOOK_AGAIN_AFTER_S:
        if not told:
            return
        time.sleep(pause_s)
        if _log_is_moved(driver):
            again = _failing_pages(driver)
            told = [text for text in told if text in again]
    for text in told:
        page = re.search(r"page (\d+)", text)
        yield Problem("page_damaged", f"page {page[1]} of till.db" if page else text)


def _log_is_moved(driver: Any) -> bool:
    """Move the log into the file; whether all of it is there. Where that fails, the file is all there is to judge."""
    try:
        pages, moved = checkpoint(driver, "FULL")
    except sqlcipher3.DatabaseError:
        return True
    return pages == moved


def _failing_pages(driver: Any) -> list[str]:
    return [str(text) for (text,) in driver.execute("PRAGMA cipher_integrity_check").fetchall()]


def _structure(driver: Any) -> Iterator[Problem]:
    for (text,) in driver.execute(f"PRAGMA integrity_check({NAMED_ROWS})").fetchall():
        if text != "ok":
            yield Problem("structure", " ".join(str(text).replace("***", "").split()))
    for row in driver.execute("PRAGMA foreign_key_check").fetchall():
        yield Problem("row_without_entry", f"{row[0]} row {row[1]}")


def _facts(driver: Any) -> Iterator[Problem]:
    """Project every entry again beside the tables and compare both ways."""
    for table in FACTS:
        driver.execute(f"CREATE TEMP TABLE proof_{table.name} AS SELECT * FROM {table.name} WHERE 0")
    try:
        for n, entry in Entries(driver, None).read():
            with suppress(*UNREADABLE_BODY, sqlcipher3.InterfaceError):  # a changed entry, whose hash names it
                for table, rows in project(n, entry, entry.content, lambda person: key_of(driver, person)):
                    sql = insert_sql(table).replace(
                        f"INSERT INTO {table.name} ", f"INSERT INTO temp.proof_{table.name} ", 1
                    )
                    driver.executemany(sql, rows)
        for table in FACTS:
            yield from _differences(driver, table)
    finally:
        for table in FACTS:
            driver.execute(f"DROP TABLE temp.proof_{table.name}")


def _differences(driver: Any, table: Table) -> Iterator[Problem]:
    made, held = f"temp.proof_{table.name}", f"main.{table.name}"
    keys = [column.name for column in table.primary_key]
    for code, left, right in (("row_changed", made, held), ("row_added", held, made)):
        rows = driver.execute(f"SELECT * FROM {left} EXCEPT SELECT * FROM {right}").fetchall()
        for row in rows[:NAMED_ROWS]:
            values = dict(zip([column.name for column in table.columns], row, strict=True))
            named = ", ".join(f"{name} {values[name]}" for name in keys)
            if code == "row_changed" or not _is_there(driver, made, keys, values):
                yield Problem(code, f"{table.name} ({named}) is not what its entry says")
        if len(rows) > NAMED_ROWS:
            yield Problem(code, f"{table.name}: {len(rows)} rows in all")


def _is_there(driver: Any, table: str, keys: list[str], values: dict[str, Any]) -> bool:
    """Whether the entry made a row of this key at all: then the change was named already."""
    where = " AND ".join(f"{name} = ?" for name in keys)
    return (
        driver.execute(f"SELECT 1 FROM {table} WHERE {where}", [values[name] for name in keys]).fetchone() is not None
    )


def _caches(driver: Any) -> Iterator[Problem]:
    """Stock that is not the sum of its movements, and stock that nothing moved."""
    sums = "SELECT sku, location, sum(qty_milli) AS qty_milli FROM fact_movement GROUP BY sku, location"
    held = "SELECT sku, location, qty_milli FROM local_stock"
    differ = f"SELECT * FROM ({sums} EXCEPT {held}) UNION SELECT * FROM ({held} EXCEPT {sums})"
    found = driver.execute(f"SELECT DISTINCT sku, location FROM ({differ}) LIMIT {NAMED_ROWS}").fetchall()
    for sku, location in found:
        yield Problem("stock_cache", f"{sku} at {location}")


def _search(driver: Any) -> Iterator[Problem]:
    """FTS5's own check, also against the rows that it finds; it asks for the write lock, so a till that sells meanwhile
    makes it wait."""
    for index in INDEXES:
        begin_write(driver)
        try:
            driver.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        except sqlcipher3.DatabaseError as failure:
            yield Problem("search_index", f"{index} ({failure})")
        finally:
            if driver.in_transaction:
                driver.execute("ROLLBACK")
