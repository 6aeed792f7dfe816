"""What an entry says of the units that leave the shop: each by its line and number, and by how often it came back."""

from collections.abc import Iterable, Mapping

from pos.domain.pickup_order import OrderLine
from pos.domain.pickup_steps import unit_milli

Turns = Mapping[tuple[int, int], int]
"""How often a unit (line, unit) came back before; one that never did may be missing."""


def units_told(line: OrderLine, units: Iterable[int], turns: Turns) -> list[dict[str, object]]:
    """Units of one line as an entry has them, one row for each turn."""
    by_turn: dict[int, list[int]] = {}
    for unit in units:
        by_turn.setdefault(turns.get((line.line, unit), 0), []).append(unit)
    each = unit_milli(line)
    return [
        {"line": line.line, "sku": line.sku, "units": numbers, "turn": turn, "qty_milli": each * len(numbers)}
        for turn, numbers in sorted(by_turn.items())
    ]


def unit_refs(order_id: int, line: OrderLine, units: Iterable[int], turns: Turns) -> list[str]:
    """What is claimed of the hub: `ORDER/LINE/UNIT/TURN` for each unit."""
    return [f"{order_id}/{line.line}/{unit}/{turns.get((line.line, unit), 0)}" for unit in units]
