"""Goods that come back to a till: how much of a sold line is left, over all tills, and who is about to take it."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from pos.domain.journal import stamp
from sync.hub.calls.access import TillAccess
from sync.hub.claims.claimed import Claimed
from sync.hub.claims.value_claims import HELD_FOR
from sync.hub.hub import Hub
from sync.hub.sales.unseen_returns import left_unseen
from sync.hub.store import entries, holds, projections
from sync.hub.store.engine import Connection
from sync.hub.store.holds import Hold
from sync.wire import ClaimRequest, Held

_REF = re.compile(r"([^/]{1,64})/(\d{1,9})/(\d{1,12})", re.ASCII)

Line = tuple[str, int]
"""A sale and the number of its line."""


def take_refund(connection: Connection, hub: Hub, till: TillAccess, name: str, asked: ClaimRequest) -> Claimed:
    """Put thousandths of sold lines aside for a basket that takes them back, all of them or none."""
    now = hub.now()
    wanted = wanted_of(asked.refs)
    if wanted is None or (not asked.sale and any(wanted.values())):
        return Claimed("refused", why="bad_ref")
    if asked.release:
        holds.release(connection, "refund", asked.sale, [_ref(line) for line in wanted])
        wanted = dict.fromkeys(wanted, 0)
    sales = {sale for sale, _line in wanted}
    projections.hold_sales(connection, sales)
    left = left_of(connection, wanted, stamp(now), asked.sale)
    if len(left) < len(wanted):
        return Claimed("refused", why="unknown_sale")
    told = {_ref(line): n for line, n in left.items()}
    short = [line for line, n in wanted.items() if n > left[line]]
    if short:
        return Claimed("refused", _takers(connection, short, stamp(now), asked.sale), "not_enough", left=told)
    until = stamp(now + HELD_FOR)
    holds.keep_holds(
        connection,
        [
            Hold("refund", asked.sale, _ref(line), n, "", name, till.store_no, stamp(now), until)
            for line, n in wanted.items()
            if n
        ],
    )
    return Claimed("granted", left={_ref(line): left[line] - n for line, n in wanted.items()})


def left_of(connection: Connection, lines: Collection[Line], now: str, sale: str = "") -> dict[Line, int]:
    """The thousandths of these sold lines that neither came back nor are held by another basket than this one; lines
    that the hub does not know, and returns, are left out."""
    sold = projections.sold_lines(connection, lines)
    back: Counter[Line] = Counter()
    for part in projections.returns_of(connection, {sale_id for sale_id, _line in lines}):
        back[part.sale_id, part.line] -= part.qty_milli
    held = holds.held_by_others(connection, "refund", [_ref(line) for line in lines], sale, now)
    unseen = left_unseen(connection, {sale_id for sale_id, _line in lines})
    return {
        (one.sale_id, one.line): max(
            0,
            min(
                one.qty_milli - back[one.sale_id, one.line] - held[_ref((one.sale_id, one.line))],
                unseen.get((one.sale_id, one.sku), one.qty_milli),
            ),
        )
        for one in sold
        if one.qty_milli > 0
    }


def wanted_of(refs: Iterable[str]) -> dict[Line, int] | None:
    """Thousandths by line; None where one of the refs is none."""
    wanted: Counter[Line] = Counter()
    for ref in refs:
        told = _REF.fullmatch(ref)
        if told is None:
            return None
        wanted[told[1], int(told[2])] += int(told[3])
    return dict(wanted)


def _takers(connection: Connection, lines: Sequence[Line], now: str, sale: str) -> tuple[Held, ...]:
    """Who took these lines back before, and who is about to."""
    parts = [
        part
        for part in projections.returns_of(connection, {sale_id for sale_id, _line in lines})
        if (part.sale_id, part.line) in lines
    ]
    tellers = entries.tellers(connection, {part.place for part in parts})
    told = [
        Held(
            ref=_ref((part.sale_id, part.line)),
            by=part.receipt,
            at=tellers[part.place].at,
            store=tellers[part.place].store,
        )
        for part in parts
    ]
    waiting = holds.holders(connection, "refund", [_ref(line) for line in lines], sale, now)
    return (*told, *(Held(ref=one.ref, by=one.by, at=one.at, store="") for one in waiting))


def _ref(line: Line) -> str:
    return f"{line[0]}/{line[1]}"
