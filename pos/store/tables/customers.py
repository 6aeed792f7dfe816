"""Customers: what was written of them here, and what came from all channels.

Personal texts of `fact_` rows are what the entry's sealed field says, or "erased" (ARCHITECTURE.md).
"""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from pos.store.tables.row import Row, entry_row


class CreatedCustomerRow(Row):
    """A customer who was created at this till. Until the hub knows him his row in `copy_customer` has rev 0."""

    __tablename__ = "fact_customer"
    n: Mapped[int] = entry_row()
    customer: Mapped[str] = mapped_column(unique=True)
    at: Mapped[str]
    staff: Mapped[str]
    name: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str]
    card: Mapped[str]
    birthday: Mapped[str]
    language: Mapped[str]


class CustomerChangeRow(Row):
    """One field that was changed here, laid over the copied customer until the hub's figure counts the entry in."""

    __tablename__ = "fact_customer_change"
    __table_args__ = (Index("ix_fact_customer_change_customer", "customer"), {"sqlite_with_rowid": False})
    n: Mapped[int] = entry_row()
    field: Mapped[str] = mapped_column(primary_key=True)
    customer: Mapped[str]
    value: Mapped[str]


class ConsentRow(Row):
    """One answer about one purpose (`email`, `sms`, `phone`, `profiling`); answers are never taken out."""

    __tablename__ = "fact_consent"
    __table_args__ = (Index("ix_fact_consent_customer", "customer"), {"sqlite_with_rowid": False})
    n: Mapped[int] = entry_row()
    purpose: Mapped[str] = mapped_column(primary_key=True)
    customer: Mapped[str]
    given: Mapped[int]
    at: Mapped[str]
    staff: Mapped[str]
    text_version: Mapped[str]


class CustomerNoteRow(Row):
    """A note about a customer, or a task to be done for one by `due`. `kind`: note, task."""

    __tablename__ = "fact_customer_note"
    __table_args__ = (Index("ix_fact_customer_note_customer", "customer"),)
    n: Mapped[int] = entry_row()
    entry_id: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    customer: Mapped[str]
    at: Mapped[str]
    staff: Mapped[str]
    words: Mapped[str]
    due: Mapped[str]


class TaskDoneRow(Row):
    """A task that was done: `task` is the id of the entry that set it, here or at another till."""

    __tablename__ = "fact_task_done"
    n: Mapped[int] = entry_row()
    task: Mapped[str] = mapped_column(index=True)
    at: Mapped[str]
    staff: Mapped[str]


class ActivityRow(Row):
    """Something a customer did, or was sent, in any channel, as the hub told it; `body` is its feed document."""

    __tablename__ = "copy_activity"
    __table_args__ = (Index("ix_copy_activity_customer", "customer", "at"),)
    activity_id: Mapped[str] = mapped_column(primary_key=True)
    customer: Mapped[str]
    kind: Mapped[str]
    at: Mapped[str]
    body: Mapped[str]
    rev: Mapped[int]
