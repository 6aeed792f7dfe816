"""A day of one journal in figures, counted from the tables; what each means stands in domain/day_figures.py."""

from typing import Any

from pos.domain.day_figures import CHANGE, ROUNDING, STORED_VALUE, DayFigures, Sums, tax_key

_DAY = "WITH day AS (SELECT n FROM journal WHERE journal_id = ?1 AND business_date = ?2) "
_ENDS = (
    "SELECT count(*), coalesce(min(seq), 0), coalesce(max(seq), 0) FROM journal "
    "WHERE journal_id = ?1 AND business_date = ?2"
)
_SALES = _DAY + (
    "SELECT count(*) FILTER (WHERE total_minor >= 0), coalesce(sum(total_minor) FILTER (WHERE total_minor >= 0), 0), "
    "count(*) FILTER (WHERE total_minor < 0), coalesce(sum(total_minor) FILTER (WHERE total_minor < 0), 0), "
    "count(*) FILTER (WHERE change_minor <> 0), coalesce(sum(change_minor), 0), "
    "count(*) FILTER (WHERE rounding_minor <> 0), coalesce(sum(rounding_minor), 0) FROM day JOIN fact_sale USING (n)"
)
_TAX = _DAY + "SELECT name, rate, count(*), sum(tax_minor) FROM day JOIN fact_sale_tax USING (n) GROUP BY name, rate"
_TENDERS = _DAY + "SELECT type, count(*), sum(amount_minor) FROM day JOIN fact_tender USING (n) GROUP BY type"
_MOVES = _DAY + "SELECT count(*), coalesce(sum(qty_milli), 0) FROM day JOIN fact_movement USING (n)"
_POINTS = _DAY + "SELECT coalesce(sum(points), 0) FROM day JOIN fact_points USING (n)"
_HANDED = _DAY + (
    "SELECT coalesce(sum(CASE what WHEN 'collected' THEN 1 WHEN 'back' THEN -1 ELSE 0 END), 0) "
    "FROM day JOIN fact_handed_unit USING (n)"
)


def day_figures(driver: Any, journal_id: bytes, business_date: str) -> DayFigures:
    """The figures of this day as this till's tables have them."""

    def one(sql: str) -> tuple[Any, ...]:
        row: tuple[Any, ...] = driver.execute(sql, (journal_id, business_date)).fetchone()
        return row

    n, first, last = one(_ENDS)
    found = driver.execute("SELECT h FROM journal WHERE journal_id = ? AND seq = ?", (journal_id, last)).fetchone()
    sales, gross, refunds, refunds_gross, *beside = one(_SALES)
    tenders = _tenders(driver.execute(_TENDERS, (journal_id, business_date)).fetchall(), beside)
    moves, qty = one(_MOVES)
    return DayFigures(
        journal_id=journal_id,
        business_date=business_date,
        n=n,
        first=first,
        last=last,
        head=b"" if found is None else bytes(found[0]),
        sales=sales,
        gross=gross,
        refunds=refunds,
        refunds_gross=refunds_gross,
        tax=_taxes(driver.execute(_TAX, (journal_id, business_date)).fetchall()),
        tenders=tenders,
        stock_moves=moves,
        stock_qty=qty,
        points=one(_POINTS)[0],
        handed_over=one(_HANDED)[0],
        stored_value=sum(tenders.get(kind, (0, 0))[1] for kind in STORED_VALUE),
    )


def _taxes(rows: list[tuple[str, str, int, int]]) -> Sums:
    sums: Sums = {}
    for name, rate, count, amount in rows:
        before = sums.get(tax_key(name, rate), (0, 0))
        sums[tax_key(name, rate)] = (before[0] + count, before[1] + amount)
    return sums


def _tenders(rows: list[tuple[str, int, int]], beside: list[int]) -> Sums:
    change, change_minor, rounding, rounding_minor = beside
    sums: Sums = {kind: (count, amount) for kind, count, amount in rows}
    for name, count, amount in ((CHANGE, change, change_minor), (ROUNDING, rounding, rounding_minor)):
        if count:
            sums[name] = (count, amount)
    return sums
