"""What entries mean to customers: who they are, what was agreed, noted and bought. Publishing is left to the caller."""

from collections.abc import Collection, Sequence
from datetime import date

from sync.entities import Order
from sync.hub.history.activities import ENTITY, STREAM, order_activity, published, sale_activity
from sync.hub.journal.bodies import OfCustomer, Sale
from sync.hub.journal.taken import Taken
from sync.hub.people.customer_desk import CustomerDesk
from sync.hub.people.tiers import changed_tiers, put_tiers
from sync.hub.people.written import Written
from sync.hub.store import accounts
from sync.hub.store.engine import Connection
from sync.hub.store.stores import sheet_of
from sync.hub.store.streams import Published
from sync.hub.store.things import bodies


def of_entries(connection: Connection, taken: Sequence[Taken], now: str) -> list[Published]:
    """What these entries, which were inserted just now, mean to customers. Accounts are held after everything else."""
    return [*_sales(connection, taken), *_at_desk(connection, taken, now)]


def of_keys(connection: Connection, persons: Collection[str]) -> list[Published]:
    """What can be read now that keys of these persons are here."""
    customers = accounts.waiting_for(connection, sorted(persons))
    return CustomerDesk(connection, customers).close() if customers else []


def of_order(connection: Connection, order: Order) -> list[Published]:
    """What an order's customer sees of it, where that is not what was published already."""
    told = order_activity(order, place_of(connection, order.store_no))
    known = {} if told is None else bodies(connection, STREAM, ENTITY, [told.activity_id])
    return [] if told is None else [one for one in published(told) if one.body != known.get(one.id)]


def place_of(connection: Connection, store_no: int) -> str:
    """What people call the store."""
    sheet = sheet_of(connection, store_no)
    return "" if sheet is None else sheet.name


def _sales(connection: Connection, taken: Sequence[Taken]) -> list[Published]:
    sold = [(one, one.body) for one in taken if isinstance(one.body, Sale) and one.body.customer]
    stores = {one.journal.store_no for one, _sale in sold}
    places = {store_no: place_of(connection, store_no) for store_no in stores}
    return [
        told for one, sale in sold for told in published(sale_activity(one.entry, sale, places[one.journal.store_no]))
    ]


def _at_desk(connection: Connection, taken: Sequence[Taken], now: str) -> list[Published]:
    """What was written of customers, and the tiers that their purchases reach."""
    fresh = [
        Written(one.entry, one.body, one.journal.store_no, now, one.counted_to)
        for one in taken
        if isinstance(one.body, OfCustomer)
    ]
    bought = {one.body.customer for one in taken if isinstance(one.body, Sale) and one.body.customer}
    tiers = changed_tiers(connection, bought, date.fromisoformat(now[:10]))
    concerned = {one.body.customer for one in fresh} | set(tiers)
    if not concerned:
        return []
    desk = CustomerDesk(connection, concerned)
    put_tiers(desk, tiers)
    return desk.close(fresh)
