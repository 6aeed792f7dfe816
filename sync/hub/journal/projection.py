"""From an entry to the rows that the hub counts: one pure function. Rows are tuples in the order of their tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pos.domain.journal import Entry
from pos.domain.points_moves import adjusting_kind, moves_of_sale
from pos.domain.pricing.document import TAX_EXEMPT
from pos.domain.pricing.manual import BASKET, MANUAL
from pos.domain.product import BUNDLED, bundled_milli
from sync.hub.journal.bodies import (
    Body,
    Counted,
    HandedOver,
    OrderReturned,
    PointsAdjusted,
    Sale,
    SoldLine,
    Step,
    Undone,
    UnitsLine,
)
from sync.hub.ledgers.value_moves import ValueRow, value_rows

FLOOR, STAGED = "floor", "staged"
PICKUP = "pickup"
COLLECTED, REFUSED, BACK = "collected", "refused", "back"
_APART = {"damaged": "damaged", "supplier": "supplier"}

Row = tuple[Any, ...]
Move = tuple[str, str, int, str]
"""SKU, location, signed thousandths, reason."""


class PointsRow(NamedTuple):
    """A row of `points_line`. `kind` is pos.domain.points_ledger's; when it expires is known later."""

    journal_id: bytes
    seq: int
    k: int
    customer: str
    points: int
    reason: str
    kind: str
    at: str
    sale: str = ""
    expires_at: str = ""
    active_at: str = ""
    by: str = ""


@dataclass(slots=True)
class Rows:
    """The rows of one entry or of many, by table."""

    sale: list[Row] = field(default_factory=list)
    sale_line: list[Row] = field(default_factory=list)
    unseen_return: list[Row] = field(default_factory=list)
    order_return: list[Row] = field(default_factory=list)
    sale_tax: list[Row] = field(default_factory=list)
    promotion_use: list[Row] = field(default_factory=list)
    coupon_use: list[Row] = field(default_factory=list)
    tender: list[Row] = field(default_factory=list)
    movement: list[Row] = field(default_factory=list)
    points_line: list[PointsRow] = field(default_factory=list)
    value_move: list[ValueRow] = field(default_factory=list)
    handed_unit: list[Row] = field(default_factory=list)


def project(entry: Entry, store_no: int, body: Body, into: Rows) -> None:
    """Add the rows of an entry of this store; kinds that count nowhere have none."""
    key = (entry.journal_id, entry.seq)
    match body:
        case Sale():
            _sale(entry, store_no, body, into)
        case Counted():
            reason = "count" if entry.kind == "stock_counted" else "adjust"
            moves = [(x.sku, x.location, x.change_milli, x.reason or reason) for x in body.lines]
            _moved(key, store_no, moves, into)
        case PointsAdjusted():
            into.points_line += [
                PointsRow(*key, k, x.customer, x.points, x.reason, adjusting_kind(x.reason), entry.at, body.sale_id)
                for k, x in enumerate(body.lines, 1)
            ]
        case Step():
            _moved(key, store_no, list(_step_moves(body)), into)
        case HandedOver():
            _moved(key, store_no, list(_hand_over_moves(body)), into)
            into.handed_unit += _units(entry, store_no, body.order, body.lines, COLLECTED)
            into.handed_unit += _units(entry, store_no, body.order, body.refused, REFUSED)
        case Undone():
            place = STAGED if body.staged else FLOOR
            _moved(key, store_no, [(x.sku, place, x.qty_milli, PICKUP) for x in body.lines], into)
            into.handed_unit += _units(entry, store_no, body.order, body.lines, BACK)
        case OrderReturned():
            moves = [(x.sku, _APART.get(x.disposition, FLOOR), x.qty_milli, "return") for x in body.lines]
            _moved(key, store_no, moves, into)
            into.order_return += [(*key, body.order, x.line, u, entry.at) for x in body.lines for u in x.units]


