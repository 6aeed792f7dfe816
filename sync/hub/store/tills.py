"""Tills: who they are, how they stand with the hub, what they said last."""

from sqlalchemy import Connection, insert, select, update

from sync.hub.calls.access import TillAccess
from sync.hub.store.tables import till

_ACCESS = (till.c.till_id, till.c.store_no, till.c.number, till.c.state, till.c.state_at, till.c.public_key)


def till_access(connection: Connection, till_id: str) -> TillAccess | None:
    """A till as it stands now."""
    row = connection.execute(select(*_ACCESS).where(till.c.till_id == till_id)).one_or_none()
    return None if row is None else TillAccess(*row)


def all_tills(connection: Connection, state: str = "") -> list[TillAccess]:
    """Every till, or those in one state, by store and number."""
    asked = select(*_ACCESS).order_by(till.c.store_no, till.c.number, till.c.enrolled_at)
    rows = connection.execute(asked.where(till.c.state == state) if state else asked)
    return [TillAccess(*row) for row in rows]


def tills_at(connection: Connection, store_no: int) -> list[TillAccess]:
    """Every till that a store ever had."""
    return [found for found in all_tills(connection) if found.store_no == store_no]


def add_till(connection: Connection, new: TillAccess, recovery_public: bytes) -> None:
    """A till that has just redeemed its code; `state_at` is when."""
    connection.execute(
        insert(till).values(
            till_id=new.till_id,
            store_no=new.store_no,
            number=new.number,
            public_key=new.public_key,
            recovery_public=recovery_public,
            state=new.state,
            state_at=new.state_at,
            enrolled_at=new.state_at,
        )
    )


def change_state(connection: Connection, till_id: str, state: str, at: str) -> None:
    """From `at` on the till stands like this."""
    connection.execute(update(till).where(till.c.till_id == till_id).values(state=state, state_at=at))


def keep_hello(connection: Connection, till_id: str, seen_at: str, told: str) -> None:
    """What the till said of itself just now."""
    connection.execute(update(till).where(till.c.till_id == till_id).values(seen_at=seen_at, told=told))
