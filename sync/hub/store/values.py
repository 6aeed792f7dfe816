"""Gift cards, store credit and accounts as they are kept: the sums, and what made them."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select, update

from sync.hub.ledgers.value_moves import ValueRow
from sync.hub.store.projections import Balance, Change, adding, told
from sync.hub.store.rows import ONCE, add_rows, among, put_rows
from sync.hub.store.value_tables import value_account, value_move

Key = tuple[str, str]
"""A ref and a currency."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account in one currency. `net_minor` is the sum of what moved; `pin` is a salt and a hash, empty for none."""

    ref: str
    currency: str
    net_minor: int
    includes: dict[str, int]
    as_of: str
    limit_minor: int = 0
    blocked: bool = False
    expires_at: str = ""
    pin: str = ""

    @property
    def key(self) -> Key:
        return self.ref, self.currency


def move_accounts(connection: Connection, changes: Mapping[Key, Change], as_of: str) -> list[Balance[Key]]:
    """Change what stands on accounts, new ones where there were none; the sums as they are now. Locked in one order."""
    rows = [(*key, changes[key].by, told(changes[key]), as_of, 0, 0, "", "") for key in sorted(changes)]
    conflict = adding(connection, value_account, "ref, currency", "net_minor")
    return [
        Balance((row[0], row[1]), row[2], changes[row[0], row[1]].by, json.loads(row[3]), row[4])
        for row in put_rows(connection, value_account, rows, conflict)
    ]


def hold_account(connection: Connection, ref: str, currency: str) -> Account | None:
    """An account that nobody else changes until the commit."""
    asked = select(value_account).where(value_account.c.ref == ref, value_account.c.currency == currency)
    row = connection.execute(asked.with_for_update()).first()
    return None if row is None else _account(row)


def accounts_of(connection: Connection, refs: Collection[str]) -> list[Account]:
    """These accounts in every currency, by ref and currency."""
    asked = select(value_account).where(among(connection, value_account.c.ref, refs))
    return [_account(row) for row in connection.execute(asked.order_by(value_account.c.ref, value_account.c.currency))]


def open_account(connection: Connection, ref: str, currency: str, now: str) -> None:
    """An account on which nothing moved yet, where there is none."""
    add_rows(connection, value_account, [(ref, currency, 0, "{}", now, 0, 0, "", "")], ONCE)


def keep_account(connection: Connection, account: Account) -> None:
    """What an account that is held says now; its sum only moves."""
    here = (value_account.c.ref == account.ref) & (value_account.c.currency == account.currency)
    values = {
        "limit_minor": account.limit_minor,
        "blocked": int(account.blocked),
        "expires_at": account.expires_at,
        "pin": account.pin,
    }
    connection.execute(update(value_account).where(here).values(values))


def expired_by(connection: Connection, now: str, most: int) -> list[Key]:
    """Accounts with money on them whose time is over; those that somebody holds are left out."""
    asked = (
        select(value_account.c.ref, value_account.c.currency)
        .where(value_account.c.expires_at != "", value_account.c.expires_at <= now, value_account.c.net_minor > 0)
        .order_by(value_account.c.ref, value_account.c.currency)
        .limit(most)
    )
    return [(row.ref, row.currency) for row in connection.execute(asked.with_for_update(skip_locked=True))]


def add_value_rows(connection: Connection, rows: Iterable[ValueRow]) -> None:
    add_rows(connection, value_move, list(rows))


def rows_of(connection: Connection, ref: str) -> list[ValueRow]:
    """Every movement of an account, in the order in which they happened."""
    asked = select(value_move).where(value_move.c.ref == ref)
    asked = asked.order_by(value_move.c.at, value_move.c.journal_id, value_move.c.seq, value_move.c.k)
    return [ValueRow(*row) for row in connection.execute(asked)]


def last_four_of(connection: Connection, ref: str) -> str:
    """What people see of a gift card; empty for other accounts."""
    asked = select(value_move.c.last_four).where(value_move.c.ref == ref, value_move.c.last_four != "").limit(1)
    return connection.scalar(asked) or ""


def expired_sum(connection: Connection, key: Key) -> int:
    """What expired of an account, in minor units."""
    asked = select(func.coalesce(func.sum(-value_move.c.amount_minor), 0))
    here = (value_move.c.ref == key[0]) & (value_move.c.currency == key[1])
    return int(connection.execute(asked.where(here, value_move.c.kind == "EXPIRE")).scalar_one())


def own_rows(connection: Connection, journal_id: bytes) -> int:
    """How many movements stand in this journal of the hub's."""
    asked = select(func.coalesce(func.max(value_move.c.seq), 0)).where(value_move.c.journal_id == journal_id)
    return int(connection.execute(asked).scalar_one())


def _account(row: Iterable[Any]) -> Account:
    ref, currency, net, includes, as_of, limit, blocked, expires_at, pin = row
    return Account(ref, currency, net, json.loads(includes), as_of, limit, bool(blocked), expires_at, pin)
