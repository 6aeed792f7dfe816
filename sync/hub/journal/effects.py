"""What entries cause once they are written down: rows, balances, orders, exceptions, and who is told of it.

Only entries that were really inserted come here, in the transaction that inserted them: so whatever is sent twice
happens once. Rows that others may want too are locked in one order: sales, orders, baskets put aside, stock, points,
accounts of money, holds, customers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from sync.entities import Collected, Order, Stock, stream_of
from sync.hub.journal.bodies import Decided, HandedOver, OrderReturned, Sale, Step, Undone, UnitsLine
from sync.hub.journal.closing import stock_back
from sync.hub.journal.exceptions import (
    FOR_MANAGER,
    Decision,
    Found,
    below_zero,
    handed_over_twice,
    of_order,
    order_returned_twice,
    returned_twice,
)
from sync.hub.journal.projection import FLOOR, Rows, project
from sync.hub.journal.taken import Taken
from sync.hub.ledgers import ledger, points
from sync.hub.ledgers.order_money import OrderMoney, add_points, give_credit, settled
from sync.hub.ledgers.overspends import SETTLED, open_overspends, overspent
from sync.hub.people import customer_effects
from sync.hub.pickup import order_states
from sync.hub.pickup.order_states import Moved, Units
from sync.hub.sales import held_baskets
from sync.hub.sales.coupons import used_twice
from sync.hub.sales.day_closing import note_late_sales
from sync.hub.sales.sums import odd_sales
from sync.hub.sales.unseen_returns import unseen_disagreements
from sync.hub.store import entries, holds, orders, projections
from sync.hub.store.debts import add_debts
from sync.hub.store.deliveries import Telling
from sync.hub.store.engine import Connection
from sync.hub.store.meetings import let_meet
from sync.hub.store.orders import KeptOrder
from sync.hub.store.projections import Balance, Change, Place, Shelf
from sync.hub.store.streams import Published
from sync.hub.store.unseen_returns import sales_of_receipts

ANOTHER_STORE = "pickup_step_out_of_order"
"""The steps of an order are its own store's: what a till of another one says of them is for a person to look at."""
OVERTAKING = ("partly_collected", "collected", "refused")
"""A hand-over of another till may arrive before the steps that led to it. Nothing is odd about those; two hand-overs of
one unit are told as such."""


@dataclass(slots=True)
class Effects:
    """What is left to be written last: exceptions, decisions about them, feeds and webhooks."""

    found: list[Found] = field(default_factory=list)
    decisions: dict[str, Decision] = field(default_factory=dict)
    changes: dict[str, list[Published]] = field(default_factory=dict)
    tellings: list[Telling] = field(default_factory=list)
    order_money: list[OrderMoney] = field(default_factory=list)

    def publish(self, stream: str, published: Published) -> None:
        self.changes.setdefault(stream, []).append(published)

    def decide(self, exception_id: str, decision: Decision) -> None:
        """The first stands, unless it left the exception to a manager."""
        before = self.decisions.get(exception_id)
        if before is None or before.decision == FOR_MANAGER:
            self.decisions[exception_id] = decision


def carry_out(connection: Connection, taken: Sequence[Taken], now: str) -> Effects:
    """Everything these entries cause, except what must come last in a transaction."""
    rows, effects = Rows(), Effects()
    for one in taken:
        project(one.entry, one.journal.store_no, one.body, rows)
        if isinstance(one.body, Decided):
            effects.decide(one.body.exception, _decision(one, one.body))
    rows.points_line = points.date_rows(connection, rows.points_line, now)
    rows.value_move = [row._replace(at=min(row.at, now)) for row in rows.value_move]
    projections.add_projected(connection, rows)
    effects.found += odd_sales(connection, taken)
    _returns(connection, taken, effects)
    effects.found += used_twice(connection, [row[2] for row in rows.coupon_use])
    _orders(connection, taken, effects)
    told_of_baskets, found = held_baskets.of_batch(connection, taken)
    for store_no, published in told_of_baskets:
        effects.publish(stream_of("orders", store_no), published)
    effects.found += found
    counted = {one.place: one.counted_to for one in taken}
    _stock(connection, rows, counted, now, effects)
    _value(connection, taken, rows, counted, now, effects)
    note_late_sales(connection, taken, now)
    for told in customer_effects.of_entries(connection, taken, now):
        effects.publish("customers", told)
    return effects


def _decision(one: Taken, body: Decided) -> Decision:
    return Decision(body.decision, one.entry.staff, one.entry.at, one.journal.store_no)


