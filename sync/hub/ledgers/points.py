"""Points that move: lots, what expires, what was overspent, and what tills are told.

Whoever counts a customer's points holds his row in `points`; movements that somebody else has just added, and not yet
counted, are counted by whoever comes last.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from pos.domain.points_ledger import Counted, LotLeft, Move, count_points, next_expiries
from pos.domain.points_moves import PointsRules
from sync.entities import Expiring, Points
from sync.hub.journal.projection import PointsRow
from sync.hub.ledgers.points_rules import dated, points_rules
from sync.hub.store import points as store
from sync.hub.store.debts import Debt
from sync.hub.store.engine import Connection
from sync.hub.store.projections import LARGEST_AMOUNT, Balance, Change, Place, move_points
from sync.hub.store.streams import Published

STREAM, ENTITY = "customers", "points"
MOST_EXPIRING = 3
EXPIRED = "expired"


@dataclass(slots=True)
class Moved:
    """What there is to tell after something moved: documents for the feed, and what was spent without being there."""

    published: list[Published] = field(default_factory=list)
    debts: list[Debt] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    """Refs of which nothing is owed any more, though something was before, or in between."""
    left: dict[str, int] = field(default_factory=dict)
    """What there is now, by customer."""

    @property
    def tasks(self) -> list[Debt]:
        """The debts that somebody must look at: what came at the same time may have paid them."""
        return [debt for debt in self.debts if debt.ref not in self.settled]


def ref_of(customer: str) -> str:
    return f"points:{customer}"


def own_place(ref: str, n: int) -> Place:
    """Where the n-th movement that the hub itself made of an account stands: in no till's journal."""
    return sha256(b"tandem-hub-ledger/1\0" + ref.encode()).digest()[:16], n


def date_rows(connection: Connection, rows: Sequence[PointsRow], now: str) -> list[PointsRow]:
    """Rows that are about to be written, with when they expire."""
    rules = points_rules(connection) if rows else PointsRules()
    return [dated(row, rules, now) for row in rows]


def count_in(connection: Connection, rows: Sequence[PointsRow], counted: Mapping[Place, int], now: str) -> Moved:
    """Count rows that were written just now. `counted` says how far the journal of an entry is counted with it; what
    the hub itself moved counts in no journal."""
    changes: dict[str, Change] = {}
    for row in rows:
        change = changes.setdefault(row.customer, Change())
        place = (row.journal_id, row.seq)
        if place in counted:
            change.count(row.points, place, counted[place])
        else:
            change.by += row.points
    balances = move_points(connection, changes, now)
    moved = _settle(connection, {balance.key: balance for balance in balances}, now)
    for balance in balances:
        left, own = moved.left[balance.key], [row for row in rows if row.customer == balance.key]
        debts = _debts(left - balance.by, own)  # what had expired too late may have been there after all
        moved.debts += debts
        if left >= 0 and (debts or balance.amount - balance.by < 0):
            moved.settled.append(ref_of(balance.key))
    return moved


def let_time_pass(connection: Connection, customers: Collection[str], now: str) -> Moved:
    """Points of these customers that expire, or can be spent from now on; nothing for who never had any."""
    held: dict[str, Balance[str]] = {}
    for customer in sorted(customers):
        kept = store.hold_points(connection, customer)
        if kept is not None:
            held[customer] = Balance(customer, kept.balance, 0, json.loads(kept.includes), now)
    return _settle(connection, held, now)


def lots_of(connection: Connection, customer: str, now: str) -> Counted:
    """What a customer has at this moment, lot by lot."""
    moves = store.moves_of(connection, store.rows_of(connection, [customer]))
    return count_points(moves[customer], now)


def _settle(connection: Connection, held: Mapping[str, Balance[str]], now: str) -> Moved:
    """Write down what has expired, keep the sums, and say them."""
    moved = Moved()
    rows = store.rows_of(connection, sorted(held)) if held else {}
    moves = store.moves_of(connection, rows)
    for customer, balance in sorted(held.items()):
        counted = count_points(moves[customer], now)
        booked = -sum(row.points for row in rows[customer] if row.kind == "EXPIRE")
        if counted.expired != booked:
            place = next_place(customer, rows[customer])
            gone = PointsRow(*place, 1, customer, booked - counted.expired, EXPIRED, "EXPIRE", now)
            store.add_points_rows(connection, [gone])
        store.keep_points(connection, customer, counted.balance, _next_at(moves[customer], counted, now))
        moved.left[customer] = counted.balance
        moved.published.append(_published(customer, counted, balance))
    return moved


def next_place(customer: str, rows: Iterable[PointsRow]) -> Place:
    """Where the hub's next movement of a customer, who is held, stands; `rows` are all that there are."""
    ours = own_place(ref_of(customer), 0)[0]
    return ours, 1 + sum(row.journal_id == ours for row in rows)


def _next_at(moves: Iterable[Move], counted: Counted, now: str) -> str:
    waits = [move.active_at for move in moves if counted.pending and move.active_at > now]
    return min([lot.expires_at for lot in counted.lots if lot.expires_at] + waits, default="")


def _published(customer: str, counted: Counted, balance: Balance[str]) -> Published:
    document = Points(
        customer_id=customer,
        balance=max(-LARGEST_AMOUNT, min(LARGEST_AMOUNT, counted.balance)),
        as_of=balance.as_of,
        includes=balance.includes,
        pending=min(LARGEST_AMOUNT, counted.pending),
        expires=expiring(counted.lots),
    )
    return Published.of(ENTITY, customer, document)


def expiring(lots: Sequence[LotLeft]) -> list[Expiring]:
    return [Expiring(points=points, at=at) for at, points in next_expiries(lots, MOST_EXPIRING)]


def _debts(before: int, rows: Iterable[PointsRow]) -> list[Debt]:
    """What each of these rows spent that was not there, one after the other."""
    found = []
    for row in rows:
        after = before + row.points
        short = max(0, -after) - max(0, -before)
        if row.kind == "REDEEM" and short > 0:
            found.append(Debt((row.journal_id, row.seq), row.k, ref_of(row.customer), "", short, row.at))
        before = after
    return found
