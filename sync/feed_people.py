"""Who works and who buys here, from the feed into the till."""

from collections.abc import Sequence

from pos.domain.imports.customers import CustomerRow
from pos.domain.staff import pepper_hash
from pos.services.imports.customers import written_customer
from pos.store.store import Tx
from sync import entities
from sync.feed_kinds import Kind, Reader, decoded

KEY_BYTES, PIN_HASH_BYTES = 32, 32

_Person = tuple[tuple[str, str, str, int, bytes, bytes], int]
_Points = tuple[str, int, str, dict[str, int], int]


def _staff(reader: Reader, body: entities.Staff, rev: int) -> _Person:
    """The hub's hash is kept under this till's pepper only."""
    check = pepper_hash(decoded(body.pin_hash, PIN_HASH_BYTES), reader.till.secrets.pepper)
    return (body.staff_id, body.name, body.role, body.pin_length, decoded(body.pin_salt), check), rev


def _put_staff(tx: Tx, rows: Sequence[_Person]) -> None:
    tx.people.put([row for row, _rev in rows], [rev for _row, rev in rows])


def _customer(reader: Reader, body: entities.Customer, rev: int) -> dict[str, object]:
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
    return written_customer(row, reader.till.setup.country, rev)


def _put_customers(tx: Tx, rows: Sequence[dict[str, object]]) -> None:
    tx.customers.upsert(rows)


def _points(_reader: Reader, body: entities.Points, rev: int) -> _Points:
    return body.customer_id, body.balance, body.as_of, dict(body.includes), rev


def _put_points(tx: Tx, rows: Sequence[_Points]) -> None:
    tx.balances.put_points(
        [(who, balance, as_of, tx.balances.own_n(includes), rev) for who, balance, as_of, includes, rev in rows]
    )


def _person_key(_reader: Reader, body: entities.PersonsKey, rev: int) -> tuple[str, bytes, int]:
    return body.person, decoded(body.key, KEY_BYTES), rev


def _put_person_keys(tx: Tx, rows: Sequence[tuple[str, bytes, int]]) -> None:
    for person, key, rev in rows:
        tx.copies.learn_key(person, key)
        tx.copies.keep_rev("orders", "person_key", person, rev)


KINDS = {
    "staff": Kind(lambda body: str(body.staff_id), _staff, _put_staff),
    "customer": Kind(lambda body: str(body.customer_id), _customer, _put_customers),
    "points": Kind(lambda body: str(body.customer_id), _points, _put_points),
    "person_key": Kind(lambda body: str(body.person), _person_key, _put_person_keys),
}
