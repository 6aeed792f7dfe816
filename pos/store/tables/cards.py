"""Payments at a card terminal, step by step."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from pos.store.tables.row import Row, entry_row


class CardAttemptRow(Row):
    """One step of one payment at a card terminal, from SENT on (SEMANTICS.md, "Tenders"). `what`: payment, reversal."""

    __tablename__ = "fact_card_attempt"
    __table_args__ = (Index("ix_fact_card_attempt_attempt", "attempt"), Index("ix_fact_card_attempt_basket", "basket"))
    n: Mapped[int] = entry_row()
    attempt: Mapped[str]
    basket: Mapped[str]
    what: Mapped[str]
    state: Mapped[str]
    amount_minor: Mapped[int]
    currency: Mapped[str]
    at: Mapped[str]
    staff: Mapped[str]
    terminal: Mapped[str]
    reference: Mapped[str]
    reason: Mapped[str]
    decided_by: Mapped[str]


class CardWorkRow(Row):
    """A payment that was begun and has no end yet: CREATED here, durable before anything is sent to the terminal.

    `body` is JSON, as the service that asks the terminal keeps it.
    """

    __tablename__ = "local_card_work"
    attempt: Mapped[str] = mapped_column(primary_key=True)
    basket: Mapped[str]
    body: Mapped[str]
