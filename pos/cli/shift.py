"""`shift`: the drawer opened, counted and closed; amounts may be written as pieces, `20.00x3`."""

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand
from typer.exceptions import TyperException

from pos.cli.command import command, group
from pos.cli.console import Console
from pos.domain.failures import Refused

if TYPE_CHECKING:
    from pos.services.shift import Closed
    from pos.services.till import Till

AMOUNT = Annotated[str, typer.Argument(metavar="AMOUNT", help="In major units, like 50.00.")]
COUNTED = Annotated[
    list[str], typer.Argument(metavar="AMOUNT…", help="What is in the drawer: one sum, or pieces like 20.00x3 0.50x12.")
]
REASON = Annotated[str, typer.Option(metavar="WORDS", help="Why.")]
STAFF = Annotated[str, typer.Option(metavar="ID", help="Who does it.")]
APPROVED_BY = Annotated[str, typer.Option(metavar="ID", help="Who approves what that person may not do alone.")]
_PIECES = re.compile(r"([^x×*]+)(?:[x×*]([0-9]{1,6}))?")
_BELOW_ZERO = re.compile(r"-[0-9.][0-9.,]*(?:[x×*][0-9]*)?")


class Counting(TyperCommand):
    """A command that takes amounts: one below zero is told as that, and not as an option that there is not."""

    below_zero = "negative_amount"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        given = list(args)  # reading takes them away
        try:
            return super().parse_args(ctx, args)
        except TyperException as wrong:
            below = [text for text in given if _BELOW_ZERO.fullmatch(text)]
            if below and getattr(wrong, "option_name", "") == below[0][:2]:
                raise Refused(self.below_zero, value=below[0]) from None
            raise


class Moving(Counting):
    """A command that moves cash one way, whose amount is above zero."""

    below_zero = "cash_above_zero"


def add_to(app: typer.Typer) -> None:
    shift = group("shift", "Cash management: open, count and close the shift.")
    command(shift, "open", "tandem-till shift open 150.00 --staff maya", Counting)(open_)
    command(shift, "status", "tandem-till shift status --json")(status)
    command(shift, "pay-in", "tandem-till shift pay-in 20.00 --reason 'change from the bank'", Moving)(pay_in)
    command(shift, "pay-out", "tandem-till shift pay-out 8.40 --reason stamps", Moving)(pay_out)
    command(shift, "drop", "tandem-till shift drop 500.00 --reason safe", Moving)(drop)
    command(shift, "count", "tandem-till shift count 50.00x4 20.00x9 3.17", Counting)(count)
    command(shift, "close", "tandem-till shift close 383.17 --left 150.00", Counting)(close)
    app.add_typer(shift)


def open_(console: Console, counted: COUNTED, staff: STAFF = "till") -> None:
    """Open a shift with the float counted into the drawer."""
    with console.till(writes=True) as till:
        from pos.services.shift import open_shift

        float_minor = _sum_minor(till, counted)
        opened = open_shift(till, float_minor, _member(till, staff))
        document = {"shift": opened.shift, "opened_at": opened.at, "business_date": opened.business_date}
        document["float"] = _major(till, float_minor)
    console.answer(document, f"The shift of {opened.business_date} is open with {document['float']} in the drawer.")


def status(console: Console) -> None:
    """Show the open shift. What must be in the drawer is not among it: the count is blind."""
    with console.till() as till:
        from pos.services.report import figures_document, x_figures

        document = figures_document(x_figures(till))
        with till.store.read() as tx:
            opened = tx.shifts.get(document["shift"])
        assert opened is not None
        document |= {"business_date": opened.business_date, "staff": opened.staff}
    words = (
        f"Open since {document['opened_at']} (business day {document['business_date']}, {document['staff']}).",
        f"Sales {document['sales']['count']}, {document['sales']['amount']}. "
        f"Returns {document['returns']['count']}, {document['returns']['amount']}.",
    )
    console.answer(document, words)


def pay_in(console: Console, amount: AMOUNT, reason: REASON, staff: STAFF = "till") -> None:
    """Put cash into the drawer beside sales."""
    _move(console, "paid_in", amount, reason, staff)


def pay_out(
    console: Console, amount: AMOUNT, reason: REASON, staff: STAFF = "till", approved_by: APPROVED_BY = ""
) -> None:
    """Take cash out of the drawer to pay for something."""
    _move(console, "paid_out", amount, reason, staff, approved_by)


def drop(console: Console, amount: AMOUNT, reason: REASON, staff: STAFF = "till") -> None:
    """Bring cash from the drawer to the safe."""
    _move(console, "dropped", amount, reason, staff)


def count(console: Console, counted: COUNTED) -> None:
    """Compare a blind count with what must be in the drawer; nothing is written."""
    with console.till() as till:
        from pos.services.shift import counted_cash

        figures = counted_cash(till, _sum_minor(till, counted))
        assert figures.cash_counted_minor is not None and figures.cash_difference_minor is not None
        document = {
            "expected": _major(till, figures.cash_expected_minor),
            "counted": _major(till, figures.cash_counted_minor),
            "difference": _major(till, figures.cash_difference_minor),
        }
    console.answer(document, (f"{name.capitalize():<12}{amount:>14}" for name, amount in document.items()))


def close(
    console: Console,
    counted: COUNTED,
    left: Annotated[str, typer.Option(metavar="AMOUNT", help="What stays in the drawer as the next float.")] = "0",
    reason: REASON = "",
    approved_by: APPROVED_BY = "",
    staff: STAFF = "till",
) -> None:
    """Close the shift by a blind count and print its Z report."""
    with console.till(writes=True) as till:
        from pos.services.shift import close_shift

        closed = close_shift(
            till,
            _sum_minor(till, counted),
            _member(till, staff),
            left_minor=_sum_minor(till, [left]),
            reason=reason,
            approved_by=approved_by,
        )
        _show_closed(console, till, closed)


def _show_closed(console: Console, till: "Till", closed: "Closed") -> None:
    from pos.domain.receipt_rows import text_rows
    from pos.services.printing import shift_report
    from pos.services.report import figures_document

    document: dict[str, Any] = figures_document(closed.figures)
    document["cash"]["left"] = _major(till, closed.left_minor)
    console.answer(document, text_rows(shift_report(till, closed.figures)))


def _move(console: Console, kind: str, amount: str, reason: str, staff: str, approved_by: str = "") -> None:
    with console.till(writes=True) as till:
        from pos.domain.money import parse_minor
        from pos.services.shift import move_cash

        minor = parse_minor(amount, till.setup.currency)
        entry = move_cash(till, kind, minor, reason, _member(till, staff), approved_by=approved_by)
        shown = _major(till, minor)
    console.answer({"kind": kind, "amount": shown, "seq": entry.seq, "at": entry.at}, f"{shown} noted.")


def _sum_minor(till: "Till", counted: list[str]) -> int:
    """The sum of amounts and of pieces (`20.00x3`); Refused `bad_amount`, `negative_amount`."""
    from pos.domain.money import parse_minor

    total = 0
    for text in counted:
        found = _PIECES.fullmatch(text)
        if found is None:
            raise Refused("bad_amount", value=text)
        minor = parse_minor(found[1].strip(), till.setup.currency)
        if minor < 0:
            raise Refused("negative_amount", value=text)
        total += minor * int(found[2] or 1)
    return total


def _member(till: "Till", staff: str) -> str:
    from pos.services.staff import require_member

    require_member(till, staff)
    return staff


def _major(till: "Till", minor: int) -> str:
    from pos.domain.money import format_minor

    return format_minor(minor, till.setup.currency)
