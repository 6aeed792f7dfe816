"""An order at the desk while it is handed over: what was scanned, looked at and decided so far. No Qt, no till."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pos.domain.pickup_order import AGE_CHECK, ID_CHECK, SOMEBODY_ELSE, OrderLine, PickupOrder, Proof

Unit = tuple[int, int]
"""A line of the order and one of its units, both counted from 1."""


@dataclass(frozen=True, slots=True)
class Serving:
    """`token` is the code that was shown, empty for an order that was looked up; `proof` is what it proved.

    `refused` is what the customer does not want, with the reason. `vouched`: somebody who may says that it is the
    customer's. `bag_needed` once the till hands over by itself, without the hub. For an order that has not arrived here
    yet `items` are the units scanned so far by SKU, and `fits` says that they are what the code is for.
    """

    order: PickupOrder
    token: str = ""
    proof: Proof | None = None
    ticked: frozenset[Unit] = frozenset()
    refused: Mapping[Unit, str] = field(default_factory=dict)
    id_checked: bool = False
    age_checked: bool = False
    collected_by: str = ""
    approved_by: str = ""
    vouched: bool = False
    bag_scanned: bool = False
    bag_needed: bool = False
    marked: int = 0
    warnings: tuple[str, ...] = ()
    items: Mapping[str, int] | None = None
    fits: bool = False

    def open_units(self, line: OrderLine) -> tuple[int, ...]:
        """Units that may still be handed over: not before, and not refused now."""
        return tuple(unit for unit in line.open_units if (line.line, unit) not in self.refused)

    @property
    def open(self) -> tuple[Unit, ...]:
        return tuple((line.line, unit) for line in self.order.lines for unit in self.open_units(line))

    @property
    def left(self) -> tuple[Unit, ...]:
        """What nobody has scanned yet."""
        return tuple(unit for unit in self.open if unit not in self.ticked)

    @property
    def handed(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.open if unit in self.ticked)

    def has(self, flag: int) -> bool:
        return bool(self.order.flags & flag)

    @property
    def is_known(self) -> bool:
        """Whether the order is here, and not only its code."""
        return self.items is None

    @property
    def needs_id(self) -> bool:
        return self.has(ID_CHECK)

    @property
    def needs_age(self) -> bool:
        return self.has(AGE_CHECK)

    @property
    def is_to_be_paid(self) -> bool:
        return not self.order.paid

    @property
    def shown_proof(self) -> Proof | None:
        """How the customer proved it: a code before the ID, the ID before a manager's word."""
        if self.proof is not None:
            return self.proof
        if self.id_checked:
            return "photo_id"
        return "manager" if self.vouched else None

    @property
    def somebody_needs_approval(self) -> bool:
        return bool(self.collected_by) and not self.has(SOMEBODY_ELSE)

    @property
    def counts(self) -> dict[int, int]:
        """How many units of each line were scanned."""
        counted: dict[int, int] = {}
        for line, _unit in self.handed:
            counted[line] = counted.get(line, 0) + 1
        return counted

    @property
    def reasons(self) -> dict[int, str]:
        """Why units of a line are not wanted."""
        return {line: reason for (line, _unit), reason in self.refused.items()}

    @property
    def is_half_refused(self) -> bool:
        """Whether units of a line are not wanted while others of it were not scanned yet: which is which?"""
        return bool(self.reasons.keys() & {line for line, _unit in self.left})

    def tick(self, line: int, count: int = 1) -> "Serving":
        """Tick so many units of a line that nobody has scanned yet, as many as there are."""
        wanted = [unit for unit in self.left if unit[0] == line][:count]
        return replace(self, ticked=self.ticked | frozenset(wanted), marked=line)

    def untick(self, line: int) -> "Serving":
        return replace(self, ticked=frozenset(unit for unit in self.ticked if unit[0] != line), marked=line)

    def refuse(self, line: int, reason: str) -> "Serving":
        """The customer does not want one unit of a line; one that was not scanned yet goes first."""
        scanned_last = sorted((unit in self.ticked, unit) for unit in self.open if unit[0] == line)
        unit = scanned_last[0][1]
        return replace(self, refused={**self.refused, unit: reason}, ticked=self.ticked - {unit}, marked=line)

    def line(self, number: int) -> OrderLine:
        return next(line for line in self.order.lines if line.line == number)

    def line_of(self, sku: str, code: str) -> OrderLine | None:
        """The line that a scanned code is for; one with units left comes first."""
        fitting = [line for line in self.order.lines if line.sku == sku or code in line.barcodes or line.sku == code]
        open_lines = {unit[0] for unit in self.left}
        return min(fitting, key=lambda line: line.line not in open_lines, default=None)

    def add(self, sku: str, order: PickupOrder, fits: bool) -> "Serving":
        """One more item of an order that is not here: what was scanned is all that is known of it."""
        items = dict(self.items or {})
        items[sku] = items.get(sku, 0) + 1
        now = replace(self, order=order, items=items, fits=fits)
        return replace(now, ticked=frozenset(now.open))

    def following(self, order: PickupOrder) -> "Serving":
        """The same with what the order has become meanwhile; units that are gone are not ticked any more."""
        now = replace(self, order=order)
        return replace(now, ticked=self.ticked & frozenset(now.open))
