"""`report`: X and Z of a shift, and tables over days."""

import csv
import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pos.cli.command import command
from pos.cli.console import Console, WrongUsage, json_line

if TYPE_CHECKING:
    from pos.services.report_table import Table

Format = Literal["table", "csv", "json"]


def add_to(app: typer.Typer) -> None:
    command(app, "report", "tandem-till report sales --from 2026-11-01 --to 2026-11-30 --format csv")(report)


def report(
    console: Console,
    name: Annotated[
        Literal["x", "z", "sales", "tax", "stock", "exceptions", "loss"], typer.Argument(help="Which one.")
    ],
    since: Annotated[str, typer.Option("--from", metavar="DAY", help="First business day, like 2026-11-01.")] = "",
    until: Annotated[str, typer.Option("--to", metavar="DAY", help="Last business day, included.")] = "",
    by: Annotated[
        Literal["day", "tender", "tax", "category", "hour", "staff", "salesperson"] | None,
        typer.Option("--by", help="What sales are grouped by; by day when nothing is said."),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How it is written.")] = "table",
) -> None:
    """Report from this till's own data.

    x is the open shift, z the one closed last; sales by day, tender, tax, category, hour, person or who advised, tax by
    rate, stock by SKU and place, exceptions (changed prices, manual discounts, returns without receipt, drawer
    openings, cash differences …) in order, loss each person's voids, drawer openings, discounts … beside the others'.

    In all of them sales and returns are with tax, gross is both together, net is gross without tax, and discounts are
    what sold goods were reduced by, as the receipts say it. With what rounding cash added or took, gross is what the
    tenders took.
    """
    form = "json" if console.json else form
    if by is not None and name != "sales":
        raise WrongUsage("--by is for sales")
    if name in ("x", "z"):
        if since or until:
            raise WrongUsage("--from and --to are for reports over days")
        _shift(console, name, form)
        return
    with console.till() as till:
        from pos.services.report import day_report

        table = day_report(till, name, since, until, by or "day")
    _print(table, form)


def _shift(console: Console, name: str, form: Format) -> None:
    from pos.domain.receipt_rows import text_rows
    from pos.services.printing import shift_report
    from pos.services.report import figures_document, figures_rows, x_figures, z_figures

    with console.till() as till:
        figures = x_figures(till) if name == "x" else z_figures(till)
        rows = text_rows(shift_report(till, figures)) if form == "table" else ()
    if form == "table":
        print("\n".join(rows))
    elif form == "json":
        print(json_line({"report": name, **figures_document(figures)}))
    else:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(("name", "value"))
        writer.writerows(figures_rows(figures))


def _print(table: "Table", form: Format) -> None:
    from pos.services.report_table import table_document, write_csv

    if form == "json":
        print(json_line(table_document(table)))
    elif form == "csv":
        write_csv(table, sys.stdout)
    else:
        _print_table(table)


def _print_table(table: "Table") -> None:
    lines = [[str(cell) for cell in row] for row in (table.columns, *table.rows, table.total) if row]
    widths = [max(len(line[n]) for line in lines) for n in range(len(table.columns))]
    for line in lines:
        cells = [
            cell.ljust(width) if unit == "text" else cell.rjust(width)
            for cell, width, unit in zip(line, widths, table.units, strict=True)
        ]
        print("  ".join(cells).rstrip())
    for note in table.notes:
        print(f"\n{note}")
