"""How a till joins: a one-time code for a store, redeemed with the public half of the key pair that the till made."""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from pos.domain.crockford import plain, symbols
from pos.domain.failures import Refused
from pos.domain.journal import stamp
from sync.base64url import bytes_of
from sync.hub.calls.access import TillAccess
from sync.hub.hub import Hub
from sync.hub.store import stores, tills
from sync.hub.store.engine import Connection
from sync.wire import EnrolRequest, fingerprint_of

CODE_SYMBOLS = 12
"""Of 5 bits each: 60 bits."""
GOOD_FOR = timedelta(minutes=10)
KEPT_FOR = timedelta(days=1)
"""So long a redeemed code still answers the till that redeemed it, whose first answer may have been lost."""
HIGHEST_NUMBER = 999
KEY_BYTES = 32
_GONE = "revoked"


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it is shown, once; `until` is when it runs out."""

    code: str
    store_no: int
    number: int
    until: str
    waits: bool


def make_code(
    hub: Hub, store_no: int, number: int | None = None, *, waits: bool = False, replace: bool = False
) -> Code:
    """A code for a till of this store, by default the next one. `waits`: the till works after a manager's yes.

    Refused `unknown_store`, `bad_till_number`; `till_number_taken` unless the new till comes in place of that one.
    """
    now = hub.now()
    text = symbols(int.from_bytes(hub.chance(8)), CODE_SYMBOLS)
    with hub.write() as connection:
        if stores.sheet_of(connection, store_no) is None:
            raise Refused("unknown_store", store=store_no)
        stores.forget_codes(connection, stamp(now - KEPT_FOR))
        number = _number(connection, store_no, number, replace, stamp(now))
        until = stamp(now + GOOD_FOR)
        stores.add_code(connection, _code_hash(hub, text), store_no, number, until, waits)
    return Code("-".join(text[at : at + 4] for at in range(0, CODE_SYMBOLS, 4)), store_no, number, until, waits)


def redeem(hub: Hub, asked: EnrolRequest) -> TillAccess:
    """The till that this code and this key make; the same again for the same key, whose answer was lost.

    Refused `bad_key`, and `code_refused` for a code that is wrong, too old or was redeemed with another key.
    """
    public_key, recovery_public = _key(asked.public_key), _key(asked.recovery_public)
    code_hash, now = _code_hash(hub, plain(asked.code)), hub.now()
    with hub.write() as connection:
        code = stores.held_code(connection, code_hash)
        if code is None:
            raise Refused("code_refused")
        if code.till_id:
            return _the_same(connection, code.till_id, public_key)
        if code.until <= stamp(now):
            raise Refused("code_refused")
        state = "waiting" if code.waits else "active"
        till = TillAccess(hub.new_id(), code.store_no, code.number, state, stamp(now), public_key)
        for old in _holders(connection, code.store_no, code.number):
            tills.change_state(connection, old.till_id, _GONE, stamp(now))  # the code was made to replace it
        tills.add_till(connection, till, recovery_public)
        stores.redeem_code(connection, code_hash, till.till_id)
    return till


def fingerprint(hub: Hub, public_key: bytes) -> str:
    """Six digits of both public keys, shown on both sides: whoever stands between them has other ones."""
    return fingerprint_of(public_key, hub.signer.public_key().public_bytes_raw())


def say_yes(hub: Hub, told: str) -> TillAccess:
    """Let the waiting till with this fingerprint work. Refused `unknown_fingerprint`."""
    digits = told.replace(" ", "").replace("-", "")
    with hub.write() as connection:
        waiting = tills.all_tills(connection, "waiting")
        found = [till for till in waiting if fingerprint(hub, till.public_key) == digits]
        if len(found) != 1:
            raise Refused("unknown_fingerprint", waiting=len(waiting))
        tills.change_state(connection, found[0].till_id, "active", stamp(hub.now()))
    return found[0]


def change_till(hub: Hub, told: str, state: str) -> TillAccess:
    """Revoke, suspend or resume (`active`) the till of this id, or of `STORE-CODE` and number like `N-2`.

    Refused `unknown_till`; `till_is_revoked`, which is for good; `till_waits` until somebody said yes.
    """
    with hub.write() as connection:
        till = _named(connection, told)
        if till.state == _GONE and state != _GONE:
            raise Refused("till_is_revoked", till=told)
        if till.state == "waiting" and state == "active":
            raise Refused("till_waits", till=told)
        if till.state != state:
            tills.change_state(connection, till.till_id, state, stamp(hub.now()))
    return till


def enrol_url(hub_url: str, code: str) -> str:
    """Hub and code in one line. The code stands behind `#`, so no server that is asked by mistake writes it down."""
    return f"{hub_url.rstrip('/')}/enrol#{code}"


def _named(connection: Connection, told: str) -> TillAccess:
    if till := tills.till_access(connection, told):
        return till
    codes = {sheet.store_no: sheet.code for sheet in stores.all_sheets(connection)}
    called = [till for till in tills.all_tills(connection) if f"{codes[till.store_no]}-{till.number}" == told.upper()]
    standing = [till for till in called if till.state != _GONE] or called[-1:]
    if not standing:
        raise Refused("unknown_till", till=told)
    return standing[0]


def _number(connection: Connection, store_no: int, asked: int | None, replace: bool, now: str) -> int:
    taken = {till.number for till in tills.tills_at(connection, store_no) if till.state != _GONE}
    if asked is None:
        used = {till.number for till in tills.tills_at(connection, store_no)}
        asked = max(used | stores.numbers_promised(connection, store_no, now), default=0) + 1
    if not 1 <= asked <= HIGHEST_NUMBER:
        raise Refused("bad_till_number", till=asked, highest=HIGHEST_NUMBER)
    if asked in taken and not replace:
        raise Refused("till_number_taken", till=asked)
    return asked


def _holders(connection: Connection, store_no: int, number: int) -> list[TillAccess]:
    return [till for till in tills.tills_at(connection, store_no) if till.number == number and till.state != _GONE]


def _the_same(connection: Connection, till_id: str, public_key: bytes) -> TillAccess:
    till = tills.till_access(connection, till_id)
    if till is None or till.state == _GONE or not hmac.compare_digest(till.public_key, public_key):
        raise Refused("code_refused")
    return till


def _code_hash(hub: Hub, text: str) -> bytes:
    """How a code is kept and found: without the hub's secret nobody can try codes on a copy of the database."""
    return hmac.digest(hub.secret, b"tandem-code/1\0" + text.encode(), sha256)


def _key(text: str) -> bytes:
    key = bytes_of(text)
    if len(key) != KEY_BYTES:
        raise Refused("bad_key")
    return key
