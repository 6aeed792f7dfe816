"""Signing in: PIN or badge and user, tries counted, locks that no restart and no clock change ends; approvals."""

import hmac
from dataclasses import dataclass
from typing import Literal

from pos.domain.codes import badge_secret_hash, classify
from pos.domain.failures import Refused
from pos.domain.staff import BUILT_IN, TRIES, Right, Staff, approve, kept_pin, lock_seconds, may, pepper_hash
from pos.services.journal import write_down
from pos.services.till import Till
from pos.store.store import Tx


@dataclass(frozen=True, slots=True)
class PinAnswer:
    """What became of a PIN. `tries_left` before the user is locked, `seconds` for how long he is."""

    outcome: Literal["right", "wrong", "locked"]
    tries_left: int = 0
    seconds: int = 0


def member(tx: Tx, staff_id: str, **named: int) -> Staff:
    """The person of this id; Refused `unknown_staff` with where he is `named`, as `line=1`. Without staff there is the
    built-in user alone, and on a till that has joined a hub not even he: `staff_required`."""
    if staff_id == BUILT_IN.staff_id and not tx.people.any():
        if tx.link.peer() is not None:
            raise Refused("staff_required")
        return BUILT_IN
    found = tx.people.get(staff_id)
    if found is None:
        raise Refused("unknown_staff", staff=staff_id, **named)
    return found


def check_approval(tx: Tx, staff: str, right: Right, approved_by: str) -> None:
    """Refused `approval_needed` for what this person may not do alone, unless somebody else who may stands behind it.

    Who is named must be able to: `own_approval`, `unknown_staff`, `approval_not_allowed`. The built-in user may do
    everything alone; on a till without any staff nobody is known, and a name is taken as it was given.
    """
    if approved_by == staff:
        raise Refused("own_approval")
    if approved_by and tx.people.any():
        if not may(member(tx, approved_by), right):
            raise Refused("approval_not_allowed", staff=approved_by)
    elif staff != BUILT_IN.staff_id and not may(member(tx, staff), right):
        raise Refused("approval_needed", right=right)


def named_approver(tx: Tx, staff: str, approved_by: str, **named: int) -> str:
    """Who is written down as having approved what this person may do alone: nobody where he names himself.

    Refused as `member` for somebody who does not work here. On a till without any staff nobody is known, and a name is
    kept as it was given.
    """
    if approved_by == staff:
        return ""
    if approved_by and tx.people.any():
        member(tx, approved_by, **named)
    return approved_by


def require_member(till: Till, staff_id: str) -> None:
    """Refused `unknown_staff` for somebody who does not work here; the built-in user always does."""
    if staff_id != BUILT_IN.staff_id:
        with till.store.read() as tx:
            member(tx, staff_id)


def people(till: Till) -> tuple[Staff, ...]:
    """Everybody who may sign in, whoever did last first; a till without staff has its built-in user."""
    with till.store.read() as tx:
        return tuple(tx.people.all()) or (BUILT_IN,)


def badge_holder(till: Till, code: str) -> Staff:
    """Whose badge this is; Refused `unknown_badge` for one that is nobody's here, or nobody's any more."""
    check = badge_check(till, code)
    with till.store.read() as tx:
        holder = tx.people.holder(check)
    if holder is None:
        raise Refused("unknown_badge")
    return holder


def badge_check(till: Till, code: str) -> bytes:
    """What this till keeps of a badge."""
    return pepper_hash(badge_secret_hash(code), till.secrets.pepper)


def check_pin(till: Till, staff_id: str, pin: str) -> PinAnswer:
    """Check a PIN and count the try, durable before the answer: pulling the plug gives nobody another try.

    The badge stands for it where the person's role says that it is enough. The built-in user of a till without staff
    has no PIN.
    """
    if classify(pin) == "staff_badge":
        return _check_badge(till, staff_id, pin)
    with till.store.read() as tx:
        if member(tx, staff_id) == BUILT_IN:
            return PinAnswer("right")
        salt, kept = tx.people.pin(staff_id)
        _tries, seconds = tx.people.wrong_tries(staff_id)
    if seconds:
        return PinAnswer("locked", 0, seconds)
    right = hmac.compare_digest(kept_pin(pin, salt, till.secrets.pepper), kept)
    with till.store.write() as tx:
        tries, seconds = tx.people.wrong_tries(staff_id)
        if seconds:  # somebody else's tries locked this user meanwhile
            return PinAnswer("locked", 0, seconds)
        if right:
            if tries:
                tx.people.keep_tries(staff_id, 0, 0)
            return PinAnswer("right")
        tries += 1
        seconds = lock_seconds(tries)
        tx.people.keep_tries(staff_id, tries, seconds)
    if seconds:
        return PinAnswer("locked", 0, seconds)
    return PinAnswer("wrong", TRIES - tries % TRIES)


def _check_badge(till: Till, staff_id: str, code: str) -> PinAnswer:
    """Nobody guesses a badge, so no try is counted; a locked user is locked for it too."""
    check = badge_check(till, code)
    with till.store.read() as tx:
        person = member(tx, staff_id)
        tries, seconds = tx.people.wrong_tries(staff_id)
        kept = tx.people.badge(staff_id)
    if seconds:
        return PinAnswer("locked", 0, seconds)
    if person.role.badge_alone and kept is not None and hmac.compare_digest(check, kept):
        return PinAnswer("right")
    return PinAnswer("wrong", TRIES - tries % TRIES)


def count_down_locks(till: Till, seconds: int) -> None:
    """So many seconds of the running till went by, for users and for codes of pickup orders; nothing is written where
    nobody is locked."""
    with till.store.read() as tx:
        if not (tx.people.any_locked() or tx.pickups.any_locked()):
            return
    with till.store.write() as tx:
        tx.people.count_down(seconds)
        tx.pickups.count_down(seconds)


def sign_in(till: Till, staff_id: str, *, by_badge: bool = False) -> Staff:
    """Journal who is at the till, and whether a badge said so; PIN or badge were checked before."""
    with till.store.write() as tx:
        person = member(tx, staff_id)
        write_down(tx, till, "signed_in", {"reason": "badge" if by_badge else ""}, staff_id)
    return person


def give_approval(till: Till, right: Right, asking: str, approving: str, pin: str, subject: str) -> PinAnswer:
    """One-off approval in place: the approving person's PIN, both names journalled. Refused `own_approval`,
    `approval_not_allowed`; nobody approves himself."""
    with till.store.read() as tx:
        approve(member(tx, asking), member(tx, approving), right)
    answer = check_pin(till, approving, pin)
    if answer.outcome == "right":
        with till.store.write() as tx:
            by = "badge" if classify(pin) == "staff_badge" else ""
            body = {"right": right, "subject": subject, "approved_by": approving, "reason": by}
            write_down(tx, till, "approval_given", body, asking)
    return answer
