"""A customer's points where no hub counts them: what the entries of this till come to under the shop's programme."""

from typing import NamedTuple

from pos.domain.points_ledger import count_points
from pos.domain.points_moves import PointsRules
from pos.domain.sale import Sale
from pos.store.own_points import own_moves
from pos.store.store import Tx


class Alone(NamedTuple):
    """`pending` of the balance cannot be spent yet; below 0 points are owed."""

    balance: int
    pending: int = 0


def points_alone(tx: Tx, customer_id: str, at: str, after: Sale | None = None) -> Alone | None:
    """What there is at this moment, with a sale as it was after it; None for somebody who never had any.

    The programme counts as it is now. Where points neither expire nor wait, their sum is all that there is to know.
    """
    sale_id = after.sale_id if after else ""
    own = tx.balances.own_points(customer_id, sale_id)
    programme = tx.prices.rules().programme
    rules = PointsRules(programme.expire_months, programme.pending_days) if programme else PointsRules()
    if own is None or rules == PointsRules():
        return None if own is None else Alone(own)
    counted = count_points(own_moves(tx.driver, customer_id, rules, sale_id), at)
    return Alone(counted.balance, counted.pending)
