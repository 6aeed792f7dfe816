"""Points, store credit and what customers owe, from the feed into the till."""

from collections.abc import Sequence

import msgspec

from pos.domain.failures import Refused
from pos.domain.stored_value import customer_of_ref, kind_of_ref
from pos.store.store import Tx
from sync import entities
from sync.feed_kinds import Kind, Reader

_Points = tuple[entities.Points, int]
_Credit = tuple[entities.Credit, int]


def _points(_reader: Reader, body: entities.Points, rev: int) -> _Points:
    return body, rev


def _put_points(tx: Tx, rows: Sequence[_Points]) -> None:
    tx.balances.put_points([_points_row(tx, body, rev) for body, rev in rows])


def _points_row(tx: Tx, body: entities.Points, rev: int) -> tuple[str, int, str, int, int, int, str]:
    own_n = tx.balances.own_n(body.includes)
    expires = msgspec.json.encode(body.expires).decode() if body.expires else ""
    return body.customer_id, body.balance, body.as_of, own_n, rev, body.pending, expires


def _credit(_reader: Reader, body: entities.Credit, rev: int) -> _Credit:
    """Refused `wrong_id` for a ref of another kind or another customer."""
    if kind_of_ref(body.ref) not in ("store_credit", "account") or customer_of_ref(body.ref) != body.customer_id:
        raise Refused("wrong_id")
    return body, rev


def _put_credits(tx: Tx, rows: Sequence[_Credit]) -> None:
    tx.values.put_credits(
        [
            (
                body.ref,
                body.customer_id,
                body.balance_minor,
                body.limit_minor,
                body.currency,
                int(body.blocked),
                body.as_of,
                tx.balances.own_n(body.includes),
                rev,
            )
            for body, rev in rows
        ]
    )


KINDS = {
    "points": Kind(lambda body: str(body.customer_id), _points, _put_points),
    "credit": Kind(lambda body: str(body.ref), _credit, _put_credits),
}
