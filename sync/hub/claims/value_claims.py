"""Money and points that a basket puts aside before it pays with them: all of the amount, or nothing."""

from dataclasses import dataclass
from datetime import timedelta

from pos.domain.journal import stamp
from pos.domain.stored_value import customer_of_ref, kind_of_ref
from sync.hub.calls.access import TillAccess
from sync.hub.claims.claimed import Claimed
from sync.hub.hub import Hub
from sync.hub.ledgers import ledger, points
from sync.hub.ledgers.value_moves import is_account
from sync.hub.store import holds, values
from sync.hub.store.engine import Connection
from sync.hub.store.holds import Hold
from sync.hub.store.points import hold_points
from sync.wire import ClaimRequest

HELD_FOR = timedelta(hours=24)
_POINTS = "points"


@dataclass(frozen=True, slots=True)
class Spendable:
    """What an account, which is held, lets one spend beside what other baskets have put aside; or `why` nothing."""

    amount: int = 0
    limit: int | None = None
    why: str = ""


def take_value(connection: Connection, hub: Hub, till: TillAccess, name: str, asked: ClaimRequest) -> Claimed:
    """Put an amount of one account aside for a basket, in the place of what it held of it; or give it back."""
    now = hub.now()
    ref = asked.refs[0]
    if len(asked.refs) > 1 or (asked.amount and not asked.sale) or kind_of_ref(ref) is None:
        return Claimed("refused", why="bad_ref")
    currency = "" if kind_of_ref(ref) == _POINTS else asked.currency
    if asked.release:
        holds.release(connection, "value", asked.sale, [ref])
    found = spendable(connection, ref, currency, stamp(now), asked.sale)
    amount = 0 if asked.release else asked.amount
    why = "" if asked.release else found.why
    if not why and amount > found.amount:
        why = "not_enough"
    if why:
        told = found.amount if why == "not_enough" else None
        return Claimed("refused", why=why, balance=told, limit=found.limit, as_of=stamp(now))
    if amount:
        until = stamp(now + HELD_FOR)
        held = Hold("value", asked.sale, ref, amount, currency, name, till.store_no, stamp(now), until)
        holds.keep_holds(connection, [held])
    return Claimed("granted", balance=found.amount - amount, limit=found.limit, as_of=stamp(now))


def spendable(connection: Connection, ref: str, currency: str, now: str, sale: str = "") -> Spendable:
    """What a basket may spend of an account, which nobody else changes until the commit."""
    if kind_of_ref(ref) == _POINTS:
        return _points(connection, ref, now, sale)
    return _money(connection, ref, currency, now, sale)


def _points(connection: Connection, ref: str, now: str, sale: str) -> Spendable:
    customer = customer_of_ref(ref)
    if hold_points(connection, customer) is None:
        return Spendable(why="unknown_account")
    counted = points.lots_of(connection, customer, now)
    others = holds.held_by_others(connection, "value", [ref], sale, now)[ref]
    return Spendable(max(0, counted.balance - counted.pending - others))


def _money(connection: Connection, ref: str, currency: str, now: str, sale: str) -> Spendable:
    account = values.hold_account(connection, ref, currency) if is_account(ref) else None
    if account is None:
        elsewhere = is_account(ref) and values.accounts_of(connection, [ref])
        return Spendable(why="wrong_currency" if elsewhere else "unknown_account")
    limit = account.limit_minor if kind_of_ref(ref) == ledger.ON_ACCOUNT else None
    others = holds.held_by_others(connection, "value", [ref], sale, now, currency)[ref]
    amount = max(0, ledger.spendable(account) - others)
    if account.blocked:
        return Spendable(0, limit, "blocked")
    if account.expires_at and account.expires_at <= now:
        return Spendable(0, limit, "expired")
    return Spendable(amount, limit)
