"""`sell` and `price`: a stream of basket documents in, a stream of results out; INTERFACES.md, "Basket document"."""

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

import typer

from pos.cli.command import command
from pos.cli.console import Console, json_line, tidy
from pos.domain.failures import Refused

if TYPE_CHECKING:
    from pos.services.till import Till

LONGEST_LINE_BYTES = 4 * 1024 * 1024
"""Of one basket; 5,000 lines with everything on them have less than half of it."""
SALES_BETWEEN_UPKEEP = 300

Answer = Callable[["Till", bytes], tuple[dict[str, Any], bool]]


def add_to(app: typer.Typer) -> None:
    command(app, "sell", "tandem-till sell < BASKETS.ndjson")(sell)
    command(app, "price", "tandem-till price < BASKETS.ndjson")(price)


def sell(console: Console) -> None:
    """Complete one sale per line of standard input.

    Each line is a basket document with id, lines and tenders. Each answer is one line, printed only when the sale is
    durable; a basket that is refused is answered with its error, and the rest goes on. Exit code 1 when any was.
    """
    from pos.cli.answers import sold

    _stream(console, sold, writes=True)


def price(console: Console) -> None:
    """Price one basket per line of standard input; nothing is written.

    Answers with totals, taxes and the explanation of every discount, one line each. Exit code 1 when any was refused.
    """
    from pos.cli.answers import priced

    _stream(console, priced, writes=False)


def _stream(console: Console, answer: Answer, writes: bool) -> None:
    if sys.stdin is None:
        raise Refused("no_input")
    refused = 0
    with console.till(writes) as till:
        for number, line in enumerate(lines_of(sys.stdin.buffer), 1):
            document, good = answer(till, line)
            print(json_line(document), flush=True)
            refused += not good
            if writes and number % SALES_BETWEEN_UPKEEP == 0:
                tidy(till)
    if refused:
        raise typer.Exit(1)


def lines_of(source: BinaryIO) -> Iterator[bytes]:
    """The lines that are not blank. Of one that is too long only as much as shows that it is."""
    while line := source.readline(LONGEST_LINE_BYTES + 1):
        tail = line
        while len(tail) > LONGEST_LINE_BYTES and not tail.endswith(b"\n"):
            tail = source.readline(LONGEST_LINE_BYTES + 1)
        if not line.isspace():
            yield line
