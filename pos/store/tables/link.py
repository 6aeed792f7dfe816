"""The line to the hub: who it is, how far both sides have read, what they disagree on."""

from sqlalchemy.orm import Mapped, mapped_column

from pos.store.tables.row import Row


class ExceptionRow(Row):
    """What two sides disagree on and a person should look at."""

    __tablename__ = "copy_exception"
    exception_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)
    at: Mapped[str]
    body: Mapped[str]
    rev: Mapped[int]


class HeldBasketRow(Row):
    """A basket that a till of this store put aside by an entry. `taken_here` until the hub says so too."""

    __tablename__ = "copy_held_basket"
    basket_id: Mapped[str] = mapped_column(primary_key=True)
    entry_id: Mapped[str]
    till: Mapped[int]
    at: Mapped[str]
    staff: Mapped[str]
    body: Mapped[str]
    taken_here: Mapped[int]
    rev: Mapped[int]


class LinkRow(Row):
    """What the synchroniser and the window tell each other, and who the hub is: JSON by name (domain/link.py)."""

    __tablename__ = "local_link"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class FeedRow(Row):
    """How far each scope was read. `state`: empty, loading (a snapshot on its way), current, set_aside."""

    __tablename__ = "local_feed"
    scope: Mapped[str] = mapped_column(primary_key=True)
    epoch: Mapped[str]
    cursor: Mapped[str]
    state: Mapped[str]
    at: Mapped[str]
    things: Mapped[int]
    expected: Mapped[int]
    reason: Mapped[str]


class SeenThingRow(Row):
    """What a snapshot that is on its way has brought: what it did not bring goes at its end."""

    __tablename__ = "local_seen"
    __table_args__ = {"sqlite_with_rowid": False}
    scope: Mapped[str] = mapped_column(primary_key=True)
    entity: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)


class OtherThingRow(Row):
    """The revs of things of a feed that have no copied row of their own: keys of persons, the list of pickup keys, and
    what only a newer program understands. They count when both sides compare their copies."""

    __tablename__ = "local_thing"
    __table_args__ = {"sqlite_with_rowid": False}
    scope: Mapped[str] = mapped_column(primary_key=True)
    entity: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    rev: Mapped[int]


class SentRow(Row):
    """How far a journal was sent: acknowledged by the hub, and proven by a day's figures that were equal there."""

    __tablename__ = "local_sent"
    journal_id: Mapped[bytes] = mapped_column(primary_key=True)
    acked: Mapped[int]
    acked_at: Mapped[str]
    proven: Mapped[int]


class SetAsideRow(Row):
    """An entry that the hub could not read; sent again after an update."""

    __tablename__ = "local_set_aside"
    entry_id: Mapped[str] = mapped_column(primary_key=True)
    journal_id: Mapped[bytes]
    seq: Mapped[int]
    code: Mapped[str]
    at: Mapped[str]


class ClaimRow(Row):
    """A claim on its way: the desk asks, the synchroniser answers. `state`: asked, sent, answered."""

    __tablename__ = "local_claim"
    claim: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    at: Mapped[str]
    ask: Mapped[str]
    answer: Mapped[str]


class ProofRow(Row):
    """What became of a day's comparison with the hub; `body` is both sides' figures."""

    __tablename__ = "local_proof"
    __table_args__ = {"sqlite_with_rowid": False}
    journal_id: Mapped[bytes] = mapped_column(primary_key=True)
    business_date: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[str]
    equal: Mapped[int]
    body: Mapped[str]


class SyncLogRow(Row):
    """The last things that the synchroniser did, for people: a code and facts without names or keys."""

    __tablename__ = "local_sync_log"
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str]
    code: Mapped[str]
    facts: Mapped[str]
