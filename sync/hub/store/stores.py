"""Stores of the shop, and the one-time codes with which tills join them."""

import msgspec
from sqlalchemy import Connection, Row, delete, insert, select, update

from sync.hub.store.streams import upsert_into
from sync.hub.store.tables import enrolment, store
from sync.wire import StoreSheet


def sheet_of(connection: Connection, store_no: int) -> StoreSheet | None:
    """What a till must know of this store, None where there is none of this number."""
    told = connection.execute(select(store.c.sheet).where(store.c.store_no == store_no)).scalar_one_or_none()
    return None if told is None else msgspec.json.decode(told, type=StoreSheet)


def store_key(connection: Connection, store_no: int) -> bytes:
    """The key of the check characters on the receipts of a store that is there."""
    return bytes(connection.execute(select(store.c.store_key).where(store.c.store_no == store_no)).scalar_one())


def all_sheets(connection: Connection) -> list[StoreSheet]:
    """Every store by number."""
    rows = connection.execute(select(store.c.sheet).order_by(store.c.store_no))
    return [msgspec.json.decode(row.sheet, type=StoreSheet) for row in rows]


def keep_store(connection: Connection, sheet: StoreSheet, key: bytes) -> None:
    """A store, new or with other words; its key stays what it was at first."""
    new = upsert_into(connection, store).values(
        store_no=sheet.store_no,
        name=sheet.name,
        code=sheet.code,
        currency=sheet.currency,
        country=sheet.country,
        zone=sheet.zone,
        store_key=key,
        sheet=msgspec.json.encode(sheet).decode(),
    )
    changed = {name: new.excluded[name] for name in ("name", "code", "currency", "country", "zone", "sheet")}
    connection.execute(new.on_conflict_do_update(index_elements=["store_no"], set_=changed))


def add_code(connection: Connection, code_hash: bytes, store_no: int, number: int, until: str, waits: bool) -> None:
    connection.execute(
        insert(enrolment).values(
            code_hash=code_hash, store_no=store_no, number=number, until=until, waits=int(waits), till_id=""
        )
    )


def held_code(connection: Connection, code_hash: bytes) -> Row[int, int, str, int, str] | None:
    """(store_no, number, until, waits, till_id) of a code, held until the commit: two tills never redeem one code."""
    wanted = (enrolment.c.store_no, enrolment.c.number, enrolment.c.until, enrolment.c.waits, enrolment.c.till_id)
    asked = select(*wanted).where(enrolment.c.code_hash == code_hash)
    return connection.execute(asked.with_for_update()).one_or_none()


def numbers_promised(connection: Connection, store_no: int, now: str) -> set[int]:
    """Till numbers of this store for which a code is out that can still be redeemed."""
    asked = select(enrolment.c.number).where(
        enrolment.c.store_no == store_no, enrolment.c.until > now, enrolment.c.till_id == ""
    )
    return set(connection.execute(asked).scalars())


def redeem_code(connection: Connection, code_hash: bytes, till_id: str) -> None:
    connection.execute(update(enrolment).where(enrolment.c.code_hash == code_hash).values(till_id=till_id))


def forget_codes(connection: Connection, before: str) -> None:
    """Codes that ran out before then are of no use to anybody."""
    connection.execute(delete(enrolment).where(enrolment.c.until < before))
