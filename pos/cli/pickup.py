"""`pickup`: the pickup desk without a window."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from pos.cli.command import command, group
from pos.cli.console import Console
from pos.domain.failures import Refused

if TYPE_CHECKING:
    from pos.domain.pickup_order import PickupOrder
    from pos.services.pickup_verify import Checked
    from pos.services.till import Till
    from pos.store.pickups import HandOverRecord

ORDER = Annotated[str, typer.Argument(metavar="ORDER", help="Its number (N-88231), its id, or the label on its bag.")]
LINE = Annotated[int, typer.Argument(metavar="LINE", min=1, help="The line of the order, from 1.")]
STAFF = Annotated[str, typer.Option(metavar="ID", help="Who does it.")]
REASON = Annotated[str, typer.Option(metavar="WORDS", help="Why.")]
APPROVED_BY = Annotated[str, typer.Option(metavar="ID", help="Who approves what that person may not do alone.")]
PLACES = ("restock", "damaged", "supplier")


def add_to(app: typer.Typer) -> None:
    pickup = group("pickup", "Pickup orders: packed, proved and handed over.")
    command(pickup, "list", "tandem-till pickup list --json")(list_)
    command(pickup, "show", "tandem-till pickup show N-88231")(show)
    command(pickup, "verify", "tandem-till pickup verify 2378244…")(verify)
    command(pickup, "pick", "tandem-till pickup pick N-88231 1 --qty 2 --staff maya")(pick)
    command(pickup, "short", "tandem-till pickup short N-88231 2 --reason 'not on the shelf'")(short)
    command(pickup, "stage", "tandem-till pickup stage N-88231 A3 --bag 1")(stage)
    command(pickup, "ready", "tandem-till pickup ready N-88231")(ready)
    command(pickup, "hand-over", "tandem-till pickup hand-over N-88231 --token 2378244… --bag TP88231-1")(hand_over)
    command(pickup, "undo", "tandem-till pickup undo 0190c8f2-5f3a-7000-8000-000000000001")(undo)
    command(pickup, "restock", "tandem-till pickup restock N-88231")(restock)
    command(pickup, "return", "tandem-till pickup return N-88231 1 --qty 1 --reason 'too small' --staff maya")(return_)
    app.add_typer(pickup)


def list_(console: Console) -> None:
    """List open orders by promise, and those handed over today."""
    with console.till() as till:
        from pos.services.pickup_queue import grouped_queue

        found = [_brief(till, order) | {"group": which} for order, which in grouped_queue(till)]
    words = [
        f"{one['number']:<12}{one['group']:<9}{one['bay'] or '-':<4}{one['units']:>4}  {one['promised_at']}"
        for one in found
    ]
    console.answer({"orders": found}, words or ["No order waits."])


def show(console: Console, order: ORDER) -> None:
    """Show an order with its lines and its hand-overs here."""
    with console.till() as till:
        from pos.services.pickup_queue import hand_overs

        found = _found(till, order)
        document = _whole(till, found)
        document["hand_overs"] = [_record(one) for one in hand_overs(till, found.order_id)]
    console.answer(document, _lines_in_words(document))


def verify(
    console: Console,
    token: Annotated[str, typer.Argument(metavar="TOKEN", help="The digits of the QR.")],
) -> None:
    """Judge a pickup code without a network. Exit code 1 for every verdict but OK."""
    from pos.services.pickup_verify import require_verdict, verify

    with console.till() as till:
        checked = verify(till, token)
        document = _checked(till, checked)
    if checked.verdict not in ("OK", "NOT_READY", "NOT_KNOWN_HERE"):
        require_verdict(checked)
    if checked.verdict == "NOT_READY" and checked.order:
        raise Refused("not_ready", number=checked.order.number, verdict=checked.verdict)
    if checked.verdict == "NOT_KNOWN_HERE" and checked.token:
        raise Refused("order_not_here_yet", number=str(checked.token.order), verdict=checked.verdict)
    console.answer(document, f"{document['verdict']}: the code is genuine, order {document['order']['number']}.")


def pick(
    console: Console,
    order: ORDER,
    line: LINE,
    qty: Annotated[str, typer.Option(metavar="QTY", help="How much was taken.")] = "1",
    staff: STAFF = "till",
) -> None:
    """Note what was taken from the shelf for a line."""
    with console.till(writes=True) as till:
        from pos.domain.quantity import parse_milli
        from pos.services.pickup_pick import pick

        _tell(console, till, pick(till, _found(till, order).order_id, line, parse_milli(qty), staff))


def short(console: Console, order: ORDER, line: LINE, reason: REASON, staff: STAFF = "till") -> None:
    """Note that what is left of a line cannot be found."""
    with console.till(writes=True) as till:
        from pos.services.pickup_pick import short

        _tell(console, till, short(till, _found(till, order).order_id, line, staff, reason))


def stage(
    console: Console,
    order: ORDER,
    bay: Annotated[str, typer.Argument(metavar="BAY", help="Where the bag lies.")],
    bag: Annotated[int, typer.Option(metavar="N", help="The number of the bag.")] = 1,
    staff: STAFF = "till",
) -> None:
    """Put a bag of an order into a bay."""
    with console.till(writes=True) as till:
        from pos.services.pickup_pick import stage

        _tell(console, till, stage(till, _found(till, order).order_id, bag, bay, staff))


def ready(console: Console, order: ORDER, staff: STAFF = "till") -> None:
    """Say that an order waits for its customer."""
    with console.till(writes=True) as till:
        from pos.services.pickup_pick import ready

        _tell(console, till, ready(till, _found(till, order).order_id, staff))


def restock(console: Console, order: ORDER, staff: STAFF = "till") -> None:
    """Put the goods of an order that is over back onto the floor."""
    with console.till(writes=True) as till:
        from pos.services.pickup_pick import restock

        _tell(console, till, restock(till, _found(till, order).order_id, staff))


def return_(
    console: Console,
    order: ORDER,
    line: LINE,
    reason: REASON,
    qty: Annotated[int, typer.Option(metavar="N", min=1, help="How many units of the line.")] = 1,
    to: Annotated[str, typer.Option(metavar="PLACE", help="restock, damaged or supplier.")] = "restock",
    staff: STAFF = "till",
    approved_by: APPROVED_BY = "",
) -> None:
    """Take units of an order back that were handed over. Its web shop gives the money back, once."""
    from pos.domain.money import format_minor

    if to not in PLACES:
        raise Refused("bad_field", field="to", value=to)
    with console.till(writes=True) as till:
        from pos.services.order_return import LineBack, return_order

        lines = {line: LineBack(qty, reason, to)}  # type: ignore[arg-type]  # looked at above
        done = return_order(till, _found(till, order).order_id, lines, staff, approved_by)
        amount = format_minor(done.amount_minor, till.setup.currency)
    told = {"entry": done.entry_id, "order": done.number, "amount": amount, "claim": done.claim}
    sent = "The web shop refunds" if done.claim == "granted" else "When the line is back, the web shop is asked for"
    console.answer(told, f"{sent} {amount} of order {done.number}.")


def hand_over(
    console: Console,
    order: ORDER,
    units: Annotated[
        list[str] | None, typer.Option("--units", metavar="LINE:N", help="So many of a line [default: all].")
    ] = None,
    token: Annotated[str, typer.Option(metavar="DIGITS", help="The customer's QR.")] = "",
    code: Annotated[str, typer.Option(metavar="CODE", help="The short code instead.")] = "",
    bag: Annotated[str, typer.Option(metavar="LABEL", help="The label on the bag, as scanned.")] = "",
    id_checked: Annotated[bool, typer.Option("--id-checked", help="A photo ID was looked at.")] = False,
    age_checked: Annotated[bool, typer.Option("--age-checked", help="The age was checked.")] = False,
    collected_by: Annotated[str, typer.Option(metavar="NAME", help="Somebody else who came for it.")] = "",
    approved_by: APPROVED_BY = "",
    staff: STAFF = "till",
) -> None:
    """Hand an order over to whoever proves that it is his: by QR, short code, photo ID, or a manager's word."""
    from pos.services.pickup_hand_over import HandOver, hand_over

    with console.till(writes=True) as till:
        found = _found(till, order)
        request = HandOver(
            found.order_id,
            _chosen(found, units or []),
            proof="qr" if token else "code" if code else "photo_id" if id_checked else "manager",
            id_checked=id_checked,
            age_checked=age_checked,
            collected_by=collected_by,
            approved_by=approved_by,
            bag_scanned=_is_bag_of(found, bag),
            token=token,
        )
        if code and not token:
            _require_code(till, found, code)
        done = hand_over(till, request, staff)
    document = {
        "entry": done.entry_id,
        "at": done.at,
        "number": done.number,
        "units": done.units,
        "claim": done.claim,
        "complete": done.complete,
    }
    console.answer(document, f"{done.units} of order {done.number} handed over.")


