"""Who works and who buys here, and what customers did in all channels, from the feed into the till."""

from collections.abc import Sequence
from datetime import date

import msgspec

from pos.domain.failures import Refused
from pos.domain.imports.customers import CustomerRow
from pos.domain.staff import pepper_hash
from pos.services.imports.customers import written_customer
from pos.store.activities import ActivityRow
from pos.store.people import StaffRecord
from pos.store.store import Tx
from sync import entities
from sync.feed_kinds import Kind, Reader, decoded, is_file_name

KEY_BYTES, PIN_HASH_BYTES, BADGE_HASH_BYTES = 32, 32, 32

_Person = tuple[StaffRecord, int]
_Customer = tuple[dict[str, object], dict[str, int]]
"""The row, and what it counts in."""
HIGHEST_MINOR = 10**13
"""As large as the largest amount that a file or a document may name."""


def _staff(reader: Reader, body: entities.Staff, rev: int) -> _Person:
    """The hub's hashes are kept under this till's pepper only."""
    pepper, badge = reader.till.secrets.pepper, None
    if body.badge_hash:
        badge = pepper_hash(decoded(body.badge_hash, BADGE_HASH_BYTES), pepper)
    pin = pepper_hash(decoded(body.pin_hash, PIN_HASH_BYTES), pepper)
    salt = decoded(body.pin_salt)
    return StaffRecord(body.staff_id, body.name, body.role, body.pin_length, salt, pin, badge), rev


def _put_staff(tx: Tx, rows: Sequence[_Person]) -> None:
    tx.people.put([row for row, _rev in rows], [rev for _row, rev in rows])


def _customer(reader: Reader, body: entities.Customer, rev: int) -> _Customer:
    row = CustomerRow(
        body.customer_id,
        body.name,
        body.email,
        body.phone,
        body.card,
        body.tier,
        0,
        body.group,
        body.birthday,
        body.language,
        tuple(body.consents.items()),
        body.note,
    )
    return written_customer(row, reader.till.setup.country, rev), dict(body.includes)


def _put_customers(tx: Tx, rows: Sequence[_Customer]) -> None:
    tx.customers.upsert([row | {"own_n": tx.balances.own_n(includes)} for row, includes in rows])


def _activity(_reader: Reader, body: entities.Activity, rev: int) -> ActivityRow:
    """Refused `bad_field` for a picture that is no file's bare name, `amount_too_large`, `bad_date`."""
    for line in body.lines:
        if not is_file_name(line.image):
            raise Refused("bad_field", field="image", value=line.image)
    for amount in (body.amount_minor, *(line.amount_minor for line in body.lines)):
        if abs(amount) > HIGHEST_MINOR:
            raise Refused("amount_too_large", value=amount)
    if body.due and not _is_day(body.due):
        raise Refused("bad_date", value=body.due)
    return body.activity_id, body.customer_id, body.kind, body.at, msgspec.json.encode(body).decode(), rev


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _put_activities(tx: Tx, rows: Sequence[ActivityRow]) -> None:
    tx.activities.put(rows)


def _person_key(_reader: Reader, body: entities.PersonsKey, rev: int) -> tuple[str, bytes, int]:
    return body.person, decoded(body.key, KEY_BYTES), rev


def _put_person_keys(tx: Tx, rows: Sequence[tuple[str, bytes, int]]) -> None:
    for person, key, rev in rows:
        tx.copies.learn_key(person, key)
        tx.copies.keep_rev("orders", "person_key", person, rev)


KINDS = {
    "staff": Kind(lambda body: str(body.staff_id), _staff, _put_staff),
    "customer": Kind(lambda body: str(body.customer_id), _customer, _put_customers),
    "activity": Kind(lambda body: str(body.activity_id), _activity, _put_activities),
    "person_key": Kind(lambda body: str(body.person), _person_key, _put_person_keys),
}
