"""Goods of an online order that come back to a store after they were handed over: which units, and what was paid."""

from collections.abc import Collection, Iterable

from pos.domain.money import unit_share
from pos.domain.pickup_order import OrderLine


def returnable_units(line: OrderLine, back: Collection[int]) -> tuple[int, ...]:
    """The units that were handed over and did not come back; `back` are those that came back to this till."""
    return tuple(unit for unit in sorted(line.collected) if unit not in line.returned and unit not in back)


def share_minor(total_minor: int, units: int, returned: Iterable[int]) -> int:
    """What was paid for these units of a line, numbered from 1: all of them together are the line, in any order."""
    return sum(unit_share(total_minor, units, unit - 1, 1) for unit in returned if 1 <= unit <= units)


def order_refs(order_id: int, line: int, units: Iterable[int]) -> list[str]:
    """What is claimed of the hub before its channel gives money back: `order/ORDER/LINE/UNIT`."""
    return [f"order/{order_id}/{line}/{unit}" for unit in units]
