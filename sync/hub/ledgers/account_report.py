"""An account as a person reads it: what stands there, what is owed and held, and every movement."""

from typing import Any

from pos.domain.failures import Refused
from pos.domain.journal import stamp
from pos.domain.money import format_minor
from pos.domain.stored_value import customer_of_ref, kind_of_ref
from sync.hub.hub import Hub
from sync.hub.ledgers import ledger, points
from sync.hub.ledgers.value_moves import ValueRow
from sync.hub.store import holds, values
from sync.hub.store import points as kept_points
from sync.hub.store.debts import debts_of
from sync.hub.store.engine import Connection
from sync.hub.store.values import Account

_POINTS = "points"
_FIRST = "ACTIVATE"


def account_report(hub: Hub, ref: str) -> dict[str, Any]:
    """Everything about an account, in every currency; Refused `value_unknown`."""
    now = stamp(hub.now())
    with hub.read() as connection:
        told = _points(connection, ref, now) if kind_of_ref(ref) == _POINTS else _money(connection, ref)
        waiting = holds.holders(connection, "value", [ref], "", now)
        debts = debts_of(connection, ref)
    return {
        "account": ref,
        **told,
        "holds": [{"amount": _plain(one.amount, one.currency), "by": one.by, "until": one.until} for one in waiting],
        "debts": [{"amount": _plain(one.amount, one.currency), "at": one.at} for one in debts],
    }


def _points(connection: Connection, ref: str, now: str) -> dict[str, Any]:
    customer = customer_of_ref(ref)
    rows = kept_points.rows_of(connection, [customer])[customer]
    if not rows:
        raise Refused("value_unknown")
    counted = points.lots_of(connection, customer, now)
    return {
        "balance": counted.balance,
        "pending": counted.pending,
        "lots": [{"points": lot.points, "at": lot.at, "expires_at": lot.expires_at} for lot in counted.lots],
        "movements": [
            {"at": row.at, "kind": row.kind, "amount": row.points, "sale": row.sale, "by": row.by, "why": row.reason}
            for row in rows
        ],
    }


def _money(connection: Connection, ref: str) -> dict[str, Any]:
    accounts = values.accounts_of(connection, [ref])
    if not accounts:
        raise Refused("value_unknown")
    rows = values.rows_of(connection, ref)
    return {
        "last_four": values.last_four_of(connection, ref),
        "balances": [_balance(account) for account in accounts],
        "movements": _movements(rows),
    }


def _balance(account: Account) -> dict[str, Any]:
    return {
        "currency": account.currency,
        "balance": _plain(ledger.balance_of(account), account.currency),
        "owed": _plain(ledger.owed_on(account), account.currency),
        "limit": _plain(account.limit_minor, account.currency),
        "blocked": account.blocked,
        "expires_at": account.expires_at,
    }


def _movements(rows: list[ValueRow]) -> list[dict[str, Any]]:
    """Oldest first; what a till loaded first is what began a card."""
    begun = any(row.kind == _FIRST for row in rows)
    told = []
    for row in rows:
        kind = row.kind
        if kind == "LOAD" and not begun and kind_of_ref(row.ref) == "gift_card":
            kind, begun = _FIRST, True
        amount = _plain(row.amount_minor, row.currency)
        told.append(
            {"at": row.at, "kind": kind, "amount": amount, "currency": row.currency, "sale": row.sale}
            | {"mode": row.mode, "by": row.by, "why": row.reason}
        )
    return told


def _plain(amount: int, currency: str) -> str:
    return format_minor(amount, currency) if currency else str(amount)
