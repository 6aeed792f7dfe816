"""How much of a line is struck, as the journal says: what was voided of it less what came back."""

from typing import Any

_STILL_OUT = """
SELECT coalesce(sum((CASE a.kind WHEN 'line_voided' THEN 1 ELSE -1 END) * (j.body ->> '$.qty_milli')), 0)
FROM fact_audit a JOIN (SELECT n, CAST(body AS TEXT) AS body FROM journal) j ON j.n = a.n
WHERE a.shift = :shift AND a.subject = :sku AND a.kind IN ('line_voided', 'line_restored')
AND j.body ->> '$.basket' = :basket AND j.body ->> '$.line' = :line
"""


def struck_milli(driver: Any, shift: str, sku: str, basket: str, line: str) -> int:
    """Thousandths of a line that were struck in this shift and did not come back."""
    asked = {"shift": shift, "sku": sku, "basket": basket, "line": line}
    return int(driver.execute(_STILL_OUT, asked).fetchone()[0])
