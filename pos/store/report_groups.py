"""Sales between two business dates, both included, grouped by what was paid with, by category, hour, person, or who
advised."""

from collections.abc import Callable
from typing import Any, Literal

Group = Literal["category", "hour", "staff", "salesperson"]
Sums = tuple[int, ...]
"""Sales, sold, returns, returned, discounts, net, tax and gross; counts of sales, amounts in minor units."""

_DAYS = "s.business_date BETWEEN :since AND :until"
_KEYS = {
    "category": "l.category",
    "staff": "s.staff",
    "salesperson": "CASE l.salesperson WHEN '' THEN s.staff ELSE l.salesperson END",
    # Zones are whole quarters of an hour away from UTC, so a quarter lies in one hour of every store.
    "hour": "substr(s.at, 1, 14) || printf('%02d', substr(s.at, 15, 2) / 15 * 15)",
    "": "''",
}
_SUMS = """
       count(DISTINCT l.n) FILTER (WHERE l.qty_milli > 0),
       coalesce(sum(l.gross_minor) FILTER (WHERE l.qty_milli > 0), 0),
       count(DISTINCT l.n) FILTER (WHERE l.qty_milli < 0),
       coalesce(sum(l.gross_minor) FILTER (WHERE l.qty_milli < 0), 0),
       coalesce(sum(l.list_minor - l.total_minor) FILTER (WHERE l.qty_milli > 0), 0), coalesce(sum(l.net_minor), 0),
       coalesce(sum(l.gross_minor - l.net_minor), 0), coalesce(sum(l.gross_minor), 0)
"""
_SALES = f"SELECT {{key}} AS k, {_SUMS} FROM fact_sale s JOIN fact_sale_line l ON l.n = s.n WHERE {_DAYS}"

# Change is cash that went back at once, so it is no part of what cash took. Only cash is rounded; a sale of less than
# the smallest coin has no tender at all and is rounded away.
_TENDERS = f"""
WITH paid AS (
    SELECT t.type, sum(t.amount_minor) - (CASE t.type WHEN 'cash' THEN s.change_minor ELSE 0 END) AS minor,
        0 AS rounding_minor
    FROM fact_tender t JOIN fact_sale s ON s.n = t.n WHERE {_DAYS} GROUP BY t.n, t.type
    UNION ALL
    SELECT 'cash', NULL, s.rounding_minor FROM fact_sale s WHERE {_DAYS} AND s.rounding_minor <> 0)
SELECT type, count(*) FILTER (WHERE minor >= 0), coalesce(sum(minor) FILTER (WHERE minor >= 0), 0),
       count(*) FILTER (WHERE minor < 0), coalesce(sum(minor) FILTER (WHERE minor < 0), 0),
       coalesce(sum(minor), 0), sum(rounding_minor)
FROM paid GROUP BY type ORDER BY abs(coalesce(sum(minor), 0)) DESC, type
"""


def grouped_sales(driver: Any, group: Group, since: str, until: str) -> list[tuple[str, Sums]]:
    """The sums of each category, person, or quarter of an hour in UTC (`2026-11-21T14:30`), in the order of the key."""
    sql = _SALES.format(key=_KEYS[group]) + " GROUP BY k ORDER BY k"
    rows = driver.execute(sql, {"since": since, "until": until}).fetchall()
    return [(row[0], tuple(row[1:])) for row in rows]


def all_sales(driver: Any, since: str, until: str) -> Sums:
    """The sums of everything: a sale of two categories is one sale here."""
    row = driver.execute(_SALES.format(key=_KEYS[""]), {"since": since, "until": until}).fetchone()
    return tuple(row[1:])


def tender_sums(driver: Any, since: str, until: str) -> list[tuple[Any, ...]]:
    """By means of payment: payments and what they took, refunds and what they gave back, both together, and what
    rounding made of it."""
    found: list[tuple[Any, ...]] = driver.execute(_TENDERS, {"since": since, "until": until}).fetchall()
    return found


def merged(rows: list[tuple[str, Sums]], key_of: Callable[[str], str]) -> list[tuple[str, Sums]]:
    """Groups under a coarser key, in its order; sums of groups that hold whole sales."""
    together: dict[str, Sums] = {}
    for key, sums in rows:
        coarse = key_of(key)
        before = together.get(coarse, (0,) * len(sums))
        together[coarse] = tuple(a + b for a, b in zip(before, sums, strict=True))
    return sorted(together.items())
