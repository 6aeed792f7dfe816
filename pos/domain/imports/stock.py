"""The stock files: counts as of now, or changes with their reason."""

from collections.abc import Callable
from dataclasses import dataclass

from pos.domain.imports.row import Row
from pos.domain.imports.table import Layout, Read, read_table

COUNTS = Layout(required=("sku", "on_hand"), optional=("location",))
CHANGES = Layout(required=("sku", "change", "reason"), optional=("location",))


@dataclass(frozen=True, slots=True)
class StockRow:
    """What was counted of one SKU at one place; an empty location is this store."""

    sku: str
    location: str
    on_hand_milli: int


@dataclass(frozen=True, slots=True)
class StockChangeRow:
    """A signed change of quantity, never 0, and why."""

    sku: str
    location: str
    change_milli: int
    reason: str


def read_stock(data: bytes) -> Read[StockRow]:
    """A whole file of counts; Refused `import_…` when no row of it can be trusted."""
    return read_table(data, COUNTS, _counted(set()))


def read_stock_changes(data: bytes) -> Read[StockChangeRow]:
    """A whole file of changes; one SKU may change several times. Refused as read_stock."""
    return read_table(data, CHANGES, _change_row)


def _counted(seen: set[tuple[str, str]]) -> Callable[[Row], StockRow]:
    def read(row: Row) -> StockRow:
        row.needed("sku")
        on_hand_milli = row.quantity("on_hand", "bad_count") if row.needed("on_hand") else 0
        counted = StockRow(row.word("sku"), row.word("location"), on_hand_milli)
        if (key := (counted.sku, counted.location)) in seen:
            row.blame("sku", "count_twice", counted.sku)
        seen.add(key)
        return counted

    return read


def _change_row(row: Row) -> StockChangeRow:
    row.needed("sku")
    row.needed("reason")
    change_milli = row.quantity("change", "bad_change", signed=True) if row.needed("change") else 0
    return StockChangeRow(row.word("sku"), row.word("location"), change_milli, row.free_text("reason"))
