"""What was sold at this till together with something: counted over its newest sales."""

import json
from typing import Any

from pos.domain.folding import match_expressions
from pos.store.beginnings import numbers_of

NEWEST = 200
"""Sales of a SKU that are looked at, the newest: what goes together changes with the season."""


class GoesWith:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def sold_with(self, sku: str, limit: int) -> list[tuple[str, int]]:
        """Other SKUs and in how many sales of this one they were, most first."""
        sales = dict.fromkeys(
            number
            for way in match_expressions(sku)
            for number in numbers_of(self._driver, "find_sale", way, NEWEST, "DESC")
        )
        rows = self._driver.execute(
            "SELECT l.sku, count(DISTINCT l.n) FROM json_each(?1) j JOIN fact_sale_line l ON l.n = j.value "
            "WHERE l.sku <> ?2 AND l.qty_milli > 0 AND EXISTS (SELECT 1 FROM fact_sale_line o WHERE o.n = l.n AND "
            "o.sku = ?2 AND o.qty_milli > 0) GROUP BY l.sku ORDER BY 2 DESC, l.sku LIMIT ?3",
            (json.dumps(list(sales)), sku, limit),
        ).fetchall()
        return [(row[0], row[1]) for row in rows]
