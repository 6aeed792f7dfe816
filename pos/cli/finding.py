"""`search` and `try-code`: what the search field of the app finds, and what the till makes of a scanned code."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from pos.cli.command import command
from pos.cli.console import Console

if TYPE_CHECKING:
    from pos.services.shop import Setup
    from pos.services.till import Till
    from pos.store.store import Tx

MOST = 1000


def add_to(app: typer.Typer) -> None:
    command(app, "search", "tandem-till search products 'wool sock' --limit 5")(search)
    command(app, "try-code", "tandem-till try-code 2812345012349 --pattern 28IIIIIPPPPPC:2")(try_code)


def search(
    console: Console,
    kind: Annotated[Literal["products", "customers", "sales"], typer.Argument(help="What to look for.")],
    query: Annotated[str, typer.Argument(help="Words, their beginnings, a code, a receipt number.")],
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=MOST, help="At most so many.")] = 50,
) -> None:
    """Find what the search field of the app finds, in the same order."""
    with console.till() as till, till.store.read() as tx:
        found = _FOUND[kind](tx, till, query, limit)
    words = ["  ".join(str(value) for value in hit.values() if value != "") for hit in found]
    console.answer({"query": query, "results": found}, words or ["Nothing was found."])


def _products(tx: "Tx", till: "Till", query: str, limit: int) -> list[dict[str, Any]]:
    from pos.domain.money import format_minor
    from pos.domain.quantity import format_milli

    found = []
    for product in tx.search.products(query, limit):
        hit: dict[str, Any] = {"sku": product.sku, "name": product.name, "options": product.options}
        hit["price"] = format_minor(product.price_minor, till.setup.currency)
        held = tx.stock.on_hand_milli(product.sku)
        hit["on_hand"] = "" if held is None else format_milli(held)
        found.append(hit)
    return found


def _customers(tx: "Tx", _till: "Till", query: str, limit: int) -> list[dict[str, Any]]:
    return [
        {"id": x.customer_id, "name": x.name, "email": x.email, "phone": x.phone, "card": x.card, "tier": x.tier}
        for x in tx.search.customers(query, limit)
    ]


def _sales(tx: "Tx", _till: "Till", query: str, limit: int) -> list[dict[str, Any]]:
    from pos.domain.money import format_minor

    return [
        {
            "receipt": sale.receipt,
            "at": sale.at,
            "total": format_minor(sale.total_minor, sale.currency),
            "customer": sale.customer_id,
            "sale_id": sale.sale_id,
        }
        for sale in tx.search.sales(query, limit)
    ]


_FOUND = {"products": _products, "customers": _customers, "sales": _sales}


def try_code(
    console: Console,
    code: Annotated[str, typer.Argument(help="As the scanner sends it.")],
    pattern: Annotated[
        list[str] | None, typer.Option(metavar="PATTERN", help="Rows of the 2x table to try instead of the till's own.")
    ] = None,
) -> None:
    """Show what the till makes of a code: what it is for, weight or price in it, the product it finds.

    Nothing is written. With --pattern a row of the 2x table is tried before it goes into the set-up.
    """
    with console.till() as till:
        from dataclasses import replace

        setup = replace(till.setup, patterns=tuple(pattern)) if pattern else till.setup
        document = _reading(code, setup)
        with till.store.read() as tx:
            document |= _finding(tx, setup, code)
    console.answer(document, (f"{name}: {value}" for name, value in document.items() if value != ""))


def _reading(raw: str, setup: "Setup") -> dict[str, Any]:
    from pos.domain.barcode import read_code
    from pos.domain.codes import classify
    from pos.domain.money import format_minor
    from pos.domain.quantity import format_milli

    code = read_code(raw, setup.code_patterns)
    document: dict[str, Any] = {"code": code.text, "for": classify(raw), "kind": code.kind, "keys": list(code.keys)}
    if embedded := code.embedded:
        document |= {"pattern": embedded.pattern, "item": embedded.item}
        if embedded.price is not None:
            document["price"] = format_minor(embedded.price.minor(setup.currency), setup.currency)
        if embedded.weight_milli is not None:
            document["weight"] = format_milli(embedded.weight_milli)
    return document


def _finding(tx: "Tx", setup: "Setup", raw: str) -> dict[str, Any]:
    """The line that a scan would add, or the code of the refusal."""
    from pos.domain.failures import Refused
    from pos.domain.money import format_minor
    from pos.domain.quantity import format_milli
    from pos.services.lookup import find_line

    try:
        line = find_line(tx, setup, raw, "1", None)
    except Refused as refused:
        return {"found": "", "refused": refused.code}
    found = {"found": line.product.sku, "name": line.product.name, "qty": format_milli(line.qty_milli)}
    if line.unit_price_minor is not None:
        found["unit_price"] = format_minor(line.unit_price_minor, setup.currency)
    return found
