"""The movements of a customer's points that this till wrote down, read from the entries behind their rows."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from pos.domain.points_ledger import Move
from pos.domain.points_moves import PointsRules, a_move, adjusting_kind, moves_of_sale

_SALE = "sale_completed"
_RETURN = "return"
_ENTRIES = (
    "SELECT j.at, j.kind, p.points, p.reason, "
    f"CASE WHEN j.kind = '{_SALE}' OR p.reason = '{_RETURN}' THEN j.body ELSE '{{}}' END "  # an import's is long
    "FROM fact_points p JOIN journal j USING (n) "
    "WHERE p.customer = ?1 AND p.n <= coalesce((SELECT n FROM fact_sale WHERE sale_id = ?2), p.n) "
    "ORDER BY j.at, p.n, p.k"
)
_SALES = (
    "SELECT f.sale_id, j.body FROM json_each(?1) x JOIN fact_sale f ON f.sale_id = x.value JOIN journal j ON j.n = f.n"
)
Shares = list[tuple[str, int]]


def own_moves(driver: Any, customer_id: str, rules: PointsRules, sale_id: str = "") -> list[Move]:
    """Every movement in the order in which they happened; with a sale, those that were written down until then."""
    found = driver.execute(_ENTRIES, (customer_id, sale_id)).fetchall()
    rows = [(at, kind, points, reason, json.loads(body)) for at, kind, points, reason, body in found]
    sales = {body["sale_id"] for _at, kind, _points, _reason, body in rows if kind != _SALE and "sale_id" in body}
    others = _returned_in(driver, sales)
    return [move for row in rows for move in _moves(*row, others, rules)]


def _moves(
    at: str, kind: str, points: int, reason: str, body: dict[str, Any], others: Mapping[str, Shares], rules: PointsRules
) -> Iterator[Move]:
    sale = body.get("sale_id", "")
    if kind != _SALE:
        yield a_move(adjusting_kind(reason), points, at, sale, others.get(sale, []), rules)
        return
    told, returned = body["points"], _returned(body["lines"])
    of_lines = (line.get("points", 0) for line in body["lines"])
    for part, much in moves_of_sale(told.get("earned", 0), told.get("redeemed", 0), of_lines):
        if much:
            yield a_move(part, much, at, sale, returned, rules)


def _returned_in(driver: Any, sales: Collection[str]) -> dict[str, Shares]:
    """What these sales took back: of which sales, and how many points of each."""
    if not sales:
        return {}
    found = driver.execute(_SALES, (json.dumps(sorted(sales)),))
    return {sale_id: _returned(json.loads(body)["lines"]) for sale_id, body in found}


def _returned(lines: Iterable[Mapping[str, Any]]) -> Shares:
    shares: dict[str, int] = {}
    for line in lines:
        sale = line.get("return_of", {}).get("sale_id", "")
        if sale:
            shares[sale] = shares.get(sale, 0) - line.get("points", 0)
    return list(shares.items())
