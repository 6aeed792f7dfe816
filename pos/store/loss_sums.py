"""How often each person did what is watched against loss, between two business dates, both included."""

from typing import Any

_DAYS = "s.business_date BETWEEN :since AND :until"

# A line that was put back after it was struck is no case: the two cancel out, for whoever struck it.
_COUNTED = f"""
SELECT a.staff, 'basket_voids' AS what, count(*), sum(a.amount_minor)
FROM fact_audit a JOIN journal s ON s.n = a.n WHERE {_DAYS} AND a.kind = 'basket_voided' GROUP BY a.staff
UNION ALL
SELECT a.staff, 'line_voids', sum(CASE a.kind WHEN 'line_voided' THEN 1 ELSE -1 END),
       sum(CASE a.kind WHEN 'line_voided' THEN a.amount_minor ELSE -a.amount_minor END)
FROM fact_audit a JOIN journal s ON s.n = a.n
WHERE {_DAYS} AND a.kind IN ('line_voided', 'line_restored') GROUP BY a.staff
UNION ALL
SELECT a.staff, 'no_sales', count(*), 0
FROM fact_audit a JOIN journal s ON s.n = a.n WHERE {_DAYS} AND a.kind = 'drawer_opened' GROUP BY a.staff
UNION ALL
SELECT s.staff, 'price_overrides', count(*), sum(l.total_minor)
FROM fact_sale_line l JOIN fact_sale s ON s.n = l.n
WHERE {_DAYS} AND l.source = 'override' AND l.qty_milli > 0 GROUP BY s.staff
UNION ALL
SELECT staff, 'manual_discounts', count(*), sum(minor) FROM (
    SELECT s.staff AS staff, sum(d.amount_minor) AS minor
    FROM fact_line_discount d JOIN fact_sale s ON s.n = d.n
    JOIN fact_sale_line l ON l.n = d.n AND l.line = d.line
    WHERE {_DAYS} AND d.by IN ('manual', 'basket') AND l.qty_milli > 0
    GROUP BY d.n, CASE d.by WHEN 'manual' THEN d.line ELSE 0 END)
GROUP BY staff
UNION ALL
SELECT s.staff, 'returns_without_receipt', count(*), sum(l.total_minor)
FROM fact_sale_line l JOIN fact_sale s ON s.n = l.n
WHERE {_DAYS} AND l.qty_milli < 0 AND l.return_sale IS NULL GROUP BY s.staff
UNION ALL
SELECT a.staff, 'receipt_copies', count(*), 0
FROM fact_audit a JOIN journal s ON s.n = a.n WHERE {_DAYS} AND a.kind = 'receipt_copied' GROUP BY a.staff
"""
_SALES = f"SELECT s.staff, count(*) FROM fact_sale s WHERE {_DAYS} GROUP BY s.staff"


def watched_sums(driver: Any, since: str, until: str) -> list[tuple[str, str, int, int]]:
    """Person, what (domain/loss.py), how often, and minor units."""
    found = driver.execute(_COUNTED, {"since": since, "until": until}).fetchall()
    return [(row[0], row[1], int(row[2]), int(row[3])) for row in found]


def sales_by_person(driver: Any, since: str, until: str) -> dict[str, int]:
    """How many sales, refunds among them, each person completed."""
    return dict(driver.execute(_SALES, {"since": since, "until": until}).fetchall())
