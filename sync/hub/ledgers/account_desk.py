"""What people at the hub do with an account: look at it, correct it, block it, forgive what is owed, join two."""

from dataclasses import dataclass, replace

from pos.domain.failures import Refused
from pos.domain.journal import stamp
from pos.domain.stored_value import customer_of_ref, customer_ref, gift_ref, kind_of_ref
from sync.hub.claims.value_claims import spendable
from sync.hub.hub import Hub
from sync.hub.journal.projection import PointsRow
from sync.hub.ledgers import ledger, points
from sync.hub.ledgers.own_moves import tell
from sync.hub.ledgers.points import Moved
from sync.hub.ledgers.value_moves import Kind, is_account
from sync.hub.store import points as kept_points
from sync.hub.store import values
from sync.hub.store.engine import Connection
from sync.hub.store.stores import all_sheets
from sync.hub.store.things import document_of
from sync.hub.store.values import Account

CARD = "TG"
POINTS = "points"


@dataclass(frozen=True, slots=True)
class Person:
    """Who does something here, and why, as the ledger keeps it."""

    name: str
    reason: str = ""


def named(account: str) -> str:
    """The ref of an account as somebody types it: a card's number, or a ref. Refused `bad_account`,
    `not_a_gift_card`."""
    if account.strip().upper().startswith(CARD):
        return gift_ref(account)
    if kind_of_ref(account) != POINTS and not is_account(account):
        raise Refused("bad_account", ref=account)
    return account


def currency_of(hub: Hub, ref: str, asked: str) -> str:
    """The currency that is meant: the one asked for, that of the account, or the first store's; none for points."""
    if kind_of_ref(ref) == POINTS:
        return ""
    with hub.read() as connection:
        there = [account.currency for account in values.accounts_of(connection, [ref])]
        return asked or (there[0] if there else _first_currency(connection))


def adjust(hub: Hub, ref: str, amount: int, person: Person, currency: str = "") -> None:
    """Put so much on an account (minor units, or points), or take it away; no more than there is can be taken.

    Refused `value_unknown`, `unknown_customer`, `value_not_enough`.
    """
    with hub.write() as connection:
        now = stamp(hub.now())
        if kind_of_ref(ref) == POINTS:
            tell(hub, connection, _adjust_points(connection, ref, amount, person, now))
            return
        account = _account(connection, ref, currency, now)
        there = account.net_minor if ledger.is_on_account(account) else ledger.balance_of(account)
        if not ledger.is_on_account(account) and amount < -there:
            raise Refused("value_not_enough", left=str(there), left_minor=there)
        tell(hub, connection, ledger.move(connection, account, "ADJUST", amount, now, person.name, person.reason))


def block(hub: Hub, ref: str, person: Person, currency: str = "", *, blocked: bool = True) -> None:
    """From now on nothing is spent from it online, or again; what tills spend without a line still counts."""
    with hub.write() as connection:
        now = stamp(hub.now())
        account = replace(_known(connection, ref, currency), blocked=blocked)
        values.keep_account(connection, account)
        kind: Kind = "BLOCK" if blocked else "UNBLOCK"
        tell(hub, connection, ledger.move(connection, account, kind, 0, now, person.name, person.reason))


def set_limit(hub: Hub, ref: str, limit_minor: int, person: Person, currency: str = "") -> None:
    """How much a customer may owe; this opens the account. Refused `bad_account` for anything but `account:…`."""
    with hub.write() as connection:
        now = stamp(hub.now())
        if kind_of_ref(ref) != ledger.ON_ACCOUNT:
            raise Refused("bad_account", ref=ref)
        account = _account(connection, ref, currency, now)
        tell(hub, connection, ledger.set_limit(connection, account, limit_minor, now, person.name, person.reason))


def forgive(hub: Hub, ref: str, person: Person, currency: str = "") -> int:
    """Nobody needs to pay what was spent without being there; how much that was, 0 where nothing was."""
    with hub.write() as connection:
        now = stamp(hub.now())
        if kind_of_ref(ref) == POINTS:
            owed = max(0, -points.lots_of(connection, _customer(connection, ref), now).balance)
            row = _points_row(connection, ref, "FORGIVE", owed, person, now)
            tell(hub, connection, _count(connection, [row], now) if owed else Moved())
            return owed
        account = _known(connection, ref, currency)
        owed = ledger.owed_on(account)
        if owed:
            tell(hub, connection, ledger.move(connection, account, "ADJUST", owed, now, person.name, person.reason))
        return owed


