"""What reports over days say: one statement each over rows between two business dates, both included."""

from typing import Any

_DAY = "s.business_date BETWEEN :since AND :until"

_SALES = f"""
SELECT s.business_date,
       count(DISTINCT l.n) FILTER (WHERE l.qty_milli > 0),
       coalesce(sum(l.gross_minor) FILTER (WHERE l.qty_milli > 0), 0),
       count(DISTINCT l.n) FILTER (WHERE l.qty_milli < 0),
       coalesce(sum(l.gross_minor) FILTER (WHERE l.qty_milli < 0), 0),
       coalesce(sum(l.list_minor - l.total_minor) FILTER (WHERE l.qty_milli > 0), 0),
       sum(l.net_minor), sum(l.gross_minor - l.net_minor), sum(l.gross_minor)
FROM fact_sale s JOIN fact_sale_line l ON l.n = s.n
WHERE {_DAY} GROUP BY s.business_date ORDER BY s.business_date
"""

_TAXES = f"""
SELECT t.name, t.rate, sum(t.net_minor), sum(t.tax_minor), sum(t.net_minor + t.tax_minor)
FROM fact_sale_tax t JOIN fact_sale s ON s.n = t.n
WHERE {_DAY} GROUP BY t.name, t.rate ORDER BY abs(sum(t.tax_minor)) DESC, t.name
"""

# What the hub told of a day not behind the last one asked for, with this till's entries since; else its own sum.
_STOCK = """
SELECT m.sku, coalesce(p.name, ''), m.location,
       coalesce(-sum(m.qty_milli) FILTER (WHERE m.reason = 'sale' AND j.business_date >= :since), 0),
       coalesce(sum(m.qty_milli) FILTER (WHERE m.reason = 'return' AND j.business_date >= :since), 0),
       coalesce(sum(m.qty_milli) FILTER (WHERE m.reason NOT IN ('sale', 'return') AND j.business_date >= :since), 0),
       coalesce(max(h.qty_milli) + coalesce(sum(m.qty_milli) FILTER (WHERE m.n > h.own_n), 0), sum(m.qty_milli))
FROM fact_movement m JOIN journal j ON j.n = m.n LEFT JOIN copy_product p ON p.sku = m.sku
LEFT JOIN copy_stock h ON h.sku = m.sku AND h.location = m.location AND substr(h.as_of, 1, 10) <= :until
WHERE j.business_date <= :until GROUP BY m.sku, m.location
UNION ALL
SELECT h.sku, coalesce(p.name, ''), h.location, 0, 0, 0, h.qty_milli
FROM copy_stock h LEFT JOIN copy_product p ON p.sku = h.sku
WHERE substr(h.as_of, 1, 10) <= :until AND NOT EXISTS (
    SELECT 1 FROM fact_movement m JOIN journal j ON j.n = m.n
    WHERE m.sku = h.sku AND m.location = h.location AND j.business_date <= :until)
ORDER BY 1, 3
"""

_EXCEPTIONS = f"""
SELECT s.business_date, s.at, 'override_price' AS kind, s.staff, s.receipt || ' line ' || l.line AS subject,
       l.total_minor AS amount_minor, l.reason, l.approved_by, s.n
FROM fact_sale_line l JOIN fact_sale s ON s.n = l.n WHERE {_DAY} AND l.source = 'override' AND l.qty_milli > 0
UNION ALL
SELECT s.business_date, s.at, 'manual_discount', s.staff, s.receipt || ' line ' || d.line,
       -d.amount_minor, d.name, l.approved_by, s.n
FROM fact_line_discount d JOIN fact_sale s ON s.n = d.n JOIN fact_sale_line l ON l.n = d.n AND l.line = d.line
WHERE {_DAY} AND d.by IN ('manual', 'basket') AND l.qty_milli > 0
UNION ALL
SELECT s.business_date, s.at, 'return_without_receipt', s.staff, s.receipt || ' line ' || l.line,
       l.total_minor, l.reason, l.approved_by, s.n
FROM fact_sale_line l JOIN fact_sale s ON s.n = l.n
WHERE {_DAY} AND l.qty_milli < 0 AND l.return_sale IS NULL
UNION ALL
SELECT s.business_date, a.at, a.kind, a.staff, a.subject, a.amount_minor, a.reason, a.approved_by, a.n
FROM fact_audit a JOIN journal s ON s.n = a.n WHERE {_DAY} AND a.kind <> 'signed_in'
UNION ALL
SELECT s.business_date, m.at, 'cash_' || m.kind, m.staff, '', m.amount_minor, m.reason, '', m.n
FROM fact_cash_movement m JOIN journal s ON s.n = m.n WHERE {_DAY}
UNION ALL
SELECT s.business_date, c.at, 'cash_difference', c.staff, 'Z ' || c.number,
       c.counted_minor - c.expected_minor, c.reason, c.approved_by, c.n
FROM fact_shift_close c JOIN journal s ON s.n = c.n WHERE {_DAY} AND c.counted_minor <> c.expected_minor
UNION ALL
SELECT s.business_date, s.at, s.kind, s.staff, '', 0, '', '', s.n FROM journal s WHERE {_DAY} AND s.kind = 'gap'
ORDER BY 9, 5
"""

STATEMENTS = {"sales": _SALES, "tax": _TAXES, "stock": _STOCK, "exceptions": _EXCEPTIONS}


def report_rows(driver: Any, name: str, since: str, until: str) -> list[tuple[Any, ...]]:
    """The rows of a report: `sales` by day, `tax` by rate, `stock` by SKU and place, `exceptions` in order.

    Amounts are minor units, quantities thousandths. The last column of `exceptions` is the entry's row number.
    """
    rows: list[tuple[Any, ...]] = driver.execute(STATEMENTS[name], {"since": since, "until": until}).fetchall()
    return rows
