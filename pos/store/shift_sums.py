"""The sums of a shift for X and Z reports, each one statement over the rows of its sales."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ShiftSums:
    """Counts and minor units. `taxes` are name, rate, net and tax; `tenders` type, count and amount without change;
    `moved` is signed cash by kind."""

    sales_count: int
    sales_minor: int
    returns_count: int
    returns_minor: int
    rounding_minor: int
    discounts_count: int
    discounts_minor: int
    voids_count: int
    voids_minor: int
    drawer_openings: int
    taxes: tuple[tuple[str, str, int, int], ...]
    tenders: tuple[tuple[str, int, int], ...]
    moved: dict[str, int]


def shift_sums(driver: Any, shift: str) -> ShiftSums:
    """All sums of one shift; an exchange counts as a sale and as a return."""

    def one(sql: str) -> tuple[int, int]:
        row = driver.execute(sql, (shift,)).fetchone()
        return int(row[0] or 0), int(row[1] or 0)

    lines = "FROM fact_sale_line l JOIN fact_sale s ON s.n = l.n WHERE s.shift = ? AND l.qty_milli"
    sales = one(f"SELECT count(DISTINCT l.n), sum(l.gross_minor) {lines} > 0")
    returns = one(f"SELECT count(DISTINCT l.n), sum(l.gross_minor) {lines} < 0")
    rounding = one("SELECT count(*), sum(rounding_minor) FROM fact_sale WHERE shift = ?")
    discounts = one(
        "SELECT count(*), sum(d.amount_minor) FROM fact_line_discount d JOIN fact_sale s ON s.n = d.n "
        "WHERE s.shift = ? AND d.amount_minor > 0"
    )
    voids = one("SELECT count(*), sum(amount_minor) FROM fact_audit WHERE shift = ? AND kind = 'basket_voided'")
    drawer = one("SELECT count(*), 0 FROM fact_audit WHERE shift = ? AND kind = 'drawer_opened'")
    taxes, tenders, moved = _by_name(driver, shift)
    return ShiftSums(*sales, *returns, rounding[1], *discounts, *voids, drawer[0], taxes, tenders, moved)


def grand_total_minor(driver: Any, shift: str) -> int:
    """Everything this till ever sold, returns taken off: until the shift was closed, or up to now while it is open."""
    until = "coalesce((SELECT n FROM fact_shift_close WHERE shift = ?), (SELECT max(n) FROM fact_sale))"
    row = driver.execute(f"SELECT coalesce(sum(total_minor), 0) FROM fact_sale WHERE n <= {until}", (shift,)).fetchone()
    return int(row[0])


def sale_times(driver: Any, shift: str) -> list[str]:
    """When each sale of a shift was completed, as the journal writes times, in the order of the journal; as many as
    `shift_sums` counts: a basket in which nothing was sold is a return and no sale."""
    sold = "EXISTS (SELECT 1 FROM fact_sale_line l WHERE l.n = s.n AND l.qty_milli > 0)"
    rows = driver.execute(
        f"SELECT s.at FROM fact_sale s WHERE s.shift = ? AND {sold} ORDER BY s.n", (shift,)
    ).fetchall()
    return [row[0] for row in rows]


def _by_name(
    driver: Any, shift: str
) -> tuple[tuple[tuple[str, str, int, int], ...], tuple[tuple[str, int, int], ...], dict[str, int]]:
    taxes = driver.execute(
        "SELECT t.name, t.rate, sum(t.net_minor), sum(t.tax_minor) FROM fact_sale_tax t JOIN fact_sale s ON s.n = t.n "
        "WHERE s.shift = ? GROUP BY t.name, t.rate ORDER BY sum(t.tax_minor) DESC, t.name",
        (shift,),
    ).fetchall()
    tenders = driver.execute(
        "SELECT type, count(*), sum(amount_minor) FROM ("
        "SELECT t.type AS type, sum(t.amount_minor) - (CASE t.type WHEN 'cash' THEN s.change_minor ELSE 0 END) "
        "AS amount_minor FROM fact_tender t JOIN fact_sale s ON s.n = t.n WHERE s.shift = ? GROUP BY t.n, t.type"
        ") GROUP BY type ORDER BY abs(sum(amount_minor)) DESC, type",
        (shift,),
    ).fetchall()
    moved = driver.execute(
        "SELECT kind, sum(amount_minor) FROM fact_cash_movement WHERE shift = ? GROUP BY kind", (shift,)
    ).fetchall()
    return (
        tuple((row[0], row[1], row[2], row[3]) for row in taxes),
        tuple((row[0], row[1], row[2]) for row in tenders),
        {row[0]: row[1] for row in moved},
    )
