"""Pickup orders: what was done with them here, and what the hub says of them, of its stores and of who signs tokens."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pos.store.tables.row import Row, entry_row, key


class PickupStepRow(Row):
    """One step of a pickup order that was done here: accepted, declined, picked, short, staged, ready, restocked.

    `lines` is JSON: [[line, thousandths], …].
    """

    __tablename__ = "fact_pickup_step"
    n: Mapped[int] = entry_row()
    order_id: Mapped[int] = mapped_column(index=True)
    step: Mapped[str]
    at: Mapped[str]
    staff: Mapped[str]
    lines: Mapped[str]
    bag: Mapped[str]
    bay: Mapped[str]
    reason: Mapped[str]


class HandOverRow(Row):
    """Goods of a pickup order that left the shop here, or came back at once (`undoes` names the wrong entry)."""

    __tablename__ = "fact_hand_over"
    n: Mapped[int] = entry_row()
    entry_id: Mapped[str] = mapped_column(unique=True)
    order_id: Mapped[int] = mapped_column(index=True)
    number: Mapped[str]
    at: Mapped[str]
    staff: Mapped[str]
    proof: Mapped[str]
    verdict: Mapped[str]
    claim: Mapped[str]
    id_checked: Mapped[int]
    age_checked: Mapped[int]
    approved_by: Mapped[str]
    collected_by: Mapped[str]
    undoes: Mapped[str]


class HandedUnitRow(Row):
    """One unit of one line: nothing is handed over twice, because its key is unique. A unit that was undone or refused
    may be handed over in the next `turn`. `what`: collected, refused, back."""

    __tablename__ = "fact_handed_unit"
    __table_args__ = (
        UniqueConstraint("order_id", "line", "unit", "turn", "what"),
        {"sqlite_with_rowid": False},
    )
    n: Mapped[int] = entry_row()
    order_id: Mapped[int] = key()
    line: Mapped[int] = key()
    unit: Mapped[int] = key()
    turn: Mapped[int]
    what: Mapped[str]


class OrderReturnRow(Row):
    """One unit of an online order that came back to this till after it was handed over, anywhere: each once."""

    __tablename__ = "fact_order_return"
    __table_args__ = (UniqueConstraint("order_id", "line", "unit"), {"sqlite_with_rowid": False})
    n: Mapped[int] = entry_row()
    order_id: Mapped[int] = key()
    line: Mapped[int] = key()
    unit: Mapped[int] = key()


class StoreRow(Row):
    """Every store of the shop; `body` is its feed document."""

    __tablename__ = "copy_store"
    store_no: Mapped[int] = key()
    name: Mapped[str]
    code: Mapped[str]
    body: Mapped[str]
    rev: Mapped[int]


class PickupKeyRow(Row):
    """Who may sign pickup tokens: the public halves."""

    __tablename__ = "copy_pickup_key"
    kid: Mapped[int] = key()
    public_key: Mapped[bytes]
    number: Mapped[int]
    rev: Mapped[int]


class OrderRow(Row):
    """A pickup order of this store as the hub told it; `own_n` is the last entry of this till that it counts in."""

    __tablename__ = "copy_order"
    order_id: Mapped[int] = key()
    number: Mapped[str] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(index=True)
    promised_at: Mapped[str]
    customer: Mapped[str] = mapped_column(index=True)
    body: Mapped[str]
    own_n: Mapped[int]
    rev: Mapped[int]


class OrderLockRow(Row):
    """Wrong short codes in a row; a lock is counted down like that of a PIN."""

    __tablename__ = "local_order_lock"
    order_id: Mapped[int] = key()
    wrong_tries: Mapped[int]
    seconds_left: Mapped[int]
