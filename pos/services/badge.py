"""Badges: made anew for a person, which ends the one before, and put on paper."""

from pos.domain.badge_slip import badge_blocks
from pos.domain.codes import BADGE_BYTES, badge_code
from pos.domain.receipt_block import Block
from pos.services.journal import write_down
from pos.services.people import known_person
from pos.services.staff import badge_check, check_approval
from pos.services.till import Till


def make_badge(till: Till, staff_id: str, by: str, approved_by: str = "") -> str:
    """A new badge for this person; the one before opens nothing from now on, as a lost one must not. The code is kept
    nowhere: it goes on paper now or never.

    Refused `hub_owns_people` on a till that has joined a hub, `unknown_staff`, and `approval_needed` for whoever does
    not look after the people.
    """
    code = badge_code(till.chance(BADGE_BYTES))
    check = badge_check(till, code)
    with till.store.write() as tx:
        person = known_person(tx, staff_id)
        check_approval(tx, by, "manage_people", approved_by)
        tx.people.put_badge(person.staff_id, check)
        write_down(tx, till, "badge_made", {"subject": staff_id, "approved_by": approved_by}, by)
    return code


def badge_paper(till: Till, staff_id: str, code: str) -> tuple[Block, ...]:
    """A badge as blocks, for the receipt printer and for PDF."""
    with till.store.read() as tx:
        person = known_person(tx, staff_id)
    return badge_blocks(person, code, till.setup.printed)
