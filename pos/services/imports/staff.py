"""Staff: what is kept of a PIN is useless without this till's pepper."""

from collections.abc import Sequence

from pos.domain.failures import Refused
from pos.domain.imports.staff import StaffRow, read_staff
from pos.domain.staff import pepper_hash, pin_hash
from pos.services.imports.job import Imported, Job
from pos.services.imports.writing import write_read
from pos.store.store import Tx


def import_staff(job: Job) -> Imported:
    """Refused `first_user_manager` while nobody could approve anything."""
    read = read_staff(job.content())
    with job.till.store.read() as tx:
        if not tx.people.any() and not any(row.value.role == "manager" for row in read.rows):
            raise Refused("first_user_manager")
    return write_read(job, "staff", read, (), _put)


def _put(tx: Tx, job: Job, rows: Sequence[StaffRow]) -> None:
    people = []
    for row in rows:
        salt = job.till.chance(16)
        check = pepper_hash(pin_hash(row.pin, salt), job.till.secrets.pepper)
        people.append((row.staff_id, row.name, row.role, len(row.pin), salt, check))
    tx.people.put(people)
