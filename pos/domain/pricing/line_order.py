"""The order of lines in which every tie is decided, whatever order they were scanned in (SEMANTICS.md)."""

from pos.domain.basket import Line


def line_order(line: Line, unit_price_minor: int, position: int) -> tuple[object, ...]:
    """What lines are sorted by; the scan order decides only between lines that are alike in all of this."""
    given = line.discount
    discount = (given.percent or "", given.amount_minor or 0, given.reason) if given else ("", -1, "")
    return (
        line.product.tax,
        line.product.sku,
        unit_price_minor,
        line.qty_milli,
        line.source == "override",
        discount,
        line.reason,
        position,
    )
