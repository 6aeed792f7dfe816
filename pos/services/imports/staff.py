"""Staff: what is kept of a PIN and a badge is useless without this till's pepper."""

from collections.abc import Iterator, Sequence

from pos.domain.failures import Refused
from pos.domain.imports.row import Problem
from pos.domain.imports.staff import StaffRow, read_staff
from pos.domain.imports.table import Read
from pos.domain.staff import SALT_BYTES, kept_pin
from pos.services.imports.job import Imported, Job
from pos.services.imports.writing import write_read
from pos.services.staff import badge_check
from pos.store.people import StaffRecord
from pos.store.store import Tx


def import_staff(job: Job) -> Imported:
    """Refused `first_user_manager` while nobody could look after the others."""
    with job.till.store.read() as tx:
        roles = tx.people.roles()
        read = read_staff(job.content(), roles)
        if not tx.people.any() and not any(roles[row.value.role].manages_people for row in read.rows):
            raise Refused("first_user_manager")
        taken = tuple(_taken(tx, job, read))
    return write_read(job, "staff", read, taken, _put)


def _taken(tx: Tx, job: Job, read: Read[StaffRow]) -> Iterator[Problem]:
    """A problem for each badge that somebody else has and keeps."""
    told = {row.value.staff_id for row in read.rows if row.value.badge is not None}
    for row in read.rows:
        holder = tx.people.holder(badge_check(job.till, row.value.badge)) if row.value.badge else None
        if holder is not None and holder.staff_id != row.value.staff_id and holder.staff_id not in told:
            yield Problem(row.line, "badge", "badge_taken", "")


def _put(tx: Tx, job: Job, rows: Sequence[StaffRow]) -> None:
    tx.people.put([_record(tx, job, row) for row in rows])


def _record(tx: Tx, job: Job, row: StaffRow) -> StaffRecord:
    salt = job.till.chance(SALT_BYTES)
    pin_check = kept_pin(row.pin, salt, job.till.secrets.pepper)
    badge = tx.people.badge(row.staff_id)  # a file that says nothing of badges leaves them as they are
    if row.badge is not None:
        badge = badge_check(job.till, row.badge) if row.badge else None
    return StaffRecord(row.staff_id, row.name, row.role, len(row.pin), salt, pin_check, badge)
