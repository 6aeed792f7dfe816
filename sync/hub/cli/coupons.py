"""`coupons make`."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from pos.cli.command import command, group
from pos.cli.console import Console, WrongUsage
from sync.hub.cli.opening import DEFAULT_DATABASE, Database, opened


def add_to(app: typer.Typer) -> None:
    coupons = group("coupons", "Personal coupons: codes that a till takes once, with or without a line.")
    app.add_typer(coupons)
    command(coupons, "make", "tandem-hub coupons make P-WELCOME --until 2026-12-24 --count 100")(make)


def make(
    console: Console,
    promotion: Annotated[str, typer.Argument(help="The id of the promotion that a code unlocks.")],
    until: Annotated[str, typer.Option(metavar="TIME", help="From then on they are too old; UTC without a zone.")],
    count: Annotated[int, typer.Option(metavar="N", min=1, help="So many for whoever brings them.")] = 1,
    customer: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="One for this customer alone; several times for several.")
    ] = None,
    database: Database = DEFAULT_DATABASE,
) -> None:
    """Make signed codes, each good for one sale. They are not kept here: print them or send them now."""
    from sync.hub.sales.coupons import make_coupons

    with opened(console, database) as hub:
        made = make_coupons(hub, promotion, _moment(until), customer or (), count)
    documents = [{"code": one.code} | ({"customer": one.customer_id} if one.customer_id else {}) for one in made]
    words = [f"{one.customer_id}  {one.code}" if one.customer_id else one.code for one in made]
    console.answer({"promotion": promotion, "coupons": documents}, words)


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise WrongUsage(f"{text} is not a time") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