def _returns(connection: Connection, taken: Sequence[Taken], effects: Effects) -> None:
    """A return may come before the sale that it returns, or with it, when they are of two tills."""
    sales = [one.body for one in taken if isinstance(one.body, Sale)]
    returned = {line.return_of.sale_id for sale in sales for line in sale.lines} - {""}
    unseen = {line.return_of.receipt for sale in sales for line in sale.lines if line.return_of.unseen}
    if sales:
        let_meet(connection, returned, unseen)
    returned |= sales_of_receipts(connection, unseen)
    if returned:
        projections.hold_sales(connection, returned)
    concerned = returned | {sale.sale_id for sale in sales}
    parts = projections.returns_of(connection, concerned) if concerned else []
    if parts:
        sold = projections.sold_lines(connection, {(part.sale_id, part.line) for part in parts})
        tellers = entries.tellers(connection, {part.place for part in parts})
        effects.found += returned_twice(parts, sold, tellers)
    effects.found += unseen_disagreements(connection, concerned)


def _orders(connection: Connection, taken: Sequence[Taken], effects: Effects) -> None:
    by_order: dict[int, list[Taken]] = {}
    for one in taken:
        if isinstance(one.body, (Step, HandedOver, Undone, OrderReturned)):
            by_order.setdefault(one.body.order, []).append(one)
    for order_id in sorted(by_order):
        kept = orders.order_of(connection, order_id, hold=True)
        if kept is not None:
            _order(connection, kept, by_order[order_id], effects)
    handed = [one.place for one in taken if isinstance(one.body, HandedOver)]
    if handed:
        units = projections.collected_units(connection, by_order)
        tellers = entries.tellers(connection, {unit.place for unit in units})
        effects.found += handed_over_twice(units, handed, tellers)


def _order(connection: Connection, kept: KeptOrder, steps: Sequence[Taken], effects: Effects) -> None:
    """What the tills did with one order; the tills of its store and its channel hear how it is now."""
    order = kept.order
    for one in steps:
        before, moved = order.state, _moved(connection, order, one)
        if isinstance(one.body, OrderReturned):
            after, money = settled(connection, order, moved.order, kept.channel_ref, one.body.to, one.entry.staff)
            moved = Moved(after, moved.odd)
            effects.order_money.append(money)
        order = moved.order
        journal = one.entry.journal_id.hex()
        includes = {**order.includes, journal: max(one.counted_to, order.includes.get(journal, 0))}
        order = msgspec.structs.replace(order, includes=includes)
        if moved.odd and before not in OVERTAKING:
            teller = entries.tellers(connection, [one.place])[one.place]
            stores = frozenset((order.store_no, one.journal.store_no))
            effects.found.append(of_order(moved.odd, order.number, before, stores, one.place, teller))
        if order.state == "ready" and before != "ready" and isinstance(one.body, Step):
            effects.tellings.append(_order_telling("order.ready", order, one.entry.at))
        if isinstance(one.body, HandedOver):
            effects.tellings.append(_order_telling("order.collected", order, one.entry.at))
        if isinstance(one.body, OrderReturned):
            effects.tellings.append(_order_telling("order.returned", order, one.entry.at))
            effects.found += _order_returned_twice(connection, order, one, one.body)
    orders.keep_order(connection, order, order_states.wants(order))
    effects.publish(stream_of("orders", order.store_no), orders.published(order))
    for told in customer_effects.of_order(connection, order):
        effects.publish("customers", told)


def _moved(connection: Connection, order: Order, one: Taken) -> Moved:
    entry, body = one.entry, one.body
    match body:
        case Step() if one.journal.store_no != order.store_no:
            return Moved(order, ANOTHER_STORE)
        case Step():
            quantities = {line.line: line.qty_milli for line in body.lines}
            return order_states.stepped(order, body.step, entry.at, quantities, body.bag, body.bay)
        case HandedOver():
            told = Collected(
                at=entry.at,
                till=one.journal.till_no,
                store=one.journal.store_no,
                staff=entry.staff,
                units=sum(len(line.units) for line in body.lines),
                entry=entry.entry_id,
            )
            return order_states.handed_over(order, _units(body.lines), _units(body.refused), told)
        case Undone():
            out = projections.units_out(connection, order.order_id)  # what another till handed over too stays gone
            back = {line.line: [unit for unit in line.units if (line.line, unit) not in out] for line in body.lines}
            return order_states.undone(order, back, body.undoes)
        case OrderReturned():
            return Moved(order_states.returned(order, {line.line: line.units for line in body.lines}))
    raise AssertionError(entry.kind)


