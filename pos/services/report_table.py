"""A report as a table: its cells as they are shown, the same on the screen, in a terminal and in a file."""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TextIO

from pos.domain.failures import Refused
from pos.domain.free_text import spreadsheet_cell
from pos.domain.money import format_minor
from pos.domain.quantity import format_milli

Unit = Literal["text", "number", "amount", "quantity"]
Cell = str | int
Column = tuple[str, Unit]
EARLIEST, LATEST = "0000-01-01", "9999-12-31"


@dataclass(frozen=True, slots=True)
class Table:
    """A report over days as it is shown: counts are numbers, amounts and quantities are texts in major units.

    `total` sums the rows where that means something, else it is empty. `notes` are sentences below it.
    """

    name: str
    columns: tuple[str, ...]
    units: tuple[Unit, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    notes: tuple[str, ...] = ()


def table_of(
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    currency: str,
    total: Sequence[Any] = (),
    notes: Sequence[str] = (),
) -> Table:
    """Rows of minor units and thousandths as they are shown; a cell of `total` may be empty."""
    return Table(
        name,
        tuple(column for column, _unit in columns),
        tuple(unit for _column, unit in columns),
        tuple(_shown(row, columns, currency) for row in rows),
        _shown(total, columns, currency) if total else (),
        tuple(notes),
    )


def sum_of(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> tuple[Any, ...]:
    """The sums of all columns that are no texts."""
    return tuple(sum(row[n] for row in rows) if unit != "text" else "" for n, (_name, unit) in enumerate(columns))


def check_days(since: str, until: str) -> tuple[str, str]:
    """Two business dates, both optional, as bounds to ask with; Refused `bad_date`, `days_reversed`."""
    for day in (since, until):
        try:
            if day and date.fromisoformat(day).isoformat() != day:
                raise ValueError
        except ValueError as failure:
            raise Refused("bad_date", value=day) from failure
    if since and until and until < since:
        raise Refused("days_reversed", since=since, until=until)
    return since or EARLIEST, until or LATEST


def table_document(table: Table) -> dict[str, Any]:
    """A table as JSON: its rows by column, its total without what it does not sum."""
    document: dict[str, Any] = {"report": table.name}
    document["rows"] = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    if table.total:
        document["total"] = {name: cell for name, cell in zip(table.columns, table.total, strict=True) if cell != ""}
    if table.notes:
        document["notes"] = list(table.notes)
    return document


def write_csv(table: Table, out: TextIO) -> None:
    """The rows with their column names; a text that a spreadsheet would calculate is made harmless."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow(
            spreadsheet_cell(str(cell)) if unit == "text" else cell for cell, unit in zip(row, table.units, strict=True)
        )


def write_json(table: Table, out: TextIO) -> None:
    json.dump(table_document(table), out, ensure_ascii=False, indent=1)
    out.write("\n")


def _shown(row: Sequence[Any], columns: Sequence[Column], currency: str) -> tuple[Cell, ...]:
    return tuple(_cell(value, unit, currency) for value, (_name, unit) in zip(row, columns, strict=True))


def _cell(value: Any, unit: Unit, currency: str) -> Cell:
    if value == "":
        return ""
    if unit == "amount":
        return format_minor(value, currency)
    return format_milli(value) if unit == "quantity" else int(value) if unit == "number" else str(value)
