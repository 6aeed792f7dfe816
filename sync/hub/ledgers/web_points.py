"""Points that a channel spends for a customer, gives back when its order does not stand, and adds when it does."""

from collections.abc import Sequence

import msgspec

from pos.domain.failures import Refused
from pos.domain.journal import stamp
from sync.entities import Points
from sync.hub.calls.idempotency import Write, once
from sync.hub.claims.value_claims import spendable
from sync.hub.hub import Hub
from sync.hub.imports.rules import PROGRAMME, rule_of
from sync.hub.journal.projection import PointsRow
from sync.hub.ledgers import points
from sync.hub.ledgers.own_moves import tell
from sync.hub.ledgers.value_documents import Expires, PointsDocument, PointsMoved
from sync.hub.store import points as store
from sync.hub.store.engine import Connection
from sync.hub.store.references import customer_of
from sync.hub.store.things import document_of

WEB_SALE = "{channel}:{ref}"
"""Under this name an order of a channel's stands in the ledger, where a till's sale has its id."""


_KINDS = {"redeem": "REDEEM", "reverse": "REDEEM_REVERSAL", "earn": "EARN"}


def move_points(hub: Hub, asked: PointsMoved, channel: str, ref: str, write: Write) -> PointsDocument:
    """Spend points of the customer that the channel knows as `ref`, all or none, give back what an order spent, or add
    what it earned. What a store takes back of the order moves its share of both by itself (order_money.py).

    Refused `not_allowed` in the name of another channel, `unknown_customer`, `no_programme`, `points_steps`,
    `value_unknown`, `value_not_enough`, `more_than_spent` for more than the order spent.
    """
    if channel != write.channel:
        raise Refused("not_allowed")
    with hub.write() as connection:
        customer = customer_of(connection, channel, ref)
        if not customer:
            raise Refused("unknown_customer", customer=ref)
        once(connection, write, hub.now(), lambda: _move(hub, connection, asked, customer, channel))
        told = points_document(connection, customer)
        assert told is not None
        return told


def points_document(connection: Connection, customer: str) -> PointsDocument | None:
    """A customer's points as tills know them; None for one who never had any."""
    body = document_of(connection, points.STREAM, points.ENTITY, customer)
    if body is None:
        return None
    told = msgspec.json.decode(body, type=Points)
    return PointsDocument(
        active=max(0, told.balance - told.pending),
        pending=told.pending,
        negative=max(0, -told.balance),
        expires=[Expires(points=one.points, at=one.at) for one in told.expires],
    )


def _move(hub: Hub, connection: Connection, asked: PointsMoved, customer: str, channel: str) -> str:
    now, sale = stamp(hub.now()), WEB_SALE.format(channel=channel, ref=asked.ref)
    if asked.action != "reverse":
        _require_programme(connection, asked.points if asked.action == "redeem" else 0)
    found = spendable(connection, points.ref_of(customer), "", now)
    if found.why and asked.action != "earn":
        raise Refused("value_unknown")
    rows = store.rows_of(connection, [customer])[customer]
    if asked.action == "redeem" and asked.points > found.amount:
        raise Refused("value_not_enough", left=str(found.amount), left_units=found.amount)
    if asked.action == "reverse" and asked.points > (spent := _spent(rows, sale)):
        raise Refused("more_than_spent", value=str(asked.points), limit=spent)
    signed, kind = (-asked.points if asked.action == "redeem" else asked.points), _KINDS[asked.action]
    place = points.next_place(customer, rows)
    row = PointsRow(*place, 1, customer, signed, "web", kind, now, sale, by=channel)
    dated = points.date_rows(connection, [row], now)
    store.add_points_rows(connection, dated)
    tell(hub, connection, points.count_in(connection, dated, {}, now))
    return customer


def _require_programme(connection: Connection, spent: int) -> None:
    document = rule_of(connection, PROGRAMME)
    if document is None:
        raise Refused("no_programme")
    step, least = document.get("redeem_step", 1), document.get("redeem_min", 1)
    if spent and (spent < least or spent % step):
        raise Refused("points_steps", step=step, least=least)


def _spent(rows: Sequence[PointsRow], sale: str) -> int:
    """What an order spent and did not get back yet."""
    return -sum(row.points for row in rows if row.sale == sale and row.kind in ("REDEEM", "REDEEM_REVERSAL"))