def merge(hub: Hub, source: str, target: str, person: Person) -> None:
    """Points with their expiry, credit and debts of one customer go to another. What tills still tell of the first
    stays there until this is done again. Refused `same_account`, `unknown_customer`."""
    if source == target:
        raise Refused("same_account")
    with hub.write() as connection:
        now = stamp(hub.now())
        for customer in sorted((source, target)):
            _require_customer(connection, customer)
            kept_points.hold_points(connection, customer)
        moved = _merge_points(connection, source, target, person, now)
        for kind in ("store_credit", "account"):
            for account in values.accounts_of(connection, [customer_ref(kind, source)]):
                told = _merge_money(connection, account, customer_ref(kind, target), person, now)
                moved.published += told.published
                moved.settled += told.settled
        tell(hub, connection, moved)


def _merge_points(connection: Connection, source: str, target: str, person: Person, now: str) -> Moved:
    counted = points.lots_of(connection, source, now)
    if not counted.balance:
        return Moved()
    out = _points_row(connection, points.ref_of(source), "MERGE_OUT", -counted.balance, person, now)
    into = _points_row(connection, points.ref_of(target), "MERGE_IN", counted.balance, person, now)
    lots = [
        into._replace(k=k, points=lot.points, expires_at=lot.expires_at, active_at=lot.active_at)
        for k, lot in enumerate(counted.lots, 1)
    ]
    return _count(connection, [out, *(lots or [into])], now)


def _merge_money(connection: Connection, account: Account, target: str, person: Person, now: str) -> Moved:
    held = values.hold_account(connection, *account.key)
    assert held is not None
    values.open_account(connection, target, account.currency, now)
    other = values.hold_account(connection, target, account.currency)
    assert other is not None
    if held.limit_minor > other.limit_minor:
        values.keep_account(connection, replace(other, limit_minor=held.limit_minor))
    why = (person.name, person.reason or "merge")
    moved = ledger.move(connection, held, "ADJUST", -held.net_minor, now, *why)
    into = ledger.move(connection, other, "ADJUST", held.net_minor, now, *why)
    settled = [*moved.settled, *into.settled]
    if ledger.is_on_account(other) and other.net_minor + held.net_minor <= max(held.limit_minor, other.limit_minor):
        settled.append(target)
    return Moved([*moved.published, *into.published], [], settled)


def _adjust_points(connection: Connection, ref: str, amount: int, person: Person, now: str) -> Moved:
    customer = _customer(connection, ref)
    found = spendable(connection, ref, "", now)
    if amount < -found.amount:
        raise Refused("value_not_enough", left=str(found.amount), left_units=found.amount)
    row = _points_row(connection, points.ref_of(customer), "ADJUST", amount, person, now)
    return _count(connection, [row], now)


def _points_row(connection: Connection, ref: str, kind: str, amount: int, person: Person, now: str) -> PointsRow:
    customer = customer_of_ref(ref)
    place = points.next_place(customer, kept_points.rows_of(connection, [customer])[customer])
    return PointsRow(*place, 1, customer, amount, person.reason or kind.lower(), kind, now, by=person.name)


def _count(connection: Connection, rows: list[PointsRow], now: str) -> Moved:
    dated = points.date_rows(connection, rows, now)
    kept_points.add_points_rows(connection, dated)
    return points.count_in(connection, dated, {}, now)


def _customer(connection: Connection, ref: str) -> str:
    customer = customer_of_ref(ref)
    _require_customer(connection, customer)
    kept_points.hold_points(connection, customer)
    return customer


def _require_customer(connection: Connection, customer: str) -> None:
    if document_of(connection, "customers", "customer", customer) is None:
        raise Refused("unknown_customer", customer=customer)


def _account(connection: Connection, ref: str, currency: str, now: str) -> Account:
    """A customer's account, opened where there is none yet; a card must be there."""
    customer = customer_of_ref(ref)
    if customer and not values.accounts_of(connection, [ref]):
        _require_customer(connection, customer)
        currency = currency or _first_currency(connection)
    if customer and currency:
        values.open_account(connection, ref, currency, now)
    return _known(connection, ref, currency)


def _known(connection: Connection, ref: str, currency: str) -> Account:
    """An account, held; without a currency the one that there is."""
    there = [account.currency for account in values.accounts_of(connection, [ref])]
    if not there:
        raise Refused("value_unknown")
    if currency not in ("", *there) or (not currency and len(there) > 1):
        raise Refused("value_wrong_currency")
    account = values.hold_account(connection, ref, currency or there[0])
    assert account is not None
    return account


def _first_currency(connection: Connection) -> str:
    sheets = sorted(all_sheets(connection), key=lambda sheet: sheet.store_no)
    if not sheets:
        raise Refused("unknown_store", store=1)
    return sheets[0].currency
