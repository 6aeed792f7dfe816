"""Accounts at the hub as far as they are known here, and what this till took of them without asking."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pos.domain.stored_value import ValueType, refs_of

_CREDIT = (
    "SELECT h.balance_minor, h.balance_minor + (SELECT coalesce(sum(v.amount_minor), 0) FROM fact_value v "
    "WHERE v.ref = h.ref AND v.n > h.own_n), h.limit_minor, h.currency, h.blocked, h.as_of, h.own_n "
    "FROM copy_credit h WHERE h.ref = ?"
)
_POINTS = "SELECT balance, pending, own_n, as_of FROM copy_points WHERE customer = ?"
_SINCE = "SELECT coalesce(sum(abs(amount_minor)), 0) FROM fact_value WHERE ref = ? AND mode = 'offline' AND n > ?"
_TODAY = (
    "SELECT coalesce(sum(abs(v.amount_minor)), 0) FROM fact_value v JOIN fact_sale s ON s.n = v.n "
    "WHERE v.ref BETWEEN ? AND ? AND v.mode = 'offline' AND s.business_date = ?"
)
_VOUCHER = (
    "SELECT coalesce(sum(CASE WHEN amount_minor > 0 THEN 1 ELSE -1 END), 0) FROM fact_tender "
    "WHERE type = 'voucher' AND reference = ?"
)


@dataclass(frozen=True, slots=True)
class Credit:
    """Store credit, or what is owed, in minor units: as the hub counted it, and with what this till did since.

    `own_n` is the last entry of this till that the hub's figure counts in.
    """

    counted_minor: int
    balance_minor: int
    limit_minor: int
    currency: str
    is_blocked: bool
    as_of: str
    own_n: int

    def left_minor(self, *, owes: bool) -> int:
        """What may still be spent; of an account on which one owes, what may still be owed."""
        return self.limit_minor - self.balance_minor if owes else self.balance_minor


@dataclass(frozen=True, slots=True)
class HubPoints:
    """Points as the hub counts them; `pending` of them cannot be spent yet."""

    balance: int
    pending: int
    own_n: int
    as_of: str


class Values:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def credit(self, ref: str) -> Credit | None:
        """Store credit or a debt by its ref; None for one that the hub never told of."""
        row = self._driver.execute(_CREDIT, (ref,)).fetchone()
        if row is None:
            return None
        counted, balance, limit, currency, blocked, as_of, own_n = row
        return Credit(counted, balance, limit, currency, bool(blocked), as_of, own_n)

    def points(self, customer_id: str) -> HubPoints | None:
        """A customer's points without what this till did since."""
        row = self._driver.execute(_POINTS, (customer_id,)).fetchone()
        return None if row is None else HubPoints(*row)

    def offline_since(self, ref: str, own_n: int) -> int:
        """Minor units taken of an account without the hub, behind this entry."""
        return int(self._driver.execute(_SINCE, (ref, own_n)).fetchone()[0])

    def offline_today(self, kind: ValueType, business_date: str, ref: str = "") -> int:
        """Minor units taken without the hub on a business date, of one account or of all of a kind."""
        first, last = (ref, ref) if ref else refs_of(kind)
        return int(self._driver.execute(_TODAY, (first, last, business_date)).fetchone()[0])

    def voucher_is_used(self, number: str) -> bool:
        """Whether this till took a voucher of this number and did not give it back."""
        return int(self._driver.execute(_VOUCHER, (number,)).fetchone()[0]) > 0

    def put_credits(self, rows: Sequence[tuple[str, str, int, int, str, int, str, int, int]]) -> None:
        """Ref, customer id, balance, limit, currency, blocked, as_of, own_n and rev of each."""
        self._driver.executemany(
            "INSERT OR REPLACE INTO copy_credit (ref, customer, balance_minor, limit_minor, currency, blocked, as_of, "
            "own_n, rev) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
