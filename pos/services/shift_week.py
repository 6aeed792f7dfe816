"""What a closed shift is compared with: what the one of the same weekday sold, a week before."""

from dataclasses import dataclass
from datetime import date

from pos.services.till import Till
from pos.store.shift_sums import shift_sums


@dataclass(frozen=True, slots=True)
class WeekBefore:
    """`gross_minor` is with tax, returns taken off, as the shift's own report says it; `pieces_milli` are the pieces
    sold, in thousandths, in `sales` sales."""

    business_date: date
    gross_minor: int
    pieces_milli: int
    sales: int


def week_before(till: Till, shift_id: str) -> WeekBefore | None:
    """None where no shift was closed on that day, or fewer than on the day of this one."""
    with till.store.read() as tx:
        found = tx.shifts.week_before(shift_id)
        if found is None:
            return None
        sums = shift_sums(tx.driver, found.shift)
        pieces, _members = tx.shifts.pieces(found.shift)
    gross = sums.sales_minor + sums.returns_minor
    return WeekBefore(date.fromisoformat(found.business_date), gross, pieces, sums.sales_count)
