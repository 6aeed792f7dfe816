"""What the sign-in screen asks, answered by the till."""

from pos.services.staff import badge_holder, check_pin, people
from pos.services.till import Till
from ui.session import Session
from ui.signin.view import BadgeRead, Person


def everybody(session: Session) -> tuple[Person, ...]:
    """Who may sign in; on shift is who opened the shift that is open."""
    with session.till.store.read() as tx:
        shift = tx.shifts.open()
    return tuple(
        Person(
            person.staff_id,
            person.name,
            person.role.title,
            on_shift=shift is not None and shift.staff == person.staff_id,
            pin_length=person.pin_length,
        )
        for person in people(session.till)
    )


def read_badge(till: Till, code: str) -> BadgeRead:
    """Whose badge it is; where the role lets it stand alone it is checked as a PIN is. Refused `unknown_badge`."""
    holder = badge_holder(till, code)
    if not holder.role.badge_alone:
        return BadgeRead(holder.staff_id)
    answer = check_pin(till, holder.staff_id, code)
    return BadgeRead(holder.staff_id, answer.outcome == "right", answer.seconds)
