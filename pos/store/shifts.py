"""Shifts: the open one, the closed ones, and the figures of cash and sales between."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from pos.store.prepared import Prepared
from pos.store.tables import ShiftCloseRow, ShiftRow

_COLUMNS = (
    ShiftRow.shift,
    ShiftRow.staff,
    ShiftRow.business_date,
    ShiftRow.at,
    ShiftRow.float_minor,
    ShiftRow.opened_by_itself,
)
_OPEN = Prepared(
    select(*_COLUMNS)
    .where(ShiftRow.n == select(ShiftRow.n).order_by(ShiftRow.n.desc()).limit(1).scalar_subquery())
    .where(~select(ShiftCloseRow.n).where(ShiftCloseRow.shift == ShiftRow.shift).exists())
)
_BY_ID = Prepared(select(*_COLUMNS).where(ShiftRow.shift == bindparam("shift")))
_CLOSE_COLUMNS = "shift, number, staff, at, expected_minor, counted_minor, left_minor, reason, approved_by"


@dataclass(frozen=True, slots=True)
class OpenShift:
    shift: str
    staff: str
    business_date: str
    at: str
    float_minor: int
    opened_by_itself: bool


@dataclass(frozen=True, slots=True)
class ClosedShift:
    """The close of a shift; `number` counts the Z reports of this till."""

    shift: str
    number: int
    staff: str
    at: str
    expected_minor: int
    counted_minor: int
    left_minor: int
    reason: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class CashMoved:
    """Cash that moved beside sales: entry `n`, who did it, and the amount signed as the drawer sees it."""

    n: int
    kind: str
    at: str
    staff: str
    amount_minor: int
    reason: str


class Shifts:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def open(self) -> OpenShift | None:
        """The shift that is open now: one till has at most one."""
        row = _OPEN.run(self._driver).fetchone()
        return None if row is None else _shift(row)

    def get(self, shift: str) -> OpenShift | None:
        row = _BY_ID.run(self._driver, shift=shift).fetchone()
        return None if row is None else _shift(row)

    def closed(self, shift: str) -> ClosedShift | None:
        return self._closed("WHERE shift = ?", shift)

    def last_closed(self) -> ClosedShift | None:
        return self._closed("ORDER BY n DESC LIMIT 1")

    def next_number(self) -> int:
        """The number of the next Z report."""
        return int(self._driver.execute("SELECT coalesce(max(number), 0) + 1 FROM fact_shift_close").fetchone()[0])

    def ids(self) -> list[str]:
        """All shifts, oldest first."""
        return [row[0] for row in self._driver.execute("SELECT shift FROM fact_shift ORDER BY n").fetchall()]

    def cash_taken_minor(self, shift: str) -> tuple[int, int, int, int]:
        """Cash of the shift's sales: what came in, in how many sales; what went out, in how many refunds.

        Change is taken off what came in; a refund's cash is negative.
        """
        rows = self._driver.execute(
            "SELECT (SELECT coalesce(sum(t.amount_minor), 0) FROM fact_tender t WHERE t.n = s.n AND t.type = 'cash')"
            " - s.change_minor AS cash FROM fact_sale s WHERE s.shift = ?",
            (shift,),
        ).fetchall()
        came = [row[0] for row in rows if row[0] > 0]
        went = [row[0] for row in rows if row[0] < 0]
        return sum(came), len(came), sum(went), len(went)

    def pieces(self, shift: str) -> tuple[int, int]:
        """Sold pieces of a shift in thousandths, a weighed line counting as one, and its sales with a customer."""
        pieces = self._driver.execute(
            "SELECT coalesce(sum(CASE l.kind WHEN 'weighed' THEN 1000 ELSE l.qty_milli END), 0) FROM fact_sale_line l "
            "JOIN fact_sale s ON s.n = l.n WHERE s.shift = ? AND l.qty_milli > 0",
            (shift,),
        ).fetchone()
        members = self._driver.execute(
            "SELECT count(*) FROM fact_sale WHERE shift = ? AND customer <> ''", (shift,)
        ).fetchone()
        return int(pieces[0]), int(members[0])

    def closed_before(self, limit: int) -> list[ClosedShift]:
        """The shifts closed last, newest first."""
        rows = self._driver.execute(
            f"SELECT {_CLOSE_COLUMNS} FROM fact_shift_close ORDER BY n DESC LIMIT ?", (limit,)
        ).fetchall()
        return [ClosedShift(*row) for row in rows]

    def week_before(self, shift: str) -> OpenShift | None:
        """The closed shift of a week before, of a day with several the one that was as many after its first."""
        row = self._driver.execute(
            "SELECT s.shift FROM fact_shift s JOIN fact_shift me ON me.shift = ?1 "
            "WHERE s.business_date = date(me.business_date, '-7 days') "
            "AND EXISTS (SELECT 1 FROM fact_shift_close c WHERE c.shift = s.shift) ORDER BY s.n LIMIT 1 OFFSET "
            "(SELECT count(*) FROM fact_shift x JOIN fact_shift y ON y.shift = ?1 "
            "WHERE x.business_date = y.business_date AND x.n < y.n)",
            (shift,),
        ).fetchone()
        return None if row is None else self.get(row[0])

    def cash_moved(self, shift: str) -> list[CashMoved]:
        """Cash moved beside sales, oldest first."""
        found = self._driver.execute(
            "SELECT n, kind, at, staff, amount_minor, reason FROM fact_cash_movement WHERE shift = ? ORDER BY n",
            (shift,),
        )
        return [CashMoved(*row) for row in found.fetchall()]

    def expected_minor(self, shift: str) -> int:
        """What must be in the drawer: float + cash of sales + what was paid in − paid out − dropped."""
        opened = self.get(shift)
        assert opened is not None
        came, _sales, went, _refunds = self.cash_taken_minor(shift)
        moved = sum(moved.amount_minor for moved in self.cash_moved(shift))
        return opened.float_minor + came + went + moved

    def _closed(self, where: str, *values: str) -> ClosedShift | None:
        row = self._driver.execute(f"SELECT {_CLOSE_COLUMNS} FROM fact_shift_close {where}", values).fetchone()
        return None if row is None else ClosedShift(*row)


def _shift(row: Any) -> OpenShift:
    return OpenShift(row[0], row[1], row[2], row[3], row[4], bool(row[5]))