def undo(
    console: Console,
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help="The entry of the hand-over.")],
    staff: STAFF = "till",
) -> None:
    """Take a hand-over back within a minute."""
    with console.till(writes=True) as till:
        from pos.services.pickup_hand_over import undo

        done = undo(till, entry, staff)
    console.answer({"entry": done.entry_id, "undoes": entry, "at": done.at}, "The hand-over was taken back.")


def _found(till: "Till", order: str) -> "PickupOrder":
    from pos.services.pickup_queue import find_order

    return find_order(till, order)


def _chosen(order: "PickupOrder", units: list[str]) -> dict[int, int]:
    """`1:2` is two units of line 1; nothing means all that is left."""
    if not units:
        return {line.line: len(line.open_units) for line in order.lines if line.open_units}
    chosen = {}
    for text in units:
        line, _, count = text.partition(":")
        if not (line.isascii() and line.isdigit() and count.isascii() and count.isdigit()) or len(text) > 20:
            raise Refused("bad_quantity", value=text)
        chosen[int(line)] = int(count)
    return chosen


def _is_bag_of(order: "PickupOrder", label: str) -> bool:
    from pos.domain.codes import check_bag_code

    if label and check_bag_code(label)[0] != order.order_id:
        raise Refused("bag_of_another_order", number=order.number)
    return bool(label)


