"""`store add` and `store list`."""

from typing import Annotated, Any

import typer

from pos.cli.command import command, group
from pos.cli.console import Console
from sync.hub.cli.opening import DEFAULT_DATABASE, Database, opened


def add_to(app: typer.Typer) -> None:
    store = group("store", "The stores of the shop.")
    app.add_typer(store)
    command(store, "add", "tandem-hub store add --name Northgate --currency GBP --country GB")(add)
    command(store, "list", "tandem-hub store list")(list_)


def add(
    console: Console,
    name: Annotated[str, typer.Option(metavar="NAME", help="The store's name, as receipts say it.")],
    currency: Annotated[str, typer.Option(metavar="EUR", help="ISO 4217.")],
    country: Annotated[str, typer.Option(metavar="DE", help="ISO 3166, two letters.")],
    store_no: Annotated[int, typer.Option(metavar="N", help="Its number [default: the next].")] = 0,
    store_code: Annotated[str, typer.Option(metavar="N", help="1 to 4 letters that begin receipt numbers.")] = "",
    zone: Annotated[str, typer.Option(metavar="ZONE", help="Time zone [default: the country's].")] = "",
    locale: Annotated[str, typer.Option(metavar="en_GB", help="How figures and dates are written.")] = "",
    address: Annotated[list[str] | None, typer.Option(metavar="LINE", help="A line of the address; repeat it.")] = None,
    phone: Annotated[str, typer.Option(metavar="PHONE", help="The store's phone number.")] = "",
    open_until: Annotated[str, typer.Option(metavar="19:00", help="When it closes today's pickups.")] = "",
    vat_number: Annotated[str, typer.Option(metavar="NUMBER", help="Printed on receipts.")] = "",
    return_policy: Annotated[str, typer.Option(metavar="TEXT", help="Printed on receipts.")] = "",
    database: Database = DEFAULT_DATABASE,
) -> None:
    """Set up a store; its tills get the rest of their set-up from here."""
    from sync.hub.tills.stores import NewStore, add_store

    setup: dict[str, Any] = {"vat_number": vat_number, "return_policy": return_policy}
    new = NewStore(
        name,
        currency,
        country,
        store_no=store_no,
        code=store_code,
        zone=zone,
        locale=locale,
        address=tuple(address or ()),
        phone=phone,
        open_until=open_until,
        setup={name: value for name, value in setup.items() if value},
    )
    with opened(console, database) as hub:
        sheet = add_store(hub, new)
    told = {"store_no": sheet.store_no, "name": sheet.name, "code": sheet.code, "zone": sheet.zone}
    console.answer(told, f"Store {sheet.store_no} is {sheet.name}. Its receipts begin with {sheet.code}.")


def list_(console: Console, database: Database = DEFAULT_DATABASE) -> None:
    """Every store by number."""
    from sync.hub.store.stores import all_sheets

    with opened(console, database) as hub, hub.read() as connection:
        sheets = all_sheets(connection)
    rows = [{"store_no": sheet.store_no, "name": sheet.name, "code": sheet.code} for sheet in sheets]
    console.answer({"stores": rows}, [f"{row['store_no']:>4}  {row['code']:<4}  {row['name']}" for row in rows])
