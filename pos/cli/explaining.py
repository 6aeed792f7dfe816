"""`explain`: a customer's tier or a store's web availability, with every step of the reason."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from pos.cli.command import command
from pos.cli.console import Console

if TYPE_CHECKING:
    from pos.domain.programme import Programme


def add_to(app: typer.Typer) -> None:
    command(app, "explain", "tandem-till explain availability QUESTION.json")(explain)


def explain(
    console: Console,
    kind: Annotated[Literal["tier", "availability"], typer.Argument(help="What to explain.")],
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="The question as JSON: one, a list, or one a line; - for standard input."),
    ],
) -> None:
    """Explain a customer's tier or a store's web availability, from the figures in FILE, step by step.

    \b
    availability: {"on_hand": "100", "reserved": "5", "open_requests": "5", "excluded": "5",
      "safety": "5", "threshold": "5", "offline_buffer": "0"}
      on_hand less all the others, never below 0. Also "qoh" for on_hand, "brokering" for open_requests.
      Instead of on_hand: "locations": {"floor": "7", "staged": "3", "damaged": "2"}.
      Instead of offline_buffer: "synced_at" and "at", or "hours_offline", with "buffer_per_hour" (1)
      and "quiet_hours" (1). "stores": [{…}, {…}] asks about several. Of a bundle, instead of on_hand:
      "components": [{"sku": "SOAP", "per_bundle": "2", "on_hand": "7"}, {…}].
    \b
    tier: {"tiers": [{"name": "Silver", "from_spend": "10000"}], "spent": "8000", "current": "3000",
      "tier": "Bronze", "review": "2027-03-01", "at": "2026-11-21"}
      spent in twelve months plus the current purchase; up at once, down only at the review date.
      Also "tiers": {"Silver": 10000}; without tiers those of this till. Instead of spent:
      "history": [{"at": "2026-03-01", "amount": "120.00"}]. With "from_points" or "by": "points"
      the figures are points. "since": held since, reviewed a year later. "currency": "EUR".

    No till is needed, but for the tiers of its own programme. Nothing is written.
    """
    from pos.domain.explain_input import questions_of

    asked = questions_of(_content(file))
    answers = [_EXPLAINED[kind](console, one) for one in asked]
    words = [line for answer in answers for line in (*_words(kind, answer), "")][:-1]
    console.answer(answers[0] if len(answers) == 1 else {"answers": answers}, words)


def _words(kind: str, answer: dict[str, Any]) -> list[str]:
    """The reasons, then what follows from them; of several stores each by itself."""
    stores = answer.get("stores", [])
    steps = [
        f"{store.get('store', number)}: {line}" for number, store in enumerate(stores, 1) for line in store["words"]
    ]
    told = answer["tier" if kind == "tier" else "available"] or "none"
    return [*steps, *answer["words"], f"{'Tier' if kind == 'tier' else 'Available'}: {told}"]


def _content(file: Path) -> bytes:
    from pos.services.imports.job import open_file

    if str(file) == "-":
        return sys.stdin.buffer.read()
    with open_file(file) as source:
        return source.read()


def _tier(console: Console, asked: object) -> dict[str, Any]:
    from datetime import UTC, datetime

    from pos.domain.tier_document import explain_tier

    return explain_tier(asked, datetime.now(UTC).date(), lambda: _own_programme(console))


def _own_programme(console: Console) -> "tuple[Programme | None, str]":
    """The programme of the till in this home, where a question names no tiers, and its currency."""
    with console.till() as till, till.store.read() as tx:
        return tx.prices.rules().programme, till.setup.currency


def _availability(_console: Console, asked: object) -> dict[str, Any]:
    from pos.domain.availability_document import explain_availability

    return explain_availability(asked)


_EXPLAINED: dict[str, Callable[[Console, object], dict[str, Any]]] = {"tier": _tier, "availability": _availability}
