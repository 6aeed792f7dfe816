"""Who may have an order: the customer's QR judged here and now without a network, or the short code of the order."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pos.domain.failures import Refused
from pos.domain.pickup_order import Collected, PickupOrder
from pos.domain.pickup_token import Token, parse_token
from pos.domain.pickup_verdict import Verdict, verdict, verdict_without_token
from pos.domain.short_code import TRIES, code_lock_seconds, is_code_of
from pos.services.pickup_queue import known_order, require_order
from pos.services.till import Till
from pos.services.trusted_time import trusted_now
from pos.store.pickups import HandOverRecord
from pos.store.store import Tx


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a code. `at` is trusted time. Of a code that is not genuine nothing is told.

    `collected` is the last hand-over of the order, `store_name` the store that a genuine code is for. `warnings` are
    verdicts that count only if the clock is right, which it may not be: a manager can pass them.
    """

    verdict: Verdict
    order: PickupOrder | None
    token: Token | None
    store_name: str
    collected: Collected | None
    warnings: tuple[Verdict, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class CodeAnswer:
    """What became of a short code. `tries_left` before this order's code is locked, `seconds` for how long it is;
    `checked` once the code is right."""

    outcome: Literal["right", "wrong", "locked"]
    tries_left: int = 0
    seconds: int = 0
    checked: Checked | None = None


def verify(till: Till, scanned: str) -> Checked:
    """Judge the digits of a QR."""
    token = parse_token(scanned)
    with till.store.read() as tx:
        return judged_token(tx, till, token)


def check_order(till: Till, order_id: int) -> Checked:
    """The same for an order that was found by its number or bag; who asks has proved nothing yet."""
    with till.store.read() as tx:
        return judged_order(tx, till, require_order(tx, till, order_id))


def check_code(till: Till, order_id: int, code: str) -> CodeAnswer:
    """Check the short code of an order and count the try, durable before the answer.

    Refused `unknown_order`, and `mistyped` for what cannot be a code: that is no try.
    """
    with till.store.read() as tx:
        order = require_order(tx, till, order_id)
    right = is_code_of(code, order.code_salt, order.code_hmac)
    with till.store.write() as tx:
        tries, seconds = tx.pickups.wrong_codes(order_id)
        if seconds:
            return CodeAnswer("locked", 0, seconds)
        if right:
            if tries:
                tx.pickups.keep_wrong_codes(order_id, 0, 0)
            return CodeAnswer("right", checked=judged_order(tx, till, order))
        tries += 1
        seconds = code_lock_seconds(tries) if tries % TRIES == 0 else 0
        tx.pickups.keep_wrong_codes(order_id, tries, seconds)
    return CodeAnswer("locked", 0, seconds) if seconds else CodeAnswer("wrong", TRIES - tries % TRIES)


def judged_token(tx: Tx, till: Till, token: Token | None) -> Checked:
    """Judge a token within a transaction."""
    now = trusted_now(tx, till)
    here = token is not None and token.store == till.setup.store_no
    order = known_order(tx, till, token.order) if token is not None and here else None
    handed_over = token is not None and order is None and here and _was_handed_over(tx, token.order)
    judged = verdict(token, tx.stores.pickup_keys(), till.setup.store_no, order, handed_over, now)
    if token is None or judged.verdict in ("UNKNOWN_KEY", "BAD_SIGNATURE"):
        return Checked(judged.verdict, None, token, "", None, (), now.at)
    store = tx.stores.get(token.store)
    name = store.name if store else till.setup.name if here else ""
    return Checked(judged.verdict, order, token, name, _last(tx, till, token.order, order), judged.warnings, now.at)


def judged_order(tx: Tx, till: Till, order: PickupOrder) -> Checked:
    """Judge an order of this store without a token within a transaction."""
    now = trusted_now(tx, till)
    judged = verdict_without_token(order, now)
    last = order.collected[-1] if order.collected else None
    return Checked(judged.verdict, order, None, till.setup.name, last, judged.warnings, now.at)


def require_verdict(checked: Checked) -> None:
    """Refused with the reason where no approval helps: `already_collected`, `code_revoked`, `code_not_yet_valid`,
    `pickup_expired`, `code_not_genuine`, `code_malformed`, `code_key_unknown`, `wrong_store`."""
    code = _REFUSALS.get(checked.verdict)
    if code is None:
        return
    number = checked.order.number if checked.order else str(checked.token.order) if checked.token else ""
    facts: dict[str, object] = {"number": number, "store": checked.store_name, "verdict": checked.verdict}
    if checked.collected is not None:
        last = checked.collected
        facts |= {"at": last.at, "till": last.till, "by": last.staff}
    raise Refused(code, **facts)


_REFUSALS: dict[Verdict, str] = {
    "MALFORMED": "code_malformed",
    "UNKNOWN_KEY": "code_key_unknown",
    "BAD_SIGNATURE": "code_not_genuine",
    "WRONG_STORE": "wrong_store",
    "ALREADY_COLLECTED": "already_collected",
    "REVOKED": "code_revoked",
    "NOT_YET_VALID": "code_not_yet_valid",
    "EXPIRED": "pickup_expired",
}


def _was_handed_over(tx: Tx, order_id: int) -> bool:
    return any(not record.undone_by for record in _records(tx, order_id))


def _records(tx: Tx, order_id: int) -> list[HandOverRecord]:
    return tx.pickups.hand_overs(order_id) if order_id < 2**63 else []


def _last(tx: Tx, till: Till, order_id: int, order: PickupOrder | None) -> Collected | None:
    if order is not None:
        return order.collected[-1] if order.collected else None
    standing = [record for record in _records(tx, order_id) if not record.undone_by]
    if not standing:
        return None
    last = standing[-1]
    return Collected(last.at, till.setup.till, till.setup.store_no, last.staff, last.units, last.entry_id)
