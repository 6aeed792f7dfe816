"""What the tills of a store are told of baskets that one of them put aside, and who may go on with one.

The entry that puts a basket aside names it for ever: a basket that is put aside twice was put aside by two entries. So
entries of several tills may come in any order, and each basket goes on once.
"""

from collections.abc import Sequence
from dataclasses import replace

from sync.entities import HeldBasket, stream_of
from sync.hub.calls.access import TillAccess
from sync.hub.hub import Hub
from sync.hub.journal.bodies import Body, Resumed, Sale, Suspended, Voided
from sync.hub.journal.exceptions import Found, basket_taken_twice
from sync.hub.journal.taken import Taken
from sync.hub.store import held_baskets
from sync.hub.store.engine import Connection
from sync.hub.store.entries import tellers
from sync.hub.store.held_baskets import Kept
from sync.hub.store.stores import sheet_of
from sync.hub.store.streams import Published, publish

ENTITY = "held_basket"
Told = list[tuple[int, Published]]


def of_batch(connection: Connection, taken: Sequence[Taken]) -> tuple[Told, list[Found]]:
    """What these entries change about baskets put aside: a change for each store, and what two tills both went on
    with."""
    told: Told = []
    found: list[Found] = []
    over = {basket_id for one in taken if (basket_id := _ended_by(one.body))}
    known = {kept.basket_id for kept in held_baskets.still_held(connection, over)}
    known |= {one.body.subject for one in taken if isinstance(one.body, Suspended)}
    for one in taken:
        match one.body:
            case Suspended():
                told += _suspended(connection, one, one.body)
            case Resumed():
                told += _resumed(connection, one, one.body, found)
            case Sale() | Voided() if _ended_by(one.body) in known:
                told += _over(connection, one, _ended_by(one.body))
    return told, found


def let_go_of_heard(hub: Hub, asker: TillAccess, n: int) -> None:
    """What another till went on with is told to the till that had put it aside; once that has read it, `n` being how
    far it has read what its store's tills are told, nobody needs it any more."""
    with hub.read() as connection:
        if not held_baskets.heard_of(connection, asker.store_no, asker.till_id, n):
            return
    with hub.write() as connection:
        over = held_baskets.heard_of(connection, asker.store_no, asker.till_id, n)
        for kept in over:
            held_baskets.end(connection, kept.entry_id, "ended", kept.by, kept.ends)
        gone = [Published(ENTITY, kept.basket_id, None) for kept in over]
        publish(connection, {stream_of("orders", asker.store_no): gone}, hub.chance(16))


def _ended_by(body: Body) -> str:
    """The basket that is over with this entry, empty when none is."""
    match body:
        case Sale():
            return body.sale_id
        case Voided():
            return body.subject
    return ""


def _suspended(connection: Connection, one: Taken, body: Suspended) -> Told:
    journal, entry = one.journal, one.entry
    kept = Kept(entry.entry_id, body.subject, journal.store_no, journal.till_id)
    if not held_baskets.add(connection, kept):
        return []
    document = HeldBasket(
        basket_id=body.subject,
        entry=entry.entry_id,
        till=journal.till_no,
        at=entry.at,
        staff=entry.staff,
        document=body.held,
        person=body.sealed.person if body.sealed else "",
        box=body.sealed.box if body.sealed else "",
    )
    return [(journal.store_no, Published.of(ENTITY, body.subject, document))]


def _resumed(connection: Connection, one: Taken, body: Resumed, found: list[Found]) -> Told:
    """Another till's own entry says that it goes on with the basket; so may, without a line, the till that held it."""
    journal = one.journal
    before = held_baskets.of_entries(connection, [body.suspended]).get(body.suspended)
    if before is None:  # the hub was set back, and hears of this first
        kept = Kept(body.suspended, body.subject, journal.store_no, "", "ended", journal.till_id, one.place)
        held_baskets.add(connection, kept)
        return []
    if before.state != "held":
        if before.by != journal.till_id:
            told = tellers(connection, [one.place, before.ends])
            found.append(basket_taken_twice(before.entry_id, told[one.place], told[before.ends], one.place))
        return []
    is_own = before.till_id == journal.till_id
    held_baskets.end(connection, before.entry_id, "ended" if is_own else "taken", journal.till_id, one.place)
    if is_own:
        return [(before.store_no, Published(ENTITY, body.subject, None))]
    return [(before.store_no, Published.of(ENTITY, body.subject, _taken(connection, one, body)))]


def _taken(connection: Connection, one: Taken, body: Resumed) -> HeldBasket:
    """What the till that put it aside has to know; nothing of what was in it is needed any more."""
    sheet = sheet_of(connection, one.journal.store_no)
    assert sheet is not None
    return HeldBasket(
        basket_id=body.subject,
        entry=body.suspended,
        till=0,
        at=one.entry.at,
        staff=one.entry.staff,
        taken_by=f"{sheet.code}-{one.journal.till_no}",
    )


def _over(connection: Connection, one: Taken, basket_id: str) -> Told:
    """A basket that is paid or voided is held by nobody: paid outranks any draft."""
    told: Told = []
    for kept in held_baskets.still_held(connection, [basket_id]):
        ended = replace(kept, state="ended", by=one.journal.till_id, ends=one.place)
        held_baskets.end(connection, ended.entry_id, "ended", ended.by, ended.ends)
        told.append((kept.store_no, Published(ENTITY, basket_id, None)))
    return told
