"""Looking after the people of a till: PINs changed by themselves or given anew, locked users let in again."""

import re

from pos.domain.failures import Refused
from pos.domain.staff import SALT_BYTES, Staff, kept_pin
from pos.services.journal import write_down
from pos.services.staff import PinAnswer, check_approval, check_pin, member
from pos.services.till import Till
from pos.store.store import Tx

_PIN = re.compile("[0-9]{4,8}")


def known_person(tx: Tx, staff_id: str) -> Staff:
    """Somebody whose PIN and badge are kept here; Refused `hub_owns_people` on a till that has joined a hub, where
    they come from, and `unknown_staff`."""
    if tx.link.peer() is not None:
        raise Refused("hub_owns_people")
    found = tx.people.get(staff_id)
    if found is None:
        raise Refused("unknown_staff", staff=staff_id)
    return found


def require_own_people(till: Till, staff_id: str) -> None:
    """Refused as `known_person`: said before anybody types a PIN."""
    with till.store.read() as tx:
        known_person(tx, staff_id)


def change_pin(till: Till, staff_id: str, pin: str, new_pin: str) -> PinAnswer:
    """The PIN of a person, changed by that person: the one until now is checked and counted as at sign-in.

    Refused `hub_owns_people`, `bad_pin` for one that has not 4 to 8 digits, `same_pin`.
    """
    require_own_people(till, staff_id)
    _require_pin(new_pin)
    if new_pin == pin:
        raise Refused("same_pin")
    answer = check_pin(till, staff_id, pin)
    if answer.outcome == "right":
        _keep(till, staff_id, new_pin, staff_id, "")
    return answer


def reset_pin(till: Till, staff_id: str, new_pin: str, by: str, approved_by: str = "") -> None:
    """A new PIN for somebody who has forgotten the own one; the user is not locked any more.

    Refused `hub_owns_people`, `bad_pin`, and `approval_needed` for whoever does not look after the people.
    """
    require_own_people(till, staff_id)
    _require_pin(new_pin)
    with till.store.read() as tx:
        check_approval(tx, by, "manage_people", approved_by)
    _keep(till, staff_id, new_pin, by, approved_by)


def unlock_user(till: Till, staff_id: str, by: str, approved_by: str = "") -> None:
    """Let somebody try again who is locked after wrong PINs; a hub does not know of it, so this is done here always.

    Refused `approval_needed` for whoever may not, `own_approval` for the locked person.
    """
    with till.store.write() as tx:
        member(tx, staff_id)
        if by == staff_id:
            raise Refused("own_approval")
        check_approval(tx, by, "unlock_user", approved_by)
        tx.people.keep_tries(staff_id, 0, 0)
        write_down(tx, till, "user_unlocked", {"subject": staff_id, "approved_by": approved_by}, by)


def _require_pin(pin: str) -> None:
    if not _PIN.fullmatch(pin):
        raise Refused("bad_pin")


def _keep(till: Till, staff_id: str, pin: str, by: str, approved_by: str) -> None:
    salt = till.chance(SALT_BYTES)
    check = kept_pin(pin, salt, till.secrets.pepper)  # slow, so before the file is held
    with till.store.write() as tx:
        known_person(tx, staff_id)
        tx.people.put_pin(staff_id, len(pin), salt, check)
        tx.people.keep_tries(staff_id, 0, 0)
        write_down(tx, till, "pin_changed", {"subject": staff_id, "approved_by": approved_by}, by)
