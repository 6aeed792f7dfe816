"""Store credit and debts as the hub counts them, and what this till did to accounts at the hub."""

from sqlalchemy.orm import Mapped, mapped_column

from pos.store.tables.row import Row, entry_row, key


class HubCreditRow(Row):
    """A customer's store credit, or what they owe on account within a limit, up to entry `own_n` of this till."""

    __tablename__ = "copy_credit"
    ref: Mapped[str] = mapped_column(primary_key=True)
    customer: Mapped[str] = mapped_column(index=True)
    balance_minor: Mapped[int]
    limit_minor: Mapped[int]
    currency: Mapped[str]
    blocked: Mapped[int]
    as_of: Mapped[str]
    own_n: Mapped[int]
    rev: Mapped[int]


class ValueRow(Row):
    """What a sale did to an account (stored_value.py): minor units, signed as the account's balance sees it, points by
    their value. `mode` is `offline` where the hub was not asked."""

    __tablename__ = "fact_value"
    __table_args__ = {"sqlite_with_rowid": False}
    n: Mapped[int] = entry_row()
    k: Mapped[int] = key()
    ref: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    amount_minor: Mapped[int]
    mode: Mapped[str]
