"""The journal, and the keys under which persons' words are sealed."""

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from pos.store.tables.row import Row, key


class JournalRow(Row):
    __tablename__ = "journal"
    __table_args__ = (
        UniqueConstraint("journal_id", "seq"),
        Index("ix_journal_day", "journal_id", "business_date"),
        Index("ix_journal_rare", "kind", sqlite_where=text("kind IN ('journal_opened', 'gap')")),
    )
    n: Mapped[int] = key()
    journal_id: Mapped[bytes]
    seq: Mapped[int]
    entry_id: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    v: Mapped[int]
    at: Mapped[str]
    business_date: Mapped[str]
    shift: Mapped[str]
    staff: Mapped[str]
    body: Mapped[bytes]
    h: Mapped[bytes]
    sig: Mapped[bytes]


class PersonKeyRow(Row):
    __tablename__ = "key_person"
    person: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[bytes]
