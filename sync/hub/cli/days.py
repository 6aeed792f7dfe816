"""`day close` and `day show`: a store's day over all its tills, as it was closed and what came later."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pos.cli.command import command, group
from pos.cli.console import Console
from sync.hub.cli.opening import DEFAULT_DATABASE, Database, opened

if TYPE_CHECKING:
    from sync.hub.sales.day_closing import DayReport

Day = Annotated[str, typer.Argument(metavar="DAY", help="A business day, like 2026-11-21.")]
Store = Annotated[int, typer.Option("--store", metavar="N", help="The number of the store.")]


def add_to(app: typer.Typer) -> None:
    day = group("day", "Days of the stores: closed figures and what came later.")
    app.add_typer(day)
    command(day, "close", "tandem-hub day close 2026-11-21 --store 1")(close)
    command(day, "show", "tandem-hub day show 2026-11-21 --store 1")(show)


def close(console: Console, day: Day, store_no: Store = 1, database: Database = DEFAULT_DATABASE) -> None:
    """Close a day before the hub does so by itself at night. Sales that come later become dated corrections."""
    from sync.hub.sales.day_closing import close_day, day_report

    with opened(console, database) as hub:
        closed = close_day(hub, store_no, day)
        report = day_report(hub, store_no, day)
    words = f"The day {day} of store {store_no} is closed." if closed else f"The day {day} was closed before."
    console.answer({"closed": closed, **document_of(report)}, words)


def show(console: Console, day: Day, store_no: Store = 1, database: Database = DEFAULT_DATABASE) -> None:
    """Show a day: as it was closed, every correction since, and how it stands now."""
    from sync.hub.sales.day_closing import day_report

    with opened(console, database) as hub:
        report = day_report(hub, store_no, day)
    document = document_of(report)
    console.answer(document, _words(document))


def document_of(report: "DayReport") -> dict[str, Any]:
    """A day in major units."""
    from pos.domain.money import format_minor

    def major(minor: int) -> str:
        return format_minor(minor, report.currency)

    def figures(told: dict[str, Any]) -> dict[str, Any]:
        return {
            "sales": {"count": told["sales"], "amount": major(told["gross"])},
            "refunds": {"count": told["refunds"], "amount": major(told["refunds_gross"])},
            **{
                name: {key: {"count": count, "amount": major(minor)} for key, (count, minor) in told[name].items()}
                for name in ("tax", "tenders")
            },
        }

    return {
        "store": report.store_no,
        "business_date": report.business_date,
        "currency": report.currency,
        "closed_at": report.closed_at,
        "closed_figures": figures(report.closed) if report.closed is not None else None,
        "corrections": [
            {
                "at": x.at,
                "till": x.till_no,
                "receipt": x.receipt,
                "total": major(x.total_minor),
                "tax": major(x.tax_minor),
            }
            for x in report.corrections
        ],
        "now": figures(report.now),
    }


def _words(document: dict[str, Any]) -> Iterator[str]:
    yield f"Store {document['store']}, {document['business_date']}"
    if document["closed_figures"]:
        yield f"Closed {document['closed_at']}"
        yield from _figures(document["closed_figures"])
        yield f"Corrections since: {len(document['corrections'])}"
        for one in document["corrections"]:
            yield f"  {one['at'][:10]}  till {one['till']}  {one['receipt']:<16}{one['total']:>12}  tax {one['tax']}"
    yield "As it stands now"
    yield from _figures(document["now"])


def _figures(told: dict[str, Any]) -> Iterator[str]:
    rows = [("Sales", told["sales"]), ("Refunds", told["refunds"])]
    rows += [(f"Tax {name}", sums) for name, sums in told["tax"].items()]
    rows += [(f"Tender {name}", sums) for name, sums in told["tenders"].items()]
    yield from (f"  {name:<28}{sums['count']:>7}{sums['amount']:>14}" for name, sums in rows)
