"""What the sign-in screen asks, answered by the till."""

from pos.domain.codes import classify
from pos.domain.failures import Refused
from pos.services.staff import people
from ui.session import Session
from ui.signin.view import Person


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


def read_badge(code: str) -> str:
    """Badges are given out by the hub; a stand-alone till knows none, so each is unknown to it."""
    assert classify(code) == "staff_badge"
    raise Refused("unknown_badge")
