"""`account show`, `adjust`, `block`, `unblock`, `limit`, `forgive` and `merge`: points, cards, credit, debts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pos.cli.command import command, group
from pos.cli.console import Console
from pos.domain.failures import Refused
from sync.hub.cli.opening import DEFAULT_DATABASE, Database, opened

if TYPE_CHECKING:
    from sync.hub.hub import Hub

Account = Annotated[
    str, typer.Argument(metavar="ACCOUNT", help="A gift card's number, or credit:, account: or points: and a customer.")
]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who does it: kept with the movement.")]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why: kept with the movement.")]
Currency = Annotated[
    str, typer.Option("--currency", metavar="EUR", help="Of several currencies the one that is meant.")
]


def add_to(app: typer.Typer) -> None:
    account = group("account", "Points, gift cards, store credit and what customers owe.")
    app.add_typer(account)
    command(account, "show", "tandem-hub account show points:C-1")(show)
    command(account, "adjust", "tandem-hub account adjust credit:C-1 --add 5.00 --by maya --reason goodwill")(adjust)
    command(account, "block", "tandem-hub account block TG0123456789ABCDEF --by maya --reason stolen")(block)
    command(account, "unblock", "tandem-hub account unblock TG0123456789ABCDEF --by maya --reason found")(unblock)
    command(account, "limit", "tandem-hub account limit account:C-1 500.00 --by maya --reason contract")(limit)
    command(account, "forgive", "tandem-hub account forgive points:C-1 --by maya --reason goodwill")(forgive)
    command(account, "merge", "tandem-hub account merge C-1 C-2 --by maya --reason 'one person'")(merge)


def show(console: Console, account: Account, database: Database = DEFAULT_DATABASE) -> None:
    """What stands on an account, what is owed and held, and every movement."""
    from sync.hub.ledgers.account_desk import named
    from sync.hub.ledgers.account_report import account_report

    with opened(console, database) as hub:
        report = account_report(hub, named(account))
    console.answer(report, [*_head(report), *(_line(one) for one in report["movements"])])


def adjust(
    console: Console,
    account: Account,
    by: By,
    reason: Why,
    add: Annotated[str, typer.Option("--add", metavar="AMOUNT", help="What is put on it: 5.00, or points.")] = "",
    take: Annotated[str, typer.Option("--take", metavar="AMOUNT", help="What is taken from it.")] = "",
    currency: Currency = "",
    database: Database = DEFAULT_DATABASE,
) -> None:
    """Put something on an account or take it away; one of --add and --take."""
    from sync.hub.ledgers.account_desk import Person, currency_of
    from sync.hub.ledgers.account_desk import adjust as adjust_account

    if bool(add) == bool(take):
        raise Refused("bad_amount", value=add or take)
    with _changed(console, account, database) as (hub, ref):
        money = currency_of(hub, ref, currency)
        amount = _amount(add or take, money)
        adjust_account(hub, ref, amount if add else -amount, Person(by, reason), money)


def block(
    console: Console,
    account: Account,
    by: By,
    reason: Why,
    currency: Currency = "",
    database: Database = DEFAULT_DATABASE,
) -> None:
    """From now on no till that is online takes it; what is spent without a line still counts."""
    _block(console, account, by, reason, currency, database, blocked=True)


def unblock(
    console: Console,
    account: Account,
    by: By,
    reason: Why,
    currency: Currency = "",
    database: Database = DEFAULT_DATABASE,
) -> None:
    """It is taken again."""
    _block(console, account, by, reason, currency, database, blocked=False)


def limit(
    console: Console,
    account: Account,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="How much the customer may owe.")],
    by: By,
    reason: Why,
    currency: Currency = "",
    database: Database = DEFAULT_DATABASE,
) -> None:
    """How much a customer may owe; this opens the account."""
    from sync.hub.ledgers.account_desk import Person, currency_of, set_limit

    with _changed(console, account, database) as (hub, ref):
        money = currency_of(hub, ref, currency)
        set_limit(hub, ref, _amount(amount, money), Person(by, reason), money)


def forgive(
    console: Console,
    account: Account,
    by: By,
    reason: Why,
    currency: Currency = "",
    database: Database = DEFAULT_DATABASE,
) -> None:
    """Nobody needs to pay what was spent without being there."""
    from sync.hub.ledgers.account_desk import Person
    from sync.hub.ledgers.account_desk import forgive as forgive_account

    with _changed(console, account, database) as (hub, ref):
        forgive_account(hub, ref, Person(by, reason), currency)


def merge(
    console: Console,
    source: Annotated[str, typer.Argument(metavar="FROM", help="The id of the customer whose points go.")],
    target: Annotated[str, typer.Argument(metavar="INTO", help="The id of the customer who gets them.")],
    by: By,
    reason: Why,
    database: Database = DEFAULT_DATABASE,
) -> None:
    """Points, credit and debts of one customer go to another, who is the same person."""
    from sync.hub.ledgers.account_desk import Person
    from sync.hub.ledgers.account_desk import merge as merge_accounts

    with opened(console, database) as hub:
        merge_accounts(hub, source, target, Person(by, reason))
    console.answer({"from": source, "into": target}, f"What {source} had is now {target}'s.")


def _block(
    console: Console, account: str, by: str, reason: str, currency: str, database: str, *, blocked: bool
) -> None:
    from sync.hub.ledgers.account_desk import Person
    from sync.hub.ledgers.account_desk import block as block_account

    with _changed(console, account, database) as (hub, ref):
        block_account(hub, ref, Person(by, reason), currency, blocked=blocked)


@contextmanager
def _changed(console: Console, account: str, database: str) -> Iterator[tuple["Hub", str]]:
    """The hub and the account that is meant; behind the change, what stands on it is said."""
    from sync.hub.ledgers.account_desk import named
    from sync.hub.ledgers.account_report import account_report

    with opened(console, database) as hub:
        ref = named(account)
        yield hub, ref
        report = account_report(hub, ref)
    console.answer(report, _head(report))


def _amount(text: str, currency: str) -> int:
    """An amount in major units, or without a currency points; Refused `bad_amount`."""
    from pos.domain.money import parse_minor

    if currency:
        amount = parse_minor(text, currency)
    elif text.isascii() and text.isdecimal() and len(text) <= 10:
        amount = int(text)
    else:
        raise Refused("bad_amount", value=text)
    if amount < 0:
        raise Refused("negative_amount", value=text)
    return amount


def _head(report: dict[str, Any]) -> list[str]:
    name = f"{report['account']} …{report['last_four']}" if report.get("last_four") else report["account"]
    if "balances" not in report:
        return [f"{name}: {report['balance']} points, {report['pending']} of them pending"]
    return [
        f"{name}: {one['balance']} {one['currency']}"
        + (f", overspent by {one['owed']}" if one["owed"].strip("0.") else "")
        + (", blocked" if one["blocked"] else "")
        for one in report["balances"]
    ]


def _line(one: dict[str, Any]) -> str:
    return f"{one['at']}  {one['kind']:<16}{one['amount']:>12}  {one['sale']} {one['by']} {one['why']}".rstrip()