def _order_returned_twice(connection: Connection, order: Order, one: Taken, body: OrderReturned) -> list[Found]:
    places = projections.returned_units(connection, order.order_id)
    units = [(line.line, unit) for line in body.lines for unit in line.units]
    others = {place for unit in units for place in places[unit]} - {one.place}
    tellers = entries.tellers(connection, {one.place, *others})
    return [
        order_returned_twice(order.number, tellers[one.place], tellers[there], one.place) for there in sorted(others)
    ]


def _units(lines: Sequence[UnitsLine]) -> Units:
    return {line.line: line.units for line in lines}


def _order_telling(event: str, order: Order, at: str) -> Telling:
    lines = [
        {"line": line.line, "sku": line.sku, "collected": line.collected, "refused": line.refused}
        | ({"returned": line.returned} if line.returned else {})
        for line in order.lines
    ]
    body = {"event": event, "at": at, "order": order.order_id, "number": order.number, "store": order.store_no}
    if event == "order.returned":
        body |= {"refund": order.refund, "refund_minor": order.refund_minor, "currency": order.currency}
    return Telling(event, msgspec.json.encode({**body, "state": order.state, "lines": lines}), channel=order.channel)


def _stock(connection: Connection, rows: Rows, counted: dict[Place, int], now: str, effects: Effects) -> None:
    changes: dict[Shelf, Change] = {}
    for journal_id, seq, _k, store_no, sku, location, qty_milli, _reason in rows.movement:
        change = changes.setdefault((store_no, sku, location), Change())
        change.count(qty_milli, (journal_id, seq), counted[journal_id, seq])
    by_store: dict[int, list[tuple[Balance[Shelf], Stock]]] = {}
    for balance in projections.move_stock(connection, changes, now):
        store_no, sku, location = balance.key
        document = Stock(
            sku=sku, location=location, qty_milli=balance.amount, as_of=balance.as_of, includes=balance.includes
        )
        by_store.setdefault(store_no, []).append((balance, document))
    for store_no, moved in by_store.items():
        stream = stream_of("stock", store_no)
        _below_zero(connection, stream, moved, changes, effects)
        back = {one.sku for balance, one in moved if one.location == FLOOR and 0 <= one.qty_milli < balance.by}
        for exception_id, decision in stock_back(connection, store_no, back, now).items():
            effects.decide(exception_id, decision)
        for _balance, document in moved:
            effects.publish(stream, Published.of("stock", f"{document.sku}|{document.location}", document))
        told = {"event": "stock.changed", "at": now, "store": store_no, "stock": [document for _, document in moved]}
        effects.tellings.append(Telling("stock.changed", msgspec.json.encode(told), scope="stock"))


def _below_zero(
    connection: Connection,
    stream: str,
    moved: Sequence[tuple[Balance[Shelf], Stock]],
    changes: dict[Shelf, Change],
    effects: Effects,
) -> None:
    """Only what was counted once can be short: where nobody ever counted, every sale would be."""
    fell = [
        (balance, stock)
        for balance, stock in moved
        if stock.location == FLOOR and stock.qty_milli < 0 <= stock.qty_milli - balance.by
    ]
    if not fell:
        return
    known = projections.published_before(connection, stream, "stock", [f"{stock.sku}|{FLOOR}" for _, stock in fell])
    for balance, stock in fell:
        if f"{stock.sku}|{FLOOR}" in known:
            place = changes[balance.key].last
            teller = entries.tellers(connection, [place])[place]
            effects.found.append(below_zero(teller.store_no, stock.sku, stock.qty_milli, place, teller))


def _value(
    connection: Connection,
    taken: Sequence[Taken],
    rows: Rows,
    counted: dict[Place, int],
    now: str,
    effects: Effects,
) -> None:
    """Points, then money; what a basket had put aside is its own no longer when its sale has come."""
    of_orders = add_points(connection, effects.order_money, rows.points_line, now)
    for moved in (
        points.count_in(connection, [*rows.points_line, *of_orders], counted, now),
        ledger.count_in(connection, rows.value_move, counted, now),
        *give_credit(connection, effects.order_money, now),
    ):
        for told in moved.published:
            effects.publish(ledger.STREAM, told)
        add_debts(connection, moved.debts)
        effects.found += overspent(connection, moved.tasks)
        for exception_id, store_no in open_overspends(connection, moved.settled):
            effects.decide(exception_id, Decision(SETTLED, "", now, store_no))
    holds.end_holds(connection, {one.body.sale_id for one in taken if isinstance(one.body, Sale)})
    holds.end_holds(connection, {one.body.return_id for one in taken if isinstance(one.body, OrderReturned)})