def _sale(entry: Entry, store_no: int, body: Sale, into: Rows) -> None:
    key = (entry.journal_id, entry.seq)
    into.sale.append(
        (
            *key,
            body.sale_id,
            store_no,
            body.receipt,
            entry.at,
            entry.business_date,
            entry.staff,
            body.customer,
            body.currency,
            body.total_minor,
            body.rounding_minor,
            body.change_minor,
        )
    )
    into.sale_line += [_line_row(key, line) for line in body.lines]
    into.unseen_return += [
        (*key, line.line, line.return_of.receipt, line.sku, line.qty_milli, line.total_minor)
        for line in body.lines
        if line.return_of.unseen
    ]
    into.sale_tax += [(*key, k, x.name, x.rate, x.net_minor, x.tax_minor) for k, x in enumerate(body.tax)]
    into.promotion_use += [(*key, promotion, body.customer) for promotion in _promotions_of(body)]
    into.coupon_use += [(*key, ref, body.sale_id) for ref in dict.fromkeys(body.coupon_uses)]
    into.tender += [(*key, k, x.type, x.amount_minor, x.points) for k, x in enumerate(body.tenders)]
    into.movement += [row for line in body.lines if line.lies_on_a_shelf for row in _line_moves(key, store_no, line)]
    into.points_line += _points(entry, body)
    into.value_move += value_rows(entry, body)


def _promotions_of(body: Sale) -> list[str]:
    """What took something off a sold line, but for what people gave and for taxes that an exempt basket does not pay.

    A use is counted once a sale, as the till counts it, and stays one when the goods come back.
    """
    given = {one.by for line in body.lines for one in line.discounts if one.amount_minor > 0}
    return sorted(given - {MANUAL, BASKET, TAX_EXEMPT})


def _points(entry: Entry, body: Sale) -> Iterator[PointsRow]:
    if not body.customer or body.points is None:
        return
    reason = "sale" if body.total_minor >= 0 else "return"
    moves = moves_of_sale(body.points.earned, body.points.redeemed, (line.points for line in body.lines))
    for k, (kind, points) in enumerate(moves, 1):
        if points:
            yield PointsRow(entry.journal_id, entry.seq, k, body.customer, points, reason, kind, entry.at, body.sale_id)


def _line_row(key: tuple[bytes, int], line: SoldLine) -> Row:
    return (
        *key,
        line.line,
        line.sku,
        line.qty_milli,
        line.total_minor,
        line.net_minor,
        line.gross_minor,
        line.return_of.sale_id,
        line.return_of.line,
        line.points,
    )


def _line_moves(key: tuple[bytes, int], store_no: int, line: SoldLine) -> Iterator[Row]:
    """What is damaged or goes back to its supplier lies apart until somebody decides. A bundle moves what it is made
    of, each component under a number of its own."""
    place, reason = _APART.get(line.disposition, FLOOR), "return" if line.disposition else "sale"
    if not line.components:
        yield (*key, line.line, store_no, line.sku, place, -line.qty_milli, reason)
    for k, part in enumerate(line.components, 1):
        moved = -bundled_milli(line.qty_milli, part.qty_milli)
        yield (*key, line.line + k * BUNDLED, store_no, part.sku, place, moved, reason)


def _moved(key: tuple[bytes, int], store_no: int, moves: list[Move], into: Rows) -> None:
    into.movement += [(*key, k, store_no, *move) for k, move in enumerate(moves, 1)]


def _step_moves(body: Step) -> Iterator[Move]:
    for line in body.lines:
        if body.step == "staged":
            yield from _from_to(FLOOR, STAGED, line.sku, line.qty_milli)
        elif body.step == "restocked":
            yield from _from_to(STAGED, FLOOR, line.sku, line.qty_milli)


def _hand_over_moves(body: HandedOver) -> Iterator[Move]:
    for line in body.lines:
        yield line.sku, STAGED if body.staged else FLOOR, -line.qty_milli, PICKUP
    for line in body.refused if body.staged else ():
        yield from _from_to(STAGED, FLOOR, line.sku, line.qty_milli)


def _from_to(here: str, there: str, sku: str, qty_milli: int) -> Iterator[Move]:
    yield sku, here, -qty_milli, PICKUP
    yield sku, there, qty_milli, PICKUP


def _units(entry: Entry, store_no: int, order: int, lines: list[UnitsLine], what: str) -> list[Row]:
    return [
        (entry.journal_id, entry.seq, order, line.line, unit, line.turn, what, entry.at, entry.staff, store_no)
        for line in lines
        for unit in line.units
    ]
