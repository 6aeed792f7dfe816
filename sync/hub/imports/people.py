"""Customers with their points, and staff with the hashes of their PIN and badge."""

import hmac
from collections.abc import Iterator

import msgspec

from pos.domain.codes import badge_secret_hash
from pos.domain.failures import Refused
from pos.domain.imports.customers import CustomerRow, read_customers
from pos.domain.imports.row import Problem
from pos.domain.imports.staff import StaffRow, read_staff
from pos.domain.imports.table import Read
from pos.domain.journal import stamp
from pos.domain.staff import pin_hash
from sync.base64url import base64_of, bytes_of
from sync.entities import Customer, Staff
from sync.hub.hub import Hub
from sync.hub.imports.job import Imported, Job, parts, publish_changed, put_read
from sync.hub.imports.rules import PROGRAMME, roles_here, rule_of
from sync.hub.journal.own_entries import give_points
from sync.hub.people.accounts import FIELDS
from sync.hub.people.customer_desk import CustomerDesk
from sync.hub.store.imports import each_body
from sync.hub.store.streams import Published, publish
from sync.hub.store.things import bodies

CUSTOMERS, CUSTOMER = "customers", "customer"
POLICY, STAFF = "policy", "staff"
SALT_BYTES = 16


def import_customers(job: Job) -> Imported:
    """Tiers are checked against the programme where one was imported; without it every name is taken."""
    with job.hub.read() as connection:
        programme = rule_of(connection, PROGRAMME)
    tiers = [tier["name"] for tier in programme.get("tiers", ())] if programme else None
    read = read_customers(job.content(), job.sheet.country, tiers)
    return put_read(job, "customers", read, (), lambda rows: _put_customers(job, rows))


def import_staff(job: Job) -> Imported:
    """Refused `first_user_manager` while nobody could approve anything."""
    with job.hub.read() as connection:
        roles = roles_here(connection)
        people = [msgspec.json.decode(body, type=Staff) for body in each_body(connection, POLICY, STAFF)]
    read = read_staff(job.content(), roles)
    if not people and not any(roles[row.value.role].manages_people for row in read.rows):
        raise Refused("first_user_manager")
    taken = tuple(_taken(read, people))
    return put_read(job, "staff", read, taken, lambda rows: _put_staff(job, rows))


def _taken(read: Read[StaffRow], people: list[Staff]) -> Iterator[Problem]:
    """A problem for each badge that somebody else has and keeps."""
    told = {row.value.staff_id for row in read.rows if row.value.badge is not None}
    held = {person.badge_hash for person in people if person.badge_hash and person.staff_id not in told}
    for row in read.rows:
        if row.value.badge and base64_of(badge_secret_hash(row.value.badge)) in held:
            yield Problem(row.line, "badge", "badge_taken", "")


def _put_customers(job: Job, rows: list[CustomerRow]) -> int:
    """Points are taken only for customers new here: whoever is known has a balance already."""
    return sum(_put_part(job.hub, part) for part in parts(rows))


def _put_part(hub: Hub, rows: list[CustomerRow]) -> int:
    now = stamp(hub.now())
    with hub.write() as connection:
        desk = CustomerDesk(connection, [row.customer_id for row in rows])
        new = [row for row in rows if desk.customer(row.customer_id) is None]
        for row in rows:
            _put_customer(desk, row, now)
        points = [(row.customer_id, row.points, "import") for row in new if row.points]
        changes = [*(give_points(hub, connection, points) if points else ()), *desk.close()]
        if changes:
            publish(connection, {CUSTOMERS: changes}, hub.chance(16))
    return len(changes)


def _put_customer(desk: CustomerDesk, row: CustomerRow, now: str) -> None:
    """Nobody knows how old a file's answers are: they stand where no other does, but a refusal counts as new."""
    before = desk.customer(row.customer_id)
    told = dict(row.consents)
    known = {} if before is None else before.consents
    desk.put(_customer(row, before), FIELDS, now)
    desk.answer(row.customer_id, told, "")
    desk.answer(row.customer_id, {p: False for p, given in told.items() if not given and known.get(p, True)}, now)


def _customer(row: CustomerRow, before: Customer | None) -> Customer:
    return Customer(
        customer_id=row.customer_id,
        name=row.name,
        email=row.email,
        phone=row.phone,
        card=row.card,
        tier=row.tier,
        group=row.group,
        birthday=row.birthday,
        language=row.language,
        consents={} if before is None else before.consents,
        note=row.note,
        includes={} if before is None else before.includes,
    )


def _put_staff(job: Job, rows: list[StaffRow]) -> int:
    with job.hub.read() as connection:
        here = bodies(connection, POLICY, STAFF, [row.staff_id for row in rows])
    things = [_staff(job.hub, row, here.get(row.staff_id)) for row in rows]
    return publish_changed(job.hub, POLICY, things)


def _staff(hub: Hub, row: StaffRow, before: bytes | None) -> Published:
    """With the salt that is there, when the PIN is still the same: then nothing has changed."""
    held = None if before is None else msgspec.json.decode(before, type=Staff)
    badge = held.badge_hash if held is not None else ""
    if row.badge is not None:
        badge = base64_of(badge_secret_hash(row.badge)) if row.badge else ""
    if held is not None:
        salt = bytes_of(held.pin_salt)
        if hmac.compare_digest(pin_hash(row.pin, salt), bytes_of(held.pin_hash)):
            return Published.of(STAFF, row.staff_id, _document(row, salt, badge))
    return Published.of(STAFF, row.staff_id, _document(row, hub.chance(SALT_BYTES), badge))


def _document(row: StaffRow, salt: bytes, badge: str) -> Staff:
    return Staff(
        staff_id=row.staff_id,
        name=row.name,
        role=row.role,
        pin_length=len(row.pin),
        pin_salt=base64_of(salt),
        pin_hash=base64_of(pin_hash(row.pin, salt)),
        badge_hash=badge,
    )
