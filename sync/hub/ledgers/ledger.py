"""Money that moves on gift cards, store credit and accounts; SEMANTICS.md, "Gift cards, store credit, stored value".

The balance is never below 0: what was spent without being there is a debt of its own, which the next money on the
account pays first. On an account `account:…` stands what is owed, wanted within a limit. So the end is the same in
whatever order things arrive.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from pos.domain.stored_value import customer_of_ref, kind_of_ref
from sync.entities import Credit
from sync.hub.ledgers.points import Moved, own_place
from sync.hub.ledgers.value_moves import Kind, ValueRow
from sync.hub.store import values
from sync.hub.store.debts import Debt
from sync.hub.store.engine import Connection
from sync.hub.store.projections import LARGEST_AMOUNT, Balance, Change, Place
from sync.hub.store.streams import Published
from sync.hub.store.values import Account, Key

STREAM, ENTITY = "customers", "credit"
ON_ACCOUNT = "account"


def count_in(connection: Connection, rows: Sequence[ValueRow], counted: Mapping[Place, int], now: str) -> Moved:
    """Count rows that were written just now; `counted` as in points.py."""
    changes: dict[Key, Change] = {}
    for row in rows:
        change = changes.setdefault((row.ref, row.currency), Change())
        place = (row.journal_id, row.seq)
        if place in counted:
            change.count(row.amount_minor, place, counted[place])
        else:
            change.by += row.amount_minor
    moved = Moved()
    for balance in values.move_accounts(connection, changes, now):
        own = [row for row in rows if (row.ref, row.currency) == balance.key]
        _weigh(connection, balance, own, now, moved)
    moved.published += published(connection, {ref for ref, _currency in changes})
    return moved


def move(
    connection: Connection,
    account: Account,
    kind: Kind,
    amount_minor: int,
    now: str,
    by: str,
    reason: str = "",
    last_four: str = "",
) -> Moved:
    """One movement that the hub itself makes of an account that is held; how it stands then is to be published."""
    row = _own(connection, account.key, kind, amount_minor, now, by, reason, last_four)
    values.add_value_rows(connection, [row])
    return count_in(connection, [row], {}, now)


def set_limit(connection: Connection, account: Account, limit_minor: int, now: str, by: str, reason: str = "") -> Moved:
    """How much may be owed on an account that is held: nobody needs to look at what is within it any more."""
    account = replace(account, limit_minor=limit_minor)
    values.keep_account(connection, account)
    moved = move(connection, account, "ADJUST", 0, now, by, reason)
    if account.net_minor <= limit_minor:
        moved.settled.append(account.ref)
    return moved


def expire_due(connection: Connection, now: str, most: int) -> tuple[int, Moved]:
    """Take what is on accounts whose time is over; how many there were."""
    due = values.expired_by(connection, now, most)
    moved = Moved()
    for key in due:
        account = values.hold_account(connection, *key)
        assert account is not None
        moved.published += move(connection, account, "EXPIRE", -account.net_minor, now, "", "expired").published
    return len(due), moved


def published(connection: Connection, refs: Collection[str]) -> list[Published]:
    """What tills know of customers' accounts, of gift cards nothing. One in several currencies is told in the first
    of them; the others are asked for online."""
    told: dict[str, Account] = {}
    for account in values.accounts_of(connection, sorted(ref for ref in refs if customer_of_ref(ref))):
        told.setdefault(account.ref, account)
    return [Published.of(ENTITY, ref, _credit(account)) for ref, account in sorted(told.items())]


def is_on_account(account: Account) -> bool:
    """Whether what stands on it is owed by the customer."""
    return kind_of_ref(account.ref) == ON_ACCOUNT


def balance_of(account: Account) -> int:
    """What stands on it in minor units: never below 0, but of an account on which one owes what was paid too much."""
    return account.net_minor if is_on_account(account) else max(0, account.net_minor)


def owed_on(account: Account) -> int:
    """What was spent without being there and is not paid yet."""
    return 0 if is_on_account(account) else max(0, -account.net_minor)


def spendable(account: Account) -> int:
    """What may be spent now if nothing of it is held."""
    if is_on_account(account):
        return max(0, account.limit_minor - account.net_minor)
    return max(0, account.net_minor)


def _weigh(connection: Connection, balance: Balance[Key], rows: Sequence[ValueRow], now: str, moved: Moved) -> None:
    """What these rows spent beyond what there was."""
    ref, currency = balance.key
    if kind_of_ref(ref) == ON_ACCOUNT:
        account = values.hold_account(connection, ref, currency)
        assert account is not None
        debts = _beyond_limit(account, balance.amount - balance.by, rows)
        is_well, was_well = balance.amount <= account.limit_minor, balance.amount - balance.by <= account.limit_minor
    else:
        now_there = balance.amount + _back_in_time(connection, balance, rows, now)
        debts = _uncovered(now_there - balance.by, rows)
        is_well, was_well = now_there >= 0, balance.amount - balance.by >= 0
    moved.debts += debts
    if is_well and (debts or not was_well):
        moved.settled.append(ref)


def _back_in_time(connection: Connection, balance: Balance[Key], rows: Sequence[ValueRow], now: str) -> int:
    """What was spent before it expired was still there, however late that is heard; money that comes after it makes
    the account good again."""
    account = values.hold_account(connection, *balance.key)
    assert account is not None
    if not account.expires_at:
        return 0
    if any(row.amount_minor > 0 and row.kind != "EXPIRE" and row.at >= account.expires_at for row in rows):
        values.keep_account(connection, replace(account, expires_at=""))
    spent = -sum(row.amount_minor for row in rows if row.kind == "REDEEM" and row.at < account.expires_at)
    back = min(spent, max(0, -account.net_minor), values.expired_sum(connection, account.key))
    if back > 0:
        row = _own(connection, account.key, "EXPIRE", back, now, "", "spent before")
        values.add_value_rows(connection, [row])
        values.move_accounts(connection, {account.key: Change(back)}, now)
    return max(0, back)


def _own(
    connection: Connection, key: Key, kind: Kind, amount: int, now: str, by: str, reason: str, last_four: str = ""
) -> ValueRow:
    ours = own_place(key[0], 0)[0]
    n = values.own_rows(connection, ours) + 1
    return ValueRow(ours, n, 1, *key, kind, amount, now, reason=reason, by=by, last_four=last_four)


def _uncovered(before: int, rows: Sequence[ValueRow]) -> list[Debt]:
    found = []
    for row in rows:
        after = before + row.amount_minor
        short = max(0, -after) - max(0, -before)
        if row.kind == "REDEEM" and short > 0:
            found.append(Debt((row.journal_id, row.seq), row.k, row.ref, row.currency, short, row.at))
        before = after
    return found


def _beyond_limit(account: Account, before: int, rows: Sequence[ValueRow]) -> list[Debt]:
    """What was put on account beyond what the customer may owe."""
    found, limit = [], account.limit_minor
    for row in rows:
        after = before + row.amount_minor
        over = max(0, after - limit) - max(0, before - limit)
        if row.kind == "REDEEM" and over > 0:
            found.append(Debt((row.journal_id, row.seq), row.k, row.ref, row.currency, over, row.at))
        before = after
    return found


def _credit(account: Account) -> Credit:
    return Credit(
        ref=account.ref,
        customer_id=customer_of_ref(account.ref),
        balance_minor=max(-LARGEST_AMOUNT, min(LARGEST_AMOUNT, balance_of(account))),
        limit_minor=account.limit_minor,
        currency=account.currency,
        as_of=account.as_of,
        includes=account.includes,
        blocked=account.blocked,
    )
