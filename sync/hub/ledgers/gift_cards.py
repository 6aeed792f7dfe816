"""Gift cards through a channel: begun, loaded, spent, given back onto, looked at. SEMANTICS.md, "Gift cards"."""

import hmac
from collections.abc import Callable
from dataclasses import replace

from pos.domain.failures import Refused
from pos.domain.journal import stamp
from pos.domain.money import format_minor, parse_minor
from pos.domain.staff import pin_hash
from pos.domain.stored_value import gift_ref, gift_reference, last_four
from sync.hub.calls.idempotency import Write, once
from sync.hub.claims.value_claims import spendable
from sync.hub.hub import Hub
from sync.hub.ledgers import ledger
from sync.hub.ledgers.own_moves import tell
from sync.hub.ledgers.value_documents import CardActivated, CardAsked, CardDocument, CardMoved, State
from sync.hub.ledgers.value_moves import Kind
from sync.hub.store import values
from sync.hub.store.engine import Connection
from sync.hub.store.values import Account

SALT_BYTES = 16
WHY = {
    "unknown_account": "value_unknown",
    "blocked": "value_blocked",
    "expired": "value_expired",
    "wrong_currency": "value_wrong_currency",
}
"""How the refusal of a claim is called where a person reads it."""


def activate(hub: Hub, asked: CardActivated, write: Write) -> CardDocument:
    """A card begins with an amount. Refused `card_exists`, `expires_too_early`."""
    ref, amount = gift_ref(asked.code), _amount(asked)
    expires_at, by = asked.expires_at, write.channel
    if expires_at and expires_at <= stamp(hub.now()):
        raise Refused("expires_too_early")
    salt = hub.chance(SALT_BYTES)
    pin = f"{salt.hex()}:{pin_hash(asked.pin, salt).hex()}" if asked.pin else ""

    def work(connection: Connection) -> str:
        now = stamp(hub.now())
        known = values.hold_account(connection, ref, asked.currency)
        if known is not None or values.accounts_of(connection, [ref]):
            raise Refused("card_exists")
        values.open_account(connection, ref, asked.currency, now)
        account = values.hold_account(connection, ref, asked.currency)
        assert account is not None
        account = replace(account, pin=pin, expires_at=expires_at)
        values.keep_account(connection, account)
        last = last_four(gift_reference(asked.code))
        tell(hub, connection, ledger.move(connection, account, "ACTIVATE", amount, now, by, asked.ref, last))
        return ref

    return _once(hub, write, asked, ref, work)


def load(hub: Hub, asked: CardMoved, write: Write) -> CardDocument:
    """More money on a card."""
    return _move(hub, asked, write, "LOAD")


def refund(hub: Hub, asked: CardMoved, write: Write) -> CardDocument:
    """Money goes back onto the card that it came from."""
    return _move(hub, asked, write, "REFUND")


def redeem(hub: Hub, asked: CardMoved, write: Write) -> CardDocument:
    """Spend from a card: all of the amount, or nothing. Refused `value_not_enough`."""
    return _move(hub, asked, write, "REDEEM")


def look(hub: Hub, asked: CardAsked) -> CardDocument:
    """What is on a card, whatever its state."""
    ref = gift_ref(asked.code)
    with hub.write() as connection:
        account = _account(connection, ref, asked.currency)
        require_pin(hub, account, asked.pin)
        return card_document(connection, account, stamp(hub.now()))


def require_pin(hub: Hub, account: Account, pin: str) -> None:
    """Refused `wrong_card_pin`, and `too_many_tries` after some."""
    if not account.pin:
        return
    hub.tries.check(account.ref, hub.now())
    salt, _colon, kept = account.pin.partition(":")
    if not pin or not hmac.compare_digest(pin_hash(pin, bytes.fromhex(salt)), bytes.fromhex(kept)):
        hub.tries.wrong(account.ref, hub.now())
        raise Refused("wrong_card_pin")


def card_document(connection: Connection, account: Account, now: str) -> CardDocument:
    found = spendable(connection, account.ref, account.currency, now)
    expired = bool(account.expires_at) and account.expires_at <= now
    state: State = "blocked" if account.blocked else "expired" if expired else "active"
    return CardDocument(
        last_four=values.last_four_of(connection, account.ref),
        currency=account.currency,
        balance=format_minor(ledger.balance_of(account), account.currency),
        available=format_minor(found.amount, account.currency),
        owed=format_minor(ledger.owed_on(account), account.currency),
        state=state,
        expires_at=account.expires_at,
        has_pin=bool(account.pin),
    )


def _move(hub: Hub, asked: CardMoved, write: Write, kind: Kind) -> CardDocument:
    ref, amount = gift_ref(asked.code), _amount(asked)
    spends, by = kind == "REDEEM", write.channel

    def work(connection: Connection) -> str:
        now = stamp(hub.now())
        account = _account(connection, ref, asked.currency)
        found = spendable(connection, ref, asked.currency, now)
        if found.why:
            raise Refused(WHY[found.why])
        if spends:
            require_pin(hub, account, asked.pin)
        if spends and amount > found.amount:
            left = format_minor(found.amount, asked.currency)
            raise Refused("value_not_enough", left=left, left_minor=found.amount)
        signed, last = -amount if spends else amount, last_four(gift_reference(asked.code))
        tell(hub, connection, ledger.move(connection, account, kind, signed, now, by, asked.ref, last))
        return ref

    return _once(hub, write, asked, ref, work)


def _once(hub: Hub, write: Write, asked: CardAsked, ref: str, work: Callable[[Connection], str]) -> CardDocument:
    with hub.write() as connection:
        once(connection, write, hub.now(), lambda: work(connection))
        return card_document(connection, _account(connection, ref, asked.currency), stamp(hub.now()))


def _account(connection: Connection, ref: str, currency: str) -> Account:
    account = values.hold_account(connection, ref, currency)
    if account is None:
        elsewhere = values.accounts_of(connection, [ref])
        raise Refused("value_wrong_currency" if elsewhere else "value_unknown")
    return account


def _amount(asked: CardMoved) -> int:
    amount = parse_minor(asked.amount, asked.currency)
    if amount <= 0:
        raise Refused("bad_amount", value=asked.amount)
    return amount