def _require_code(till: "Till", order: "PickupOrder", code: str) -> None:
    from pos.services.pickup_verify import check_code

    answer = check_code(till, order.order_id, code)
    if answer.outcome == "locked":
        raise Refused("code_locked", number=order.number, seconds=answer.seconds)
    if answer.outcome == "wrong":
        raise Refused("code_wrong", number=order.number, left=answer.tries_left)


def _tell(console: Console, till: "Till", order: "PickupOrder") -> None:
    console.answer(_whole(till, order), f"Order {order.number}: {order.state}.")


def _brief(till: "Till", order: "PickupOrder") -> dict[str, Any]:
    from pos.domain.money import format_minor

    return {
        "number": order.number,
        "order": order.order_id,
        "state": order.state,
        "bay": order.bay,
        "units": sum(line.units for line in order.lines),
        "total": format_minor(order.total_minor, till.setup.currency),
        "promised_at": order.promised_at,
        "hold_until": order.hold_until,
    }


def _whole(till: "Till", order: "PickupOrder") -> dict[str, Any]:
    from pos.domain.quantity import format_milli

    lines = [
        {
            "line": line.line,
            "sku": line.sku,
            "name": line.name,
            "qty": format_milli(line.qty_milli),
            "picked": format_milli(line.picked_milli),
            "short": format_milli(line.short_milli),
            "collected": len(line.collected),
            "refused": len(line.refused),
            "left": len(line.open_units),
            "place": line.place,
        }
        for line in order.lines
    ]
    return {**_brief(till, order), "bags": list(order.bags), "paid": order.paid, "lines": lines}


def _lines_in_words(document: dict[str, Any]) -> list[str]:
    words = [f"Order {document['number']}: {document['state']}, bay {document['bay'] or '-'}."]
    return words + [
        f"{line['line']:>3}  {line['name']:<36}{line['qty']:>6}  picked {line['picked']}, "
        f"collected {line['collected']}, left {line['left']}"
        for line in document["lines"]
    ]


def _record(record: "HandOverRecord") -> dict[str, Any]:
    return {
        "entry": record.entry_id,
        "at": record.at,
        "staff": record.staff,
        "units": record.units,
        "proof": record.proof,
        "claim": record.claim,
        "undone": bool(record.undone_by),
    }


def _checked(till: "Till", checked: "Checked") -> dict[str, Any]:
    document: dict[str, Any] = {"verdict": checked.verdict, "warnings": list(checked.warnings)}
    if checked.order is not None:
        document["order"] = _whole(till, checked.order)
    return document
