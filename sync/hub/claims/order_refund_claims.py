"""Units of an online order that are about to come back to a till: each is held for one of them."""

import re
from collections import defaultdict

from pos.domain.journal import stamp
from sync.hub.claims.claimed import Claimed
from sync.hub.claims.value_claims import HELD_FOR
from sync.hub.hub import Hub
from sync.hub.store import entries, holds, projections
from sync.hub.store.engine import Connection
from sync.hub.store.holds import Hold
from sync.hub.store.orders import order_of
from sync.wire import ClaimRequest, Held

PREFIX = "order/"
_REF = re.compile(r"order/(\d{1,15})/(\d{1,9})/(\d{1,9})", re.ASCII)


def take_order_refund(connection: Connection, hub: Hub, store_no: int, name: str, asked: ClaimRequest) -> Claimed:
    """Put units aside for the return that asks for them, all or none."""
    refs = sorted(set(asked.refs))
    told = [_REF.fullmatch(ref) for ref in refs]
    units = [(int(one[1]), int(one[2]), int(one[3])) for one in told if one]
    if len(units) < len(refs) or not asked.sale:
        return Claimed("refused", why="bad_ref")
    if asked.release:
        holds.release(connection, "refund", asked.sale, refs)
        return Claimed("granted")
    by_order: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for order_id, line, unit in units:
        by_order[order_id].add((line, unit))
    for order_id in sorted(by_order):  # nobody else counts what came back of it until the commit
        if order_of(connection, order_id, hold=True) is None:
            return Claimed("refused", why="unknown_order")
    now = hub.now()
    if already := _takers(connection, by_order, refs, stamp(now), asked.sale):
        return Claimed("refused", already, "not_enough")
    until = stamp(now + HELD_FOR)
    holds.keep_holds(
        connection, [Hold("refund", asked.sale, ref, 1, "", name, store_no, stamp(now), until) for ref in refs]
    )
    return Claimed("granted")


def _takers(
    connection: Connection, by_order: dict[int, set[tuple[int, int]]], refs: list[str], now: str, sale: str
) -> tuple[Held, ...]:
    """Who took some of these units back before, and who is about to."""
    found: list[Held] = []
    for order_id, wanted in sorted(by_order.items()):
        came = projections.returned_units(connection, order_id)
        back = {unit: places[0] for unit, places in came.items() if unit in wanted}
        tellers = entries.tellers(connection, set(back.values()))
        for (line, unit), place in sorted(back.items()):
            teller = tellers[place]
            ref = f"{PREFIX}{order_id}/{line}/{unit}"
            found.append(Held(ref=ref, by=f"till {teller.till}", at=teller.at, store=teller.store))
    waiting = holds.holders(connection, "refund", refs, sale, now)
    return (*found, *(Held(ref=one.ref, by=one.by, at=one.at, store="") for one in waiting))
